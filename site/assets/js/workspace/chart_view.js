// Chart: accuracy against cost on a logarithmic axis, with the front of what passes the filters.
import { BY_KEY, cellText, shownColumns } from "./columns.js";
import { button, draw, link, make } from "./dom.js";
import { counted, short } from "./format.js";
import { savePng, saveSvg } from "./image.js";
import { front } from "./ranking.js";
import { linearScale, logScale, placeLabels } from "./scale.js";
import { bylineOf, nameOf, pageOf } from "./app.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filters.js").Row} Row */
/** @typedef {{row: Row, x: number, y: number}} Point */
/** @typedef {{title: string, of: (row: Row) => number, isBetterRight: boolean}} AxisChoice */

const MARGIN = { left: 46, right: 18, top: 16, bottom: 44 };
const REACH = 28; // pixels from a point at which the mouse still finds it
const LABEL = { size: 11, letter: 6.8, halo: 3 }; // letters as wide as in lvkb/views/label_places.py, so that one picture is the same everywhere
const NARROW = { width: 560, labels: 5 }; // a phone has room for so many names
const COLOURS = 4; // the first families of the taxonomy have one each, as lvkb/views/palette.py says

/** Gives the colour of a family. @param {number} family Its place in the taxonomy, -1 for none. */
const colourOf = (family) => (family >= 0 && family < COLOURS ? String(family + 1) : "other");

export class ChartView {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** @type {Point[]} */
    this.points = [];
    /** @type {Row[]} */
    this.frontRows = [];
    /** @type {Point | null} */
    this.active = null;
    this.width = 0;
    this.isAlone = false; // whether no controls and no table stand beside it
    this.axis = this.axes();
    this.svg = draw("svg", { class: "lv-w-chart", "aria-hidden": "true" });
    this.tip = make("div", { class: "lv-w-tip", hidden: true });
    this.spoken = make("p", { class: "lv-hidden", "aria-live": "polite" });
    this.stage = make("div", { class: "lv-w-stage", tabindex: 0, role: "application", "aria-label": "Chart of the models. Left and right go from model to model, up and down along the front, Enter opens the paper." }, this.svg, this.tip);
    this.caption = make("p", { class: "lv-w-caption" });
    this.legend = make("ul", { class: "lv-w-legend", "aria-label": "Legend" });
    this.year = make("input", { type: "range", id: "lv-w-until", step: 1 });
    this.yearText = make("output", { for: "lv-w-until" });
    this.box = make("div", {}, make("div", { class: "lv-w-chartbar" }, this.axis.box, make("div", { class: "lv-w-year" }, make("label", { for: "lv-w-until" }, "Published until"), this.year, this.yearText)),
      this.stage, this.legend, this.caption, this.spoken,
      make("div", { class: "lv-w-exports" }, "This picture: ", button("SVG", { class: "lv-w-button" }, () => saveSvg(this.svg, "models-chart.svg")), button("PNG", { class: "lv-w-button" }, () => savePng(this.svg, "models-chart.png").catch((/** @type {Error} */ error) => app.say(`No picture: ${error.message}`)))));
    this.resized = new ResizeObserver(() => Math.abs(this.stage.clientWidth - this.width) > 1 && this.width > 0 && this.paint());
    this.listen();
  }

  axes() {
    const select = make("select", { id: "lv-w-x" });
    select.addEventListener("change", () => this.app.change({ x: /** @type {import("./state.js").Axis} */ (select.value) }));
    return { select, box: make("div", { class: "lv-w-choice" }, make("label", { for: "lv-w-x" }, "Accuracy against"), select) };
  }

  listen() {
    let timer = 0;
    this.year.addEventListener("input", () => {
      const until = Number(this.year.value);
      this.yearText.textContent = this.year.value;
      clearTimeout(timer);
      timer = setTimeout(() => this.app.change({ until: until >= Number(this.year.max) ? null : until }, true), 30);
    });
    this.stage.addEventListener("pointermove", (event) => this.pointed(event));
    this.stage.addEventListener("pointerdown", (event) => this.pointed(event));
    this.stage.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.activate(null));
    this.stage.addEventListener("keydown", (event) => this.pressed(event));
    this.stage.addEventListener("focusout", (event) => !this.stage.contains(/** @type {Node | null} */ (event.relatedTarget)) && this.activate(null));
  }

  /** @param {HTMLElement} element */
  enter(element) {
    element.replaceChildren(this.box);
    this.resized.observe(this.stage);
  }

  /** Shows the drawing without its controls, where a page shows nothing else. @param {HTMLElement} element */
  enterAlone(element) {
    this.isAlone = true;
    element.replaceChildren(this.stage, this.legend, this.caption, this.spoken);
    this.resized.observe(this.stage);
  }

  leave() {
    this.resized.disconnect();
    this.activate(null);
  }

  rows() {
    const { until } = this.app.state;
    const { rows } = this.app.selection;
    return until === null ? rows : rows.filter(({ year }) => year <= until);
  }

  columns() {
    return shownColumns(this.app.state);
  }

  /** @returns {AxisChoice} */
  choice() {
    const { state, selection } = this.app;
    if (state.x === "params") return { title: "Parameters, M", of: (row) => row.params, isBetterRight: false };
    if (state.x === "gmacs") return { title: "GMACs for one image", of: (row) => row.gmacs, isBetterRight: false };
    const isThroughput = selection.rows.filter(({ ips }) => ips > 0).length > selection.rows.filter(({ ms }) => ms > 0).length;
    return isThroughput ? { title: `Images per second on ${state.device}: more is better`, of: (row) => row.ips, isBetterRight: true } : { title: `Milliseconds on ${state.device}`, of: (row) => row.ms, isBetterRight: false };
  }

  update() {
    const { state, catalogue } = this.app;
    const options = [["gmacs", "GMACs"], ["params", "Parameters"], ...(state.device ? [["speed", `speed on ${state.device}`]] : [])];
    this.axis.select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
    this.axis.select.value = state.x;
    const years = catalogue.raw.papers.year;
    this.year.min = String(Math.min(...years));
    this.year.max = String(Math.max(...years));
    if (this.year !== document.activeElement) this.year.value = String(state.until ?? this.year.max);
    this.yearText.textContent = String(state.until ?? this.year.max);
    this.paint();
  }

  /** Draws the rows at the width that there is, and keeps the point that somebody is at: names that arrive or a new width draw anew. */
  paint() {
    const { selection, state } = this.app;
    const before = this.active?.row.result;
    const isTouched = this.tip.classList.contains("lv-w-tip--touch");
    const choice = this.choice();
    const cost = (/** @type {Row} */ row) => (choice.isBetterRight ? 1 / choice.of(row) : choice.of(row));
    const known = this.rows().filter((row) => choice.of(row) > 0);
    this.activate(null);
    this.frontRows = front(known, cost);
    this.width = Math.max(260, this.stage.clientWidth);
    const height = this.width < NARROW.width ? 340 : 460;
    const all = selection.rows.filter((row) => choice.of(row) > 0);
    const area = this.area(all, choice, height);
    this.points = known.map((row) => ({ row, x: area.x.place(choice.of(row)), y: area.y.place(row.top1) }));
    const ofRow = new Map(this.points.map((point) => [point.row, point]));
    const frontPoints = this.frontRows.map((row) => /** @type {Point} */ (ofRow.get(row)));
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    this.svg.setAttribute("height", String(height));
    const behind = state.until === null ? null : this.step(front(all, cost).map((row) => ({ row, x: area.x.place(choice.of(row)), y: area.y.place(row.top1) })), choice, "lv-w-front lv-w-front--all");
    this.mark = draw("a", { class: "lv-w-active", tabindex: -1, visibility: "hidden" }, draw("circle", { r: 8 }));
    this.svg.replaceChildren(...area.grid, ...(behind ? [behind] : []), ...this.cloud(frontPoints), this.step(frontPoints, choice, "lv-w-front"), ...this.stars(frontPoints, area.room), this.mark);
    this.caption.textContent = this.describe(known.length, choice);
    this.showLegend();
    this.activate(this.points.find(({ row }) => row.result === before) ?? null, isTouched);
  }

  /** Scales, grid and titles. @param {Row[]} rows @param {AxisChoice} choice @param {number} height */
  area(rows, choice, height) {
    const [xs, ys] = [rows.map(choice.of), rows.map(({ top1 }) => top1)];
    const room = { x: MARGIN.left, y: MARGIN.top, width: this.width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
    const [right, bottom] = [room.x + room.width, room.y + room.height];
    const [least, most] = xs.length ? [Math.min(...xs), Math.max(...xs)] : [0.1, 10];
    const x = logScale(least / 1.12, most * 1.12, room.x, right);
    const [low, high] = ys.length ? [Math.min(...ys), Math.max(...ys)] : [60, 85];
    const y = linearScale(low - Math.max(0.5, (high - low) * 0.05), high + Math.max(0.5, (high - low) * 0.08), bottom, room.y);
    const ticks = x.ticks.filter((_, nr, all) => this.width > 480 || all.length < 7 || nr % 2 === 0);
    const grid = [
      draw("g", { class: "lv-w-grid" }, draw("path", { d: ticks.map((tick) => `M${round(x.place(tick))} ${room.y}V${bottom}`).join("") + y.ticks.map((tick) => `M${room.x} ${round(y.place(tick))}H${right}`).join("") })),
      draw("g", { class: "lv-w-axis" },
        ...ticks.map((tick) => draw("text", { x: round(x.place(tick)), y: bottom + 16, "text-anchor": "middle" }, short(tick))),
        ...y.ticks.map((tick) => draw("text", { x: room.x - 7, y: round(y.place(tick) + 4), "text-anchor": "end" }, String(tick))),
        draw("text", { x: room.x + room.width / 2, y: bottom + 35, "text-anchor": "middle" }, choice.title),
        draw("text", { x: 4, y: 11 }, "Top-1, %")),
    ];
    return { x, y, room, grid };
  }

  /** All points off the front: one shape for each colour and filling, so that thousands stay cheap. @param {Point[]} frontPoints */
  cloud(frontPoints) {
    const isFront = new Set(frontPoints);
    /** @type {Map<string, string[]>} */
    const shapes = new Map();
    for (const point of this.points) {
      if (isFront.has(point)) continue;
      const key = this.look(point.row);
      const circle = `M${round(point.x - 3)} ${round(point.y)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z`;
      const known = shapes.get(key);
      if (known) known.push(circle);
      else shapes.set(key, [circle]);
    }
    return [...shapes].map(([look, circles]) => draw("path", { class: `lv-w-dot lv-w-dot--small ${look}`, d: circles.join("") }));
  }

  /** Classes of a point: colour of its family, open where it learnt from a teacher. @param {Row} row */
  look({ result }) {
    const { catalogue } = this.app;
    const { papers } = catalogue.raw;
    return `lv-family-${colourOf(papers.family[catalogue.paper(result)])}${catalogue.setup(result)[2] === "yes" ? " lv-w-dot--open" : ""}`;
  }

  /** The front as a step: the best that a cost buys. @param {Point[]} points @param {AxisChoice} choice @param {string} look */
  step(points, choice, look) {
    const end = choice.isBetterRight ? MARGIN.left : this.width - MARGIN.right;
    const path = points.map(({ x, y }, nr) => (nr === 0 ? `M${round(x)} ${round(y)}` : `H${round(x)}V${round(y)}`)).join("");
    return draw("path", { class: look, d: path ? `${path}H${end}` : "" });
  }

  /** Points of the front: links with a ring and, where there is room, a name. @param {Point[]} points @param {import("./scale.js").Box} room */
  stars(points, room) {
    const names = points.map(({ row }) => nameOf(this.app.catalogue, row.result));
    const texts = names.map((name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name));
    const isFront = new Set(points);
    const order = this.claims(points.length);
    const found = placeLabels(order.map((nr) => ({ ...points[nr], text: texts[nr] })), this.points.filter((point) => !isFront.has(point)), room, (text) => text.length * LABEL.letter + LABEL.halo, LABEL.size + 2, this.width < NARROW.width ? NARROW.labels : Infinity);
    const places = new Map(order.map((nr, claim) => [nr, found[claim]]));
    return points.map(({ row, x, y }, nr) => {
      const place = places.get(nr);
      return draw("a", { href: pageOf(this.app, row.result), tabindex: -1, class: this.look(row) },
        draw("circle", { class: "lv-w-ring", cx: round(x), cy: round(y), r: 6.5 }), draw("circle", { class: `lv-w-dot ${this.look(row)}`, cx: round(x), cy: round(y), r: 3.6 }),
        place ? draw("text", { class: "lv-w-label", x: round(place.x), y: round(place.y), "text-anchor": place.anchor }, texts[nr]) : null);
    });
  }

  /** In which order points of the front are named: the most accurate first, on phones from end to end in ever smaller steps. @param {number} count */
  claims(count) {
    const step = (/** @type {number} */ nr) => nr & -nr || count; // the largest power of two that divides it
    const order = Array.from({ length: count }, (_, nr) => nr);
    if (this.width < NARROW.width) order.sort((a, b) => step(b) - step(a));
    return order.map((nr) => count - 1 - nr);
  }

  /** @param {number} count @param {AxisChoice} choice */
  describe(count, choice) {
    const all = this.rows().length;
    const missing = all - count ? ` ${counted(all - count, "model")} without that cost ${all - count === 1 ? "is" : "are"} not in the picture.` : "";
    const years = this.app.state.until === null ? "" : ` Published until ${this.app.state.until}; the dashed line is the front of today.`;
    return `${counted(count, "model")}; ${this.frontRows.length} on the front: no other one shown is both as accurate and ${choice.isBetterRight ? "as fast" : "as cheap"}.${missing}${years}${this.isAlone ? "" : " The table has all of them as text."}`;
  }

  showLegend() {
    const { families } = this.app.catalogue.raw;
    const used = new Set(this.points.map(({ row }) => this.look(row).split(" ")[0]));
    const icon = (/** @type {(Node | null)[]} */ ...shapes) => draw("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, ...shapes);
    const dot = (/** @type {string} */ look) => draw("circle", { class: `lv-w-dot ${look}`, cx: 7, cy: 7, r: 3.6 });
    this.legend.replaceChildren(
      ...[...families.slice(0, COLOURS).map(([, title], order) => [colourOf(order), title]), ["other", "Other"]].filter(([colour]) => used.has(`lv-family-${colour}`)).map(([colour, title]) => make("li", {}, icon(dot(`lv-family-${colour}`)), title)),
      ...(this.points.some(({ row }) => this.look(row).includes("open")) ? [make("li", {}, icon(dot("lv-family-other lv-w-dot--open")), "distilled")] : []),
      make("li", {}, icon(draw("circle", { class: "lv-w-ring", cx: 7, cy: 7, r: 6 })), "on the front"),
    );
  }

  /** @param {PointerEvent} event */
  pointed(event) {
    if (this.tip.contains(/** @type {Node} */ (event.target))) return;
    const box = this.svg.getBoundingClientRect();
    const scale = this.width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const near = this.nearest(x, y);
    this.activate(near, event.pointerType !== "mouse");
  }

  /** @param {number} x @param {number} y */
  nearest(x, y) {
    /** @type {Point | null} */
    let best = null;
    let least = REACH * REACH;
    for (const point of this.points) {
      const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (distance < least) [best, least] = [point, distance];
    }
    return best;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.target !== this.stage || this.points.length === 0) return;
    const ordered = [...this.points].sort((a, b) => a.x - b.x || b.y - a.y);
    const onFront = ordered.filter(({ row }) => this.frontRows.includes(row));
    const { active } = this;
    const place = active ? ordered.indexOf(active) : -1;
    const x = active?.x ?? -1;
    const next = /** @type {Record<string, () => Point | undefined>} */ ({
      ArrowRight: () => ordered[Math.min(place + 1, ordered.length - 1)],
      ArrowLeft: () => ordered[place < 0 ? ordered.length - 1 : Math.max(place - 1, 0)],
      ArrowUp: () => onFront.find((point) => point.x > x) ?? onFront.at(-1),
      ArrowDown: () => onFront.filter((point) => active && point.x < x).at(-1) ?? onFront[0],
      Home: () => ordered[0],
      End: () => ordered.at(-1),
    })[event.key]?.();
    if (next) {
      event.preventDefault();
      this.activate(next, false, true);
    } else if (event.key === "Enter" && active) open(pageOf(this.app, active.row.result), this.isAlone ? "_blank" : "_self");
    else if (event.key === "Escape") this.activate(null);
  }

  /** Shows what a point is. @param {Point | null} point @param {boolean} [isTouched] whether the tip is to be tapped @param {boolean} [isSpoken] */
  activate(point, isTouched = false, isSpoken = false) {
    if (point === this.active) return;
    this.active = point;
    this.tip.hidden = !point;
    this.mark?.setAttribute("visibility", point ? "visible" : "hidden");
    if (!point) return;
    const { app } = this;
    const { row } = point;
    const figures = ["top1", "params", "gmacs", ...(app.state.device ? ["speed"] : [])].map((key) => {
      const column = /** @type {import("./columns.js").Column} */ (BY_KEY.get(key));
      return `${column.title} ${cellText(column, row, app.context)}${column.unit ? ` ${column.unit}` : ""}`;
    });
    const name = nameOf(app.catalogue, row.result);
    const page = pageOf(app, row.result);
    this.tip.replaceChildren(isTouched ? link(name, page) : make("b", {}, name), make("small", {}, bylineOf(app.catalogue, row.result)), make("span", {}, figures.join(" · ")), make("small", {}, app.catalogue.setup(row.result)[5]));
    this.tip.classList.toggle("lv-w-tip--touch", isTouched);
    if (isSpoken) this.spoken.textContent = `${name}, ${bylineOf(app.catalogue, row.result)}: ${figures.join(", ")}${this.frontRows.includes(row) ? "; on the front" : ""}`;
    this.mark?.setAttribute("href", page);
    this.mark?.setAttribute("transform", `translate(${round(point.x)} ${round(point.y)})`);
    this.mark?.setAttribute("pointer-events", isTouched ? "none" : "auto");
    const scale = this.svg.getBoundingClientRect().width / this.width;
    const left = Math.max(0, Math.min(point.x * scale + 12, this.stage.clientWidth - this.tip.offsetWidth));
    const top = point.y * scale + 14 + this.tip.offsetHeight > this.stage.clientHeight ? point.y * scale - this.tip.offsetHeight - 12 : point.y * scale + 14;
    this.tip.style.translate = `${Math.round(left)}px ${Math.round(Math.max(0, top))}px`;
  }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
