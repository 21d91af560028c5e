// Scales, ticks and histograms: numbers to places.

/** @typedef {{place: (value: number) => number, value: (place: number) => number, ticks: number[]}} Scale */

/**
 * A logarithmic scale between two places.
 * @param {number} least
 * @param {number} most
 * @param {number} from
 * @param {number} to
 * @returns {Scale}
 */
export function logScale(least, most, from, to) {
  const [low, high] = [Math.log10(least), Math.log10(Math.max(most, least * 1.0001))];
  const place = (/** @type {number} */ value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  const value = (/** @type {number} */ at) => 10 ** (low + ((at - from) / (to - from)) * (high - low));
  return { place, value, ticks: logTicks(least, most) };
}

/**
 * A linear scale between two places.
 * @param {number} least
 * @param {number} most
 * @param {number} from
 * @param {number} to
 * @returns {Scale}
 */
export function linearScale(least, most, from, to) {
  const span = most - least || 1;
  const place = (/** @type {number} */ value) => from + ((value - least) / span) * (to - from);
  const value = (/** @type {number} */ at) => least + ((at - from) / (to - from)) * span;
  return { place, value, ticks: linearTicks(least, most) };
}

/** 1, 2, 5, 10, ... between two numbers; powers of ten alone where that would be many. @param {number} least @param {number} most */
function logTicks(least, most) {
  const steps = Math.log10(most / least) > 3 ? [1, 3] : [1, 2, 5];
  /** @type {number[]} */
  const ticks = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
    for (const step of steps) ticks.push(Number((step * 10 ** power).toPrecision(1)));
  }
  return ticks.filter((tick) => tick >= least * 0.999 && tick <= most * 1.001);
}

/** Five to ten round numbers between two. @param {number} least @param {number} most */
function linearTicks(least, most) {
  const rough = (most - least || 1) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power >= 5 ? 10 : rough / power >= 2 ? 5 : rough / power >= 1 ? 2 : 1);
  /** @type {number[]} */
  const ticks = [];
  for (let nr = Math.ceil(least / step); nr * step <= most + step / 1000; nr++) ticks.push(Number((nr * step).toPrecision(12)));
  return ticks;
}

/**
 * How many values fall into each of equal parts of a scale.
 * @param {number[]} values
 * @param {(value: number) => number} share place of a value on the scale, from 0 to 1
 * @param {number} parts
 */
export function histogram(values, share, parts) {
  const counts = new Array(parts).fill(0);
  for (const value of values) counts[Math.min(parts - 1, Math.max(0, Math.floor(share(value) * parts)))]++;
  return /** @type {number[]} */ (counts);
}

/** The values between which all lie but a share to each side. @param {Iterable<number>} values @param {number} share @returns {[least: number, most: number]} */
export function trackEnds(values, share) {
  const sorted = Float64Array.from(values).sort();
  const skipped = Math.floor(sorted.length * share);
  return [sorted[skipped], sorted[sorted.length - 1 - skipped]];
}

/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {"start" | "middle" | "end"} Anchor */

/** How much of a label stands before its place. */
const BEFORE = { start: 0, middle: 0.5, end: 1 };

/**
 * Places labels beside points so that none covers another label, a point, or the edge; the rule of lvkb/views/label_places.py.
 * @param {{x: number, y: number, text: string}[]} points in the order of their claim
 * @param {{x: number, y: number}[]} others points without a label
 * @param {Box} room
 * @param {(text: string) => number} widthOf
 * @param {number} height
 * @param {number} [most] how many labels at most
 * @returns {({x: number, y: number, anchor: Anchor} | null)[]} where the baseline of each label begins, is centred or ends; null where there is no room
 */
export function placeLabels(points, others, room, widthOf, height, most = Infinity) {
  const taken = [...points, ...others].map(({ x, y }) => ({ x: x - 4, y: y - 4, width: 8, height: 8 }));
  let left = most;
  return points.map(({ x, y, text }) => {
    if (left === 0) return null;
    const width = widthOf(text);
    const sides = /** @type {const} */ ([
      [-4, -height - 4, "end"], [-8, -height / 2, "end"], [5, -height - 4, "start"], [8, -height / 2, "start"], [6, 4, "start"], [0, -height - 9, "middle"], [0, 8, "middle"], [-4, 5, "end"],
    ]);
    const tries = sides.map(([dx, dy, anchor]) => ({ x: x + dx, anchor, box: { x: x + dx - width * BEFORE[anchor], y: y + dy, width, height } }));
    const found = tries.find(({ box }) => inside(box, room) && !taken.some((other) => overlap(box, other)));
    if (!found) return null;
    taken.push(found.box);
    left--;
    return { x: found.x, y: found.box.y + height * 0.8, anchor: found.anchor };
  });
}

/** @param {Box} box @param {Box} room */
function inside(box, room) {
  return box.x >= room.x && box.y >= room.y && box.x + box.width <= room.x + room.width && box.y + box.height <= room.y + room.height;
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
