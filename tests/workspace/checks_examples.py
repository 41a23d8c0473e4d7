"""Blocks, views and messages that Slack refuses, for the tests of the checks.

Each refused one is written as small as it can be and is named as in the collection of cases of
`../shared/slack`, so that the tests can see that none of those is missing here. What a case is
about is wrong by one: a character or an item more (or less) than is allowed.
"""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def text(length: int | str = "Hello", kind: str = "plain_text") -> Json:
    return {"type": kind, "text": "x" * length if isinstance(length, int) else length}


def mrkdwn(length: int | str = "Hello") -> Json:
    return text(length, "mrkdwn")


def url(length: int) -> str:
    return "https://a.example/".ljust(length, "x")


def section(**fields: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def asks(**element: Any) -> Json:
    return {"type": "input", "label": text(), "element": element}


def button(**fields: Any) -> Json:
    return {"type": "button", "action_id": "b", "text": text(), **fields}


def buttons(count: int) -> list[Json]:
    return [button(action_id=f"b{n}") for n in range(count)]


def option(value: str = "v", **fields: Any) -> Json:
    return {"text": text(), "value": value, **fields}


def options(count: int) -> list[Json]:
    return [option(f"v{n}") for n in range(count)]


def group(count: int = 1, label: int | str = "Group", first: int = 0) -> Json:
    return {"label": text(label), "options": [option(f"v{first + n}") for n in range(count)]}


def menu(kind: str = "static_select", **fields: Any) -> Json:
    return section(accessory={"type": kind, "action_id": "m", **fields})


def confirm(**fields: Any) -> Json:
    sound = {"title": text(), "text": text(), "confirm": text("Yes"), "deny": text("No")}
    return actions(button(confirm={**sound, **fields}))


def image(**fields: Any) -> Json:
    return {"type": "image", "alt_text": "A bicycle", "image_url": url(30), **fields}


def cell(length: int = 1) -> Json:
    return {"type": "raw_text", "text": "x" * length}


def table(rows: int, columns: int = 1, kind: str = "table", **fields: Any) -> Json:
    caption = {} if kind == "table" else {"caption": "Rides"}
    cells = [[cell() for _ in range(columns)] for _ in range(rows)]
    return {"type": kind, "rows": cells, **caption, **fields}


def data_table(rows: int = 2, columns: int = 1, **fields: Any) -> Json:
    return table(rows, columns, "data_table", **fields)


def chart(**fields: Any) -> Json:
    return {"type": "data_visualization", "title": "Rides", "chart": fields}


def pie(count: int = 1, **segment: Any) -> Json:
    segments = [{"label": f"{n}", "value": 1, **segment} for n in range(count)]
    return chart(type="pie", segments=segments)


def bars(
    series: int = 1,
    points: int = 1,
    categories: int | None = None,
    *,
    name: str = "",
    **labels: Any,
) -> Json:
    axes = {
        "categories": [f"{n}" for n in range(points if categories is None else categories)],
        **labels,
    }
    data = [{"label": f"{n}", "value": n} for n in range(points)]
    rows = [{"name": f"{n}{name}", "data": data} for n in range(series)]
    return chart(type="bar", series=rows, axis_config=axes)


def card(**fields: Any) -> Json:
    return {"type": "card", "title": mrkdwn(), **fields}


def container(count: int = 1, **fields: Any) -> Json:
    return {
        "type": "container",
        "title": text(),
        "child_blocks": [{"type": "divider"} for _ in range(count)],
        **fields,
    }


def context(count: int, **element: Any) -> Json:
    return {"type": "context", "elements": [element or mrkdwn() for _ in range(count)]}


def context_actions(*elements: Json) -> Json:
    return {"type": "context_actions", "elements": list(elements)}


def icon_button(number: int = 0, **fields: Any) -> Json:
    return {
        "type": "icon_button",
        "icon": "trash",
        "text": text(),
        "action_id": f"i{number}",
        **fields,
    }


def feedback(**fields: Any) -> Json:
    sound = {"text": text("Good"), "value": "good"}
    return context_actions(
        {
            "type": "feedback_buttons",
            "action_id": "f",
            "positive_button": {**sound, **fields},
            "negative_button": sound,
        }
    )


def task_card(**source: Any) -> Json:
    return {
        "type": "task_card",
        "task_id": "t1",
        "title": "Look",
        "status": "pending",
        "sources": [{"type": "url", "text": "Page", **source}],
    }


def video(**fields: Any) -> Json:
    return {
        "type": "video",
        "alt_text": "A ride",
        "title": text(),
        "thumbnail_url": url(30),
        "video_url": url(30),
        **fields,
    }


def modal(*blocks: Json, **fields: Any) -> Json:
    return {
        "type": "modal",
        "title": text(),
        "submit": text("Send"),
        "blocks": list(blocks) or [section()],
        **fields,
    }


# How a kind of block holds one element.
HOLDERS: dict[str, Callable[[Json], Json]] = {
    "section": lambda element: section(accessory=element),
    "actions": actions,
    "context": lambda element: {"type": "context", "elements": [element]},
    "context_actions": context_actions,
    "input": lambda element: {"type": "input", "label": text(), "element": element},
}

# What has no limit broken, of every kind that is used below.
SOUND: dict[str, Json] = {
    "section": section(),
    "actions": actions(*buttons(25)),
    "confirmation": confirm(title=text(100), text=mrkdwn(300), confirm=text(30), deny=text(30)),
    "select": menu(options=options(100), placeholder=text(150)),
    "groups": menu(option_groups=[group(100, 75)]),
    "overflow": menu("overflow", options=[option(url=url(3000))]),
    "checkboxes": menu("checkboxes", options=options(10), initial_options=options(2)),
    "radio_buttons": menu("radio_buttons", options=options(10), initial_option=option("v9")),
    "plain_text_input": asks(type="plain_text_input", min_length=0, max_length=3000),
    "datepicker": menu("datepicker", initial_date="2026-02-28"),
    "timepicker": menu("timepicker", initial_time="23:59", timezone="Europe/Paris"),
    "image": image(alt_text="x" * 2000),
    "context": context(10),
    "header": {"type": "header", "text": text(150)},
    "markdown": {"type": "markdown", "text": "x" * 12_000},
    "table": table(100, 2, column_settings=[{"align": "right"}, {"is_wrapped": True}]),
    "data_table": data_table(20, 20, page_size=100),
    "pie": pie(12),
    "bars": bars(12, 20, x_label="x" * 50),
    "card": card(body=mrkdwn(200), actions=buttons(3)),
    "carousel": {"type": "carousel", "elements": [card() for _ in range(10)]},
    "container": container(10, subtitle=text(150)),
    "context_actions": context_actions(*(icon_button(n) for n in range(5))),
    "feedback": feedback(),
    "task_card": task_card(url=url(3000)),
    "video": video(description=text(200)),
}

REFUSED: dict[str, Json] = {
    "text-empty": section(text=mrkdwn("")),
    "text-too-long": section(text=mrkdwn(3001)),
    "button-action-id-too-long": actions(button(action_id="x" * 256)),
    "button-text-too-long": actions(button(text=text(76))),
    "button-url-too-long": actions(button(url=url(3001))),
    "button-value-too-long": actions(button(value="x" * 2001)),
    "button-accessibility-label-too-long": actions(button(accessibility_label="x" * 76)),
    "confirmation-title-too-long": confirm(title=text(101)),
    "confirmation-text-too-long": confirm(text=text(301)),
    "confirmation-confirm-too-long": confirm(confirm=text(31)),
    "confirmation-deny-too-long": confirm(deny=text(31)),
    "option-text-too-long": menu(options=[option(text=text(76))]),
    "option-value-too-long": menu(options=[option("x" * 151)]),
    "option-url-too-long": menu("overflow", options=[option(url=url(30) + "🚲" * 2971)]),
    "option-description-too-long": menu(options=[option(description=text(76))]),
    "option-group-label-too-long": menu(option_groups=[group(label=76)]),
    "option-group-empty": menu(option_groups=[group(0)]),
    "option-group-too-many-options": menu(option_groups=[group(101)]),
    "select-placeholder-too-long": menu(options=options(1), placeholder=text(151)),
    "select-too-many-options": menu(options=options(101)),
    "select-too-many-option-groups": menu(option_groups=[group(first=n) for n in range(101)]),
    "static-select-options-and-groups": menu(options=options(1), option_groups=[group()]),
    "overflow-empty": menu("overflow", options=[]),
    "overflow-too-many-options": menu("overflow", options=options(6)),
    "checkboxes-empty": menu("checkboxes", options=[]),
    "checkboxes-too-many-options": menu("checkboxes", options=options(11)),
    "radio-buttons-empty": menu("radio_buttons", options=[]),
    "radio-buttons-too-many-options": menu("radio_buttons", options=options(11)),
    "url-source-url-empty": task_card(url=""),
    "url-source-url-too-long": task_card(url=url(3001)),
    "table-too-many-rows": table(101),
    "table-ragged-rows": {"type": "table", "rows": [[cell()], [cell(), cell()]]},
    "table-column-settings-mismatch": table(1, 1, column_settings=[{}, {}]),
    "file-input-max-files-too-small": modal(asks(type="file_input", max_files=0)),
    "file-input-max-files-too-large": modal(asks(type="file_input", max_files=11)),
    "plain-text-input-max-length-too-large": asks(type="plain_text_input", max_length=3001),
    "number-input-inverted-range": modal(
        asks(type="number_input", is_decimal_allowed=False, min_value="10", max_value="9")
    ),
    "actions-too-many-elements": actions(*buttons(26)),
    "context-too-many-elements": context(11),
    "context-invalid-element": context(1, **button()),
    "input-invalid-element": asks(**button()),
    "header-text-too-long": {"type": "header", "text": text(151)},
    "image-url-too-long": image(image_url=url(3001)),
    "image-alt-text-too-long": image(alt_text="x" * 2001),
    "image-url-and-slack-file": context(1, **image(slack_file={"id": "F0123456"})),
    "input-label-too-long": {**asks(type="plain_text_input"), "label": text(2001)},
    "input-hint-too-long": {**asks(type="plain_text_input"), "hint": text(2001)},
    "markdown-empty": {"type": "markdown", "text": ""},
    "markdown-too-long": {"type": "markdown", "text": "x" * 12_001},
    "section-missing-content": {"type": "section"},
    "section-text-too-long": section(text=text(3001)),
    "section-too-many-fields": section(fields=[mrkdwn()] * 11),
    "section-field-too-long": section(fields=[mrkdwn(2001)]),
    "block-id-too-long": section(block_id="x" * 256),
    "video-alt-text-empty": video(alt_text=""),
    "video-alt-text-too-long": video(alt_text="x" * 201),
    "video-title-too-long": video(title=text(201)),
    "video-author-name-too-long": video(author_name="x" * 51),
    "video-description-too-long": video(description=text(201)),
    "video-provider-name-too-long": video(provider_name="x" * 51),
    "view-missing-blocks": modal(blocks=[]),
    "view-too-many-blocks": modal(*(section() for _ in range(101))),
    "view-private-metadata-too-long": modal(private_metadata="x" * 3001),
    "view-callback-id-too-long": modal(callback_id="x" * 256),
    "view-title-too-long": modal(title=text(25)),
    "view-close-too-long": modal(close=text(25)),
    "view-submit-too-long": modal(submit=text(25)),
    "alert-text-too-long": modal({"type": "alert", "text": mrkdwn(201)}),
    "card-title-too-long": card(title=mrkdwn(151)),
    "card-subtitle-too-long": card(subtitle=mrkdwn(151)),
    "card-body-too-long": card(body=mrkdwn(201)),
    "card-subtext-too-long": card(subtext=mrkdwn(201)),
    "card-too-many-actions": card(actions=buttons(4)),
    "carousel-empty": {"type": "carousel", "elements": []},
    "carousel-too-many-cards": {"type": "carousel", "elements": [card() for _ in range(11)]},
    "container-title-too-long": container(title=text(151)),
    "container-subtitle-too-long": container(subtitle=text(151)),
    "container-too-many-child-blocks": container(11),
    "context-actions-too-many-elements": context_actions(*(icon_button(n) for n in range(6))),
    "feedback-button-text-too-long": feedback(text=text(76)),
    "feedback-button-value-too-long": feedback(value="x" * 2001),
    "feedback-button-accessibility-label-too-long": feedback(accessibility_label="x" * 76),
    "icon-button-too-many-visible-users": context_actions(
        icon_button(visible_to_user_ids=[f"U{n}" for n in range(11)])
    ),
    "data-table-too-few-rows": data_table(1),
    "data-table-too-many-rows": data_table(202),
    "data-table-too-few-columns": data_table(2, 0),
    "data-table-too-many-columns": data_table(2, 21),
    "data-table-page-size-too-small": data_table(page_size=0),
    "data-table-page-size-too-large": data_table(page_size=101),
    "data-table-cell-text-empty": {**data_table(), "rows": [[cell()], [cell(0)]]},
    "data-table-content-too-long": {**data_table(), "rows": [[cell(10_000)], [cell(10_001)]]},
    "data-visualization-title-too-long": {**pie(), "title": "x" * 51},
    "pie-chart-empty": pie(0),
    "pie-chart-too-many-segments": pie(13),
    "chart-segment-label-too-long": pie(label="x" * 21),
    "chart-segment-value-not-positive": pie(value=0),
    "chart-series-empty": bars(0),
    "chart-too-many-series": bars(13),
    "data-series-name-too-long": bars(name="x" * 20),
    "data-series-empty": bars(1, 0, 1),
    "data-series-too-many-points": bars(1, 21, 20),
    "data-point-label-too-long": chart(
        type="line",
        series=[{"name": "Rides", "data": [{"label": "x" * 21, "value": 1}]}],
        axis_config={"categories": ["x"]},
    ),
    "axis-categories-empty": bars(1, 1, 0),
    "axis-too-many-categories": bars(1, 20, 21),
    "axis-category-label-too-long": chart(
        type="line",
        series=[{"name": "Rides", "data": [{"label": "x", "value": 1}]}],
        axis_config={"categories": ["x" * 21]},
    ),
    "axis-label-too-long": bars(x_label="x" * 51),
}
