// Elements, made with text alone: nothing that a record says is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {string | Node | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * Makes an element; attributes that are false, null or undefined are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  dress(element, attributes);
  element.append(...children.filter(isThere));
  return element;
}

/**
 * Makes an element of a drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  dress(element, attributes);
  element.append(...children.filter(isThere));
  return element;
}

/** @param {Element} element @param {Attributes} attributes */
export function dress(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) element.removeAttribute(key);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
}

/** @param {Child} child @returns {child is string | Node} */
function isThere(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/**
 * A button with an action.
 * @param {string | Node} content
 * @param {Attributes} attributes
 * @param {(event: MouseEvent) => void} [action]
 */
export function button(content, attributes, action) {
  const element = make("button", { type: "button", ...attributes }, content);
  if (action) element.addEventListener("click", action);
  return element;
}

/**
 * An address that a click may follow: https, or this site. Resolved as the browser will, so that neither a space in
 * front nor two slashes hide a scheme or a host.
 * @param {string} href
 * @returns {string | null}
 */
export function safe(href) {
  if (!href || !URL.canParse(href, location.href)) return null;
  const { protocol, host } = new URL(href, location.href);
  return protocol === "https:" || protocol === "http:" && host === location.host ? href : null;
}

/** A link, or its text alone where the address is not safe. @param {string} text @param {string} href @param {Attributes} [attributes] */
export function link(text, href, attributes = {}) {
  const address = safe(href);
  return address ? make("a", { href: address, ...attributes }, text) : make("span", attributes, text);
}

/** An element that must be there. @template {Element} E @param {E | null} element @returns {E} */
export function found(element) {
  if (!element) throw new Error("an element of the workspace is missing");
  return element;
}
