// How well a paper or page fits a query that holds misspellings, or more than is known.

import { isSame } from "./fitting.js";
import { match } from "./match.js";
import { wordsLeft } from "./ranking.js";
import { difference, missing, spellingOf, tolerance } from "./spelling.js";

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./entries.js").Paper} Paper
 * @typedef {import("./entries.js").Page} Page
 * @typedef {import("./query.js").Asked} Asked
 * @typedef {import("./match.js").Match} Match
 */

/**
 * Gives the fit of a paper to a query that holds misspellings, or more than is known; null when it is too far away.
 *
 * @param {Asked} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
export function rankNearPaper(query, paper) {
  const name = nearest(query, [paper.name, ...paper.aliases]);
  if (name) return match("near a name", name.name === paper.name ? "name" : "alias", name.name.text, name.apart);
  const own = paper.models.filter((model) => model.own);
  const model = nearest(query, own.map((item) => item.name));
  if (model) return match("near a model", "model", model.name.text, model.apart, own.find((item) => item.name === model.name));
  return knownName(query, paper) ?? nearWords(query, paper);
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
 * Gives the name that differs least from a query, within what may be misspelt; in a beginning that is one letter less.
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
    const { whole, beginning } = difference(query.spelling, name.spelling, most);
    const away = Math.min(whole, beginning < most ? beginning + 0.5 : Infinity);
    if (away < apart) [found, apart] = [name, away];
  }
  return found && { name: found, apart };
}

/**
 * Gives the fit of a paper whose name a query begins with.
 *
 * @param {Asked} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function knownName(query, paper) {
  for (const start of query.starts) {
    const name = [paper.name, ...paper.aliases].find((item) => isSame(start, item));
    if (name) return match("known name", name === paper.name ? "name" : "alias", name.text, wordsLeft(query, start));
  }
  return null;
}

/**
 * Gives the fit of a paper that has every word of a query in its names, title or authors, misspelt or not.
 *
 * @param {Asked} query
 * @param {Paper} paper
 * @returns {Match | null}
 */
function nearWords(query, paper) {
  let [sum, writer] = [0, ""];
  for (const word of query.telling) {
    const found = nearestWord(word, paper);
    if (!found) return null;
    sum += found.apart;
    if (found.author) writer = found.author;
  }
  return writer ? match("near words", "author", writer, sum) : match("near words", "title", paper.title.text, sum);
}

/**
 * @param {string} word
 * @param {Paper} paper
 * @returns {{apart: number, author: string} | null}
 */
function nearestWord(word, paper) {
  let [least, author] = [Infinity, ""];
  const [spelling, most] = [spellingOf(word), tolerance(word.length)];
  for (const name of [paper.name, ...paper.aliases, paper.title, ...paper.authors]) {
    if (missing(spelling, name.spelling) > most) continue;
    for (const known of name.words) {
      const apart = known === word ? 0 : difference(spelling, spellingOf(known), most).whole;
      if (apart < least) [least, author] = [apart, paper.authors.some((author) => author === name) ? name.text : ""];
    }
  }
  return least === Infinity ? null : { apart: least, author };
}
