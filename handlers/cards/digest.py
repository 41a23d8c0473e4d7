"""The week in Slack: customers' words first, what came back to them, our own loop last."""

import json
from collections.abc import Sequence
from typing import Any

from bot.digest.week import Mood, Voice, Week
from bot.digest.words import (
    became_words,
    block_words,
    came_back_words,
    cause_words,
    improved_words,
    mood_words,
    moved_words,
    place_words,
    silence_words,
    steps_words,
    theme_words,
    touchpoint_words,
    waiting_words,
)
from bot.journey import JourneyMap
from bot.wording import Language, say
from bot.wording.dates import say_week
from handlers.cards.text import cut, escape, quote_block

Block = dict[str, Any]

# Slack takes 10,000 characters of JSON in which each accented letter is six and an emoji twelve,
# so the quotations give way until the whole fits.
MOST_JSON = 9_500
_QUOTES_AT_MOST = (600, 400, 240, 140, 80, 40)
_LINE_AT_MOST = 240
# A section takes 3,000 characters.
_SECTION_AT_MOST = 2_900
_MOST_TOUCHPOINTS = 6
_MOST_THEMES = 3


def digest_blocks(
    week: Week, *, journey: JourneyMap, language: Language, link: str | None = None
) -> tuple[str, list[Block]]:
    """Return the notification text, which holds no customer's words, and the blocks of the week.

    `link` leads to the whole week on its page. The blocks are less than 10,000 characters of JSON.
    """
    text = say(
        language,
        "digest-notification",
        heard=week.heard,
        acted=week.passed("act"),
        told=week.passed("answer"),
    )
    blocks: list[Block] = []
    for at_most in _QUOTES_AT_MOST:
        blocks = _blocks(week, journey, language, link=link, at_most=at_most)
        if len(json.dumps(blocks)) <= MOST_JSON:
            break
    return text, blocks


def _blocks(
    week: Week, journey: JourneyMap, language: Language, *, link: str | None, at_most: int
) -> list[Block]:
    return [
        {"type": "header", "text": _plain(say(language, "digest-title"))},
        _context([_capital(say_week(week.week, language))]),
        *_voices(week, journey, language, at_most=at_most),
        {"type": "divider"},
        *_section(say(language, "digest-customers"), came_back_words(week, language)),
        *_section(
            say(language, "digest-improvements"),
            [
                line
                for improved in week.improvements[-_MOST_THEMES:]
                for line in improved_words(improved, journey, language)
            ],
        ),
        *_section(say(language, "digest-journey"), _mood_lines(week, journey, language)),
        *_section(say(language, "digest-silent"), silence_words(week, journey, language)),
        *_section(
            say(language, "digest-themes"),
            [theme_words(theme, journey, language) for theme in week.themes[:_MOST_THEMES]],
        ),
        *_section(
            say(language, "digest-causes"),
            [cause_words(cause, journey, language) for cause in week.causes[:_MOST_TOUCHPOINTS]],
        ),
        *_section(
            say(language, "digest-blocks"), [block_words(one, language) for one in week.blocks]
        ),
        {"type": "divider"},
        _context(_own_loop(week, journey, language)),
        *([_link_to(link, language)] if link else []),
    ]


def _voices(week: Week, journey: JourneyMap, language: Language, *, at_most: int) -> list[Block]:
    if not week.voices:
        key = "digest-no-voices" if week.heard else "digest-nothing"
        return _section("", [say(language, key)])
    blocks: list[Block] = []
    for voice in week.voices:
        blocks.append(quote_block(voice.words, at_most=at_most))
        blocks.append(_context(_under(voice, journey, language)))
    return blocks


def _under(voice: Voice, journey: JourneyMap, language: Language) -> list[str]:
    return [place_words(voice, journey, language), *became_words(voice, language)]


def _mood_lines(week: Week, journey: JourneyMap, language: Language) -> list[str]:
    stages = {stage.key: stage.name.in_(language) for stage in journey.stages}
    felt = [_mood_line(stages[mood.key], mood, language) for mood in week.stages if mood.heard]
    places = [
        _mood_line(touchpoint_words(mood.key, journey, language), mood, language)
        for mood in week.touchpoints[:_MOST_TOUCHPOINTS]
    ]
    return felt + places


def _mood_line(name: str, mood: Mood, language: Language) -> str:
    heard = say(language, "digest-picture-heard", heard=mood.heard)
    felt = mood_words(mood.polarity, language)
    moved = moved_words(mood, language)
    return f"{name} · {heard} · {felt}" + (f", {moved}" if moved else "")


def _own_loop(week: Week, journey: JourneyMap, language: Language) -> list[str]:
    lines = [f"{say(language, 'digest-funnel')} · {steps_words(week, language)}"]
    if week.without_words:
        lines.append(say(language, "digest-without-words", number=week.without_words))
    lines.append(say(language, "digest-waiting-total", number=week.still_open))
    if week.waiting:
        lines.append(waiting_words(week, journey, language))
    return lines


def _section(title: str, lines: Sequence[str]) -> list[Block]:
    """Return a section with one line for each; none where there is nothing to say."""
    if not lines:
        return []
    said = [escape(cut(line, at_most=_LINE_AT_MOST)) for line in lines]
    text = "\n".join([f"*{escape(title)}*", *said] if title else said)
    return [{"type": "section", "text": _mrkdwn(text[:_SECTION_AT_MOST])}]


def _context(lines: Sequence[str]) -> Block:
    # A context takes ten elements; one with several lines reads better than several in a row.
    said = "\n".join(escape(cut(line, at_most=_LINE_AT_MOST)) for line in lines)
    return {"type": "context", "elements": [_mrkdwn(said[:_SECTION_AT_MOST])]}


def _link_to(link: str, language: Language) -> Block:
    words = say(language, "digest-open-page")
    return {"type": "section", "text": _mrkdwn(f"<{link}|{words}>")}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def _capital(text: str) -> str:
    """Return a line as it begins a line."""
    return f"{text[:1].upper()}{text[1:]}"
