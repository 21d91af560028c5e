// The text filter: names, timm names, ids and authors, whatever their blanks, hyphens, accents and capitals.
import { fold, fromEachWord } from "./format.js";

/** @typedef {import("./data.js").Raw} Raw */

/** Finds models by text. */
export class Names {
  /**
   * @param {Raw} raw
   * @param {string} folder of the names of the site's search, which know authors and identities
   */
  constructor(raw, folder) {
    this.raw = raw;
    this.folder = folder;
    /** @type {string[] | null} */
    this.texts = null; // folded when they are first asked for, as are settings
    /** @type {Map<string, string> | null} */
    this.settings = null;
    /** @type {Map<string, string[]>} */
    this.further = new Map();
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  /** Fetches what else a text may name. @param {string} query @returns {Promise<boolean>} whether there are names now that were not there */
  async load(query) {
    const before = this.files.size;
    const index = await this.file("names.json");
    if (!index) return false; // the names in the data remain
    const parts = await Promise.all([this.file("names/identities.json"), ...letterFiles(index, query).map((name) => this.file(name))]);
    if (this.files.size === before) return false;
    this.further = furtherNames(index, (await Promise.all(this.files.values())).slice(1).filter(Boolean));
    this.texts = null;
    return parts.some(Boolean);
  }

  /** Whether a text fits other models than it did before more names came. @param {string} query @param {(model: number, result: number) => boolean} before */
  tells(query, before) {
    const now = this.test(query);
    return this.raw.results.model.some((model, result) => now(model, result) !== before(model, result));
  }

  /** @param {string} name @returns {Promise<any>} what is in it, or null */
  file(name) {
    const fetched = this.files.get(name) ?? fetch(this.folder + name).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    this.files.set(name, fetched);
    return fetched;
  }

  /**
   * Gives a test of models: the whole text, or each word of one of its parts between commas, must begin a word of their
   * names; `evit` is no `DiffRate-ViT`. Words may also be of the setting of a method: `evit 0.7`. One that begins nothing
   * may stand anywhere.
   * @param {string} query
   * @returns {(model: number, result: number) => boolean}
   */
  test(query) {
    this.texts ??= folded(this.raw, this.further);
    this.settings ??= new Map([...new Set(this.raw.results.setting)].map((setting) => [setting, fromEachWord(setting)]));
    const [texts, settings] = [this.texts, this.settings];
    const sought = (/** @type {string} */ word) => (texts.some((text) => text.includes(`|${word}`)) ? `|${word}` : word);
    const whole = sought(fold(query));
    const parts = query.split(",").map((part) => part.split(/\s+/).map(fold).filter(Boolean).map(sought)).filter((words) => words.length);
    const told = (/** @type {number} */ result) => settings.get(this.raw.results.setting[result]) ?? "";
    return (model, result) => texts[model].includes(whole) || parts.some((words) => words.every((word) => texts[model].includes(word) || told(result).includes(word)));
  }
}

/** Everything that each model is called, names apart. @param {Raw} raw @param {Map<string, string[]>} further */
function folded({ papers, models }, further) {
  const ofPapers = papers.id.map((id, nr) => [id, papers.name[nr], papers.venue[nr], ...(further.get(id) ?? [])].map(fromEachWord).join(""));
  return models.name.map((name, nr) => fromEachWord(name) + fromEachWord(models.timm[nr]) + ofPapers[models.paper[nr]]);
}

/** Files of the authors that the words of a text may name: by first letters, as docs/data-format.md says. @param {{letters: string[]}} index @param {string} query */
function letterFiles(index, query) {
  const words = query.split(/[^\p{L}\p{N}]+/u).map(fold).filter((word) => word.length > 1);
  const keys = words.map((word) => (/^[a-z]{2}/.test(word) ? word.slice(0, 2) : "other"));
  return keys.filter((key) => index.letters.includes(key)).map((key) => `names/${key}.json`);
}

/**
 * Aliases, authors and identities by the id of their paper, out of `data/names.json` and files beside it.
 * @param {{papers: Record<string, (string | string[])[]>}} index
 * @param {Record<string, any>[]} parts authors with the numbers of their papers, and identities of all papers
 * @returns {Map<string, string[]>}
 */
export function furtherNames({ papers }, parts) {
  const ids = papers.id.map((id, nr) => String(id) || String(papers.name[nr]).toLowerCase().replaceAll(" ", "-")); // one that says no more than the name is left out
  const names = ids.map((_, nr) => [papers.aliases, papers.openreview].flatMap((column) => column[nr]));
  for (const { authors, ...columns } of parts) {
    if (authors) authors.author.forEach((/** @type {string} */ name, /** @type {number} */ index) => names[authors.paper[index]].push(name));
    else for (const column of Object.values(columns)) column.forEach((/** @type {string | string[]} */ values, /** @type {number} */ nr) => names[nr].push(...[values].flat()));
  }
  return new Map(ids.map((id, nr) => [id, names[nr]]));
}
