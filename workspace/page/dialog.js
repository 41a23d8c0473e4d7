// Asks before something is done: Slack's confirm object, and the page's own questions.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { t } from "./words.js";

let asked = 0;

/** Ask with a confirmation object ({title, text, confirm, deny, style}); true if confirmed. */
export function askToConfirm({ title, text, confirm, deny, style }) {
  asked += 1;
  const id = `confirm-${asked}`;
  const yes = h(
    "button",
    { class: `button ${style === "danger" ? "danger-solid" : "primary"}`, value: "yes" },
    ...orElse(confirm, "confirmYes"),
  );
  const no = h("button", { class: "button", value: "no" }, ...orElse(deny, "confirmNo"));
  const box = h(
    "dialog",
    {
      class: "dialog confirm",
      "aria-labelledby": `${id}-title`,
      "aria-describedby": `${id}-text`,
      role: "alertdialog",
    },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: `${id}-title` }, ...orElse(title, "confirmTitle")),
      h("div", { id: `${id}-text`, class: "confirm-text" }, ...textObject(text)),
      h("div", { class: "dialog-buttons" }, no, yes),
    ),
  );
  const before = document.activeElement;
  document.body.append(box);
  box.showModal();
  yes.focus();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(box.returnValue === "yes");
    });
  });
}

function orElse(object, key) {
  return object ? textObject(object) : [t(key)];
}
