// What is suggested while one writes: commands, people, channels, emoji.

import { h } from "./dom.js";
import { findEmoji } from "./emoji.js";
import { avatar } from "./people.js";
import { store } from "./store.js";

const AT_MOST = 8;

/** For the words before the cursor: {from (where the word begins), entries: [{label, hint?, insert, icon?}]}. */
export function suggestionsFor(before) {
  const command = /^\/[\p{L}\p{N}_-]*$/u.exec(before);
  if (command) return { from: 0, entries: commandsLike(before) };
  const word = /(^|\s)([@#:])([\p{L}\p{N}_+.-]*)$/u.exec(before);
  if (!word) return null;
  const [, , sign, typed] = word;
  if (sign === ":" && typed.length < 2) return null;
  const from = before.length - typed.length - 1;
  return {
    from,
    entries: { "@": peopleLike, "#": roomsLike, ":": emojiLike }
      [sign](typed.toLowerCase())
      .slice(0, AT_MOST),
  };
}

function commandsLike(typed) {
  return [...store.apps.values()].flatMap((app) =>
    (app.commands ?? [])
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, usage_hint: usage, description }) => ({
        label: `${command} ${usage ?? ""}`.trim(),
        hint: [description, app.name].filter(Boolean).join(" · "),
        insert: `${command} `,
        icon: avatar(app.bot_user_id, "tiny"),
      })),
  );
}

function peopleLike(typed) {
  const people = store
    .people()
    .filter(
      ({ id, name }) =>
        name.toLowerCase().startsWith(typed) || store.nameOf(id).toLowerCase().includes(typed),
    );
  return people.map(({ id, name }) => ({
    label: store.nameOf(id),
    hint: `@${name}`,
    insert: `@${name} `,
    icon: avatar(id, "tiny"),
  }));
}

function roomsLike(typed) {
  return store
    .rooms()
    .filter(({ is_im: im, name }) => !im && name.includes(typed))
    .map(({ name }) => ({ label: `#${name}`, insert: `#${name} ` }));
}

function emojiLike(typed) {
  return findEmoji(typed, AT_MOST).map(({ glyph, names: [name] }) => ({
    label: `:${name}:`,
    insert: `:${name}: `,
    icon: h("span", { class: "emoji" }, glyph),
  }));
}
