// Numbers and names as readers see them.

/** Marks behind a value, and what they mean. */
export const COUNTED = "*";
export const DISAGREE = "≠";
export const UNKNOWN = "–";

/** An accuracy with at most two decimals. @param {string} text digits as printed */
export function accuracy(text) {
  return (text.split(".")[1] ?? "").length > 2 ? Number(text).toFixed(2) : text;
}

/** A cost with at most three digits, as pages of papers have it: `2.00` for 2.0034. @param {string} text digits as printed */
export function cost(text) {
  if (text.replace(/^0*\.?0*|\./g, "").length <= 3) return text;
  const told = Number(text).toPrecision(3);
  return told.includes("e") ? short(Number(text)) : told;
}

/** A number with at most three digits. @param {number} value */
export function short(value) {
  return value === 0 ? "0" : String(Number(value.toPrecision(3)));
}

/** A difference with its sign; a true minus. @param {number} value @param {number} [decimals] */
export function signed(value, decimals = 2) {
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? "0" : `${value > 0 ? "+" : "−"}${text}`;
}

/** A number with its noun: `1 model`, `3 models`. @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A whole number with commas between thousands. @param {number} count */
export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Orders texts by their letters, as code points; the browser's own order of a language takes 10 ms to load. @param {string} a @param {string} b */
export function byText(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** Letters and digits alone: `Swin-T`, `swin t` and `SwinT` are one. @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "");
}

/** A name from each of its words on, folded, a number being one: `|mobilevit075|vit075|t075|075` for `MobileViT-0.75`. @param {string} text */
export function fromEachWord(text) {
  const apart = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/(\p{N})\.(?=\p{N})/gu, "$1").replace(/\p{Ll}(?=\p{Lu})|\p{Lu}(?=\p{Lu}\p{Ll})|\p{L}(?=\p{N})|\p{N}(?=\p{L})/gu, "$& ");
  const words = apart.split(/[^\p{L}\p{N}+]+/u).filter(Boolean).map((word) => word.toLowerCase());
  return words.map((_, nr) => `|${words.slice(nr).join("")}`).join("");
}

const DISTILLED = /** @type {Record<string, string>} */ ({ no: "no distillation", yes: "distilled", unknown: "distillation not stated" });
const EVALUATIONS = /** @type {Record<string, string>} */ ({ supervised: "supervised", "linear-probe": "linear probe", knn: "k-NN", "zero-shot": "zero-shot" });

/** Distillation in words. @param {string} value of a setup */
export function distillation(value) {
  return DISTILLED[value] ?? value;
}

/** Evaluation in words. @param {string} value of a setup */
export function evaluation(value) {
  return EVALUATIONS[value] ?? value;
}

/** Pre-training in words. @param {string} data of a setup @param {string} dataset of a setup */
export function pretraining(data, dataset) {
  return data === dataset ? "none" : data === "unknown" ? "not stated" : data;
}

/** Works without the ids of their papers: `RegNetY-16GF` for `regnet/RegNetY-16GF`. @param {string} text one, or several with `; ` between */
export function workName(text) {
  return text.replace(/(^|; )[a-z0-9-]+\/(?=\S)/g, "$1");
}

/** A resolution class in words. @param {string} name */
export function resolution(name) {
  return name === "unknown" ? "not stated" : name;
}
