// The search: a dialog with a combobox, choices and a list. Names answer first, then the text of pages.

import { answerByName, groups, statusOf, wantsText, withText } from "./answer.js";
import { connect, fill } from "./combobox.js";
import { make } from "./elements.js";
import { chosen, fillFacets, makeFacets } from "./facets.js";
import { readNames } from "./names.js";
import { addPart, partsFor, titlesOf } from "./parts.js";
import { advice, group } from "./results.js";
import { findPassages } from "./text.js";

/**
 * @typedef {import("./names.js").Names} Names
 * @typedef {import("./answer.js").Answer} Answer
 *
 * @typedef {object} Dialog
 * @property {HTMLDialogElement} element
 * @property {HTMLInputElement} input
 * @property {HTMLSelectElement[]} facets
 * @property {HTMLElement} status
 * @property {HTMLElement} list
 * @property {HTMLElement} advice What to do when nothing was found.
 * @property {Promise<void>} answered Ends once the list has what names say to what was typed last.
 */

const SITE = new URL("../../../", import.meta.url);
const PAUSE_MS = 250; // in typing, before the text of pages is searched
const MOST_PASSAGES = 6; // each is fetched for its excerpt

/** @type {Names} */
const NO_NAMES = { papers: [], pages: [], families: new Map(), letters: new Set(), titles: 1 };

/** @type {import("./text.js").Passages} */
const NO_TEXT = { shown: [], count: 0, isMissing: true };

/** @type {Promise<Dialog> | null} */
let made = null;
/** @type {Promise<Names> | null} */
let names = null;
/** @type {Map<string, Promise<void>>} */
const parts = new Map(); // of the names, by what they are called
let turn = 0; // only the newest search may show its results
let timer = 0;

/** Makes the dialog, and fetches the names meanwhile. @returns {Promise<Dialog>} */
export function prepareSearch() {
  names ??= loadNames();
  return (made ??= makeDialog());
}

/**
 * Opens the search, with what was typed last selected, or with other words that can be typed on.
 *
 * @param {Dialog} dialog
 * @param {string | null} words
 */
export function openSearch(dialog, words = null) {
  if (!dialog.element.open) dialog.element.showModal();
  if (words === null) dialog.input.select();
  else dialog.input.value = words; // puts the caret at the end
  dialog.answered = search(dialog);
}

/** @returns {Promise<Names>} */
async function loadNames() {
  const index = await load("names.json");
  return index ? readNames(index) : NO_NAMES;
}

/**
 * Gives the names, with the parts of them that a text needs.
 *
 * @param {string} text
 * @returns {Promise<Names>}
 */
async function namesFor(text) {
  const all = (await names) ?? NO_NAMES;
  await addParts(all, partsFor(all, text));
  return all;
}

/**
 * Puts parts into the names; what was fetched is not fetched again.
 *
 * @param {Names} all
 * @param {string[]} needed
 */
async function addParts(all, needed) {
  for (const part of needed) if (!parts.has(part)) parts.set(part, load(`names/${part}.json`).then((data) => data && addPart(all, data)));
  await Promise.all(needed.map((part) => parts.get(part)));
}

/** @param {string} path */
async function load(path) {
  const answer = await fetch(new URL(`data/${path}`, SITE)).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** @returns {Promise<Dialog>} */
async function makeDialog() {
  const input = make("input", {
    type: "search", role: "combobox", placeholder: "Model, paper, author, id or address", autocomplete: "off", spellcheck: "false",
    "aria-label": "Search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "lv-search-list",
  });
  const close = make("button", { type: "button", class: "lv-search__close" }, "Close");
  const facets = makeFacets();
  const status = make("p", { class: "lv-search__status", role: "status" }, "Loading names …");
  const list = make("div", { id: "lv-search-list", role: "listbox", "aria-label": "Results", hidden: "" });
  const nothing = make("div", { class: "lv-search__advice", hidden: "" });
  const element = make("dialog", { class: "lv-search md-typeset", "aria-label": "Search" },
    make("div", { class: "lv-search__head" }, input, close),
    make("div", { class: "lv-search__facets", role: "group", "aria-label": "Narrow the results" }, ...facets),
    status, list, nothing,
    make("p", { class: "lv-search__keys" }, "Arrow keys choose, Enter opens, Esc closes."));
  const dialog = { element, input, facets, status, list, advice: nothing, answered: Promise.resolve() };
  const ask = () => (dialog.answered = search(dialog));
  close.addEventListener("click", () => element.close());
  element.addEventListener("click", (event) => event.target === element && element.close());
  element.addEventListener("keydown", (event) => event.stopPropagation()); // the theme has keys of its own
  input.addEventListener("keydown", (event) => event.key === "Escape" && element.close()); // browsers empty the field first
  input.addEventListener("input", ask);
  for (const facet of facets) facet.addEventListener("change", ask);
  connect(dialog);
  await addStyle();
  document.body.append(element);
  void names?.then((all) => fillFacets(facets, all));
  return dialog;
}

/** Loads the style of the dialog; without it the dialog works all the same. */
function addStyle() {
  const link = make("link", { rel: "stylesheet", href: new URL("assets/css/search.css", SITE).href });
  const settled = new Promise((resolve) => ["load", "error"].forEach((event) => link.addEventListener(event, resolve)));
  document.head.append(link);
  return settled;
}

/** @param {Dialog} dialog */
async function search(dialog) {
  clearTimeout(timer);
  const mine = ++turn;
  const text = dialog.input.value.trim();
  const all = await namesFor(text);
  if (mine !== turn) return;
  const choice = chosen(dialog.facets);
  const answer = answerByName(all, text, choice);
  const isShown = await show(dialog, all, answer, mine);
  if (!isShown || !wantsText(answer)) return;
  timer = window.setTimeout(async () => {
    const take = (/** @type {import("./text.js").Passages} */ passages) => show(dialog, all, withText(answer, passages, pathOf), mine);
    await take(await findPassages(SITE, text, choice, MOST_PASSAGES, take).catch(() => NO_TEXT));
  }, PAUSE_MS);
}

/**
 * Shows an answer with the titles of its papers, unless there is a newer search, and tells whether it did.
 *
 * @param {Dialog} dialog
 * @param {Names} all
 * @param {Answer} answer
 * @param {number} mine Which search it answers.
 */
async function show(dialog, all, answer, mine) {
  const shown = groups(answer);
  await addParts(all, titlesOf(all, shown.flatMap(({ results }) => results.flatMap((result) => ("entry" in result ? result.entry : [])))));
  if (mine !== turn) return false;
  fill(dialog, shown.map((part) => group(part, SITE)), answer.passages !== null);
  dialog.status.textContent = statusOf(answer);
  const isNothing = answer.text !== "" && !shown.length && (answer.passages !== null || !wantsText(answer));
  dialog.advice.replaceChildren(...(isNothing ? advice(answer, SITE) : []));
  dialog.advice.hidden = !isNothing;
  return true;
}

/** @param {string} address */
function pathOf(address) {
  return new URL(address, SITE).pathname;
}
