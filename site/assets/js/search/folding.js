// Spellings made one: "Swin-T", "swin t" and "SWIN_T" fold to the same words. Both sides of a comparison are folded.

/** Letters of other scripts that names of models hold. */
const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", λ: "lambda", μ: "mu", π: "pi", σ: "sigma" };

/** Words of size and the letters that stand for them in names of models. */
const SIZES = new Map(
  Object.entries({
    atto: "a", femto: "f", pico: "p", nano: "n", tiny: "t", ti: "t", mini: "mini", small: "s", medium: "m", base: "b", large: "l",
    huge: "h", giant: "g", xtiny: "xt", xxtiny: "xxt", xsmall: "xs", xxsmall: "xxs", xlarge: "xl", distill: "distilled",
  }),
);

/**
 * Gives a text in small letters without accents, and with letters of the keyboard for Greek ones.
 *
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[αβγδλμπσ]/g, (letter) => GREEK[/** @type {keyof typeof GREEK} */ (letter)]);
}

/**
 * Gives a word in the one of its British and American spellings that comparisons use.
 *
 * What people type is often the beginning of a word, so letters are replaced where they stand, not only at the end.
 *
 * @param {string} word
 * @returns {string}
 */
function oneSpelling(word) {
  return word
    .replace(/([iy])z(?=[aeio]|$)/g, "$1s")
    .replace(/(?<=[a-z]{2})our(?=$|s$|ed|ing|hood|ful)/g, "or")
    .replace(/(?<=[a-z]{2})ll(?=ed$|er$|ing$)/g, "l")
    .replace(/(?<=[a-z]{2})tre(?=s?$)/g, "ter")
    .replace(/(?<=[a-z]{2})ogue(?=s?$)/g, "og")
    .replace(/(?<=licen|defen|offen)ce/g, "se")
    .replace(/^grey/g, "gray")
    .replace(/^artefact/g, "artifact");
}

/**
 * Gives the words of a text: what stands between blanks, hyphens, slashes, dots and other marks.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  const named = plain(text).replace(/\+(?![\p{L}\p{N}])/gu, "plus");
  return (named.match(/[\p{L}\p{N}]+/gu) ?? []).map(oneSpelling);
}

/**
 * Gives words with the letter for each size: tiny and ti become t.
 *
 * @param {string[]} parts
 * @returns {string[]}
 */
export function sized(parts) {
  return parts.map((part) => SIZES.get(part) ?? part);
}

/**
 * Gives the words of a text as one: "Swin-T" becomes "swint".
 *
 * @param {string} text
 * @returns {string}
 */
export function compact(text) {
  return words(text).join("");
}
