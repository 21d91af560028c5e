// How well a paper or page fits a query as it is typed: what of it fits, and how surely.

import { authorWith, begins, beginsBySize, beginsInWords, hasWord, isNamed, isSame, isSameBySize, isWritten, standsIn } from "./fitting.js";
import { sized } from "./folding.js";
import { match } from "./match.js";

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./entries.js").Author} Author
 * @typedef {import("./entries.js").Paper} Paper
 * @typedef {import("./entries.js").Page} Page
 * @typedef {import("./entries.js").Model} Model
 * @typedef {import("./query.js").Asked} Asked
 * @typedef {import("./match.js").Match} Match
 */

/**
 * Gives the best fit of a paper, or null when it does not fit as it is typed.
 *
 * @param {Asked} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
export function rankPaper(query, paper) {
  return wholeName(query, paper) ?? wholeModel(query, paper)
    ?? beginning(query, paper) ?? inWords(query, paper) ?? knownModel(query, paper)
    ?? mixed(query.telling, paper);
}

/**
 * Gives the best fit of a page, or null when it does not fit as it is typed.
 *
 * @param {Asked} query
 * @param {Page} page
 * @returns {Match | null}
 */
export function rankPage(query, page) {
  const known = [page.title, ...page.aliases];
  const same = known.find((name) => isSame(query, name));
  if (same) return match("page", "name", same.text);
  const part = known.find((name) => standsIn(query, name));
  if (part) return match("part of a page's title", "name", part.text, part.compact.length - query.compact.length);
  const everyWord = query.telling.every((word) => hasWord(word, page.title));
  return everyWord ? match("names and models", "name", page.title.text, 1) : null;
}

/**
 * Gives the fit of a paper that bears a name: as it is written before as it is folded, since SP-ViT is not SPViT.
 *
 * @param {Name} query
 * @param {Paper} paper
 */
function wholeName(query, paper) {
  if (isWritten(query, paper.name)) return match("name", "name", paper.name.text);
  const written = paper.aliases.find((name) => isWritten(query, name));
  if (written) return match("name", "alias", written.text, 1);
  if (isSame(query, paper.name) || isSame(query, paper.id)) return match("name", "name", paper.name.text, 2);
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
  if (built) return match("model", "timm", textOf(built.timm), 2, built);
  const begun = paper.models.find((item) => item.own && beginsInWords(query, item.name));
  return begun ? match("model", "model", begun.name.text, 3, begun) : null;
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
  const own = paper.models.find((item) => item.own && beginsBySize(query, item.name));
  if (own) return match("beginning of a model", "model", own.name.text, 0, own);
  const linked = paper.models.find((item) => item.timm && beginsBySize(query, item.timm));
  if (linked) return match("beginning of a model", "timm", textOf(linked.timm), 1, linked);
  const same = paper.models.find((item) => isSameBySize(query, item.name));
  if (same) return match("model of others", "model", same.name.text, 0, same);
  const other = paper.models.find((item) => beginsBySize(query, item.name));
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
 * Gives the fit of a paper that has every word of a query: in names and one of its models, in its title, or in its authors.
 *
 * @param {Asked} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function inWords(query, paper) {
  const phrase = phraseGap(query, paper.title);
  if (phrase < Infinity) return match("phrase of a title", "title", paper.title.text, phrase);
  const named = inNames(query.telling, paper);
  if (named) return named;
  if (query.telling.every((word) => hasWord(word, paper.title))) return match("title", "title", paper.title.text);
  const writers = writersOf(query.telling, paper);
  return writers && match("authors", "author", texts(writers), authorGap(query.telling, writers));
}

/**
 * Gives the fit of a paper whose name has some of the words, and one of its models or its venue the others.
 *
 * @param {string[]} asked
 * @param {Paper} paper
 * @returns {Match | null}
 */
function inNames(asked, paper) {
  const others = asked.filter((word) => !isNamed(word, paper) && !hasWord(word, paper.venue));
  if (others.length === asked.length) return null;
  if (!others.length) return match("names and models", "name", paper.name.text);
  const model = paper.models.find((item) => others.every((word) => hasSize(word, item)));
  return model ? match("names and models", "model", model.name.text, 0, model) : null;
}

/**
 * Gives the fit of a paper one of whose models a query begins with: "DeiT tiny distilled".
 *
 * @param {Asked} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function knownModel(query, paper) {
  for (const start of query.starts.filter((name) => name.words.length > 1)) {
    const model = paper.models.find((item) => item.own && isSameBySize(start, item.name));
    if (model) return match("known model", "model", model.name.text, wordsLeft(query, start), model);
  }
  return null;
}

/**
 * @param {Asked} query
 * @param {Name} start
 * @returns {number}
 */
export function wordsLeft(query, start) {
  return query.words.length - start.words.length;
}

/**
 * Gives the fit of a paper that has every word somewhere: in names, models, title or authors.
 *
 * @param {string[]} asked
 * @param {Paper} paper
 * @returns {Match | null}
 */
function mixed(asked, paper) {
  const others = asked.filter((word) => !isNamed(word, paper) && !hasWord(word, paper.title) && !hasWord(word, paper.venue));
  const model = paper.models.find((item) => others.some((word) => hasSize(word, item)));
  const missing = others.filter((word) => !model || !hasSize(word, model));
  const writers = missing.flatMap((word) => authorWith(word, paper) ?? []);
  if (writers.length < missing.length) return null;
  if (writers.length) return match("mixed", "author", texts(writers));
  return model ? match("mixed", "model", model.name.text, 0, model) : match("mixed", "title", paper.title.text);
}

/**
 * @param {string} word
 * @param {Model} model
 */
function hasSize(word, model) {
  return hasWord(word, model.name) || sized(model.name.words).includes(sized([word])[0]);
}

/**
 * Gives 0 for a title that begins with the words of a query, 1 for one that has them in one piece, else Infinity.
 *
 * @param {Name} query
 * @param {Name} title
 */
function phraseGap(query, title) {
  if (query.words.length < 2 || !standsIn(query, title)) return Infinity;
  return title.compact.startsWith(query.compact) ? 0 : 1;
}

/**
 * Gives the author that every word belongs to: one for all words where there is one; null where a word is nobody's.
 *
 * @param {string[]} asked
 * @param {Paper} paper
 * @returns {Author[] | null}
 */
function writersOf(asked, paper) {
  const one = paper.authors.find((author) => asked.every((word) => author.words.includes(word)));
  if (one) return asked.map(() => one);
  const writers = asked.flatMap((word) => authorWith(word, paper) ?? []);
  return writers.length === asked.length ? writers : null;
}

/**
 * Gives how far authors are from what is usually typed: one author, or family names in the order of the paper.
 *
 * @param {string[]} asked
 * @param {Author[]} writers
 */
function authorGap(asked, writers) {
  const places = writers.map(({ place }) => place);
  const isOne = asked.length > 1 && places.every((place) => place === places[0]);
  const isInOrder = places.every((place, index) => !index || places[index - 1] <= place);
  const given = asked.filter((word, index) => writers[index].words.at(-1) !== word).length;
  return (isOne ? 0 : asked.length - 1 + given) + (isInOrder ? 0 : 0.5) + (places[0] === 0 ? 0 : 0.25);
}

/** @param {Name | null} name */
function textOf(name) {
  return name?.text ?? "";
}

/** @param {Name[]} found */
function texts(found) {
  return [...new Set(found.map((name) => name.text))].join(", ");
}
