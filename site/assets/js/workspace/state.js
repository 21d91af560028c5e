// What the reader chose, and how the address says it. Reading and writing are pure: no page, no data but the vocabulary.

/** @typedef {[least: number | null, most: number | null]} Range */
/** @typedef {"params" | "gmacs" | "top1" | "year" | "ms" | "ips"} RangeKey */
/** @typedef {"ranking" | "chart" | "table"} View */
/** @typedef {"gmacs" | "params" | "speed"} Axis */
/**
 * @typedef {object} State
 * @property {View} view
 * @property {Record<RangeKey, Range>} ranges
 * @property {string} px resolution class, or `any`
 * @property {string} pretrain `none`, data of the pre-training, or `any`
 * @property {string} distilled `no`, `yes`, `unknown` or `any`
 * @property {string} eval
 * @property {string} topic path, or empty
 * @property {boolean} timm
 * @property {"" | "commercial"} weights
 * @property {"" | "official" | "commercial"} code
 * @property {string} device
 * @property {boolean} unknown
 * @property {string} q
 * @property {string} on base that methods are applied to, or empty
 * @property {"core" | "all"} scope
 * @property {string[]} sort keys of columns, the first goes first; `-` in front for falling order
 * @property {string[]} cols empty for the usual ones
 * @property {string[]} pins as `pinOf` names rows
 * @property {Axis} x
 * @property {number | null} until
 */
/**
 * What the data knows, to judge an address by.
 * @typedef {object} Vocabulary
 * @property {Set<string>} pretrain
 * @property {Set<string>} topics
 * @property {Set<string>} devices
 * @property {Set<string>} bases
 * @property {Set<string>} pins models, and methods in a setting, by the names of their pins
 * @property {Set<string>} columns
 */

/** @type {RangeKey[]} */
export const RANGES = ["params", "gmacs", "top1", "year", "ms", "ips"];
export const MOST_PINS = 12;

/** Ranges of which a single number is the least; of the others it is the most. */
const AT_LEAST = new Set(["top1", "year", "ips"]);

const CLASSES = /** @type {Record<string, string>} */ ({ 192: "192 or less", 224: "224", 256: "256", 384: "384", 512: "512 or more", unknown: "unknown", any: "any" });
const CHOICES = /** @type {Record<string, string[]>} */ ({
  view: ["ranking", "chart", "table"],
  distilled: ["no", "yes", "unknown", "any"],
  eval: ["supervised", "linear-probe", "knn", "zero-shot"],
  weights: ["commercial"],
  code: ["official", "commercial"],
  scope: ["core", "all"],
  x: ["gmacs", "params", "speed"],
});
const FLAGS = ["timm", "unknown"];
const NUMBER = String.raw`(\d+(?:\.\d+)?|\.\d+)`;
const RANGE = new RegExp(`^(?:${NUMBER}|${NUMBER}?-${NUMBER}?)$`);

/** The state of the bare address. @returns {State} */
export function firstState() {
  return {
    view: "ranking",
    ranges: { params: [null, null], gmacs: [null, null], top1: [null, null], year: [null, null], ms: [null, null], ips: [null, null] },
    px: "224", pretrain: "none", distilled: "no", eval: "supervised",
    topic: "", timm: false, weights: "", code: "", device: "", unknown: false, q: "", on: "", scope: "core",
    sort: [], cols: [], pins: [], x: "gmacs", until: null,
  };
}

/**
 * Reads a query string; what it does not understand is left out and named.
 * @param {string} query
 * @param {Vocabulary} vocabulary
 * @returns {{state: State, problems: string[]}}
 */
export function readAddress(query, vocabulary) {
  const state = firstState();
  /** @type {string[]} */
  const problems = [];
  for (const [key, written] of new URLSearchParams(query)) {
    const value = written.trim();
    if (value === "") continue; // an empty field of a form
    const problem = readParameter(state, key, value, vocabulary);
    if (problem) problems.push(`${key}=${value}: ${problem}`);
  }
  if (!state.device && (isSet(state.ranges.ms) || isSet(state.ranges.ips))) {
    problems.push("ms, ips: a limit on speed needs a device, since speeds compare on one device alone");
    state.ranges.ms = state.ranges.ips = [null, null];
  }
  if (!state.device && state.x === "speed") {
    problems.push("x=speed: a chart of speed needs a device");
    state.x = "gmacs";
  }
  return { state, problems };
}

/**
 * @param {State} state
 * @param {string} key
 * @param {string} value
 * @param {Vocabulary} vocabulary
 * @returns {string} what is wrong, or nothing
 */
function readParameter(state, key, value, vocabulary) {
  const bag = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (state));
  if (isRange(key)) return readRange(state, key, value);
  if (FLAGS.includes(key)) {
    if (value !== "1" && value !== "on") return "write 1, or leave it out";
    bag[key] = true;
    return "";
  }
  if (key in CHOICES) return CHOICES[key].includes(value) ? ((bag[key] = value), "") : `write ${or(CHOICES[key])}`;
  switch (key) {
    case "px":
      if (!(value in CLASSES)) return `write ${or(Object.keys(CLASSES))}`;
      state.px = CLASSES[value];
      return "";
    case "pretrain":
      return known(value, value === "none" || value === "any" || vocabulary.pretrain.has(value), "no result has this pre-training", bag, key);
    case "topic":
      return known(value, vocabulary.topics.has(value), "there is no such topic", bag, key);
    case "device":
      return known(value, vocabulary.devices.has(value), "nobody tells a speed on this device", bag, key);
    case "on":
      return known(value, vocabulary.bases.has(value), "no method here is applied to it", bag, key);
    case "q":
      state.q = value;
      return "";
    case "sort":
      return readList(value, (name) => vocabulary.columns.has(name.replace(/^-/, "")), "no column is called", (names) => (state.sort = names));
    case "cols":
      return readList(value, (name) => vocabulary.columns.has(name), "no column is called", (names) => (state.cols = names));
    case "pins":
      return readList(value, (name) => vocabulary.pins.has(name), "no model is called", (names) => (state.pins = names.slice(0, MOST_PINS)));
    case "until":
      if (!/^\d{4}$/.test(value)) return "write a year";
      state.until = Number(value);
      return "";
    default:
      return "the workspace knows no such parameter";
  }
}

/** @param {State} state @param {RangeKey} key @param {string} value */
function readRange(state, key, value) {
  const match = RANGE.exec(value);
  if (!match || value === "-") return "write a range: 6, 2-6, 2- or -6";
  const [, single, least, most] = match.map((text) => (text === undefined ? null : Number(text)));
  const range = /** @type {Range} */ (single === null ? [least, most] : AT_LEAST.has(key) ? [single, null] : [null, single]);
  if (range[0] !== null && range[1] !== null && range[0] > range[1]) return "the first number must not be above the second";
  state.ranges[key] = range;
  return "";
}

/** @param {string} value @param {boolean} isKnown @param {string} problem @param {Record<string, unknown>} bag @param {string} key */
function known(value, isKnown, problem, bag, key) {
  if (isKnown) bag[key] = value;
  return isKnown ? "" : problem;
}

/** @param {string} value @param {(name: string) => boolean} isKnown @param {string} problem @param {(names: string[]) => void} keep */
function readList(value, isKnown, problem, keep) {
  const names = [...new Set(splitNames(value))];
  keep(names.filter(isKnown));
  const strange = names.filter((name) => !isKnown(name));
  return strange.length ? `${problem} ${or(strange)}` : "";
}

// Names of models may hold a comma, so commas inside them are written twice.
/** @param {string} text */
function splitNames(text) {
  return text.replaceAll(",,", "\0").split(",").map((name) => name.replaceAll("\0", ",").trim()).filter(Boolean);
}

/** @param {string[]} names */
function joinNames(names) {
  return names.map((name) => name.replaceAll(",", ",,")).join(",");
}

/** @param {string[]} words */
function or(words) {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** @param {string} key @returns {key is RangeKey} */
function isRange(key) {
  return RANGES.includes(/** @type {RangeKey} */ (key));
}

/** Whether a range limits anything. @param {Range} range */
export function isSet(range) {
  return range[0] !== null || range[1] !== null;
}

/** A range as addresses write it. @param {RangeKey} key @param {Range} range */
export function rangeText(key, [least, most]) {
  if (AT_LEAST.has(key) ? most === null : least === null) return String(least ?? most ?? "");
  return `${least ?? ""}-${most ?? ""}`;
}

/**
 * Writes a state as a query string, without what is so anyway; empty for the first state.
 * @param {State} state
 */
export function writeAddress(state) {
  const first = firstState();
  const values = new URLSearchParams();
  /** @param {string} key @param {string} value @param {string} usual */
  const put = (key, value, usual = "") => value !== usual && values.set(key, value);
  put("view", state.view, first.view);
  for (const key of RANGES) put(key, isSet(state.ranges[key]) ? rangeText(key, state.ranges[key]) : "");
  put("px", state.px.replace(/ or .*/, ""), first.px);
  put("pretrain", state.pretrain, first.pretrain);
  put("distilled", state.distilled, first.distilled);
  put("eval", state.eval, first.eval);
  put("topic", state.topic);
  put("timm", state.timm ? "1" : "");
  put("weights", state.weights);
  put("code", state.code);
  put("device", state.device);
  put("unknown", state.unknown ? "1" : "");
  put("q", state.q);
  put("on", state.on);
  put("scope", state.scope, first.scope);
  put("sort", state.sort.join(","));
  put("cols", state.cols.join(","));
  put("pins", joinNames(state.pins));
  put("x", state.x, first.x);
  put("until", state.until === null ? "" : String(state.until));
  return values.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** Filters that chips name and `Clear` takes back, as they are in the first state. */
const FILTERS = /** @type {const} */ (["ranges", "px", "pretrain", "distilled", "eval", "topic", "timm", "weights", "code", "device", "unknown", "q", "on", "scope"]);

/** The filters as they are in the first state. @returns {Partial<State>} */
export function cleared() {
  const first = firstState();
  return Object.fromEntries(FILTERS.map((key) => [key, first[key]]));
}
