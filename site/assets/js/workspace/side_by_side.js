// The first four pinned rows side by side: differences of protocol first, then figures. All of them are copied and saved.
import { BY_KEY, cellText } from "./columns.js";
import { button, link, make } from "./dom.js";
import { candidates, differences, rowOf } from "./filters.js";
import { UNKNOWN, counted } from "./format.js";
import { pinOf } from "./pins.js";
import { byAccuracy } from "./ranking.js";
import { bylineOf, nameOf, pageOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */
/** @typedef {Row & {pin: string}} PinnedRow */

const MOST_SHOWN = 4; // more columns are no longer seen at once
const PROTOCOL = ["pretrain", "distilled", "px", "eval", "epochs", "teacher", "base", "setting", "form"];
const FIGURES = ["top1", "params", "gmacs", "speed", "timm", "weights", "code", "year", "note"];

/** The result that stands for each pin: that of the rows in sight, else of the chosen setup, else the best of those that differ least. @param {App} app @returns {PinnedRow[]} */
export function pinnedRows({ catalogue, state, selection }) {
  const baseline = selection.baseline ? [selection.baseline] : [];
  const inSight = [...candidates(catalogue, state).toReversed(), ...selection.rows.toReversed(), ...baseline]; // the last of each stays
  const shown = new Map([...inSight.map((row) => /** @type {const} */ ([row.model, row])), ...inSight.map((row) => /** @type {const} */ ([pinOf(catalogue, row.result), row]))]);
  return state.pins.flatMap((pin) => {
    const model = catalogue.models.get(pin);
    const results = model === undefined ? [...Array(catalogue.count).keys()].filter((result) => pinOf(catalogue, result) === pin) : catalogue.recipes[model];
    const all = results.map((result) => rowOf(catalogue, result, state.device));
    const sound = all.filter(({ result }) => catalogue.isComparable(result));
    const apart = (/** @type {Row} */ { result }) => differences(catalogue.setup(result), state).length + Number(catalogue.raw.results.base[result] !== state.on);
    const row = shown.get(pin) ?? (sound.length ? sound : all).sort((a, b) => apart(a) - apart(b) || byAccuracy(a, b))[0];
    return row ? { ...row, pin } : [];
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
    const pinned = pinnedRows(app);
    const rows = pinned.slice(0, MOST_SHOWN);
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
    const bar = make("div", { class: "lv-w-exports" }, ...this.exportsOf(pinned), button("Unpin all", { class: "lv-w-button" }, () => app.change({ pins: [] })));
    this.title.textContent = `Side by side: ${counted(rows.length, "row")}`;
    this.body.replaceChildren(make("p", {}, verdict), ...this.rest(pinned), make("div", { class: "lv-w-scroll", tabindex: 0, role: "region", "aria-label": "Side by side" }, table), bar);
    return undefined;
  }

  /** The pins that no column shows, each to be unpinned. @param {PinnedRow[]} pinned @returns {Node[]} */
  rest(pinned) {
    const rest = pinned.slice(MOST_SHOWN);
    if (rest.length === 0) return [];
    const words = `The first ${MOST_SHOWN} of ${pinned.length} pinned rows stand side by side; copies and downloads have all ${pinned.length}. Pinned too:`;
    return [make("p", {}, words), make("ul", { class: "lv-w-pinned" }, ...rest.map((row) => make("li", {}, `${this.name(row)} `, this.unpin(row))))];
  }

  /** The name of a row, with the setting where it is pinned by it. @param {PinnedRow} row */
  name({ result, model, pin }) {
    return `${nameOf(this.app.catalogue, result)} ${pin.slice(model.length + 1)}`.trim();
  }

  /** @param {PinnedRow} row */
  unpin(row) {
    const { app } = this;
    return button("Unpin", { class: "lv-w-unpin", "aria-label": `Unpin ${this.name(row)}` }, () => app.change({ pins: app.state.pins.filter((pin) => pin !== row.pin) }));
  }

  /** @param {PinnedRow} row */
  head(row) {
    const { app } = this;
    return make("th", { role: "columnheader", scope: "col" }, link(this.name(row), pageOf(app, row.result)), make("small", {}, bylineOf(app.catalogue, row.result)), this.unpin(row));
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
