// A drawing of the page as a file that stands by itself: colours and type written into it.
import { save } from "./clipboard.js";

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-size", "font-family", "font-weight", "visibility", "paint-order"];
const SHARPNESS = 2;

/** @param {SVGSVGElement} svg @param {string} name */
export function saveSvg(svg, name) {
  save(name, standalone(svg), "image/svg+xml");
}

/** @param {SVGSVGElement} svg @param {string} name */
export async function savePng(svg, name) {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * SHARPNESS, height * SHARPNESS];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the browser cannot draw it");
  save(name, /** @type {Blob} */ (blob));
}

/** The text of a drawing that looks the same outside of its page. @param {SVGSVGElement} svg @param {string} [colour] of its ground */
export function standalone(svg, colour = getComputedStyle(document.body).backgroundColor) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const { width, height } = svg.viewBox.baseVal;
  const [here, there] = [svg, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  here.forEach((element, nr) => {
    const style = getComputedStyle(element);
    there[nr].setAttribute("style", STYLES.map((key) => `${key}:${style.getPropertyValue(key)}`).join(";"));
    there[nr].removeAttribute("class");
  });
  for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", location.href).href);
  for (const link of copy.querySelectorAll("a[visibility=hidden]")) link.remove();
  for (const [key, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height })) copy.setAttribute(key, String(value));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [key, value] of Object.entries({ width: "100%", height: "100%", fill: colour })) ground.setAttribute(key, value);
  copy.prepend(ground);
  copy.removeAttribute("aria-hidden");
  return new XMLSerializer().serializeToString(copy);
}
