// The columns of tables, cards and exports: what each shows, exports and sorts by.
import { COUNTED, DISAGREE, UNKNOWN, accuracy, cost, distillation, evaluation, pretraining, resolution, short, signed, workName } from "./format.js";

/** @typedef {import("./data.js").Catalogue} Catalogue */
/** @typedef {import("./filters.js").Row} Row */
/** @typedef {{catalogue: Catalogue, device: string, baseline?: Row}} Context */
/**
 * @typedef {object} Column
 * @property {string} key
 * @property {string} title
 * @property {string} [unit]
 * @property {boolean} [isNumber]
 * @property {boolean} [isHighFirst] whether a first click sorts downwards
 * @property {boolean} [hasSources] whether its cells open their sources
 * @property {(row: Row, context: Context) => string} text as shown; empty where nobody knows
 * @property {(row: Row, context: Context) => string} [raw] as exported: digits as printed
 * @property {(row: Row, context: Context) => number | string} [value] as sorted
 * @property {(row: Row, context: Context) => string} [mark] behind the text
 * @property {(row: Row, context: Context) => string} [why] the reason of an empty cell
 */

/** @type {(key: "top1" | "params" | "gmacs") => (row: Row, context: Context) => string} */
const printed = (key) => ({ result }, { catalogue }) => catalogue.raw.results[key][result];
/** @type {(key: "px" | "epochs" | "teacher" | "form" | "base" | "setting" | "note" | "marks") => (row: Row, context: Context) => string} */
const told = (key) => ({ result }, { catalogue }) => catalogue.raw.results[key][result];
/** @param {Row} row @param {Context} context */
const modelOf = ({ result }, { catalogue }) => catalogue.raw.results.model[result];
/** @param {Row} row @param {Context} context */
const paperOf = ({ result }, { catalogue }) => catalogue.paper(result);

/** @param {"params" | "gmacs"} key @param {string} title @param {string} unit @returns {Column} */
function costColumn(key, title, unit) {
  return {
    key, title, unit, isNumber: true, hasSources: true,
    text: (row, context) => cost(printed(key)(row, context)),
    raw: printed(key),
    value: (row) => row[key],
    mark: ({ result }, { catalogue: { raw: { results } } }) => (results[`${key}_from`][result] === "c" ? COUNTED : results[`${key}_low`][result] ? DISAGREE : ""),
    why: (row, context) => {
      const what = key === "params" ? "parameters" : "multiply-adds";
      return `No source read so far tells its ${what}${context.catalogue.weights(row.result).timm ? ", and they could not be counted at this size" : ", and timm does not have the model to count them on"}.`;
    },
  };
}

/** @type {Column[]} */
export const COLUMNS = [
  {
    key: "model", title: "Model",
    text: (row, context) => context.catalogue.raw.models.name[modelOf(row, context)],
  },
  {
    key: "top1", title: "Top-1", unit: "%", isNumber: true, isHighFirst: true, hasSources: true,
    text: (row, context) => accuracy(printed("top1")(row, context)),
    raw: printed("top1"),
    value: (row) => row.top1,
    mark: ({ result }, { catalogue }) => (catalogue.raw.results.low[result] ? DISAGREE : ""),
  },
  {
    key: "dtop1", title: "Δ top-1", isNumber: true, isHighFirst: true,
    text: (row, { baseline }) => (baseline ? signed(row.top1 - baseline.top1) : ""),
    value: (row, { baseline }) => (baseline ? row.top1 - baseline.top1 : NaN),
    why: () => "There is no baseline with an accuracy.",
  },
  costColumn("params", "Params", "M"),
  costColumn("gmacs", "GMACs", ""),
  {
    key: "dgmacs", title: "Δ GMACs", isNumber: true,
    text: (row, { baseline }) => percent(baseline && row.gmacs / baseline.gmacs - 1),
    value: (row, { baseline }) => (baseline ? row.gmacs / baseline.gmacs : NaN),
    why: () => "The multiply-adds of the model or of its baseline are not known.",
  },
  {
    key: "speed", title: "Speed", isNumber: true, isHighFirst: true, hasSources: true,
    text: speedText,
    raw: (row, { catalogue, device }) => speeds(row, catalogue, device).map(({ device: on, ms, ips, how }) => `${ms ? `${ms} ms` : `${ips} images/s`} (${[on, how].filter(Boolean).join(", ")})`).join("; "),
    value: (row) => (Number.isNaN(row.ips) ? 1000 / row.ms : row.ips),
    why: (_, { device }) => (device ? `Nobody tells its speed on ${device}.` : "Nobody tells its speed on a named device."),
  },
  {
    key: "speedup", title: "Speed-up", isNumber: true, isHighFirst: true,
    text: (row, { baseline }) => (baseline && speedUp(row, baseline) ? `${short(speedUp(row, baseline))}×` : ""),
    value: (row, { baseline }) => (baseline ? speedUp(row, baseline) || NaN : NaN),
    why: (_, { device }) => (device ? `Nobody tells the speeds of model and baseline on ${device}.` : "Choose a device: speeds compare on one device alone."),
  },
  { key: "year", title: "Year", isNumber: true, isHighFirst: true, text: (row) => String(row.year), value: (row) => row.year },
  {
    key: "timm", title: "timm", text: ({ result }, { catalogue }) => catalogue.weights(result).timm,
    why: () => "timm does not have it, as far as its record tells.",
  },
  {
    key: "weights", title: "Weights", text: (row, context) => licence(context.catalogue.weights(row.result).licence),
    why: () => "Nobody names a licence of the weights.",
  },
  {
    key: "sources", title: "Sources", isNumber: true, hasSources: true,
    text: ({ result }, { catalogue }) => String(catalogue.raw.results.readings[result]),
    value: ({ result }, { catalogue }) => catalogue.raw.results.readings[result],
  },
  { key: "setup", title: "Setup", text: ({ result }, { catalogue }) => catalogue.setup(result)[5] },
  {
    key: "px", title: "Pixels", isNumber: true, text: told("px"),
    value: (row, context) => Number(told("px")(row, context) || NaN), why: () => "No source says the image size.",
  },
  { key: "pretrain", title: "Pre-training", text: ({ result }, { catalogue }) => pretraining(catalogue.setup(result)[1], catalogue.setup(result)[0]) },
  { key: "distilled", title: "Distillation", text: ({ result }, { catalogue }) => distillation(catalogue.setup(result)[2]) },
  { key: "eval", title: "Evaluation", text: ({ result }, { catalogue }) => evaluation(catalogue.setup(result)[4]) },
  { key: "resolution", title: "Resolution", text: ({ result }, { catalogue }) => resolution(catalogue.setup(result)[3]) },
  {
    key: "epochs", title: "Epochs", isNumber: true, text: told("epochs"),
    value: (row, context) => Number(told("epochs")(row, context) || NaN), why: () => "No source says for how many epochs it was trained.",
  },
  { key: "teacher", title: "Teacher", text: (row, context) => workName(told("teacher")(row, context)), raw: told("teacher"), why: () => "It has no teacher, or no source names it." },
  { key: "base", title: "Applied to", text: (row, context) => workName(told("base")(row, context)), raw: told("base"), why: () => "A model of its own." },
  { key: "setting", title: "Setting", text: told("setting"), why: () => "No setting is told." },
  { key: "form", title: "Form", text: (row, context) => (told("form")(row, context) === "deploy" ? "fused for inference" : told("form")(row, context)), raw: told("form"), why: () => "As it was trained." },
  { key: "note", title: "Note", text: told("note"), why: () => "No note." },
  { key: "marks", title: "Marks", text: told("marks"), why: () => "The authors' own, exact and undisputed figure." },
  { key: "venue", title: "Venue", text: (row, context) => context.catalogue.raw.papers.venue[paperOf(row, context)], why: () => "A preprint." },
  { key: "family", title: "Family", text: (row, context) => context.catalogue.raw.families[context.catalogue.raw.papers.family[paperOf(row, context)]]?.[1] ?? "", why: () => "Not filed yet." },
  { key: "paper", title: "Paper", text: (row, context) => context.catalogue.raw.papers.name[paperOf(row, context)] },
  {
    key: "code", title: "Code", text: (row, context) => licence(context.catalogue.raw.papers.code[paperOf(row, context)]),
    why: () => "Nobody names a licence of the code.",
  },
];

/** Columns by key. */
export const BY_KEY = new Map(COLUMNS.map((column) => [column.key, column]));

const USUAL = ["model", "top1", "params", "gmacs", "speed", "weights", "timm", "sources"];
const APPLIED = ["model", "top1", "dtop1", "gmacs", "dgmacs", "speedup", "setting", "sources"];

/** The columns that a state shows; the model always goes first. @param {import("./state.js").State} state @returns {Column[]} */
export function shownColumns(state) {
  const keys = state.cols.length ? ["model", ...state.cols.filter((key) => key !== "model")] : state.on ? APPLIED : usual(state);
  return keys.flatMap((key) => BY_KEY.get(key) ?? []);
}

// Where several setups stand together, each row says its own.
/** @param {import("./state.js").State} state */
function usual(state) {
  const isMixed = [state.px, state.pretrain, state.distilled].includes("any");
  return isMixed ? USUAL.map((key) => (key === "weights" ? "setup" : key)) : USUAL;
}

/**
 * Orders rows by several columns, the first key first; unknown values stay last in both directions.
 * @param {Row[]} rows
 * @param {string[]} keys `-top1` for falling order
 * @param {Context} context
 * @returns {Row[]}
 */
export function sorted(rows, keys, context) {
  const orders = keys.flatMap((key) => {
    const column = BY_KEY.get(key.replace(/^-/, ""));
    if (!column) return [];
    const values = new Map(rows.map((row) => [row, sortable((column.value ?? column.text)(row, context))]));
    const sign = key.startsWith("-") ? -1 : 1;
    return (/** @type {Row} */ one, /** @type {Row} */ two) => {
      const [a, b] = [values.get(one), values.get(two)];
      const [noA, noB] = [a === "" || Number.isNaN(a), b === "" || Number.isNaN(b)];
      if (noA || noB) return Number(noA) - Number(noB);
      return /** @type {string | number} */ (a) < /** @type {string | number} */ (b) ? -sign : a === b ? 0 : sign;
    };
  });
  return orders.length === 0 ? rows : [...rows].sort((one, two) => orders.reduce((order, compare) => order || compare(one, two), 0));
}

// Texts sort without capitals and accents, numbers in them by size; a collator does the same at ten times the cost.
/** @param {string | number} value */
function sortable(value) {
  return typeof value === "number" ? value : value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\d+/g, (digits) => digits.padStart(6, "0"));
}

/** What a click on a heading makes of the sort: first order, other order, none. @param {string[]} sort @param {Column} column @param {boolean} isAdded */
export function clickedSort(sort, column, isAdded) {
  const [first, second] = column.isHighFirst ? [`-${column.key}`, column.key] : [column.key, `-${column.key}`];
  const present = sort.find((key) => key === first || key === second);
  const next = present === undefined ? first : present === first ? second : "";
  if (!isAdded) return next ? [next] : [];
  return present === undefined ? [...sort, next] : sort.map((key) => (key === present ? next : key)).filter(Boolean);
}

/** @param {Row} row @param {Context} context */
function speedText(row, { catalogue, device }) {
  const [speed] = speeds(row, catalogue, device);
  if (!speed) return "";
  const value = speed.ms ? `${cost(speed.ms)} ms` : `${Math.round(Number(speed.ips))}/s`;
  return device ? value : `${value} ${speed.device}`;
}

// On one device the best goes first.
/** @param {Row} row @param {Catalogue} catalogue @param {string} device */
export function speeds(row, catalogue, device) {
  const all = catalogue.speedsOf(row.result, device || undefined);
  return device ? all.sort((a, b) => (Number(b.ips) || 1000 / Number(b.ms)) - (Number(a.ips) || 1000 / Number(a.ms))) : all;
}

/** @param {Row} row @param {Row} baseline */
function speedUp(row, baseline) {
  return row.ips / baseline.ips || baseline.ms / row.ms || 0;
}

/** @param {number | undefined} share */
function percent(share) {
  return share === undefined || Number.isNaN(share) ? "" : `${signed(100 * share, 0)} %`.replace(/^0 %$/, "0 %");
}

/** A licence without the SPDX word for one that is in no list. @param {string} name */
function licence(name) {
  return name === "NONE" ? "none granted" : name.replace(/^LicenseRef-/, "");
}

/** The text of a cell with its mark, a dash for what is not known. @param {Column} column @param {Row} row @param {Context} context */
export function cellText(column, row, context) {
  return (column.text(row, context) || UNKNOWN) + (column.text(row, context) && column.mark ? column.mark(row, context) : "");
}
