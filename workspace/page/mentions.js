// Draws people, channels and groups where a text mentions them.

import { h } from "./dom.js";
import { store } from "./store.js";

/** `<@U…>`: the person's name; one's own is marked. */
export function userMention(id, label) {
  const user = store.user(id);
  const mine = id === store.me?.id;
  return h(
    "span",
    { class: mine ? "mention mention-me" : "mention" },
    `@${user ? store.nameOf(id) : (label ?? id)}`,
  );
}

/** `<#C…>`: a way to the channel. */
export function channelMention(id, label) {
  const channel = store.channel(id);
  const name = channel?.name ?? label;
  if (!channel) return h("span", { class: "mention" }, `#${name ?? id}`);
  return h("a", { class: "mention", href: `#/${channel.id}` }, `#${name}`);
}

/** `<!here>`, `<!channel>`, `<!everyone>`. */
export function broadcastMention(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

/** `<!subteam^S…>`. */
export function groupMention(id, label) {
  return h(
    "span",
    { class: "mention" },
    label ? `@${label.replace(/^@/, "")}` : `@${store.groupName(id) ?? id}`,
  );
}
