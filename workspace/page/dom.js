// Builds elements. Text only ever becomes text nodes: nothing in this page parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes and children. `on` holds listeners, `data` the data-* attributes;
 * an attribute that is null, undefined or false is left out, one that is true is set empty.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    } else if (name === "data") {
      for (const [key, datum] of Object.entries(value))
        if (datum != null) element.dataset[key] = datum;
    } else if (value != null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** The address if it may be followed from this page, else null (no javascript:, no data:). */
export function safeUrl(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the page; plain text where the address may not be followed. */
export function link(address, ...children) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// Drawn on a grid of 20 by 20 with a round pen.
const ICONS = {
  add: "M10 4v12M4 10h12",
  arrowDown: "M5.5 8l4.5 4.5L14.5 8",
  attach:
    "M13.5 6.5l-6 6a1.8 1.800 0 002.500 2.500l6.300-6.300a3.200 3.200 0 00-4.500-4.500L5.500 10.500",
  back: "M12 4l-6 6 6 6",
  bell: "M5 13.5V9a5 5 0 0110 0v4.5l1 1H4zM8.5 17h3",
  calls: "M7 6l-4 4 4 4M13 6l4 4-4 4M11 4.500 9 15.500",
  check: "M4 10.500l4 4 8-9",
  close: "M5 5l10 10M15 5L5 15",
  edit: "M4 16l.6-3L13 4.600 15.400 7 7 15.400zM11.500 6l2.500 2.500",
  file: "M5.500 3h6L15 6.500V17H5.500zM11 3v4h4",
  hash: "M8 3.500L6.500 16.500M13.500 3.500L12 16.500M4 7.500h12.500M3.500 12.500H16",
  home: "M3.500 9.500L10 4l6.500 5.500M5 8.500V16h10V8.500M8.500 16v-4h3v4",
  lock: "M5 9h10v7.500H5zM7 9V6.500a3 3 0 016 0V9",
  mail: "M3 5h14v10.500H3zM3 5.500l7 5.500 7-5.500",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  moon: "M15.800 12A6.500 6.500 0 018 4.200a6.500 6.500 0 107.800 7.800z",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  person: "M10 10a3 3 0 100-6 3 3 0 000 6zM4 16.500c.7-3 3-4.500 6-4.500s5.300 1.500 6 4.500",
  play: "M6.500 4.500l9 5.500-9 5.500z",
  reply: "M4 5h12v8.500H9.500L6 16.500v-3H4z",
  search: "M9 14A5 5 0 109 4a5 5 0 000 10zM12.800 12.800L16.500 16.500",
  send: "M3.500 16.500L17 10 3.500 3.500 5 9l6 1-6 1z",
  shortcut: "M11 3L5 11.500h4L8.500 17l6-8.500h-4z",
  smile:
    "M10 17a7 7 0 100-14 7 7 0 000 14zM7 11.500c.7 1.200 1.700 1.800 3 1.800s2.300-.6 3-1.800M7.700 8h.01M12.300 8h.01",
  sun: "M10 13.200a3.200 3.200 0 100-6.400 3.200 3.200 0 000 6.400zM10 2.500v1.500M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1 1M14.300 14.300l1 1M4.700 15.300l1-1M14.300 5.700l1-1",
  trash: "M4.500 6h11M8 6V4h4v2M6 6l.7 10.500h6.600L14 6",
};

/** One of the page's own drawings; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows a drawing only; `label` is its name and its tooltip. */
export function iconButton(name, label, onClick, attributes = {}) {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      ...attributes,
      on: { click: onClick },
    },
    icon(name),
  );
}
