// The name index, unpacked: docs/data-format.md says how data/names.json and the files beside it are written.

import { sized, words } from "./folding.js";
import { spellingOf } from "./spelling.js";

/**
 * @typedef {object} NamesData What data/names.json holds.
 * @property {number} version
 * @property {[string, string][]} families
 * @property {PaperColumns} papers
 * @property {{address: string[], title: string[], words: string[][]}} pages
 * @property {string[]} letters First letters that there is a file of authors and titles for.
 * @property {number} titles How many whole titles there are in a file.
 *
 * @typedef {object} PaperColumns
 * @property {string[]} id
 * @property {string[]} name
 * @property {string[][]} aliases
 * @property {number[]} year
 * @property {string[]} venue
 * @property {number[][]} families
 * @property {number[]} official
 * @property {string[]} openreview
 * @property {string[][]} variants
 * @property {string[][]} timm
 *
 * @typedef {object} Name A name in the forms that are compared.
 * @property {string} text As it is written.
 * @property {string[]} words Its words, folded.
 * @property {string} compact The same as one word.
 * @property {string} sized The same with letters for sizes.
 * @property {import("./spelling.js").Spelling} spelling The same, ready to be compared letter by letter.
 *
 * @typedef {Name & {place: number}} Author An author, and how many stand before.
 *
 * @typedef {object} Model
 * @property {Name} name
 * @property {Name | null} timm Name in timm with its tag; null where timm has none.
 * @property {Name | null} built The same without the tag of its weights.
 * @property {boolean} own Whether it bears the name of its paper.
 *
 * @typedef {object} Paper
 * @property {"paper"} kind
 * @property {number} order Its place in the index: papers that most others refer to go first.
 * @property {Name} id
 * @property {string} address Below the home page.
 * @property {Name} name
 * @property {Name[]} aliases Other names; the name without what stands in brackets is one.
 * @property {Name} title What of it was asked for so far: without a text only some of its words, with gaps between.
 * @property {string[]} told The same in parts, each at its place.
 * @property {Author[]} authors Those that were asked for so far, in the order of the paper.
 * @property {number} year
 * @property {Name} venue
 * @property {string[]} families Ids.
 * @property {boolean} official Whether it has official code.
 * @property {{arxiv: string, doi: string, openreview: string, github: string[]}} ids Empty until they were asked for, but for OpenReview's.
 * @property {Model[]} models
 *
 * @typedef {object} Page A topic, or a page of the site itself.
 * @property {"page"} kind
 * @property {number} order
 * @property {string} address
 * @property {Name} title
 * @property {Name[]} aliases
 *
 * @typedef {object} Names
 * @property {Paper[]} papers
 * @property {Page[]} pages
 * @property {Map<string, string>} families Titles by id.
 * @property {Set<string>} letters First letters that there is a file of authors and titles for.
 * @property {number} titles How many whole titles there are in a file.
 */

const LITERAL = "=";
const GAP = "\0"; // a word that nobody types

/**
 * Gives the name index of what data/names.json holds.
 *
 * @param {NamesData} data
 * @returns {Names}
 */
export function readNames(data) {
  const families = data.families.map(([id]) => id);
  return {
    papers: data.papers.id.map((_, order) => paperAt(data.papers, order, families)),
    pages: data.pages.address.map((_, order) => pageAt(data.pages, order)),
    families: new Map(data.families),
    letters: new Set(data.letters),
    titles: data.titles,
  };
}

/**
 * Gives a text in the forms that are compared.
 *
 * @param {string} text
 * @returns {Name}
 */
export function nameOf(text) {
  const parts = words(text);
  const compact = parts.join("");
  return { text, words: parts, compact, sized: sized(parts).join(""), spelling: spellingOf(compact) };
}

/**
 * Gives a title of which some words are known, so that words behind each other are so only where nothing stands between.
 *
 * @param {string[]} told Its parts, each at its place.
 * @returns {Name}
 */
export function partOfTitle(told) {
  const parts = Array.from(told, (text) => (text === undefined ? [GAP] : words(text))).flat();
  const compact = parts.join("");
  return { text: "", words: parts, compact, sized: sized(parts).join(""), spelling: spellingOf(compact) };
}

/**
 * @param {PaperColumns} columns
 * @param {number} order
 * @param {string[]} families
 * @returns {Paper}
 */
function paperAt(columns, order, families) {
  const name = columns.name[order];
  const id = columns.id[order] || name.toLowerCase().replaceAll(" ", "-");
  const names = namesOf(name, columns.aliases[order]);
  return {
    kind: "paper", order, id: nameOf(id), address: `papers/${id}/`,
    name: names[0],
    aliases: names.slice(1),
    title: nameOf(""),
    told: [],
    authors: [],
    year: columns.year[order],
    venue: nameOf(columns.venue[order]),
    families: columns.families[order].map((family) => families[family]),
    official: columns.official[order] === 1,
    ids: { arxiv: "", doi: "", openreview: columns.openreview[order], github: [] },
    models: columns.variants[order].flatMap((text, index) => modelsOf(whole(text, name), columns.timm[order][index] ?? "", names)),
  };
}

/**
 * @param {string} name
 * @param {string[]} aliases
 * @returns {Name[]}
 */
function namesOf(name, aliases) {
  const bare = name.replace(/\s*\([^()]*\)$/, "");
  return [...new Set([name, ...(bare ? [bare] : []), ...aliases])].map(nameOf);
}

/**
 * Gives a model once for each of its names in timm, or once where it has none.
 *
 * @param {string} text
 * @param {string} timms
 * @param {Name[]} families
 * @returns {Model[]}
 */
function modelsOf(text, timms, families) {
  return timms.split(" ").map((timm) => modelOf(text, timm, families));
}

/**
 * @param {string} text
 * @param {string} timm
 * @param {Name[]} families
 * @returns {Model}
 */
function modelOf(text, timm, families) {
  const name = nameOf(text);
  const [linked, built] = timm ? [nameOf(timm), nameOf(architecture(timm))] : [null, null];
  return { name, timm: linked, built, own: families.some((family) => family.compact !== "" && name.compact.startsWith(family.compact)) };
}

/**
 * Gives a name in timm without the tag of its weights.
 *
 * @param {string} timm
 * @returns {string}
 */
export function architecture(timm) {
  return timm.split(".")[0];
}

/**
 * @param {NamesData["pages"]} columns
 * @param {number} order
 * @returns {Page}
 */
function pageAt(columns, order) {
  const [address, title] = [columns.address[order], nameOf(columns.title[order])];
  return { kind: "page", order, address, title, aliases: columns.words[order].map(nameOf) };
}

/**
 * Gives a text that is written without the name that it begins with.
 *
 * @param {string} text
 * @param {string} name
 * @returns {string}
 */
export function whole(text, name) {
  return text.startsWith(LITERAL) ? text.slice(LITERAL.length) : name + text;
}
