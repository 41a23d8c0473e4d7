"""The few Slack elements that our cards and forms are made of."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]

# Limits of Slack: what is longer would be refused as a whole.
_BUTTON_TEXT = 75
_OPTION_TEXT = 75
_TITLE = 24
# Slack has refused messages whose blocks took more than 13,000 characters of JSON.
MESSAGE_AT_MOST = 9_500


@dataclass(frozen=True)
class Post:
    """A message for Slack. `text` is the notification: never a customer's words.

    `thread_ts` puts it under another message; `ts` changes the one that stands there.
    """

    text: str
    blocks: list[Block] = field(default_factory=list)
    thread_ts: str | None = None
    ts: str | None = None


def plain(text: str, *, at_most: int = 3000) -> Block:
    """Return plain text: no mark and no mention is read into it."""
    return {"type": "plain_text", "text": _cut(text, at_most), "emoji": True}


def exact(text: str) -> Block:
    """Return plain text that is shown as it stands, ":)" and ":smile:" included."""
    return plain(text) | {"emoji": False}


def marked(mrkdwn: str, *, at_most: int = 3000) -> Block:
    """Return marked text (escape what others wrote); addresses and #names in it stay text."""
    return {"type": "mrkdwn", "text": _cut(mrkdwn, at_most), "verbatim": True}


def section(mrkdwn: str, *, block_id: str | None = None, accessory: Block | None = None) -> Block:
    """Return a paragraph of marked text (escape what others wrote)."""
    block: Block = {"type": "section", "text": marked(mrkdwn)}
    if block_id:
        block["block_id"] = block_id
    if accessory:
        block["accessory"] = accessory
    return block


def context(*mrkdwn: str) -> Block:
    """Return a line in small print (escape what others wrote)."""
    elements = [marked(text, at_most=2000) for text in mrkdwn if text]
    return {"type": "context", "elements": elements}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(text, at_most=150)}


def divider() -> Block:
    """Return a thin line."""
    return {"type": "divider"}


def button(text: str, action_id: str, value: str, *, style: str | None = None) -> Block:
    """Return a button; `style` "primary" for the one next step."""
    element: Block = {
        "type": "button",
        "text": plain(text, at_most=_BUTTON_TEXT),
        "action_id": action_id,
        "value": value,
    }
    return element | ({"style": style} if style else {})


def option(text: str, value: str, *, description: str = "") -> Block:
    """Return one choice of a menu, or one box with a line under it."""
    chosen: Block = {"text": plain(text, at_most=_OPTION_TEXT), "value": value}
    if description:
        chosen["description"] = plain(description, at_most=_OPTION_TEXT)
    return chosen


def overflow(action_id: str, options: list[Block]) -> Block:
    """Return the menu behind "…": two to five choices."""
    return {"type": "overflow", "action_id": action_id, "options": options}


def menu(action_id: str, options: list[Block], *, initial: str) -> Block:
    """Return a menu that acts as soon as something is chosen."""
    chosen = next(one for one in options if one["value"] == initial)
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": chosen,
    }


def actions(elements: list[Block]) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": elements}


def text_input(
    block_id: str,
    label: str,
    *,
    initial: str = "",
    placeholder: str = "",
    hint: str = "",
    multiline: bool = False,
    optional: bool = False,
    at_most: int = 300,
) -> Block:
    """Return a field to type in; its value is found at [block_id]["value"]."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": "value",
        "multiline": multiline,
        "max_length": at_most,
    }
    if initial:
        element["initial_value"] = initial
    if placeholder:
        element["placeholder"] = plain(placeholder, at_most=150)
    return _input(block_id, label, element, hint=hint, optional=optional)


def menu_input(
    block_id: str,
    label: str,
    options: list[Block],
    *,
    initial: str | None = None,
    optional: bool = False,
    hint: str = "",
) -> Block:
    """Return a menu to choose one from; its value is found at [block_id]["value"]."""
    element: Block = {"type": "static_select", "action_id": "value", "options": options[:100]}
    chosen = next((one for one in options if one["value"] == initial), None)
    if chosen:
        element["initial_option"] = chosen
    return _input(block_id, label, element, hint=hint, optional=optional)


def radio_input(
    block_id: str, label: str, options: list[Block], *, initial: str | None = None, hint: str = ""
) -> Block:
    """Return a few choices, the first one set if no other is; value at [block_id]["value"]."""
    chosen = next((one for one in options if one["value"] == initial), options[0])
    element = {
        "type": "radio_buttons",
        "action_id": "value",
        "options": options,
        "initial_option": chosen,
    }
    return _input(block_id, label, element, hint=hint)


def checkbox_input(
    block_id: str, label: str, options: list[Block], *, chosen: Collection[str]
) -> Block:
    """Return boxes to tick, those `chosen` ticked; at [block_id] their values, with commas."""
    element: Block = {"type": "checkboxes", "action_id": "value", "options": options}
    ticked = [one for one in options if one["value"] in chosen]
    if ticked:
        element["initial_options"] = ticked
    return _input(block_id, label, element, optional=True)


def person_input(
    block_id: str, label: str, *, initial: str = "", optional: bool = False, hint: str = ""
) -> Block:
    """Return a menu of colleagues; its value is found at [block_id]["value"]."""
    element = {"type": "users_select", "action_id": "value"}
    if initial:
        element["initial_user"] = initial
    return _input(block_id, label, element, optional=optional, hint=hint)


def form(
    callback_id: str, title: str, blocks: list[Block], *, submit: str, close: str, about: str
) -> Block:
    """Return a modal with a form; `about` comes back with what was typed (ids only)."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, at_most=_TITLE),
        "submit": plain(submit, at_most=_TITLE),
        "close": plain(close, at_most=_TITLE),
        "private_metadata": about,
        "blocks": blocks,
    }


def window(title: str, blocks: list[Block], *, close: str) -> Block:
    """Return a modal that only shows something."""
    return {
        "type": "modal",
        "title": plain(title, at_most=_TITLE),
        "close": plain(close, at_most=_TITLE),
        "blocks": blocks,
    }


def size_of(blocks: Block | list[Block]) -> int:
    """Return how many characters blocks take on their way: an accented letter takes six."""
    return len(json.dumps(blocks))


def fitting(blocks: list[Block], *, at_most: int = MESSAGE_AT_MOST) -> list[Block]:
    """Return the first blocks that Slack takes together (50, and so many characters of JSON)."""
    kept: list[Block] = []
    for block in blocks[:50]:
        if size_of([*kept, block]) > at_most:
            break
        kept.append(block)
    return kept


def about(**ids: str | int | None) -> str:
    """Return ids as a form carries them along (never words)."""
    return json.dumps({name: value for name, value in ids.items() if value is not None})


def about_of(view: Block) -> dict[str, Any]:
    """Return the ids that a form carried along."""
    return dict(json.loads(view.get("private_metadata") or "{}"))


def values_of(view: Block) -> dict[str, str]:
    """Return what was typed or chosen in a form, by block id; "" where nothing was."""
    state = view["state"]["values"]
    return {block_id: _value(fields.get("value", {})) for block_id, fields in state.items()}


def _value(field_state: Block) -> str:
    if "selected_options" in field_state:
        return ",".join(one["value"] for one in field_state["selected_options"])
    chosen = field_state.get("selected_option") or {}
    value = field_state.get("value") or chosen.get("value") or field_state.get("selected_user")
    return (value or "").strip()


def _input(
    block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, at_most=2000),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": plain(hint, at_most=2000)} if hint else {})


def _cut(text: str, at_most: int) -> str:
    return text if len(text) <= at_most else f"{text[: at_most - 1]}…"
