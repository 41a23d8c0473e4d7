// Where one writes: a field that grows, suggestions for commands, people, channels and emoji.

import { act } from "./act.js";
import { h, iconButton } from "./dom.js";
import { findEmoji } from "./emoji.js";
import { pickEmoji } from "./emojipicker.js";
import { openMenu } from "./menu.js";
import { avatar } from "./people.js";
import { placeBeside } from "./popover.js";
import { store } from "./store.js";
import { t } from "./words.js";

const AT_MOST = 8;
const drafts = new Map(); // "C1" or "C1 1700.1" -> words not sent yet
let made = 0;

/** The field under a channel or a thread. {element, focus()}. */
export function composer({ channel, thread = null, label }) {
  const key = thread ? `${channel} ${thread}` : channel;
  const field = writingField(label, drafts.get(key) ?? "");
  const send = iconButton("send", t("send"), () => submit(), { class: "icon-button send" });
  const smile = iconButton("smile", t("emoji"), () => pickEmoji(smile, (name) => field.insert(`:${name}: `)), { "aria-haspopup": "dialog", "aria-expanded": "false" });
  const bolt = iconButton("shortcut", t("shortcuts"), () => shortcutMenu(bolt, channel), { "aria-haspopup": "menu", "aria-expanded": "false" });
  const form = h("form", { class: "composer", on: { submit: (event) => event.preventDefault() } }, field.element, h("div", { class: "composer-tools" }, !thread && bolt, smile, h("span", { class: "composer-hint" }, t("howToSend")), send));

  async function submit() {
    const words = field.area.value.trim();
    if (!words || form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const isCommand = /^\/[a-z]/i.test(words) && !thread;
    const { done } = isCommand
      ? await act("command", { channel, text: words })
      : await act("say", { channel, text: words, ...(thread ? { thread_ts: thread } : {}) });
    form.removeAttribute("aria-busy");
    if (!done) return;
    if (field.area.value.trim() === words) field.set("");
    drafts.set(key, field.area.value);
  }

  field.area.addEventListener("input", () => drafts.set(key, field.area.value));
  field.area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    submit();
  });
  return { element: form, focus: () => field.area.focus({ preventScroll: true }) };
}

/** The field in which a message of one's own is changed. */
export function editor({ words, onSave, onCancel }) {
  const field = writingField(t("editMessage"), decode(words));
  const save = h("button", { type: "button", class: "button primary", on: { click: () => onSave(field.area.value.trim()) } }, t("save"));
  field.area.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save.click();
    else return;
    event.preventDefault();
  });
  setTimeout(() => field.area.focus());
  return h("div", { class: "composer editing" }, field.element, h("div", { class: "composer-tools" }, h("button", { type: "button", class: "button", on: { click: onCancel } }, t("cancel")), save));
}

function writingField(label, words) {
  made += 1;
  const id = `suggestions-${made}`;
  const area = h("textarea", { class: "composer-field", rows: 1, placeholder: label, "aria-label": label, "aria-controls": id, "aria-autocomplete": "list" });
  const list = h("div", { id, class: "choices suggestions", role: "listbox", popover: "manual", "aria-label": t("suggestions") });
  const element = h("div", { class: "composer-frame" }, area, list);
  let entries = [];
  let active = 0;

  area.value = words;
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 260)}px`;
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
      element: h("div", { role: "option", id: `${id}-${at}`, class: "choice", "aria-selected": "false", on: { click: () => take(at) } }, entry.icon, h("span", { class: "choice-words" }, h("span", {}, entry.label), entry.hint && h("small", {}, entry.hint))),
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
    const keys = { ArrowDown: () => moveTo(active + 1), ArrowUp: () => moveTo(active - 1), Tab: () => take(active), Enter: () => take(active), Escape: close };
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

function suggestionsFor(before) {
  const command = /^\/[\p{L}\p{N}_-]*$/u.exec(before);
  if (command) return { from: 0, entries: commandsLike(before) };
  const word = /(^|\s)([@#:])([\p{L}\p{N}_+.-]*)$/u.exec(before);
  if (!word) return null;
  const [, , sign, typed] = word;
  if (sign === ":" && typed.length < 2) return null;
  const from = before.length - typed.length - 1;
  return { from, entries: { "@": peopleLike, "#": roomsLike, ":": emojiLike }[sign](typed.toLowerCase()).slice(0, AT_MOST) };
}

function commandsLike(typed) {
  return [...store.apps.values()].flatMap((app) =>
    (app.commands ?? []).filter(({ command }) => command.startsWith(typed)).map(({ command, usage_hint: usage, description }) => ({ label: `${command} ${usage ?? ""}`.trim(), hint: [description, app.name].filter(Boolean).join(" · "), insert: `${command} `, icon: avatar(app.bot_user_id, "tiny") })));
}

function peopleLike(typed) {
  const people = store.people().filter(({ id, name }) => name.toLowerCase().startsWith(typed) || store.nameOf(id).toLowerCase().includes(typed));
  return people.map(({ id, name }) => ({ label: store.nameOf(id), hint: `@${name}`, insert: `@${name} `, icon: avatar(id, "tiny") }));
}

function roomsLike(typed) {
  return store.rooms().filter(({ is_im: im, name }) => !im && name.includes(typed)).map(({ name }) => ({ label: `#${name}`, insert: `#${name} ` }));
}

function emojiLike(typed) {
  return findEmoji(typed, AT_MOST).map(({ glyph, names: [name] }) => ({ label: `:${name}:`, insert: `:${name}: `, icon: h("span", { class: "emoji" }, glyph) }));
}

function shortcutMenu(anchor, channel) {
  const all = [...store.apps.values()].flatMap((app) => (app.shortcuts ?? []).filter(({ type }) => type === "global").map((shortcut) => ({ app, shortcut })));
  const items = all.map(({ app, shortcut }) => ({ label: shortcut.name, hint: shortcut.description ?? app.name, icon: "shortcut", onPick: () => act("shortcut", { callback_id: shortcut.callback_id, channel }) }));
  openMenu(anchor, items.length ? items : [{ label: t("noShortcuts") }], { label: t("shortcuts") });
}

// A stored text as one would type it; the workspace marks and escapes what is typed itself.
function decode(text) {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => (store.user(id) ? `@${store.user(id).name}` : whole))
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) => (store.channel(id) ? `#${store.channel(id).name}` : whole))
    .replace(/<!(here|channel|everyone)>/g, "@$1")
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
