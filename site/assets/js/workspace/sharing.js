// What a reader takes along: rows in a format, all of them as one archive, the code of a frame. Fetched when it is asked for.
import { bibtexOf, paperIds, toCsv, toJson, toLatex, toMarkdown } from "./export.js";
import { frameOf } from "./frame.js";
import { writeAddress } from "./state.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").Row} Row */
/** @typedef {import("./columns.js").Column} Column */

/**
 * Rows in a format.
 * @param {App} app
 * @param {"CSV" | "JSON" | "Markdown" | "LaTeX" | "BibTeX"} format
 * @param {Column[]} columns
 * @param {Row[]} rows
 * @param {string} address of the view
 * @returns {Promise<string>}
 */
export async function exported({ context, places }, format, columns, rows, address) {
  if (format === "CSV") return toCsv(rows, context);
  if (format === "JSON") return toJson(rows, address, context);
  if (format === "Markdown") return toMarkdown(rows, columns, context);
  if (format === "LaTeX") return toLatex(rows, columns, context);
  const answer = await fetch(`${places.data}catalog.bib`);
  if (!answer.ok) throw new Error(`catalog.bib answers ${answer.status}`);
  return bibtexOf(await answer.text(), paperIds(rows, context));
}

/** A view as one archive. @param {App} app @param {Column[]} columns @param {Row[]} rows @param {string} address of the view */
export async function zipped(app, columns, rows, address) {
  const { bundled } = await import("./bundle.js");
  const texts = await Promise.all(/** @type {const} */ (["CSV", "JSON", "Markdown", "LaTeX", "BibTeX"]).map((format) => exported(app, format, columns, rows, address)));
  return bundled(app, address, rows.length, texts);
}

/** The code of a frame with a view. @param {App} app @param {string} folder address of the page for frames, from this one */
export function frame(app, folder) {
  return frameOf(new URL(folder, location.href).href, writeAddress({ ...app.state, pins: [] }), app);
}
