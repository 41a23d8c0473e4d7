// Draws the fields of forms: text, numbers, dates, ticks, files; each can say its value and what is wrong.

import { h } from "./dom.js";
import { fromLocalField, toLocalField } from "./dates.js";
import { fileField } from "./files.js";
import { plainToRichText, richTextToPlain } from "./richtextinput.js";
import { textObject } from "./mrkdwn.js";
import { t } from "./words.js";

let made = 0;

/** Whether this element is one of the fields drawn here. */
export function isField(element) {
  return element.type in FIELDS;
}

/**
 * A field. The element with `data-field` has read() (its value as the workspace takes it, null when
 * empty), problem() (a sentence or null), carry() and take() (to live on in a redrawn form), and
 * `target`, which takes the focus.
 */
export function drawField(element, place) {
  const field = FIELDS[element.type](element, place);
  field.dataset.field = place.name;
  field.dataset.action = element.action_id;
  if (element.focus_on_load) field.target.autofocus = true;
  return field;
}

const FIELDS = {
  plain_text_input: (e, p) => textField(e, p, e.multiline ? "textarea" : "text", lengthProblem),
  email_text_input: (e, p) =>
    textField(e, p, "email", (v) => (/^\S+@\S+\.\S+$/.test(v) ? null : t("notAnEmail"))),
  url_text_input: (e, p) =>
    textField(e, p, "url", (v) => (/^https?:\/\/\S+$/i.test(v) ? null : t("notAUrl"))),
  number_input: (e, p) => {
    const field = textField(e, p, "number", numberProblem);
    const words = field.read;
    field.read = () => words()?.trim().replace(",", ".") ?? null;
    return field;
  },
  rich_text_input: (e, p) => {
    const field = textField(
      { ...e, initial_value: richTextToPlain(e.initial_value) },
      p,
      "textarea",
      () => null,
    );
    const words = field.read;
    field.read = () => plainToRichText(words());
    return field;
  },
  datepicker: (e, p) => pickerField(e, p, "date", e.initial_date),
  timepicker: (e, p) => pickerField(e, p, "time", e.initial_time),
  datetimepicker: (e, p) =>
    pickerField(
      e,
      p,
      "datetime-local",
      e.initial_date_time && toLocalField(e.initial_date_time),
      fromLocalField,
    ),
  radio_buttons: (e, p) => ticks(e, p, "radio", [e.initial_option]),
  checkboxes: (e, p) => ticks(e, p, "checkbox", e.initial_options ?? []),
  file_input: fileField,
};

function common(element, place) {
  return {
    id: place.fieldId,
    "aria-label": place.fieldId
      ? null
      : (place.label ?? element.placeholder?.text ?? element.action_id),
    "aria-describedby": place.describedBy,
    "data-focus": place.name,
    placeholder: element.placeholder?.text,
  };
}

function textField(element, place, kind, problemOf) {
  const tall = kind === "textarea";
  const field = h(tall ? "textarea" : "input", {
    ...common(element, place),
    class: "text-field",
    rows: tall ? 4 : null,
    // A number field would hide what was typed wrongly; a text field lets us say what is wrong.
    type: tall ? null : kind === "number" ? "text" : kind,
    inputmode: kind === "number" ? "decimal" : null,
  });
  field.value = element.initial_value ?? "";
  const when = place.inInput
    ? (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"])
    : ["on_enter_pressed"];
  const dispatches = place.dispatches || !place.inInput;
  if (dispatches && when.includes("on_character_entered"))
    whenTypingRests(field, () => place.use(field.value, field));
  if (dispatches && when.includes("on_enter_pressed")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      place.use(field.value, field);
    });
  }
  return Object.assign(field, {
    read: () => (field.value === "" ? null : field.value),
    carry: () => field.value,
    take: (value) => (field.value = value),
    problem: () => (field.value === "" ? null : problemOf(field.value, element)),
    target: field,
  });
}

function whenTypingRests(field, tell) {
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 300);
  });
}

function lengthProblem(value, { min_length: least, max_length: most }) {
  if (least && value.length < least) return t("tooShort", { n: least });
  if (most && value.length > most) return t("tooLong", { n: most });
  return null;
}

function numberProblem(value, { is_decimal_allowed: decimals, min_value: least, max_value: most }) {
  const number = Number(value.trim().replace(",", "."));
  if (value.trim() === "" || Number.isNaN(number)) return t("notANumber");
  if (!decimals && !Number.isInteger(number)) return t("notWhole");
  if (least != null && number < Number(least)) return t("tooSmall", { n: least });
  if (most != null && number > Number(most)) return t("tooLarge", { n: most });
  return null;
}

function pickerField(element, place, type, initial, toValue = (value) => value) {
  const field = h("input", { ...common(element, place), type, class: "text-field picker-field" });
  field.value = initial ?? "";
  const read = () => (field.value ? toValue(field.value) : null);
  if (place.dispatches || !place.inInput) whenSettled(field, () => place.use(read(), field));
  return Object.assign(field, {
    read,
    carry: () => field.value,
    take: (value) => (field.value = value),
    problem: () => null,
    target: field,
  });
}

// By keyboard a date changes with every part that is typed: it counts when it is left or entered.
function whenSettled(field, tell) {
  let told = field.value;
  let byKeyboard = false;
  const settle = () => {
    byKeyboard = false;
    if (field.value === told) return;
    told = field.value;
    tell();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") settle();
    else byKeyboard = true;
  });
  field.addEventListener("change", () => byKeyboard || settle());
  field.addEventListener("blur", settle);
}

function ticks(element, place, type, initial) {
  made += 1;
  const group = `ticks-${made}`;
  const first = new Set(initial.filter(Boolean).map(({ value }) => value));
  const boxes = element.options.map((option, at) =>
    h("input", {
      type,
      name: group,
      value: option.value,
      id: `${group}-${at}`,
      checked: first.has(option.value),
      "data-focus": `${place.name}/${option.value}`,
      "aria-describedby": option.description ? `${group}-${at}-more` : null,
    }),
  );
  const rows = element.options.map((option, at) =>
    h(
      "div",
      { class: "tick" },
      boxes[at],
      h("label", { for: `${group}-${at}` }, ...textObject(option.text)),
      option.description &&
        h("small", { id: `${group}-${at}-more` }, ...textObject(option.description)),
    ),
  );
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const read = () => (type === "radio" ? (chosen()[0] ?? null) : chosen());
  const frame = h(
    "div",
    {
      class: "ticks",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-label": place.label,
      "aria-describedby": place.describedBy,
    },
    ...rows,
  );
  if (place.dispatches || !place.inInput)
    frame.addEventListener("change", () => place.use(read(), frame));
  return Object.assign(frame, {
    read,
    carry: chosen,
    take: (values) => boxes.forEach((box) => (box.checked = values.includes(box.value))),
    problem: () => null,
    target: boxes[0],
  });
}
