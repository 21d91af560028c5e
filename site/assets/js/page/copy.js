// Buttons that copy: `data-copy` names the element whose text goes to the clipboard. Without scripts they stay hidden, and
// the text stands on the page.

const SHOWN_MS = 6000; // as long as the page of models shows its messages

let timer = 0;

/**
 * Tells what became of a copy, on the button and to screen readers.
 * @param {HTMLElement} button
 * @param {HTMLElement} status
 * @param {string} text
 */
function tell(button, status, text) {
  clearTimeout(timer);
  for (const told of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copied]"))) delete told.dataset.copied;
  button.dataset.copied = text;
  status.textContent = text;
  timer = setTimeout(() => {
    delete button.dataset.copied;
    status.textContent = "";
  }, SHOWN_MS);
}

/** Makes the buttons of a page work. */
export function copyButtons() {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"));
  if (!buttons.length || !navigator.clipboard) return;
  const status = document.createElement("p");
  status.className = "lv-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);
  for (const button of buttons) {
    const source = document.getElementById(button.dataset.copy ?? "");
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent ?? "");
        tell(button, status, "Copied");
      } catch {
        tell(button, status, "The browser does not allow copying");
      }
    });
  }
}

copyButtons();
