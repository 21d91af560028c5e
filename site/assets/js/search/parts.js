// Parts of the name index that only some queries need: authors and titles by first letters, whole titles, and identities.

import { nameOf, partOfTitle, whole } from "./entries.js";
import { readQuery } from "./query.js";

/**
 * @typedef {import("./entries.js").Names} Names
 *
 * @typedef {object} Letters What data/names/ab.json holds: names and words that begin with these letters.
 * @property {{author: string[], paper: number[], place: number[]}} authors A place in each for an author of a paper.
 * @property {{words: string[], papers: number[][], places: number[][]}} titles A place in each for words of titles.
 *
 * @typedef {object} Titles What data/names/titles-*.json holds.
 * @property {number} first The first paper whose title it has.
 * @property {string[]} whole
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
  if (identity?.register === "cvf") return lettersOf(names, readQuery(identity.id).asked.telling);
  if (identity) return ["identities"];
  return [...(text.includes("/") ? ["identities"] : []), ...lettersOf(names, asked.telling)];
}

/**
 * @param {Names} names
 * @param {string[]} asked
 */
function lettersOf(names, asked) {
  const keys = asked.filter((word) => word.length > 1).map((word) => word.match(KEY)?.[0] ?? OTHER_KEY);
  return [...new Set(keys)].filter((key) => names.letters.has(key));
}

/**
 * Gives the parts that have the whole titles of papers, as far as they are not there.
 *
 * @param {Names} names
 * @param {(import("./names.js").Found["entry"])[]} entries
 * @returns {string[]}
 */
export function titlesOf(names, entries) {
  const lacking = entries.filter((entry) => entry.kind === "paper" && !entry.title.text);
  return [...new Set(lacking.map(({ order }) => `titles-${Math.floor(order / names.titles)}`))];
}

/**
 * Puts a part into the name index.
 *
 * @param {Names} names
 * @param {Letters | Titles | Identities} part
 */
export function addPart(names, part) {
  if ("first" in part) addWhole(names, part);
  else if ("authors" in part) {
    addAuthors(names, part.authors);
    addWords(names, part.titles);
  } else addIdentities(names, part);
}

/**
 * @param {Names} names
 * @param {Titles} part
 */
function addWhole({ papers }, { first, whole: titles }) {
  titles.forEach((text, index) => {
    const paper = papers[first + index];
    paper.title = nameOf(whole(text, paper.name.text));
  });
}

/**
 * @param {Names} names
 * @param {Letters["titles"]} part
 */
function addWords({ papers }, { words, papers: bearers, places }) {
  const changed = new Set(bearers.flat().map((order) => papers[order]).filter(({ title }) => !title.text));
  words.forEach((text, index) => bearers[index].forEach((order, nr) => (papers[order].told[places[index][nr]] = text)));
  for (const paper of changed) paper.title = partOfTitle(paper.told);
}

/**
 * @param {Names} names
 * @param {Letters["authors"]} part
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
