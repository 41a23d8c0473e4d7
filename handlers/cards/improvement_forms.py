"""The forms of an improvement: which customers, what is done for all of them, what they hear."""

from collections.abc import Collection, Mapping, Sequence

from bot.improvement import Effect, Improvement
from bot.journey import JourneyMap
from bot.ledger_improvements import CaseWords
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
# More than a person looks through: the rest that says the very thing has one box for all.
MOST_BOXES = 100
CASES, REST = "cases", "rest"
_LABELS = {"fr": "improvement-said-fr", "en": "improvement-said-en"}


def case_boxes(
    shown: Sequence[CaseWords],
    language: str,
    *,
    ticked: Collection[int],
    described: Mapping[int, str],
) -> list[Block]:
    """Return boxes for cases, each with a few of the customer's words, the closed ones apart.

    `described` is what has to be known of some of them.
    """
    blocks: list[Block] = []
    for label, is_closed in (
        ("improvement-which-customers", False),
        ("improvement-closed-cases", True),
    ):
        there = [one for one in shown if (one.closed_at is not None) == is_closed]
        groups = [there[start : start + _IN_GROUP] for start in range(0, len(there), _IN_GROUP)]
        for number, group in enumerate(groups):
            said = say(language, "improvement-more-cases" if number else label)
            options = [_option(one, described.get(one.case_id, "")) for one in group]
            chosen = {str(one) for one in ticked}
            blocks.append(checkbox_input(f"{CASES}_{len(blocks)}", said, options, chosen=chosen))
    return blocks


def rest_box(rest: int, found: int, language: str, *, is_ticked: bool) -> list[Block]:
    """Return the one box for who says it too and has none; nothing where all have one.

    `found` counts all that were found, also those who are only like them.
    """
    blocks: list[Block] = []
    if rest:
        label = say(language, "improvement-rest-label", customers=rest)
        box = option(say(language, "improvement-rest", customers=rest), REST)
        chosen = {REST} if is_ticked else set[str]()
        blocks.append(checkbox_input(REST, label, [box], chosen=chosen))
    if found > MOST_BOXES + rest:
        more = say_number(found - MOST_BOXES - rest, language)
        blocks.append(context(say(language, "improvement-yet-more", more=more)))
    return blocks


def ticked_in(typed: Mapping[str, str]) -> list[int]:
    """Return the cases whose boxes were ticked, in their order."""
    chosen = (typed[block] for block in typed if block.startswith(f"{CASES}_"))
    return sorted(int(one) for values in chosen for one in values.split(",") if one)


def boxes_in(view: Block) -> set[int]:
    """Return the cases that have a box in a form, ticked or not."""
    return {
        int(one["value"])
        for block in view["blocks"]
        if str(block.get("block_id", "")).startswith(f"{CASES}_")
        for one in block["element"]["options"]
    }


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


def _option(one: CaseWords, description: str) -> Block:
    words = clean(" ".join(one.masked.split())) or "…"
    return option(
        cut(f"C-{one.case_id} · {words}", at_most=_OPTION_AT_MOST),
        str(one.case_id),
        description=cut(description, at_most=_OPTION_AT_MOST),
    )
