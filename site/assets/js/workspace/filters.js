// Which models pass: candidates of the chosen setup, one result a model, and the limits that each one fails.
import { DATASET } from "./data.js";
import { byAccuracy } from "./ranking.js";
import { RANGES, isSet } from "./state.js";

/** @typedef {import("./data.js").Catalogue} Catalogue */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").RangeKey} RangeKey */
/** @typedef {RangeKey | "topic" | "timm" | "weights" | "code" | "q"} Limit */
/** @typedef {import("./ranking.js").Entry & {result: number, ms: number, ips: number, year: number, slot: number}} Row slot: its place among all that stand once in a list */
/**
 * @typedef {object} Selection
 * @property {Row[]} rows that pass, by falling accuracy
 * @property {number} unknown rows that would pass but for a value nobody knows
 * @property {Row[]} dearer rows that pass but for their cost, and those that pass
 * @property {(key: RangeKey) => number[]} values of a range, of rows that pass all other limits
 * @property {Map<Limit, Row[]>} only when nothing passes: rows that fail one limit alone, by that limit
 * @property {{row: Row, limits: Limit[]} | undefined} nearest when nothing passes: the row that fails the fewest, by the least
 * @property {Row | undefined} baseline the model that methods are applied to
 */

/** @type {Limit[]} */
const LIMITS = [...RANGES, "topic", "timm", "weights", "code", "q"];
const COSTS = bits(["params", "gmacs", "ms", "ips"]);

/** Parts of a setup: parameter of the address, and place in a setup. @type {[key: "pretrain" | "distilled" | "px" | "eval", place: 1 | 2 | 3 | 4][]} */
export const PARTS = [["pretrain", 1], ["distilled", 2], ["px", 3], ["eval", 4]];

/** @param {Limit[]} limits */
function bits(limits) {
  return limits.reduce((all, limit) => all | (1 << LIMITS.indexOf(limit)), 0);
}

/**
 * What keeps a setup from being the chosen one; nothing for the chosen one itself.
 * @param {import("./data.js").Setup} setup
 * @param {State} state
 * @returns {("dataset" | "pretrain" | "distilled" | "px" | "eval")[]}
 */
export function differences(setup, state) {
  const parts = PARTS.filter(([key, place]) => {
    const value = key === "pretrain" && setup[1] === setup[0] ? "none" : setup[place];
    return state[key] !== "any" && state[key] !== value;
  });
  return [...(setup[0] === DATASET ? [] : /** @type {const} */ (["dataset"])), ...parts.map(([key]) => key)];
}

/**
 * All results that may be shown: of the chosen setup, the most accurate first.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @returns {Row[]}
 */
export const candidates = remembered((catalogue, state) => {
  const { results, models, papers, setups } = catalogue.raw;
  const isChosen = setups.map((setup) => differences(setup, state).length === 0);
  /** @type {Map<number | string, number>} */
  const slots = new Map(); // a model stands once in a list; a method that is applied to one, once for each setting
  /** @type {Row[]} */
  const found = [];
  for (let result = 0; result < catalogue.count; result++) {
    if (!isChosen[results.setup[result]] || results.sound[result] !== 1 || results.base[result] !== state.on) continue;
    const model = results.model[result];
    if (state.scope === "core" && papers.core[models.paper[model]] !== 1) continue;
    const key = state.on ? `${model} ${results.setting[result]}` : model;
    const slot = slots.get(key) ?? slots.size;
    slots.set(key, slot);
    found.push({ ...rowOf(catalogue, result, state.device), slot });
  }
  return found.sort(byAccuracy);
});

/**
 * Remembers the answer for the newest catalogue and setup, since most steps of a reader change neither.
 * @template T
 * @param {(catalogue: Catalogue, state: State) => T} work
 * @returns {(catalogue: Catalogue, state: State) => T}
 */
function remembered(work) {
  /** @type {Catalogue | undefined} */
  let known;
  let key = "";
  /** @type {T} */
  let answer;
  return (catalogue, state) => {
    const asked = [state.px, state.pretrain, state.distilled, state.eval, state.on, state.scope, state.device].join("|");
    if (catalogue !== known || asked !== key) [known, key, answer] = [catalogue, asked, work(catalogue, state)];
    return answer;
  };
}

/**
 * A result with the numbers that limits and ranks look at.
 * @param {Catalogue} catalogue
 * @param {number} result
 * @param {string} device
 * @returns {Row}
 */
export function rowOf(catalogue, result, device) {
  const speed = device ? catalogue.speedOn(device) : null;
  return {
    result,
    model: catalogue.ids[catalogue.raw.results.model[result]],
    top1: catalogue.top1[result],
    gmacs: catalogue.gmacs[result],
    params: catalogue.params[result],
    year: catalogue.year[result],
    slot: -1,
    ms: speed ? speed.ms[result] : NaN,
    ips: speed ? speed.ips[result] : NaN,
  };
}

/**
 * The model that methods are applied to: its plain result in the commonest setup, else its best.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @returns {Row | undefined}
 */
export function baseline(catalogue, state) {
  const model = catalogue.models.get(state.on);
  if (model === undefined) return undefined;
  const own = catalogue.recipes[model].filter((result) => catalogue.isComparable(result) && !catalogue.raw.results.base[result]);
  const isPlain = (/** @type {number} */ result) => catalogue.setup(result).slice(1, 4).join() === `${DATASET},no,224`;
  const rows = (own.some(isPlain) ? own.filter(isPlain) : own).map((result) => rowOf(catalogue, result, state.device));
  return rows.sort(byAccuracy)[0];
}

/**
 * Filters the candidates. Limits come before the choice of one result a model: a model may keep them in one recipe and
 * not in another.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {(model: number, result: number) => boolean} fitsText whether a model, in the setting of a result, fits the text that was typed
 * @returns {Selection}
 */
export function select(catalogue, state, fitsText) {
  const judge = judgeOf(catalogue, state, fitsText);
  const all = candidates(catalogue, state);
  const judged = all.map((row) => {
    const [failed, unknown] = judge(row);
    return { row, failed, unknown, fails: state.unknown ? failed : failed | unknown };
  });
  const slots = all.reduce((most, { slot }) => Math.max(most, slot + 1), 0);
  const firsts = (/** @type {(item: Judged) => boolean} */ fits) => firstOfEach(judged, slots, fits);
  const rows = firsts(({ fails }) => fails === 0);
  const passing = new Set(rows);
  const shown = new Set(rows.map(({ slot }) => slot));
  const vague = firsts(({ failed, unknown }) => failed === 0 && unknown !== 0);
  const values = (/** @type {RangeKey} */ key) => {
    const others = ~bits([key]);
    return firsts(({ row, fails }) => (fails & others) === 0 && !Number.isNaN(row[key])).map((row) => row[key]);
  };
  return {
    rows,
    unknown: state.unknown ? vague.filter((row) => passing.has(row)).length : vague.filter(({ slot }) => !shown.has(slot)).length,
    dearer: firsts(({ fails }) => (fails & ~COSTS) === 0),
    values,
    only: new Map(rows.length ? [] : LIMITS.map((limit, place) => /** @type {[Limit, Row[]]} */ ([limit, firsts(({ failed, fails }) => failed === 1 << place && fails === failed)])).filter(([, found]) => found.length)),
    nearest: rows.length ? undefined : nearestOf(judged, state),
    baseline: state.on ? baseline(catalogue, state) : undefined,
  };
}

/** @typedef {{row: Row, failed: number, unknown: number, fails: number}} Judged limits that a row fails, as bits */

/**
 * The first row of each slot that fits, of rows in order.
 * @param {Judged[]} judged
 * @param {number} slots
 * @param {(item: Judged) => boolean} fits
 */
function firstOfEach(judged, slots, fits) {
  const isTaken = new Uint8Array(slots);
  /** @type {Row[]} */
  const found = [];
  for (const item of judged) {
    if (isTaken[item.row.slot] || !fits(item)) continue;
    isTaken[item.row.slot] = 1;
    found.push(item.row);
  }
  return found;
}

/**
 * The row that fails the fewest limits, and those by the least.
 * @param {Judged[]} judged
 * @param {State} state
 * @returns {{row: Row, limits: Limit[]} | undefined}
 */
function nearestOf(judged, state) {
  let least = Infinity;
  /** @type {{row: Row, limits: Limit[]} | undefined} */
  let nearest;
  for (const { row, failed, fails } of judged) {
    if (failed !== fails) continue; // no step helps where a value is not known
    const limits = LIMITS.filter((_, place) => fails & (1 << place));
    const steps = limits.reduce((sum, limit) => sum + (isRangeKey(limit) ? Math.log(distance(row, limit, state)) : 1), 0);
    const far = limits.length * 1000 + steps;
    if (far < least) [least, nearest] = [far, { row, limits }];
  }
  return nearest;
}

/** @param {Limit} limit @returns {limit is RangeKey} */
export function isRangeKey(limit) {
  return RANGES.includes(/** @type {RangeKey} */ (limit));
}

/** By what factor a value misses its range. @param {Row} row @param {RangeKey} key @param {State} state */
function distance(row, key, state) {
  const [least, most] = state.ranges[key];
  return most !== null && row[key] > most ? row[key] / Math.max(most, 1e-9) : /** @type {number} */ (least) / row[key];
}

/** A range that is just wide enough for a row. @param {Row} row @param {RangeKey} key @param {State} state @returns {import("./state.js").Range} */
export function widened(row, key, state) {
  const [least, most] = state.ranges[key];
  return most !== null && row[key] > most ? [least, row[key]] : [row[key], most];
}

/**
 * Gives the judge of rows: which limits a row fails, and which ones nobody can tell, as bits.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {(model: number, result: number) => boolean} fitsText
 * @returns {(row: Row) => [failed: number, unknown: number]}
 */
function judgeOf(catalogue, state, fitsText) {
  const { results, models, papers, topics, families } = catalogue.raw;
  const ranges = RANGES.map((key, place) => ({ key, bit: 1 << place, range: state.ranges[key] })).filter(({ range }) => isSet(range));
  const inside = new Set(topics.flatMap(([path], nr) => (path === state.topic || path.startsWith(`${state.topic}/`) ? [nr] : [])));
  const family = families.findIndex(([path]) => path === state.topic);
  const [topicBit, timmBit, weightsBit, codeBit, textBit] = [bits(["topic"]), bits(["timm"]), bits(["weights"]), bits(["code"]), bits(["q"])];
  return (row) => {
    let failed = 0;
    let unknown = 0;
    for (const { key, bit, range: [least, most] } of ranges) {
      const value = row[key];
      if (Number.isNaN(value)) unknown |= bit;
      else if ((least !== null && value < least) || (most !== null && value > most)) failed |= bit;
    }
    const model = results.model[row.result];
    const paper = models.paper[model];
    if (state.topic && papers.family[paper] !== family && !papers.topics[paper].some((topic) => inside.has(topic))) failed |= topicBit;
    const weights = catalogue.weights(row.result);
    if (state.timm && weights.timm === "") failed |= timmBit;
    if (state.weights && weights.use !== "yes") weights.use === "" ? (unknown |= weightsBit) : (failed |= weightsBit);
    if (state.code === "official" && papers.official[paper] !== 1) failed |= codeBit;
    if (state.code === "commercial" && papers.code_use[paper] !== "yes") papers.code_use[paper] === "" ? (unknown |= codeBit) : (failed |= codeBit);
    if (state.q && !fitsText(model, row.result)) failed |= textBit;
    return [failed, unknown];
  };
}

/**
 * For each part of the setup and each of its values, how many models have a result there, all other parts as chosen.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @returns {Record<"pretrain" | "distilled" | "px" | "eval", Map<string, number>>}
 */
export const setupCounts = remembered((catalogue, state) => {
  const { results, models, papers, setups } = catalogue.raw;
  const wrong = setups.map((setup) => differences(setup, state));
  /** @type {Record<string, Map<string, Set<number>>>} */
  const found = { pretrain: new Map(), distilled: new Map(), px: new Map(), eval: new Map() };
  for (let result = 0; result < catalogue.count; result++) {
    const parts = wrong[results.setup[result]];
    if (parts.length > 1 || parts[0] === "dataset" || results.sound[result] !== 1 || results.base[result] !== state.on) continue;
    const model = results.model[result];
    if (state.scope === "core" && papers.core[models.paper[model]] !== 1) continue;
    const setup = setups[results.setup[result]];
    for (const [key, place] of PARTS) {
      if (parts.length === 1 && parts[0] !== key) continue;
      const value = key === "pretrain" && setup[1] === setup[0] ? "none" : setup[place];
      const known = found[key].get(value);
      if (known) known.add(model);
      else found[key].set(value, new Set([model]));
    }
  }
  const counts = Object.entries(found).map(([key, values]) => [key, new Map([...values].map(([value, all]) => [value, all.size]))]);
  return /** @type {Record<"pretrain" | "distilled" | "px" | "eval", Map<string, number>>} */ (Object.fromEntries(counts));
});

/**
 * A limit that lets models through when it is widened alone, and how far.
 * @typedef {{limit: Limit, count: number, range?: import("./state.js").Range, nearest: Row}} Widening
 */

/**
 * What to widen when nothing passes: for each limit that keeps models out alone, the least step that lets one in.
 * @param {Selection} selection
 * @param {State} state
 * @returns {Widening[]}
 */
export function widenings(selection, state) {
  return [...selection.only].map(([limit, rows]) => {
    if (!isRangeKey(limit)) return { limit, count: rows.length, nearest: rows[0] };
    const nearest = rows.reduce((one, other) => (distance(other, limit, state) < distance(one, limit, state) ? other : one));
    const range = widened(nearest, limit, state);
    const count = rows.filter((row) => (range[0] === null || row[limit] >= range[0]) && (range[1] === null || row[limit] <= range[1])).length;
    return { limit, count, range, nearest };
  });
}
