// A channel or a direct message in the middle of the page.

import { act } from "./act.js";
import { api } from "./api.js";
import { composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { messageList } from "./messagelist.js";
import { withEmoji } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { on, store, tell } from "./store.js";
import { timeline } from "./timelines.js";
import { count, t } from "./words.js";

let open = null; // {id, line, list}

/** The pane of a channel: {head, body, focus()}. */
export async function channelPane(channel) {
  const line = await timeline(channel.id);
  const title = store.titleOf(channel);
  const unreadFrom = channel.unread ? channel.last_read || "0" : null;
  const list = messageList(line, {
    label: t("messagesIn", { channel: title }),
    start: () => beginning(channel, title),
    unreadFrom,
    onRead: () => markRead(channel.id, line),
  });
  const writer =
    !channel.is_im && !channel.is_member
      ? joinBar(channel, title)
      : composer({
          channel: channel.id,
          label: t(channel.is_im ? "writeTo" : "writeIn", { channel: title }),
        });
  open = { id: channel.id, line, list };
  return {
    head: channelHead(channel, title),
    body: h("div", { class: "conversation" }, list.element, writer.element),
    start() {
      list.refresh();
      list.toEnd();
    },
    goTo: list.focusOn,
    focus: writer.focus,
  };
}

function channelHead(channel, title) {
  const app = channel.is_im && store.appOfBot(store.otherIn(channel));
  return h(
    "div",
    { class: "channel-title" },
    h(
      "h1",
      {},
      channel.is_im
        ? avatar(store.otherIn(channel), "small")
        : icon(channel.is_private ? "lock" : "hash"),
      h("span", {}, title.replace(/^#/, "")),
    ),
    app &&
      app.home_tab !== false &&
      h(
        "nav",
        { class: "tabs", "aria-label": app.name },
        h("a", { href: `#/home/${app.id}` }, t("appHome")),
        h("a", { href: `#/${channel.id}`, "aria-current": "page" }, t("openMessages")),
      ),
    channel.topic && h("span", { class: "quiet topic" }, ...withEmoji(textOf(channel.topic))),
    !channel.is_im &&
      channel.members &&
      h(
        "span",
        { class: "quiet members" },
        icon("person"),
        count(channel.members.length, "member", "members"),
      ),
  );
}

function joinBar(channel, title) {
  const join = h(
    "button",
    {
      type: "button",
      class: "button primary",
      on: { click: () => act("join", { channel: channel.id }) },
    },
    t("join"),
  );
  return {
    element: h("div", { class: "join-bar" }, h("span", {}, t("notIn", { channel: title })), join),
    focus: () => join.focus(),
  };
}

function textOf(topic) {
  return typeof topic === "string" ? topic : (topic.value ?? "");
}

function beginning(channel, title) {
  return h(
    "div",
    { class: "beginning" },
    channel.is_im
      ? avatar(store.otherIn(channel), "large")
      : h("span", { class: "beginning-sign" }, icon(channel.is_private ? "lock" : "hash")),
    h("h2", {}, title),
    h(
      "p",
      { class: "quiet" },
      textOf(channel.purpose ?? "") || t("beginningOf", { channel: title }),
    ),
  );
}

// What is on the screen at the bottom of a visible window has been read.
function markRead(id, line) {
  const channel = store.channel(id);
  const last = line.messages.findLast(({ is_ephemeral: passing }) => !passing)?.ts;
  if (!last || document.hidden || last <= (channel.last_read || "0")) return;
  channel.last_read = last;
  channel.unread = 0;
  channel.mentions = 0;
  tell("channels", {});
  api.act("read", { channel: id, ts: last }).catch(() => {});
}

on("timeline", ({ line }) => {
  if (line !== open?.line) return;
  open.list.refresh();
});
on("redraw", () => open?.list.refresh());
on("go", ({ place }) => {
  if (place?.kind !== "channel") open = null;
});
