// The code of a frame that shows a view in another page.
import { choiceWords } from "./filter_words.js";

/**
 * @param {string} folder address of the page that shows a view alone
 * @param {string} query of the view
 * @param {import("./app.js").App} app
 */
export function frameOf(folder, query, app) {
  const title = `Models: ${choiceWords(app).join(", ")}`;
  const address = `${folder}${query ? `?${query}` : ""}`;
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="600" loading="lazy" style="border: 0"></iframe>\n`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
