// What one can do with a message: the tools over it, its menu, its keys.

import { act } from "./act.js";
import { askToConfirm } from "./dialog.js";
import { h, iconButton } from "./dom.js";
import { spoken } from "./emoji.js";
import { editing, openThread } from "./message.js";
import { openMenu } from "./menu.js";
import { emojiNode } from "./mrkdwn.js";
import { pickReaction, quickReactions, toggleReaction } from "./reactions.js";
import { say } from "./say.js";
import { store, tell } from "./store.js";
import { t } from "./words.js";

/** Tools move to the message one points at, or in which the focus is. {onReact}. */
export function withTools(rows, { channel, inThread }) {
  const onReact = {
    get quick() {
      return quickReactions();
    },
    put: (message, name) => toggleReaction(channel, message, name),
    pick: (anchor, message) => pickReaction(anchor, channel, message),
  };
  const onMore = (anchor, article) => moreMenu(anchor, article, { channel, inThread });
  function show(article) {
    for (const old of rows.querySelectorAll(".message-toolbar")) {
      if (old.parentElement !== article && !old.querySelector("[aria-expanded=true]")) old.remove();
    }
    if (article && !article.querySelector(".message-toolbar") && !editing.has(article.message.ts)) {
      const bar = toolbar(article, { channel, inThread, onReact, onMore });
      if (bar) article.append(bar);
    }
  }
  rows.addEventListener(
    "pointerover",
    (event) => event.pointerType !== "touch" && show(event.target.closest("article")),
  );
  rows.addEventListener("pointerleave", () => !rows.contains(document.activeElement) && show(null));
  rows.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !rows.contains(next) && !rows.matches(":hover")) show(null);
  });
  rows.addEventListener("focusin", (event) => show(event.target.closest("article")));
  rows.addEventListener("click", (event) => show(event.target.closest("article")));
  return { onReact };
}

function toolbar(article, { channel, inThread, onReact, onMore }) {
  const { message } = article;
  if (message.is_ephemeral) return null;
  const quick = onReact.quick.map((name) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("reactedWith", { who: t("addReaction"), emoji: spoken(name) }),
        title: `:${name}:`,
        on: { click: () => onReact.put(message, name) },
      },
      emojiNode(name),
    ),
  );
  const more = iconButton("more", t("moreActions"), () => onMore(more, article), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const smile = iconButton("smile", t("addReaction"), () => onReact.pick(smile, message), {
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
  });
  return h(
    "div",
    { class: "message-toolbar", role: "toolbar", "aria-label": t("messageActions") },
    ...quick,
    smile,
    !inThread && iconButton("reply", t("replyInThread"), () => openThread(channel, message)),
    more,
  );
}

function moreMenu(anchor, article, { channel, inThread }) {
  const { message } = article;
  const mine = message.user === store.me.id && !message.bot_id;
  const shortcuts = [...store.apps.values()].flatMap((app) =>
    (app.shortcuts ?? [])
      .filter(({ type }) => type === "message")
      .map((shortcut) => ({ app, shortcut })),
  );
  openMenu(
    anchor,
    [
      !inThread && {
        label: t("replyInThread"),
        icon: "reply",
        onPick: () => openThread(channel, message),
      },
      {
        label: t("addReaction"),
        icon: "smile",
        onPick: () => pickReaction(anchor.isConnected ? anchor : article, channel, message),
      },
      { label: t("copyLink"), icon: "file", onPick: () => copyId(message.ts) },
      ...(mine
        ? [
            null,
            { label: t("editMessage"), icon: "edit", onPick: () => startEdit(article) },
            {
              label: t("deleteMessage"),
              icon: "trash",
              danger: true,
              onPick: () => remove(channel, message),
            },
          ]
        : []),
      ...(shortcuts.length ? [null] : []),
      ...shortcuts.map(({ app, shortcut }) => ({
        label: shortcut.name,
        hint: app.name,
        icon: "shortcut",
        onPick: () =>
          act("shortcut", { callback_id: shortcut.callback_id, channel, ts: message.ts }),
      })),
    ].filter((item) => item !== false),
    { label: t("moreActions") },
  );
}

async function copyId(ts) {
  await navigator.clipboard?.writeText(ts);
  say(t("copied"));
}

function startEdit(article) {
  editing.add(article.message.ts);
  tell("redraw", {});
}

async function remove(channel, message) {
  const sure = await askToConfirm({
    title: t("deleteSure"),
    text: t("deleteSureMore"),
    confirm: t("delete"),
    deny: t("cancel"),
    style: "danger",
  });
  if (sure) await act("delete", { channel, ts: message.ts });
}

/** Arrows walk from message to message; letters act on the one in focus, as in Slack. */
export function onKey(event, { rows, tools, loadOlder, channel }) {
  const article = event.target;
  if (article.tagName !== "ARTICLE" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    const all = [...rows.querySelectorAll("article")];
    const at = all.indexOf(article) + (event.key === "ArrowUp" ? -1 : 1);
    if (at < 0) return loadOlder();
    return goTo(all[at], article);
  }
  const { message } = article;
  const mine = message.user === store.me.id && !message.bot_id;
  const keys = {
    r: () => tools.onReact.pick(article, message),
    t: () => openThread(channel, message),
    e: () => mine && startEdit(article),
    Delete: () => mine && remove(channel, message),
  };
  if (!keys[event.key] || message.is_ephemeral) return null;
  event.preventDefault();
  return keys[event.key]();
}

function goTo(next, from) {
  if (!next) return;
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
