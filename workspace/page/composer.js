// Where one writes a message, and where one changes it.

import { act } from "./act.js";
import { api } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { pickEmoji } from "./emojipicker.js";
import { openMenu } from "./menu.js";
import { say } from "./say.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { writingField } from "./writingfield.js";

const drafts = new Map(); // person, channel and thread -> words not sent yet

/** The field under a channel or a thread. {element, focus()}. */
export function composer({ channel, thread = null, label }) {
  const key = `${store.me.id} ${channel} ${thread}`;
  const field = writingField(label, drafts.get(key) ?? "");
  const send = iconButton("send", t("send"), () => submit(), { class: "icon-button send" });
  const smile = iconButton(
    "smile",
    t("emoji"),
    () => pickEmoji(smile, (name) => field.insert(`:${name}: `)),
    { "aria-haspopup": "dialog", "aria-expanded": "false" },
  );
  const bolt = iconButton("shortcut", t("shortcuts"), () => shortcutMenu(bolt, channel), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const files = attachments();
  const form = h(
    "form",
    { class: "composer", on: { submit: (event) => event.preventDefault() } },
    field.element,
    files.list,
    h(
      "div",
      { class: "composer-tools" },
      !thread && bolt,
      files.button,
      smile,
      h("span", { class: "composer-hint" }, t("howToSend")),
      send,
    ),
  );

  async function submit() {
    const words = field.area.value.trim();
    if ((!words && !files.chosen.length) || form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const isCommand = /^\/[a-z]/i.test(words) && !thread;
    const { done } = isCommand
      ? await act("command", { channel, text: words })
      : await act("say", {
          channel,
          text: words,
          files: files.chosen.map(({ id }) => id),
          ...(thread ? { thread_ts: thread } : {}),
        });
    form.removeAttribute("aria-busy");
    if (!done) return;
    if (!isCommand) files.clear();
    if (field.area.value.trim() === words) field.set("");
    drafts.set(key, field.area.value);
  }

  field.area.addEventListener("input", () => drafts.set(key, field.area.value));
  field.area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented)
      return;
    event.preventDefault();
    submit();
  });
  return { element: form, focus: () => field.area.focus({ preventScroll: true }) };
}

// Files wait under the field, uploaded already, until the message is sent.
function attachments() {
  const chosen = [];
  const list = h("ul", { class: "files-chosen composer-files", "aria-live": "polite" });
  const input = h("input", { type: "file", multiple: true, hidden: true });
  const button = iconButton("attach", t("attach"), () => input.click());
  const show = () =>
    list.replaceChildren(
      ...chosen.map((file, at) => {
        const drop = iconButton("close", t("remove", { what: file.name }), () => {
          chosen.splice(at, 1);
          show();
        });
        return h("li", {}, icon("file"), file.name, drop);
      }),
    );
  input.addEventListener("change", async () => {
    try {
      for (const file of input.files) chosen.push((await api.upload(file)).file);
    } catch (problem) {
      say(t("actionFailed", { why: problem.message }), "problem");
    }
    input.value = "";
    show();
  });
  return {
    button: h("span", { class: "attach" }, button, input),
    list,
    chosen,
    clear() {
      chosen.length = 0;
      show();
    },
  };
}

/** The field in which a message of one's own is changed. */
export function editor({ words, onSave, onCancel }) {
  const field = writingField(t("editMessage"), decode(words));
  const save = h(
    "button",
    {
      type: "button",
      class: "button primary",
      on: { click: () => onSave(field.area.value.trim()) },
    },
    t("save"),
  );
  field.area.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save.click();
    else return;
    event.preventDefault();
  });
  setTimeout(() => field.area.focus());
  return h(
    "div",
    { class: "composer editing" },
    field.element,
    h(
      "div",
      { class: "composer-tools" },
      h("button", { type: "button", class: "button", on: { click: onCancel } }, t("cancel")),
      save,
    ),
  );
}

function shortcutMenu(anchor, channel) {
  const all = [...store.apps.values()].flatMap((app) =>
    (app.shortcuts ?? [])
      .filter(({ type }) => type === "global")
      .map((shortcut) => ({ app, shortcut })),
  );
  const items = all.map(({ app, shortcut }) => ({
    label: shortcut.name,
    hint: shortcut.description ?? app.name,
    icon: "shortcut",
    onPick: () => act("shortcut", { callback_id: shortcut.callback_id, channel }),
  }));
  openMenu(anchor, items.length ? items : [{ label: t("noShortcuts") }], { label: t("shortcuts") });
}

// A stored text as one would type it; the workspace marks and escapes what is typed itself.
function decode(text) {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) =>
      store.user(id) ? `@${store.user(id).name}` : whole,
    )
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) =>
      store.channel(id) ? `#${store.channel(id).name}` : whole,
    )
    .replace(/<!(here|channel|everyone)>/g, "@$1")
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
