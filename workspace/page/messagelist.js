// Shows a timeline: the newest messages first drawn, older ones as one scrolls up to them.

import { act } from "./act.js";
import { askToConfirm } from "./dialog.js";
import { dayKey, dayName, momentOf } from "./dates.js";
import { h, icon } from "./dom.js";
import { keep } from "./keep.js";
import { authorOf, drawMessage, editing, signOf, toolbar } from "./message.js";
import { openMenu } from "./menu.js";
import { pickReaction, quickReactions, toggleReaction } from "./reactions.js";
import { say } from "./say.js";
import { store, tell } from "./store.js";
import { t } from "./words.js";

const PAGE = 100; // messages drawn at first and with each step up
const TOGETHER = 300; // seconds within which one author's messages stand under one name
const NEAR_END = 80; // px from the bottom that still count as reading the newest

/**
 * A list over a timeline. `start` is drawn above the first message; `inThread` hides what only a
 * channel has. {element, refresh(), toEnd(), focusLast()}.
 */
export function messageList(line, { label, start, inThread = false, unreadFrom = null, onRead = () => {} }) {
  let shown = PAGE;
  const rows = h("div", { class: "message-rows", role: "region", "aria-label": label });
  const pill = h("button", { type: "button", class: "to-newest", hidden: true, on: { click: () => toEnd() } }, icon("arrowDown"), h("span", {}, t("toNewest")));
  const scroller = h("div", { class: "scroller", tabindex: -1 }, rows);
  const element = h("div", { class: "message-list" }, scroller, pill);

  function refresh() {
    const atEnd = isAtEnd();
    keep(rows, items(), (article, item) => item.refresh?.(article));
    markLast();
    if (atEnd) toEnd();
    else pill.hidden = isAtEnd();
  }

  function items() {
    const all = line.messages;
    const from = Math.max(0, all.length - shown);
    const list = from > 0 ? [plain("older", t("olderLoading"), "older")] : [{ key: "start", sign: "start", make: start }];
    let before = from > 0 ? all[from - 1] : null;
    let isUnreadShown = false;
    for (const message of all.slice(from)) {
      const moment = momentOf(message.ts);
      const newDay = !before || dayKey(momentOf(before.ts)) !== dayKey(moment);
      if (newDay) list.push(dayLine(moment));
      if (!isUnreadShown && unreadFrom && message.ts > unreadFrom && message.user !== store.me.id && !message.is_ephemeral) {
        isUnreadShown = true;
        list.push(plain("unread-line", t("newMessages"), "unread-line"));
      }
      list.push(messageItem(message, { channel: line.channel, inThread, compact: !newDay && isTogether(before, message) }));
      before = message;
    }
    return list;
  }

  function messageItem(message, options) {
    return {
      key: message.ts,
      sign: signOf(message, options),
      make: () => drawMessage(message, options),
      refresh: (article) => {
        article.refresh(message, options);
        return true;
      },
    };
  }

  function isAtEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
  }

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    pill.hidden = true;
    onRead();
  }

  function markLast() {
    const articles = rows.querySelectorAll("article");
    if (![...articles].some((article) => article.tabIndex === 0)) articles[articles.length - 1]?.setAttribute("tabindex", "0");
  }

  function loadOlder() {
    if (shown >= line.messages.length) return;
    shown += PAGE;
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    keep(rows, items(), (article, item) => item.refresh?.(article));
    scroller.scrollTop = scroller.scrollHeight - fromEnd;
  }

  scroller.addEventListener("scroll", () => {
    if (scroller.scrollTop < 300) loadOlder();
    const atEnd = isAtEnd();
    pill.hidden = atEnd;
    if (atEnd) onRead();
  });
  // Pictures and fonts that arrive later must not push the newest out of sight.
  let wasAtEnd = true;
  scroller.addEventListener("scroll", () => (wasAtEnd = isAtEnd()));
  new ResizeObserver(() => wasAtEnd && scroller.isConnected && (scroller.scrollTop = scroller.scrollHeight)).observe(rows);
  new ResizeObserver(() => wasAtEnd && (scroller.scrollTop = scroller.scrollHeight)).observe(scroller);

  const tools = withTools(rows, { channel: line.channel, inThread });
  rows.addEventListener("keydown", (event) => onKey(event, { rows, tools, loadOlder, channel: line.channel }));

  return {
    element,
    refresh,
    toEnd,
    focusOn(ts) {
      rows.querySelector(`article[data-ts="${CSS.escape(ts)}"]`)?.focus();
    },
  };
}

function plain(key, words, className) {
  return { key, sign: words, make: () => h("div", { class: className }, h("span", {}, words)) };
}

function dayLine(moment) {
  const name = dayName(moment, store.now());
  return { key: `day ${dayKey(moment)}`, sign: name, make: () => h("div", { class: "day-line" }, h("span", {}, name)) };
}

function isTogether(before, message) {
  if (!before || before.subtype || message.subtype || before.is_ephemeral !== message.is_ephemeral) return false;
  const [one, other] = [authorOf(before), authorOf(message)];
  return one.id === other.id && one.name === other.name && Number(message.ts) - Number(before.ts) < TOGETHER;
}

// One set of tools moves to the message one points at, or in which the focus is.
function withTools(rows, { channel, inThread }) {
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
  rows.addEventListener("pointerover", (event) => event.pointerType !== "touch" && show(event.target.closest("article")));
  rows.addEventListener("pointerleave", () => !rows.contains(document.activeElement) && show(null));
  rows.addEventListener("focusin", (event) => show(event.target.closest("article")));
  rows.addEventListener("click", (event) => show(event.target.closest("article")));
  return { onReact };
}

function moreMenu(anchor, article, { channel, inThread }) {
  const { message } = article;
  const mine = message.user === store.me.id && !message.bot_id;
  const shortcuts = [...store.apps.values()].flatMap((app) => (app.shortcuts ?? []).filter(({ type }) => type === "message").map((shortcut) => ({ app, shortcut })));
  openMenu(
    anchor,
    [
      !inThread && { label: t("replyInThread"), icon: "reply", onPick: () => tell("open-thread", { channel, ts: message.thread_ts ?? message.ts }) },
      { label: t("addReaction"), icon: "smile", onPick: () => pickReaction(anchor.isConnected ? anchor : article, channel, message) },
      { label: t("copyLink"), icon: "file", onPick: () => copyId(message.ts) },
      ...(mine ? [null, { label: t("editMessage"), icon: "edit", onPick: () => startEdit(article) }, { label: t("deleteMessage"), icon: "trash", danger: true, onPick: () => remove(channel, message) }] : []),
      ...(shortcuts.length ? [null] : []),
      ...shortcuts.map(({ app, shortcut }) => ({ label: shortcut.name, hint: app.name, icon: "shortcut", onPick: () => act("shortcut", { callback_id: shortcut.callback_id, channel, ts: message.ts }) })),
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
  const sure = await askToConfirm({ title: t("deleteSure"), text: t("deleteSureMore"), confirm: t("delete"), deny: t("cancel"), style: "danger" });
  if (sure) await act("delete", { channel, ts: message.ts });
}

// Arrows walk from message to message; letters act on the one in focus, as in Slack.
function onKey(event, { rows, tools, loadOlder, channel }) {
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
    t: () => tell("open-thread", { channel, ts: message.thread_ts ?? message.ts }),
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
