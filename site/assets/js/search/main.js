// The button and the keys that open the search. Everything else is fetched on the first use.

/** @type {HTMLButtonElement | null} */
const button = document.querySelector(".lv-search-open");

/** @type {((words: string | null) => void) | null} */
let open = null; // once the search is there it opens at once, before the next key
let isFetching = false;
let typed = ""; // while the search is fetched

/** @param {string | null} words What to search for; without it what was typed last stands. */
async function openDialog(words = null) {
  if (open) return open(words);
  if (isFetching) return;
  isFetching = true;
  try {
    const { openSearch, prepareSearch } = await import("./dialog.js");
    const dialog = await prepareSearch();
    open = (asked) => openSearch(dialog, asked);
    open(typed || words);
  } finally {
    isFetching = false;
    typed = "";
  }
}

/** @param {Element | null} element */
function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}

/** @param {KeyboardEvent} event */
function isSearchKey(event) {
  const isSlash = event.key === "/" && isLetter(event);
  const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return isSlash || isCtrlK;
}

/** @param {KeyboardEvent} event */
function isLetter(event) {
  return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
}

if (button) {
  document.addEventListener("keydown", (event) => {
    if (isTyping(document.activeElement)) return;
    if (isFetching && isLetter(event) && (typed || event.key !== "/")) typed += event.key;
    else if (isSearchKey(event)) void openDialog();
    else return;
    event.preventDefault();
  });
  button.addEventListener("click", () => openDialog());
  button.hidden = false;
  // A page without the search, as that of unknown addresses, sends words to one that has it: `?search=words`.
  const words = new URLSearchParams(location.search).get("search");
  if (words) void openDialog(words);
}
