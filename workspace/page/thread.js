// The thread at the right: a message, its replies, and where one answers.

import { composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { messageList } from "./messagelist.js";
import { on, store, tell } from "./store.js";
import { timeline } from "./timelines.js";
import { t } from "./words.js";

let pane = null;
let open = null; // {channel, ts, list, before}

/** Show threads in this element whenever one is opened. */
export function startThreads(element) {
  pane = element;
  on("open-thread", openThread);
  on("timeline", ({ line }) => open && line === open.line && open.list.refresh());
  on("redraw", () => open?.list.refresh());
  on("go", ({ place }) => open && place?.id !== open.channel && closeThread());
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closeThread();
  });
}

async function openThread({ channel, ts }) {
  const before = document.activeElement;
  const line = await timeline(channel, ts);
  const room = store.channel(channel);
  const list = messageList(line, { label: t("thread"), start: () => h("div"), inThread: true });
  const writer = composer({ channel, thread: ts, label: t("writeReply") });
  open = { channel, ts, line, list, before };
  pane.replaceChildren(
    h(
      "header",
      { class: "pane-head" },
      h("div", {}, h("h2", {}, t("thread")), h("span", { class: "quiet" }, store.titleOf(room))),
      iconButton("close", t("closeThread"), closeThread),
    ),
    list.element,
    writer.element,
  );
  pane.hidden = false;
  document.body.classList.add("has-thread");
  list.refresh();
  list.toEnd();
  writer.focus();
  tell("thread-opened", { channel, ts });
}

/** Close the thread, if one is open, and give the focus back. */
export function closeThread() {
  if (!open) return;
  const { before } = open;
  const hadFocus = pane.contains(document.activeElement);
  open = null;
  pane.hidden = true;
  pane.replaceChildren();
  document.body.classList.remove("has-thread");
  if (hadFocus && before?.isConnected) before.focus({ preventScroll: true });
}
