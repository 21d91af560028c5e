// The button and the keys that open the search. Everything else is fetched on the first use.

/** @type {HTMLButtonElement | null} */
const button = document.querySelector(".lv-search-open");

async function open() {
  const { openSearch } = await import("./dialog.js");
  await openSearch();
}

/** @param {Element | null} element */
function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}

/** @param {KeyboardEvent} event */
function isSearchKey(event) {
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return isSlash || isCtrlK;
}

if (button) {
  document.addEventListener("keydown", (event) => {
    if (!isSearchKey(event) || isTyping(document.activeElement)) return;
    event.preventDefault();
    void open();
  });
  button.addEventListener("click", open);
  button.hidden = false;
}
