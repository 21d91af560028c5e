// How a query and a name fit as they are typed: as a whole, as a beginning, from some word on, or word by word.

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./entries.js").Paper} Paper
 * @typedef {import("./entries.js").Model} Model
 */

const LEAST_BEGINNING = 2;
const LEAST_INSIDE = 3;
const COMMON = new Set("a an and as at by for from in is of on or the to with via using".split(" "));

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
  if (query.compact.length < LEAST_BEGINNING) return false;
  return name.compact.startsWith(query.compact) || name.sized.startsWith(query.sized);
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
 * Gives the words of a query that tell something; all of them when none does.
 *
 * @param {Name} query
 * @returns {string[]}
 */
export function tellingWords(query) {
  const telling = query.words.filter((word) => !COMMON.has(word));
  return telling.length ? telling : query.words;
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
 * @returns {Name | undefined}
 */
export function authorWith(word, paper) {
  return paper.authors.find((author) => author.words.includes(word)) ?? (word.length > 2 ? paper.authors.find((author) => hasWord(word, author)) : undefined);
}
