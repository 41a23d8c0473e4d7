// Draws Slack's mrkdwn as Slack does; every word of it becomes a text node, never HTML.

import { h, link } from "./dom.js";
import { glyphOf, spoken } from "./emoji.js";
import { broadcastMention, channelMention, groupMention, userMention } from "./mentions.js";
import { slackDate } from "./dates.js";

const EMOJI = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;
const ADDRESS = /^https?:\/\/[^\s<>|]+/;
const WORD = /[\p{L}\p{N}]/u;
const STYLES = { "*": "strong", _: "em", "~": "s" };

/** mrkdwn as nodes. `verbatim`: addresses stay plain text, as the text object's flag asks. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const parts = String(text ?? "").split(/```\n?([\s\S]*?)\n?```/);
  return parts.flatMap((part, at) => {
    if (at % 2) return part ? [h("pre", { class: "code-block" }, plainOf(part))] : [];
    return quotesAndLines(trimAround(part, at, parts.length), { verbatim });
  });
}

/** The words of mrkdwn without any form: for labels, notifications and screen readers. */
export function plainOf(text) {
  const box = h("div", {}, ...inline(String(text ?? ""), { verbatim: true, styles: false }));
  return box.textContent;
}

/** A text object ({type: plain_text | mrkdwn}) or a bare string, as nodes. */
export function textObject(object) {
  if (object == null) return [];
  if (typeof object === "string") return [object];
  if (object.type === "mrkdwn") return mrkdwn(object.text, object);
  return object.emoji === false ? [object.text] : withEmoji(object.text);
}

/** Plain text in which `:name:` becomes the emoji. */
export function withEmoji(text) {
  return String(text ?? "")
    .split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/)
    .map((part, at) => (at % 2 ? (emojiNode(part.slice(1, -1)) ?? part) : part))
    .filter((part) => part !== "");
}

/** One emoji, which a screen reader calls by its name; null when nobody knows the name. */
export function emojiNode(name) {
  const glyph = glyphOf(name);
  return (
    glyph &&
    h(
      "span",
      { class: "emoji", role: "img", "aria-label": spoken(name), title: `:${name}:` },
      glyph,
    )
  );
}

// A code block stands on lines of its own: the line breaks around it are not shown twice.
function trimAround(part, at, count) {
  let shown = part;
  if (at > 0) shown = shown.replace(/^\n/, "");
  if (at < count - 1) shown = shown.replace(/\n$/, "");
  return shown;
}

function quotesAndLines(text, options) {
  const nodes = [];
  for (const [quoted, lines] of runsOfQuote(text.split("\n"))) {
    const inner = inline(lines.join("\n"), options);
    if (quoted) nodes.push(h("blockquote", {}, ...inner));
    else if (inner.length) nodes.push(...inner);
  }
  return nodes;
}

// `>>>` quotes all that follows; a line beginning with `>` (or escaped, as Slack stores it) itself.
function runsOfQuote(lines) {
  const runs = [];
  for (let at = 0; at < lines.length; at += 1) {
    const rest = /^(?:>|&gt;){3}\s?([\s\S]*)$/.exec(lines[at]);
    if (rest) return [...runs, [true, [rest[1], ...lines.slice(at + 1)]]];
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(lines[at]);
    const last = runs.at(-1);
    const words = quote ? quote[1] : lines[at];
    if (last && last[0] === Boolean(quote)) last[1].push(words);
    else runs.push([Boolean(quote), [words]]);
  }
  return runs;
}

function inline(text, options) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(decode(plain));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const found = tokenAt(text, at, options);
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    nodes.push(...found.nodes);
    at += found.length;
  }
  flush();
  return nodes;
}

function tokenAt(text, at, options) {
  const sign = text[at];
  if (sign === "<") return controlAt(text, at);
  if (sign === ":") return emojiAt(text, at);
  if (sign === "h" && !options.verbatim) return addressAt(text, at);
  if (options.styles === false) return null;
  if (sign === "`") return codeAt(text, at);
  return STYLES[sign] ? styleAt(text, at, options) : null;
}

function codeAt(text, at) {
  const found = /^`([^`\n]+)`/.exec(text.slice(at, at + 4000));
  return found && { length: found[0].length, nodes: [h("code", {}, plainOf(found[1]))] };
}

// As Slack: the sign stands at the edge of a word outside, and against a word inside.
function styleAt(text, at, options) {
  const sign = text[at];
  if (at > 0 && (WORD.test(text[at - 1]) || text[at - 1] === sign)) return null;
  if (!text[at + 1] || /\s/.test(text[at + 1]) || text[at + 1] === sign) return null;
  const lineEnd = text.indexOf("\n", at);
  const line = text.slice(0, lineEnd < 0 ? text.length : lineEnd);
  for (let end = line.indexOf(sign, at + 1); end > 0; end = line.indexOf(sign, end + 1)) {
    const next = line[end + 1] ?? " ";
    if (/\s/.test(line[end - 1]) || WORD.test(next) || next === sign) continue;
    const inner = inline(line.slice(at + 1, end), options);
    return { length: end - at + 1, nodes: [h(STYLES[sign], {}, ...inner)] };
  }
  return null;
}

function emojiAt(text, at) {
  const found = EMOJI.exec(text.slice(at, at + 120));
  const node = found && emojiNode(found[1]);
  return node && { length: found[0].length, nodes: [node] };
}

function addressAt(text, at) {
  if (at > 0 && WORD.test(text[at - 1])) return null;
  const found = ADDRESS.exec(text.slice(at, at + 3000));
  if (!found) return null;
  const address = found[0].replace(/[.,;:!?)\]'"*_~]+$/, "");
  return { length: address.length, nodes: [link(decode(address), decode(address))] };
}

function controlAt(text, at) {
  const found = /^<([^<>\n]+)>/.exec(text.slice(at, at + 4000));
  if (!found) return null;
  const node = control(found[1]);
  return node && { length: found[0].length, nodes: [node] };
}

function control(inside) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? decode(rest.join("|")) : null;
  const bare = target.slice(1);
  if (target[0] === "@") return userMention(bare, label);
  if (target[0] === "#") return channelMention(bare, label);
  if (target[0] === "!") return special(bare, label);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  return link(decode(target), label ?? decode(target).replace(/^(mailto|tel):/, ""));
}

function special(command, label) {
  if (["here", "channel", "everyone"].includes(command)) return broadcastMention(command);
  const [kind, ...rest] = command.split("^");
  if (kind === "subteam") return groupMention(rest[0], label);
  if (kind === "date") {
    const shown = slackDate(Number(rest[0]), rest[1] ?? "", label ?? "");
    return rest[2] ? link(rest[2], shown) : h("time", {}, shown);
  }
  return h("span", {}, label ?? command);
}

function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
