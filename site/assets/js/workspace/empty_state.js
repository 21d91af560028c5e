// What stands in the place of models when none passes: fetched when that happens.
import { button, make } from "./dom.js";
import { elsewhere } from "./elsewhere.js";
import { rangeWords } from "./filter_words.js";
import { isRangeKey, widened, widenings } from "./filters.js";
import { counted, grouped } from "./format.js";
import { cleared, firstState } from "./state.js";
import { nameOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./state.js").State} State */

/** What to say when nothing passes: where the models are that a text names, or which limit to widen, and by how much. @param {App} app @param {(model: number, result: number) => boolean} fits whether a model has the text that is asked for @returns {HTMLElement} */
export function emptyState(app, fits) {
  const { state, selection, catalogue } = app;
  const places = state.q ? elsewhere(catalogue, state, fits) : [];
  const letsThrough = (/** @type {import("./filters.js").Row} */ { result }, /** @type {number} */ count) => ` lets ${nameOf(catalogue, result)}${count > 1 ? ` and ${grouped(count - 1)} more` : ""} through`;
  const found = widenings(selection, state).filter(({ limit }) => limit !== "q" || places.length === 0).sort((a, b) => b.count - a.count);
  const items = [
    ...places.map(({ patch, words, rows }) => make("li", {}, button(words, { class: "lv-w-button" }, () => app.change(patch)), letsThrough(rows[0], rows.length))),
    ...found.map(({ limit, count, nearest }) => make("li", {}, step(app, [limit], nearest), letsThrough(nearest, count))),
  ];
  if (selection.unknown && !state.unknown) {
    items.push(make("li", {}, button("Include unknown", { class: "lv-w-button" }, () => app.change({ unknown: true })), ` lets ${counted(selection.unknown, "model")} through of which a value is not known`));
  }
  const { nearest } = selection;
  if (items.length === 0 && nearest) items.push(make("li", {}, step(app, nearest.limits, nearest.row), ` lets ${nameOf(catalogue, nearest.row.result)} through, which misses the fewest`));
  const advice = items.length === 0 ? "This setup has no such model. Choose another one, or " : places.length || found.length || selection.unknown ? "One step is enough:" : "No single limit is in the way. Together:";
  const clear = items.length ? null : button("clear all filters", { class: "lv-w-button" }, () => app.change(cleared()));
  return make("div", { class: "lv-w-empty" }, make("p", {}, make("b", {}, "No model passes all filters.")), make("p", {}, advice, clear), items.length ? make("ul", {}, ...items) : null);
}

/** A button that widens some limits just enough for a row. @param {App} app @param {import("./filters.js").Limit[]} limits @param {import("./filters.js").Row} row */
function step({ state, change }, limits, row) {
  const first = firstState();
  /** @type {Partial<State>} */
  let patch = {};
  const words = limits.map((limit) => {
    if (!isRangeKey(limit)) {
      patch = { ...patch, [limit]: first[limit] };
      return /** @type {Record<string, string>} */ ({ topic: "all topics", timm: "also what timm does not have", weights: "any licence of the weights", code: "any code", q: `without the text “${state.q}”` })[limit];
    }
    const range = widened(row, limit, state);
    patch = { ...patch, ranges: { ...(patch.ranges ?? state.ranges), [limit]: range } };
    return rangeWords(limit, range);
  });
  return button(words.join(", "), { class: "lv-w-button" }, () => change(patch));
}
