// How surely something fits a query, and by what.

/**
 * @typedef {import("./entries.js").Model} Model
 *
 * @typedef {"name" | "alias" | "model" | "timm" | "title" | "author" | "id"} Field What of an entry fits.
 *
 * @typedef {object} Match
 * @property {number} rank Place in RANKS.
 * @property {number} distance What parts equal ranks: less is nearer.
 * @property {Field} field
 * @property {string} text What fits, as it is written.
 * @property {Model} [model] The model that fits.
 */

/** Kinds of fits, the surest first. */
export const RANKS = /** @type {const} */ ([
  "id", "name", "alias", "model", "page", "beginning of a name", "part of a page's title", "beginning of an alias",
  "beginning of a model", "model of others", "part of a name", "phrase of a title", "names and models", "title", "authors",
  "near a name", "near a model", "known model", "mixed", "known name", "near words",
]);

/** @typedef {typeof RANKS[number]} Rank */

/**
 * @param {Rank} rank
 * @param {Field} field
 * @param {string} text
 * @param {number} [apart]
 * @param {Model} [model]
 * @returns {Match}
 */
export function match(rank, field, text, apart = 0, model = undefined) {
  return { rank: RANKS.indexOf(rank), distance: apart, field, text, model };
}
