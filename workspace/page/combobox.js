// A field in which one or several of many are chosen, by typing, by mouse or by arrow keys.

import { h, icon } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { placeBeside } from "./popover.js";
import { t } from "./words.js";

const PAUSE = 200; // ms after a key before an app is asked for options
let made = 0;

/**
 * A choice: {value, words (plain text), text?, description?, icon?}.
 * @param load (query) => choices by group, [{group?, choices}], or a promise of them.
 * @param chosen choices that are chosen already.
 * @param onChange called with the chosen choices after each change by a person.
 * @returns {element, chosen(), set(choices)}
 */
export function combobox({
  label,
  placeholder,
  load,
  chosen = [],
  multiple,
  atMost,
  onChange,
  slow,
  least = 0,
  attributes = {},
}) {
  made += 1;
  const listId = `choices-${made}`;
  const picked = [...chosen];
  let entries = [];
  let active = -1;
  let asked = 0;
  let timer;

  const input = h("input", {
    type: "text",
    class: "combobox-input",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": label,
    ...attributes,
  });
  const chips = h("span", { class: "chips" });
  const list = h("div", {
    id: listId,
    role: "listbox",
    class: "choices",
    popover: "manual",
    "aria-label": label,
    "aria-multiselectable": multiple ? "true" : null,
  });
  const frame = h(
    "div",
    { class: "combobox" },
    chips,
    input,
    h("span", { class: "combobox-arrow" }, icon("arrowDown")),
    list,
  );

  frame.addEventListener("mousedown", (event) => {
    if (event.target.closest("button, [role=listbox]")) return;
    if (event.target !== input) event.preventDefault();
    input.focus();
    toggle();
  });
  input.addEventListener("input", () => open());
  input.addEventListener("blur", () => close());
  input.addEventListener("keydown", onKey);
  list.addEventListener("mousedown", (event) => event.preventDefault());

  function toggle() {
    if (isOpen()) close();
    else open();
  }

  function isOpen() {
    return list.matches(":popover-open");
  }

  function open() {
    if (!isOpen()) {
      list.showPopover();
      input.setAttribute("aria-expanded", "true");
    }
    clearTimeout(timer);
    if (slow) timer = setTimeout(ask, PAUSE);
    else ask();
  }

  function close() {
    if (!isOpen()) return;
    clearTimeout(timer);
    list.hidePopover();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
    showPicked();
  }

  async function ask() {
    asked += 1;
    const mine = asked;
    const query = typed();
    if (query.length < least) return say(t("typeMore", { n: least }));
    let groups = load(query);
    if (groups instanceof Promise) {
      if (!list.childElementCount) say(t("loading"));
      try {
        groups = await groups;
      } catch (failure) {
        return mine === asked && say(failure.message);
      }
      if (mine !== asked) return null;
    }
    return fill(groups);
  }

  // What stands in the field while one is chosen is its name, not a search.
  function typed() {
    const words = input.value.trim();
    return !multiple && picked[0] && words === picked[0].words ? "" : words;
  }

  function say(words) {
    entries = [];
    list.replaceChildren(
      h(
        "div",
        {
          class: "choices-note",
          role: "option",
          "aria-disabled": "true",
          "aria-selected": "false",
        },
        words,
      ),
    );
    placeBeside(list, frame);
  }

  function fill(groups) {
    entries = [];
    const nodes = groups.flatMap(({ group, choices }, at) => {
      const options = choices.map(entryOf);
      if (!group) return options;
      const id = `${listId}-${at}`;
      return [
        h(
          "div",
          { role: "group", "aria-labelledby": id },
          h("div", { id, class: "choices-group", role: "presentation" }, ...textObject(group)),
          ...options,
        ),
      ];
    });
    if (!entries.length) return say(t("nothingFound"));
    list.replaceChildren(...nodes);
    list.style.minWidth = `${frame.offsetWidth}px`;
    placeBeside(list, frame);
    return moveTo(
      Math.max(
        0,
        entries.findIndex(({ choice }) => has(choice)),
      ),
    );
  }

  function entryOf(choice) {
    const element = h(
      "div",
      {
        role: "option",
        id: `${listId}-o${entries.length}`,
        class: "choice",
        "aria-selected": String(has(choice)),
        data: { value: choice.value },
        on: { click: () => pick(choice) },
      },
      choice.icon,
      h(
        "span",
        { class: "choice-words" },
        h("span", {}, ...(choice.text ? textObject(choice.text) : [choice.words])),
        choice.description && h("small", {}, ...textObject(choice.description)),
      ),
      has(choice) && icon("check"),
    );
    entries.push({ element, choice });
    return element;
  }

  function has(choice) {
    return picked.some((one) => one.value === choice.value);
  }

  function moveTo(at) {
    entries[active]?.element.classList.remove("active");
    active = at;
    const entry = entries[at];
    if (!entry) return;
    entry.element.classList.add("active");
    entry.element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", entry.element.id);
  }

  function pick(choice) {
    const at = picked.findIndex((one) => one.value === choice.value);
    if (!multiple) picked.splice(0, picked.length, choice);
    else if (at >= 0) picked.splice(at, 1);
    else if (!atMost || picked.length < atMost) picked.push(choice);
    else return say(t("tooMany", { n: atMost }));
    input.value = "";
    if (multiple) ask();
    else close();
    showPicked();
    return onChange?.([...picked]);
  }

  function drop(choice) {
    picked.splice(picked.indexOf(choice), 1);
    showPicked();
    input.focus();
    onChange?.([...picked]);
  }

  function showPicked() {
    if (!multiple) {
      input.value = picked[0]?.words ?? "";
      input.placeholder = placeholder ?? t("choose");
      chips.replaceChildren(...(picked[0]?.icon ? [picked[0].icon.cloneNode(true)] : []));
      return;
    }
    if (!isOpen()) input.value = "";
    input.placeholder = picked.length ? "" : (placeholder ?? t("choose"));
    chips.replaceChildren(
      ...picked.map((choice) => {
        const name = t("remove", { what: choice.words });
        return h(
          "span",
          { class: "chip" },
          choice.icon?.cloneNode(true),
          choice.words,
          h(
            "button",
            {
              type: "button",
              class: "chip-remove",
              "aria-label": name,
              title: name,
              on: { click: () => drop(choice) },
            },
            icon("close"),
          ),
        );
      }),
    );
  }

  function onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      return entries.length && moveTo((active + step + entries.length) % entries.length);
    }
    if (event.key === "Enter") return choose(event);
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    if (event.key === "Backspace" && multiple && !input.value && picked.length)
      return drop(picked.at(-1));
    return null;
  }

  function choose(event) {
    if (!isOpen() || !entries[active]) return;
    event.preventDefault();
    pick(entries[active].choice);
  }

  showPicked();
  return {
    element: frame,
    input,
    chosen: () => [...picked],
    set(choices) {
      picked.splice(0, picked.length, ...choices);
      showPicked();
    },
  };
}

/** Choices whose words hold what was typed, accents and case aside. */
export function matching(groups, query) {
  const wanted = plain(query);
  return groups
    .map(({ group, choices }) => ({
      group,
      choices: choices.filter(({ words }) => plain(words).includes(wanted)),
    }))
    .filter(({ choices }) => choices.length);
}

function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
