"""One block of every kind, as the pictures of the local workspace show them."""

from typing import Any

from docs.workspace.app import button, mrkdwn, option, plain

Json = dict[str, Any]


def words(text: str, **style: bool) -> Json:
    """Write a text element of rich text."""
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def line(*elements: Json) -> Json:
    """Write a section of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def rich(*elements: Json) -> Json:
    """Write a rich_text block."""
    return {"type": "rich_text", "elements": list(elements)}


def cells(*texts: str) -> list[Json]:
    """Write a row of a table."""
    return [{"type": "raw_text", "text": text} for text in texts]


def usual(*, picture: str) -> list[Json]:
    """Blocks that most messages are made of; `picture` is the id of a file."""
    return [
        {"type": "header", "text": plain("The week in the workshop :wrench:")},
        {
            "type": "section",
            "text": mrkdwn("*31 repairs*, ~28~ 29 in time. Read `brakes` first:"),
            "fields": [mrkdwn("*Fastest*\nPuncture, 25 min"), mrkdwn("*Slowest*\nGears, 3 days")],
            "accessory": button("Open the list", "open"),
        },
        {"type": "context", "elements": [mrkdwn("From :bike: *Vélo Libre* · every Friday")]},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [
                button("Confirm", "confirm", style="primary"),
                button("Close the shop", "shut", style="danger"),
                {
                    "type": "static_select",
                    "action_id": "who",
                    "placeholder": plain("Give it to…"),
                    "options": [option("Nora"), option("Sam")],
                },
                {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-27"},
                {"type": "overflow", "action_id": "menu", "options": [option("Print")]},
            ],
        },
        {
            "type": "image",
            "title": plain("Repairs per day"),
            "slack_file": {"id": picture},
            "alt_text": "Bars for five days, the highest on Wednesday",
        },
    ]


def written() -> list[Json]:
    """Blocks of running text: rich text, Markdown, a question."""
    return [
        rich(
            line(words("Before you "), words("lift", bold=True), words(" an electric bike:")),
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [line(words("Take out the battery")), line(words("Two people"))],
            },
            {"type": "rich_text_quote", "elements": [words("It weighs 27 kg. I counted.")]},
            {"type": "rich_text_preformatted", "elements": [words("torque = 40  # Nm, rear")]},
        ),
        {
            "type": "markdown",
            "text": "### Spare parts\n- **Chains** come on *Monday*\n- [Order more](https://a.example)",
        },
        {
            "type": "input",
            "label": plain("What should we stock?"),
            "element": {
                "type": "plain_text_input",
                "action_id": "idea",
                "placeholder": plain("One part, or several"),
            },
        },
    ]


def table() -> Json:
    """Build a table; Slack takes one in a message."""
    return {
        "type": "table",
        "rows": [
            cells("Work", "Repairs", "In time"),
            cells("Brakes", "12", "11"),
            cells("Punctures", "11", "11"),
            cells("Gears", "8", "7"),
        ],
        "column_settings": [{"align": "left"}, {"align": "right"}, {"align": "right"}],
    }


def data_table() -> Json:
    """Build a table that one can page through."""
    return {"type": "data_table", "caption": "Stock", "rows": table()["rows"]}


def chart() -> Json:
    """Build a chart that Slack draws itself."""
    shares = (("Brakes", 12), ("Punctures", 11), ("Gears", 8))
    return {
        "type": "data_visualization",
        "title": "Repairs by kind",
        "chart": {
            "type": "pie",
            "segments": [{"label": name, "value": value} for name, value in shares],
        },
    }


def newer(*, picture: str) -> list[Json]:
    """Blocks that Slack added lately."""
    bike = {
        "type": "card",
        "title": mrkdwn("*City bike 7*"),
        "subtitle": mrkdwn("Puncture"),
        "body": mrkdwn("Rear wheel, ready tomorrow."),
        "actions": [button("Take it", "take_card")],
    }
    cargo = {**bike, "title": mrkdwn("*Cargo bike, red*"), "subtitle": mrkdwn("Brakes")}
    cargo |= {
        "body": mrkdwn("Both discs, ready on Thursday."),
        "actions": [button("Take it", "b")],
    }
    return [
        {"type": "carousel", "elements": [bike, cargo]},
        {
            "type": "container",
            "title": plain("How to change a chain"),
            "is_collapsible": True,
            "child_blocks": [{"type": "section", "text": mrkdwn("Measure it *first*.")}],
        },
        {
            "type": "plan",
            "title": "Full service",
            "tasks": [
                {"type": "task_card", "task_id": "1", "title": "Wash", "status": "complete"},
                {"type": "task_card", "task_id": "2", "title": "Brakes", "status": "in_progress"},
            ],
        },
        {
            "type": "video",
            "title": plain("How we true a wheel"),
            "title_url": "https://video.example/watch",
            "video_url": "https://video.example/embed",
            "thumbnail_url": picture,
            "alt_text": "A wheel on a stand",
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "helpful",
                    "positive_button": {"text": plain("Helpful"), "value": "yes"},
                    "negative_button": {"text": plain("Not so"), "value": "no"},
                }
            ],
        },
    ]


def every_field() -> Json:
    """Build a form with a field of every kind."""
    options = [option("Brakes"), option("Gears"), option("Puncture")]
    fields: dict[str, Json] = {
        "Words": {"type": "plain_text_input"},
        "Rich text": {"type": "rich_text_input"},
        "E-mail": {"type": "email_text_input"},
        "Link": {"type": "url_text_input"},
        "Number": {"type": "number_input", "is_decimal_allowed": False},
        "Day": {"type": "datepicker", "initial_date": "2026-11-27"},
        "Time": {"type": "timepicker", "initial_time": "09:15"},
        "Day and time": {"type": "datetimepicker", "initial_date_time": 1_795_793_400},
        "One of a list": {"type": "static_select", "options": options},
        "Several": {"type": "multi_static_select", "options": options},
        "A person": {"type": "users_select"},
        "A channel": {"type": "channels_select"},
        "One of three": {"type": "radio_buttons", "options": options},
        "Any of three": {"type": "checkboxes", "options": options},
        "A file": {"type": "file_input"},
    }
    alert = {"type": "alert", "level": "info", "text": mrkdwn("Nothing here is sent anywhere.")}
    inputs = [
        {"type": "input", "label": plain(label), "element": {**element, "action_id": "x"}}
        for label, element in fields.items()
    ]
    return {
        "type": "modal",
        "title": plain("Every field"),
        "submit": plain("Send"),
        "blocks": [alert, *inputs],
    }
