"""Understand a verbatim, as far as a case needs it."""

from datetime import datetime

from bot.case import About, Case, Fact
from bot.changed import changed, made
from bot.reading import Reading


def read(case: Case, reading: Reading, *, now: datetime) -> tuple[Case, Fact]:
    """Return a new case with what was understood: how they felt, whether hands are needed.

    Praise needs thanks, but nobody who puts something right.
    """
    understood = changed(
        case,
        read_at=now,
        polarity=reading.emotion.polarity,
        intensity=reading.emotion.intensity,
        leaving="leaving" in reading.signals,
        grave=reading.grave,
        needs_hands=not reading.is_high or reading.grave is not None,
    )
    about: About = {"language": reading.language}
    return understood, made(Fact, kind="read", at=now, about=about)
