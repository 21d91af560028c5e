// What stands behind a cell, in words and links.
import { speeds } from "./columns.js";
import { link, make } from "./dom.js";
import { readingsOf, toldIn } from "./evidence.js";
import { COUNTED } from "./format.js";
import { nameOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */

/** What records call the figures of columns: `lvkb from-issue` reads these. @type {Record<string, string>} */
const RECORD_KEYS = { top1: "top1", params: "params_m", gmacs: "compute_g" };

/**
 * What the sources say of a cell, with a way to report what is wrong.
 * @param {App} app
 * @param {import("./evidence.js").PaperEvidence} evidence
 * @param {Row} row
 * @param {import("./columns.js").Column} column
 * @returns {Node[]}
 */
export function sourcesOf(app, evidence, row, column) {
  const { catalogue, context } = app;
  const { results } = catalogue.raw;
  const { key, title, unit } = column;
  const name = nameOf(catalogue, row.result);
  const value = (column.raw ?? column.text)(row, context);
  const isCounted = column.mark?.(row, context) === COUNTED;
  const readings = readingsOf(evidence, results.nr[row.result], key);
  const [low, high] = spanOf(results, key, row.result);
  const head = make("p", { class: "lv-w-popover__head" }, make("b", {}, key === "sources" ? "All sources" : [title, unit].filter(Boolean).join(" ")), ` of ${name}`);
  const counted = evidence.results[results.nr[row.result]]?.counted ?? "";
  /** @type {Record<string, string>} */
  const place = readings.length ? { source: `${readings[0].source}: ${readings[0].at}` } : {};
  return [
    head,
    ...(value === "" && key !== "sources" ? [make("p", {}, column.why?.(row, context) ?? "")] : []),
    ...(isCounted ? [make("p", {}, `${value} was counted by lvkb on the model in timm; no source read so far reports it.`)] : []),
    ...(key === "speed" && value ? [speedList(app, row)] : []),
    ...(low ? [make("p", {}, `Sources disagree: ${low} to ${high}.`)] : []),
    make("ul", {}, ...readings.map((reading) => readingItem(evidence, reading, key))),
    ...(counted && !isCounted && key !== "speed" && key !== "top1" ? [make("p", {}, `Counted by lvkb: ${counted}`)] : []),
    make("p", { class: "lv-w-popover__foot" }, link("Wrong? Report it", app.places.report({ title: `Wrong: ${name}`, where: `${evidence.record}, ${name}`, said: `${RECORD_KEYS[key] ?? title}: ${value || "not known"}`, ...place }))),
  ];
}

/** Least and greatest number of sources that disagree. @param {import("./data.js").Figures} results @param {string} key @param {number} result */
export function spanOf(results, key, result) {
  if (key === "top1") return [results.low[result], results.high[result]];
  if (key === "params") return [results.params_low[result], results.params_high[result]];
  return key === "gmacs" ? [results.gmacs_low[result], results.gmacs_high[result]] : ["", ""];
}

/** @param {App} app @param {Row} row */
function speedList({ catalogue, state }, row) {
  return make("ul", {}, ...speeds(row, catalogue, state.device).map(({ device, ms, ips, how, by }) =>
    make("li", {}, make("b", {}, ms ? `${ms} ms` : `${ips} images/s`), ` on ${device}${how ? `, ${how}` : ""}`, make("small", {}, `measured by ${by}`))));
}

/** @param {import("./evidence.js").PaperEvidence} evidence @param {import("./evidence.js").Told} reading @param {string} key */
function readingItem({ sources }, reading, key) {
  const source = sources[reading.source];
  const value = key === "sources" ? reading.values.map(([heading, text]) => `${heading} ${text}`).join(", ") : toldIn(reading, key);
  const basis = reading.basis && `protocol ${/** @type {Record<string, string>} */ ({ stated: "stated", code: "from the code", inferred: "inferred" })[reading.basis] ?? reading.basis}`;
  const small = [reading.protocol, basis, reading.costs && "told of another recipe of the model", reading.note, reading.marks, reading.reason].filter(Boolean).join(" · ");
  return make("li", {}, value ? make("b", {}, value) : null, value ? " " : null, link(source?.text ?? reading.source, source?.url ?? ""), `, ${reading.at}`, small ? make("small", {}, small) : null);
}
