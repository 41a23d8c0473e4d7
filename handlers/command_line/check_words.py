"""What `boucle check` says of the map's words: hints, and words that corrections suggest."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

from bot.wording import say
from handlers.command_line.finding import Finding
from handlers.command_line.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


def suggest_words(accepted: AcceptedMap, parts: Parts, console: Console, *, as_json: bool) -> int:
    """Print words that corrections suggest, as lines for the map; return the exit status."""
    found = _suggested(accepted, parts)
    if as_json:
        console.json(found)
        return 0
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


def accept_words(accepted: AcceptedMap, settings: Settings, parts: Parts, console: Console) -> int:
    """Write the words that corrections suggest into the map; return the exit status."""
    from bot.map_words import WordsNotAdded, with_words

    found = _suggested(accepted, parts)
    if not found:
        console.warn(say(console.language, "terminal-suggest-none"))
        return 0
    path = settings.boucle_journey
    try:
        _replace(path, with_words(accepted.text, found))
    except WordsNotAdded as wrong:
        raise Trouble("terminal-accept-by-hand", file=str(path)) from wrong
    except OSError as wrong:
        raise Trouble("terminal-accept-not-written", file=str(path), why=wrong) from wrong
    for touchpoint, languages in found.items():
        for language, words in languages.items():
            names = {"touchpoint": touchpoint, "language": language, "words": ", ".join(words)}
            console.say("terminal-accepted", **names)
    return 0


def _suggested(accepted: AcceptedMap, parts: Parts) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    from bot.map_lint import suggestions

    if not parts.has_ledger():
        return {}
    with parts.ledger() as ledger, ledger.look() as look:
        return suggestions(accepted.journey, look.lessons_after(0))


def _replace(path: Path, text: str) -> None:
    """Write a file at once: a bot that looks meanwhile sees the old one or the new one."""
    new = path.resolve().with_name(f".{path.name}.new")
    new.write_bytes(text.encode())
    shutil.copymode(path, new)
    new.replace(path.resolve())


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
