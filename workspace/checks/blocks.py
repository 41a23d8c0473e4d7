"""The table of what Slack's blocks, elements and objects are made of, and their limits.

The facts are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit), as of
2026. A thing's first table is what it needs, its second what it may have; lengths are in
characters. `inside` names the blocks that may hold an element, `surfaces` where a thing may
appear when that is not everywhere.
"""

from collections.abc import Mapping
from typing import Any

from workspace.checks import forms, relations
from workspace.checks.shapes import (
    UNLIMITED,
    Block,
    Choice,
    Flag,
    Focus,
    Many,
    Name,
    Number,
    Shape,
    SharedText,
    Text,
    Thing,
    one_of,
)

MESSAGE = frozenset({"message"})
MODAL = frozenset({"modal"})
HELD = frozenset({"section", "actions"})
ASKED = frozenset({"section", "actions", "input"})

# --- small parts -----------------------------------------------------------------------------

TYPE = Shape()  # read already, by the Choice that led here
FLAG = Flag()
BLOCK_ID = Name(scope="block_id")
ACTION_ID = Name(scope="action_id")
URL = Text(most=3000, least=1, form=forms.is_link, says="must be a valid URL")
WEB_URL = Text(most=3000, least=1, form=forms.is_web_address, says="must be a valid URL")
SAFE_URL = Text(most=3000, least=1, form=forms.is_safe_address, says="must be a valid https URL")
NUMERAL = Text(form=forms.is_number, says="must be a valid number")
STYLE = one_of("primary", "danger")
LABEL = Text(most=75)
IDS = Many(Text(least=1, most=255))

PLAIN: Mapping[str, Shape] = {"emoji": FLAG}
MRKDWN: Mapping[str, Shape] = {"verbatim": FLAG}


def typed(
    needs: Mapping[str, Shape] | None = None, may: Mapping[str, Shape] | None = None, **more: Any
) -> Thing:
    """Make a thing that says by its `type` what it is; the Choice that leads here asks for it."""
    return Thing(needs or {}, {"type": TYPE, **(may or {})}, **more)


def _text(most: int, kinds: Mapping[str, Mapping[str, Shape]]) -> Choice:
    words = Text(least=1, most=most)
    return Choice({kind: typed({"text": words}, may) for kind, may in kinds.items()})


def plain(most: int = 3000) -> Choice:
    """Text without formatting, up to a length."""
    return _text(most, {"plain_text": PLAIN})


def mrkdwn(most: int = 3000) -> Choice:
    """Text with Slack's formatting, up to a length."""
    return _text(most, {"mrkdwn": MRKDWN})


def words(most: int = 3000) -> Choice:
    """Text with or without formatting, up to a length."""
    return _text(most, {"plain_text": PLAIN, "mrkdwn": MRKDWN})


# --- objects ---------------------------------------------------------------------------------

CONFIRM = Thing(
    {"text": words(300)},
    {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": STYLE},
)


def _option(text: Choice, **more: Shape) -> Thing:
    return Thing({"text": text, "value": Text(most=150)}, {"description": text, **more})


OPTION = _option(plain(75))
OPTION_WITH_LINK = _option(plain(75), url=URL)
FORMATTED_OPTION = _option(words(75))
OPTION_GROUP = Thing({"label": plain(75), "options": Many(OPTION, least=1, most=100)})

SLACK_FILE = Thing(
    may={
        "id": Text(form=forms.is_file_id, says="must be a valid file id"),
        "url": WEB_URL,
    },
    also=(relations.exactly_one("id", "url"),),
)
FILTER = Thing(
    may={
        "include": Many(one_of("im", "mpim", "private", "public"), least=1),
        "exclude_external_shared_channels": FLAG,
        "exclude_bot_users": FLAG,
    },
    also=(
        relations.at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
    ),
)
DISPATCH = Thing(
    may={"trigger_actions_on": Many(one_of("on_enter_pressed", "on_character_entered"), least=1)}
)
WORKFLOW = Thing(
    {
        "trigger": Thing(
            {"url": WEB_URL},
            {
                "customizable_input_parameters": Many(
                    Thing({"name": Text(least=1), "value": Text()})
                )
            },
        )
    }
)

# --- rich text -------------------------------------------------------------------------------

TEXT_STYLE = Thing(
    may=dict.fromkeys(
        (
            *("bold", "code", "italic", "strike", "underline"),
            *("highlight", "client_highlight", "unlink"),
        ),
        FLAG,
    )
)


def _inline(needs: Mapping[str, Shape], may: Mapping[str, Shape] | None = None) -> Thing:
    return typed(needs, {"style": TEXT_STYLE, **(may or {})})


_ID = Text(least=1, most=255)
INLINE: Mapping[str, Thing] = {
    "text": _inline({"text": Text(least=1, most=UNLIMITED)}),
    "link": _inline({"url": URL}, {"text": Text(), "unsafe": FLAG}),
    "emoji": _inline({"name": _ID}, {"unicode": Text(), "url": WEB_URL}),
    "user": _inline({"user_id": _ID}),
    "usergroup": _inline({"usergroup_id": _ID}),
    "channel": _inline({"channel_id": _ID}),
    "team": _inline({"team_id": _ID}),
    "broadcast": _inline({"range": one_of("here", "channel", "everyone")}),
    "color": _inline({"value": _ID}),
    "date": _inline(
        {"timestamp": Number(), "format": Text(least=1)}, {"url": URL, "fallback": Text()}
    ),
}


def _rich(of: Shape, needs: Mapping[str, Shape] | None = None, **may: Shape) -> Thing:
    return typed({"elements": Many(of), **(needs or {})}, may)


_NATURAL = Number(least=0)
SECTION_OF_TEXT = _rich(Choice(INLINE))
RICH_TEXT = typed(
    {
        "elements": Many(
            Choice(
                {
                    "rich_text_section": SECTION_OF_TEXT,
                    "rich_text_quote": _rich(Choice(INLINE), border=_NATURAL),
                    "rich_text_preformatted": _rich(
                        Choice({kind: INLINE[kind] for kind in ("text", "link")}), border=_NATURAL
                    ),
                    "rich_text_list": _rich(
                        Choice({"rich_text_section": SECTION_OF_TEXT}),
                        {"style": one_of("bullet", "ordered")},
                        indent=Number(least=0, most=8),
                        offset=_NATURAL,
                        border=_NATURAL,
                    ),
                }
            )
        ),
    },
    # One that is part of another block is not a block of its own: its id may come again.
    {"block_id": Text(most=255)},
)

# --- elements --------------------------------------------------------------------------------


def _element(
    inside: frozenset[str],
    needs: Mapping[str, Shape] | None = None,
    may: Mapping[str, Shape] | None = None,
    **more: Any,
) -> Thing:
    return typed(needs, {"action_id": ACTION_ID, **(may or {})}, inside=inside, **more)


_CONFIRMED: Mapping[str, Shape] = {"confirm": CONFIRM}
_FOCUSED: Mapping[str, Shape] = {**_CONFIRMED, "focus_on_load": Focus()}
_SELECT: Mapping[str, Shape] = {**_FOCUSED, "placeholder": plain(150)}
_MULTI: Mapping[str, Shape] = {**_SELECT, "max_selected_items": Number(least=1)}
_WRITTEN: Mapping[str, Shape] = {
    "focus_on_load": Focus(),
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
}
_STATIC: Mapping[str, Shape] = {
    "options": Many(OPTION, least=1, most=100),
    "option_groups": Many(OPTION_GROUP, least=1, most=100),
}
_ONE_SOURCE = relations.exactly_one("options", "option_groups")
_SEARCHED: Mapping[str, Shape] = {"min_query_length": Number(least=0)}
_CONVERSATION: Mapping[str, Shape] = {"default_to_current_conversation": FLAG, "filter": FILTER}
_ANSWERED: Mapping[str, Shape] = {"response_url_enabled": FLAG}


def _several(chosen: str, *also: Any) -> dict[str, Any]:
    return {"also": (*also, relations.no_more_than(chosen, "max_selected_items"))}


IMAGE: Mapping[str, Shape] = {"image_url": WEB_URL, "slack_file": SLACK_FILE}
ONE_IMAGE = relations.exactly_one("image_url", "slack_file")
IMAGE_ELEMENT = typed(
    {"alt_text": Text(least=1, most=2000)},
    IMAGE,
    also=(ONE_IMAGE,),
    inside=frozenset({"section", "context"}),
)
BUTTON = _element(
    HELD,
    {"text": plain(75)},
    {
        **_CONFIRMED,
        "value": Text(most=2000),
        "url": URL,
        "style": STYLE,
        "accessibility_label": LABEL,
    },
)
_FEEDBACK = Thing(
    {"text": plain(75), "value": Text(most=2000)},
    {"accessibility_label": LABEL},
)
URL_SOURCE = typed({"url": WEB_URL, "text": Text(least=1)})

ELEMENTS: Mapping[str, Thing] = {
    "button": BUTTON,
    "workflow_button": _element(
        HELD,
        {"text": plain(75), "workflow": WORKFLOW},
        {**_CONFIRMED, "style": STYLE, "accessibility_label": LABEL},
        surfaces=MESSAGE,
    ),
    "image": IMAGE_ELEMENT,
    "overflow": _element(
        HELD,
        {"options": Many(OPTION_WITH_LINK, least=1, most=5)},
        _CONFIRMED,
        also=(relations.different_values,),
    ),
    "checkboxes": _element(
        ASKED,
        {"options": Many(FORMATTED_OPTION, least=1, most=10)},
        {**_FOCUSED, "initial_options": Many(FORMATTED_OPTION, least=1, most=10)},
        also=(relations.different_values, relations.chosen_from_options("initial_options")),
    ),
    "radio_buttons": _element(
        ASKED,
        {"options": Many(FORMATTED_OPTION, least=1, most=10)},
        {**_FOCUSED, "initial_option": FORMATTED_OPTION},
        also=(relations.different_values, relations.chosen_from_options("initial_option")),
    ),
    "static_select": _element(
        ASKED,
        may={**_SELECT, **_STATIC, "initial_option": OPTION},
        also=(
            _ONE_SOURCE,
            relations.different_values,
            relations.chosen_from_options("initial_option"),
        ),
    ),
    "multi_static_select": _element(
        ASKED,
        may={**_MULTI, **_STATIC, "initial_options": Many(OPTION, least=1)},
        **_several(
            "initial_options",
            _ONE_SOURCE,
            relations.different_values,
            relations.chosen_from_options("initial_options"),
        ),
    ),
    "external_select": _element(ASKED, may={**_SELECT, **_SEARCHED, "initial_option": OPTION}),
    "multi_external_select": _element(
        ASKED,
        may={**_MULTI, **_SEARCHED, "initial_options": Many(OPTION, least=1)},
        **_several("initial_options"),
    ),
    "users_select": _element(ASKED, may={**_SELECT, "initial_user": _ID}),
    "multi_users_select": _element(
        ASKED, may={**_MULTI, "initial_users": IDS}, **_several("initial_users")
    ),
    "channels_select": _element(ASKED, may={**_SELECT, **_ANSWERED, "initial_channel": _ID}),
    "multi_channels_select": _element(
        ASKED, may={**_MULTI, "initial_channels": IDS}, **_several("initial_channels")
    ),
    "conversations_select": _element(
        ASKED, may={**_SELECT, **_ANSWERED, **_CONVERSATION, "initial_conversation": _ID}
    ),
    "multi_conversations_select": _element(
        ASKED,
        may={**_MULTI, **_CONVERSATION, "initial_conversations": IDS},
        **_several("initial_conversations"),
    ),
    "datepicker": _element(
        ASKED,
        may={
            **_SELECT,
            "initial_date": Text(form=forms.is_day, says="must be a valid date, YYYY-MM-DD"),
        },
    ),
    "timepicker": _element(
        ASKED,
        may={
            **_SELECT,
            "initial_time": Text(form=forms.is_time, says="must be a valid time, HH:mm"),
            "timezone": Text(form=forms.is_time_zone, says="must be a valid time zone"),
        },
    ),
    "datetimepicker": _element(
        frozenset({"actions", "input"}),
        # Ten digits, in seconds: Slack refuses milliseconds.
        may={**_FOCUSED, "initial_date_time": Number(least=1_000_000_000, most=9_999_999_999)},
        surfaces=MESSAGE | MODAL,
    ),
    "plain_text_input": _element(
        frozenset({"input"}),
        may={
            **_WRITTEN,
            "initial_value": Text(most=3000),
            "multiline": FLAG,
            "min_length": Number(least=0, most=3000),
            "max_length": Number(least=1, most=3000),
        },
        also=(
            relations.rising("min_length", "max_length"),
            relations.length_between("initial_value", "min_length", "max_length"),
        ),
    ),
    "rich_text_input": _element(
        frozenset({"actions", "input"}),
        may={
            **_WRITTEN,
            "initial_value": Choice({"rich_text": RICH_TEXT, "text": INLINE["text"]}),
            "min_lines": Number(least=1),
            "max_lines": Number(least=1),
        },
        also=(relations.rising("min_lines", "max_lines"),),
    ),
    "email_text_input": _element(
        frozenset({"input"}), may={**_WRITTEN, "initial_value": Text()}, surfaces=MODAL
    ),
    "url_text_input": _element(
        frozenset({"input"}), may={**_WRITTEN, "initial_value": Text()}, surfaces=MODAL
    ),
    "number_input": _element(
        frozenset({"input"}),
        {"is_decimal_allowed": FLAG},
        {**_WRITTEN, "initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL},
        also=(
            relations.rising("min_value", "initial_value", "max_value"),
            relations.whole_unless(
                "is_decimal_allowed", "initial_value", "min_value", "max_value"
            ),
        ),
        surfaces=MODAL,
    ),
    "file_input": _element(
        frozenset({"input"}),
        may={"filetypes": Many(Text(least=1)), "max_files": Number(least=1, most=10)},
        surfaces=MODAL,
    ),
    "feedback_buttons": _element(
        frozenset({"context_actions"}),
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
    ),
    "icon_button": _element(
        frozenset({"context_actions"}),
        {"icon": _ID, "text": plain(75)},
        {
            **_CONFIRMED,
            "value": Text(most=2000),
            "accessibility_label": LABEL,
            "visible_to_user_ids": Many(_ID, most=10),
        },
    ),
}


def elements_of(block: str) -> dict[str, Thing]:
    """Name the elements that a kind of block may hold."""
    return {kind: thing for kind, thing in ELEMENTS.items() if block in thing.inside}


# --- blocks ----------------------------------------------------------------------------------


def _block(
    needs: Mapping[str, Shape] | None = None,
    may: Mapping[str, Shape] | None = None,
    **more: Any,
) -> Block:
    return Block(needs or {}, {"type": TYPE, "block_id": BLOCK_ID, **(may or {})}, **more)


_CELLS: Mapping[str, Thing] = {
    "raw_text": typed({"text": Text(least=1, most=20_000)}),
    "raw_number": typed({"value": Number(whole=False), "text": Text(least=1)}),
    "rich_text": RICH_TEXT,
}
_ROW = Many(Choice(_CELLS), least=1, most=20)

CARD = _block(
    may={
        "hero_image": Choice({"image": IMAGE_ELEMENT}),
        "icon": Choice({"image": IMAGE_ELEMENT}),
        "slack_icon": Choice({"icon": typed({"name": _ID})}),
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "subtext": mrkdwn(200),
        "actions": Many(Choice({"button": BUTTON}), most=3),
    },
    also=(
        relations.at_least_one("hero_image", "title", "actions", "body"),
        relations.at_most_one("icon", "slack_icon"),
    ),
    surfaces=MESSAGE,
)
TASK_CARD = _block(
    {
        "task_id": _ID,
        "title": Text(least=1),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {
        "details": Choice({"rich_text": RICH_TEXT}),
        "output": Choice({"rich_text": RICH_TEXT}),
        "sources": Many(Choice({"url": URL_SOURCE})),
    },
    surfaces=MESSAGE,
)

_CHART_LABEL = Text(least=1, most=20)
_POINTS = Thing(
    {
        "name": _CHART_LABEL,
        "data": Many(
            Thing({"label": _CHART_LABEL, "value": Number(whole=False)}), least=1, most=20
        ),
    }
)
_AXES = Thing(
    {"categories": Many(_CHART_LABEL, least=1, most=20)},
    {"x_label": Text(most=50), "y_label": Text(most=50)},
)
_DRAWN_ON_AXES = typed(
    {"series": Many(_POINTS, least=1, most=12), "axis_config": _AXES},
    also=(relations.series_fit_categories,),
)
_SHARE = Number(whole=False, over=0)
_PIE = typed(
    {
        "segments": Many(Thing({"label": _CHART_LABEL, "value": _SHARE}), least=1, most=12),
    }
)

# The blocks that a container may hold.
HOLDABLE: Mapping[str, Block] = {
    "actions": _block({"elements": Many(Choice(elements_of("actions")), least=1, most=25)}),
    "context": _block(
        {"elements": Many(Choice({**words().things, **elements_of("context")}), least=1, most=10)}
    ),
    "divider": _block(),
    "file": _block({"source": one_of("remote"), "external_id": _ID}, surfaces=MESSAGE),
    "header": _block({"text": plain(150)}),
    "image": _block(
        {"alt_text": Text(least=1, most=2000)},
        {**IMAGE, "title": plain(2000)},
        also=(ONE_IMAGE,),
    ),
    "input": _block(
        {"label": plain(2000), "element": Choice(elements_of("input"))},
        {"hint": plain(2000), "optional": FLAG, "dispatch_action": FLAG},
    ),
    "rich_text": _block(RICH_TEXT.needs),
    "section": _block(
        may={
            "text": words(),
            "fields": Many(words(2000), least=1, most=10),
            "accessory": Choice(elements_of("section")),
            "expand": FLAG,
        },
        also=(relations.at_least_one("text", "fields"),),
    ),
    "table": _block(
        {"rows": Many(_ROW, least=1, most=100)},
        {
            "column_settings": Many(
                Thing(may={"align": one_of("left", "center", "right"), "is_wrapped": FLAG}),
                most=20,
            )
        },
        also=(relations.even_rows, relations.settings_for_each_column),
        surfaces=MESSAGE,
        per_message=1,
    ),
    "video": _block(
        {
            "alt_text": Text(least=1, most=200),
            "title": plain(200),
            "thumbnail_url": WEB_URL,
            "video_url": SAFE_URL,
        },
        {
            "title_url": SAFE_URL,
            "description": plain(200),
            "author_name": Text(most=50),
            "provider_name": Text(most=50),
            "provider_icon_url": WEB_URL,
        },
    ),
}

BLOCKS: Mapping[str, Block] = {
    **HOLDABLE,
    # The SDKs of Slack say so: in a message or a home tab an alert is refused.
    "alert": _block(
        {"text": words(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
        surfaces=MODAL,
    ),
    "card": CARD,
    "carousel": _block(
        {"elements": Many(Choice({"card": CARD}), least=1, most=10)}, surfaces=MESSAGE
    ),
    "container": _block(
        {"child_blocks": Many(Choice(HOLDABLE), least=1, most=10)},
        {
            "title": plain(150),
            "rich_text_title": Choice({"rich_text": RICH_TEXT}),
            "subtitle": words(150),
            "icon": Choice({"image": IMAGE_ELEMENT}),
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": FLAG,
            "default_collapsed": FLAG,
            "has_header_divider": FLAG,
        },
        surfaces=MESSAGE,
    ),
    "context_actions": _block(
        {"elements": Many(Choice(elements_of("context_actions")), least=1, most=5)},
        surfaces=MESSAGE,
    ),
    "data_table": _block(
        {"rows": Many(_ROW, least=2, most=201), "caption": Text(least=1)},
        {"page_size": Number(least=1, most=100), "row_header_column_index": _NATURAL},
        also=(
            relations.even_rows,
            relations.header_within_columns,
            relations.cells_hold_at_most(20_000),
        ),
        surfaces=MESSAGE,
    ),
    "data_visualization": _block(
        {
            "title": Text(least=1, most=50),
            "chart": Choice(
                {"pie": _PIE, **dict.fromkeys(("bar", "area", "line"), _DRAWN_ON_AXES)}
            ),
        },
        surfaces=MESSAGE,
        per_message=2,
    ),
    "markdown": _block({"text": SharedText(least=1, most=12_000)}, surfaces=MESSAGE),
    "plan": _block(
        {"title": Text(least=1)},
        {"tasks": Many(Choice({"task_card": TASK_CARD}, silent="task_card"))},
        surfaces=MESSAGE,
    ),
    "task_card": TASK_CARD,
}
