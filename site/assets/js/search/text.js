// Search in the text of pages, by Pagefind; its parts are fetched on the first use.

import { plain } from "./folding.js";

/**
 * @typedef {object} Passage A page whose text has all words.
 * @property {string} url
 * @property {string} title
 * @property {Record<string, string[]>} filters What the page says of its family, year and code.
 * @property {{text: string, isMarked: boolean}[]} excerpt
 *
 * @typedef {object} Passages
 * @property {Passage[]} shown
 * @property {number} count How many pages there are.
 * @property {boolean} [isMissing] The site has no index of its text.
 *
 * @typedef {object} Fragment What Pagefind tells of a page.
 * @property {string} url
 * @property {string} content
 * @property {string} excerpt HTML with `mark`, whose text comes from records.
 * @property {Record<string, string>} meta
 * @property {Record<string, string[]>} filters
 *
 * @typedef {object} Pagefind
 * @property {(options: object) => Promise<void>} options
 * @property {(text: string, options: {filters: Record<string, string>}) => Promise<{results: {data: () => Promise<Fragment>}[]}>} search
 */

const EXCERPT_WORDS = 24;
const LEAST_LETTERS = 4;

/** @type {Promise<Pagefind> | null} */
let engine = null;

/**
 * @param {URL} site
 * @returns {Promise<Pagefind>}
 */
function load(site) {
  engine ??= import(new URL("pagefind/pagefind.js", site).href).then(async (/** @type {Pagefind} */ pagefind) => {
    await pagefind.options({ baseUrl: site.pathname, excerptLength: EXCERPT_WORDS, noWorker: true });
    return pagefind;
  });
  return engine;
}

/**
 * Gives the pages whose text has all words of a query, the best first.
 *
 * @param {URL} site The home page.
 * @param {string} text
 * @param {Record<string, string>} filters Values that pages must have, by facet.
 * @param {number} most How many are shown.
 * @returns {Promise<Passages>}
 */
export async function findPassages(site, text, filters, most) {
  const pagefind = await load(site);
  const { results } = await pagefind.search(text, { filters });
  const best = await Promise.all(results.slice(0, most).map((result) => result.data()));
  const fitting = best.filter((page) => hasAllWords(page, text));
  const count = fitting.length < best.length ? fitting.length : results.length;
  return { shown: fitting.map(passage), count };
}

/**
 * Tells whether a page has the beginning of each word: for a word that it does not know, Pagefind takes the longest
 * beginning that it knows, down to a single letter.
 *
 * @param {Fragment} page
 * @param {string} text
 */
function hasAllWords(page, text) {
  const content = plain(`${page.meta.title} ${page.content}`);
  return plain(text).split(/[^\p{L}\p{N}]+/u).every((word) => content.includes(word.slice(0, LEAST_LETTERS)));
}

/**
 * @param {Fragment} page
 * @returns {Passage}
 */
function passage(page) {
  const title = (page.meta.title ?? page.url).replace(/\s*¶$/, "");
  return { url: page.url, title, filters: page.filters, excerpt: excerpt(page.excerpt) };
}

/** @param {string} html */
function excerpt(html) {
  const nodes = [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
  return nodes.map((node) => ({ text: (node.textContent ?? "").replaceAll("¶", ""), isMarked: node.nodeName === "MARK" }));
}
