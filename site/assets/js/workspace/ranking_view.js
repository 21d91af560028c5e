// Ranking: the best within the limits, what ties with it, what it costs less, and what the next step costs more.
import { BY_KEY, cellText, shownColumns } from "./columns.js";
import { copySnippet } from "./clipboard.js";
import { button, link, make } from "./dom.js";
import { accuracy, counted, grouped, short, signed } from "./format.js";
import { bands, cheapest, dominated, nextStep, noise } from "./ranking.js";
import { Rows } from "./rows.js";
import { bylineOf, nameOf, pageOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */

export class RankingView {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.cards = make("div", { class: "lv-w-cards" });
    this.list = new Rows(app, "Ranking", false);
    this.box = make("div", {}, this.cards, this.list.box);
  }

  /** @param {HTMLElement} element */
  enter(element) {
    element.replaceChildren(this.box);
  }

  leave() {}

  rows() {
    return this.app.selection.rows;
  }

  columns() {
    return shownColumns(this.app.state);
  }

  update() {
    const { app } = this;
    const { rows, dearer } = app.selection;
    if (rows.length === 0) return;
    const ranked = bands(rows);
    const [best] = rows;
    const least = /** @type {Row} */ (cheapest(ranked[0]));
    const step = nextStep(best, dearer);
    const isBoth = least.result === best.result;
    this.cards.replaceChildren(
      this.card(isBoth ? "Most accurate within the limits, and the cheapest of its tie" : "Most accurate within the limits", best, this.aboutBest(best, ranked[0])),
      ...(isBoth ? [] : [this.card("Cheapest within the tie", least, this.aboutCheapest(best, least))]),
      step ? this.card("The next step up", step, this.aboutStep(best, step)) : make("div", { class: "lv-w-card" }, make("h2", {}, "The next step up"), make("p", {}, "No model that passes the other filters is more accurate by more than noise, whatever it costs.")),
    );
    this.list.show(ranked.map((band, nr) => ({ title: bandTitle(band, nr, app.context), note: nr === 0 && band.length > 1 ? ` Differences up to ${noise(band[0].top1, band[0].top1).toFixed(2)} points are within the noise of 50,000 test images.` : "", rows: band })), this.columns());
  }

  /** @param {string} title @param {Row} row @param {(string | Node)[]} about */
  card(title, row, about) {
    const { app } = this;
    const { catalogue, context } = app;
    const weights = catalogue.weights(row.result);
    const figures = ["top1", "params", "gmacs", ...(app.state.device ? ["speed"] : [])].map((key) => {
      const column = /** @type {import("./columns.js").Column} */ (BY_KEY.get(key));
      return make("div", {}, make("dt", {}, [column.title, column.unit].filter(Boolean).join(" ")), make("dd", {}, cellText(column, row, context)));
    });
    const copy = weights.snippet ? button("Copy Python", { class: "lv-w-button", "data-card-snippet": row.result }, () => copySnippet(app, row.result)) : make("span", { class: "lv-w-note" }, weights.timm ? `in timm: ${weights.timm}` : "not in timm");
    const other = weights.snippet && weights.isOther ? [make("small", { class: "lv-w-note" }, " timm's weights are of another setup")] : [];
    return make("div", { class: "lv-w-card" }, make("h2", {}, title), make("p", { class: "lv-w-card__name" }, link(nameOf(catalogue, row.result), pageOf(app, row.result)), make("small", {}, bylineOf(catalogue, row.result))), make("dl", {}, ...figures), make("p", {}, ...about), copy, ...other);
  }

  /** @param {Row} best @param {Row[]} band @returns {(string | Node)[]} */
  aboutBest(best, band) {
    const { rows } = this.app.selection;
    const beaten = dominated(best, rows).length;
    const ties = band.length - 1;
    return [
      ties === 0 ? "Nothing ties with it." : `${counted(ties, "model")} ${ties === 1 ? "ties" : "tie"} with it. `,
      rows.length > 1 ? ` It dominates ${dominance(beaten, rows.length - 1)}` : "",
    ];
  }

  /** @param {Row} best @param {Row} least @returns {(string | Node)[]} */
  aboutCheapest(best, least) {
    const beaten = dominated(least, this.app.selection.rows).length;
    return [`Against ${nameOf(this.app.catalogue, best.result)}: ${this.difference(best, least)}. It dominates ${beaten} of the others.`];
  }

  /** @param {Row} best @param {Row} step @returns {(string | Node)[]} */
  aboutStep(best, step) {
    return [`The cheapest that is better by more than noise: ${this.difference(best, step)}.`];
  }

  /** @param {Row} from @param {Row} to */
  difference(from, to) {
    return [
      `${signed(to.top1 - from.top1)} points`,
      Number.isNaN(to.gmacs - from.gmacs) ? "" : `${change(from.gmacs, to.gmacs)} GMACs`,
      Number.isNaN(to.params - from.params) ? "" : `${change(from.params, to.params)} M parameters`,
    ].filter(Boolean).join(", ");
  }
}

/** A difference of costs with at most three digits. @param {number} from @param {number} to */
function change(from, to) {
  const text = short(Math.abs(to - from));
  return to === from ? "as many" : `${to > from ? "+" : "−"}${text}`;
}

/** @param {Row[]} band @param {number} nr @param {import("./columns.js").Context} context */
function bandTitle(band, nr, context) {
  const [high, low] = [band[0], /** @type {Row} */ (band.at(-1))].map((row) => accuracy(context.catalogue.raw.results.top1[row.result]));
  const span = high === low ? `${high} %` : `${high} to ${low} %`;
  return `${nr === 0 ? "Best" : `Band ${nr + 1}`} · ${span} · ${counted(band.length, "model")}`;
}

/** How many models another one dominates, and what that means. @param {number} beaten @param {number} others */
function dominance(beaten, others) {
  const share = `${beaten ? grouped(beaten) : "none"} of the other ${grouped(others)}`;
  return beaten ? `${share}: ${beaten === 1 ? "that one is" : "they are"} neither more accurate, nor smaller, nor cheaper.` : `${share}.`;
}
