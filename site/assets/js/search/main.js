// The button and the keys that open the search. Everything else is fetched on the first use.

/** @type {HTMLButtonElement | null} */
const button = document.querySelector(".lv-search-open");

/** @param {string | null} words What to search for; without it what was typed last stands. */
async function openDialog(words = null) {
  const { openSearch } = await import("./dialog.js");
  await openSearch(words);
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
    void openDialog();
  });
  button.addEventListener("click", () => openDialog());
  button.hidden = false;
  // A page without the search, as that of unknown addresses, sends words to one that has it: `?search=words`.
  const words = new URLSearchParams(location.search).get("search");
  if (words) void openDialog(words);
}
