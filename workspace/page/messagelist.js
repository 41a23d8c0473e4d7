// Shows a timeline: the newest messages first drawn, older ones as one scrolls up to them.

import { dayKey, dayName, momentOf } from "./dates.js";
import { h, icon } from "./dom.js";
import { keep } from "./keep.js";
import { authorOf, drawMessage, signOf } from "./message.js";
import { onKey, withTools } from "./messagetools.js";
import { store } from "./store.js";
import { t } from "./words.js";

const PAGE = 100; // messages drawn at first and with each step up or down
const MOST = 400; // messages drawn at one time; those far from the eyes are taken away again
const NEAR_EDGE = 400; // px from an edge at which more are drawn
const TOGETHER = 300; // seconds within which one author's messages stand under one name
const NEAR_END = 80; // px from the bottom that still count as reading the newest

/**
 * A list over a timeline. `start` is drawn above the first message; `inThread` hides what only a
 * channel has. {element, refresh(), toEnd(), focusLast()}.
 */
export function messageList(
  line,
  { label, start, inThread = false, unreadFrom = null, onRead = () => {} },
) {
  let shown = PAGE;
  let last = null; // ts of the last message drawn; null: the newest, whichever that is
  const rows = h("div", { class: "message-rows", role: "region", "aria-label": label });
  const pill = h(
    "button",
    { type: "button", class: "to-newest", hidden: true, on: { click: () => toEnd() } },
    icon("arrowDown"),
    h("span", {}, t("toNewest")),
  );
  const scroller = h("div", { class: "scroller", tabindex: -1 }, rows);
  const element = h("div", { class: "message-list" }, scroller, pill);

  function refresh() {
    const atEnd = isAtEnd();
    draw();
    if (atEnd) toEnd();
    else pill.hidden = isAtEnd();
  }

  function draw() {
    keep(rows, items(), (article, item) => item.refresh?.(article));
    markLast();
  }

  function items() {
    const all = line.messages;
    const to = end();
    const from = Math.max(0, to - shown);
    const list =
      from > 0 || !line.isWhole
        ? [plain("older", t("olderLoading"), "older")]
        : [{ key: "start", sign: "start", make: start }];
    let before = from > 0 ? all[from - 1] : null;
    let isUnreadShown = false;
    for (const message of all.slice(from, to)) {
      const moment = momentOf(message.ts);
      const newDay = !before || dayKey(momentOf(before.ts)) !== dayKey(moment);
      if (newDay) list.push(dayLine(moment));
      const newHere =
        !isUnreadShown &&
        unreadFrom &&
        message.ts > unreadFrom &&
        message.user !== store.me.id &&
        !message.is_ephemeral;
      if (newHere) {
        isUnreadShown = true;
        list.push(plain("unread-line", t("newMessages"), "unread-line"));
      }
      list.push(
        messageItem(message, {
          channel: line.channel,
          inThread,
          compact: !newDay && !newHere && isTogether(before, message),
        }),
      );
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

  // Where the messages drawn end, as an index.
  function end() {
    const at = last ? line.messages.findLastIndex(({ ts }) => ts <= last) : -1;
    return at < 0 ? line.messages.length : at + 1;
  }

  function isAtEnd() {
    return (
      last === null && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END
    );
  }

  function toEnd() {
    if (last) {
      last = null;
      shown = PAGE;
      draw();
    }
    scroller.scrollTop = scroller.scrollHeight;
    pill.hidden = true;
    onRead();
  }

  function markLast() {
    const articles = rows.querySelectorAll("article");
    if (![...articles].some((article) => article.tabIndex === 0))
      articles[articles.length - 1]?.setAttribute("tabindex", "0");
  }

  async function loadOlder() {
    const to = end();
    if (shown >= to && !line.isWhole) await line.readAll();
    if (shown >= to && shown >= end()) return;
    shown += PAGE;
    if (shown > MOST) {
      last = line.messages[end() - 1 - PAGE].ts;
      shown = MOST;
    }
    drawAround(rows.querySelector("article"));
  }

  function loadNewer() {
    if (last === null) return;
    const to = Math.min(line.messages.length, end() + PAGE);
    last = to === line.messages.length ? null : line.messages[to - 1].ts;
    drawAround([...rows.querySelectorAll("article")].at(-1));
  }

  // What one is looking at stays under the eyes while there is more above or below it.
  function drawAround(article) {
    const before = article?.getBoundingClientRect().top;
    draw();
    if (article?.isConnected) scroller.scrollTop += article.getBoundingClientRect().top - before;
  }

  scroller.addEventListener("scroll", () => {
    if (scroller.scrollTop < NEAR_EDGE) loadOlder();
    else if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_EDGE)
      loadNewer();
    const atEnd = isAtEnd();
    pill.hidden = atEnd;
    if (atEnd) onRead();
  });
  // Pictures and fonts that arrive later must not push the newest out of sight.
  let wasAtEnd = true;
  scroller.addEventListener("scroll", () => (wasAtEnd = isAtEnd()));
  new ResizeObserver(
    () => wasAtEnd && scroller.isConnected && (scroller.scrollTop = scroller.scrollHeight),
  ).observe(rows);
  new ResizeObserver(() => wasAtEnd && (scroller.scrollTop = scroller.scrollHeight)).observe(
    scroller,
  );

  const tools = withTools(rows, { channel: line.channel, inThread });
  rows.addEventListener("keydown", (event) =>
    onKey(event, { rows, tools, loadOlder, channel: line.channel }),
  );

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
  return {
    key: `day ${dayKey(moment)}`,
    sign: name,
    make: () => h("div", { class: "day-line" }, h("span", {}, name)),
  };
}

function isTogether(before, message) {
  if (!before || before.subtype || message.subtype || before.is_ephemeral !== message.is_ephemeral)
    return false;
  const [one, other] = [authorOf(before), authorOf(message)];
  return (
    one.id === other.id &&
    one.name === other.name &&
    Number(message.ts) - Number(before.ts) < TOGETHER
  );
}
