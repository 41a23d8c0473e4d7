// Says things in passing: short notes at the bottom, and words for screen readers only.

import { h, iconButton } from "./dom.js";
import { t } from "./words.js";

const STAYS = 6000; // ms; a problem stays until it is dismissed or a while longer
const notes = h("div", {
  class: "notes",
  role: "status",
  "aria-live": "polite",
  popover: "manual",
});
const whisperer = h("div", { class: "only-heard", "aria-live": "polite", role: "log" });

/** Put the two live regions on the page. */
export function startSaying() {
  document.body.append(notes, whisperer);
}

/** Show a note for a moment; `kind` is "" or "problem". */
export function say(words, kind = "") {
  const note = h(
    "div",
    { class: `note ${kind}` },
    h("span", {}, kind === "problem" ? "⚠️ " : "", words),
    iconButton("close", t("dismiss"), () => drop(note)),
  );
  // Open dialogs make the rest of the page inert, so the note goes where the person is.
  (document.querySelector("dialog[open]:last-of-type") ?? document.body).append(notes);
  if (notes.matches(":popover-open")) notes.hidePopover();
  notes.showPopover();
  notes.append(note);
  setTimeout(() => drop(note), kind === "problem" ? STAYS * 2 : STAYS);
}

/** Words that only a screen reader speaks. */
export function whisper(words) {
  whisperer.append(h("p", {}, words));
  while (whisperer.childElementCount > 5) whisperer.firstElementChild.remove();
}

function drop(note) {
  note.remove();
  if (notes.isConnected && !notes.childElementCount && notes.matches(":popover-open"))
    notes.hidePopover();
}
