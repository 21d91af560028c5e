// Models as a table whose rows come as they are needed; on phones the same rows are cards.
import { BY_KEY, cellText, clickedSort } from "./columns.js";
import { button, dress, link, make } from "./dom.js";
import { differences, rowOf } from "./filters.js";
import { UNKNOWN, counted, distillation, grouped, pretraining, workName } from "./format.js";
import { bylineOf, nameOf, pageOf } from "./app.js";
import { copySnippet } from "./clipboard.js";
import { pinOf } from "./pins.js";
import { MOST_PINS } from "./state.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */
/** @typedef {import("./columns.js").Column} Column */
/** @typedef {{title?: string, note?: string, rows: Row[]}} Group */

const STEP = 30;

const CONTROLS = ".lv-w-pin, .lv-w-value"; // that arrow keys move among

export class Rows {
  /**
   * @param {App} app
   * @param {string} label
   * @param {boolean} isSortable
   */
  constructor(app, label, isSortable) {
    this.app = app;
    this.isSortable = isSortable;
    /** @type {Set<number>} */
    this.open = new Set(); // results whose recipes are shown
    /** @type {Group[]} */
    this.groups = [];
    /** @type {Column[]} */
    this.columns = [];
    /** @type {Set<number>} */
    this.results = new Set();
    this.shown = 0;
    this.shownHead = "";
    this.isScrolled = false; // told by events: to ask the region itself would lay out the whole page
    this.head = make("tr", { role: "row" });
    this.table = make("table", { class: "lv-w-table", role: "table", "aria-label": label }, make("thead", { role: "rowgroup" }, this.head));
    this.more = button("", { class: "lv-w-button lv-w-more", hidden: true }, () => this.showMore(true));
    this.region = make("div", { class: "lv-w-scroll", tabindex: 0, role: "region", "aria-label": label }, this.table);
    this.box = make("div", {}, this.region, this.more);
    // Rows come by themselves where the reader scrolls; whoever has gone to the button presses it.
    const come = () => document.activeElement !== this.more && this.showMore(false);
    this.watcher = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && come(), { rootMargin: "300px" });
    this.region.addEventListener("scroll", () => {
      this.isScrolled = this.region.scrollTop > 0;
      if (this.nearEnd()) come();
    }, { passive: true });
    addEventListener("beforeprint", () => {
      while (this.table.isConnected && this.shown < this.total()) this.showMore(false); // paper has no button for more
    });
    app.popover.watch(this.table);
    this.table.addEventListener("click", (event) => this.clicked(event));
    this.table.addEventListener("keydown", (event) => this.moved(event));
  }

  nearEnd() {
    return this.region.scrollHeight > this.region.clientHeight && this.region.scrollTop + this.region.clientHeight > this.region.scrollHeight - 400;
  }

  /** @param {Group[]} groups @param {Column[]} columns */
  show(groups, columns) {
    this.app.popover.close();
    this.watcher.disconnect();
    this.groups = groups;
    this.results = new Set(groups.flatMap(({ rows }) => rows.map(({ result }) => result)));
    this.shown = 0;
    const head = [...columns.map(({ key }) => key), ...(this.isSortable ? this.app.state.sort : [])].join();
    if (head !== this.shownHead) this.showHead(columns); // drawn anew for nothing, it would lose a press on it
    this.shownHead = head;
    this.columns = columns;
    for (const body of [...this.table.tBodies]) body.remove();
    dress(this.table, { "aria-rowcount": this.total() + 1 });
    if (this.isScrolled) this.region.scrollTop = 0;
    this.isScrolled = false;
    this.showMore(false);
    this.watcher.observe(this.more);
  }

  total() {
    return this.groups.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** @param {boolean} isAsked whether the reader pressed the button, which then may go */
  showMore(isAsked) {
    let skip = this.shown;
    let room = STEP;
    /** @type {HTMLTableRowElement | null} */
    let first = null;
    for (const [nr, group] of this.groups.entries()) {
      if (skip >= group.rows.length) {
        skip -= group.rows.length;
        continue;
      }
      const rows = group.rows.slice(skip, skip + room).map((row) => this.row(row));
      const body = skip === 0 ? this.body(group, nr) : /** @type {HTMLElement} */ (this.table.tBodies[this.table.tBodies.length - 1]);
      body.append(...rows.flat());
      first ??= rows[0]?.[0] ?? null;
      this.shown += rows.length;
      room -= rows.length;
      skip = 0;
      if (room <= 0) break;
    }
    const left = this.total() - this.shown;
    this.more.hidden = left <= 0;
    this.more.textContent = left > STEP ? `Show ${STEP} more of ${grouped(left)}` : `Show ${left} more`;
    if (isAsked) first?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** @param {Group} group @param {number} nr */
  body(group, nr) {
    const body = make("tbody", { role: "rowgroup" });
    if (group.title) {
      const id = `lv-w-group-${nr}`;
      dress(body, { "aria-labelledby": id });
      body.append(make("tr", { role: "row", class: "lv-w-group" }, make("th", { role: "rowheader", scope: "rowgroup", colspan: this.columns.length, id }, make("span", {}, group.title, group.note ? make("small", {}, group.note) : null))));
    }
    this.table.append(body);
    return body;
  }

  /** @param {Column[]} columns */
  showHead(columns) {
    const focused = this.head.contains(document.activeElement) ? document.activeElement?.closest("th")?.dataset.key : undefined;
    const { sort } = this.app.state;
    this.head.replaceChildren(...columns.map((column) => {
      const place = sort.findIndex((key) => key.replace(/^-/, "") === column.key);
      const direction = !this.isSortable || place < 0 ? null : sort[place].startsWith("-") ? "descending" : "ascending";
      const title = make("span", {}, column.title, column.unit ? make("small", {}, ` ${column.unit}`) : null);
      const order = direction && sort.length > 1 ? make("sup", { "aria-label": `sort key ${place + 1}` }, String(place + 1)) : null;
      const content = this.isSortable ? make("button", { type: "button" }, title, order) : title;
      return make("th", {
        role: "columnheader", scope: "col", "data-key": column.key, class: column.isNumber ? "lv-w-head num" : "lv-w-head",
        "aria-sort": place === 0 ? direction : null, "data-sort": direction,
      }, content);
    }));
    if (focused) /** @type {HTMLElement | null} */ (this.head.querySelector(`th[data-key="${focused}"] button`))?.focus({ preventScroll: true });
  }

  /** One row, and its recipes where they are open. @param {Row} row @returns {HTMLTableRowElement[]} */
  row(row) {
    const line = make("tr", { role: "row", "data-result": row.result }, this.head0(row), ...this.columns.slice(1).map((column) => this.cell(row, column)));
    return this.open.has(row.result) ? [line, ...this.recipes(row)] : [line];
  }

  /** The first cell: pin, recipes, name. @param {Row} row */
  head0(row) {
    const { app } = this;
    const { catalogue } = app;
    const id = pinOf(catalogue, row.result);
    const name = nameOf(catalogue, row.result);
    const others = this.others(row).length;
    const pin = make("input", { type: "checkbox", class: "lv-w-pin", "data-pin": id, "aria-label": `Pin ${[name, id.slice(row.model.length + 1)].join(" ").trim()} (${bylineOf(catalogue, row.result)})`, title: "Pin, to see it side by side" });
    pin.checked = app.state.pins.includes(id);
    const isOpen = this.open.has(row.result);
    const expand = others > 0 ? button(make("span", { "aria-hidden": "true" }, String(others + 1)), { class: "lv-w-expand", "aria-expanded": String(isOpen), "aria-label": `${others + 1} recipes of ${name}`, title: `${others + 1} recipes` }) : null;
    return make("th", { scope: "row", role: "rowheader" }, make("div", { class: "lv-w-model" }, pin, make("span", {}, link(name, pageOf(app, row.result)), make("small", {}, bylineOf(catalogue, row.result))), expand));
  }

  /** @param {Row} row @param {Column} column */
  cell(row, column) {
    const label = column.unit ? `${column.title} ${column.unit}` : column.title;
    const cell = make("td", { role: "cell", "data-label": label, "data-key": column.key, class: column.isNumber ? "num" : null });
    if (column.hasSources) cell.append(this.app.popover.cell(row, column.key));
    else if (column.key === "timm") cell.append(...this.timm(row));
    else {
      const text = cellText(column, row, this.app.context);
      if (text === UNKNOWN) cell.append(make("span", { class: "lv-w-unknown", title: column.why?.(row, this.app.context) }, UNKNOWN));
      else cell.append(text);
    }
    return cell;
  }

  /** @param {Row} row @returns {Node[]} */
  timm(row) {
    const { timm, snippet, isOther } = this.app.catalogue.weights(row.result);
    const name = nameOf(this.app.catalogue, row.result);
    if (!timm) return [make("span", { class: "lv-w-unknown", title: BY_KEY.get("timm")?.why?.(row, this.app.context) }, UNKNOWN)];
    if (!snippet) return [make("span", { title: timm }, "yes")];
    const recipe = isOther ? ", with weights of another setup" : "";
    const copy = button("Copy", { class: "lv-w-copy", "data-snippet": row.result, "aria-label": `Copy the Python that runs ${name}${recipe}`, title: timm + recipe });
    return isOther ? [copy, make("small", {}, " other weights")] : [copy];
  }

  /** Results of a row's model that are no rows themselves. @param {Row} row */
  others(row) {
    const { catalogue } = this.app;
    return catalogue.recipes[catalogue.raw.results.model[row.result]].filter((result) => result !== row.result && !this.results.has(result));
  }

  /** All results of a row's model but itself; those of other setups say why they do not compare. @param {Row} row */
  recipes(row) {
    const { catalogue, state } = this.app;
    const ordered = this.others(row).sort((a, b) => this.reasons(a).length - this.reasons(b).length || catalogue.top1[b] - catalogue.top1[a]);
    return ordered.map((result) => {
      const reasons = this.reasons(result);
      const recipe = rowOf(catalogue, result, state.device);
      const why = reasons.length ? make("em", {}, `does not compare: ${reasons.join(", ")}`) : null;
      const head = make("th", { scope: "row", role: "rowheader" }, make("span", { class: "lv-w-recipe__text" }, recipeText(this.app, result), why));
      return make("tr", { role: "row", class: `lv-w-recipe${reasons.length ? " lv-w-other" : ""}`, "data-of": row.result }, head, ...this.columns.slice(1).map((column) => this.cell(recipe, column)));
    });
  }

  /** @param {number} result */
  reasons(result) {
    const { catalogue, state } = this.app;
    const setup = catalogue.setup(result);
    const { base, sound, marks } = catalogue.raw.results;
    const words = { dataset: `tested on ${setup[0]}`, pretrain: `pre-training ${pretraining(setup[1], setup[0])}`, distilled: distillation(setup[2]), px: `resolution ${setup[3] === "unknown" ? "not stated" : setup[3]}`, eval: setup[4] };
    return [
      ...differences(setup, state).map((part) => words[part]),
      ...(base[result] !== state.on ? [base[result] ? `applied to ${workName(base[result])}` : "a model of its own"] : []),
      ...(sound[result] ? [] : [marks[result] || "not the authors' own figure"]),
    ];
  }

  /** @param {Event} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const head = /** @type {HTMLElement | null} */ (target.closest("thead th"));
    if (head && target.closest("button")) return this.sort(head.dataset.key ?? "", /** @type {MouseEvent} */ (event).shiftKey);
    const expand = /** @type {HTMLElement | null} */ (target.closest(".lv-w-expand"));
    if (expand) return this.expand(expand);
    const pin = /** @type {HTMLInputElement | null} */ (target.closest(".lv-w-pin"));
    if (pin) return this.pin(pin);
    const copy = /** @type {HTMLElement | null} */ (target.closest("[data-snippet]"));
    if (copy) copySnippet(this.app, Number(copy.dataset.snippet));
    return undefined;
  }

  /** @param {string} key @param {boolean} isAdded */
  sort(key, isAdded) {
    const column = BY_KEY.get(key);
    if (column) this.app.change({ sort: clickedSort(this.app.state.sort, column, isAdded) });
  }

  /** @param {HTMLElement} expand */
  expand(expand) {
    const line = /** @type {HTMLTableRowElement} */ (expand.closest("tr"));
    const result = Number(line.dataset.result);
    const isOpen = !this.open.has(result);
    expand.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      this.open.add(result);
      line.after(...this.recipes(rowOf(this.app.catalogue, result, this.app.state.device)));
      return;
    }
    this.open.delete(result);
    for (const recipe of this.table.querySelectorAll(`tr[data-of="${result}"]`)) recipe.remove();
  }

  /** @param {HTMLInputElement} pin */
  pin(pin) {
    const { state } = this.app;
    const id = pin.dataset.pin ?? "";
    if (pin.checked && state.pins.length >= MOST_PINS) {
      pin.checked = false;
      this.app.say(`${counted(MOST_PINS, "row")} are pinned already. Unpin one first.`);
      return;
    }
    this.app.change({ pins: pin.checked ? [...state.pins, id] : state.pins.filter((other) => other !== id) });
  }

  /** Ticks exactly what is pinned. */
  updatePins() {
    for (const pin of /** @type {NodeListOf<HTMLInputElement>} */ (this.table.querySelectorAll(".lv-w-pin"))) pin.checked = this.app.state.pins.includes(pin.dataset.pin ?? "");
  }

  // Arrows move among pins and the cells that open, row by row; Shift with Enter on a heading adds it to the sort.
  /** @param {KeyboardEvent} event */
  moved(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const head = /** @type {HTMLElement | null} */ (target.closest("thead th"));
    if (head && event.shiftKey && event.key === "Enter") {
      event.preventDefault();
      this.sort(head.dataset.key ?? "", true);
      return;
    }
    if (!target.matches(CONTROLS) || !event.key.startsWith("Arrow")) return;
    const isUpOrDown = event.key === "ArrowUp" || event.key === "ArrowDown";
    const controls = /** @type {HTMLElement[]} */ ([...(isUpOrDown ? this.alike(target) : target.closest("tr")?.querySelectorAll(CONTROLS) ?? [])]);
    const next = controls[controls.indexOf(target) + (event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Controls of a column. @param {HTMLElement} control */
  alike(control) {
    const key = control.closest("td")?.dataset.key;
    return this.table.querySelectorAll(key ? `td[data-key="${key}"] .lv-w-value` : ".lv-w-pin");
  }
}

/** What tells a recipe from others of its model. @param {App} app @param {number} result */
function recipeText({ catalogue, state }, result) {
  const setup = catalogue.setup(result);
  const { epochs, px, setting, base, teacher, form, note } = catalogue.raw.results;
  return [
    setup[5],
    px[result] && px[result] !== setup[3] && `${px[result]} px`,
    epochs[result] && `${epochs[result]} epochs`,
    teacher[result] && `teacher ${workName(teacher[result])}`,
    base[result] && base[result] !== state.on && `applied to ${workName(base[result])}`,
    setting[result],
    form[result] === "deploy" && "fused for inference",
    note[result],
  ].filter(Boolean).join(" · ");
}
