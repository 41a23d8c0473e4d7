// The emoji picker: search, groups, skin tones; by mouse or arrow keys.

import { h } from "./dom.js";
import { emojiGroups, findEmoji, glyphOf, nameWithTone, spoken } from "./emoji.js";
import { openPopover, placeBeside } from "./popover.js";
import { nth, t } from "./words.js";

const COLUMNS = 8;
const OFTEN = ["white_check_mark", "raising_hand", "pray", "eyes", "tada", "heart", "+1", "clap"];
const RECENT = "workspace.recent-emoji";
const TONE = "workspace.skin-tone";

/** Open the picker beside `anchor`; `onPick` gets the short name with its skin tone. */
export function pickEmoji(anchor, onPick) {
  let tone = Number(localStorage.getItem(TONE) ?? 1);
  const search = h("input", {
    type: "search",
    class: "text-field",
    placeholder: t("searchEmojiHint"),
    "aria-label": t("searchEmoji"),
    autocomplete: "off",
  });
  const grid = h("div", { class: "emoji-groups", role: "group", "aria-label": t("emoji") });
  const tones = h("div", { class: "tones", role: "radiogroup", "aria-label": t("skinTone") });
  const box = h(
    "div",
    { class: "emoji-picker", role: "dialog", "aria-label": t("addReaction") },
    search,
    grid,
    tones,
  );
  const popover = openPopover(anchor, box, { className: "emoji-popover" });

  const pick = (name) => {
    remember(name);
    popover.close();
    onPick(nameWithTone(name, tone));
  };
  const cell = ({ names: [name], tones: takes }) =>
    h(
      "button",
      {
        type: "button",
        class: "emoji-cell",
        tabindex: -1,
        "aria-label": spoken(name),
        title: `:${name}:`,
        "data-name": name,
        on: { click: () => pick(name) },
      },
      glyphOf(takes ? nameWithTone(name, tone) : name),
    );
  const group = (title, emoji) =>
    h(
      "section",
      { class: "emoji-group", "aria-label": title },
      h("h3", {}, title),
      h("div", { class: "emoji-grid" }, ...emoji.map(cell)),
    );

  function draw() {
    const query = search.value.trim();
    const found = query && findEmoji(query);
    const recent = () =>
      group(
        t("recent"),
        recentEmoji().map((name) => ({ names: [name], tones: true })),
      );
    if (!query)
      grid.replaceChildren(
        recent(),
        ...emojiGroups().map(({ group: name, emoji }) => group(t(name), emoji)),
      );
    else
      grid.replaceChildren(
        found.length ? group(t("searchEmoji"), found) : h("p", { class: "quiet" }, t("noEmoji")),
      );
    const first = grid.querySelector(".emoji-cell");
    if (first) first.tabIndex = 0;
  }

  function drawTones() {
    tones.replaceChildren(
      ...[1, 2, 3, 4, 5, 6].map((step) =>
        h(
          "button",
          {
            type: "button",
            class: "tone",
            role: "radio",
            "aria-checked": String(step === tone),
            "aria-label": nth("skinTones", step - 1),
            title: nth("skinTones", step - 1),
            tabindex: step === tone ? 0 : -1,
            on: { click: () => setTone(step) },
          },
          glyphOf(nameWithTone("hand", step)),
        ),
      ),
    );
  }

  function setTone(step) {
    tone = step;
    localStorage.setItem(TONE, String(step));
    drawTones();
    draw();
    tones.children[step - 1].focus();
  }

  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    const first = grid.querySelector(".emoji-cell");
    if (event.key === "ArrowDown" && first) goTo(event, first);
    if (event.key === "Enter" && first && search.value) {
      event.preventDefault();
      pick(first.dataset.name);
    }
  });
  grid.addEventListener("keydown", (event) =>
    walk(event, [...grid.querySelectorAll(".emoji-cell")], search),
  );
  tones.addEventListener("keydown", (event) => {
    const to = { ArrowRight: (tone % 6) + 1, ArrowLeft: ((tone + 4) % 6) + 1 }[event.key];
    if (to) setTone(to);
  });
  draw();
  drawTones();
  placeBeside(popover.box, anchor);
  search.focus();
}

/** Emoji used lately, then those that are often wanted. */
export function recentEmoji() {
  const recent = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
  return [...new Set([...recent, ...OFTEN])].filter(glyphOf).slice(0, COLUMNS);
}

function remember(name) {
  localStorage.setItem(
    RECENT,
    JSON.stringify([...new Set([name, ...recentEmoji()])].slice(0, COLUMNS)),
  );
}

function walk(event, cells, search) {
  const at = cells.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (!step || at < 0) return;
  if (event.key === "ArrowUp" && at < COLUMNS) goTo(event, search);
  else goTo(event, cells[Math.min(cells.length - 1, Math.max(0, at + step))]);
}

function goTo(event, element) {
  event.preventDefault();
  element.focus();
}
