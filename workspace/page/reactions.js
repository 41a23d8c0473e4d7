// Puts reactions on messages: the little buttons under one, and the picker.

import { act } from "./act.js";
import { h, icon } from "./dom.js";
import { glyphOf, spoken } from "./emoji.js";
import { pickEmoji, recentEmoji } from "./emojipicker.js";
import { store } from "./store.js";
import { locale, t } from "./words.js";

/** The reactions of a message as buttons that put on or take off one's own. */
export function reactionBar(message, channel) {
  return h(
    "div",
    { class: "reactions" },
    ...message.reactions.map((reaction) => chip(reaction, message, channel)),
    adder(message, channel),
  );
}

/** Put a reaction on, or take one's own off. */
export function toggleReaction(channel, message, name) {
  const mine = message.reactions?.some(
    (one) => one.name === name && one.users.includes(store.me.id),
  );
  return act(mine ? "unreact" : "react", { channel, ts: message.ts, name });
}

/** Open the picker beside `anchor` and put what is picked on the message. */
export function pickReaction(anchor, channel, message) {
  pickEmoji(anchor, (name) => toggleReaction(channel, message, name));
}

/** What the toolbar of a message offers at once. */
export function quickReactions() {
  return recentEmoji().slice(0, 3);
}

function chip({ name, users, count }, message, channel) {
  const mine = users.includes(store.me.id);
  const who = new Intl.ListFormat(locale(), { type: "conjunction" }).format(
    users.map((id) => (id === store.me.id ? t("youToo") : store.nameOf(id))),
  );
  const label = t("reactedWith", { who, emoji: `:${name}:` });
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      "aria-pressed": String(mine),
      "aria-label": `${spoken(name)}, ${count ?? users.length}: ${who}`,
      title: label,
      "data-focus": `reaction-${name}`,
      "data-name": name,
      on: { click: () => toggleReaction(channel, message, name) },
    },
    h("span", { class: "emoji" }, glyphOf(name) ?? `:${name}:`),
    h("span", { class: "reaction-count" }, String(count ?? users.length)),
  );
}

function adder(message, channel) {
  const control = h(
    "button",
    {
      type: "button",
      class: "reaction reaction-add",
      "aria-label": t("addReaction"),
      title: t("addReaction"),
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "data-focus": "reaction-add",
    },
    icon("smile"),
  );
  control.addEventListener("click", () => pickReaction(control, channel, message));
  return control;
}
