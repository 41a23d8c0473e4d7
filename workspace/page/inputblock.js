// Draws an input block: its label, field, hint, and what is wrong with what was typed.

import { h } from "./dom.js";
import { drawElement } from "./elements.js";
import { textObject } from "./mrkdwn.js";
import { t } from "./words.js";

let made = 0;
const GROUPS = new Set(["radio_buttons", "checkboxes"]);

/** An input block; see `readInputs` and `showErrors` for its form. */
export function inputBlock(block, place) {
  made += 1;
  const fieldId = `field-${made}`;
  const described = `${fieldId}-hint ${fieldId}-error`;
  const isGroup = GROUPS.has(block.element.type);
  const label = [
    ...textObject(block.label),
    block.optional && h("span", { class: "quiet" }, ` ${t("optional")}`),
  ];
  const field = drawElement(block.element, {
    ...place,
    inInput: true,
    dispatches: Boolean(block.dispatch_action),
    label: isGroup || block.element.type.includes("select") ? block.label.text : undefined,
    fieldId: isGroup ? undefined : fieldId,
    describedBy: described,
  });
  if (!block.optional && !isGroup) field.target?.setAttribute?.("aria-required", "true");
  return h(
    "div",
    {
      class: "input-block",
      data: {
        input: block.block_id ?? place.blockId,
        action: block.element.action_id,
        optional: block.optional ? "yes" : null,
      },
    },
    isGroup
      ? h("div", { class: "label" }, ...label)
      : h("label", { class: "label", for: fieldId }, ...label),
    field,
    h(
      "div",
      { class: "hint", id: `${fieldId}-hint` },
      ...(block.hint ? textObject(block.hint) : []),
    ),
    h("div", { class: "field-error", id: `${fieldId}-error`, "aria-live": "polite" }),
  );
}

/** What stands in the fields within `root`: {block_id: {action_id: value}}. */
export function readInputs(root) {
  const values = {};
  for (const block of root.querySelectorAll(".input-block")) {
    values[block.dataset.input] = { [block.dataset.action]: fieldOf(block).read() };
  }
  return values;
}

/** What the form itself can see is wrong: {block_id: sentence}. */
export function problemsOf(root) {
  const problems = {};
  for (const block of root.querySelectorAll(".input-block")) {
    const field = fieldOf(block);
    const value = field.read();
    const empty = value == null || value === "" || (Array.isArray(value) && !value.length);
    const problem = field.problem() ?? (empty && !block.dataset.optional ? t("required") : null);
    if (problem) problems[block.dataset.input] = problem;
  }
  return problems;
}

/** Say at each field what is wrong with it and go to the first; without errors, say nothing. */
export function showErrors(root, errors) {
  let first = null;
  for (const block of root.querySelectorAll(".input-block")) {
    const words = errors[block.dataset.input] ?? "";
    const field = fieldOf(block);
    block.querySelector(":scope > .field-error").textContent = words;
    block.classList.toggle("has-error", Boolean(words));
    if (words) field.target.setAttribute("aria-invalid", "true");
    else field.target.removeAttribute("aria-invalid");
    if (words) first ??= field;
  }
  first?.target.focus();
}

function fieldOf(block) {
  return block.querySelector("[data-field]");
}
