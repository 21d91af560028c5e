// The text filter: names, timm names, ids and authors, whatever their blanks, hyphens, accents and capitals.
import { fold } from "./format.js";

/** @typedef {import("./data.js").Raw} Raw */

/** Finds models by text. */
export class Names {
  /**
   * @param {Raw} raw
   * @param {string} address of the names of the site's search, which know authors and identities
   */
  constructor(raw, address) {
    this.raw = raw;
    this.address = address;
    /** @type {string[] | null} */
    this.texts = null; // folded when they are first asked for
    /** @type {Map<string, string[]>} */
    this.further = new Map();
    /** @type {Promise<boolean> | null} */
    this.asked = null;
  }

  /** Fetches further names when somebody types for the first time. @returns {Promise<boolean>} whether there are any now */
  load() {
    this.asked ??= this.fetch();
    return this.asked;
  }

  async fetch() {
    try {
      const answer = await fetch(this.address);
      if (!answer.ok) return false;
      this.further = furtherNames(await answer.json());
    } catch {
      return false; // the names in the data remain
    }
    this.texts = null;
    return this.further.size > 0;
  }

  /** Gives a test of models: the whole text, or each word of one of its parts between commas, must be in their names. @param {string} query @returns {(model: number) => boolean} */
  test(query) {
    this.texts ??= folded(this.raw, this.further);
    const texts = this.texts;
    const whole = fold(query);
    const parts = query.split(",").map((part) => part.split(/\s+/).map(fold).filter(Boolean)).filter((words) => words.length);
    return (model) => texts[model].includes(whole) || parts.some((words) => words.every((word) => texts[model].includes(word)));
  }
}

/** Everything that each model is called, names apart. @param {Raw} raw @param {Map<string, string[]>} further */
function folded({ papers, models }, further) {
  const ofPapers = papers.id.map((id, nr) => [id, papers.name[nr], papers.venue[nr], ...(further.get(id) ?? [])].map(fold).join("|"));
  return models.name.map((name, nr) => [fold(name), fold(models.timm[nr]), ofPapers[models.paper[nr]]].join("|"));
}

/**
 * Aliases, authors and identities by the id of their paper, out of `data/names.json`.
 * @param {{papers?: Record<string, (string | string[])[]>}} file
 * @returns {Map<string, string[]>}
 */
export function furtherNames({ papers }) {
  if (!papers?.id) return new Map();
  const columns = ["aliases", "authors", "arxiv", "doi", "openreview", "github"].filter((key) => papers[key]);
  return new Map(papers.id.map((id, nr) => {
    const usual = String(papers.name[nr]).toLowerCase().replaceAll(" ", "-"); // an id that says no more than the name is left out
    return [String(id) || usual, columns.flatMap((key) => papers[key][nr])];
  }));
}
