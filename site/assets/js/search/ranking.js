// How well a paper or page fits a query: what of it fits, and how surely.

import { nameOf } from "./entries.js";
import { authorWith, begins, hasWord, isNamed, isSame, isSameBySize, standsIn, tellingWords } from "./fitting.js";
import { sized } from "./folding.js";
import { distance, tolerance } from "./spelling.js";

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./entries.js").Paper} Paper
 * @typedef {import("./entries.js").Page} Page
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
  "beginning of a model", "model of others", "part of a name", "names and models", "title", "authors", "mixed",
  "near a name", "near a model", "known beginning", "near words",
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

/**
 * Gives the best fit of a paper, or null when it does not fit as it is typed.
 *
 * @param {Name} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
export function rankPaper(query, paper) {
  return wholeName(query, paper) ?? wholeModel(query, paper) ?? beginning(query, paper) ?? inWords(query, paper);
}

/**
 * Gives the best fit of a page, or null when it does not fit as it is typed.
 *
 * @param {Name} query
 * @param {Page} page
 * @returns {Match | null}
 */
export function rankPage(query, page) {
  const known = [page.title, ...page.aliases];
  const same = known.find((name) => isSame(query, name));
  if (same) return match("page", "name", same.text);
  const part = known.find((name) => standsIn(query, name));
  if (part) return match("part of a page's title", "name", part.text, part.compact.length - query.compact.length);
  const everyWord = tellingWords(query).every((word) => hasWord(word, page.title));
  return everyWord ? match("names and models", "name", page.title.text, 1) : null;
}

/**
 * @param {Name} query
 * @param {Paper} paper
 */
function wholeName(query, paper) {
  if (isSame(query, paper.name) || isSame(query, paper.id)) return match("name", "name", paper.name.text);
  const alias = paper.aliases.find((name) => isSame(query, name));
  return alias ? match("alias", "alias", alias.text) : null;
}

/**
 * @param {Name} query
 * @param {Paper} paper
 */
function wholeModel(query, paper) {
  const model = paper.models.find((item) => isSame(query, item.name)) ?? paper.models.find((item) => isSameBySize(query, item.name));
  if (model?.own) return match("model", "model", model.name.text, isSame(query, model.name) ? 0 : 1, model);
  const built = paper.models.find((item) => item.built && isSameBySize(query, item.built));
  return built ? match("model", "timm", textOf(built.timm), 2, built) : null;
}

/**
 * @param {Name} query
 * @param {Paper} paper
 */
function beginning(query, paper) {
  const rest = (/** @type {Name} */ name) => name.compact.length - query.compact.length;
  if (begins(query, paper.name)) return match("beginning of a name", "name", paper.name.text, rest(paper.name));
  const alias = paper.aliases.find((name) => begins(query, name));
  if (alias) return match("beginning of an alias", "alias", alias.text, rest(alias));
  return modelBeginning(query, paper) ?? innerName(query, paper);
}

/**
 * @param {Name} query
 * @param {Paper} paper
 */
function modelBeginning(query, paper) {
  const own = paper.models.find((item) => item.own && begins(query, item.name));
  if (own) return match("beginning of a model", "model", own.name.text, 0, own);
  const linked = paper.models.find((item) => item.timm && begins(query, item.timm));
  if (linked) return match("beginning of a model", "timm", textOf(linked.timm), 1, linked);
  const same = paper.models.find((item) => isSameBySize(query, item.name));
  if (same) return match("model of others", "model", same.name.text, 0, same);
  const other = paper.models.find((item) => begins(query, item.name));
  return other ? match("model of others", "model", other.name.text, 1, other) : null;
}

/**
 * @param {Name} query
 * @param {Paper} paper
 */
function innerName(query, paper) {
  const inner = [paper.name, ...paper.aliases].find((name) => standsIn(query, name));
  if (!inner) return null;
  return match("part of a name", inner === paper.name ? "name" : "alias", inner.text, inner.compact.length - query.compact.length);
}

/**
 * Gives the fit of a paper that has every word of a query somewhere: in its names and one of its models, its title, its authors.
 *
 * @param {Name} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function inWords(query, paper) {
  const asked = tellingWords(query);
  const inTitle = asked.every((word) => hasWord(word, paper.title));
  if (inTitle && !asked.every((word) => isNamed(word, paper))) return match("title", "title", paper.title.text, titleGap(query, paper.title));
  const writers = asked.map((word) => authorWith(word, paper));
  if (writers.every(Boolean)) return match("authors", "author", texts(writers), authorGap(asked, writers, paper));
  const unnamed = asked.filter((word) => !isNamed(word, paper) && !hasWord(word, paper.venue));
  const model = bestModel(unnamed, paper);
  const missing = unnamed.filter((word) => !model || !hasSize(word, model));
  if (!missing.length && unnamed.length < asked.length) {
    return model ? match("names and models", "model", model.name.text, 0, model) : match("names and models", "name", paper.name.text);
  }
  if (!missing.every((word) => hasWord(word, paper.title) || authorWith(word, paper))) return null;
  const writer = missing.map((word) => authorWith(word, paper)).filter((author) => author && !hasWord(author.words[0], paper.title));
  return writer.length ? match("mixed", "author", texts(writer)) : match("mixed", "title", paper.title.text);
}

/**
 * Gives the model that has most of some words.
 *
 * @param {string[]} asked
 * @param {Paper} paper
 * @returns {Model | undefined}
 */
function bestModel(asked, paper) {
  let [best, most] = [/** @type {Model | undefined} */ (undefined), 0];
  for (const model of paper.models) {
    const had = asked.filter((word) => hasSize(word, model)).length;
    if (had > most) [best, most] = [model, had];
  }
  return best;
}

/**
 * @param {string} word
 * @param {Model} model
 */
export function hasSize(word, model) {
  return hasWord(word, model.name) || sized(model.name.words).includes(sized([word])[0]);
}

/**
 * Gives 0 for a title that begins with the query, 1 for one that has it in one piece, 2 for one with its words apart.
 *
 * @param {Name} query
 * @param {Name} title
 */
function titleGap(query, title) {
  if (title.compact.startsWith(query.compact)) return 0;
  return title.compact.includes(query.compact) ? 1 : 2;
}

/**
 * Gives how far authors are from what is usually typed: family names, in the order of the paper, its first author in front.
 *
 * @param {string[]} asked
 * @param {(Name | undefined)[]} writers
 * @param {Paper} paper
 */
function authorGap(asked, writers, paper) {
  const places = writers.map((author) => paper.authors.findIndex((known) => known === author));
  const isInOrder = places.every((place, index) => !index || places[index - 1] <= place);
  const given = asked.filter((word, index) => writers[index]?.words.at(-1) !== word).length;
  return given + (isInOrder ? 0 : 0.5) + (places[0] === 0 ? 0 : 0.25);
}

/** @param {Name | null} name */
function textOf(name) {
  return name?.text ?? "";
}

/** @param {(Name | undefined)[]} found */
function texts(found) {
  return [...new Set(found.map((name) => name?.text ?? ""))].join(", ");
}

/**
 * Gives the fit of a paper to a query that holds misspellings, or more than is known; null when it is too far away.
 *
 * @param {Name} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
export function rankNearPaper(query, paper) {
  const name = nearest(query, [paper.name, ...paper.aliases]);
  if (name) return match("near a name", name.name === paper.name ? "name" : "alias", name.name.text, name.apart);
  const own = paper.models.filter((model) => model.own);
  const model = nearest(query, own.map((item) => item.name));
  if (model) return match("near a model", "model", model.name.text, model.apart, own.find((item) => item.name === model.name));
  return knownBeginning(query, paper) ?? nearWords(query, paper);
}

/**
 * Gives the fit of a page to a query that holds misspellings; null when it is too far away.
 *
 * @param {Name} query
 * @param {Page} page
 * @returns {Match | null}
 */
export function rankNearPage(query, page) {
  const name = nearest(query, [page.title, ...page.aliases]);
  return name ? match("near a name", "name", name.name.text, name.apart) : null;
}

/**
 * Gives the name that differs least from a query, within what may be misspelt.
 *
 * @param {Name} query
 * @param {Name[]} known
 * @returns {{name: Name, apart: number} | null}
 */
function nearest(query, known) {
  const most = tolerance(query.compact.length);
  if (!most) return null;
  let [found, apart] = [/** @type {Name | null} */ (null), Infinity];
  for (const name of known) {
    const whole = distance(query.compact, name.compact, most);
    const away = Math.min(whole, distance(query.compact, name.compact, most, "beginning") + 0.5);
    if (away < apart) [found, apart] = [name, away];
  }
  return found && { name: found, apart };
}

/**
 * Gives the fit of a paper whose name, or a model of which, a query begins with: "DeiT tiny distilled".
 *
 * @param {Name} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function knownBeginning(query, paper) {
  for (let count = query.words.length - 1; count > 0; count--) {
    const start = nameOf(query.words.slice(0, count).join(" "));
    const left = 2 * (query.words.length - count);
    const model = paper.models.find((item) => item.own && isSameBySize(start, item.name));
    if (model) return match("known beginning", "model", model.name.text, left, model);
    const name = [paper.name, ...paper.aliases].find((item) => isSame(start, item));
    if (name) return match("known beginning", name === paper.name ? "name" : "alias", name.text, left);
  }
  return null;
}

/**
 * Gives the fit of a paper that has every word of a query in its names, title or authors, misspelt or not.
 *
 * @param {Name} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function nearWords(query, paper) {
  const asked = tellingWords(query);
  const apart = asked.map((word) => nearestWord(word, paper));
  const sum = apart.reduce((total, found) => total + found.apart, 0);
  if (sum === Infinity) return null;
  const author = apart.find((found) => found.field === "author");
  return author ? match("near words", "author", author.text, sum) : match("near words", "title", paper.title.text, sum);
}

/**
 * @param {string} word
 * @param {Paper} paper
 * @returns {{apart: number, field: Field, text: string}}
 */
function nearestWord(word, paper) {
  let found = { apart: Infinity, field: /** @type {Field} */ ("title"), text: "" };
  const most = tolerance(word.length);
  /** @type {[Field, Name[]][]} */
  const fields = [["name", [paper.name, ...paper.aliases]], ["title", [paper.title]], ["author", paper.authors]];
  for (const [field, names] of fields) {
    for (const name of names) {
      for (const known of name.words) {
        const apart = known === word ? 0 : distance(word, known, most);
        if (apart < found.apart) found = { apart, field, text: name.text };
      }
    }
  }
  return found;
}
