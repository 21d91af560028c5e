// What stands behind a cell: opens on hover, focus and tap beside its cell; Esc closes it.
import { BY_KEY, cellText } from "./columns.js";
import { button, link, make } from "./dom.js";
import { UNKNOWN } from "./format.js";
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
      const [evidence, { sourcesOf }] = await Promise.all([app.evidence.of(app.catalogue.raw.papers.id[app.catalogue.paper(row.result)]), import("./sources.js")]);
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
