// Filters in words: of chips, of exports, and of pages that show a view alone.
import { distillation, evaluation, resolution, workName } from "./format.js";
import { firstState, isSet } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").RangeKey} RangeKey */

/** @type {[key: RangeKey, title: string, unit: string, isLog: boolean][]} */
export const RANGES = [
  ["params", "Params", "M", true], ["gmacs", "GMACs", "", true], ["top1", "Top-1", "%", false],
  ["year", "Year", "", false], ["ms", "Latency", "ms", true], ["ips", "Throughput", "images/s", true],
];
const TITLES = new Map(RANGES.map(([key, title, unit]) => [key, { title, unit }]));

export const PART_TITLES = /** @type {Record<string, string>} */ ({ pretrain: "Pre-training", distilled: "Distillation", px: "Resolution", eval: "Evaluation" });

/** @typedef {{text: string, patch: Partial<State>}} ActiveFilter */

/** What differs from the first state, in words, and how to take it back. @param {{state: State, catalogue: import("./data.js").Catalogue}} app @returns {ActiveFilter[]} */
export function activeFilters({ state, catalogue }) {
  const first = firstState();
  /** @type {ActiveFilter[]} */
  const found = [];
  for (const [key, range] of /** @type {[RangeKey, import("./state.js").Range][]} */ (Object.entries(state.ranges))) {
    if (isSet(range)) found.push({ text: rangeWords(key, range), patch: { ranges: { ...state.ranges, [key]: [null, null] } } });
  }
  for (const key of /** @type {const} */ (["pretrain", "distilled", "px", "eval"])) {
    if (state[key] !== first[key]) found.push({ text: `${PART_TITLES[key]}: ${partText(key, state[key])}`, patch: { [key]: first[key] } });
  }
  const nodes = new Map([...catalogue.raw.families, ...catalogue.raw.topics]);
  if (state.topic) found.push({ text: nodes.get(state.topic) ?? state.topic, patch: { topic: "" } });
  if (state.timm) found.push({ text: "runs in timm", patch: { timm: false } });
  if (state.weights) found.push({ text: "weights for commercial use", patch: { weights: "" } });
  if (state.code) found.push({ text: state.code === "official" ? "official code" : "code for commercial use", patch: { code: "" } });
  if (state.device) found.push({ text: `speed on ${state.device}`, patch: { device: "", ranges: { ...state.ranges, ms: [null, null], ips: [null, null] }, x: state.x === "speed" ? "gmacs" : state.x } });
  if (state.unknown) found.push({ text: "unknown values included", patch: { unknown: false } });
  if (state.q) found.push({ text: `“${state.q}”`, patch: { q: "" } });
  if (state.on) found.push({ text: `applied to ${workName(state.on)}`, patch: { on: "" } });
  if (state.scope !== first.scope) found.push({ text: "baselines and related too", patch: { scope: "core" } });
  return found;
}

/** @param {RangeKey} key @param {import("./state.js").Range} range */
export function rangeWords(key, [least, most]) {
  const { title, unit } = /** @type {{title: string, unit: string}} */ (TITLES.get(key));
  const limit = least === null ? `≤ ${most}` : most === null ? `≥ ${least}` : `${least} to ${most}`;
  return `${title} ${limit}${unit ? ` ${unit}` : ""}`;
}

/** A part of the setup in words. @param {string} key @param {string} value */
export function partText(key, value) {
  if (value === "any") return "any";
  if (key === "pretrain") return value === "none" ? "none (ImageNet-1K alone)" : value === "unknown" ? "not stated" : value;
  if (key === "distilled") return value === "unknown" ? "not stated" : value === "no" ? "none" : distillation(value);
  return key === "px" ? resolution(value) : evaluation(value);
}

/** The setup that is asked for, and everything else that was chosen, in words. @param {{state: State, catalogue: import("./data.js").Catalogue}} app @returns {string[]} */
export function choiceWords(app) {
  const { state } = app;
  const setup = Object.entries(PART_TITLES).map(([key, title]) => `${title}: ${partText(key, String(state[/** @type {keyof State} */ (key)]))}`);
  const others = activeFilters(app).map(({ text }) => text).filter((text) => !setup.includes(text));
  return [...setup, ...others, ...(state.until === null ? [] : [`published until ${state.until}`])];
}
