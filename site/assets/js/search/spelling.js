// Small misspellings: how many letters two words differ by, as far as that is few.

/** @typedef {"whole" | "beginning"} Extent Whether a word is compared with another one, or with the nearest beginning of it. */

/**
 * Gives how many misspellings a word of this length may hold and still be recognised.
 *
 * @param {number} length
 * @returns {number}
 */
export function tolerance(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * Gives the number of letters left out, put in, replaced or swapped with their neighbour; more than `most` is Infinity.
 *
 * Digits are never misspelt: MobileNetV3 is another model than MobileNetV4.
 *
 * @param {string} typed
 * @param {string} known
 * @param {number} most
 * @param {Extent} [extent]
 * @returns {number}
 */
export function distance(typed, known, most, extent = "whole") {
  if (typed.length - known.length > most || (extent === "whole" && known.length - typed.length > most)) return Infinity;
  if (!digitsAgree(typed, known, extent)) return Infinity;
  const compared = known.slice(0, typed.length + most);
  const last = lastRow(typed, compared, most);
  const found = extent === "whole" ? last[compared.length] : Math.min(...last);
  return found <= most ? found : Infinity;
}

/**
 * @param {string} typed
 * @param {string} known
 * @param {Extent} extent
 */
function digitsAgree(typed, known, extent) {
  const [mine, theirs] = [typed, known].map((text) => text.replace(/\D/g, ""));
  return extent === "whole" ? mine === theirs : theirs.startsWith(mine);
}

/**
 * Gives the distances of a text to all beginnings of another one; those beyond the limit may be any number above it.
 *
 * @param {string} typed
 * @param {string} known
 * @param {number} most
 * @returns {number[]}
 */
function lastRow(typed, known, most) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: known.length + 1 }, (_, column) => column);
  for (let line = 1; line <= typed.length; line++) {
    const next = [line];
    for (let column = 1; column <= known.length; column++) {
      const same = typed[line - 1] === known[column - 1];
      next[column] = Math.min(row[column] + 1, next[column - 1] + 1, row[column - 1] + (same ? 0 : 1));
      const swapped = typed[line - 1] === known[column - 2] && typed[line - 2] === known[column - 1];
      if (swapped && line > 1 && column > 1) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    if (Math.min(...next) > most) return next;
    [before, row] = [row, next];
  }
  return row;
}
