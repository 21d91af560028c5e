// The comparison table: sort, filter and window over all results; the state is in the address, so views can be shared.
"use strict";
(async () => {
  const STEP = 100;
  const WAIT_MS = 120;
  const HIGH_FIRST = new Set(["top1", "top5", "year", "throughput"]); // columns where readers look for the most
  const SAMPLES = ["params<=6", "gmacs<=1", "pretrain=none", "distilled=none"];
  const CONDITION = /^([a-z][a-z0-9]*)(<=|>=|<|>|=)(.*)$/;

  const box = document.getElementById("lv-compare");
  const table = document.getElementById("lv-results");
  if (!box || !table) return;
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  let columns, rows, words; // the data; words[i] is the searchable text of rows[i]
  let state = { sort: "", q: "", limit: STEP };
  let order = []; // indexes of the rows that pass the filter, sorted
  let timer = 0;
  let typed = false; // whether the newest history entry came from typing

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const input = make("input", { type: "search", id: "lv-filter", autocomplete: "off", spellcheck: "false", "aria-describedby": "lv-hint" });
  const count = make("p", { id: "lv-count", role: "status" });
  const empty = make("p", { class: "lv-empty", hidden: "" }, "No result fits. Remove a word, or widen a limit.");
  const more = make("button", { type: "button", class: "lv-button", id: "lv-more", hidden: "" });
  const clear = make("button", { type: "button", class: "lv-button", id: "lv-clear", hidden: "" }, "Clear");
  const samples = SAMPLES.map((word) => make("button", { type: "button", "aria-pressed": "false" }, word));
  const hint = make("div", { class: "lv-hint" }, make("span", { id: "lv-hint" }, "All words must fit. Limits on columns, such as"), ...samples);

  const text = (cell) => (Array.isArray(cell) ? cell[0] : cell);
  const fold = (value) => value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const number = (cell) => (text(cell) === "" ? NaN : Number(text(cell).replace("*", ""))); // * behind what lvkb counted

  // Resolved as the browser will: a space in front, or two slashes, must not hide a scheme or a host.
  function safe(href) {
    if (!URL.canParse(href, location.href)) return null;
    const { protocol, host } = new URL(href, location.href);
    return protocol === "https:" || (protocol === location.protocol && host === location.host) ? href : null;
  }

  // "-top1" sorts by top1 from high to low. Unknown values stay last in both directions.
  function compare(key) {
    const index = columns.findIndex((column) => column.key === key.replace(/^-/, ""));
    if (index < 0) return () => 0;
    const sign = key.startsWith("-") ? -1 : 1;
    const isNumber = columns[index].type === "number";
    const value = isNumber ? (row) => number(rows[row][index]) : (row) => text(rows[row][index]);
    const isUnknown = isNumber ? Number.isNaN : (cell) => cell === "";
    const collate = new Intl.Collator("en", { numeric: true }).compare;
    return (one, two) => {
      const [a, b] = [value(one), value(two)];
      if (isUnknown(a) || isUnknown(b)) return isUnknown(a) - isUnknown(b);
      return sign * (isNumber ? a - b : collate(a, b));
    };
  }

  // A word is a text that a row must hold, or a limit on a column: params<=6. A limit still being typed is no filter yet.
  function test(word) {
    const [, key, sign, limit] = CONDITION.exec(word) ?? [];
    const index = key ? columns.findIndex((column) => column.key.startsWith(key)) : -1;
    if (index < 0) return (row) => words[row].includes(word);
    if (limit === "") return () => true;
    if (columns[index].type !== "number") return (row) => sign === "=" && fold(text(rows[row][index])).startsWith(limit);
    const fits = { "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b, "=": (a, b) => a === b }[sign];
    return (row) => fits(number(rows[row][index]), Number(limit));
  }

  function cell(value, index) {
    const href = Array.isArray(value) && value[1] ? safe(value[1]) : null;
    const content = href ? make("a", { href }, text(value)) : text(value);
    return make("td", columns[index].type === "number" ? { class: "num" } : {}, content);
  }

  function show() {
    const wanted = fold(state.q).split(/\s+/).filter(Boolean);
    const tests = wanted.map(test);
    order = rows.map((_, row) => row).filter((row) => tests.every((fits) => fits(row)));
    if (state.sort) order.sort(compare(state.sort));
    body.replaceChildren(...order.slice(0, state.limit).map((row) => make("tr", {}, ...rows[row].map(cell))));
    count.textContent = `${order.length} of ${rows.length} results`;
    empty.hidden = order.length > 0;
    clear.hidden = !state.q && !state.sort;
    const left = order.length - state.limit;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, STEP)} more of ${left}`;
    for (const sample of samples) sample.setAttribute("aria-pressed", String(wanted.includes(sample.textContent)));
    for (const head of heads) {
      const key = head.dataset.key;
      const direction = state.sort === key ? "ascending" : state.sort === `-${key}` ? "descending" : null;
      if (direction) head.setAttribute("aria-sort", direction);
      else head.removeAttribute("aria-sort");
    }
  }

  function readAddress() {
    if (location.hash && !location.hash.includes("=")) return; // an anchor, not a state
    const values = new URLSearchParams(location.hash.slice(1));
    state = { sort: values.get("sort") ?? "", q: values.get("q") ?? "", limit: STEP };
    input.value = state.q;
  }

  // Typing one filter is one step back, each sort is another.
  function writeAddress(isTyping) {
    const values = new URLSearchParams(Object.entries(state).filter(([key, value]) => key !== "limit" && value));
    const address = `${location.pathname}${location.search}${values.size ? `#${values}` : ""}`;
    history[isTyping && typed ? "replaceState" : "pushState"](null, "", address);
    typed = isTyping;
  }

  function change(values, isTyping = false) {
    state = { ...state, limit: STEP, ...values };
    writeAddress(isTyping);
    show();
  }

  function sortBy(key) {
    const [first, second] = HIGH_FIRST.has(key) ? [`-${key}`, key] : [key, `-${key}`];
    change({ sort: state.sort === first ? second : state.sort === second ? "" : first });
  }

  function toggle(word) {
    const present = input.value.split(/\s+/).filter(Boolean);
    input.value = (present.includes(word) ? present.filter((other) => other !== word) : [...present, word]).join(" ");
    change({ q: input.value });
  }

  function addControls() {
    const label = make("label", { for: "lv-filter" }, "Filter");
    const controls = make("div", { class: "lv-controls" }, label, input, clear, count, hint);
    (table.closest(".lv-scroll") ?? table).before(controls);
    (table.closest(".lv-scroll") ?? table).after(empty, more);
    table.caption?.replaceChildren("One row for each result"); // it told of the rows without a script
    for (const head of heads) {
      const button = make("button", { type: "button" }, head.textContent.trim());
      button.addEventListener("click", () => sortBy(head.dataset.key));
      head.replaceChildren(button);
    }
  }

  function listen() {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => change({ q: input.value.trim() }, true), WAIT_MS);
    });
    for (const sample of samples) sample.addEventListener("click", () => toggle(sample.textContent));
    clear.addEventListener("click", () => {
      input.value = "";
      input.focus();
      change({ q: "", sort: "" });
    });
    more.addEventListener("click", () => {
      const before = body.rows.length;
      state.limit += STEP;
      show();
      body.rows[before]?.querySelector("a")?.focus(); // the button may be gone
    });
    window.addEventListener("popstate", () => {
      clearTimeout(timer);
      typed = false;
      readAddress();
      show();
    });
  }

  try {
    const answer = await fetch(new URL(box.dataset.src, location.href));
    if (!answer.ok) return;
    ({ columns, rows } = await answer.json());
    // An address that is only an anchor belongs to the page that the row's first link leads to.
    for (const row of rows) for (const cell of row) {
      if (Array.isArray(cell) && cell[1].startsWith("#")) cell[1] = row[0][1] + cell[1];
    }
  } catch {
    return; // the rows in the page and the downloads remain
  }
  words = rows.map((row) => fold(row.map(text).join(" ")));
  addControls();
  listen();
  readAddress();
  show();
})();
