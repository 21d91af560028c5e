// The workspace of models: one panel of filters, one address, three views.
import { ChartView } from "./chart_view.js";
import { copy, save } from "./clipboard.js";
import { COLUMNS } from "./columns.js";
import { loadCatalogue } from "./data.js";
import { button, found, make, safe } from "./dom.js";
import { Evidence } from "./evidence.js";
import { bibtexOf, paperIds, toCsv, toLatex, toMarkdown } from "./export.js";
import { select } from "./filters.js";
import { counted, grouped } from "./format.js";
import { Names } from "./names.js";
import { Panel, emptyState } from "./panel.js";
import { Popover } from "./popover.js";
import { RankingView } from "./ranking_view.js";
import { SideBySide, storePins, storedPins } from "./side_by_side.js";
import { firstState, readAddress, writeAddress } from "./state.js";
import { TableView } from "./table_view.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").Row} Row */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").View} View */

/** @type {[view: View, title: string][]} */
const VIEWS = [["ranking", "Ranking"], ["chart", "Chart"], ["table", "Table"]];

class Workspace {
  /** @param {HTMLElement} root @param {import("./data.js").Catalogue} catalogue */
  constructor(root, catalogue) {
    this.root = root;
    this.names = new Names(catalogue.raw);
    this.vocabulary = vocabularyOf(catalogue);
    /** @type {import("./app.js").ViewPart | undefined} */
    this.shown = undefined;
    this.toastTimer = 0;
    this.isTyped = false; // whether the newest history entry came from typing
    /** @type {App} */
    this.app = /** @type {App} */ ({
      catalogue,
      evidence: new Evidence(root.dataset.evidence ?? "../data/evidence/"),
      places: placesOf(root),
      state: firstState(),
      change: (patch, isTyping) => this.change(patch, isTyping),
      say: (text) => this.say(text),
    });
    this.app.popover = new Popover(this.app);
    this.refresh();
    this.panel = new Panel(this.app);
    this.views = { ranking: new RankingView(this.app), chart: new ChartView(this.app), table: new TableView(this.app) };
    this.side = new SideBySide(this.app, (rows) => this.copyButtons(() => rows));
    this.build();
    addEventListener("popstate", () => this.read());
    this.read();
  }

  build() {
    this.status = make("p", { role: "status", class: "lv-w-status" });
    this.notice = make("div", { class: "lv-w-notice", role: "alert", hidden: true });
    this.toast = make("p", { role: "status", class: "lv-w-toast" });
    this.tabs = VIEWS.map(([view, title]) => button(title, { role: "tab", id: `lv-w-tab-${view}`, "aria-controls": "lv-w-view" }, () => this.app.change({ view })));
    const list = make("div", { role: "tablist", class: "lv-w-tabs", "aria-label": "View" }, ...this.tabs);
    list.addEventListener("keydown", (event) => this.turned(event));
    this.view = make("div", { role: "tabpanel", id: "lv-w-view", class: "lv-w-view" });
    this.exports = make("div", { class: "lv-w-exports" }, ...this.exportButtons());
    this.root.replaceChildren(make("div", { class: "lv-w" }, this.notice, this.panel.box, make("div", { class: "lv-w-bar" }, list, this.status), this.view, this.exports, this.side.box, this.toast));
  }

  /** The view that is shown. @returns {import("./app.js").ViewPart} */
  get current() {
    return this.views[this.app.state.view];
  }

  /** Reads the address, names what it does not understand, and shows the rest. */
  read() {
    const { state, problems } = readAddress(location.search, this.vocabulary);
    if (!new URLSearchParams(location.search).has("pins")) state.pins = storedPins(this.vocabulary.models);
    this.isTyped = false;
    this.app.state = state;
    found(this.notice ?? null).hidden = problems.length === 0;
    found(this.notice ?? null).replaceChildren(
      make("p", {}, make("b", {}, "The address has parts that could not be read, and were left out:")),
      make("ul", {}, ...problems.map((problem) => make("li", {}, problem))),
      button("Close", { class: "lv-w-button" }, () => { found(this.notice ?? null).hidden = true; }),
    );
    this.show();
  }

  /** @param {Partial<State>} patch @param {boolean} [isTyping] */
  change(patch, isTyping = false) {
    this.app.state = { ...this.app.state, ...patch };
    if (patch.pins) storePins(patch.pins);
    const query = writeAddress(this.app.state);
    // Typing one filter is one step back, whatever else is chosen is another.
    history[isTyping && this.isTyped ? "replaceState" : "pushState"](null, "", `${location.pathname}${query ? `?${query}` : ""}`);
    this.isTyped = isTyping;
    if (Object.keys(patch).join() === "pins") this.showPins();
    else this.show();
  }

  refresh() {
    const { app } = this;
    const fits = app.state.q ? this.names.test(app.state.q) : () => true;
    app.selection = select(app.catalogue, app.state, fits);
    app.context = { catalogue: app.catalogue, device: app.state.device, baseline: app.selection.baseline };
  }

  show() {
    this.refresh();
    this.panel.update();
    this.showTabs();
    this.showStatus();
    const view = found(this.view ?? null);
    if (this.shown !== this.current) this.shown?.leave();
    const isEmpty = this.app.selection.rows.length === 0;
    if (isEmpty) {
      this.shown?.leave();
      this.shown = undefined;
      view.replaceChildren(emptyState(this.app));
    } else {
      if (this.shown !== this.current) this.current.enter(view);
      this.shown = this.current;
      this.current.update();
    }
    found(this.exports ?? null).hidden = isEmpty;
    this.showPins();
  }

  showPins() {
    this.side.update();
    this.views.ranking.list.updatePins();
    this.views.table.list.updatePins();
  }

  showTabs() {
    const { state } = this.app;
    VIEWS.forEach(([view], nr) => {
      const isChosen = view === state.view;
      this.tabs?.[nr].setAttribute("aria-selected", String(isChosen));
      this.tabs?.[nr].setAttribute("tabindex", isChosen ? "0" : "-1");
    });
    this.view?.setAttribute("aria-labelledby", `lv-w-tab-${state.view}`);
  }

  showStatus() {
    const { selection, state } = this.app;
    const noun = state.on ? "result" : "model";
    const unknown = selection.unknown ? (state.unknown ? `, ${grouped(selection.unknown)} of them with a value not known` : `, ${grouped(selection.unknown)} hidden as unknown`) : "";
    found(this.status ?? null).textContent = `${counted(selection.rows.length, noun)}${unknown}`;
  }

  /** @param {KeyboardEvent} event */
  turned(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const place = VIEWS.findIndex(([view]) => view === this.app.state.view);
    const next = (place + step + VIEWS.length) % VIEWS.length;
    this.app.change({ view: VIEWS[next][0] });
    this.tabs?.[next].focus();
  }

  /** @param {string} text */
  say(text) {
    const toast = found(this.toast ?? null);
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.textContent = ""; }, 6000);
  }

  /** The rows that the view shows, the baseline before those it is the base of. @returns {Row[]} */
  rows() {
    const { baseline } = this.app.selection;
    const rows = this.current.rows();
    return baseline && this.app.state.view === "table" ? [baseline, ...rows] : rows;
  }

  exportButtons() {
    const { app } = this;
    const name = "lvkb-models";
    const saveAs = (/** @type {string} */ title, /** @type {() => void | Promise<void>} */ action) => button(title, { class: "lv-w-button", "aria-label": `Download ${title}` }, () => Promise.resolve(action()).catch((/** @type {Error} */ error) => app.say(`Nothing was saved: ${error.message}.`)));
    return [
      make("span", {}, "Copy these rows"), button("Link", { class: "lv-w-button", "aria-label": "Copy link" }, () => copy(app, "the link to this view", this.address())), ...this.copyButtons(() => this.rows()),
      make("span", {}, "Download"),
      saveAs(".csv", () => save(`${name}.csv`, toCsv(this.rows(), app.context), "text/csv")),
      saveAs(".md", () => save(`${name}.md`, toMarkdown(this.rows(), this.current.columns(), app.context))),
      saveAs(".tex", () => save(`${name}.tex`, toLatex(this.rows(), this.current.columns(), app.context))),
      saveAs(".bib", async () => save(`${name}.bib`, await this.bibtex(this.rows()))),
    ];
  }

  /** @param {() => Row[]} rows */
  copyButtons(rows) {
    const { app } = this;
    const what = (/** @type {string} */ format) => `${counted(rows().length, "row")} as ${format}`;
    const copyAs = (/** @type {string} */ format, /** @type {() => string | Promise<string>} */ content) => button(format, { class: "lv-w-button", "aria-label": `Copy ${format}` }, () => copy(app, what(format), content()));
    return [
      copyAs("CSV", () => toCsv(rows(), app.context)),
      copyAs("Markdown", () => toMarkdown(rows(), this.current.columns(), app.context)),
      copyAs("LaTeX", () => toLatex(rows(), this.current.columns(), app.context)),
      copyAs("BibTeX", () => this.bibtex(rows())),
    ];
  }

  /** The address of this view, with pins that no parameter names yet. */
  address() {
    const query = writeAddress(this.app.state);
    return `${location.origin}${location.pathname}${query ? `?${query}` : ""}`;
  }

  /** @param {Row[]} rows */
  async bibtex(rows) {
    const answer = await fetch(`${this.app.places.data}catalog.bib`);
    if (!answer.ok) throw new Error(`catalog.bib answers ${answer.status}`);
    return bibtexOf(await answer.text(), paperIds(rows, this.app.context));
  }
}

/** What addresses may name. @param {import("./data.js").Catalogue} catalogue @returns {import("./state.js").Vocabulary} */
function vocabularyOf({ raw, models }) {
  return {
    pretrain: new Set(raw.setups.map(([, data]) => data)),
    topics: new Set([...raw.families, ...raw.topics].map(([path]) => path)),
    devices: new Set(raw.devices),
    bases: new Set(raw.results.base.filter(Boolean)),
    models: new Set(models.keys()),
    columns: new Set(COLUMNS.map(({ key }) => key)),
  };
}

/** Addresses of other pages: beside this one, and in the repository where the page names one. @param {HTMLElement} root @returns {import("./app.js").Places} */
function placesOf(root) {
  const repository = root.dataset.repo && safe(root.dataset.repo) ? root.dataset.repo.replace(/\/$/, "") : "";
  return {
    paper: (id) => `../papers/${encodeURIComponent(id)}/`,
    report: (where, said) => (repository ? `${repository}/issues/new?${new URLSearchParams({ template: "wrong-number.yml", where, said })}` : "../contribute/"),
    method: "../method/",
    data: new URL(".", new URL(root.dataset.src ?? "../data/models.json", location.href)).href,
  };
}

async function start() {
  const root = document.getElementById("lv-workspace");
  if (!root) return;
  try {
    const catalogue = await loadCatalogue(root.dataset.src ?? "../data/models.json");
    new Workspace(root, catalogue);
    performance.mark("lv-workspace");
  } catch (error) {
    // What the page brings stays: a table and the downloads.
    root.dataset.failed = "";
    root.prepend(make("p", { class: "lv-w-notice", role: "alert" }, `The filters could not start (${/** @type {Error} */ (error).message}). Here is the table without them; reloading the page may help.`));
  }
}

start();
