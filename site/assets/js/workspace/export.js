// Exactly the rows shown, as CSV, Markdown, LaTeX and BibTeX. Digits stay as printed.
import { BY_KEY, speeds } from "./columns.js";
import { DATASET } from "./data.js";
import { COUNTED, DISAGREE, UNKNOWN, distillation, evaluation, pretraining, workName } from "./format.js";

/** @typedef {import("./filters.js").Row} Row */
/** @typedef {import("./columns.js").Column} Column */
/** @typedef {import("./columns.js").Context} Context */

/** Columns of the CSV: those of results.csv, as far as the workspace has them. */
const CSV = /** @type {[title: string, cell: (row: Row, context: Context) => string][]} */ ([
  ["paper", (row, { catalogue }) => catalogue.raw.papers.id[catalogue.paper(row.result)]],
  ["name", told("paper")],
  ["variant", told("model")],
  ["year", told("year")],
  ["top1", told("top1")],
  ["top1_low", ({ result }, { catalogue }) => catalogue.raw.results.low[result]],
  ["top1_high", ({ result }, { catalogue }) => catalogue.raw.results.high[result]],
  ["params_m", told("params")],
  ["params_from", ({ result }, { catalogue }) => origin(catalogue.raw.results.params_from[result])],
  ["gmacs", told("gmacs")],
  ["gmacs_from", ({ result }, { catalogue }) => origin(catalogue.raw.results.gmacs_from[result])],
  ["setup", ({ result }, { catalogue }) => setupKey(catalogue.setup(result))],
  ["resolution", told("px")],
  ["evaluation", ({ result }, { catalogue }) => catalogue.setup(result)[4]],
  ["teacher", told("teacher")],
  ["epochs", told("epochs")],
  ["form", told("form")],
  ["base", told("base")],
  ["setting", told("setting")],
  ["speed", told("speed")],
  ["timm", told("timm")],
  ["weights_license", ({ result }, { catalogue }) => catalogue.weights(result).licence],
  ["status", told("marks")],
  ["note", told("note")],
]);

/** @param {string} key @returns {(row: Row, context: Context) => string} */
function told(key) {
  const column = /** @type {Column} */ (BY_KEY.get(key));
  return column.raw ?? column.text;
}

const DISTILLED = /** @type {Record<string, string>} */ ({ no: "no distillation", yes: "distilled", unknown: "distillation unknown" });

/** A setup as the data files call it. @param {import("./data.js").Setup} setup */
export function setupKey([dataset, data, distilled, size, evaluated]) {
  const parts = [data === "unknown" ? "pre-training unknown" : data, DISTILLED[distilled], size === "unknown" ? "resolution unknown" : size];
  return (dataset === DATASET ? "" : `${dataset}: `) + [...parts, ...(evaluated === "supervised" ? [] : [evaluation(evaluated)])].join(" / ");
}

/** @param {string} letter */
function origin(letter) {
  return { r: "reported", q: "quoted", m: "measured", c: "counted", t: "timm" }[letter] ?? "";
}

/** @param {Row[]} rows @param {Context} context */
export function toCsv(rows, context) {
  const lines = [CSV.map(([title]) => title), ...rows.map((row) => CSV.map(([, cell]) => cell(row, context)))];
  return lines.map((line) => `${line.map(csvCell).join(",")}\n`).join("");
}

const NUMBERS = new Set(["year", "top1", "top1_low", "top1_high", "params_m", "gmacs", "resolution", "epochs"]);

/** Rows as the API writes results: what nobody says is left out, numbers have all their digits. @param {Row[]} rows @param {string} address of the view @param {Context} context */
export function toJson(rows, address, context) {
  const lines = rows.map((row) => {
    const told = CSV.map(([title, cell]) => [title, cell(row, context)]).filter(([, text]) => text !== "");
    return `{${told.map(([title, text]) => `"${title}":${NUMBERS.has(title) ? text : JSON.stringify(text)}`).join(",")}}`;
  });
  return `{"view":${JSON.stringify(address)},"license":"CC-BY-4.0","results":[\n${lines.join(",\n")}\n]}\n`;
}

/** What a spreadsheet would take for a formula has an apostrophe in front, as in the data files. @param {string} text */
function csvCell(text) {
  const isFormula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text);
  const told = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(told) ? `"${told.replaceAll('"', '""')}"` : told;
}

/** Columns that a table in print shows: not the list of sources, and none that tells nothing of any row. @param {Row[]} rows @param {Column[]} columns @param {Context} context */
function printable(rows, columns, context) {
  return columns.filter((column) => column.key !== "sources" && rows.some((row) => exported(column, row, context) !== UNKNOWN));
}

/** @param {Column} column @param {Row} row @param {Context} context */
function exported(column, row, context) {
  const mark = column.mark?.(row, context) ?? "";
  // Words stand as on the page, numbers as printed; a count was never printed, and has ten digits.
  const told = column.isNumber && mark !== COUNTED ? (column.raw ?? column.text) : column.text;
  const text = (column.key === "speed" ? oneSpeed(row, context) : told(row, context)) || UNKNOWN;
  return text === UNKNOWN ? text : text + mark;
}

/** @param {Row} row @param {Context} context */
function oneSpeed(row, context) {
  const [speed] = speeds(row, context.catalogue, context.device);
  if (!speed) return "";
  return `${speed.ms ? `${speed.ms} ms` : `${speed.ips} images/s`}${context.device ? "" : `, ${speed.device}`}`;
}

/** @param {Column} column */
function heading({ title, unit }) {
  return unit ? `${title} ${unit}` : title;
}

/** @param {Row[]} rows @param {Column[]} columns @param {Context} context */
export function toMarkdown(rows, columns, context) {
  const shown = printable(rows, columns, context);
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |\n`;
  const body = rows.map((row) => line(shown.map((column) => markdown(exported(column, row, context)))));
  const marks = legend(rows, shown, context).map((text) => `\n${markdown(text)}\n`);
  return [line(shown.map((column) => markdown(heading(column)))), line(shown.map(({ isNumber }) => (isNumber ? "--:" : "---"))), ...body, ...marks].join("");
}

/** @param {string} text */
function markdown(text) {
  return text.replace(/[\\`*_[\]|{}#~$]/g, "\\$&").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/\s+/g, " ");
}

/** What the marks in a table mean, as far as they stand in it. @param {Row[]} rows @param {Column[]} columns @param {Context} context */
function legend(rows, columns, context) {
  const has = (/** @type {string} */ mark) => rows.some((row) => columns.some((column) => column.mark?.(row, context) === mark));
  return [
    ...(has(COUNTED) ? [`${COUNTED} counted by lvkb on the model in timm`] : []),
    ...(has(DISAGREE) ? [`${DISAGREE} the authors' own sources disagree`] : []),
  ];
}

/**
 * A table of the package booktabs; every model cites its paper, and footnotes say where its protocol is another than that of most rows.
 * @param {Row[]} rows
 * @param {Column[]} columns
 * @param {Context} context
 */
export function toLatex(rows, columns, context) {
  const shown = printable(rows, columns, context);
  const { usual, notes, letters } = footnotes(rows, context);
  const body = rows.map((row, nr) => {
    const cells = shown.map((column) => {
      const text = latex(exported(column, row, context));
      if (column.key !== "model") return text;
      const paper = context.catalogue.raw.papers.id[context.catalogue.paper(row.result)];
      return `${text}~\\cite{${paper}}${letters[nr] ? `\\textsuperscript{${letters[nr]}}` : ""}`;
    });
    return `    ${cells.join(" & ")} \\\\\n`;
  });
  const remarks = [`ImageNet-1K; unless noted: ${usual.join(", ")}.`, ...legend(rows, shown, context).map((text) => `${text}.`)].map(latex);
  return [
    "% \\usepackage{booktabs}\n",
    "\\begin{table}\n  \\centering\n",
    `  \\begin{tabular}{${shown.map(({ isNumber }) => (isNumber ? "r" : "l")).join("")}}\n    \\toprule\n`,
    `    ${shown.map((column) => latex(heading(column))).join(" & ")} \\\\\n    \\midrule\n`,
    ...body,
    "    \\bottomrule\n  \\end{tabular}\n",
    `  \\par\\smallskip\\footnotesize ${remarks.join(" ")}\n`,
    ...notes.map(([letter, text]) => `  \\textsuperscript{${letter}}~${latex(text)}.\n`),
    "\\end{table}\n",
  ].join("");
}

/**
 * What most rows share of the protocol, and a letter for each way in which others differ.
 * @param {Row[]} rows
 * @param {Context} context
 * @returns {{usual: string[], notes: [letter: string, text: string][], letters: string[]}}
 */
export function footnotes(rows, context) {
  const protocols = rows.map((row) => protocolOf(row, context));
  const usual = (protocols[0] ?? []).map((_, place) => commonest(protocols.map((protocol) => protocol[place])));
  /** @type {Map<string, string>} */
  const found = new Map();
  const letters = protocols.map((protocol) => {
    const text = protocol.filter((part, place) => part !== usual[place] && part !== "").join(", ");
    if (text && !found.has(text)) found.set(text, letterOf(found.size));
    return found.get(text) ?? "";
  });
  return { usual: usual.filter(Boolean), notes: [...found].map(([text, letter]) => [letter, text]), letters };
}

/** Parts of a protocol in words. @param {Row} row @param {Context} context */
export function protocolOf({ result }, { catalogue }) {
  const [dataset, data, distilled, , evaluated] = catalogue.setup(result);
  const { px, epochs, teacher, form } = catalogue.raw.results;
  const before = pretraining(data, dataset);
  return [
    before === "none" ? "no pre-training" : before === "not stated" ? "pre-training not stated" : `pre-trained on ${before}`,
    distillation(distilled) + (teacher[result] ? ` (teacher ${workName(teacher[result])})` : ""),
    px[result] ? `${px[result]} px` : "image size not stated",
    evaluation(evaluated),
    epochs[result] ? `${epochs[result]} epochs` : "epochs not stated",
    form[result] === "deploy" ? "fused for inference" : "",
  ];
}

/** @param {string[]} values */
function commonest(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ["", 0])[0];
}

/** a, b, ..., z, aa, ab, ... @param {number} nr @returns {string} */
function letterOf(nr) {
  const last = String.fromCharCode(97 + (nr % 26));
  return nr < 26 ? last : letterOf(Math.floor(nr / 26) - 1) + last;
}

const SPECIAL = /** @type {Record<string, string>} */ ({
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
  "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "*": "$^{*}$", "≠": "$\\neq$", "–": "--", "−": "$-$", "×": "$\\times$", "Δ": "$\\Delta$", "≤": "$\\le$", "≥": "$\\ge$",
});

const GREEK = new Map([..."αβγδεηθλμπρστφψω"].map((letter, nr) => [letter, "alpha beta gamma delta epsilon eta theta lambda mu pi rho sigma tau phi psi omega".split(" ")[nr]]));

/** A sign that pdfLaTeX cannot set without further packages is named by its code point. @param {string} text */
export function latex(text) {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\{}^~<>|*≠–−×Δ≤≥&%$#_]/g, (mark) => SPECIAL[mark] ?? `\\${mark}`)
    .replace(/[α-ω]/g, (letter) => (GREEK.has(letter) ? `$\\${GREEK.get(letter)}$` : letter))
    .replace(/[^\x20-\x7e\xa1-\u017e\u2018\u2019\u201c\u201d\u2020\u2021]/gu, (sign) => `\\texttt{U+${/** @type {number} */ (sign.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}}`);
}

/**
 * The entries of some papers out of a BibTeX file, each as it stands there.
 * @param {string} file
 * @param {string[]} keys
 */
export function bibtexOf(file, keys) {
  const wanted = new Set(keys);
  const entries = file.split(/^(?=@)/m).filter((entry) => wanted.has(/^@\w+\{([^,\s]+),/.exec(entry)?.[1] ?? ""));
  return entries.map((entry) => `${entry.trim()}\n`).join("\n");
}

/** Ids of the papers of some rows, each once. @param {Row[]} rows @param {Context} context */
export function paperIds(rows, context) {
  return [...new Set(rows.map((row) => context.catalogue.raw.papers.id[context.catalogue.paper(row.result)]))];
}

