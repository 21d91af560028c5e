// The list of a combobox: one option is active, arrows move it, Enter opens it.

/**
 * @typedef {object} Combobox
 * @property {HTMLInputElement} input
 * @property {HTMLElement} list
 * @property {Promise<void>} answered Ends once the list has what was typed last.
 */

/**
 * Makes the keys and the pointer choose among the options of a list.
 *
 * @param {Combobox} box
 */
export function connect(box) {
  box.input.addEventListener("keydown", (event) => onKey(box, event));
  box.list.addEventListener("pointermove", (event) => {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (option && option !== activeOption(box)) activate(box, option, false);
  });
}

/**
 * Puts new content into the list. The first option becomes active, or the one that was, when it is there still.
 *
 * @param {Combobox} box
 * @param {HTMLElement[]} content
 * @param {boolean} keeps Whether the active option stays active.
 */
export function fill(box, content, keeps) {
  const before = keeps ? activeOption(box)?.getAttribute("href") : null;
  box.list.replaceChildren(...content);
  const options = optionsOf(box);
  options.forEach((option, index) => (option.id = `lv-result-${index}`));
  box.list.hidden = !options.length;
  box.input.setAttribute("aria-expanded", String(options.length > 0));
  activate(box, options.find((option) => option.getAttribute("href") === before) ?? options[0] ?? null);
}

/** @param {Combobox} box */
function optionsOf({ list }) {
  return [...list.querySelectorAll("[role=option]")];
}

/** @param {Combobox} box */
function activeOption({ list }) {
  return list.querySelector("[role=option][aria-selected=true]");
}

/**
 * @param {Combobox} box
 * @param {Element | null} option
 * @param {boolean} [scrolls]
 */
function activate(box, option, scrolls = true) {
  activeOption(box)?.setAttribute("aria-selected", "false");
  if (!option) return box.input.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  box.input.setAttribute("aria-activedescendant", option.id);
  if (scrolls) option.scrollIntoView({ block: "nearest" });
}

/**
 * @param {Combobox} box
 * @param {KeyboardEvent} event
 */
function onKey(box, event) {
  const [options, active] = [optionsOf(box), activeOption(box)];
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step && options.length) {
    event.preventDefault();
    const place = options.findIndex((option) => option === active);
    activate(box, options[(place + step + options.length) % options.length]);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    void open(box, event);
  }
}

/**
 * Opens the active option. Whoever types faster than names come means what they typed, not what is still listed.
 *
 * @param {Combobox} box
 * @param {KeyboardEvent} event
 */
async function open(box, { ctrlKey, metaKey }) {
  await box.answered;
  const option = document.activeElement === box.input ? activeOption(box) : null;
  option?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
}
