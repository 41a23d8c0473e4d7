// Draws one message: who, when, what, its reactions and its thread; a changed part alone is redrawn.

import { act } from "./act.js";
import { api } from "./api.js";
import { drawAttachment, drawBlocks, failureNote } from "./blocks.js";
import { briefly, fullMoment, momentOf, time } from "./dates.js";
import { h } from "./dom.js";
import { editor } from "./composer.js";
import { drawFiles } from "./files.js";
import { readInputs } from "./inputblock.js";
import { keep } from "./keep.js";
import { mrkdwn, plainOf } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { reactionBar } from "./reactions.js";
import { store, tell } from "./store.js";
import { count, t } from "./words.js";

const failures = new Map(); // ts -> what went wrong with the last press on it
export const editing = new Set(); // ts of messages being edited

/** Who wrote a message: {id, name, isApp}. */
export function authorOf(message) {
  const app = [...store.apps.values()].find(({ bot_id: bot }) => bot && bot === message.bot_id);
  const id = message.user ?? app?.bot_user_id ?? message.bot_id;
  const name = message.username ?? message.bot_profile?.name ?? store.nameOf(id);
  return { id, name, isApp: Boolean(message.bot_id || store.user(id)?.is_bot) };
}

/** What a message says in one plain line, for lists and screen readers. */
export function gistOf(message) {
  return plainOf(message.text || "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Everything that a message shows, as a string: it is redrawn when this changes. */
export function signOf(message, { compact }) {
  return JSON.stringify([
    message,
    compact,
    failures.get(message.ts),
    editing.has(message.ts),
    message.user === store.me.id,
  ]);
}

/**
 * One message as an article. `options`: {channel, compact (same author as before), inThread}.
 * `article.refresh(message, options)` brings it up to date.
 */
export function drawMessage(message, options) {
  const gutter = h("div", { class: "message-gutter" });
  const main = h("div", { class: "message-main" });
  const article = h("article", { class: "message", tabindex: -1 }, gutter, main);
  article.refresh = (fresh, now) => {
    article.message = fresh;
    refresh(article, gutter, main, fresh, now);
  };
  article.refresh(message, options);
  return article;
}

function refresh(article, gutter, main, message, options) {
  const author = authorOf(message);
  const compact = options.compact && !message.is_ephemeral;
  article.dataset.ts = message.ts;
  article.className = [
    "message",
    compact && "compact",
    message.is_ephemeral && "ephemeral",
    mentionsMe(message) && "for-me",
    isNotice(message) && "notice",
  ]
    .filter(Boolean)
    .join(" ");
  article.setAttribute(
    "aria-label",
    `${author.name}, ${time(momentOf(message.ts))}: ${gistOf(message)}`,
  );
  gutter.replaceChildren(compact ? stamp(message) : avatar(author.id, "", message));
  keep(main, partsOf(article, message, author, { ...options, compact }), (element, part) =>
    part.refresh?.(element),
  );
}

function partsOf(article, message, author, options) {
  const again = () => article.refresh(article.message, options);
  const place = placeOf(article, message, options, again);
  const parts = [];
  const add = (key, shows, make, refreshPart) =>
    shows && parts.push({ key, sign: JSON.stringify(shows), make, refresh: refreshPart });
  add("only-you", message.is_ephemeral, () => onlyYou(message, options));
  add("head", !options.compact && [author, message.ts, message.edited?.ts], () =>
    head(message, author),
  );
  if (editing.has(message.ts)) {
    add("edit", "edit", () => editField(message, options, again));
    return parts;
  }
  const drawInto = (element) => {
    drawBlocks(element, message.blocks, place);
    return true;
  };
  const blocks = message.blocks?.length && isRichTextOf(message) ? null : message.blocks;
  if (blocks?.length) {
    add(
      "blocks",
      blocks,
      () => {
        const element = h("div", { class: "blocks" });
        drawInto(element);
        return element;
      },
      drawInto,
    );
  } else {
    add("text", message.text && [message.text, message.edited?.ts], () => text(message));
  }
  add("attachments", message.attachments?.length && message.attachments, () =>
    h(
      "div",
      { class: "attachments" },
      ...message.attachments.map((one) => drawAttachment(one, place)),
    ),
  );
  add("files", message.files?.length && message.files, () => drawFiles(message.files));
  add("failure", failures.get(message.ts), () => failureNote(failures.get(message.ts)));
  add("reactions", message.reactions?.length && [message.reactions, store.me.id], () =>
    reactionBar(message, options.channel),
  );
  add(
    "thread",
    !options.inThread &&
      message.reply_count && [message.reply_count, message.latest_reply, message.reply_users],
    () => threadLink(message, options.channel),
  );
  return parts;
}

function placeOf(article, message, { channel }, again) {
  const where = { channel, ts: message.ts };
  return {
    surface: "message",
    channel,
    dispatch: async (use) => {
      failures.delete(message.ts);
      const values = readInputs(article);
      const { failure } = await act(
        "click",
        { ...where, ...use, ...(Object.keys(values).length ? { values } : {}) },
        { quiet: true },
      );
      if (failure) failures.set(message.ts, failure);
      again();
    },
    suggest: (use) => api.suggest({ ...where, ...use }),
  };
}

// What a person typed comes with the rich_text Slack makes of it; the text says the same.
function isRichTextOf(message) {
  return (
    !message.bot_id &&
    message.blocks.every(({ type }) => type === "rich_text") &&
    Boolean(message.text)
  );
}

function isNotice({ subtype }) {
  return /^(channel|group)_(join|leave|topic|purpose|name|archive)/.test(subtype ?? "");
}

function mentionsMe(message) {
  return message.user !== store.me.id && (message.text ?? "").includes(`<@${store.me.id}>`);
}

function stamp(message) {
  const moment = momentOf(message.ts);
  return h(
    "time",
    { class: "stamp", datetime: moment.toISOString(), title: fullMoment(moment, store.zone()) },
    time(moment),
  );
}

function onlyYou(message, { channel }) {
  return h(
    "div",
    { class: "only-you" },
    h("span", {}, t("onlyYou")),
    h(
      "button",
      {
        type: "button",
        class: "text-button",
        on: { click: () => act("delete", { channel, ts: message.ts }) },
      },
      t("dismiss"),
    ),
  );
}

function head(message, author) {
  return h(
    "header",
    { class: "message-head" },
    h("strong", { class: "author" }, author.name),
    author.isApp && h("span", { class: "badge" }, t("app")),
    stamp(message),
    message.subtype === "thread_broadcast" && h("span", { class: "quiet" }, t("alsoInChannel")),
  );
}

function text(message) {
  const nodes = mrkdwn(message.text);
  const jumbo =
    nodes.length <= 3 &&
    nodes.every((node) => (node.classList ? node.classList.contains("emoji") : !node.trim()));
  return h(
    "div",
    { class: jumbo ? "message-text jumbo" : "message-text" },
    ...nodes,
    message.edited && h("span", { class: "edited" }, ` ${t("edited")}`),
  );
}

function threadLink(message, channel) {
  const faces = h(
    "span",
    { class: "faces" },
    ...(message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, "tiny")),
  );
  const last =
    message.latest_reply &&
    h(
      "span",
      { class: "quiet" },
      t("lastReply", { when: briefly(momentOf(message.latest_reply), store.now()) }),
    );
  return h(
    "button",
    {
      type: "button",
      class: "thread-link",
      "data-focus": "thread",
      on: { click: () => openThread(channel, message) },
    },
    faces,
    h("strong", {}, count(message.reply_count, "reply", "replies")),
    last,
  );
}

/** Open the thread that a message begins or belongs to. */
export function openThread(channel, message) {
  tell("open-thread", { channel, ts: message.thread_ts ?? message.ts });
}

function editField(message, { channel }, again) {
  const done = () => {
    editing.delete(message.ts);
    again();
  };
  return editor({
    words: message.text,
    onSave: async (words) => {
      const { done: saved } = await act("edit", { channel, ts: message.ts, text: words });
      if (saved) done();
    },
    onCancel: done,
  });
}
