// Pinned rows of this tab, kept from page to page.
import { MOST_PINS } from "./state.js";

const KEY = "lvkb-pins";

/**
 * How addresses name a result that is pinned: its model, with `@` and the setting for a method that is applied to another model.
 * @param {import("./data.js").Catalogue} catalogue
 * @param {number} result
 */
export function pinOf({ ids, raw: { results } }, result) {
  const model = ids[results.model[result]];
  return results.base[result] && results.setting[result] ? `${model}@${results.setting[result]}` : model;
}

/** Pins of earlier pages of this tab. @param {Set<string>} known @returns {string[]} */
export function storedPins(known) {
  try {
    const pins = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(pins) ? pins.filter((pin) => known.has(pin)).slice(0, MOST_PINS) : [];
  } catch {
    return []; // no storage, or not ours
  }
}

/** @param {string[]} pins */
export function storePins(pins) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(pins));
  } catch {
    // without storage the address still has them
  }
}
