// Search over the Pagefind index: a dialog with a combobox, facets and results. Nothing is fetched before the first use.
"use strict";
(() => {
  const SITE = new URL("../../", document.currentScript.src);
  const SHOWN = 20;
  const WAIT_MS = 120;
  const FACETS = ["Family", "Year", "Code"];
  const NO_INDEX = "This copy of the site has no search index. The table on the Compare page can be filtered without it.";

  const opener = document.querySelector(".lv-search-open");
  if (!opener) return;
  let parts = null; // elements of the dialog, made on first use
  let engine = null; // promise of the Pagefind module
  let active = -1; // index of the option that Enter opens
  let turn = 0; // only the newest search may show its results
  let timer = 0;

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function build() {
    const input = make("input", {
      type: "search", role: "combobox", placeholder: "A model, an author, an idea", autocomplete: "off", spellcheck: "false",
      "aria-label": "Search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "lv-search-list",
    });
    const close = make("button", { type: "button", class: "lv-search__close" }, "Close");
    const facets = FACETS.map((name) => make("select", { "data-facet": name, "aria-label": name }));
    const status = make("p", { class: "lv-search__status", role: "status" });
    const list = make("div", { id: "lv-search-list", role: "listbox", "aria-label": "Results", hidden: "" });
    const keys = make("p", { class: "lv-search__keys" }, "Arrow keys choose, Enter opens, Esc closes.");
    const dialog = make("dialog", { class: "lv-search md-typeset", "aria-label": "Search" },
      make("div", { class: "lv-search__head" }, input, close),
      make("div", { class: "lv-search__facets", role: "group", "aria-label": "Narrow the results" }, ...facets),
      status, list, keys);
    document.body.append(dialog);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the theme has keys of its own
    input.addEventListener("input", later);
    input.addEventListener("keydown", onKey);
    for (const facet of facets) facet.addEventListener("change", search);
    return { dialog, input, facets, status, list };
  }

  function load() {
    engine ??= import(new URL("pagefind/pagefind.js", SITE)).then(async (module) => {
      await module.options({ baseUrl: SITE.pathname, excerptLength: 24 });
      await module.init();
      await module.filters(); // searches count by facet only once these are loaded
      return module;
    });
    return engine;
  }

  function open() {
    parts ??= build();
    if (!parts.dialog.open) parts.dialog.showModal();
    parts.input.select();
    search();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT_MS);
  }

  function chosen(except) {
    const filled = parts.facets.filter((facet) => facet.value && facet !== except);
    return Object.fromEntries(filled.map((facet) => [facet.dataset.facet, facet.value]));
  }

  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    const text = parts.input.value.trim();
    if (!engine) parts.status.textContent = "Loading the search index …";
    try {
      const pagefind = await load();
      const found = await pagefind.search(text || null, { filters: chosen() });
      const counts = await Promise.all(parts.facets.map((facet) => facetCounts(pagefind, text, facet, found)));
      const idle = !text && !Object.keys(chosen()).length;
      const best = idle ? [] : found.results.slice(0, SHOWN);
      const pages = (await Promise.all(best.map((result) => result.data()))).filter((page) => fits(page, text));
      const count = pages.length < best.length ? pages.length : found.results.length;
      if (mine !== turn) return;
      parts.facets.forEach((facet, index) => fillFacet(facet, counts[index]));
      show(pages);
      parts.status.textContent = idle ? "Type a word, or choose a family, a year or code." : summary(count, text);
    } catch {
      if (mine !== turn) return;
      show([]);
      parts.status.textContent = NO_INDEX;
    }
  }

  // For a word that it does not know, Pagefind takes the longest beginning that it knows, down to a single letter.
  function fits(page, text) {
    const content = fold(`${page.meta.title} ${page.content}`);
    return fold(text).split(/[^\p{L}\p{N}]+/u).every((word) => content.includes(word.slice(0, 4)));
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // A facet shows what each of its values would give, so its own choice is left out of the count.
  async function facetCounts(pagefind, text, facet, found) {
    const name = facet.dataset.facet;
    if (!facet.value) return found.filters[name] ?? {};
    return (await pagefind.search(text || null, { filters: chosen(facet) })).filters[name] ?? {};
  }

  function fillFacet(facet, counts) {
    const name = facet.dataset.facet;
    const values = Object.keys(counts).filter((value) => counts[value] || value === facet.value).sort();
    if (name === "Year") values.reverse();
    const options = values.map((value) => make("option", { value }, `${name === "Code" ? `Code: ${value}` : value} (${counts[value]})`));
    const kept = facet.value;
    facet.replaceChildren(make("option", { value: "" }, `Any ${name.toLowerCase()}`), ...options);
    facet.value = kept;
  }

  function summary(count, text) {
    const what = text ? ` for “${text}”` : "";
    if (!count) return `Nothing found${what}. Try fewer or other words, or a wider choice.`;
    return `${count} ${count === 1 ? "page" : "pages"}${what}${count > SHOWN ? `, the first ${SHOWN} shown` : ""}`;
  }

  function show(pages) {
    parts.list.replaceChildren(...pages.map(option));
    parts.list.hidden = !pages.length;
    parts.input.setAttribute("aria-expanded", String(pages.length > 0));
    activate(pages.length ? 0 : -1);
  }

  function option(page, index) {
    const name = (page.meta.title ?? page.url).replace(/\s*¶$/, "");
    const facts = ["Family", "Year"].flatMap((key) => page.filters[key] ?? []);
    if (!facts.length) facts.push(page.url.slice(SITE.pathname.length).split("/")[0] || "home");
    const link = make("a", { role: "option", id: `lv-result-${index}`, href: page.url, tabindex: "-1", "aria-selected": "false" },
      make("b", {}, name), make("small", {}, facts.join(" · ")), make("span", {}, ...excerpt(page.excerpt)));
    link.addEventListener("pointermove", () => active !== index && activate(index, false));
    return link;
  }

  // The excerpt is HTML with <mark>; its text comes from records, so only text and marks are taken over.
  function excerpt(html) {
    const nodes = [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
    return nodes.map((node) => {
      const text = node.textContent.replaceAll("¶", "");
      return node.nodeName === "MARK" ? make("mark", {}, text) : text;
    });
  }

  function activate(index, scroll = true) {
    const options = parts.list.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[index];
    if (!option) return parts.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    parts.input.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({ block: "nearest" });
  }

  function onKey(event) {
    const count = parts.list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      activate((active + step + count) % count);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      parts.list.children[active]?.click();
    }
  }

  function isTyping(element) {
    return element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");
  }

  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if ((!isSlash && !isCtrlK) || isTyping(document.activeElement)) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("click", open);
  opener.hidden = false;
})();
