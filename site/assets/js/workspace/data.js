// The data of the workspace: loaded once, and indexed so that filters and views ask plain arrays of numbers.

/** @typedef {[dataset: string, data: string, distilled: string, resolution: string, evaluation: string, text: string]} Setup */
/**
 * @typedef {object} Papers
 * @property {string[]} id
 * @property {string[]} name
 * @property {number[]} year
 * @property {string[]} venue
 * @property {number[]} family
 * @property {number[][]} topics
 * @property {(0 | 1)[]} core
 * @property {(0 | 1)[]} official
 * @property {string[]} code
 * @property {string[]} code_use
 */
/**
 * @typedef {object} Models
 * @property {number[]} paper
 * @property {string[]} name
 * @property {string[]} timm
 * @property {(0 | 1)[]} snippet
 * @property {string[]} weights
 * @property {string[]} weights_use
 */
/**
 * @typedef {object} Figures
 * @property {number[]} model
 * @property {number[]} setup
 * @property {string[]} top1
 * @property {string[]} low
 * @property {string[]} high
 * @property {string[]} params
 * @property {string[]} params_from
 * @property {string[]} params_low
 * @property {string[]} params_high
 * @property {string[]} gmacs
 * @property {string[]} gmacs_from
 * @property {string[]} gmacs_low
 * @property {string[]} gmacs_high
 * @property {string[]} px
 * @property {string[]} epochs
 * @property {string[]} teacher
 * @property {string[]} form
 * @property {string[]} base
 * @property {string[]} setting
 * @property {string[]} note
 * @property {string[]} marks
 * @property {(0 | 1)[]} sound
 * @property {number[]} readings
 * @property {number[]} nr its place among all results of its paper
 * @property {string[]} timm of its own weights, where they are others than the model's
 * @property {(0 | 1)[]} snippet
 * @property {string[]} weights
 * @property {string[]} weights_use
 * @property {(0 | 1)[]} other_weights whether the weights of its model are told to be of a result in another setup
 */
/**
 * @typedef {object} Raw
 * @property {number} version
 * @property {string} updated
 * @property {[string, string][]} families
 * @property {[string, string][]} topics
 * @property {string[]} devices
 * @property {Setup[]} setups
 * @property {Papers} papers
 * @property {Models} models
 * @property {Figures} results
 * @property {{result: number[], device: number[], ms: string[], ips: string[], how: string[]}} speeds
 * @property {{model: number[], device: number[], ms: string[], how: string[]}} timings
 */
/** @typedef {{device: string, ms: string, ips: string, how: string, by: "the authors" | "Qualcomm AI Hub"}} Speed */
/** @typedef {{ms: Float64Array, ips: Float64Array}} DeviceSpeeds */

export const VERSION = 2;

/** The data set that accuracies are compared on. */
export const DATASET = "imagenet-1k";

/**
 * Fetches the data file.
 * @param {string | URL} address
 * @returns {Promise<Catalogue>}
 */
export async function loadCatalogue(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  /** @type {Raw} */
  const raw = await answer.json();
  if (raw.version !== VERSION) throw new Error(`${address} has version ${raw.version}, not ${VERSION}`);
  return new Catalogue(raw);
}

/** Results, models and papers; a result is known by its number, and so is a model. */
export class Catalogue {
  /** @param {Raw} file */
  constructor(file) {
    const raw = {
      ...file,
      models: { ...file.models, paper: sums(file.models.paper) },
      results: { ...file.results, model: sums(file.results.model), nr: sums(file.results.nr) },
      speeds: { ...file.speeds, result: sums(file.speeds.result) },
      timings: { ...file.timings, model: sums(file.timings.model) },
    };
    this.raw = raw;
    const { results, models, papers } = raw;
    this.count = results.model.length;
    this.top1 = numbers(results.top1);
    this.params = numbers(results.params);
    this.gmacs = numbers(results.gmacs);
    this.year = Float64Array.from(results.model, (model) => papers.year[models.paper[model]]);
    /** How addresses name each model: `mobilevit/MobileViT-S`. */
    this.ids = models.name.map((name, model) => `${papers.id[models.paper[model]]}/${name}`);
    this.models = new Map(this.ids.map((id, model) => [id, model]));
    this.speeds = groups(raw.speeds.result, results.model.length);
    this.timings = groups(raw.timings.model, models.name.length);
    this.recipes = groups(results.model, models.name.length);
    /** @type {Map<string, DeviceSpeeds>} */
    this.onDevice = new Map();
  }

  /** The number of a result's paper. @param {number} result */
  paper(result) {
    return this.raw.models.paper[this.raw.results.model[result]];
  }

  /** The setup of a result. @param {number} result */
  setup(result) {
    return this.raw.setups[this.raw.results.setup[result]];
  }

  /**
   * What is known of the weights of a result: of its own where it has others than its model.
   * @param {number} result
   * @returns {{timm: string, snippet: boolean, licence: string, use: string, key: string, isOther: boolean}} isOther: told to be of another setup
   */
  weights(result) {
    const { results, models } = this.raw;
    const model = results.model[result];
    const [table, nr] = results.timm[result] ? [results, result] : [models, model];
    return { timm: table.timm[nr], snippet: table.snippet[nr] === 1, licence: table.weights[nr], use: table.weights_use[nr], key: results.timm[result] || models.name[model], isOther: results.other_weights[result] === 1 };
  }

  /** Whether a result is the authors' own sound accuracy on the usual data set. @param {number} result */
  isComparable(result) {
    return this.raw.results.sound[result] === 1 && this.setup(result)[0] === DATASET;
  }

  /**
   * What is told of the speed of a result: by its authors, then of its model by Qualcomm.
   * @param {number} result
   * @param {string} [device] all devices without it
   * @returns {Speed[]}
   */
  speedsOf(result, device) {
    const { speeds, timings, devices, results } = this.raw;
    const own = this.speeds[result].map((nr) => /** @type {Speed} */ ({
      device: devices[speeds.device[nr]], ms: speeds.ms[nr], ips: speeds.ips[nr], how: speeds.how[nr], by: "the authors",
    }));
    const others = this.timings[results.model[result]].map((nr) => /** @type {Speed} */ ({
      device: devices[timings.device[nr]], ms: timings.ms[nr], ips: "", how: timings.how[nr], by: "Qualcomm AI Hub",
    }));
    return [...own, ...others].filter((speed) => (device ? speed.device === device : speed.device)); // some name no device
  }

  /**
   * The best speed of every result on one device; NaN where nobody tells any.
   * @param {string} device
   * @returns {DeviceSpeeds}
   */
  speedOn(device) {
    let found = this.onDevice.get(device);
    if (!found) {
      found = { ms: new Float64Array(this.count).fill(NaN), ips: new Float64Array(this.count).fill(NaN) };
      for (let result = 0; result < this.count; result++) {
        if (this.speeds[result].length === 0 && this.timings[this.raw.results.model[result]].length === 0) continue;
        for (const speed of this.speedsOf(result, device)) {
          if (speed.ms && !(found.ms[result] <= Number(speed.ms))) found.ms[result] = Number(speed.ms);
          if (speed.ips && !(found.ips[result] >= Number(speed.ips))) found.ips[result] = Number(speed.ips);
        }
      }
      this.onDevice.set(device, found);
    }
    return found;
  }
}

/** Numbers of a column; NaN for what is not known. @param {string[]} texts */
function numbers(texts) {
  return Float64Array.from(texts, (text) => (text === "" ? NaN : Number(text)));
}

/** Numbers out of their steps, as the file has those that mostly rise. @param {number[]} steps */
function sums(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/**
 * The places in a column at which each number stands.
 * @param {number[]} column
 * @param {number} count
 * @returns {number[][]}
 */
function groups(column, count) {
  const none = /** @type {number[]} */ ([]);
  const found = new Array(count).fill(none);
  column.forEach((value, place) => (found[value] === none ? (found[value] = [place]) : found[value].push(place)));
  return found;
}
