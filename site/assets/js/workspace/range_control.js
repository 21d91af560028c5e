// A range: a histogram, two native sliders that share one track, and two number fields.
import { draw, make } from "./dom.js";
import { short } from "./format.js";
import { histogram, linearScale, logScale } from "./scale.js";

/** @typedef {import("./state.js").Range} Range */
/** @typedef {import("./state.js").RangeKey} RangeKey */

const STEPS = 200;
const BARS = 28;

export class RangeControl {
  /**
   * @param {RangeKey} key
   * @param {string} title
   * @param {string} unit
   * @param {boolean} isLog
   * @param {(range: Range, isTyping: boolean) => void} change
   */
  constructor(key, title, unit, isLog, change) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.isLog = isLog;
    this.change = change;
    this.scale = linearScale(0, 1, 0, STEPS);
    this.parts = BARS;
    this.bars = draw("path", {});
    this.low = this.slider("at least");
    this.high = this.slider("at most");
    this.least = this.field("at least");
    this.most = this.field("at most");
    const fields = make("div", { class: "lv-w-fields" }, this.least, make("span", { "aria-hidden": "true" }, "to"), this.most);
    this.track = make("div", { class: "lv-w-track" }, this.low, this.high);
    const picture = draw("svg", { class: "lv-w-bars", viewBox: `0 0 ${BARS} 10`, preserveAspectRatio: "none", "aria-hidden": "true" }, this.bars);
    this.box = make("fieldset", { class: "lv-w-range", "data-key": key }, make("legend", {}, title, unit ? make("small", {}, ` ${unit}`) : null), picture, this.track, fields);
  }

  /** @param {string} end */
  slider(end) {
    const slider = make("input", { type: "range", min: 0, max: STEPS, step: 1, "aria-label": `Slider of ${this.title}, ${end}` });
    slider.addEventListener("input", () => this.slid(slider, true));
    slider.addEventListener("change", () => this.slid(slider, false));
    return slider;
  }

  /** @param {string} end */
  field(end) {
    const field = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": `${this.title}, ${end}${this.unit ? ` (${this.unit})` : ""}` });
    field.addEventListener("input", () => this.typed(true));
    field.addEventListener("change", () => this.typed(false));
    return field;
  }

  /** Sets the ends of the track. @param {number} least @param {number} most */
  setBounds(least, most) {
    if (!(least <= most)) return;
    if (this.key === "year") this.parts = most - least + 1; // a bar for each
    this.scale = this.isLog ? logScale(least, most, 0, STEPS) : linearScale(least, most, 0, STEPS);
  }

  /** Shows a range. @param {Range} range */
  update([least, most]) {
    const place = (/** @type {number | null} */ value, /** @type {number} */ end) => String(value === null ? end : Math.round(Math.min(STEPS, Math.max(0, this.scale.place(Math.max(value, Number.MIN_VALUE))))));
    this.low.value = place(least, 0);
    this.high.value = place(most, STEPS);
    this.speak(least, most);
    for (const [field, value] of /** @type {const} */ ([[this.least, least], [this.most, most]])) {
      if (field !== document.activeElement) field.value = value === null ? "" : String(value);
      field.placeholder = "any";
      field.removeAttribute("aria-invalid");
    }
  }

  /** Shows how many models lie where. @param {number[]} values */
  showCounts(values) {
    const counts = histogram(values, (value) => this.scale.place(value) / STEPS, this.parts);
    const top = Math.max(1, ...counts);
    const width = BARS / this.parts;
    const bar = (/** @type {number} */ count, /** @type {number} */ nr) => `M${short((nr + 0.1) * width)} 10V${(10 - Math.max(0.6, (count / top) * 10)).toFixed(2)}h${short(0.8 * width)}V10z`;
    this.bars.setAttribute("d", counts.map((count, nr) => (count ? bar(count, nr) : "")).join(""));
  }

  /** @param {number | null} least @param {number | null} most */
  speak(least, most) {
    this.low.setAttribute("aria-valuetext", least === null ? "no limit" : `${least} ${this.unit}`.trim());
    this.high.setAttribute("aria-valuetext", most === null ? "no limit" : `${most} ${this.unit}`.trim());
    this.track.style.setProperty("--low", String(Number(this.low.value) / STEPS));
    this.track.style.setProperty("--high", String(Number(this.high.value) / STEPS));
    this.low.style.zIndex = Number(this.low.value) > STEPS / 2 ? "2" : ""; // so that it can be taken hold of at the far end
  }

  /** @param {HTMLInputElement} slider @param {boolean} isTyping */
  slid(slider, isTyping) {
    const isLow = slider === this.low;
    if (Number(this.low.value) > Number(this.high.value)) slider.value = isLow ? this.high.value : this.low.value;
    const read = (/** @type {HTMLInputElement} */ one, /** @type {number} */ open) => (Number(one.value) === open ? null : this.rounded(Number(one.value)));
    const range = /** @type {Range} */ ([read(this.low, 0), read(this.high, STEPS)]);
    this.speak(...range);
    [this.least.value, this.most.value] = range.map((value) => (value === null ? "" : String(value)));
    this.change(range, isTyping);
  }

  /** A place of the track as a number that one would choose. @param {number} place */
  rounded(place) {
    const value = this.scale.value(place);
    if (this.key === "year") return Math.round(value);
    return this.isLog ? Number(value.toPrecision(2)) : Math.round(value * 10) / 10;
  }

  /** @param {boolean} isTyping */
  typed(isTyping) {
    const read = (/** @type {HTMLInputElement} */ field) => (field.value.trim() === "" ? null : Number(field.value.trim().replace(",", ".")));
    const range = /** @type {Range} */ ([read(this.least), read(this.most)]);
    const isWrong = range.map((value) => value !== null && !(value >= 0));
    const isCrossed = range[0] !== null && range[1] !== null && range[0] > range[1];
    [this.least, this.most].forEach((field, nr) => (isWrong[nr] || isCrossed ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid")));
    if (!isWrong.includes(true) && !isCrossed) this.change(range, isTyping);
  }
}
