// What the customer does with a mail: answer it, or have a server that does not know them return it.

import { api } from "./api.js";
import { briefly } from "./dates.js";
import { h } from "./dom.js";
import { say } from "./say.js";
import { store } from "./store.js";
import { t } from "./words.js";

const drafts = new Map(); // id of a mail -> words not sent yet

/** The foot of a mail: {element, take(mail)}; `take` shows what came of it since. */
export function answersOf(mail) {
  const to = mail.to.join(", ");
  const list = h("ol", { class: "mail-answers", "aria-live": "polite" });
  const area = h("textarea", {
    class: "text-field",
    rows: 3,
    "aria-label": t("answerMailLabel", { to }),
    on: { input: () => drafts.set(mail.id, area.value) },
  });
  area.value = drafts.get(mail.id) ?? "";
  const send = h("button", { class: "button primary" }, t("sendAnswer"));
  const close = h(
    "button",
    { type: "button", class: "button", on: { click: () => show(false) } },
    t("cancel"),
  );
  const form = h(
    "form",
    { class: "mail-answer", hidden: true, on: { submit: reply } },
    area,
    h("div", { class: "mail-buttons" }, send, close),
  );
  const begin = h(
    "button",
    { type: "button", class: "button", on: { click: () => show(true) } },
    t("answerMail"),
  );
  const giveBack = h(
    "button",
    { type: "button", class: "button quiet", on: { click: () => act("bounce", {}) } },
    t("returnMail"),
  );
  const choices = h("div", { class: "mail-buttons" }, begin, giveBack);

  function show(isWriting) {
    form.hidden = !isWriting;
    choices.hidden = isWriting;
    (isWriting ? area : begin).focus();
  }

  async function reply(event) {
    event.preventDefault();
    const text = area.value.trim();
    if (!text) return area.focus();
    if (!(await act("reply", { text }))) return;
    area.value = "";
    drafts.delete(mail.id);
    show(false);
    say(t("answerSent"));
  }

  async function act(what, given) {
    if (element.getAttribute("aria-busy") === "true") return false;
    element.setAttribute("aria-busy", "true");
    try {
      await api.post(what, { mail: mail.id, ...given });
      return true;
    } catch (problem) {
      say(t("actionFailed", { why: problem.message }), "problem");
      return false;
    } finally {
      element.removeAttribute("aria-busy");
    }
  }

  function take({ answers = [] }) {
    list.replaceChildren(...answers.map((answer) => answerRow(answer, to)));
    list.hidden = !answers.length;
  }

  const element = h("footer", { class: "mail-foot" }, list, choices, form);
  take(mail);
  return { element, take };
}

function answerRow({ kind, text, at }, to) {
  return h(
    "li",
    {},
    h("strong", {}, kind === "bounce" ? t("mailReturned") : t("mailAnswered", { to })),
    " ",
    h("time", { class: "quiet" }, briefly(new Date(at), store.now())),
    kind === "reply" && h("div", { class: "mail-answer-text" }, text),
  );
}
