// Pinned models of this tab, kept from page to page.
import { MOST_PINS } from "./state.js";

const KEY = "lvkb-pins";

/** Pins of earlier pages of this tab. @param {Set<string>} models @returns {string[]} */
export function storedPins(models) {
  try {
    const pins = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(pins) ? pins.filter((pin) => models.has(pin)).slice(0, MOST_PINS) : [];
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
