// Shows modals: the form on top, those beneath it kept as they were left.

import { act } from "./act.js";
import { api } from "./api.js";
import { drawBlocks, failureNote } from "./blocks.js";
import { h, iconButton } from "./dom.js";
import { problemsOf, readInputs, showErrors } from "./inputblock.js";
import { textObject } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

const panels = new Map(); // view id -> panel
let box = null;
let before = null; // what had the focus when the first modal opened

/** Show modals whenever the workspace says which are open. */
export function startModals() {
  on("views", ({ views }) => show(views.filter(({ type }) => type === "modal")));
}

/** Show this stack of views, the last on top; none closes the dialog. */
export function show(views) {
  for (const [id, panel] of panels) {
    if (views.some((view) => view.id === id)) continue;
    panel.element.remove();
    panels.delete(id);
  }
  if (!views.length) return shut();
  openBox();
  for (const view of views) {
    if (!panels.has(view.id)) panels.set(view.id, makePanel(view));
    const panel = panels.get(view.id);
    if (!panel.element.isConnected) box.append(panel.element);
    panel.refresh(view, views.length);
  }
  return bringToFront(views.at(-1).id);
}

function openBox() {
  if (box) return;
  before = document.activeElement;
  box = h("dialog", { class: "dialog modal" });
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    panels.get(box.dataset.top)?.close();
  });
  document.body.append(box);
  box.showModal();
}

function shut() {
  if (!box) return;
  box.close();
  box.remove();
  box = null;
  if (before?.isConnected) before.focus({ preventScroll: true });
}

function bringToFront(id) {
  const isNew = box.dataset.top !== id;
  for (const [other, panel] of panels) panel.element.hidden = other !== id;
  box.dataset.top = id;
  box.setAttribute("aria-labelledby", panels.get(id).titleId);
  if (isNew) panels.get(id).focusFirst();
}

function makePanel(first) {
  let view = first;
  const titleId = `title-${view.id}`;
  const title = h("h2", { id: titleId, class: "modal-title" });
  const body = h("div", { class: "modal-body", tabindex: -1 });
  const note = h("div", { class: "modal-note" });
  const cancel = h("button", { type: "button", class: "button", on: { click: () => close() } });
  const submit = h("button", { type: "submit", class: "button primary submit" });
  const back = iconButton("back", t("back"), () => close(), { hidden: true });
  const form = h(
    "form",
    { class: "modal-panel", novalidate: true, data: { view: view.id }, on: { submit: onSubmit } },
    h(
      "header",
      { class: "modal-head" },
      back,
      avatar(botOf(view), ""),
      title,
      iconButton("close", t("close"), () => close(true)),
    ),
    body,
    note,
    h(
      "footer",
      { class: "dialog-buttons" },
      h("span", { class: "modal-wait", role: "status" }),
      cancel,
      submit,
    ),
  );
  const place = {
    surface: "modal",
    dispatch: async (use) => {
      note.replaceChildren();
      const { failure } = await act(
        "click",
        { view_id: view.id, ...use, values: readInputs(form) },
        { quiet: true },
      );
      if (failure && form.isConnected) note.replaceChildren(failureNote(failure));
    },
    suggest: (use) => api.suggest({ view_id: view.id, ...use }),
  };

  function refresh(fresh, depth) {
    view = fresh;
    title.replaceChildren(...textObject(view.title));
    cancel.replaceChildren(...(view.close ? textObject(view.close) : [t("cancel")]));
    submit.hidden = !view.submit && !view.blocks.some(({ type }) => type === "input");
    submit.replaceChildren(...(view.submit ? textObject(view.submit) : [t("submit")]));
    submit.disabled = Boolean(view.submit_disabled);
    back.hidden = depth < 2;
    drawBlocks(body, view.blocks, place);
  }

  async function onSubmit(event) {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    note.replaceChildren();
    const problems = problemsOf(form);
    showErrors(form, problems);
    if (Object.keys(problems).length) return;
    busy(true);
    const { answer, failure } = await act(
      "submit",
      { view_id: view.id, values: readInputs(form) },
      { quiet: true },
    );
    busy(false);
    if (!form.isConnected) return;
    const errors = answer.response?.errors ?? answer.response?.response_action?.errors;
    if (errors) showErrors(form, errors);
    else if (failure) note.replaceChildren(failureNote(failure));
  }

  function busy(is) {
    form.setAttribute("aria-busy", String(is));
    submit.disabled = is;
    form.querySelector(".modal-wait").textContent = is ? t("sending") : "";
  }

  // The cross ends the whole stack, the button only this one: as in Slack.
  async function close(all = false) {
    const { failure } = await act(
      "close",
      { view_id: view.id, ...(all ? { clear: true } : {}) },
      { quiet: true },
    );
    if (failure && form.isConnected) panelGone(view.id);
  }

  function focusFirst() {
    const wanted =
      form.querySelector("[autofocus]") ??
      body.querySelector("input, textarea, select, button, a[href], [tabindex='0']");
    (wanted ?? (submit.hidden ? cancel : submit)).focus({ preventScroll: true });
    body.scrollTop = 0;
  }

  return { element: form, titleId, refresh, close, focusFirst };
}

// An app that does not answer must not keep a person inside its form.
function panelGone(id) {
  const left = [...panels.keys()].filter((other) => other !== id);
  panels.get(id)?.element.remove();
  panels.delete(id);
  if (left.length) bringToFront(left.at(-1));
  else shut();
}

function botOf(view) {
  return store.apps.get(view.app_id)?.bot_user_id ?? view.bot_id;
}
