// A field that grows with what is written in it and suggests what could come next.

import { h } from "./dom.js";
import { placeBeside } from "./popover.js";
import { suggestionsFor } from "./suggestions.js";
import { t } from "./words.js";

const TALLEST = 260; // px
let made = 0;

/** {element, area (the textarea), set(words), insert(words)}. */
export function writingField(label, words) {
  made += 1;
  const id = `suggestions-${made}`;
  const area = h("textarea", {
    class: "composer-field",
    rows: 1,
    placeholder: label,
    "aria-label": label,
    "aria-controls": id,
    "aria-autocomplete": "list",
  });
  const list = h("div", {
    id,
    class: "choices suggestions",
    role: "listbox",
    popover: "manual",
    "aria-label": t("suggestions"),
  });
  const element = h("div", { class: "composer-frame" }, area, list);
  let entries = [];
  let active = 0;

  area.value = words;
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, TALLEST)}px`;
  };
  const close = () => {
    if (list.matches(":popover-open")) list.hidePopover();
    area.removeAttribute("aria-activedescendant");
    entries = [];
  };

  function suggest() {
    const found = suggestionsFor(area.value.slice(0, area.selectionStart));
    if (!found?.entries.length) return close();
    entries = found.entries.map((entry, at) => ({
      ...entry,
      from: found.from,
      element: h(
        "div",
        {
          role: "option",
          id: `${id}-${at}`,
          class: "choice",
          "aria-selected": "false",
          on: { click: () => take(at) },
        },
        entry.icon,
        h(
          "span",
          { class: "choice-words" },
          h("span", {}, entry.label),
          entry.hint && h("small", {}, entry.hint),
        ),
      ),
    }));
    list.replaceChildren(...entries.map((entry) => entry.element));
    if (!list.matches(":popover-open")) list.showPopover();
    list.style.minWidth = `${Math.min(480, element.offsetWidth)}px`;
    placeAbove(list, element);
    return moveTo(0);
  }

  function moveTo(at) {
    entries[active]?.element.setAttribute("aria-selected", "false");
    entries[active]?.element.classList.remove("active");
    active = (at + entries.length) % entries.length;
    entries[active].element.setAttribute("aria-selected", "true");
    entries[active].element.classList.add("active");
    entries[active].element.scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", entries[active].element.id);
  }

  function take(at) {
    const { from, insert } = entries[at];
    area.setRangeText(insert, from, area.selectionStart, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    area.focus();
  }

  area.addEventListener("input", () => {
    grow();
    suggest();
  });
  area.addEventListener("blur", () => setTimeout(close, 120));
  area.addEventListener("keydown", (event) => {
    if (!entries.length) return;
    const keys = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      Tab: () => take(active),
      Enter: () => take(active),
      Escape: close,
    };
    if (!keys[event.key] || (event.key === "Enter" && isWhole(entries[active], area))) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  setTimeout(grow);
  return {
    element,
    area,
    set(value) {
      area.value = value;
      grow();
    },
    insert(value) {
      area.setRangeText(value, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
    },
  };
}

// Enter sends what is typed in full already.
function isWhole({ insert, from }, area) {
  return area.value.slice(from).trim() === insert.trim();
}

function placeAbove(list, frame) {
  placeBeside(list, frame);
  const { top } = frame.getBoundingClientRect();
  if (list.offsetHeight < top - 20) list.style.top = `${top - list.offsetHeight - 6}px`;
}
