// The choices that narrow results: family, year, code. They come from the name index.

import { make } from "./elements.js";

/**
 * @typedef {import("./entries.js").Names} Names
 * @typedef {import("./entries.js").Paper} Paper
 *
 * @typedef {object} Facet
 * @property {string} name As Pagefind knows it.
 * @property {(paper: Paper, names: Names) => string[]} values What a paper has.
 * @property {string} any What is shown while nothing is chosen.
 */

/** @type {Facet[]} */
const FACETS = [
  { name: "Family", any: "Any family", values: (paper, { families }) => paper.families.map((id) => families.get(id) ?? id) },
  { name: "Year", any: "Any year", values: (paper) => [String(paper.year)] },
  { name: "Code", any: "Any code", values: (paper) => [paper.official ? "yes" : "no"] },
];

const LABELS = new Map([["yes", "Official code"], ["no", "No official code"]]);

/** Makes the empty choices. */
export function makeFacets() {
  return FACETS.map(({ name, any }) => make("select", { name, "aria-label": name }, make("option", { value: "" }, any)));
}

/**
 * Fills the choices, each value with the number of its papers.
 *
 * @param {HTMLSelectElement[]} selects
 * @param {Names} names
 */
export function fillFacets(selects, names) {
  FACETS.forEach((facet, index) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const paper of names.papers) for (const value of facet.values(paper, names)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = facet.name === "Family" ? [...names.families.values()].filter((value) => counts.has(value)) : [...counts.keys()].sort().reverse();
    selects[index].append(...values.map((value) => make("option", { value }, `${LABELS.get(value) ?? value} (${counts.get(value)})`)));
  });
}

/**
 * Gives the chosen values by facet.
 *
 * @param {HTMLSelectElement[]} selects
 * @returns {Record<string, string>}
 */
export function chosen(selects) {
  return Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
}

/**
 * Tells whether a paper has all chosen values.
 *
 * @param {Paper} paper
 * @param {Names} names
 * @param {Record<string, string>} choice
 */
export function hasChosen(paper, names, choice) {
  return FACETS.every(({ name, values }) => !choice[name] || values(paper, names).includes(choice[name]));
}
