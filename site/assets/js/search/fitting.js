// How a query and a name fit as they are typed: as a whole, as a beginning, from some word on, or word by word.

import { sized } from "./folding.js";

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./entries.js").Paper} Paper
 */

const LEAST_BEGINNING = 2;
const LEAST_INSIDE = 3;

/** @param {Name} query @param {Name} name */
export function isWritten(query, name) {
  return query.text.trim().toLowerCase() === name.text.toLowerCase();
}

/** @param {Name} query @param {Name} name */
export function isSame(query, name) {
  return query.compact !== "" && query.compact === name.compact;
}

/** @param {Name} query @param {Name} name */
export function isSameBySize(query, name) {
  return query.sized !== "" && query.sized === name.sized;
}

/** @param {Name} query @param {Name} name */
export function begins(query, name) {
  return query.compact.length >= LEAST_BEGINNING && name.compact.startsWith(query.compact);
}

/** @param {Name} query @param {Name} name */
export function beginsBySize(query, name) {
  return query.compact.length >= LEAST_BEGINNING && name.sized.startsWith(query.sized);
}

/**
 * Tells whether a name begins with the words of a query, none of them cut: "ViT-S/16" with "vit small".
 *
 * @param {Name} query
 * @param {Name} name
 */
export function beginsInWords(query, name) {
  const [asked, known] = [sized(query.words), sized(name.words)];
  return asked.length > 1 && asked.every((word, index) => known[index] === word);
}

/**
 * Tells whether a query stands in a name from the beginning of one of its words on.
 *
 * @param {Name} query
 * @param {Name} name
 */
export function standsIn(query, name) {
  if (query.compact.length < LEAST_INSIDE) return false;
  let at = 0;
  for (const word of name.words) {
    if (name.compact.startsWith(query.compact, at)) return true;
    at += word.length;
  }
  return false;
}

/**
 * Tells whether a word is one of a name's, or the beginning of one.
 *
 * @param {string} word
 * @param {Name} name
 */
export function hasWord(word, name) {
  return name.words.some((known) => (word.length < LEAST_BEGINNING ? known === word : known.startsWith(word)));
}

/**
 * Tells whether a word stands in a paper's name or in another name of it.
 *
 * @param {string} word
 * @param {Paper} paper
 */
export function isNamed(word, paper) {
  return hasWord(word, paper.name) || paper.aliases.some((alias) => hasWord(word, alias));
}

/**
 * Gives the first author whose name has a word.
 *
 * @param {string} word
 * @param {Paper} paper
 * @returns {import("./entries.js").Author | undefined}
 */
export function authorWith(word, paper) {
  const whole = paper.authors.find((author) => author.words.includes(word));
  return whole ?? (word.length > LEAST_BEGINNING ? paper.authors.find((author) => hasWord(word, author)) : undefined);
}
