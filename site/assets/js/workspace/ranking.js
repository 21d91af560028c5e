// The rules of rankings, as lvkb/views/ranking.py has them: ties, bands, cheapest, dominated, next step, front.

/**
 * A model with what rankings look at; NaN stands for what is not known.
 * @typedef {object} Entry
 * @property {string} model as addresses name it
 * @property {number} top1 in per cent
 * @property {number} gmacs
 * @property {number} params in millions
 */

/** Images of the validation set of ImageNet-1K. */
export const IMAGES = 50_000;
const CONFIDENCE = 1.96; // of the normal distribution, for 95 %

/**
 * The greatest difference of two accuracies, in points, that two samples of the images may show by chance.
 * @param {number} a in per cent
 * @param {number} b in per cent
 */
export function noise(a, b) {
  const variance = [a, b].reduce((sum, value) => sum + ((value / 100) * (1 - value / 100)) / IMAGES, 0);
  return 100 * CONFIDENCE * Math.sqrt(variance);
}

/** Whether two accuracies lie within sampling noise. @param {number} a @param {number} b */
export function isTie(a, b) {
  return Math.abs(a - b) <= noise(a, b) + 1e-9; // the difference of two decimals is not exact
}

/** Orders names as code points do. @param {Entry} a @param {Entry} b */
function byModel(a, b) {
  return a.model < b.model ? -1 : Number(a.model > b.model);
}

/** Orders by a number, small first, unknown last. @param {number} a @param {number} b */
function upwards(a, b) {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

/** Orders by accuracy, then by cost; the result that stands for a model goes first. @param {Entry} a @param {Entry} b */
export function byAccuracy(a, b) {
  return b.top1 - a.top1 || upwards(a.gmacs, b.gmacs) || upwards(a.params, b.params) || byModel(a, b);
}

/** Orders by cost, then by accuracy. @param {Entry} a @param {Entry} b */
export function byCost(a, b) {
  return upwards(a.gmacs, b.gmacs) || upwards(a.params, b.params) || b.top1 - a.top1 || byModel(a, b);
}

/**
 * Parts ranked entries into bands: all that tie with the first, then all that tie with the first that does not.
 * @template {Entry} E
 * @param {E[]} ranked by falling accuracy
 * @returns {E[][]}
 */
export function bands(ranked) {
  /** @type {E[][]} */
  const found = [];
  for (const entry of ranked) {
    const last = found.at(-1);
    if (last && isTie(last[0].top1, entry.top1)) last.push(entry);
    else found.push([entry]);
  }
  return found;
}

/**
 * The entry of least cost.
 * @template {Entry} E
 * @param {E[]} entries
 * @returns {E | undefined}
 */
export function cheapest(entries) {
  return entries.reduce((least, entry) => (least && byCost(least, entry) <= 0 ? least : entry), /** @type {E | undefined} */ (undefined));
}

/** Whether one entry is nowhere worse than another and somewhere better; both costs must be known on both sides. @param {Entry} one @param {Entry} other */
export function dominates(one, other) {
  const isNowhereWorse = one.top1 >= other.top1 && one.gmacs <= other.gmacs && one.params <= other.params;
  return isNowhereWorse && (one.top1 > other.top1 || one.gmacs < other.gmacs || one.params < other.params);
}

/**
 * The entries that one of them dominates.
 * @template {Entry} E
 * @param {Entry} one
 * @param {E[]} entries
 * @returns {E[]}
 */
export function dominated(one, entries) {
  return entries.filter((other) => dominates(one, other));
}

/**
 * The cheapest entry that is more accurate than the best one by more than noise.
 * @template {Entry} E
 * @param {Entry} best
 * @param {E[]} entries those that pass the filters without limits on cost
 * @returns {E | undefined}
 */
export function nextStep(best, entries) {
  return cheapest(entries.filter((entry) => entry.top1 > best.top1 && !isTie(entry.top1, best.top1)));
}

/**
 * The entries of which no other one is both cheaper and more accurate, by rising cost; equals are on it together.
 * @template {Entry} E
 * @param {E[]} entries
 * @param {(entry: E) => number} cost NaN for an entry that is left out
 * @returns {E[]}
 */
export function front(entries, cost) {
  const known = entries.filter((entry) => !Number.isNaN(cost(entry)));
  known.sort((a, b) => cost(a) - cost(b) || b.top1 - a.top1 || byModel(a, b));
  /** @type {E[]} */
  const found = [];
  for (const entry of known) {
    const last = found.at(-1);
    if (!last || entry.top1 > last.top1 || (entry.top1 === last.top1 && cost(entry) === cost(last))) found.push(entry);
  }
  return found;
}
