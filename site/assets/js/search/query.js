// What somebody typed, taken apart once: words, a year, an id.

import { identityIn } from "./addresses.js";
import { nameOf } from "./entries.js";

/**
 * @typedef {import("./entries.js").Name} Name
 * @typedef {import("./addresses.js").Identity} Identity
 *
 * @typedef {object} Query
 * @property {string} text As typed, without blanks at its ends.
 * @property {Name} name The words without the year.
 * @property {string} year Year that the paper or its venue must bear; empty for any.
 * @property {Identity | null} identity What is meant where an id or address was typed.
 */

/**
 * Takes apart what somebody typed.
 *
 * @param {string} typed
 * @returns {Query}
 */
export function readQuery(typed) {
  const text = typed.trim();
  const year = text.match(/(?<![\w.])(?:19|20)\d\d(?![\w.])/)?.[0] ?? "";
  const rest = nameOf(text.replace(year, " "));
  const isNamed = rest.words.length > 0;
  return { text, name: isNamed ? rest : nameOf(text), year: isNamed ? year : "", identity: identityIn(text) };
}
