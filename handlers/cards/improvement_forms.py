"""The forms of an improvement: which customers, what is done for all of them, what they hear."""

from collections.abc import Collection, Sequence

from bot.improvement import Effect, Improvement
from bot.journey import JourneyMap
from bot.ledger_improvements import OpenWords
from bot.wording import say
from bot.wording.dates import say_due, say_number
from handlers.cards.elements import (
    Block,
    checkbox_input,
    context,
    option,
    person_input,
    text_input,
)
from handlers.cards.text import clean, cut

# Slack takes ten boxes in a group, and 75 signs for each.
_IN_GROUP, _OPTION_AT_MOST = 10, 70
# More than a person looks through; the rest is proposed once these are in.
MOST_BOXES = 100
CASES = "cases"
_LABELS = {"fr": "improvement-said-fr", "en": "improvement-said-en"}


def case_boxes(
    found: Sequence[OpenWords], language: str, *, ticked: Collection[int], label: str
) -> list[Block]:
    """Return boxes for cases, each with a few of the customer's words; what is more is counted."""
    shown = found[:MOST_BOXES]
    groups = [shown[start : start + _IN_GROUP] for start in range(0, len(shown), _IN_GROUP)]
    blocks = [
        checkbox_input(
            f"{CASES}_{number}",
            say(language, label) if not number else say(language, "improvement-more-cases"),
            [option(_box(one), str(one.case_id)) for one in group],
            chosen={str(one) for one in ticked},
        )
        for number, group in enumerate(groups)
    ]
    if len(found) > MOST_BOXES:
        more = say_number(len(found) - MOST_BOXES, language)
        blocks.append(context(say(language, "improvement-yet-more", more=more)))
    return blocks


def ticked_in(typed: dict[str, str]) -> list[int]:
    """Return the cases whose boxes were ticked, in their order."""
    chosen = (typed[block] for block in typed if block.startswith(f"{CASES}_"))
    return sorted(int(one) for values in chosen for one in values.split(",") if one)


def action_inputs(
    improvement: Improvement | None, language: str, locale: str, *, taker: str
) -> list[Block]:
    """Return what is asked of the one action for all: what, by when, who."""
    return [
        text_input(
            "what",
            say(language, "improvement-what"),
            initial=improvement.what if improvement else "",
            multiline=True,
            optional=True,
            at_most=500,
        ),
        text_input(
            "due",
            say(language, "action-due"),
            initial=say_due(improvement.due, locale) if improvement else "",
            placeholder=say(language, "action-due-example"),
            optional=True,
            at_most=100,
        ),
        person_input("taker", say(language, "action-taker"), initial=taker),
    ]


def said_inputs(
    improvement: Improvement | None, journey: JourneyMap, language: str
) -> list[Block]:
    """Return where the one sentence to customers is said, in each language of the company."""
    return [
        text_input(
            f"said_{one}",
            say(language, _LABELS[one]),
            initial=improvement.said.get(one, "") if improvement else "",
            hint=say(language, "improvement-said-hint"),
            multiline=True,
            optional=True,
            at_most=400,
        )
        for one in journey.languages
    ]


def effect_inputs(effect: Effect, language: str) -> list[Block]:
    """Return what is asked of the effect: what it costs, keeps and saves."""

    def field(block_id: str, value: float | None, example: str) -> Block:
        written = "" if value is None else say_number(value, language)
        if value is not None and effect.currency and block_id != "hours":
            written = f"{written} {effect.currency}"
        return text_input(
            block_id,
            say(language, f"improvement-field-{block_id}"),
            initial=written,
            placeholder=example,
            optional=True,
            at_most=60,
        )

    return [
        field("cost", effect.cost, "1200 €"),
        field("revenue", effect.revenue_kept, "5000 €"),
        field("hours", effect.hours_saved, "12"),
    ]


def _box(one: OpenWords) -> str:
    words = clean(" ".join(one.masked.split())) or "…"
    return cut(f"C-{one.case_id} · {words}", at_most=_OPTION_AT_MOST)
