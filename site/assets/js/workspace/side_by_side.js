// Up to four pinned models side by side: differences of protocol first, then figures. Pins last while the tab does.
import { BY_KEY, cellText } from "./columns.js";
import { button, link, make } from "./dom.js";
import { candidates, differences, rowOf } from "./filters.js";
import { UNKNOWN, counted } from "./format.js";
import { byAccuracy } from "./ranking.js";
import { bylineOf, nameOf, pageOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */

const PROTOCOL = ["pretrain", "distilled", "px", "eval", "epochs", "teacher", "base", "setting", "form"];
const FIGURES = ["top1", "params", "gmacs", "speed", "timm", "weights", "code", "year", "note"];

/** The result that stands for each pinned model: that of the chosen setup, else the best of those that differ least. @param {App} app @returns {Row[]} */
export function pinnedRows({ catalogue, state, selection }) {
  const shown = new Map([...candidates(catalogue, state).reverse(), ...selection.rows.toReversed()].map((row) => [row.model, row])); // the first of each stays
  return state.pins.flatMap((pin) => {
    const model = catalogue.models.get(pin);
    if (model === undefined) return [];
    const all = catalogue.recipes[model].map((result) => rowOf(catalogue, result, state.device));
    const sound = all.filter(({ result }) => catalogue.isComparable(result));
    const apart = (/** @type {Row} */ { result }) => differences(catalogue.setup(result), state).length + Number(catalogue.raw.results.base[result] !== state.on);
    return shown.get(pin) ?? (sound.length ? sound : all).sort((a, b) => apart(a) - apart(b) || byAccuracy(a, b))[0] ?? [];
  });
}

export class SideBySide {
  /** @param {App} app @param {(rows: Row[]) => Node[]} exportsOf buttons that copy some rows */
  constructor(app, exportsOf) {
    this.app = app;
    this.exportsOf = exportsOf;
    this.body = make("div", {});
    this.title = make("h2", { id: "lv-w-side" }, "Side by side");
    this.box = make("section", { class: "lv-w-side", "aria-labelledby": "lv-w-side", hidden: true }, this.title, this.body);
    app.popover.watch(this.body);
  }

  update() {
    const { app } = this;
    const rows = pinnedRows(app);
    this.box.hidden = rows.length === 0;
    if (rows.length === 0) return this.body.replaceChildren();
    const told = (/** @type {string} */ key) => rows.map((row) => cellText(/** @type {import("./columns.js").Column} */ (BY_KEY.get(key)), row, app.context));
    const differs = (/** @type {string} */ key) => new Set(told(key)).size > 1;
    const protocol = [...PROTOCOL.filter(differs), ...PROTOCOL.filter((key) => !differs(key) && told(key)[0] !== UNKNOWN)];
    const different = PROTOCOL.filter(differs).map((key) => BY_KEY.get(key)?.title.toLowerCase());
    const verdict = rows.length === 1 ? "Pin another model to compare." : different.length ? `They differ in ${different.join(", ")}: their accuracies do not compare as they stand.` : "They share one protocol, as far as it is told.";
    const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, make("td", { role: "cell" }), ...rows.map((row) => this.head(row))));
    const line = (/** @type {string} */ key) => this.line(key, rows, differs(key));
    const table = make("table", { class: "lv-w-compare", role: "table", "aria-labelledby": "lv-w-side" }, head,
      make("tbody", { role: "rowgroup" }, groupHead("Protocol", rows.length), ...protocol.map(line)),
      make("tbody", { role: "rowgroup" }, groupHead("Figures", rows.length), ...FIGURES.map(line)));
    const bar = make("div", { class: "lv-w-exports" }, ...this.exportsOf(rows), button("Unpin all", { class: "lv-w-button" }, () => app.change({ pins: [] })));
    this.title.textContent = `Side by side: ${counted(rows.length, "model")}`;
    this.body.replaceChildren(make("p", {}, verdict), make("div", { class: "lv-w-scroll", tabindex: 0, role: "region", "aria-label": "Side by side" }, table), bar);
    return undefined;
  }

  /** @param {Row} row */
  head(row) {
    const { app } = this;
    const name = nameOf(app.catalogue, row.result);
    return make("th", { role: "columnheader", scope: "col" }, link(name, pageOf(app, row.result)), make("small", {}, bylineOf(app.catalogue, row.result)),
      button("Unpin", { class: "lv-w-unpin", "aria-label": `Unpin ${name}` }, () => app.change({ pins: app.state.pins.filter((pin) => pin !== row.model) })));
  }

  /** @param {string} key @param {Row[]} rows @param {boolean} differs */
  line(key, rows, differs) {
    const column = /** @type {import("./columns.js").Column} */ (BY_KEY.get(key));
    const cells = rows.map((row) => make("td", { role: "cell" }, column.hasSources ? this.app.popover.cell(row, key) : cellText(column, row, this.app.context)));
    return make("tr", { role: "row", class: differs && PROTOCOL.includes(key) ? "lv-w-differs" : null }, make("th", { role: "rowheader", scope: "row" }, column.title, column.unit ? make("small", {}, ` ${column.unit}`) : null), ...cells);
  }
}

/** @param {string} title @param {number} count */
function groupHead(title, count) {
  return make("tr", { role: "row", class: "lv-w-group" }, make("th", { role: "rowheader", scope: "rowgroup", colspan: count + 1 }, title));
}
