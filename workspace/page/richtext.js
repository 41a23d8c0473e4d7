// Draws rich_text blocks.

import { h, link } from "./dom.js";
import { emojiNode } from "./mrkdwn.js";
import { broadcastMention, channelMention, groupMention, userMention } from "./mentions.js";
import { slackDate } from "./dates.js";

/** A rich_text block. */
export function richText(block) {
  return h(
    "div",
    { class: "rich-text" },
    ...(block.elements ?? []).map((element) => CONTAINERS[element.type]?.(element)),
  );
}

const CONTAINERS = {
  rich_text_section: (e) => h("div", { class: "rich-text-section" }, ...e.elements.map(leaf)),
  rich_text_quote: (e) => h("blockquote", {}, ...e.elements.map(leaf)),
  rich_text_preformatted: (e) => h("pre", { class: "code-block" }, ...e.elements.map(leaf)),
  rich_text_list: (e) =>
    h(
      e.style === "ordered" ? "ol" : "ul",
      {
        class: `rich-text-list indent-${Math.min(e.indent ?? 0, 6)}`,
        start: e.offset ? e.offset + 1 : null,
      },
      ...e.elements.map((item) => h("li", {}, ...(item.elements ?? []).map(leaf))),
    ),
};

function leaf(element) {
  const draw = LEAVES[element.type];
  const node = draw ? draw(element) : (element.text ?? element.fallback ?? "");
  return styled(node, element.style ?? {});
}

const LEAVES = {
  text: (e) => e.text,
  link: (e) => link(e.url, e.text ?? e.url),
  emoji: (e) => emojiNode(e.name) ?? unicodeOf(e) ?? `:${e.name}:`,
  user: (e) => userMention(e.user_id),
  usergroup: (e) => groupMention(e.usergroup_id),
  channel: (e) => channelMention(e.channel_id),
  broadcast: (e) => broadcastMention(e.range),
  team: (e) => h("span", { class: "mention" }, e.team_id),
  date: (e) => {
    const shown = slackDate(e.timestamp, e.format, e.fallback ?? "");
    return e.url ? link(e.url, shown) : h("time", {}, shown);
  },
  color: (e) => {
    const dot = h("span", { class: "colour-dot" });
    if (CSS.supports("color", e.value)) dot.style.background = e.value;
    return h("span", { class: "colour" }, dot, e.value);
  },
};

function unicodeOf(element) {
  if (!element.unicode) return null;
  return String.fromCodePoint(...element.unicode.split("-").map((code) => parseInt(code, 16)));
}

function styled(node, style) {
  let shown = node;
  if (style.code) shown = h("code", {}, shown);
  if (style.bold) shown = h("strong", {}, shown);
  if (style.italic) shown = h("em", {}, shown);
  if (style.underline) shown = h("u", {}, shown);
  if (style.strike) shown = h("s", {}, shown);
  return shown;
}
