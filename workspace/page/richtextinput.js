// Turns what is typed in a rich text field (*bold* _italic_ ~struck~ `code`, "- " lists, "> ") into a
// rich_text block, and back.

const SPAN =
  /\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|`([^`\n]+)`|:([a-z0-9_+-]+):|(https?:\/\/[^\s]+)/g;

/** What was typed as a rich_text block; null when nothing was. */
export function plainToRichText(words) {
  if (!words?.trim()) return null;
  const elements = [];
  for (const line of words.split("\n")) addLine(elements, line);
  return { type: "rich_text", elements };
}

/** A rich_text block as one would have typed it. */
export function richTextToPlain(block) {
  if (!block) return "";
  return (block.elements ?? []).map(typed).join("\n");
}

function addLine(elements, line) {
  const [, sign, words] = /^(- |• |\d+\. |> )?(.*)$/.exec(line);
  const last = elements.at(-1);
  if (!sign) {
    if (last?.type === "rich_text_section")
      last.elements.push({ type: "text", text: "\n" }, ...spans(words));
    else elements.push({ type: "rich_text_section", elements: spans(words) });
  } else if (sign === "> ") {
    if (last?.type === "rich_text_quote")
      last.elements.push({ type: "text", text: "\n" }, ...spans(words));
    else elements.push({ type: "rich_text_quote", elements: spans(words) });
  } else {
    const style = /\d/.test(sign) ? "ordered" : "bullet";
    const item = { type: "rich_text_section", elements: spans(words) };
    if (last?.type === "rich_text_list" && last.style === style) last.elements.push(item);
    else elements.push({ type: "rich_text_list", style, elements: [item] });
  }
}

function spans(words) {
  const found = [];
  let at = 0;
  for (const match of words.matchAll(SPAN)) {
    if (match.index > at) found.push({ type: "text", text: words.slice(at, match.index) });
    found.push(span(match));
    at = match.index + match[0].length;
  }
  if (at < words.length) found.push({ type: "text", text: words.slice(at) });
  return found;
}

function span([, bold, italic, strike, code, emoji, url]) {
  if (emoji) return { type: "emoji", name: emoji };
  if (url) return { type: "link", url };
  const style = {
    ...(bold && { bold: true }),
    ...(italic && { italic: true }),
    ...(strike && { strike: true }),
    ...(code && { code: true }),
  };
  return { type: "text", text: bold ?? italic ?? strike ?? code, style };
}

function typed(element) {
  const inside = () => element.elements.map(typed).join("");
  if (element.type === "rich_text_list") {
    return element.elements
      .map((item, at) => (element.style === "ordered" ? `${at + 1}. ` : "- ") + typed(item))
      .join("\n");
  }
  if (element.type === "rich_text_quote")
    return inside()
      .split("\n")
      .map((line) => `> ${line}`)
      .join("\n");
  if (element.elements) return inside();
  if (element.type === "emoji") return `:${element.name}:`;
  if (element.type === "link") return element.url;
  const { bold, italic, strike, code } = element.style ?? {};
  const sign = bold ? "*" : italic ? "_" : strike ? "~" : code ? "`" : "";
  return `${sign}${element.text ?? ""}${sign}`;
}
