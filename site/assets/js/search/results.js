// What the list of results shows: options by name, and options by text, each a link.

import { make } from "./elements.js";

/**
 * @typedef {import("./names.js").Found} Found
 * @typedef {import("./text.js").Passage} Passage
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Shown} Shown
 */

const FIELDS = { name: "", alias: "also", model: "model", timm: "timm", title: "title", author: "by", id: "" };

/**
 * Gives a group of options under its heading.
 *
 * @param {Shown} shown
 * @param {URL} site
 * @returns {HTMLElement}
 */
export function group({ key, heading, results }, site) {
  const id = `lv-search-${key}`;
  const options = results.flatMap((result, index) => ("url" in result ? [textOption(result, site)] : namedOptions(result, site, index === 0)));
  return make("div", { role: "group", "aria-labelledby": id },
    make("div", { id, class: "lv-search__heading", role: "presentation" }, heading), ...options);
}

/**
 * Says what to do when nothing was found.
 *
 * @param {Answer} answer
 * @param {URL} site
 * @returns {HTMLElement[]}
 */
export function advice({ id }, site) {
  const link = (/** @type {string} */ path, /** @type {string} */ text) => make("a", { href: new URL(path, site).href }, text);
  const tries = id
    ? make("p", {}, "No record holds this id. The paper may be here under another one: try its name.")
    : make("p", {}, "Try fewer words, or the beginning of a name. Blanks, hyphens, case and accents do not matter.");
  return [tries, make("p", {}, "Or look through ", link("papers/", "all papers"), " and ", link("taxonomy/", "all topics"), ". Missing? ", link("contribute/", "Add the paper"), ".")];
}

/**
 * Gives the options of one paper or page: itself, and for a model the way to it among all models.
 *
 * @param {Found} found
 * @param {URL} site
 * @param {boolean} isFirst Only the first result has the second way.
 * @returns {HTMLElement[]}
 */
function namedOptions({ entry, match }, site, isFirst) {
  const name = entry.kind === "paper" ? entry.name.text : entry.title.text;
  const page = option(new URL(entry.address, site).href, name, factsOf(entry), secondLine(entry, match));
  if (!isFirst || !match.model) return [page];
  const models = new URL(`models/?q=${encodeURIComponent(match.model.name.text)}`, site);
  return [page, option(models.href, match.model.name.text, "among all models", [], "lv-search__way")];
}

/**
 * Gives the option of a page whose text has the words.
 *
 * @param {Passage} passage
 * @param {URL} site
 * @returns {HTMLElement}
 */
function textOption(passage, site) {
  const facts = [...(passage.filters.Year ?? []), ...(passage.filters.Family ?? [])];
  const folder = new URL(passage.url, site).pathname.slice(site.pathname.length).split("/")[0];
  const line = passage.excerpt.map(({ text, isMarked }) => (isMarked ? make("mark", {}, text) : text));
  return option(passage.url, passage.title, facts.length ? facts.join(" · ") : kindOf(folder), line);
}

/**
 * @param {string} href
 * @param {string} name
 * @param {string} facts
 * @param {(Node | string)[]} line
 * @param {string} [kind]
 * @returns {HTMLElement}
 */
function option(href, name, facts, line, kind = "") {
  const link = make("a", { role: "option", href, tabindex: "-1", "aria-selected": "false", class: kind }, make("b", {}, name), " ", make("small", {}, facts));
  if (line.length) link.append(" ", make("span", {}, ...line));
  return link;
}

/** @param {Found["entry"]} entry */
function factsOf(entry) {
  if (entry.kind === "page") return kindOf(entry.address.split("/")[0]);
  const { year, venue } = entry;
  if (!venue.text) return String(year);
  return venue.text.includes(String(year)) ? venue.text : `${year} · ${venue.text}`;
}

/** @param {string} folder */
function kindOf(folder) {
  return folder === "taxonomy" ? "Topic" : folder === "papers" ? "Paper" : "Page";
}

/**
 * Gives what fits, where that is not the name, and the title of a paper.
 *
 * @param {Found["entry"]} entry
 * @param {Found["match"]} match
 * @returns {(Node | string)[]}
 */
function secondLine(entry, { field, text }) {
  const isSaid = field === "title" || text === (entry.kind === "paper" ? entry.name : entry.title).text;
  const what = isSaid ? [] : [...(FIELDS[field] ? [`${FIELDS[field]} `] : []), make("mark", {}, text)];
  const title = entry.kind === "paper" ? entry.title.text : "";
  return [...what, ...(what.length && title ? [" · "] : []), ...(title ? [title] : [])];
}
