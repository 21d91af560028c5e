// Table: one row a model, columns to choose, sorted by several; with a baseline for methods applied to one.
import { COLUMNS, BY_KEY, shownColumns, sorted } from "./columns.js";
import { button, make } from "./dom.js";
import { counted } from "./format.js";
import { Rows } from "./rows.js";

/** @typedef {import("./app.js").App} App */

export class TableView {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** @type {import("./filters.js").Row[]} */
    this.ordered = []; // as they were shown last
    this.list = new Rows(app, "Models", true);
    this.choice = make("div", { class: "lv-w-columns__list" });
    this.order = make("p", { class: "lv-w-order" });
    this.usual = button("Usual columns", { class: "lv-w-button" }, () => app.change({ cols: [] }));
    const columns = make("details", { class: "lv-w-columns" }, make("summary", {}, "Columns"), make("fieldset", {}, make("legend", { class: "lv-hidden" }, "Columns to show"), this.choice, this.usual));
    this.box = make("div", {}, make("div", { class: "lv-w-tablebar" }, columns, this.order), this.list.box);
    this.choice.addEventListener("change", () => this.chosen());
  }

  /** @param {HTMLElement} element */
  enter(element) {
    element.replaceChildren(this.box);
  }

  leave() {}

  rows() {
    return this.ordered;
  }

  columns() {
    return shownColumns(this.app.state);
  }

  update() {
    const { selection, state, context } = this.app;
    const columns = this.columns();
    this.ordered = sorted(selection.rows, state.sort, context);
    const groups = [
      ...(selection.baseline ? [{ title: "Baseline", rows: [selection.baseline] }] : []),
      ...(selection.baseline && selection.rows.length ? [{ title: `Applied to it · ${counted(selection.rows.length, "result")}`, rows: this.rows() }] : [{ rows: this.rows() }]),
    ];
    this.list.show(groups, columns);
    this.updateChoice(columns);
    this.updateOrder();
  }

  /** @param {import("./columns.js").Column[]} columns */
  updateChoice(columns) {
    const shown = new Set(columns.map(({ key }) => key));
    if (!this.choice.childElementCount) {
      this.choice.append(...COLUMNS.slice(1).map(({ key, title }) => make("label", {}, make("input", { type: "checkbox", value: key }), make("span", {}, title))));
    }
    for (const box of this.choice.querySelectorAll("input")) box.checked = shown.has(box.value);
    this.usual.hidden = this.app.state.cols.length === 0;
  }

  // Columns that were shown keep their order, a new one goes to the end.
  chosen() {
    const wanted = new Set([...this.choice.querySelectorAll("input")].filter(({ checked }) => checked).map(({ value }) => value));
    const before = this.columns().map(({ key }) => key).filter((key) => wanted.delete(key));
    this.app.change({ cols: ["model", ...before, ...wanted] });
  }

  updateOrder() {
    const { sort } = this.app.state;
    if (sort.length === 0) {
      this.order.replaceChildren("By accuracy. ", make("span", { class: "lv-w-keys" }, "Shift with a click, or with Enter, sorts by several columns."));
      return;
    }
    const words = sort.map((key) => `${BY_KEY.get(key.replace(/^-/, ""))?.title ?? key} ${key.startsWith("-") ? "↓" : "↑"}`);
    this.order.replaceChildren(`Sorted by ${words.join(", then ")} `, button("Undo", { class: "lv-w-button", "aria-label": "Undo the sort" }, () => this.app.change({ sort: [] })));
  }
}
