"""Blocks in a workspace: give them ids, find an element, know what a person chose in it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

# Element type -> the key that holds what is chosen in it, in an action and in `state.values`.
CHOSEN = {
    "plain_text_input": "value",
    "rich_text_input": "rich_text_value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "checkboxes": "selected_options",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
# Overflow menus and buttons are pressed; they hold nothing afterwards.
_PRESSED = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}
_INITIAL = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
}
_LISTS = {
    "selected_options",
    "selected_users",
    "selected_conversations",
    "selected_channels",
    "files",
}
_SHAPES = {
    "email_text_input": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "Enter an email address."),
    "url_text_input": (re.compile(r"https?://\S+"), "Enter a URL."),
    "number_input": (re.compile(r"-?\d+([.,]\d+)?"), "Enter a number."),
    "datepicker": (re.compile(r"\d{4}-\d{2}-\d{2}"), "Enter a date."),
    "timepicker": (re.compile(r"\d{2}:\d{2}"), "Enter a time."),
}


class ElementNotThere(Exception):
    """No element with this action id (and block id) in the message or view."""


class ChoiceNotOffered(Exception):
    """The element does not have what the person is said to have chosen."""


def complete(blocks: list[Any]) -> list[Any]:
    """The blocks with the ids and defaults that Slack fills in; those of others are kept."""
    return [_complete_block(block) if isinstance(block, dict) else block for block in blocks]


def elements(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Every interactive element with the id of its block."""
    for block in blocks:
        for element in _parts(block):
            if element.get("type") in CHOSEN or element.get("type") in _PRESSED:
                yield str(block.get("block_id", "")), element


def find(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[str, Json]:
    """The element with this action id, with the id of its block; ElementNotThere otherwise."""
    for in_block, element in elements(blocks):
        if element.get("action_id") == action_id and block_id in (None, "", in_block):
            return in_block, element
    raise ElementNotThere(f"There is no element with action_id {action_id!r} here.")


def initial_values(blocks: list[Json]) -> Json:
    """`state.values` of blocks that nobody has touched yet."""
    values: Json = {}
    for block_id, element in elements(blocks):
        if element["type"] in CHOSEN:
            values.setdefault(block_id, {})[element.get("action_id", "")] = _initial(element)
    return values


def merged(blocks: list[Json], values: Json, given: Json) -> Json:
    """`state.values` with what a person has typed or chosen since.

    `given` maps block id -> action id -> a plain value (text, date, an option's value, a list of
    them) or the element's whole state as Slack has it. Raises ElementNotThere, ChoiceNotOffered.
    """
    fresh = {block_id: dict(actions) for block_id, actions in values.items()}
    for block_id, actions in given.items():
        for action_id, value in actions.items():
            _, element = find(blocks, action_id, block_id)
            fresh.setdefault(block_id, {})[action_id] = state_of(element, value)
    return fresh


def state_of(element: Json, value: Any) -> Json:
    """An element's entry in `state.values` once `value` is in it."""
    key = CHOSEN.get(element["type"])
    if key is None:
        raise ChoiceNotOffered(f"A {element['type']} holds no value.")
    if isinstance(value, dict) and value.get("type") == element["type"]:
        value = value.get(key)
    return {"type": element["type"], key: _chosen(element, key, value)}


def action_of(element: Json, block_id: str, value: Any, *, action_ts: str) -> Json:
    """The entry in `actions` when a person presses an element or chooses `value` in it."""
    kind = element["type"]
    action: Json = {"type": kind, "action_id": element["action_id"], "block_id": block_id}
    if kind in _PRESSED:
        action |= _pressed(element, value)
    else:
        action |= state_of(element, value)
        for key in (_INITIAL.get(CHOSEN[kind], ""), "placeholder"):
            if key in element and not kind.endswith("_input"):
                action[key] = element[key]
    if "confirm" in element:
        action["confirm"] = element["confirm"]
    return action | {"action_ts": action_ts}


def missing_or_wrong(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's own form refuses before an app hears of it: block id -> sentence."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        block_id, element = str(block.get("block_id", "")), block["element"]
        state = values.get(block_id, {}).get(element.get("action_id", ""), {})
        chosen = state.get(CHOSEN.get(element["type"], "value"))
        problem = _problem(element, chosen, is_optional=bool(block.get("optional")))
        if problem:
            errors[block_id] = problem
    return errors


def size(blocks: list[Json]) -> int:
    """Characters of the blocks as compact JSON."""
    return len(json.dumps(blocks, separators=(",", ":")))


def _complete_block(block: Json) -> Json:
    done = {**block}
    done.setdefault("block_id", secrets.token_urlsafe(4)[:5])
    for key in ("element", "accessory"):
        if isinstance(done.get(key), dict):
            done[key] = _complete_element(done[key])
    if isinstance(done.get("elements"), list) and not str(done.get("type")).startswith("rich"):
        done["elements"] = [_complete_element(e) for e in done["elements"]]
    for key in ("text", "label", "hint"):
        if isinstance(done.get(key), dict):
            done[key] = _complete_text(done[key])
    if isinstance(done.get("fields"), list):
        done["fields"] = [_complete_text(field) for field in done["fields"]]
    if done.get("type") == "input":
        done.setdefault("optional", False)
        done.setdefault("dispatch_action", False)
    return done


def _complete_element(element: Any) -> Any:
    if not isinstance(element, dict):
        return element
    done = {**element}
    if done.get("type") in CHOSEN or done.get("type") in _PRESSED:
        done.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    for key in ("text", "placeholder"):
        if isinstance(done.get(key), dict):
            done[key] = _complete_text(done[key])
    return _complete_text(done) if done.get("type") in ("mrkdwn", "plain_text") else done


def _complete_text(text: Any) -> Any:
    if not isinstance(text, dict):
        return text
    extra = {"plain_text": "emoji", "mrkdwn": "verbatim"}.get(str(text.get("type")))
    return {**text, extra: text.get(extra, extra == "emoji")} if extra else text


def _parts(block: Json) -> list[Json]:
    parts = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
    return [part for part in parts if isinstance(part, dict)]


def _initial(element: Json) -> Json:
    key = CHOSEN[element["type"]]
    empty: Any = [] if key in _LISTS else None
    return {"type": element["type"], key: element.get(_INITIAL.get(key, ""), empty)}


def _chosen(element: Json, key: str, value: Any) -> Any:
    if key in _LISTS:
        items = [] if value is None else value if isinstance(value, list) else [value]
        return [_option(element, item) for item in items] if key == "selected_options" else items
    if value in (None, ""):
        return None
    if key == "selected_option":
        return _option(element, value)
    if key == "selected_date_time":
        return int(value)
    return value if key == "rich_text_value" else str(value)


def _option(element: Json, value: Any) -> Json:
    wanted = value.get("value") if isinstance(value, dict) else value
    groups = [group.get("options", []) for group in element.get("option_groups", [])]
    offered = [option for options in (element.get("options", []), *groups) for option in options]
    for option in offered:
        if option.get("value") == wanted:
            return dict(option)
    if element["type"].endswith("external_select"):  # its options come from the app, as typed
        return value if isinstance(value, dict) else _plain_option(str(value))
    raise ChoiceNotOffered(f"{wanted!r} is not one of the options.")


def _plain_option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}


def _pressed(element: Json, value: Any) -> Json:
    if element["type"] == "overflow":
        if value is None:
            raise ChoiceNotOffered("An overflow menu needs the value of the chosen option.")
        return {"selected_option": _option(element, value)}
    pressed: Json = {
        key: element[key] for key in ("text", "value", "style", "url") if key in element
    }
    return pressed if value is None else pressed | {"value": value}


def _problem(element: Json, chosen: Any, *, is_optional: bool) -> str:
    if chosen in (None, "", []):
        return "" if is_optional else "Please complete this required field."
    shape = _SHAPES.get(element["type"])
    if shape and not shape[0].fullmatch(str(chosen)):
        return shape[1]
    if element["type"] == "number_input":
        return _number_problem(element, str(chosen))
    if not isinstance(chosen, str) or CHOSEN[element["type"]] != "value":
        return ""
    if len(chosen) < int(element.get("min_length", 0)):
        return f"Enter at least {element['min_length']} characters."
    # A plain text input takes 3,000 characters unless it says otherwise.
    most = int(element.get("max_length", 3000))
    return f"Enter at most {most} characters." if len(chosen) > most else ""


def _number_problem(element: Json, chosen: str) -> str:
    number = float(chosen.replace(",", "."))
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Enter {element['min_value']} or more."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Enter {element['max_value']} or less."
    return ""
