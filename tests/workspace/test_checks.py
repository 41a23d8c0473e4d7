"""The checks accept what Slack accepts and refuse what it refuses, with its words.

What Slack's collections of examples say (`../shared/slack`) is compared where they are; without
them, the examples of our own below hold alone.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from checks_examples import (
    HOLDERS,
    REFUSED,
    SOUND,
    Json,
    actions,
    asks,
    bars,
    button,
    card,
    cell,
    container,
    image,
    menu,
    modal,
    mrkdwn,
    option,
    options,
    pie,
    section,
    table,
    text,
    url,
)
from jsonschema import Draft7Validator

from workspace.checks import (
    Problem,
    check_blocks,
    check_manifest,
    check_message,
    check_view,
)
from workspace.checks.blocks import BLOCKS, ELEMENTS, elements_of
from workspace.checks.messages import MOST_BLOCKS

SHARED = Path(__file__).parents[3] / "shared" / "slack"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared/slack, Slack's examples, is not on this machine"
)
VALID = SHARED / "limits" / "fixtures" / "valid"


def check(sent: Json) -> list[Problem]:
    """Check a view, or a block in a message, or in a modal if it lives there alone."""
    if sent["type"] in ("modal", "home"):
        return check_view(sent)
    return check_blocks([sent], "modal" if sent["type"] == "alert" else "message")


def lines(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems]


def examples(*folders: str) -> list[Any]:
    files = [file for folder in folders for file in sorted((VALID / folder).glob("*.json"))]
    return [pytest.param(json.loads(file.read_text()), id=file.stem) for file in files]


# --- Slack's examples ------------------------------------------------------------------------


@pytest.mark.parametrize("name", SOUND)
def test_what_is_at_its_limit_is_accepted(name: str) -> None:
    assert check(SOUND[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_over_a_limit_is_refused_where_it_stands(name: str) -> None:
    problems = check(REFUSED[name])

    assert len({problem.pointer.rsplit("/", 1)[-1] for problem in problems}) <= 2
    assert all(problem.error in ("invalid_blocks", "invalid_arguments") for problem in problems)
    assert all(problem.message.endswith(f"{problem.pointer}]") for problem in problems)
    assert problems


@needs_shared
def test_every_case_that_slack_refuses_is_among_ours() -> None:
    cases = json.loads((VALID.parent / "invalid" / "manifest.json").read_text())["cases"]

    assert {case["id"] for case in cases} == set(REFUSED)


@needs_shared
@pytest.mark.parametrize("block", examples("blocks"))
def test_every_valid_block_is_accepted(block: Json) -> None:
    assert check(block) == []


@needs_shared
@pytest.mark.parametrize("message", examples("messages"))
def test_every_valid_message_is_accepted(message: Json) -> None:
    assert check_message(message) == []


@needs_shared
@pytest.mark.parametrize("attachment", examples("attachments"))
def test_every_valid_attachment_is_accepted(attachment: Json) -> None:
    assert check_message({"attachments": [attachment]}) == []


@needs_shared
@pytest.mark.parametrize("view", examples("views"))
def test_every_valid_view_is_accepted(view: Json) -> None:
    assert check_view(view) == []


@needs_shared
@pytest.mark.parametrize("element", examples("elements"))
def test_every_valid_element_is_accepted_in_the_blocks_that_may_hold_it(element: Json) -> None:
    if element["type"] == "url":
        held = [{**SOUND["task_card"], "sources": [element]}]
    else:
        held = [HOLDERS[b](element) for b in sorted(ELEMENTS[element["type"]].inside)]

    in_message = [check_blocks([block], "message") for block in held]
    in_modal = [check_blocks([block], "modal") for block in held]

    assert held
    assert not any(in_message) or not any(in_modal)


OBJECTS: dict[str, Callable[[Json], Json]] = {
    "confirmation_dialogue_basic": lambda it: actions(button(confirm=it)),
    "conversation_filter_basic": lambda it: menu("conversations_select", filter=it),
    "dispatch_action_configuration_basic": lambda it: asks(
        type="plain_text_input", dispatch_action_config=it
    ),
    "input_parameter_basic": lambda it: workflow(
        {"url": url(30), "customizable_input_parameters": [it]}
    ),
    "option_basic": lambda it: menu(options=[it]),
    "option_group_basic": lambda it: menu(option_groups=[it]),
    "option_value_at_limit": lambda it: menu(options=[it]),
    "text_markdown_basic": lambda it: section(text=it),
    "text_markdown_verbatim": lambda it: section(text=it),
    "text_plaintext_basic": lambda it: section(text=it),
    "text_plaintext_emoji": lambda it: section(text=it),
    "trigger_basic": lambda it: workflow(it),
    "workflow_basic": lambda it: workflow(it["trigger"]),
}


def workflow(trigger: Json) -> Json:
    return actions({"type": "workflow_button", "text": text(), "workflow": {"trigger": trigger}})


@needs_shared
def test_every_valid_object_is_accepted_in_its_place() -> None:
    files = {file.stem: json.loads(file.read_text()) for file in (VALID / "objects").iterdir()}

    refusals = {name: check(OBJECTS[name](it)) for name, it in files.items()}

    assert files
    assert not any(refusals.values())


@needs_shared
@pytest.mark.parametrize("part", examples("rich_text"))
def test_every_valid_part_of_rich_text_is_accepted(part: Json) -> None:
    if not part["type"].startswith("rich_text_"):
        part = {"type": "rich_text_section", "elements": [part]}

    assert check({"type": "rich_text", "elements": [part]}) == []


# What our checks accept and the schemas do not: the schemas follow Slack's TypeScript types,
# which are behind Slack, and behind these very examples, in a few places.
BEHIND_SLACK = {
    "card_block": "has slack_icon and subtext",
    "data_visualization_area": "the block is missing",
    "data_visualization_bar": "the block is missing",
    "data_visualization_line": "the block is missing",
    "data_visualization_pie": "the block is missing",
    "message_response": "the body of a response_url",
    "webhook_message_basic": "the body of a webhook",
    "webhook_message_delete": "the body of a webhook",
    # Arguments of the method, which the schema of a message leaves out.
    "message_basic": "mrkdwn",
    "message_basic_attachment": "mrkdwn",
    "message_compound": "mrkdwn",
    "message_with_attachments": "mrkdwn",
    "message_with_optional_arguments": "mrkdwn, unfurl_links",
}


@needs_shared
def test_what_is_accepted_fits_slacks_schemas_but_for_the_known_differences() -> None:
    unfit = set()
    for folder, schema in (("blocks", "Blocks"), ("messages", "SlackMessage"), ("views", "")):
        for file in (VALID / folder).glob("*.json"):
            sent = json.loads(file.read_text())
            name = schema or sent["type"].capitalize()
            if not validator(name).is_valid([sent] if folder == "blocks" else sent):
                unfit.add(file.stem)

    assert unfit == set(BEHIND_SLACK)


def validator(name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((SHARED / "schemas" / f"{name}.schema.json").read_text()))


# --- messages --------------------------------------------------------------------------------


def test_a_message_needs_something_to_show() -> None:
    empty: list[Json] = [{}, {"text": " \n"}, {"text": "", "blocks": []}, {"text": None}]

    assert [check_message(message)[0].error for message in empty] == ["no_text"] * 4
    assert check_message({"blocks": [section()]}) == []
    assert check_message({"attachments": [{"text": "old"}]}) == []
    assert check_message({"delete_original": True}) == []


def test_a_text_holds_40000_characters_and_an_edited_one_4000() -> None:
    assert check_message({"text": "é" * 40_000}) == []
    assert check_message({"text": "é" * 40_001})[0].error == "msg_too_long"
    assert check_message({"text": "é" * 4_000}, "chat.update") == []
    assert check_message({"text": "é" * 4_001}, "chat.update")[0].error == "msg_too_long"


def test_markdown_text_comes_alone() -> None:
    assert check_message({"markdown_text": "**Hello**"}) == []
    [problem] = check_message({"markdown_text": "**Hello**", "text": "Hello"})
    assert problem.error == "markdown_text_conflict"


def test_a_message_holds_50_blocks_and_a_view_100() -> None:
    many = [section()] * 51

    assert lines(check_message({"blocks": many})) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert check_message({"blocks": many[:50]}) == []
    assert check_blocks(many, "home") == []
    assert check_blocks(many * 2, "modal")[0].pointer == "/view/blocks"


def test_blocks_that_are_each_short_enough_can_be_too_long_together() -> None:
    blocks = [section(text=mrkdwn(2_500))] * 6

    [problem] = check_message({"text": "Hello", "blocks": blocks})

    assert problem.error == "msg_blocks_too_long"
    assert check_message({"blocks": blocks[:4]}) == []


def test_markdown_blocks_share_their_limit() -> None:
    half = {"type": "markdown", "text": "x" * 6_000}
    more = {"type": "markdown", "text": "x"}

    assert check_blocks([half, half], "message") == []
    assert check_blocks([half, half, more], "message")[0].pointer == "/blocks/2/text"


def test_blocks_that_are_no_list_have_the_wrong_format() -> None:
    for blocks in ({}, "[]", 3, section()):
        assert check_message({"text": "Hello", "blocks": blocks})[0].error == (
            "invalid_blocks_format"
        )
    assert lines(check_message({"blocks": ["Hello"]})) == [
        "[ERROR] must provide an object [json-pointer:/blocks/0]"
    ]


def test_attachments_are_checked_with_the_code_that_the_method_has() -> None:
    wrong = {"text": "Hello", "attachments": [{"blocks": [{"type": "section"}]}]}

    assert check_message(wrong)[0].error == "invalid_blocks"
    assert check_message(wrong, "chat.update")[0].error == "invalid_attachments"
    assert check_message(wrong)[0].pointer == "/attachments/0/blocks/0"
    assert check_message({"attachments": [{"text": "a"}] * 101})[0].error == (
        "too_many_attachments"
    )


def test_metadata_is_an_event_type_and_a_small_payload() -> None:
    def error(metadata: Any) -> str | None:
        problems = check_message({"text": "Hello", "metadata": metadata})
        return problems[0].error if problems else None

    assert error({"event_type": "case", "event_payload": {"id": "c1"}}) is None
    assert error({}) is None
    assert error({"event_type": "case"}) == "invalid_metadata_format"
    assert error({"event_payload": {}}) == "invalid_metadata_format"
    assert error("case") == "invalid_metadata_format"
    assert error({"event_type": "case", "event_payload": {"\ud800": 1}}) == (
        "invalid_metadata_format"
    )
    assert error({"event_type": "case", "event_payload": {"id": float("nan")}}) == (
        "invalid_metadata_format"
    )
    assert error({"event_type": "case", "event_payload": {"id": "x" * 9_000}}) == (
        "metadata_too_large"
    )


# --- blocks ----------------------------------------------------------------------------------


def test_a_block_id_comes_once_in_what_is_sent() -> None:
    blocks = [section(block_id="case"), container(child_blocks=[section(block_id="case")])]

    assert lines(check_blocks(blocks, "message")) == [
        '[ERROR] `block_id` "case" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]'
    ]


def test_an_action_id_comes_once_in_a_block_and_again_in_another() -> None:
    twice = actions(button(action_id="take"), button(action_id="take"))
    once = actions(button(action_id="take"))

    assert lines(check_blocks([twice], "message")) == [
        '[ERROR] `action_id` "take" already exists [json-pointer:/blocks/0/elements/1/action_id]'
    ]
    assert check_blocks([once, once], "message") == []


def test_what_goes_to_a_response_url_may_repeat_a_block_id() -> None:
    blocks = [section(block_id="case")] * 2

    assert check_message({"blocks": blocks, "replace_original": True}) == []
    assert check_message({"blocks": blocks})[0].pointer == "/blocks/1/block_id"


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ({}, "missing required field: type [json-pointer:/blocks/0]"),
        ({"type": "wall"}, "unsupported type: wall [json-pointer:/blocks/0/type]"),
        ({"type": ["wall"]}, "must provide a string [json-pointer:/blocks/0/type]"),
        (
            {"type": "divider", "text": text()},
            "invalid additional property: text [json-pointer:/blocks/0]",
        ),
        (
            section(text={**mrkdwn(), "emoji": True}),
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (section(text="Hello"), "must provide an object [json-pointer:/blocks/0/text]"),
        (section(accessory=None), "must provide an object [json-pointer:/blocks/0/accessory]"),
        (
            {"type": "header", "text": mrkdwn()},
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        ({"type": "input", "label": text()}, "missing required field: element"),
        (actions(), "must provide at least 1 items [json-pointer:/blocks/0/elements]"),
        (actions(button(style="big")), "must be a valid enum value"),
        (actions(button(url="javascript:alert(1)")), "must be a valid URL"),
        (image(image_url="pictures/bike.png"), "must be a valid URL"),
        (
            {"type": "image", "alt_text": "A bicycle"},
            "must define either `image_url` or `slack_file`",
        ),
        (menu(options=[option("a"), option("a")]), "must be unique among the options"),
        (menu(options=options(2), initial_option=option("v2")), "must be one of the options"),
        (
            menu("checkboxes", options=options(2), initial_options=[option("v1"), option("x")]),
            "must be one of the options [json-pointer:/blocks/0/accessory/initial_options/1]",
        ),
        (
            menu("multi_users_select", initial_users=["U1", "U2"], max_selected_items=1),
            "no more than 1 items allowed",
        ),
        (menu("datepicker", initial_date="2026-02-30"), "must be a valid date, YYYY-MM-DD"),
        (menu("datepicker", initial_date="30/03/2026"), "must be a valid date, YYYY-MM-DD"),
        (menu("timepicker", initial_time="24:00"), "must be a valid time, HH:mm"),
        (menu("timepicker", timezone="Europe/Lyon"), "must be a valid time zone"),
        (
            actions({"type": "datetimepicker", "initial_date_time": 1_700_000_000_000}),
            "must be at most 9999999999",
        ),
        (
            asks(type="plain_text_input", max_length=3, initial_value="Hello"),
            "must be less than 4 characters",
        ),
        (asks(type="plain_text_input", min_length=9, max_length=3), "not be less than min_length"),
        (menu("conversations_select", filter={}), "must define either `include` or"),
        (actions(button(confirm={"title": text()})), "missing required field: text"),
        (section(text=mrkdwn("\ud800")), "must be a valid string"),
        (section(text=mrkdwn("\0")), None),
        (card(title=text()), "unsupported type: plain_text"),
        ({**card(), "title": None}, "must provide an object"),
        (bars(1, 2, 3), "must provide one point for each category"),
        ({"type": "alert", "text": text()}, "unsupported type: alert"),
        (
            {"type": "rich_text", "elements": [{"type": "text", "text": "Hello"}]},
            "unsupported type: text [json-pointer:/blocks/0/elements/0/type]",
        ),
    ],
)
def test_what_is_wrong_is_said_as_slack_says_it(block: Json, line: str | None) -> None:
    said = lines(check_blocks([block], "message"))

    assert len(said) == (0 if line is None else 1)
    assert line is None or line in said[0]


def test_some_blocks_and_elements_live_on_some_surfaces_only() -> None:
    def where(block: Json) -> list[str]:
        return [surface for surface in MOST_BLOCKS if not check_blocks([block], surface)]

    assert where(section()) == ["message", "modal", "home"]
    assert where(asks(type="plain_text_input")) == ["message", "modal", "home"]
    assert where({"type": "markdown", "text": "Hello"}) == ["message"]
    assert where(table(1)) == ["message"]
    assert where({"type": "alert", "text": text()}) == ["modal"]
    assert where(asks(type="file_input")) == ["modal"]
    assert where(asks(type="datetimepicker")) == ["message", "modal"]


def test_a_message_holds_one_table_and_two_charts() -> None:
    assert check_blocks([table(1), table(1)], "message")[0].pointer == "/blocks/1"
    assert check_blocks([pie(), pie()], "message") == []
    assert check_blocks([pie(), pie(), pie()], "message")[0].pointer == "/blocks/2"


def test_every_element_is_held_by_some_block() -> None:
    blocks = {"section", "actions", "input", "context", "context_actions"}

    held = {kind for block in blocks for kind in elements_of(block)}

    assert blocks <= set(BLOCKS)
    assert held == set(ELEMENTS)


# --- views and manifests ---------------------------------------------------------------------


def test_a_modal_that_asks_for_input_needs_submit() -> None:
    form = modal(asks(type="plain_text_input"))
    without = {name: field for name, field in form.items() if name != "submit"}

    assert check_view(form) == []
    assert lines(check_view(without)) == [
        "[ERROR] missing required field: submit [json-pointer:/view]"
    ]
    assert check_view({**without, "blocks": [section()]}) == []


def test_a_view_is_at_most_250_kilobytes() -> None:
    blocks = [section(text=text("é" * 3_000)) for _ in range(42)]

    assert check_view(modal(*blocks[:41])) == []
    assert check_view(modal(*blocks))[0].error == "view_too_large"


def test_a_home_tab_has_no_title_and_a_view_no_other_type() -> None:
    home = {"type": "home", "blocks": [section()], "private_metadata": "x" * 3_000}

    assert check_view(home) == []
    assert check_view({**home, "title": text()})[0].error == "invalid_arguments"
    assert check_view({**home, "type": "page"})[0].pointer == "/view/type"
    assert check_view([])[0].pointer == "/view"


def test_one_element_of_a_view_has_the_focus() -> None:
    focused = asks(type="plain_text_input", focus_on_load=True)

    assert check_view(modal(focused)) == []
    assert check_view(modal(focused, focused))[0].pointer == "/view/blocks/1/element/focus_on_load"


def manifest(**display: Any) -> Json:
    return {"display_information": {"name": "Boucle", **display}}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({}, ""),
        (manifest(name="x" * 36), "/display_information/name"),
        (manifest(description="x" * 141), "/display_information/description"),
        (manifest(long_description="x" * 174), "/display_information/long_description"),
        (manifest(long_description="x" * 4_001), "/display_information/long_description"),
        (manifest(background_color="blue"), "/display_information/background_color"),
        (manifest(nickname="B"), "/display_information"),
        (
            {
                **manifest(),
                "features": {"slash_commands": [{"command": "/feedback", "description": "Say"}]},
            },
            "/features/slash_commands/0/command",
        ),
        (
            {**manifest(), "settings": {"interactivity": {"request_url": "here"}}},
            "/settings/interactivity",
        ),
    ],
)
def test_a_manifest_beyond_slacks_limits_is_refused(wrong: Json, pointer: str) -> None:
    problems = check_manifest(wrong)

    assert problems[0].pointer == pointer
    assert problems[0].error == "invalid_manifest"


def test_a_manifest_within_slacks_limits_is_accepted() -> None:
    full = {
        **manifest(long_description="x" * 175, description="x" * 140, background_color="#1d3"),
        "features": {
            "bot_user": {"display_name": "Boucle", "always_online": True},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [{"command": "/boucle", "description": "Close the loop"}],
        },
        "settings": {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}},
    }

    assert check_manifest(full) == []


# --- all of it -------------------------------------------------------------------------------


def test_json_nested_without_end_is_answered() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]

    for inside in (deep, {"type": deep}, {"type": "section", "text": deep}):
        assert check_message({"text": inside, "blocks": [inside], "attachments": [inside]})
        assert check_message({"text": "Hello", "metadata": inside})
        assert check_message({"text": "Hello", "attachments": [{"more": inside}]})
        assert check_view(inside)
        assert check_view(modal(inside))
        assert check_manifest(inside)


def typical_card() -> Iterator[Json]:
    yield {"type": "header", "text": text("A new case")}
    yield section(fields=[mrkdwn(), mrkdwn()])
    yield {"type": "context", "elements": [mrkdwn(), image()]}
    yield {"type": "divider"}
    yield menu("overflow", options=options(3))
    yield actions(*buttons_with_confirmation())


def buttons_with_confirmation() -> Iterator[Json]:
    confirm = {"title": text(), "text": mrkdwn(), "confirm": text("Yes"), "deny": text("No")}
    for name in ("take", "pass on", "done"):
        yield button(action_id=name, value="c1", confirm=confirm)


def test_a_typical_card_is_checked_in_well_under_a_millisecond() -> None:
    message = {"text": "A new case", "blocks": list(typical_card())}
    took = []

    for _ in range(50):
        start = perf_counter()
        problems = check_message(message)
        took.append(perf_counter() - start)

    assert problems == []
    assert min(took) < 0.000_6  # about 0.2 ms; twice and more of it for a slow machine


def test_cells_of_a_table_may_differ_in_kind() -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
    }
    number = {"type": "raw_number", "value": 1.5, "text": "1.5"}

    assert check({"type": "table", "rows": [[cell(), rich, number]]}) == []
