"""What recurs, and what rises all of a sudden, in Slack: the customers' own words and figures."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.journey import JourneyMap
from bot.spikes import Spike
from bot.themes import Theme
from bot.wording import say
from bot.wording.dates import say_day, say_number
from handlers.cards.elements import Block, Post, button, context, section
from handlers.cards.text import cut, escape, quote_block

IMPROVE_THEME = "improve_theme"

_WORDS_AT_MOST = 80
# What Slack takes as the value of a button, and less.
_MOST_IDS = 150
_QUOTE_AT_MOST = 240
_MOST_CASES = 8


def themes_blocks(
    themes: Sequence[Theme], journey: JourneyMap, language: str, *, here: str = ""
) -> tuple[str, list[Block]]:
    """Return what recurs, a paragraph each, with the names of the cases in which it was said.

    `here` names the one department that it was asked for, "" where it is for all.
    """
    key = "themes-title-here" if here else "themes-title"
    text = say(language, key, themes=len(themes), department=here)
    blocks = [section(f"*{text}*")]
    for theme in themes:
        blocks.append(
            section(_line(theme, journey, language), accessory=_improve(theme, language))
        )
        names = [f"C-{case_id}" for case_id in theme.case_ids[-_MOST_CASES:]]
        if names:
            blocks.append(context(", ".join(names)))
    return text, blocks


def _improve(theme: Theme, language: str) -> Block:
    """Return the button that fixes it for all who said so."""
    ids = ",".join(str(one) for one in theme.case_ids[-_MOST_IDS:])
    return button(say(language, "improve-theme"), IMPROVE_THEME, f"{ids}|{theme.words[:200]}")


def spike_post(spike: Spike, journey: JourneyMap, language: str, *, today: date) -> Post:
    """Return what rose, against what is usual, and a few of the customers' words."""
    place = escape(_place(spike.touchpoint, journey, language))
    when = {today: "today", today - timedelta(days=1): "yesterday"}.get(spike.on, "other")
    title = say(
        language,
        "spike-title",
        place=place,
        voices=spike.voices,
        usual=say_number(round(spike.usual, 1), language),
        when=when,
        day=say_day(spike.on, language),
    )
    blocks = [section(f"*{title}*")]
    if spike.theme:
        words = escape(cut(spike.theme.words, at_most=_WORDS_AT_MOST))
        blocks.append(
            section(say(language, "spike-theme", words=words, voices=spike.theme.voices))
        )
    for said in spike.examples:
        blocks.append(quote_block(said.masked, at_most=_QUOTE_AT_MOST))
        if said.case_id is not None:
            blocks.append(context(f"C-{said.case_id}"))
    return Post(say(language, "spike-notification", place=place), blocks)


def _line(theme: Theme, journey: JourneyMap, language: str) -> str:
    return say(
        language,
        "theme-line",
        words=escape(cut(theme.words, at_most=_WORDS_AT_MOST)),
        voices=theme.voices,
        usual=theme.usual,
        place=escape(_place(theme.touchpoint, journey, language)),
    )


def _place(touchpoint: str, journey: JourneyMap, language: str) -> str:
    there = journey.touchpoint(touchpoint)
    return there.name.in_(language) + (" ★" if there.moment_of_truth else "")
