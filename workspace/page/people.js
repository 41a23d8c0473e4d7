// Draws people: a tile with their initials in a colour of their own.

import { h, safeUrl } from "./dom.js";
import { glyphOf } from "./emoji.js";
import { store } from "./store.js";

const COLOURS = 8;

/** A person's or app's tile; `size` is "", "tiny" or "large". It says nothing to a screen reader. */
export function avatar(id, size = "", message = null) {
  const user = store.user(id);
  const name = message?.username ?? (store.nameOf(id) || "?");
  const address = message?.icons?.image_url ?? message?.icons?.image_48;
  const tile = h("span", {
    class: `avatar ${size} colour-${colourOf(id ?? name)}${user?.is_bot ? " bot" : ""}`,
    "aria-hidden": "true",
  });
  const emoji = glyphOf(String(message?.icons?.emoji ?? "").replaceAll(":", ""));
  if (address && safeUrl(address)) tile.append(h("img", { src: safeUrl(address), alt: "" }));
  else if (emoji) tile.append(emoji);
  else tile.append(size === "tiny" ? [...initials(name)][0] : initials(name));
  return tile;
}

// Ana Martin → AM; Boucle → B.
function initials(name) {
  const words = name
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .split(/[ -]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

function colourOf(id) {
  let sum = 0;
  for (const character of String(id)) sum = (sum * 31 + character.codePointAt(0)) >>> 0;
  return sum % COLOURS;
}
