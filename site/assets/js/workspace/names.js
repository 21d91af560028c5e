// The text filter: names, timm names, ids and authors, whatever their blanks, hyphens, accents and capitals.
import { fold } from "./format.js";

/** Finds models by text. */
export class Names {
  /** @param {import("./data.js").Raw} raw */
  constructor(raw) {
    this.raw = raw;
    /** @type {string[] | null} */
    this.texts = null; // folded when they are first asked for
  }

  /** Gives a test of models: the whole text, or each of its words, must be in one of their names. @param {string} query @returns {(model: number) => boolean} */
  test(query) {
    this.texts ??= folded(this.raw);
    const texts = this.texts;
    const whole = fold(query);
    const words = query.split(/\s+/).map(fold).filter(Boolean);
    return (model) => texts[model].includes(whole) || words.every((word) => texts[model].includes(word));
  }
}

/** Everything that each model is called, names apart. @param {import("./data.js").Raw} raw */
function folded({ papers, models }) {
  const ofPapers = papers.id.map((id, nr) => [id, papers.name[nr], papers.venue[nr], ...papers.words[nr].split(" | ")].map(fold).join("|"));
  return models.name.map((name, nr) => [fold(name), fold(models.timm[nr]), ofPapers[models.paper[nr]]].join("|"));
}
