"""What Slack would say of the bot's calls: our own checks, and Slack's schemas where there."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from workspace.checks import check_message, check_view

# Slack's published schemas, kept beside the checkout; without them our own checks stand alone.
SCHEMAS = Path(__file__).parents[3] / "shared" / "slack" / "schemas"
# Above about 13,000 characters of JSON, Slack has refused messages.
CARD_AT_MOST = 10_000

_POSTS = ("chat.postMessage", "chat.update", "chat.postEphemeral")
# What the schemas choose from a list.
_CHOSEN = ("type", "style", "response_action")
_VIEWS = ("views.open", "views.push", "views.update", "views.publish")


def problems_of(calls: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with calls of a log; nothing when Slack would take them all."""
    return [problem for call in calls for problem in _problems(call["method"], call["arguments"])]


def problems_of_message(message: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the text and the blocks of one message."""
    sent = {"text": message.get("text"), "blocks": message.get("blocks")}
    yield from (str(problem) for problem in check_message(sent))
    for block in sent["blocks"] or []:
        yield from _misfits([block], "Blocks")
    if len(json.dumps(sent["blocks"] or [])) > CARD_AT_MOST:
        yield f"more than {CARD_AT_MOST} characters of JSON: {sent['text']}"
    if not sent["text"]:
        yield "no notification text"


def problems_of_view(view: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one form, window or home."""
    yield from (str(problem) for problem in check_view(view))
    schema = "Home" if view["type"] == "home" else "Modal"
    for block in view["blocks"]:
        yield from _misfits({**view, "blocks": [block]}, schema)


def _problems(method: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    given = {name: _decoded(value) for name, value in arguments.items()}
    if method in _POSTS:
        yield from problems_of_message(given)
    elif method in _VIEWS:
        yield from problems_of_view(given["view"])


def _decoded(value: Any) -> Any:
    is_json = isinstance(value, str) and value[:1] in ("[", "{")
    return json.loads(value) if is_json else value


def _misfits(found: Any, schema: str) -> Iterator[str]:
    yield from _misfits_of_shape(json.dumps(_shape(found)), schema)


@cache
def _misfits_of_shape(shape: str, schema: str) -> tuple[str, ...]:
    """Check a shape once: the schemas know no lengths, so that only the kinds of things count.

    Of blocks it is given one at a time: they come again, in ever other company.
    """
    validator = _validator(schema)
    errors = validator.iter_errors(json.loads(shape)) if validator else ()
    return tuple(f"{schema} {error.json_path}: {error.message[:300]}" for error in errors)


def _shape(found: Any, name: str = "") -> Any:
    """Return a thing with all its texts alike but those that the schemas choose from."""
    if isinstance(found, dict):
        return {key: _shape(value, key) for key, value in sorted(found.items())}
    if isinstance(found, list):
        return [_shape(one, name) for one in found]
    return "text" if isinstance(found, str) and name not in _CHOSEN else found


@cache
def _validator(schema: str) -> jsonschema.Draft7Validator | None:
    path = SCHEMAS / f"{schema}.schema.json"
    if not path.exists():
        return None
    return jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8")))
