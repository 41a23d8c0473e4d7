"""Whatever JSON comes, the checks answer; and what fits their table is what Slack's schemas say.

Blocks are made here from the very table that the checks read, so a rule that nothing can
satisfy, or that Slack's own types contradict, shows at once.
"""

import json
from functools import singledispatch
from pathlib import Path
from typing import Any

import pytest
from checks_examples import HOLDERS, SOUND, Json, modal, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from workspace.checks import (
    Problem,
    check_blocks,
    check_manifest,
    check_message,
    check_view,
)
from workspace.checks import shapes as sh
from workspace.checks.blocks import BLOCKS, ELEMENTS
from workspace.checks.messages import MOST_BLOCKS

SCHEMA = Path(__file__).parents[3] / "shared" / "slack" / "schemas" / "Blocks.schema.json"

unhurried = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

# Any character, halves of surrogate pairs and NUL too.
strings = st.text(st.characters(exclude_categories=[]), max_size=8)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | strings
# Names that the checks know, so that what is made up gets past the first check.
names = st.sampled_from(
    ["type", "text", "elements", "options", "value", "blocks", "element", "rows", "initial_option"]
)
kinds = st.sampled_from([*BLOCKS, "button", "static_select", "plain_text", "mrkdwn", "modal"])
anything = st.recursive(
    leaves | kinds,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(names | strings, inner, max_size=6)
    ),
    max_leaves=25,
)
arguments = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("text", "blocks", "attachments", "metadata", "markdown_text", "response_type"), anything
    ),
)


@unhurried
@given(arguments, anything)
def test_any_json_is_answered_with_problems_that_can_be_sent(message: Json, other: Any) -> None:
    answers = [
        *check_message(message),
        *check_message(message, "chat.update"),
        *check_view(other),
        *check_view(modal(other)),
        *check_manifest(other),
        *(found for surface in MOST_BLOCKS for found in check_blocks(other, surface)),
    ]

    for answer in answers:
        assert isinstance(answer, Problem)
        assert json.dumps(answer.message, ensure_ascii=False).encode("utf-8")


# --- blocks made from the table --------------------------------------------------------------

SAMPLES = {
    "must be a valid URL": "https://a.example/page?q=1",
    "must be a valid https URL": "https://a.example/video",
    "must be a valid number": "12",
    "must be a valid date, YYYY-MM-DD": "2026-03-05",
    "must be a valid time, HH:mm": "09:30",
    "must be a valid time zone": "Europe/Paris",
    "must be a valid file id": "F0123456",
}


@singledispatch
def made(shape: object) -> st.SearchStrategy[Any]:
    raise NotImplementedError(shape)


@made.register
def _(shape: sh.Text) -> st.SearchStrategy[Any]:
    if shape.form:
        return st.just(SAMPLES[shape.says])
    return st.text(min_size=shape.least, max_size=min(shape.most, shape.least + 4))


@made.register
def _(shape: sh.Name) -> st.SearchStrategy[Any]:
    return st.uuids().map(str)


@made.register
def _(shape: sh.OneOf) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(shape.choices))


@made.register
def _(shape: sh.Number) -> st.SearchStrategy[Any]:
    least = int(max(shape.least, shape.over + 1, 0))
    return st.integers(least, int(min(shape.most, least + 5)))


@made.register
def _(shape: sh.Flag) -> st.SearchStrategy[Any]:
    return st.booleans()


@made.register
def _(shape: sh.Focus) -> st.SearchStrategy[Any]:
    return st.just(value=False)


@made.register
def _(shape: sh.Many) -> st.SearchStrategy[Any]:
    return st.lists(
        made(shape.of), min_size=shape.least, max_size=min(shape.least + 1, shape.most)
    )


@made.register
def _(shape: sh.Choice) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(shape.things)).flatmap(
        lambda kind: made(shape.things[kind]).map(lambda thing: {**thing, "type": kind})
    )


@made.register
def _(shape: sh.Thing) -> st.SearchStrategy[Any]:
    needs = {name: made(field) for name, field in shape.needs.items()}
    may = {name: made(field) for name, field in shape.may.items() if name != "type"}
    return st.fixed_dictionaries(needs, optional=may)


def block(kind: str) -> st.SearchStrategy[Json]:
    return made(BLOCKS[kind]).map(lambda thing: {**thing, "type": kind})


def element(kind: str) -> st.SearchStrategy[Json]:
    holders = st.sampled_from(sorted(ELEMENTS[kind].inside))
    things = made(ELEMENTS[kind]).map(lambda thing: {**thing, "type": kind})
    return st.builds(lambda holder, thing: HOLDERS[holder](thing), holders, things)


# Where Slack's TypeScript types, which the schema is made of, are narrower than Slack itself:
# fields that came later, a formatted description of a checkbox (Slack's own Block Kit Builder
# writes one), borders wider than 1, what a rich text input starts with.
LATER = {"slack_icon", "subtext", "offset", "highlight", "client_highlight", "unlink"}


IN_BLOCKS = {kind: block(kind) for kind in BLOCKS if kind != "data_visualization"}
IN_ELEMENTS = {f"{kind} element": element(kind) for kind in ELEMENTS}


@pytest.mark.skipif(not SCHEMA.is_file(), reason="../shared/slack is not on this machine")
@pytest.mark.parametrize("kind", [*IN_BLOCKS, *IN_ELEMENTS])
def test_what_is_accepted_fits_slacks_schema(kind: str) -> None:
    schema = Draft7Validator(json.loads(SCHEMA.read_text()))
    accepted = []

    @unhurried
    @given((IN_BLOCKS | IN_ELEMENTS)[kind])
    def check(made_up: Json) -> None:
        sent = [without_later(made_up)]
        if not all(check_blocks(sent, surface) for surface in MOST_BLOCKS):
            accepted.append(sent)
            assert schema.is_valid(sent)

    check()

    assert accepted


def without_later(value: Any) -> Any:
    if isinstance(value, list):
        return [without_later(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: without_later(item)
        for name, item in value.items()
        if name not in LATER and not is_wider(name, item)
    }


def is_wider(name: str, item: Any) -> bool:
    if name == "border":
        return item not in (0, 1)
    kind = item.get("type") if isinstance(item, dict) else None
    return (name, kind) in {("description", "mrkdwn"), ("initial_value", "text")}


# --- sound blocks, spoilt --------------------------------------------------------------------


def places(value: Any, at: str = "") -> list[str]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [at, *(place for key, item in inner for place in places(item, f"{at}/{key}"))]


def spoil(value: Any, at: list[str], by: Any) -> Any:
    if not at:
        return by
    key, *rest = at
    if isinstance(value, list):
        return [spoil(v, rest, by) if str(n) == key else v for n, v in enumerate(value)]
    return {name: spoil(v, rest, by) if name == key else v for name, v in value.items()}


@unhurried
@given(st.data(), st.sampled_from(sorted(SOUND)), anything)
def test_a_spoilt_block_is_refused_at_a_place_that_exists(
    data: st.DataObject, name: str, by: Any
) -> None:
    sound = {"blocks": [SOUND[name]]}
    at = data.draw(st.sampled_from(places(sound["blocks"])[1:]))
    spoilt = {"blocks": spoil(sound["blocks"], at.split("/")[1:], by)}

    problems = check_blocks(spoilt["blocks"], "message")

    assert {problem.pointer for problem in problems} <= set(places(spoilt))


@given(st.text(min_size=1, max_size=75))
def test_any_text_of_a_customer_can_stand_on_a_button(words: str) -> None:
    buttons = {"type": "button", "action_id": "b", "text": text(words)}

    assert check_blocks([{"type": "actions", "elements": [buttons]}], "home") == []
