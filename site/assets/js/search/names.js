// Search by name: which papers, models and pages a text means, and how surely. Pure functions over the name index.

import { repository } from "./addresses.js";
import { architecture, nameOf, readNames } from "./entries.js";
import { isSame } from "./fitting.js";
import { RANKS, match } from "./match.js";
import { rankNearPage, rankNearPaper } from "./near.js";
import { readQuery } from "./query.js";
import { rankPage, rankPaper } from "./ranking.js";

/**
 * @typedef {import("./entries.js").Names} Names
 * @typedef {import("./entries.js").Paper} Paper
 * @typedef {import("./entries.js").Page} Page
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./query.js").Asked} Asked
 * @typedef {import("./match.js").Match} Match
 *
 * @typedef {object} Found
 * @property {Paper | Page} entry
 * @property {Match} match What of it fits, and how well.
 */

export { readNames };

/**
 * Gives what a text means, the surest first.
 *
 * @param {Names} names
 * @param {string} text
 * @returns {{found: Found[], near: boolean}} `near`: nothing fits as it is typed, these are the nearest.
 */
export function find(names, text) {
  const query = readQuery(text);
  const known = identified(names, query);
  if (known.length || query.identity || !query.asked.compact) return { found: known, near: false };
  const found = ranked(names, query, rankPaper, rankPage);
  if (found.length) return { found, near: false };
  const near = nearest(ranked(names, query, rankNearPaper, rankNearPage));
  return near.length || !query.year ? { found: near, near: true } : { ...find(names, query.text.replace(query.year, " ")), near: true };
}

/**
 * Gives what is about as near as the nearest.
 *
 * @param {Found[]} found
 */
function nearest(found) {
  return found.filter(({ match: { rank, distance } }) => rank === found[0].match.rank && distance <= found[0].match.distance + 1);
}

/**
 * Tells whether something was surely meant: it fits as it is typed, differs by a few letters, or is a model and a word more.
 *
 * @param {Found} found
 */
export function isSure({ match: { rank } }) {
  return rank <= RANKS.indexOf("known model");
}

/**
 * Gives the papers and pages that fit, in order.
 *
 * @param {Names} names
 * @param {Query} query
 * @param {(query: Asked, paper: Paper) => Match | null} ofPaper
 * @param {(query: Asked, page: Page) => Match | null} ofPage
 * @returns {Found[]}
 */
function ranked(names, query, ofPaper, ofPage) {
  /** @type {Found[]} */
  const found = [];
  for (const paper of names.papers) {
    const fit = isOfYear(paper, query.year) ? ofPaper(query.asked, paper) : null;
    if (fit) found.push({ entry: paper, match: fit });
  }
  for (const page of query.year ? [] : names.pages) {
    const fit = ofPage(query.asked, page);
    if (fit) found.push({ entry: page, match: fit });
  }
  return found.sort(bySurety);
}

/**
 * @param {Found} one
 * @param {Found} other
 */
function bySurety(one, other) {
  return one.match.rank - other.match.rank || one.match.distance - other.match.distance || tie(one) - tie(other);
}

/**
 * Parts what fits equally well: among beginnings of names the newest goes first, else what most others refer to.
 *
 * @param {Found} found
 */
function tie({ entry, match: { rank } }) {
  const isBeginning = rank === RANKS.indexOf("beginning of a name");
  return isBeginning && entry.kind === "paper" ? -entry.year : entry.order;
}

/**
 * @param {Paper} paper
 * @param {string} year
 */
function isOfYear(paper, year) {
  return !year || String(paper.year) === year || paper.venue.text.includes(year);
}

/**
 * Gives the papers that an id or address names; the one of that name, then the oldest, where several share a repository.
 *
 * @param {Names} names
 * @param {Query} query
 * @returns {Found[]}
 */
function identified(names, { text, identity }) {
  /** @type {Found[]} */
  const found = [];
  for (const paper of names.papers) {
    const fit = identity ? byRegister(paper, identity) : byBareId(paper, text);
    if (fit) found.push({ entry: paper, match: fit });
  }
  const year = (/** @type {Found} */ { entry }) => (entry.kind === "paper" ? entry.year : 0);
  return found.sort((one, other) => one.match.distance - other.match.distance || year(one) - year(other));
}

/**
 * @param {Paper} paper
 * @param {import("./addresses.js").Identity} identity
 * @returns {Match | null}
 */
function byRegister(paper, { register, id }) {
  switch (register) {
    case "timm":
      return byTimm(paper, id);
    case "github":
      return byRepository(paper, id);
    case "cvf":
      return nameOf(id).compact && paper.title.compact.startsWith(nameOf(id).compact) ? match("id", "title", paper.title.text) : null;
    default:
      return paper.ids[register] === id ? match("id", "id", id) : null;
  }
}

/**
 * @param {Paper} paper
 * @param {string} text
 */
function byBareId(paper, text) {
  if (text && paper.ids.openreview === text) return match("id", "id", text);
  return byRepository(paper, repository(text)) ?? (text.includes("_") ? byTimm(paper, text) : null);
}

/**
 * @param {Paper} paper
 * @param {string} id
 */
function byRepository(paper, id) {
  const code = paper.ids.github.find((name) => repository(name) === id);
  if (!code) return null;
  const isNamesake = isSame(nameOf(id.split("/")[1]), paper.name);
  return match("id", "id", code, isNamesake ? 0 : 1);
}

/**
 * @param {Paper} paper
 * @param {string} id
 */
function byTimm(paper, id) {
  const exact = paper.models.find(({ timm }) => timm?.text === id);
  if (exact) return match("id", "timm", id, 0, exact);
  const built = paper.models.find((model) => model.built?.text === architecture(id));
  return built?.timm ? match("id", "timm", built.timm.text, 1, built) : null;
}
