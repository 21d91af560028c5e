// What somebody typed, taken apart once: words, a year, an id.

import { identityIn } from "./addresses.js";
import { nameOf } from "./entries.js";

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./addresses.js").Identity} Identity
 *
 * @typedef {Name & AskedParts} Asked The words that are looked for.
 *
 * @typedef {object} AskedParts
 * @property {string[]} telling Words that tell something; all of them when none does.
 * @property {Name[]} starts What the text begins with, from all but the last word to the first alone.
 *
 * @typedef {object} Query
 * @property {string} text As typed, without blanks at its ends.
 * @property {Asked} asked Its words without the year.
 * @property {string} year Year that the paper or its venue must bear; empty for any.
 * @property {Identity | null} identity What is meant where an id or address was typed.
 */

/** A year that stands alone, or in brackets. */
const YEAR = /(?<![^\s(,])(?:19|20)\d\d(?![^\s),])/;

const COMMON = new Set("a an and as at by for from in is of on or the to with via using".split(" "));

/**
 * Takes apart what somebody typed.
 *
 * @param {string} typed
 * @returns {Query}
 */
export function readQuery(typed) {
  const text = typed.trim();
  const year = text.match(YEAR)?.[0] ?? "";
  const rest = nameOf(text.replace(year, " "));
  const isNamed = rest.words.length > 0;
  return { text, asked: askedFor(isNamed ? rest : nameOf(text)), year: isNamed ? year : "", identity: identityIn(text) };
}

/**
 * Gives a text without words that tell nothing, for a search in which each word costs a request; a phrase in quotes keeps them.
 *
 * @param {string} text
 * @returns {string}
 */
export function withoutCommon(text) {
  if (text.includes('"')) return text;
  return text.split(/\s+/).filter((word) => !COMMON.has(word.toLowerCase())).join(" ") || text;
}

/**
 * @param {Name} name
 * @returns {Asked}
 */
function askedFor(name) {
  const telling = name.words.filter((word) => !COMMON.has(word));
  const counts = name.words.slice(1).map((_, index) => name.words.length - 1 - index);
  const starts = counts.map((count) => nameOf(name.words.slice(0, count).join(" ")));
  return { ...name, telling: telling.length ? telling : name.words, starts };
}
