"""What `boucle check` says of the map's words: hints, and words that corrections suggest."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.wording import say
from handlers.command_line.finding import Finding
from handlers.command_line.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.settings import Settings
    from handlers.command_line.console import Console
    from handlers.command_line.parts import AcceptedMap, Parts


def hints_about(accepted: AcceptedMap, settings: Settings, parts: Parts) -> list[Finding]:
    """Return what would make the map read better, each with its line."""
    from bot.map_lint import lint

    file = str(settings.boucle_journey)
    return [
        Finding(
            file,
            _line_of(hint.touchpoint, accepted.text),
            hint.touchpoint,
            hint.problem,
            hint.names,
            is_hint=True,
        )
        for hint in lint(accepted.journey, _heard(parts))
    ]


def suggest_words(accepted: AcceptedMap, parts: Parts, console: Console) -> int:
    """Print words that corrections suggest, as lines for the map; return the exit status."""
    from bot.map_lint import suggestions

    found: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    if parts.has_ledger():
        with parts.ledger() as ledger, ledger.look() as look:
            found = suggestions(accepted.journey, look.lessons_after(0))
    if not found:
        console.warn(say(console.language, "terminal-suggest-none"))
        return 0
    console.print(f"# {say(console.language, 'terminal-suggest-title')}")
    for touchpoint, languages in found.items():
        console.print(f"- key: {touchpoint}")
        words = ", ".join(
            f"{language}: {json.dumps(list(words), ensure_ascii=False)}"
            for language, words in languages.items()
        )
        console.print(f"  words: {{{words}}}")
    return 0


def _heard(parts: Parts) -> Mapping[str | None, int]:
    """Return how much feedback each touchpoint had; nothing where there is no memory to ask."""
    try:
        if not parts.has_ledger():
            return {}
        with parts.ledger() as ledger, ledger.look() as look:
            return look.count_heard()
    except Trouble:
        return {}  # said among the problems already


def _line_of(touchpoint: str, text: str) -> int:
    pattern = re.compile(rf"\bkey:\s*[\"']?{re.escape(touchpoint)}(?![\w-])")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if pattern.search(line)), 1)
