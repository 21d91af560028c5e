// Search by name: which papers, models and pages a text means, and how surely. Pure functions over the name index.

import { repository } from "./addresses.js";
import { architecture, nameOf, readNames } from "./entries.js";
import { authorWith, hasWord, isNamed, isSame, standsIn, tellingWords } from "./fitting.js";
import { readQuery } from "./query.js";
import { RANKS, hasSize, match, rankNearPage, rankNearPaper, rankPage, rankPaper } from "./ranking.js";

/**
 * @typedef {import("./entries.js").Names} Names
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./entries.js").Paper} Paper
 * @typedef {import("./entries.js").Page} Page
 * @typedef {import("./entries.js").Model} Model
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./ranking.js").Match} Match
 *
 * @typedef {object} Found
 * @property {Paper | Page} entry
 * @property {Match} match What of it fits, and how well.
 *
 * @typedef {object} Kept What a table keeps of its rows.
 * @property {boolean} everything Nothing was typed.
 * @property {boolean} near Nothing fits as it is typed: these are the nearest names.
 * @property {Set<string>} papers Ids of papers of which every model is kept.
 * @property {Set<string>} models Models that are kept of other papers, as `paper-id/Name of the model`.
 * @property {(paper: string, model: string) => boolean} has Tells whether a model of a paper is kept.
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
  if (!query.text) return { found: [], near: false };
  const known = identified(names, query);
  if (known.length || query.identity) return { found: known, near: false };
  const found = ranked(names, query, rankPaper, rankPage);
  if (found.length) return { found, near: false };
  const near = ranked(names, query, rankNearPaper, rankNearPage);
  return near.length || !query.year ? { found: near, near: true } : { ...find(names, query.text.replace(query.year, " ")), near: true };
}

/**
 * Tells whether something was surely meant: it fits as it is typed, or differs by a few letters only.
 *
 * @param {Found} found
 */
export function isSure({ match: { rank } }) {
  return rank <= RANKS.indexOf("near a model");
}

/**
 * Gives the models that a table keeps when somebody filters it by a text.
 *
 * @param {Names} names
 * @param {string} text
 * @returns {Kept}
 */
export function keep(names, text) {
  const query = readQuery(text);
  if (!query.text) return kept(new Set(), new Set(), { everything: true });
  const known = identified(names, query);
  if (known.length || query.identity) return keptOf(known);
  const [papers, models] = [new Set(), new Set()];
  for (const paper of names.papers) {
    if (!isOfYear(paper, query.year)) continue;
    if (fitsPaper(query.name, paper)) papers.add(paper.id.text);
    else for (const model of paper.models) if (fitsModel(query.name, paper, model)) models.add(`${paper.id.text}/${model.name.text}`);
  }
  return papers.size || models.size ? kept(papers, models) : keptOf(find(names, text).found, true);
}

/**
 * @param {Found[]} found
 * @param {boolean} [near]
 */
function keptOf(found, near = false) {
  const [papers, models] = [new Set(), new Set()];
  for (const { entry, match: { model } } of found) {
    if (entry.kind === "paper" && model) models.add(`${entry.id.text}/${model.name.text}`);
    else if (entry.kind === "paper") papers.add(entry.id.text);
  }
  return kept(papers, models, { near });
}

/**
 * @param {Set<string>} papers
 * @param {Set<string>} models
 * @param {{everything?: boolean, near?: boolean}} [how]
 * @returns {Kept}
 */
function kept(papers, models, { everything = false, near = false } = {}) {
  const has = (/** @type {string} */ paper, /** @type {string} */ model) => everything || papers.has(paper) || models.has(`${paper}/${model}`);
  return { everything, near, papers, models, has };
}

/**
 * Tells whether all models of a paper fit a query, since the paper itself does.
 *
 * @param {Name} query
 * @param {Paper} paper
 */
function fitsPaper(query, paper) {
  if ([paper.name, ...paper.aliases].some((name) => isSame(query, name) || standsIn(query, name))) return true;
  return tellingWords(query).every((word) => isOfPaper(word, paper));
}

/**
 * @param {string} word
 * @param {Paper} paper
 */
function isOfPaper(word, paper) {
  return isNamed(word, paper) || hasWord(word, paper.title) || hasWord(word, paper.venue) || authorWith(word, paper) !== undefined;
}

/**
 * @param {Name} query
 * @param {Paper} paper
 * @param {Model} model
 */
function fitsModel(query, paper, model) {
  const bySize = { ...model.name, compact: model.name.sized };
  if (standsIn(query, model.name) || bySize.compact.startsWith(query.sized)) return true;
  if (model.timm?.compact.startsWith(query.compact)) return true;
  return tellingWords(query).every((word) => hasSize(word, model) || isOfPaper(word, paper));
}

/**
 * Gives the papers and pages that fit, in order.
 *
 * @param {Names} names
 * @param {Query} query
 * @param {(query: Name, paper: Paper) => Match | null} ofPaper
 * @param {(query: Name, page: Page) => Match | null} ofPage
 * @returns {Found[]}
 */
function ranked(names, query, ofPaper, ofPage) {
  /** @type {Found[]} */
  const found = [];
  for (const paper of names.papers) {
    const fit = isOfYear(paper, query.year) ? ofPaper(query.name, paper) : null;
    if (fit) found.push({ entry: paper, match: fit });
  }
  for (const page of query.year ? [] : names.pages) {
    const fit = ofPage(query.name, page);
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
  if (paper.ids.openreview === text) return match("id", "id", text);
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
