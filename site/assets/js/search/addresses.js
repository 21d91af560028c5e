// Identities in what somebody pasted: an arXiv id, a DOI, an address of OpenReview, CVF, GitHub or a model hub.

/**
 * @typedef {object} Identity
 * @property {"arxiv" | "doi" | "openreview" | "cvf" | "github" | "timm"} register Who gives the id.
 * @property {string} id The id in the form that the name index compares; of a CVF page the words of its title.
 */

const ARXIV = /(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]*\d)/;
const DOI = /\b10\.\d{4,9}\/[^\s"<>?#]+/;

/** @type {[Identity["register"], RegExp][]} */
const ADDRESSES = [
  ["openreview", /openreview\.net\/[^\s?]*\?(?:[^\s#]*&)?id=([\w-]+)/i],
  ["cvf", /(?:thecvf\.com|cv-foundation\.org)\/\S*\/[A-Za-z-]+?_(\w\S*?)_(?:[A-Za-z]+_\d{4}|\d{4}_[A-Za-z]+)_paper/i],
  ["github", /github(?:usercontent)?\.com[/:]([\w.-]+\/[\w.-]+)/i],
  ["timm", /(?:huggingface\.co|hf\.co)\/timm\/([\w.]+)/i],
  ["timm", /^(?:hf-hub:|hf_hub:)?timm\/([\w.]+)$/i],
];

/**
 * Gives the identity that a text names, or null when it is no id and no address.
 *
 * @param {string} text
 * @returns {Identity | null}
 */
export function identityIn(text) {
  const typed = text.trim();
  const doi = typed.match(DOI)?.[0].replace(/[.,;)]+$/, "").toLowerCase();
  const arxivDoi = doi?.match(/^10\.48550\/arxiv\.(.+?)(?:v\d+)?$/)?.[1];
  if (arxivDoi) return { register: "arxiv", id: arxivDoi };
  if (doi) return { register: "doi", id: doi };
  for (const [register, pattern] of ADDRESSES) {
    const id = typed.match(pattern)?.[1];
    if (id) return { register, id: register === "github" ? repository(id) : id };
  }
  const arxiv = typed.match(ARXIV)?.[1];
  return arxiv ? { register: "arxiv", id: arxiv } : null;
}

/**
 * Gives owner and name of a repository as they are compared.
 *
 * @param {string} name
 * @returns {string}
 */
export function repository(name) {
  return name.toLowerCase().replace(/\.git$/, "");
}
