// Draws the markdown block (headings, lists, quotes, code, tables of one line per row).

import { h, link } from "./dom.js";
import { withEmoji } from "./mrkdwn.js";

/** Standard Markdown as nodes; what it does not know stays plain text. */
export function markdown(text) {
  const lines = String(text ?? "").split("\n");
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const [node, used] = blockAt(lines, at);
    if (node) nodes.push(node);
    at += used;
  }
  return nodes;
}

function blockAt(lines, at) {
  const line = lines[at];
  if (/^\s*$/.test(line)) return [null, 1];
  if (/^```/.test(line)) return fence(lines, at);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading)
    return [
      h(
        "p",
        {
          class: `markdown-h${heading[1].length}`,
          role: "heading",
          "aria-level": Math.min(heading[1].length + 2, 6),
        },
        ...spans(heading[2]),
      ),
      1,
    ];
  if (/^(-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return [h("hr"), 1];
  if (/^>/.test(line))
    return gather(lines, at, /^>\s?/, (rows) => h("blockquote", {}, ...markdown(rows.join("\n"))));
  if (BULLET.test(line)) return gather(lines, at, BULLET, (rows) => h("ul", {}, ...rows.map(item)));
  if (NUMBER.test(line)) return gather(lines, at, NUMBER, (rows) => h("ol", {}, ...rows.map(item)));
  if (/^\|.*\|\s*$/.test(line)) return gather(lines, at, /^(?=\|)/, table);
  return paragraph(lines, at);
}

const BULLET = /^\s*[-*+]\s+/;
const NUMBER = /^\s*\d+[.)]\s+/;
const STARTS = [/^\s*$/, /^```/, /^#{1,6}\s/, /^>/, BULLET, NUMBER, /^\|/];

function item(row) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(row);
  return h("li", {}, ...(task ? [task[1] === " " ? "☐ " : "☑ ", ...spans(task[2])] : spans(row)));
}

function fence(lines, at) {
  let end = at + 1;
  while (end < lines.length && !/^```/.test(lines[end])) end += 1;
  return [h("pre", { class: "code-block" }, lines.slice(at + 1, end).join("\n")), end - at + 1];
}

function gather(lines, at, start, draw) {
  let end = at;
  while (end < lines.length && start.test(lines[end])) end += 1;
  return [draw(lines.slice(at, end).map((line) => line.replace(start, ""))), end - at];
}

function paragraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && !STARTS.some((start) => start.test(lines[end]))) end += 1;
  return [h("p", {}, ...spans(lines.slice(at, end).join("\n"))), end - at];
}

function table(rows) {
  const cells = rows.map((row) =>
    row
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const [head, rule, ...body] = cells;
  const hasHead = rule?.every((cell) => /^:?-+:?$/.test(cell));
  const line = (row, tag) => h("tr", {}, ...row.map((cell) => h(tag, {}, ...spans(cell))));
  return h(
    "div",
    { class: "table-frame", tabindex: 0 },
    h(
      "table",
      {},
      hasHead && h("thead", {}, line(head, "th")),
      h("tbody", {}, ...(hasHead ? body : cells).map((row) => line(row, "td"))),
    ),
  );
}

const SPAN =
  /(`[^`]+`)|(\*\*|__)(?=\S)(.+?)(?<=\S)\2|(~~)(.+?)~~|([*_])(?=\S)(.+?)(?<=\S)\6(?!\w)|\[([^\]]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>)]+)/;

function spans(text) {
  const found = SPAN.exec(text);
  if (!found) return withEmoji(text);
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [...withEmoji(before), span(found), ...spans(after)];
}

function span([whole, code, strong, strongText, strike, strikeText, em, emText, label, target]) {
  if (code) return h("code", {}, code.slice(1, -1));
  if (strong) return h("strong", {}, ...spans(strongText));
  if (strike) return h("s", {}, ...spans(strikeText));
  if (em) return h("em", {}, ...spans(emText));
  if (label) return link(target, ...withEmoji(label));
  return link(whole, whole);
}
