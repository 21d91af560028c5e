// What stands behind a cell: opens on hover, focus and tap beside its cell; Esc closes it.
import { BY_KEY, cellText, speeds } from "./columns.js";
import { button, link, make } from "./dom.js";
import { readingsOf, toldIn } from "./evidence.js";
import { COUNTED, UNKNOWN } from "./format.js";
import { nameOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */

const OPEN_MS = 130;
const CLOSE_MS = 260;
const GAP = 4;

export class Popover {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.box = make("div", { class: "lv-w-popover", popover: "manual", role: "dialog", id: "lv-w-popover" });
    /** @type {HTMLElement | null} */
    this.button = null;
    this.isKept = false; // opened by a click, so that the mouse may leave
    this.timer = 0;
    /** @type {WeakMap<HTMLElement, {row: Row, key: string}>} */
    this.cells = new WeakMap();
    this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.box.addEventListener("pointerleave", () => this.leave());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event), true);
    document.addEventListener("pointerdown", (event) => this.button && !this.holds(event.target) && this.close());
    for (const name of ["scroll", "resize"]) addEventListener(name, () => this.button && this.place(), { capture: true, passive: true });
  }

  /** Makes the button of a cell. @param {Row} row @param {string} key */
  cell(row, key) {
    const column = /** @type {import("./columns.js").Column} */ (BY_KEY.get(key));
    const text = cellText(column, row, this.app.context);
    const mark = text.length > 1 && column.mark?.(row, this.app.context);
    const content = mark ? make("span", {}, text.slice(0, -mark.length), make("sup", {}, mark)) : text;
    const element = button(content, { class: "lv-w-value", "aria-expanded": "false" });
    if (text === UNKNOWN) element.setAttribute("aria-label", "not known, why?");
    this.cells.set(element, { row, key });
    return element;
  }

  /** Listens to the cells inside an element. @param {HTMLElement} element */
  watch(element) {
    const at = (/** @type {Event} */ event) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".lv-w-value"));
    let wasOpen = false;
    element.addEventListener("pointerover", (event) => {
      const cell = at(event);
      if (!cell || event.pointerType !== "mouse" || this.isKept || cell === this.button) return clearTimeout(this.timer);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.open(cell), OPEN_MS);
    });
    element.addEventListener("pointerout", (event) => at(event) && event.pointerType === "mouse" && this.leave());
    element.addEventListener("pointerdown", (event) => (wasOpen = at(event) === this.button && this.isKept));
    element.addEventListener("focusin", (event) => {
      const cell = at(event);
      if (cell && cell !== this.button && cell.matches(":focus-visible")) this.open(cell);
    });
    element.addEventListener("focusout", (event) => this.button && !this.holds(event.relatedTarget) && at(event) && this.close());
    element.addEventListener("click", (event) => {
      const cell = at(event);
      if (!cell) return;
      if (event.detail === 0) wasOpen = cell === this.button && this.isKept; // by key
      wasOpen ? this.close() : this.open(cell, true);
    });
  }

  /** @param {EventTarget | null} target */
  holds(target) {
    return target instanceof Node && (this.box.contains(target) || Boolean(this.button?.contains(target)));
  }

  leave() {
    clearTimeout(this.timer);
    if (this.isKept || this.button === document.activeElement) return;
    this.timer = setTimeout(() => this.close(), CLOSE_MS);
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    if (!this.button) return;
    event.stopPropagation();
    const { button: opener } = this;
    const hadFocus = this.box.contains(document.activeElement);
    this.close();
    if (hadFocus) opener.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.button?.setAttribute("aria-expanded", "false");
    this.button?.removeAttribute("aria-controls");
    this.button = null;
    this.isKept = false;
    if (this.box.matches(":popover-open")) this.box.hidePopover();
    this.box.remove();
  }

  /** @param {HTMLElement} opener @param {boolean} [isKept] */
  open(opener, isKept = false) {
    const cell = this.cells.get(opener);
    if (!cell || !opener.isConnected) return;
    if (opener === this.button) {
      this.isKept ||= isKept;
      return;
    }
    this.close();
    this.button = opener;
    this.isKept = isKept;
    opener.setAttribute("aria-expanded", "true");
    opener.setAttribute("aria-controls", this.box.id);
    opener.after(this.box);
    this.fill(cell.row, cell.key, opener);
    this.box.showPopover();
    this.place();
  }

  /** @param {Row} row @param {string} key @param {HTMLElement} opener */
  async fill(row, key, opener) {
    const { app } = this;
    const column = /** @type {import("./columns.js").Column} */ (BY_KEY.get(key));
    const name = nameOf(app.catalogue, row.result);
    this.box.setAttribute("aria-label", `${column.title} of ${name}: sources`);
    this.box.replaceChildren(make("p", { class: "lv-w-loading" }, "Looking up the sources ..."));
    try {
      const evidence = await app.evidence.of(app.catalogue.raw.papers.id[app.catalogue.paper(row.result)]);
      if (this.button === opener) this.box.replaceChildren(...sourcesOf(app, evidence, row, column));
    } catch (error) {
      if (this.button === opener) {
        this.box.replaceChildren(make("p", {}, `The sources could not be fetched (${/** @type {Error} */ (error).message}). `, link("The paper's page", app.places.paper(app.catalogue.raw.papers.id[app.catalogue.paper(row.result)])), " has them too."));
      }
    }
    if (this.button === opener) this.place();
  }

  /** Puts the box below its cell, above it where there is more room, and inside the window. */
  place() {
    if (!this.button) return;
    const cell = this.button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const below = innerHeight - cell.bottom - GAP;
    const top = below >= height || below >= cell.top ? Math.min(cell.bottom + GAP, Math.max(GAP, innerHeight - height - GAP)) : Math.max(GAP, cell.top - height - GAP);
    const left = Math.max(GAP, Math.min(cell.right - width, document.documentElement.clientWidth - width - GAP));
    this.box.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }
}

/**
 * @param {App} app
 * @param {import("./evidence.js").PaperEvidence} evidence
 * @param {Row} row
 * @param {import("./columns.js").Column} column
 * @returns {Node[]}
 */
function sourcesOf(app, evidence, row, column) {
  const { catalogue, context } = app;
  const { results } = catalogue.raw;
  const { key, title, unit } = column;
  const name = nameOf(catalogue, row.result);
  const value = (column.raw ?? column.text)(row, context);
  const isCounted = column.mark?.(row, context) === COUNTED;
  const readings = readingsOf(evidence, results.nr[row.result], key);
  const [low, high] = spanOf(results, key, row.result);
  const head = make("p", { class: "lv-w-popover__head" }, make("b", {}, key === "sources" ? "All sources" : [title, unit].filter(Boolean).join(" ")), ` of ${name}`);
  const counted = evidence.results[results.nr[row.result]]?.counted ?? "";
  const where = `${evidence.record}, ${name}`;
  return [
    head,
    ...(value === "" && key !== "sources" ? [make("p", {}, column.why?.(row, context) ?? "")] : []),
    ...(isCounted ? [make("p", {}, `${value} was counted by lvkb on the model in timm; no source read so far reports it.`)] : []),
    ...(key === "speed" && value ? [speedList(app, row)] : []),
    ...(low ? [make("p", {}, `Sources disagree: ${low} to ${high}.`)] : []),
    make("ul", {}, ...readings.map((reading) => readingItem(evidence, reading, key))),
    ...(counted && !isCounted && key !== "speed" && key !== "top1" ? [make("p", {}, `Counted by lvkb: ${counted}`)] : []),
    make("p", { class: "lv-w-popover__foot" }, link("Wrong? Report it", app.places.report(where, value ? `${title}: ${value}` : `${title}: not known`))),
  ];
}

/** Least and greatest number of sources that disagree. @param {import("./data.js").Figures} results @param {string} key @param {number} result */
export function spanOf(results, key, result) {
  if (key === "top1") return [results.low[result], results.high[result]];
  if (key === "params") return [results.params_low[result], results.params_high[result]];
  return key === "gmacs" ? [results.gmacs_low[result], results.gmacs_high[result]] : ["", ""];
}

/** @param {App} app @param {Row} row */
function speedList({ catalogue, state }, row) {
  return make("ul", {}, ...speeds(row, catalogue, state.device).map(({ device, ms, ips, how, by }) =>
    make("li", {}, make("b", {}, ms ? `${ms} ms` : `${ips} images/s`), ` on ${device}${how ? `, ${how}` : ""}`, make("small", {}, `measured by ${by}`))));
}

/** @param {import("./evidence.js").PaperEvidence} evidence @param {import("./evidence.js").Told} reading @param {string} key */
function readingItem({ sources }, reading, key) {
  const source = sources[reading.source];
  const value = key === "sources" ? reading.values.map(([heading, text]) => `${heading} ${text}`).join(", ") : toldIn(reading, key);
  const basis = reading.basis && `protocol ${/** @type {Record<string, string>} */ ({ stated: "stated", code: "from the code", inferred: "inferred" })[reading.basis] ?? reading.basis}`;
  const small = [reading.protocol, basis, reading.costs && "told of another recipe of the model", reading.note, reading.marks, reading.reason].filter(Boolean).join(" · ");
  return make("li", {}, value ? make("b", {}, value) : null, value ? " " : null, link(source?.text ?? reading.source, source?.url ?? ""), `, ${reading.at}`, small ? make("small", {}, small) : null);
}
