// What the parts of the workspace share: data, state and the ways to change it.

/** @typedef {import("./data.js").Catalogue} Catalogue */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./filters.js").Selection} Selection */
/** @typedef {import("./filters.js").Row} Row */
/**
 * Addresses that depend on where the page lies.
 * @typedef {object} Places
 * @property {(id: string, model?: string) => string} paper
 * @property {(fields: Record<string, string>) => string} report the address of the form for a wrong number, filled in
 * @property {string} method
 * @property {string} data folder of the data files
 */
/**
 * @typedef {object} App
 * @property {Catalogue} catalogue
 * @property {import("./evidence.js").Evidence} evidence
 * @property {import("./popover.js").Popover} popover
 * @property {Places} places
 * @property {{params: number[], gmacs: number}} budgets usual limits on parameters, in millions, and on multiply-adds that goes with each
 * @property {State} state
 * @property {Selection} selection
 * @property {import("./columns.js").Context} context
 * @property {(patch: Partial<State>, isTyping?: boolean) => void} change writes the address and shows the new state
 * @property {(text: string) => void} say tells a short message, to the eye and to screen readers
 */
/**
 * @typedef {object} ViewPart
 * @property {(element: HTMLElement) => void} enter
 * @property {() => void} update
 * @property {() => void} leave
 * @property {() => Row[]} rows in the order shown
 * @property {() => import("./columns.js").Column[]} columns as shown
 */

/** The name of a result's model. @param {Catalogue} catalogue @param {number} result */
export function nameOf({ raw }, result) {
  return raw.models.name[raw.results.model[result]];
}

/** Paper and year behind a name. @param {Catalogue} catalogue @param {number} result */
export function bylineOf(catalogue, result) {
  const { papers } = catalogue.raw;
  const paper = catalogue.paper(result);
  return `${papers.name[paper]} · ${papers.year[paper]}`;
}

/** The address of a result's paper. @param {App} app @param {number} result */
export function pageOf({ catalogue, places }, result) {
  return places.paper(catalogue.raw.papers.id[catalogue.paper(result)]);
}
