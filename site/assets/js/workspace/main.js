// The workspace of models: one panel of filters, one address, three views.
import { copy, save } from "./clipboard.js";
import { loadCatalogue } from "./data.js";
import { button, found, make, safe } from "./dom.js";
import { Evidence } from "./evidence.js";
import { select } from "./filters.js";
import { counted, grouped } from "./format.js";
import { Names } from "./names.js";
import { storePins, storedPins } from "./pins.js";
import { Panel } from "./panel.js";
import { Popover } from "./popover.js";
import { RankingView } from "./ranking_view.js";
import { firstState, readAddress, writeAddress } from "./state.js";
import { TableView } from "./table_view.js";
import { vocabularyOf } from "./vocabulary.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").Row} Row */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").View} View */
/** @typedef {"CSV" | "JSON" | "Markdown" | "LaTeX" | "BibTeX"} Format */

/** @type {[view: View, title: string][]} */
const VIEWS = [["ranking", "Ranking"], ["chart", "Chart"], ["table", "Table"]];

/** @type {Format[]} */
const FORMATS = ["CSV", "JSON", "Markdown", "LaTeX", "BibTeX"];

class Workspace {
  /** @param {HTMLElement} root @param {import("./data.js").Catalogue} catalogue */
  constructor(root, catalogue) {
    this.root = root;
    this.vocabulary = vocabularyOf(catalogue);
    /** @type {import("./app.js").ViewPart | undefined} */
    this.shown = undefined;
    this.toastTimer = 0;
    this.hasPins = false; // whether the state has the pins, of the address or of earlier pages
    this.isTyped = false; // whether the newest history entry came from typing
    /** @type {App} */
    this.app = /** @type {App} */ ({
      catalogue,
      evidence: new Evidence(root.dataset.evidence ?? "../data/evidence/"),
      places: placesOf(root),
      budgets: { params: (root.dataset.budgets ?? "").split(" ").filter(Boolean).map(Number), gmacs: Number(root.dataset.gmacs) },
      state: firstState(),
      change: (patch, isTyping) => this.change(patch, isTyping),
      say: (text) => this.say(text),
    });
    this.names = new Names(catalogue.raw, this.app.places.data);
    /** @type {ReturnType<Names["test"]>} which models have the text that is asked for */
    this.fits = () => true;
    this.app.popover = new Popover(this.app);
    this.panel = new Panel(this.app);
    this.ranking = new RankingView(this.app);
    this.table = new TableView(this.app);
    /** @type {import("./chart_view.js").ChartView | undefined} */
    this.chart = undefined; // fetched when somebody looks at it
    /** @type {import("./side_by_side.js").SideBySide | undefined} */
    this.side = undefined; // likewise
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
    this.taken = make("span", {}); // says how many rows the buttons take
    this.exports = make("div", { class: "lv-w-exports" }, this.taken, ...this.exportButtons());
    this.past = button("Skip to exports", { class: "lv-w-past lv-w-button" }, () => found(this.exports ?? null).querySelector("button")?.focus());
    this.sideBox = make("div", {});
    this.root.replaceChildren(make("div", { class: "lv-w" }, this.notice, this.panel.box, make("div", { class: "lv-w-bar" }, list, this.status), this.past, this.view, this.exports, this.sideBox, this.toast));
  }

  /** The view that is shown, or is to be shown once it is there. @returns {import("./app.js").ViewPart} */
  get current() {
    const { view } = this.app.state;
    return view === "table" ? this.table : view === "chart" && this.chart ? this.chart : this.ranking;
  }

  async fetchChart() {
    const { ChartView } = await import("./chart_view.js");
    this.chart ??= new ChartView(this.app);
    if (this.app.state.view === "chart") this.showView(found(this.view ?? null)); // whoever went on meanwhile keeps their place
  }

  async fetchSide() {
    const { SideBySide } = await import("./side_by_side.js");
    if (!this.side) {
      this.side = new SideBySide(this.app, (rows) => [make("span", {}, `Copy ${counted(rows.length, "pinned row")}`), ...this.copyButtons(() => rows), make("span", {}, "Download"), ...this.saveButtons("pinned", () => rows)]);
      this.sideBox?.append(this.side.box);
    }
    this.side.update();
  }

  /** What a part that could not be fetched is told with. @param {Promise<void>} part */
  told(part) {
    part.catch((/** @type {Error} */ error) => this.say(`This part could not be fetched: ${error.message}. Reloading the page may help.`));
  }

  /** Reads the address, names what it does not understand, and shows the rest. */
  read() {
    const { state, problems } = readAddress(location.search, this.vocabulary);
    this.isTyped = false;
    this.hasPins = new URLSearchParams(location.search).has("pins");
    this.app.state = state;
    if (this.panel.isWhole) this.takePins();
    found(this.notice ?? null).hidden = problems.length === 0;
    found(this.notice ?? null).replaceChildren(
      make("p", {}, make("b", {}, "The address has parts that could not be read, and were left out:")),
      make("ul", {}, ...problems.map((problem) => make("li", {}, problem))),
      button("Close", { class: "lv-w-button" }, () => { found(this.notice ?? null).hidden = true; }),
    );
    this.show();
  }

  /** Makes what may wait until the models have been seen: pins of earlier pages, which the browser keeps elsewhere, and the rest of the panel. */
  complete() {
    this.panel.complete();
    this.takePins();
    if (this.app.state.pins.length) this.showPins();
  }

  /** Takes the pins of earlier pages where the address names none. */
  takePins() {
    if (!this.hasPins) this.app.state.pins = storedPins(this.vocabulary.pins);
    this.hasPins = true;
  }

  /** @param {Partial<State>} patch @param {boolean} [isTyping] */
  change(patch, isTyping = false) {
    this.takePins();
    const before = writeAddress(this.app.state);
    this.app.state = { ...this.app.state, ...patch };
    if (patch.pins) storePins(patch.pins);
    const query = writeAddress(this.app.state);
    if (query === before) {
      // A field that is left says again what was typed: drawn anew, the table would lose the click that leaves the field.
      this.isTyped &&= isTyping;
      return;
    }
    // Typing one filter is one step back, whatever else is chosen is another.
    history[isTyping && this.isTyped ? "replaceState" : "pushState"](null, "", `${location.pathname}${query ? `?${query}` : ""}`);
    this.isTyped = isTyping;
    if (Object.keys(patch).join() === "pins") this.showPins();
    else this.show();
  }

  refresh() {
    const { app } = this;
    this.fits = app.state.q ? this.names.test(app.state.q) : () => true;
    app.selection = select(app.catalogue, app.state, this.fits);
    app.context = { catalogue: app.catalogue, device: app.state.device, baseline: app.selection.baseline };
  }

  show() {
    this.refresh();
    this.panel.update();
    this.showTabs();
    this.showStatus();
    this.showView(found(this.view ?? null));
    found(this.taken ?? null).textContent = `Copy ${counted(this.rows().length, "row")}`;
    for (const part of [this.exports, this.past]) found(part ?? null).hidden = this.app.selection.rows.length === 0;
    this.showPins();
    this.told(this.showFurther());
  }

  /** Shows what further names let through, where they do: drawn anew for nothing, rows would lose the place of their reader. */
  async showFurther() {
    const isMore = this.app.state.q && (await this.names.load(this.app.state.q));
    if (isMore && this.names.tells(this.app.state.q, this.fits)) this.show();
  }

  /** @param {HTMLElement} view */
  showView(view) {
    const isEmpty = this.app.selection.rows.length === 0;
    const isWaiting = !isEmpty && this.app.state.view === "chart" && !this.chart;
    const next = isEmpty || isWaiting ? undefined : this.current;
    if (this.shown !== next) this.shown?.leave();
    if (isEmpty) {
      view.replaceChildren(make("p", { class: "lv-w-note" }, "No model passes all filters."));
      this.told(this.showEmpty(view));
    }
    if (isWaiting) {
      view.replaceChildren(make("p", { class: "lv-w-note" }, "Drawing the chart ..."));
      this.told(this.fetchChart());
    }
    if (next && next !== this.shown) next.enter(view);
    this.shown = next;
    next?.update();
  }

  /** @param {HTMLElement} view */
  async showEmpty(view) {
    const { emptyState } = await import("./empty_state.js");
    if (this.app.selection.rows.length === 0) view.replaceChildren(emptyState(this.app, this.names.test(this.app.state.q)));
  }

  showPins() {
    if (this.side) this.side.update();
    else if (this.app.state.pins.length) this.told(this.fetchSide());
    this.ranking?.list.updatePins();
    this.table?.list.updatePins();
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
    return [
      button("Link", { class: "lv-w-button", "aria-label": "Copy link" }, () => copy(app, "the link to this view", this.address())), ...this.copyButtons(() => this.rows()),
      make("span", {}, "Download"), ...this.saveButtons("models", () => this.rows()),
      button(".zip", { class: "lv-w-button", "aria-label": "Download .zip" }, () => this.told(this.zipped())),
      make("span", {}, "Embed"), ...this.embedButtons(),
    ];
  }

  /** Buttons that copy the code of a frame with this view: as it is each day, and as the last release has it. */
  embedButtons() {
    const { frozen } = this.root.dataset;
    const places = [["Live", "../embed/"], ...(frozen ? [[`Data ${frozen}`, `../v/${frozen}/embed/`]] : [])];
    return places.map(([title, folder]) => button(title, { class: "lv-w-button", "aria-label": `Copy the code that embeds this view: ${title}` }, () => copy(this.app, "the code that embeds this view", this.frame(folder))));
  }

  /** @param {string} folder */
  async frame(folder) {
    return (await import("./sharing.js")).frame(this.app, folder);
  }

  async zipped() {
    const { zipped } = await import("./sharing.js");
    save("models.zip", await zipped(this.app, this.current.columns(), this.rows(), this.address()));
  }

  /** @param {() => Row[]} rows */
  copyButtons(rows) {
    return FORMATS.map((format) => button(format, { class: "lv-w-button", "aria-label": `Copy ${format}` }, () => copy(this.app, `${counted(rows().length, "row")} as ${format}`, this.exported(format, rows()))));
  }

  /** @param {string} name of the files @param {() => Row[]} rows */
  saveButtons(name, rows) {
    const saveAs = (/** @type {Format} */ format, /** @type {string} */ ending, type = "text/plain") => button(ending, { class: "lv-w-button", "aria-label": `Download ${ending}` }, () => this.told(this.exported(format, rows()).then((text) => save(`${name}${ending}`, text, type))));
    return [saveAs("CSV", ".csv", "text/csv"), saveAs("JSON", ".json", "application/json"), saveAs("Markdown", ".md"), saveAs("LaTeX", ".tex"), saveAs("BibTeX", ".bib")];
  }

  /** Rows in a format. @param {Format} format @param {Row[]} rows */
  async exported(format, rows) {
    return (await import("./sharing.js")).exported(this.app, format, this.current.columns(), rows, this.address());
  }

  /** The address of this view, with pins that no parameter names yet. */
  address() {
    const query = writeAddress(this.app.state);
    return `${location.origin}${location.pathname}${query ? `?${query}` : ""}`;
  }
}

/** Addresses of other pages: beside this one, and in the repository where the page names one. @param {HTMLElement} root @returns {import("./app.js").Places} */
function placesOf(root) {
  const repository = root.dataset.repo && safe(root.dataset.repo) ? root.dataset.repo.replace(/\/$/, "") : "";
  return {
    paper: (id) => `../papers/${encodeURIComponent(id)}/`,
    report: (fields) => (repository ? `${repository}/issues/new?${new URLSearchParams({ template: "wrong-number.yml", ...fields })}` : "../contribute/"),
    method: "../method/",
    data: new URL(".", new URL(root.dataset.src ?? "../data/models.json", location.href)).href,
  };
}

/** Calls when the page has been painted as it is now. @param {() => void} work */
function afterPaint(work) {
  requestAnimationFrame(() => setTimeout(work));
}

async function start() {
  const root = document.getElementById("lv-workspace");
  if (!root) return;
  try {
    const catalogue = await loadCatalogue(root.dataset.src ?? "../data/models.json");
    const workspace = new Workspace(root, catalogue);
    performance.mark("lv-workspace");
    afterPaint(() => {
      workspace.complete();
      performance.mark("lv-workspace-whole");
    });
  } catch (error) {
    // What the page brings stays: a table and the downloads.
    root.dataset.failed = "";
    root.prepend(make("p", { class: "lv-w-notice", role: "alert" }, `The filters could not start (${/** @type {Error} */ (error).message}). Here is the table without them; reloading the page may help.`));
  }
}

start();
