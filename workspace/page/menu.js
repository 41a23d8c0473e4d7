// A menu of things to do, for the mouse, the keyboard and screen readers.

import { h, icon, safeUrl } from "./dom.js";
import { openPopover } from "./popover.js";

/**
 * Open a menu beside `anchor`. An item: {label (text or nodes), hint?, icon?, danger?, checked?,
 * href?, onPick}; null makes a line between items.
 */
export function openMenu(anchor, items, { label } = {}) {
  const list = h("div", { role: "menu", class: "menu", "aria-label": label });
  const popover = openPopover(anchor, list, { className: "menu-popover" });
  for (const item of items)
    list.append(
      item ? menuItem(item, popover) : h("div", { role: "separator", class: "menu-line" }),
    );
  const entries = [...list.querySelectorAll("[role^=menuitem]")];
  list.addEventListener("keydown", (event) => walk(event, entries));
  (entries.find((entry) => entry.getAttribute("aria-checked") === "true") ?? entries[0])?.focus();
  return popover;
}

function menuItem(item, popover) {
  const href = item.href && safeUrl(item.href);
  const pick = () => {
    popover.close();
    item.onPick?.();
  };
  return h(
    href ? "a" : "button",
    {
      role: item.checked == null ? "menuitem" : "menuitemradio",
      "aria-checked": item.checked == null ? null : String(item.checked),
      class: item.danger ? "menu-item danger" : "menu-item",
      tabindex: -1,
      ...(href ? { href, target: "_blank", rel: "noopener noreferrer" } : { type: "button" }),
      on: { click: pick },
    },
    item.icon && (typeof item.icon === "string" ? icon(item.icon) : item.icon),
    h(
      "span",
      { class: "menu-words" },
      h("span", {}, item.label),
      item.hint && h("small", {}, item.hint),
    ),
    item.checked && icon("check"),
  );
}

function walk(event, entries) {
  const at = entries.indexOf(document.activeElement);
  const to =
    { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key] ??
    byLetter(event, entries, at);
  if (to == null) return;
  event.preventDefault();
  entries[(to + entries.length) % entries.length]?.focus();
}

function byLetter(event, entries, at) {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === " ")
    return null;
  const begins = (entry) =>
    entry.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
  const after = entries.findIndex((entry, n) => n > at && begins(entry));
  const found = after >= 0 ? after : entries.findIndex(begins);
  return found >= 0 ? found : null;
}
