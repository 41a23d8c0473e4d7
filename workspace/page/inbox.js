// The mailbox of the customers: every mail as it was received, shown so that nothing in it can run.

import { api } from "./api.js";
import { briefly, fullMoment } from "./dates.js";
import { h, iconButton, link } from "./dom.js";
import { keep } from "./keep.js";
import { answersOf } from "./mailanswers.js";
import { on, store, tell } from "./store.js";
import { t } from "./words.js";

// Even a mail's own pictures stay away: looking at a mail must tell nobody that it was read.
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
// As mail programs show a mail that brings no style of its own.
const MAIL_STYLE =
  "body{margin:20px 26px;max-width:70ch;color:#23272b;font:15px/1.55 -apple-system,'Segoe UI','Liberation Sans',Arial,sans-serif}";
const READ = "workspace.mails-read";

let mails = [];
let open = null; // {refresh, answered}
let chosen = null; // id of the mail being read

/** Learn what is in the box and keep up with it. */
export async function startInbox() {
  on("mail", ({ mail }) => {
    mails.push(mail);
    open?.refresh();
    tell("channels", {});
  });
  on("mail_answered", ({ mail }) => {
    mails = mails.map((one) => (keyOf(one) === keyOf(mail) ? mail : one));
    open?.answered(mail);
  });
  await readInbox();
}

/** Read what is in the box. */
export async function readInbox() {
  ({ mails } = await api.get("inbox"));
  open?.refresh();
}

/** How many mails nobody has looked at on this page. */
export function unreadMails() {
  const read = readMails();
  return mails.filter((mail) => !read.has(keyOf(mail))).length;
}

/** The inbox as an element for the middle of the page. */
export function inboxPane() {
  const list = h("div", { class: "mail-list", role: "list", "aria-label": t("mailList") });
  const reader = h("div", { class: "mail-reader" });
  const element = h("div", { class: "inbox" }, list, reader);
  const choose = (mail) => {
    chosen = keyOf(mail);
    markRead(chosen);
    refresh();
    element.classList.add("reading");
    reader.replaceChildren(readMail(mail, () => back(element, list)));
    reader.querySelector("h2").focus();
  };
  function refresh() {
    const read = readMails();
    if (!mails.length) {
      list.replaceChildren();
      reader.replaceChildren(emptyNote());
      return;
    }
    if (reader.querySelector(".empty-note")) reader.replaceChildren();
    keep(
      list,
      [...mails].reverse().map((mail) => ({
        key: keyOf(mail),
        sign: `${keyOf(mail) === chosen}${read.has(keyOf(mail))}`,
        make: () =>
          mailRow(mail, {
            isChosen: keyOf(mail) === chosen,
            isRead: read.has(keyOf(mail)),
            onOpen: () => choose(mail),
          }),
      })),
    );
  }
  const answered = (mail) => keyOf(mail) === chosen && reader.querySelector("article")?.take(mail);
  open = { refresh, answered };
  chosen = null;
  refresh();
  return element;
}

on("go", ({ place }) => {
  if (place?.kind !== "inbox") open = null;
});

function back(element, list) {
  element.classList.remove("reading");
  list.querySelector("[aria-current=true]")?.focus();
}

function emptyNote() {
  return h(
    "div",
    { class: "empty-note" },
    h("h2", {}, t("inboxEmpty")),
    h("p", {}, t("inboxEmptyMore")),
  );
}

function keyOf(mail) {
  return mail.id;
}

function mailRow(mail, { isChosen, isRead, onOpen }) {
  return h(
    "div",
    { role: "listitem" },
    h(
      "button",
      {
        type: "button",
        class: isRead ? "mail-row" : "mail-row unread",
        "aria-current": isChosen ? "true" : null,
        "data-focus": "mail",
        on: { click: onOpen },
      },
      h(
        "span",
        { class: "mail-row-top" },
        h("strong", {}, mail.to.join(", ")),
        h("time", { class: "quiet" }, briefly(receivedAt(mail), store.now())),
      ),
      h("span", { class: "mail-row-subject" }, mail.subject || t("noSubject")),
      h(
        "span",
        { class: "mail-row-gist quiet" },
        (mail.text ?? "").replace(/\s+/g, " ").slice(0, 120),
      ),
    ),
  );
}

function readMail(mail, onBack) {
  const body = h("div", { class: "mail-body" });
  const forms = [mail.html && "html", mail.text && "text"].filter(Boolean);
  const buttons = forms.map((form) =>
    h(
      "button",
      { type: "button", class: "tab", role: "tab", on: { click: () => showAs(form) } },
      t(form === "html" ? "asHtml" : "asText"),
    ),
  );
  function showAs(form) {
    buttons.forEach((button, at) =>
      button.setAttribute("aria-selected", String(forms[at] === form)),
    );
    body.replaceChildren(form === "html" ? asHtml(mail.html) : asText(mail.text ?? ""));
  }
  const page = h(
    "article",
    { class: "mail" },
    h(
      "header",
      { class: "mail-head" },
      iconButton("back", t("backToList"), onBack, { class: "icon-button mail-back" }),
      h("h2", { tabindex: -1 }, mail.subject || t("noSubject")),
      h(
        "dl",
        {},
        h("dt", {}, t("from")),
        h("dd", {}, mail.from),
        h("dt", {}, t("to")),
        h("dd", {}, mail.to.join(", ")),
      ),
      h("time", { class: "quiet" }, fullMoment(receivedAt(mail), store.zone())),
      forms.length > 1 &&
        h("div", { class: "tabs", role: "tablist", "aria-label": t("mailFormat") }, ...buttons),
    ),
    body,
  );
  const answers = answersOf(mail);
  page.append(answers.element);
  page.take = answers.take;
  showAs(forms[0] ?? "text");
  return page;
}

// The frame has no origin and runs no script; a link in it opens a window of its own.
function asHtml(html) {
  const head = `<meta http-equiv="Content-Security-Policy" content="${MAIL_POLICY}"><meta name="color-scheme" content="light"><base target="_blank"><style>${MAIL_STYLE}</style>`;
  const frame = h("iframe", {
    class: "mail-frame",
    title: t("mailBody"),
    sandbox: "allow-popups allow-popups-to-escape-sandbox",
    referrerpolicy: "no-referrer",
  });
  frame.srcdoc = head + html;
  return frame;
}

function asText(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/);
  return h(
    "div",
    { class: "mail-text" },
    ...parts.map((part, at) => (at % 2 ? link(part, part) : part)),
  );
}

function receivedAt(mail) {
  return new Date(mail.received_at);
}

function readMails() {
  return new Set(JSON.parse(sessionStorage.getItem(READ) ?? "[]"));
}

function markRead(key) {
  sessionStorage.setItem(READ, JSON.stringify([...readMails().add(key)]));
  tell("channels", {});
}
