// What the search has to say to a text and choices, and in which order; no elements here.

import { hasChosen } from "./facets.js";
import { find, isSure } from "./names.js";
import { readQuery } from "./query.js";

/**
 * @typedef {import("./names.js").Names} Names
 * @typedef {import("./names.js").Found} Found
 * @typedef {import("./text.js").Passage} Passage
 * @typedef {import("./text.js").Passages} Passages
 *
 * @typedef {object} Answer
 * @property {string} text What was typed.
 * @property {string} id The id that was typed, where it is one: its text need not be searched.
 * @property {boolean} isIdle Nothing was typed or chosen.
 * @property {Found[]} named
 * @property {boolean} near No name fits as it is typed.
 * @property {Passages | null} passages Null until the text of pages was searched.
 *
 * @typedef {object} Shown The results to show, in groups.
 * @property {"names" | "text"} key
 * @property {string} heading
 * @property {(Found | Passage)[]} results
 */

const MOST_NAMED = 8;

/**
 * Gives what the names say; for choices without a text the papers that have them, the newest first.
 *
 * @param {Names} names
 * @param {string} text
 * @param {Record<string, string>} choice
 * @returns {Answer}
 */
export function answerByName(names, text, choice) {
  const isNarrowed = Object.keys(choice).length > 0;
  const { found, near } = text ? find(names, text) : { found: isNarrowed ? newest(names) : [], near: false };
  const named = isNarrowed ? found.filter(({ entry }) => entry.kind === "paper" && hasChosen(entry, names, choice)) : found;
  return { text, id: readQuery(text).identity?.id ?? "", isIdle: !text && !isNarrowed, named, near, passages: null };
}

/**
 * @param {Names} names
 * @returns {Found[]}
 */
function newest(names) {
  const papers = [...names.papers].sort((one, other) => other.year - one.year || one.order - other.order);
  return papers.map((entry) => ({ entry, match: { rank: 0, distance: 0, field: "name", text: entry.name.text } }));
}

/**
 * Tells whether the text of pages is to be searched too.
 *
 * @param {Answer} answer
 */
export function wantsText({ text, id }) {
  return text !== "" && id === "";
}

/**
 * Gives the results to show. Names that fit but roughly wait for all of the text, and stand behind what it has.
 *
 * @param {Answer} answer
 * @returns {Shown[]}
 */
export function groups(answer) {
  const { named, near, passages } = answer;
  const isRough = near && !named.some(isSure);
  if (isRough && !passages) return [];
  const first = isRough && passages?.isFirst ? [] : named.slice(0, MOST_NAMED);
  const others = passages?.shown ?? [];
  /** @type {Shown[]} */
  const shown = [
    { key: "names", heading: headed(near ? "Nearest names" : "By name", first.length, named.length), results: first },
    { key: "text", heading: headed("In the text", others.length, passages?.count ?? 0), results: others },
  ];
  return (isRough ? shown.reverse() : shown).filter(({ results }) => results.length > 0);
}

/**
 * Gives an answer with what the text of pages says, without the pages that stand among the names.
 *
 * @param {Answer} answer
 * @param {Passages} passages
 * @param {(address: string) => string} pathOf Gives the path of an address on this site.
 * @returns {Answer}
 */
export function withText(answer, passages, pathOf) {
  const paths = new Set(answer.named.slice(0, MOST_NAMED).map(({ entry }) => pathOf(entry.address)));
  const shown = passages.shown.filter(({ url }) => !paths.has(pathOf(url)));
  return { ...answer, passages: { ...passages, shown, count: passages.count - passages.shown.length + shown.length } };
}

/**
 * @param {string} heading
 * @param {number} shown
 * @param {number} all
 */
function headed(heading, shown, all) {
  return shown < all ? `${heading}, the first ${shown} of ${all}` : heading;
}

/**
 * Gives in one sentence what was found.
 *
 * @param {Answer} answer
 * @returns {string}
 */
export function statusOf(answer) {
  const { text, id, isIdle, named, near, passages } = answer;
  if (isIdle) return "Type a name, an author, an id or an address; or choose a family, a year or code.";
  if (!text) return counted(named.length, "paper");
  const isPending = wantsText(answer) && (!passages || passages.isFirst);
  const byName = !named.length ? "" : near ? counted(named.length, "near name") : `${named.length} by name`;
  const byText = !passages?.count ? "" : `${passages.count}${named.length ? " more" : ""} by text`;
  const found = [byName, byText].filter(Boolean).join(", ");
  if (isPending) return `${found || "No name yet"} for “${text}”; searching the text …`;
  const missing = passages?.isMissing ? " This copy of the site has no search index: only names are searched." : "";
  return `${found ? `${found} for “${text}”.` : `Nothing found for “${id || text}”.`}${missing}`;
}

/**
 * @param {number} count
 * @param {string} noun
 */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
