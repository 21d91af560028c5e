// The filter panel: what is asked of a model, as controls, and as chips that take a filter away.
import { button, make } from "./dom.js";
import { setupCounts } from "./filters.js";
import { PART_TITLES, RANGES, activeFilters, choiceWords, partText } from "./filter_words.js";
import { byText, grouped, workName } from "./format.js";
import { RangeControl } from "./range_control.js";
import { trackEnds } from "./scale.js";
import { cleared, firstState, isSet } from "./state.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").RangeKey} RangeKey */

/** Why other values of a part of the setup do not compare. */
const WHY = /** @type {Record<string, string>} */ ({
  pretrain: "saw other data",
  distilled: "learnt otherwise",
  px: "saw other sizes",
  eval: "are read off otherwise",
});
/** Choices from lists; those of one option get the others from the data. @type {[key: "topic" | "device" | "code" | "on" | "scope", title: string, options: [value: string, text: string][]][]} */
const CHOICES = [
  ["topic", "Topic", [["", "all"]]],
  ["device", "Speed on", [["", "any device"]]],
  ["code", "Code", [["", "any"], ["official", "official code"], ["commercial", "commercial use"]]],
  ["on", "Applied to", [["", "no other model"]]],
  ["scope", "Papers", [["core", "papers of the field"], ["all", "baselines and related too"]]],
];

/** Share of the models to each side that no slider reaches: a few giants would squeeze all others together. Fields do. */
const OUTLIERS = 0.01;

export class Panel {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.isWhole = false; // whether tracks, histograms and long lists are there
    /** @type {Map<RangeKey, RangeControl>} */
    this.ranges = new Map(RANGES.map(([key, title, unit, isLog]) => [key, new RangeControl(key, title, unit, isLog, (range, isTyping) => this.setRange(key, range, isTyping))]));
    /** @type {Record<string, HTMLSelectElement>} */
    this.selects = {};
    /** @type {Record<string, HTMLElement>} */
    this.reasons = {};
    /** @type {Record<string, HTMLInputElement>} */
    this.checks = {};
    this.unknownCount = make("span", {});
    this.chips = make("ul", { class: "lv-w-chips", "aria-label": "Active filters" });
    this.clear = button("Clear all", { class: "lv-w-clear" }, () => this.app.change(cleared()));
    this.budgets = this.budgetRow();
    this.chipRow = make("div", { class: "lv-w-chiprow" }, this.budgets, this.chips, this.clear);
    this.asked = make("p", { class: "lv-w-asked" });
    this.summary = make("summary", {}, "Filters");
    this.text = make("input", { type: "search", id: "lv-w-text", autocomplete: "off", spellcheck: "false", placeholder: "model, author, id", title: "Several names with commas between them find the models of all; a method may have its setting beside it: evit 0.7" });
    this.box = this.build();
    this.listen();
  }

  build() {
    const [params, gmacs, top1, year, ms, ips] = RANGES.map(([key]) => this.range(key).box);
    this.speedRanges = [ms, ips];
    const setup = make("fieldset", { class: "lv-w-setup" }, make("legend", { class: "lv-hidden" }, "Setup: accuracies compare inside one alone"), ...["pretrain", "distilled", "px", "eval"].map((key) => this.select(key, PART_TITLES[key], [], true)));
    const checks = make("div", { class: "lv-w-checks" }, this.check("timm", "Runs in timm"), this.check("weights", "Weights for commercial use"), this.check("unknown", "Include unknown ", this.unknownCount));
    const more = make("div", { class: "lv-w-choices" },
      make("div", { class: "lv-w-choice" }, make("label", { for: "lv-w-text" }, "Text"), this.text),
      ...CHOICES.map(([key, title, options]) => this.select(key, title, options)));
    const panel = make("div", { class: "lv-w-panel" }, make("div", { class: "lv-w-ranges" }, params, gmacs, top1, year, ms, ips), setup, more, checks);
    const details = make("details", { class: "lv-w-filters" }, this.summary, panel);
    details.open = matchMedia("(min-width: 45em)").matches;
    return make("div", { role: "search", "aria-label": "Filter models" }, details, this.chipRow, this.asked);
  }

  /** For whoever comes without a limit: the usual budgets, each one press away. */
  budgetRow() {
    const { params, gmacs } = this.app.budgets;
    const steps = params.map((most) => button(`${most} M`, { class: "lv-w-button", "aria-label": `Up to ${most} M parameters and ${gmacs} GMACs`, title: `Up to ${most} M parameters and ${gmacs} GMACs` }, () => {
      this.app.change({ ranges: { ...this.app.state.ranges, params: [null, most], gmacs: [null, gmacs] } });
      this.toChips();
    }));
    return make("div", { class: "lv-w-budgets", role: "group", "aria-label": "Usual budgets" }, make("span", {}, "All sizes. Up to"), ...steps);
  }

  /** Puts the focus where the filters are told, after what had it has gone. */
  toChips() {
    /** @type {HTMLElement} */ (this.chips.querySelector("button") ?? this.summary).focus({ preventScroll: true });
  }

  /** @param {RangeKey} key */
  range(key) {
    return /** @type {RangeControl} */ (this.ranges.get(key));
  }

  /** @param {string} key @param {string} title @param {[value: string, text: string][]} options @param {boolean} [hasReason] */
  select(key, title, options, hasReason) {
    const select = make("select", { id: `lv-w-${key}` });
    addOptions(select, options);
    this.selects[key] = select;
    const reason = hasReason ? make("small", { id: `lv-w-why-${key}` }) : null;
    if (reason) {
      this.reasons[key] = reason;
      select.setAttribute("aria-describedby", reason.id);
    }
    return make("div", { class: "lv-w-choice" }, make("label", { for: select.id }, title), select, reason);
  }

  /** @param {string} key @param {string} text @param {Node} [more] */
  check(key, text, more) {
    const box = make("input", { type: "checkbox" });
    this.checks[key] = box;
    return make("label", {}, box, make("span", {}, text, more));
  }

  listen() {
    for (const [key, select] of Object.entries(this.selects)) {
      select.addEventListener("change", () => this.app.change(this.chosen(key, select.value)));
    }
    for (const key of /** @type {const} */ (["timm", "unknown"])) this.checks[key].addEventListener("change", () => this.app.change({ [key]: this.checks[key].checked }));
    this.checks.weights.addEventListener("change", () => this.app.change({ weights: this.checks.weights.checked ? "commercial" : "" }));
    let timer = 0; // of a text that was typed and is not asked for yet
    const ask = () => {
      clearTimeout(timer);
      timer = 0;
      this.app.change({ q: this.text.value.trim() }, true);
    };
    this.text.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    this.text.addEventListener("change", () => timer && ask()); // left, it would be written over by whatever is chosen next
    this.slideTimer = 0;
    for (const name of ["pointerover", "pointerdown", "focusin"]) this.box.addEventListener(name, () => this.complete(), { capture: true });
  }

  /** What a choice changes. @param {string} key @param {string} value @returns {Partial<State>} */
  chosen(key, value) {
    const { ranges, x } = this.app.state;
    if (key === "device") return { device: value, ranges: { ...ranges, ms: [null, null], ips: [null, null] }, x: value ? x : x === "speed" ? "gmacs" : x };
    // Methods are applied under many protocols: those stand side by side, each row with its own.
    if (key === "on") return value ? { on: value, px: "any", pretrain: "any", distilled: "any", sort: [], cols: [] } : { on: "", px: "224", pretrain: "none", distilled: "no", sort: [], cols: [] };
    return { [key]: value };
  }

  /** @param {RangeKey} key @param {import("./state.js").Range} range @param {boolean} isTyping */
  setRange(key, range, isTyping) {
    clearTimeout(this.slideTimer);
    const apply = () => this.app.change({ ranges: { ...this.app.state.ranges, [key]: range } }, isTyping);
    if (isTyping) this.slideTimer = setTimeout(apply, 40);
    else apply();
  }

  /** Makes what may wait until the models are seen: tracks, histograms, long lists. Whoever reaches for the panel has them at once. */
  complete() {
    if (this.isWhole) return;
    this.isWhole = true;
    this.setAllBounds();
    this.fillLists();
    this.update();
  }

  /** The tracks reach over all that the catalogue has, so that they do not move while filters do. */
  setAllBounds() {
    const { catalogue } = this.app;
    const comparable = catalogue.top1.map((_, result) => Number(catalogue.isComparable(result)));
    for (const key of /** @type {const} */ (["params", "gmacs", "top1", "year"])) {
      const values = catalogue[key].filter((value, result) => value > 0 && comparable[result]);
      const [least, most] = trackEnds(values, key === "year" ? 0 : OUTLIERS);
      this.range(key).setBounds(least, most);
    }
  }

  update() {
    const { state, selection, catalogue } = this.app;
    const hasPlace = state.topic || state.device || state.on || Object.values(state.ranges).some(isSet);
    if (hasPlace && !this.isWhole) {
      this.complete(); // it shows a place on a track or in a list
      return;
    }
    if (state.device) {
      const speeds = catalogue.speedOn(state.device);
      for (const key of /** @type {const} */ (["ms", "ips"])) {
        const values = speeds[key].filter((value) => value > 0);
        this.range(key).box.hidden = values.length === 0;
        if (values.length) this.range(key).setBounds(Math.min(...values), Math.max(...values));
      }
    } else for (const box of this.speedRanges ?? []) box.hidden = true;
    for (const [key, control] of this.ranges) {
      control.update(state.ranges[key]);
      if (this.isWhole) control.showCounts(selection.values(key));
    }
    this.updateSetup();
    this.updateChoices();
    this.checks.timm.checked = state.timm;
    this.checks.weights.checked = state.weights === "commercial";
    this.checks.unknown.checked = state.unknown;
    this.unknownCount.textContent = `(${grouped(selection.unknown)})`;
    if (this.text !== document.activeElement) this.text.value = state.q;
    this.updateChips();
  }

  updateSetup() {
    const { catalogue, state } = this.app;
    const counts = setupCounts(catalogue, state);
    const firstAny = ["pretrain", "distilled", "px"].find((key) => state[/** @type {"px"} */ (key)] === "any");
    for (const key of /** @type {const} */ (["pretrain", "distilled", "px", "eval"])) {
      const values = [...counts[key]].sort(([a], [b]) => order(key, a) - order(key, b) || byText(a, b));
      if (state[key] !== "any" && !counts[key].has(state[key])) values.unshift([state[key], 0]);
      const options = values.map(([value, count]) => [value, `${partText(key, value)} (${grouped(count)})`, value === state[key]]);
      if (key !== "eval") options.push(["any", "any: do not compare", state[key] === "any"]);
      const others = values.reduce((sum, [value, count]) => (value === state[key] ? sum : sum + count), 0);
      fillSelect(this.selects[key], /** @type {[string, string, boolean][]} */ (options));
      this.reasons[key].textContent = state[key] === "any" ? (key === firstAny ? "Accuracies of several setups do not compare." : "") : others ? `${grouped(others)} others ${WHY[key]}: not comparable` : "";
      this.reasons[key].classList.toggle("lv-w-warning", state[key] === "any");
    }
  }

  /** Lists that depend on the data alone. */
  fillLists() {
    const { catalogue } = this.app;
    const { raw } = catalogue;
    const places = placesOf(raw);
    const nodes = [...raw.families, ...raw.topics].sort(([a], [b]) => /** @type {number} */ (places.get(a)) - /** @type {number} */ (places.get(b)));
    addOptions(this.selects.topic, nodes.map(([path, title]) => [path, "\u00a0".repeat(2 * (path.split("/").length - 1)) + title]));
    addOptions(this.selects.device, devicesByUse(catalogue).map(([device, count]) => [device, `${device} (${count})`]));
    addOptions(this.selects.on, bases(catalogue).map(([base, count]) => [base, `${workName(base)} (${count})`]));
  }

  updateChoices() {
    const { state } = this.app;
    for (const [key] of CHOICES) {
      this.selects[key].value = state[key];
      this.selects[key].classList.toggle("lv-w-set", state[key] !== firstState()[key]);
    }
  }

  updateChips() {
    const active = activeFilters(this.app);
    this.chips.replaceChildren(...active.map(({ text, patch }) => make("li", {}, button(make("span", {}, text, make("span", { "aria-hidden": "true" }, " ×")), { "aria-label": `Remove filter: ${text}` }, () => {
      this.app.change(patch);
      this.toChips();
    }))));
    this.clear.hidden = active.length === 0;
    this.asked.textContent = `${choiceWords(this.app).join(" · ")}. Each number with its sources: ${location.href}`;
    const { state, budgets } = this.app;
    this.budgets.hidden = budgets.params.length === 0 || isSet(state.ranges.params) || isSet(state.ranges.gmacs) || state.on !== "";
    this.summary.textContent = active.length ? `Filters · ${active.length} active` : "Filters";
  }
}

/** @param {string} key @param {string} value */
function order(key, value) {
  if (value === "unknown") return 9;
  const first = /** @type {Record<string, string[]>} */ ({ pretrain: ["none", "imagenet-21k"], distilled: ["no", "yes"], px: ["192 or less", "224", "256", "384", "512 or more"], eval: ["supervised", "linear-probe", "knn", "zero-shot"] })[key];
  const place = first.indexOf(value);
  return place < 0 ? first.length : place;
}

/** @param {HTMLSelectElement} select @param {[value: string, text: string, isChosen: boolean][]} options */
function fillSelect(select, options) {
  const key = options.map((option) => option.join()).join("|");
  if (select.dataset.filled === key) return;
  select.dataset.filled = key;
  select.replaceChildren(...options.map(([value, text, isChosen]) => {
    const option = make("option", { value }, text);
    option.selected = isChosen;
    return option;
  }));
}

/** @param {HTMLSelectElement} select @param {[value: string, text: string][]} options */
function addOptions(select, options) {
  select.append(...options.map(([value, text]) => make("option", { value }, text)));
}

/** Places of all nodes in the tree, families before their topics. @param {import("./data.js").Raw} raw @returns {Map<string, number>} */
function placesOf({ families, topics }) {
  const places = new Map(families.map(([path], nr) => [path, nr * 10_000]));
  topics.forEach(([path], nr) => places.set(path, (places.get(path.split("/")[0]) ?? 0) + nr + 1));
  return places;
}

/** Devices with the number of models timed on each, the most used first. @param {import("./data.js").Catalogue} catalogue @returns {[string, number][]} */
function devicesByUse({ raw }) {
  const { devices, models, results, speeds, timings } = raw;
  const isTimed = new Uint8Array(devices.length * models.name.length); // a set of numbers for each device would take ten times as long
  speeds.device.forEach((device, nr) => device >= 0 && (isTimed[device * models.name.length + results.model[speeds.result[nr]]] = 1));
  timings.device.forEach((device, nr) => (isTimed[device * models.name.length + timings.model[nr]] = 1));
  const count = (/** @type {number} */ device) => isTimed.subarray(device * models.name.length, (device + 1) * models.name.length).reduce((sum, one) => sum + one, 0);
  return devices.map((device, nr) => /** @type {[string, number]} */ ([device, count(nr)])).sort(([a, one], [b, two]) => two - one || byText(a, b));
}

/** Models of ours that methods are applied to, the most used first. @param {import("./data.js").Catalogue} catalogue @returns {[string, number][]} */
function bases({ raw, models }) {
  /** @type {Map<string, Set<number>>} */
  const found = new Map();
  raw.results.base.forEach((base, result) => {
    if (models.has(base) && raw.results.sound[result]) (found.get(base) ?? found.set(base, new Set()).get(base))?.add(raw.results.model[result]);
  });
  return [...found].map(([base, all]) => /** @type {[string, number]} */ ([base, all.size])).sort(([a, one], [b, two]) => two - one || byText(a, b));
}
