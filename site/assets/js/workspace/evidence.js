// What stands behind the numbers of one paper: asked for when somebody wants to know.

/** @typedef {{source: string, at: string, values: [heading: string, value: string][], protocol: string, basis: string, note: string, marks: string, reason?: string, costs?: 1}} Told */
/**
 * @typedef {object} PaperEvidence
 * @property {string} id
 * @property {string} record
 * @property {string} bibtex
 * @property {Record<string, {text: string, url: string}>} sources
 * @property {Record<string, string>} snippets
 * @property {{model: string, readings: Told[], counted: string}[]} results
 */

/** Headings under which readings tell a metric. */
const HEADINGS = /** @type {Record<string, RegExp>} */ ({
  top1: /^Top-1/, params: /^Params/, gmacs: /^G\b/, speed: /^Speed/,
});

/** The files of evidence, each fetched once. */
export class Evidence {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
    /** @type {Map<string, Promise<PaperEvidence>>} */
    this.files = new Map();
  }

  /** @param {string} paper @returns {Promise<PaperEvidence>} */
  of(paper) {
    let file = this.files.get(paper);
    if (!file) {
      file = this.fetch(paper);
      file.catch(() => this.files.delete(paper)); // the next one who asks tries again
      this.files.set(paper, file);
    }
    return file;
  }

  /** @param {string} paper @returns {Promise<PaperEvidence>} */
  async fetch(paper) {
    const answer = await fetch(`${this.folder}${encodeURIComponent(paper)}.json`);
    if (!answer.ok) throw new Error(`the sources answer ${answer.status}`);
    return answer.json();
  }
}

/**
 * The readings that tell a metric of a result; those that were taken over from another recipe say `costs`.
 * @param {PaperEvidence} evidence
 * @param {number} nr of the result in its paper
 * @param {string} metric `sources` for all its own readings
 * @returns {Told[]}
 */
export function readingsOf(evidence, nr, metric) {
  const readings = evidence.results[nr]?.readings ?? [];
  return readings.filter((reading) => (metric === "sources" ? !reading.costs : toldIn(reading, metric) !== undefined));
}

/** What a reading tells of a metric. @param {Told} reading @param {string} metric */
export function toldIn({ values }, metric) {
  return values.find(([heading]) => HEADINGS[metric]?.test(heading))?.[1];
}
