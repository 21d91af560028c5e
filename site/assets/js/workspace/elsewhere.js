// Where models are that a text names, when the chosen setup has none of them: in which other setup, applied to what.
import { PART_TITLES, partText } from "./filter_words.js";
import { differences, select } from "./filters.js";
import { workName } from "./format.js";

/** @typedef {import("./data.js").Catalogue} Catalogue */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./filters.js").Row} Row */
/** @typedef {{patch: Partial<State>, words: string, rows: Row[]}} Place what to change, in words too, and the rows that this brings */

const MOST = 3;

/**
 * The places nearest to what was chosen: those that change least, then those with the most models.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {(model: number, result: number) => boolean} fitsText
 * @returns {Place[]}
 */
export function elsewhere(catalogue, state, fitsText) {
  const { results } = catalogue.raw;
  /** @type {Map<string, {patch: Partial<State>, count: number}>} */
  const places = new Map();
  for (let result = 0; result < catalogue.count; result++) {
    if (results.sound[result] !== 1 || !fitsText(results.model[result], result)) continue;
    const patch = patchTo(catalogue, state, result);
    if (!patch) continue;
    const key = JSON.stringify(patch);
    const place = places.get(key) ?? { patch, count: 0 };
    place.count++;
    places.set(key, place);
  }
  const size = (/** @type {Partial<State>} */ patch) => Object.keys(patch).length;
  const ordered = [...places.values()].sort((a, b) => size(a.patch) - size(b.patch) || b.count - a.count).slice(0, MOST);
  return ordered
    .map(({ patch }) => ({ patch, words: wordsOf(patch), rows: select(catalogue, { ...state, ...patch }, fitsText).rows }))
    .filter(({ rows }) => rows.length);
}

/**
 * What brings a result into sight; nothing for one that no choice brings.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {number} result
 * @returns {Partial<State> | undefined}
 */
function patchTo(catalogue, state, result) {
  const { results, models, papers } = catalogue.raw;
  const setup = catalogue.setup(result);
  const base = results.base[result];
  /** @type {Partial<State>} */
  const patch = state.scope === "core" && papers.core[models.paper[results.model[result]]] !== 1 ? { scope: "all" } : {};
  if (base !== state.on) {
    if (base && !catalogue.models.has(base)) return undefined;
    Object.assign(patch, base ? { on: base, px: "any", pretrain: "any", distilled: "any" } : { on: "" });
  }
  const parts = differences(setup, { ...state, ...patch });
  if (parts.includes("dataset")) return undefined;
  const values = { pretrain: setup[1] === setup[0] ? "none" : setup[1], distilled: setup[2], px: setup[3], eval: setup[4] };
  for (const part of parts) if (part !== "dataset") Object.assign(patch, { [part]: values[part] });
  return Object.keys(patch).length ? patch : undefined;
}

/** @param {Partial<State>} patch */
function wordsOf(patch) {
  const { on, scope, ...parts } = patch;
  const words = Object.entries(parts).filter(([, value]) => value !== "any").map(([key, value]) => `${PART_TITLES[key]}: ${partText(key, String(value))}`);
  if (on !== undefined) words.unshift(on ? `applied to ${workName(on)}` : "models of their own");
  return [...words, ...(scope ? ["baselines and related too"] : [])].join(", ");
}
