// A view alone, for a frame in another page: the chart or the table that an address of the page of models names.
import { ChartView } from "./chart_view.js";
import { cellText, shownColumns, sorted } from "./columns.js";
import { loadCatalogue } from "./data.js";
import { found, link, make } from "./dom.js";
import { choiceWords } from "./filter_words.js";
import { select } from "./filters.js";
import { counted, grouped } from "./format.js";
import { Names } from "./names.js";
import { readAddress } from "./state.js";
import { vocabularyOf } from "./vocabulary.js";
import { pageOf } from "./app.js";

/** @typedef {import("./app.js").App} App */

const MOST = 200; // rows of a table; the whole view has the others

class Embed {
  /** @param {HTMLElement} root @param {import("./data.js").Catalogue} catalogue */
  constructor(root, catalogue) {
    const { home = "../", src = "../data/models.json" } = root.dataset;
    const { state, problems } = readAddress(location.search, vocabularyOf(catalogue));
    this.problems = problems;
    this.app = /** @type {App} */ (/** @type {unknown} */ ({ // as much of it as is asked for here
      catalogue, state,
      places: { paper: (/** @type {string} */ id) => `${home}papers/${encodeURIComponent(id)}/`, data: new URL(".", new URL(src, location.href)).href },
      change: () => {},
      say: () => {},
    }));
    /** @type {ChartView | undefined} */
    this.chart = undefined;
    this.isAsked = false; // whether more names were asked for
    this.names = new Names(catalogue.raw, this.app.places.data);
    this.view = make("div", {});
    this.heading = make("p", { class: "lv-embed__what" });
    root.replaceChildren(make("div", { class: "lv-w" }, this.heading, this.view));
    for (const element of document.querySelectorAll("a[data-view]")) element.setAttribute("href", `${element.getAttribute("href")}${location.search}`);
  }

  show() {
    const { app } = this;
    const { state, catalogue } = app;
    const fits = state.q ? this.names.test(state.q) : () => true;
    app.selection = select(catalogue, state, fits);
    app.context = { catalogue, device: state.device, baseline: app.selection.baseline };
    const count = app.selection.rows.length;
    this.heading.replaceChildren(make("b", {}, counted(count, state.on ? "result" : "model")), ` · ${choiceWords(app).join(" · ")}`, ...this.problems.map((problem) => make("span", { class: "lv-embed__problem" }, ` Left out of the address: ${problem}.`)));
    if (count === 0) this.view.replaceChildren(make("p", {}, "No model passes all filters."));
    else if (state.view === "chart") this.draw();
    else this.view.replaceChildren(this.table());
    if (state.q && !this.isAsked) {
      this.isAsked = true;
      this.names.load(state.q).then((isMore) => isMore && this.names.tells(state.q, fits) && this.show());
    }
  }

  draw() {
    if (!this.chart) {
      this.chart = new ChartView(this.app);
      this.chart.enterAlone(this.view); // once: put in again, it would lose the focus
    }
    this.chart.update();
  }

  table() {
    const { state, selection, context } = this.app;
    const columns = shownColumns(state).filter(({ key }) => key !== "sources");
    const rows = [...(selection.baseline ? [selection.baseline] : []), ...(state.view === "table" ? sorted(selection.rows, state.sort, context) : selection.rows)];
    const cut = rows.length > MOST ? make("p", {}, `The first ${MOST} of ${grouped(rows.length)}.`) : null;
    const look = (/** @type {import("./columns.js").Column} */ { isNumber }) => ({ class: isNumber ? "num" : null });
    const head = columns.map((column) => make("th", { scope: "col", ...look(column) }, [column.title, column.unit].filter(Boolean).join(" ")));
    const body = rows.slice(0, MOST).map((row) => make("tr", {}, ...columns.map((column) => {
      const text = cellText(column, row, context);
      return column.key === "model" ? make("th", { scope: "row" }, link(text, pageOf(this.app, row.result))) : make("td", look(column), text);
    })));
    return make("div", { class: "lv-embed__table", tabindex: 0, role: "region", "aria-label": "Models" }, make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)), cut);
  }
}

async function start() {
  const root = found(document.getElementById("lv-workspace"));
  try {
    new Embed(root, await loadCatalogue(root.dataset.src ?? "../data/models.json")).show();
    performance.mark("lv-embed");
  } catch (error) {
    root.dataset.failed = "";
    root.prepend(make("p", { role: "alert" }, `This view could not be shown (${/** @type {Error} */ (error).message}). The link below leads to all of it.`));
  }
}

start();
