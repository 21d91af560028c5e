// Search in the text of pages, by Pagefind; its parts are fetched on the first use.

import { plain } from "./folding.js";
import { withoutCommon } from "./query.js";

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
 * @property {boolean} [isFirst] The best page alone: others follow.
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
 * Gives the pages whose text has all words of a query, the best first. Each page is fetched for its excerpt.
 *
 * @param {URL} site The home page.
 * @param {string} typed
 * @param {Record<string, string>} filters Values that pages must have, by facet.
 * @param {number} most How many are shown.
 * @param {(passages: Passages) => void} take Takes the best page, before the others are fetched.
 * @returns {Promise<Passages>}
 */
export async function findPassages(site, typed, filters, most, take) {
  const text = withoutCommon(typed);
  const pagefind = await load(site);
  const { results } = await pagefind.search(text, { filters });
  const best = results.slice(0, most);
  const first = await firstFitting(best, text);
  if (first && best.length > 1) take({ shown: [passage(first)], count: 1, isFirst: true });
  const pages = await Promise.all(best.map((result) => result.data()));
  const fitting = pages.filter((page) => hasAllWords(page, text));
  const count = fitting.length < best.length ? fitting.length : results.length;
  return { shown: fitting.map(passage), count };
}

/**
 * Gives the best page that has all words, fetching one after the other; what was fetched is not fetched again.
 *
 * @param {{data: () => Promise<Fragment>}[]} results
 * @param {string} text
 */
async function firstFitting(results, text) {
  for (const result of results) {
    const page = await result.data();
    if (hasAllWords(page, text)) return page;
  }
  return null;
}

/**
 * Tells whether a page has the first half of each word. For a word that it does not know, Pagefind takes the longest
 * beginning that it knows, down to a single letter; other endings of a word that it knows are meant to be found.
 *
 * @param {Fragment} page
 * @param {string} text
 */
function hasAllWords(page, text) {
  const spelt = plain([...Object.values(page.meta), page.content].join(" "));
  const content = `${spelt} ${spelt.replaceAll("-", "")}`; // "re-parameterise" is found as one word too
  const beginning = (/** @type {string} */ word) => word.slice(0, Math.max(LEAST_LETTERS, Math.ceil(word.length / 2)));
  return plain(text).split(/[^\p{L}\p{N}]+/u).every((word) => content.includes(beginning(word)));
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
