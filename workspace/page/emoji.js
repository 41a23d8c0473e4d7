// Knows every emoji by its Slack short names (the public names of iamcal/emoji-data, MIT).

let byName = new Map();
let groups = [];

/** Read the table once, before anything is drawn. */
export async function loadEmoji() {
  const answer = await fetch("/page/emoji-names.json");
  groups = Object.entries(await answer.json()).map(([group, rows]) => ({
    group,
    emoji: rows.map(([glyph, names, tones]) => ({
      glyph,
      names: names.split(" "),
      tones: Boolean(tones),
    })),
  }));
  byName = new Map(
    groups.flatMap(({ emoji }) => emoji.flatMap((one) => one.names.map((name) => [name, one]))),
  );
}

/** All groups in Slack's order: [{group, emoji: [{glyph, names, tones}]}]. */
export function emojiGroups() {
  return groups;
}

/** The character of `raising_hand` or `raising_hand::skin-tone-4`; null when nobody knows it. */
export function glyphOf(name) {
  const [base, tone] = name.split("::");
  const found = byName.get(base);
  if (!found) return toneAlone(base);
  const step = /^skin-tone-([2-6])$/.exec(tone ?? "");
  return step && found.tones ? withTone(found.glyph, Number(step[1])) : found.glyph;
}

/** The short name with a skin tone (2 to 6; anything else is none), where the emoji takes one. */
export function nameWithTone(name, tone) {
  return tone >= 2 && byName.get(name)?.tones ? `${name}::skin-tone-${tone}` : name;
}

/** A short name as one says it: `raising_hand::skin-tone-4` is "raising hand". */
export function spoken(name) {
  return name.split("::")[0].replaceAll("_", " ");
}

/** Emoji whose names hold the words typed, those that begin with them first. */
export function findEmoji(words, atMost = 60) {
  const wanted = words.trim().toLowerCase().replaceAll(" ", "_").replaceAll(":", "");
  const begins = [];
  const holds = [];
  for (const { emoji } of groups) {
    for (const one of emoji) {
      if (one.names.some((name) => name.startsWith(wanted))) begins.push(one);
      else if (one.names.some((name) => name.includes(wanted))) holds.push(one);
    }
  }
  return [...begins, ...holds].slice(0, atMost);
}

// Fitzpatrick modifiers stand right after the first character, in place of a variation selector.
function withTone(glyph, step) {
  const [first, ...rest] = [...glyph];
  if (rest[0] === "\uFE0F") rest.shift();
  return first + String.fromCodePoint(0x1f3fb + step - 2) + rest.join("");
}

function toneAlone(name) {
  const step = /^skin-tone-([2-6])$/.exec(name);
  return step ? String.fromCodePoint(0x1f3fb + Number(step[1]) - 2) : null;
}
