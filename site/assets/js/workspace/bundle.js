// A view as one archive: its rows in every form, the chart, and what they are. Equal views give equal bytes.
import { ChartView } from "./chart_view.js";
import { make } from "./dom.js";
import { choiceWords } from "./filter_words.js";
import { counted } from "./format.js";
import { standalone } from "./image.js";
import { zip } from "./zip.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {{name: string, short_name: string, home: string, data: string, license: string, license_text: string, citation: string}} Notice */

const WIDTH = 760; // of the chart, however wide the window is
const NAMES = ["models.csv", "models.json", "models.md", "models.tex", "models.bib"];

/**
 * @param {App} app
 * @param {string} address of the view
 * @param {number} count of its rows
 * @param {string[]} texts the rows as CSV, JSON, Markdown, LaTeX and BibTeX
 */
export async function bundled(app, address, count, texts) {
  const answer = await fetch(`${app.places.data}notice.json`);
  if (!answer.ok) throw new Error(`notice.json answers ${answer.status}`);
  /** @type {Notice} */
  const notice = await answer.json();
  const rows = counted(count, app.state.on ? "result" : "model");
  return zip([
    ["README.md", readme(app, notice, address, rows)], ["LICENSE.txt", notice.license_text], ["CITATION.bib", notice.citation],
    ...NAMES.map((name, nr) => /** @type {[string, string]} */ ([name, texts[nr]])), ["chart.svg", picture(app)],
  ]);
}

/** The chart of a view, drawn out of sight in light colours. @param {App} app */
function picture(app) {
  const stage = make("div", { "data-md-color-scheme": "default", "aria-hidden": "true", inert: true, style: `position:absolute;left:-9999px;width:${WIDTH}px` });
  document.querySelector("#lv-workspace > .lv-w")?.append(stage); // other children of the workspace are not shown
  const chart = new ChartView(app);
  try {
    chart.enterAlone(stage);
    chart.update();
    return standalone(chart.svg, getComputedStyle(stage).getPropertyValue("--lv-ground").trim());
  } finally {
    chart.leave();
    stage.remove();
  }
}

/** @param {App} app @param {Notice} notice @param {string} address @param {string} rows */
function readme(app, notice, address, rows) {
  return [
    `# Models of ${plain(notice.name)}`, "",
    `${rows}, from ${notice.data}.`, "",
    `Address: <${address}>`, "",
    "## What was asked for", "",
    ...choiceWords(app).map((words) => `- ${plain(words)}`), "",
    "## Files", "",
    "| file | holds |",
    "|---|---|",
    "| `models.csv`, `models.json` | the rows with digits as their sources print them; columns as in results.csv, as far as the page has them |",
    "| `models.md`, `models.tex` | the rows as a table; LaTeX needs the package booktabs |",
    "| `models.bib` | BibTeX of their papers; keys are ids of records |",
    "| `chart.svg` | accuracy against cost |",
    "| `CITATION.bib` | how to cite the data |",
    `| \`LICENSE.txt\` | their licence, ${notice.license} |`, "",
  ].join("\n");
}

/** Text that Markdown takes for nothing else. @param {string} text */
function plain(text) {
  return text.replace(/[\\`*_[\]{}#|<>~$]/g, "\\$&").replace(/\s+/g, " ");
}
