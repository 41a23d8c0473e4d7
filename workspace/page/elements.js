// Draws the elements inside blocks and tells the app when somebody uses one.

import { h, icon, iconButton, safeUrl } from "./dom.js";
import { askToConfirm } from "./dialog.js";
import { drawField, isField } from "./fields.js";
import { openMenu } from "./menu.js";
import { textObject, withEmoji } from "./mrkdwn.js";
import { drawSelect, isSelect } from "./selects.js";
import { imageAddress } from "./files.js";
import { t } from "./words.js";

/**
 * One block element. `place` says where it stands:
 * {blockId, label, inInput, dispatch({block_id, action_id, value}), suggest({block_id, action_id,
 * value})}; `dispatch` answers when the app has acked, or has failed to.
 */
export function drawElement(element, place) {
  if (isSelect(element)) return drawSelect(element, withUse(element, place));
  if (isField(element)) return drawField(element, withUse(element, place));
  const draw = DRAW[element.type];
  return draw
    ? draw(element, withUse(element, place))
    : h("span", { class: "not-drawn" }, t("notDrawn", { type: element.type }));
}

/** An image element, as in a context or beside a section. */
export function drawImage(element, className) {
  return h("img", {
    class: className,
    src: imageAddress(element),
    alt: element.alt_text ?? "",
    loading: "lazy",
  });
}

// `use(value)` asks first where the element wants that, then tells the app; while it waits for the
// answer the control is busy and takes no second press.
function withUse(element, place) {
  const name = `${place.blockId}/${element.action_id}`;
  const use = async (value, control) => {
    if (control?.getAttribute("aria-busy") === "true") return;
    if (element.confirm && !(await askToConfirm(element.confirm))) return;
    control?.setAttribute("aria-busy", "true");
    try {
      await place.dispatch({ block_id: place.blockId, action_id: element.action_id, value });
    } finally {
      control?.removeAttribute("aria-busy");
    }
  };
  return { ...place, name, use };
}

const DRAW = {
  button,
  workflow_button: button,
  overflow,
  image: (element) => drawImage(element, "image-small"),
  feedback_buttons: (element, place) =>
    h(
      "span",
      { class: "feedback-buttons" },
      ...[element.positive_button, element.negative_button].map((one) =>
        button(
          { ...one, action_id: element.action_id },
          { ...place, name: `${place.name}/${one.value}` },
        ),
      ),
    ),
  icon_button: (element, place) => {
    const label = element.accessibility_label ?? element.text?.text ?? "";
    const control = iconButton(
      element.icon === "trash" ? "trash" : "more",
      label,
      () => place.use(element.value, control),
      { "data-focus": place.name },
    );
    return control;
  },
};

function button(element, place) {
  const style = { primary: " primary", danger: " danger" }[element.style] ?? "";
  const href = element.url && safeUrl(element.url);
  const control = h(
    href ? "a" : "button",
    {
      class: `button${style}`,
      "aria-label": element.accessibility_label,
      "data-focus": place.name,
      "data-action": element.action_id,
      ...(href ? { href, target: "_blank", rel: "noopener noreferrer" } : { type: "button" }),
      on: { click: () => place.use(element.value, control) },
    },
    ...withEmoji(element.text?.text),
  );
  return control;
}

function overflow(element, place) {
  const control = h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": t("moreOptions"),
      title: t("moreOptions"),
      "data-focus": place.name,
      "data-action": element.action_id,
    },
    icon("more"),
  );
  control.addEventListener("click", () =>
    openMenu(
      control,
      element.options.map((option) => ({
        label: textObject(option.text),
        hint: option.description && textObject(option.description),
        href: option.url,
        onPick: () => place.use(option.value, control),
      })),
      { label: t("moreOptions") },
    ),
  );
  return control;
}
