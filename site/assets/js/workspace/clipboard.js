// Copying and downloading; a copy that the browser refuses is shown, to be taken by hand.
import { button, make } from "./dom.js";
import { nameOf } from "./app.js";

/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {string} what a noun for the message
 * @param {string | Promise<string>} content
 */
export async function copy(app, what, content) {
  try {
    const text = await content;
    await navigator.clipboard.writeText(text).catch(() => byHand(what, text));
    app.say(`Copied: ${what}.`);
  } catch (error) {
    app.say(`Nothing was copied: ${/** @type {Error} */ (error).message}.`);
  }
}

/** @param {string} what @param {string} text */
function byHand(what, text) {
  const field = make("textarea", { readonly: true, rows: 10, "aria-label": what }, text);
  const close = button("Close", { class: "lv-w-button" }, () => box.close());
  const box = make("dialog", { class: "lv-w-byhand", "aria-label": `Copy ${what}` }, make("p", {}, "The browser does not let this page write to the clipboard. Here is the text:"), field, close);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  field.select();
}

/** Saves a file. @param {string} name @param {string | Blob} content @param {string} [type] */
export function save(name, content, type = "text/plain") {
  const address = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copies the Python that runs a result's model. @param {App} app @param {number} result */
export function copySnippet(app, result) {
  const name = nameOf(app.catalogue, result);
  return copy(app, `Python that runs ${name}`, snippetOf(app, result));
}

/** @param {App} app @param {number} result */
async function snippetOf({ catalogue, evidence }, result) {
  const file = await evidence.of(catalogue.raw.papers.id[catalogue.paper(result)]);
  const { key, timm, isOther } = catalogue.weights(result);
  const snippet = file.snippets[key];
  if (!snippet) throw new Error("there is no snippet of this model");
  return isOther ? `# The weights ${timm} were trained in another setup than the result shown.\n${snippet}` : snippet;
}
