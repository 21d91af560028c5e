// Small misspellings: by how many letters two words differ, as far as that is few.

/**
 * @typedef {object} Spelling A word, ready to be compared with many others.
 * @property {string} text
 * @property {number} letters A bit for each letter that it has.
 * @property {string} digits
 *
 * @typedef {object} Difference Numbers of letters; Infinity for more than the most that was asked for.
 * @property {number} whole From one word to the other.
 * @property {number} beginning From one word to the nearest beginning of the other.
 */

const FAR = { whole: Infinity, beginning: Infinity };
const FIRST_LETTER = 97;

/**
 * Gives how many letters of a word this long may be wrong.
 *
 * @param {number} length
 * @returns {number}
 */
export function tolerance(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/** @type {Map<string, Spelling>} */
const seen = new Map(); // titles and authors share most of their words

/**
 * Makes a word ready to be compared.
 *
 * @param {string} text
 * @returns {Spelling}
 */
export function spellingOf(text) {
  const spelling = seen.get(text) ?? newSpelling(text);
  seen.set(text, spelling);
  return spelling;
}

/**
 * @param {string} text
 * @returns {Spelling}
 */
function newSpelling(text) {
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index) - FIRST_LETTER;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
  }
  return { text, letters, digits: text.replace(/\D/g, "") };
}

/**
 * Gives by how many letters a word differs from a known one: left out, put in, replaced, or swapped with the next.
 *
 * Digits are never misspelt: MobileNetV3 is another model than MobileNetV4.
 *
 * @param {Spelling} typed
 * @param {Spelling} known
 * @param {number} most
 * @returns {Difference}
 */
export function difference(typed, known, most) {
  if (typed.text.length - known.text.length > most || missing(typed, known) > most) return FAR;
  if (!known.digits.startsWith(typed.digits)) return FAR;
  const last = lastRow(typed.text, known.text.slice(0, typed.text.length + most), most);
  if (!last) return FAR;
  const beginning = Math.min(...last);
  const isWhole = known.text.length < last.length && known.digits === typed.digits;
  const whole = isWhole ? last[known.text.length] : Infinity;
  return { whole: whole <= most ? whole : Infinity, beginning: beginning <= most ? beginning : Infinity };
}

/**
 * Counts the letters of a word that another one has nowhere: it differs by at least as many.
 *
 * @param {Spelling} typed
 * @param {Spelling} known
 * @returns {number}
 */
export function missing(typed, known) {
  let [count, left] = [0, typed.letters & ~known.letters];
  for (; left; left &= left - 1) count++;
  return count;
}

/**
 * Gives the distances from a word to all beginnings of another one, or null when none is near enough.
 *
 * Source: optimal string alignment (Damerau 1964), row by row.
 *
 * @param {string} typed
 * @param {string} known
 * @param {number} most
 * @returns {number[] | null}
 */
function lastRow(typed, known, most) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: known.length + 1 }, (_, column) => column);
  for (let line = 1; line <= typed.length; line++) {
    const next = [line];
    let least = line;
    for (let column = 1; column <= known.length; column++) {
      const replaced = row[column - 1] + (typed[line - 1] === known[column - 1] ? 0 : 1);
      let away = Math.min(row[column] + 1, next[column - 1] + 1, replaced);
      const isSwapped = line > 1 && column > 1 && typed[line - 1] === known[column - 2] && typed[line - 2] === known[column - 1];
      if (isSwapped) away = Math.min(away, before[column - 2] + 1);
      next[column] = away;
      least = Math.min(least, away);
    }
    if (least > most) return null;
    [before, row] = [row, next];
  }
  return row;
}
