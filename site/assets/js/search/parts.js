// Parts of the name index that only some queries need: authors by the first letters of their names, and identities.

import { nameOf } from "./entries.js";
import { readQuery } from "./query.js";

/**
 * @typedef {import("./entries.js").Names} Names
 *
 * @typedef {object} Authors What data/names/authors-*.json holds, a place in each for an author of a paper.
 * @property {string[]} author
 * @property {number[]} paper
 * @property {number[]} place
 *
 * @typedef {object} Identities What data/names/identities.json holds, a place in each for a paper.
 * @property {string[]} arxiv
 * @property {string[]} doi
 * @property {string[][]} github
 */

const KEY = /^[a-z]{2}/;
const OTHER_KEY = "other";

/**
 * Gives the parts that a text needs, by their names.
 *
 * @param {Names} names
 * @param {string} text
 * @returns {string[]}
 */
export function partsFor(names, text) {
  const { identity, asked } = readQuery(text);
  if (identity || text.includes("/")) return ["identities"];
  const keys = asked.telling.filter((word) => word.length > 1).map((word) => word.match(KEY)?.[0] ?? OTHER_KEY);
  return [...new Set(keys)].filter((key) => names.authors.has(key)).map((key) => `authors-${key}`);
}

/**
 * Puts a part into the name index.
 *
 * @param {Names} names
 * @param {Authors | Identities} part
 */
export function addPart(names, part) {
  if ("author" in part) addAuthors(names, part);
  else addIdentities(names, part);
}

/**
 * @param {Names} names
 * @param {Authors} part
 */
function addAuthors({ papers }, { author, paper, place }) {
  author.forEach((text, index) => {
    const { authors } = papers[paper[index]];
    if (authors.some((known) => known.place === place[index])) return; // it came with another of its names
    authors.push({ ...nameOf(text), place: place[index] });
    authors.sort((one, other) => one.place - other.place);
  });
}

/**
 * @param {Names} names
 * @param {Identities} part
 */
function addIdentities({ papers }, { arxiv, doi, github }) {
  papers.forEach(({ ids, name }, order) => {
    ids.arxiv = arxiv[order];
    ids.doi = doi[order].toLowerCase();
    ids.github = github[order].map((code) => repositoryOf(code, name.text));
  });
}

/**
 * Gives owner and name of a repository; one that bears the paper's name is written without it.
 *
 * @param {string} code
 * @param {string} name
 * @returns {string}
 */
function repositoryOf(code, name) {
  return code.endsWith("/") ? code + name : code;
}
