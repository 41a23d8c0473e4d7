// Starts the page, says where one is, and changes who one is.

import { act } from "./act.js";
import { api } from "./api.js";
import { channelPane } from "./channel.js";
import { clockBar } from "./clock.js";
import { startDrawer, toggleDrawer } from "./drawer.js";
import { h, icon, iconButton } from "./dom.js";
import { loadEmoji } from "./emoji.js";
import { homePane } from "./home.js";
import { inboxPane, readInbox, startInbox } from "./inbox.js";
import { listen } from "./live.js";
import { authorOf, gistOf } from "./message.js";
import { show as showModals, startModals } from "./modal.js";
import { avatar } from "./people.js";
import { say, startSaying, whisper } from "./say.js";
import { sidebar } from "./sidebar.js";
import { on, store, tell } from "./store.js";
import { startTheme, toggleTheme } from "./theme.js";
import { startThreads } from "./thread.js";
import { catchUpTimelines, forgetTimelines } from "./timelines.js";
import { speak, t } from "./words.js";

const AS = "workspace.as";
let middle;

async function start() {
  startTheme();
  startSaying();
  const [state] = await Promise.all([api.get("state"), loadEmoji()]);
  store.take(state);
  follow();
  startModals();
  startDrawer();
  await startInbox();
  const wanted = new URLSearchParams(location.search).get("as") ?? sessionStorage.getItem(AS);
  await be(store.findUser(wanted ?? "") ?? store.people().find(({ is_bot: bot }) => !bot));
  addEventListener("hashchange", go);
}

/** Play this person: everything is read again with their eyes. */
async function be(user) {
  sessionStorage.setItem(AS, user.name);
  const address = new URL(location.href);
  if (address.searchParams.get("as") !== user.name) {
    address.searchParams.set("as", user.name);
    history.replaceState(null, "", address);
  }
  forgetTimelines();
  showModals([]);
  store.take(await api.get("state", { user: user.id }));
  store.me = store.user(user.id);
  speak(store.me.locale);
  listen(user.id);
  draw();
  await go();
  const { views } = await api.get("views", { user: user.id }).catch(() => ({}));
  tell("views", { views: views ?? [] });
}

function draw() {
  middle = h("main", { class: "middle", id: "middle" });
  const thread = h("aside", { class: "thread", "aria-label": t("thread"), hidden: true });
  const calls = iconButton("calls", t("apiCalls"), () => toggleDrawer(calls), {
    "aria-expanded": "false",
  });
  const menu = iconButton("menu", t("openMenu"), () => openSide(menu), {
    class: "icon-button menu-button",
    "aria-controls": "side",
    "aria-expanded": "false",
  });
  document
    .querySelector("#page")
    .replaceChildren(
      h("a", { class: "skip", href: "#middle", on: { click: skip } }, t("skipToMessages")),
      h(
        "header",
        { class: "bar" },
        menu,
        h(
          "div",
          { class: "brand" },
          h("span", { class: "brand-mark", "aria-hidden": "true" }),
          h("span", { class: "brand-words" }, h("strong", {}, store.team.name || t("workspace"))),
        ),
        clockBar(),
        h(
          "div",
          { class: "bar-end" },
          h("span", { class: "offline-note", role: "status" }),
          calls,
          themeButton(),
        ),
      ),
      sidebar(),
      h("div", { class: "shade", on: { click: closeSide } }),
      middle,
      thread,
    );
  startThreads(thread);
}

function themeButton() {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button theme-button",
      "aria-label": t("theme"),
      title: t("theme"),
      on: { click: toggleTheme },
    },
    icon("sun"),
    icon("moon"),
  );
}

function skip(event) {
  event.preventDefault();
  middle.querySelector("textarea, [tabindex]")?.focus();
}

/** Go where the address says; without a word, to the first channel. */
async function go() {
  const [first, second, third] = decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("/");
  if (first === "to") return openDirect(second);
  const place = placeOf(first, second);
  const before = store.place;
  store.place = place;
  tell("go", { place });
  closeSide();
  if (place?.kind === "home") showHome(store.apps.get(place.id));
  else if (place?.kind === "inbox")
    showPane(
      h(
        "div",
        { class: "channel-title" },
        h("h1", {}, icon("mail"), h("span", {}, t("inbox"))),
        h("span", { class: "quiet topic" }, t("inboxIntro")),
      ),
      inboxPane(),
    );
  else if (place)
    await showChannel(store.channel(place.id), {
      focus: Boolean(before),
      ts: second,
      thread: third,
    });
  return null;
}

// A direct message is made when one first goes there.
async function openDirect(user) {
  const { answer } = await act("message", { user });
  if (!answer.channel) return;
  store.channels.set(answer.channel, answer.response);
  location.replace(`#/${answer.channel}`);
}

function placeOf(first, second) {
  if (first === "inbox") return { kind: "inbox" };
  if (first === "home" && store.apps.has(second)) return { kind: "home", id: second };
  const wanted = first && store.findChannel(first);
  const canSee = wanted && (wanted.is_member || (!wanted.is_private && !wanted.is_im));
  const room = canSee ? wanted : bestRoom();
  return room ? { kind: "channel", id: room.id } : { kind: "inbox" };
}

// Where something waits, then one's own, then anything.
function bestRoom() {
  const rooms = store.rooms().filter(({ is_im: im }) => !im);
  return (
    rooms.find(({ unread }) => unread) ??
    rooms.find(({ is_member: mine, is_general: general }) => mine && !general) ??
    rooms[0]
  );
}

async function showChannel(channel, { focus, ts, thread }) {
  const pane = await channelPane(channel).catch((problem) =>
    say(t("actionFailed", { why: problem.message }), "problem"),
  );
  if (!pane || store.place?.id !== channel.id) return;
  showPane(pane.head, pane.body);
  pane.start();
  if (thread) tell("open-thread", { channel: channel.id, ts: thread });
  else if (ts) pane.goTo(ts);
  else if (focus) pane.focus();
}

function showHome(app) {
  const im = store.rooms().find((room) => room.is_im && store.otherIn(room) === app.bot_user_id);
  showPane(
    h(
      "div",
      { class: "channel-title" },
      h("h1", {}, avatar(app.bot_user_id, "small"), h("span", {}, app.name)),
      h(
        "nav",
        { class: "tabs", "aria-label": app.name },
        h("a", { href: `#/home/${app.id}`, "aria-current": "page" }, t("appHome")),
        h("a", { href: im ? `#/${im.id}` : `#/to/${app.bot_user_id}` }, t("openMessages")),
      ),
    ),
    homePane(app),
  );
}

function showPane(head, body) {
  const drawer = middle.querySelector(".drawer");
  middle.replaceChildren(
    h("header", { class: "middle-head" }, head),
    body,
    ...(drawer ? [drawer] : []),
  );
  const name = head.querySelector("h1")?.textContent ?? "";
  document.title = `${name} · ${store.team.name || t("workspace")}`;
}

function openSide(button) {
  document.body.classList.add("has-side");
  button.setAttribute("aria-expanded", "true");
  document.querySelector("#side .who").focus();
}

function closeSide() {
  document.body.classList.remove("has-side");
  document.querySelector(".menu-button")?.setAttribute("aria-expanded", "false");
}

/** Take in what changes while one looks. */
function follow() {
  on("be", ({ user }) => be(user));
  on("clock", ({ clock }) => store.takeClock(clock));
  on("hello", ({ clock }) => store.takeClock(clock));
  on("app", ({ app }) => store.apps.set(app.id, app));
  on("user", ({ user }) => store.users.set(user.id, user));
  on("channel", ({ channel }) => {
    const before = store.channel(channel.id);
    store.channels.set(channel.id, channel);
    tell("channels", {});
    if (store.place?.id === channel.id && before?.is_member !== channel.is_member) go();
  });
  on("read", ({ channel, ts }) => countRead(store.channel(channel), ts));
  on("message", arrived);
  on("ephemeral", ({ message }) =>
    whisper(`${t("onlyYou")}. ${authorOf(message).name}: ${gistOf(message)}`),
  );
  on("mail", ({ mail }) =>
    whisper(t("newMail", { to: [mail.to].flat().join(", "), subject: mail.subject ?? "" })),
  );
  on("disconnected", () => sayOffline(t("offline")));
  on("connected", async ({ again }) => {
    sayOffline("");
    if (again) await catchUp();
  });
  addEventListener("keydown", (event) => event.key === "Escape" && closeSide());
}

// Nothing is drawn anew: what was typed, and where one is, stays.
async function catchUp() {
  const me = store.me.name;
  store.take(await api.get("state", { user: me }));
  if (store.user(store.me.id)?.name !== me) return location.reload(); // another workspace by now
  store.me = store.user(store.me.id);
  tell("channels", {});
  const [{ views }] = await Promise.all([
    api.get("views", { user: me }),
    readInbox(),
    catchUpTimelines(),
  ]);
  tell("views", { views });
  return null;
}

function sayOffline(words) {
  const note = document.querySelector(".offline-note");
  if (note) note.textContent = words;
}

function countRead(channel, ts) {
  if (!channel || ts < (channel.latest ?? "")) return;
  Object.assign(channel, { unread: 0, mentions: 0, last_read: ts });
  tell("channels", {});
}

function arrived({ channel: id, message }) {
  const channel = store.channel(id);
  if (!channel || message.user === store.me.id) return;
  const isHere = store.place?.id === id;
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  const words = {
    who: authorOf(message).name,
    what: gistOf(message),
    where: store.titleOf(channel),
  };
  whisper(t(isHere ? "said" : "saidIn", words));
  if (isReply || (isHere && !document.hidden)) return;
  channel.latest = message.ts;
  if (!channel.is_member) return;
  channel.unread = (channel.unread ?? 0) + 1;
  if (channel.is_im || message.text?.includes(`<@${store.me.id}>`))
    channel.mentions = (channel.mentions ?? 0) + 1;
  tell("channels", {});
}

start().catch((problem) => {
  speak(navigator.language);
  const again = h(
    "button",
    { class: "button primary", on: { click: () => location.reload() } },
    t("tryAgain"),
  );
  document
    .querySelector("#page")
    .replaceChildren(
      h(
        "div",
        { class: "empty-note", role: "alert" },
        h("p", {}, t("startFailed")),
        h("p", { class: "quiet" }, problem.message),
        again,
      ),
    );
  throw problem;
});
