"""`boucle read`: what the bot understands of a text, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.wording import say
from handlers.command_line.command import Command, Parser
from handlers.command_line.console import one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from bot.journey import JourneyMap
    from bot.ledger import Ledger
    from bot.reading import CloseReader, Reading
    from bot.reading.meaning import MakesVectors
    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

# What is typed here comes from nowhere else; it is read and not kept.
_SOURCE = "terminal"


def _arguments(parser: Parser) -> None:
    parser.word("text", metavar="TEXT", nargs="*")
    parser.flag("--json")


def _read(arguments: Namespace, console: Console, parts: Parts) -> int:
    journey = parts.map().journey
    reader = parts.reader(journey)
    # What is piped in may be a hundred thousand: it is read by its words.
    maker = parts.meaning() if arguments.text else None
    now = parts.clock().now()
    if not parts.has_ledger():
        _learn_map(reader, maker, console)
        return _read_all(arguments, console, journey, reader, now=now, maker=maker)
    with parts.ledger() as ledger:
        _learn_map(reader, maker, console, ledger)
        return _read_all(arguments, console, journey, reader, now=now, maker=maker, ledger=ledger)


def _learn_map(
    reader: CloseReader,
    maker: MakesVectors | None,
    console: Console,
    ledger: Ledger | None = None,
) -> None:
    """Let the reader know what the map means: some seconds, unless the bot found it out before."""
    from bot.map_meaning import know_map

    def show(done: int, of: int) -> None:
        console.show_progress("terminal-meaning-of-map", done=done, of=of)

    if maker is not None:
        know_map(reader, maker, ledger, progress=show)
        console.end_progress()


def _read_all(
    arguments: Namespace,
    console: Console,
    journey: JourneyMap,
    reader: CloseReader,
    *,
    now: datetime,
    maker: MakesVectors | None,
    ledger: Ledger | None = None,
) -> int:
    """Read every text, by what people taught up to that moment; return the exit status."""
    from bot.reading.meaning import meanings_of
    from bot.record import RecordRefused, read_record

    texts: list[str] = arguments.text
    records = ({"text": text} for text in texts) if texts else _typed(console)
    refused = 0
    for number, record in enumerate(records, start=1):
        try:
            intake = read_record(record, source=_SOURCE, zone=journey.timezone, now=now)
        except RecordRefused as wrong:
            refused += 1
            why = " ".join(problem.sentence(console.language) for problem in wrong.problems)
            console.warn(say(console.language, "terminal-read-refused", number=number, why=why))
            continue
        if ledger is not None:
            with ledger.look() as look:
                reader.catch_up(look)
        meanings = meanings_of(maker, [intake.verbatim.text]) if maker else {}
        reading = reader.closely(meanings).read(intake.verbatim)
        if arguments.json:
            console.json(reading_as_json(reading, journey))
        else:
            console.print(_explained(reading, journey, console))
        console.out.flush()  # a program that writes line by line is answered line by line
    return 1 if refused else 0


def reading_as_json(reading: Reading, journey: JourneyMap) -> dict[str, Any]:
    """Return a reading as others may rely on it; `touchpoint` is None where a person decides."""
    touchpoint = reading.touchpoint
    return {
        "touchpoint": touchpoint,
        "stage": journey.stage_of(touchpoint).key if touchpoint else None,
        "department": journey.owner_of(touchpoint).key,
        "confidence": round(reading.confidence, 3),
        "candidates": [asdict(candidate) for candidate in reading.candidates],
        "also": list(reading.also),
        "reasons": [asdict(reason) for reason in reading.reasons],
        "language": reading.language,
        "emotion": asdict(reading.emotion),
        "signals": [*reading.signals, *(("grave", reading.grave) if reading.grave else ())],
        "masked": reading.masked,
    }


def _typed(console: Console) -> Iterator[Mapping[str, Any]]:
    """Return the records on standard input: a text a line, or an object in JSON a line."""
    if sys.stdin.isatty():
        console.warn(console.dim(say(console.language, "terminal-read-type")))
    for raw in sys.stdin.buffer:
        line = _decoded(raw).removeprefix("\ufeff").rstrip("\r\n")
        if line.strip():
            yield _record(line)


def _decoded(raw: bytes) -> str:
    """Return a line as it was meant: accents of Windows-1252 are never valid UTF-8.

    What is neither becomes lone surrogates, which are refused with their reason.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "surrogateescape")


def _record(line: str) -> Mapping[str, Any]:
    if not line.lstrip().startswith("{"):
        return {"text": line}
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {"text": line}
    return found if isinstance(found, dict) else {"text": line}


def _explained(reading: Reading, journey: JourneyMap, console: Console) -> str:
    """Return what was understood in a few lines a person can read."""
    from bot.wording.dates import say_percent

    language = console.language
    lines = [say(language, "terminal-read-text", text=console.bold(one_line(reading.masked)))]
    if not reading.says_something:
        return "\n  ".join([*lines, say(language, "terminal-read-nothing")])
    lines.append(_place(reading, journey, console))
    because = ", ".join(
        say(language, f"terminal-reason-{reason.kind.replace('_', '-')}", because=reason.because)
        for reason in reading.reasons
    )
    if because:
        lines.append(say(language, "terminal-read-because", because=because))
    if reading.also:
        names = ", ".join(journey.touchpoint(key).name.in_(language) for key in reading.also)
        lines.append(say(language, "terminal-read-also", names=names))
    emotion = reading.emotion
    lines.append(
        say(
            language,
            "terminal-read-emotion",
            name=reading.feeling,
            polarity=_signed(emotion.polarity, language),
            intensity=say_percent(emotion.intensity, language),
            language=reading.language,
        )
    )
    if reading.signals:
        names = ", ".join(say(language, f"terminal-signal-{each}") for each in reading.signals)
        lines.append(say(language, "terminal-read-signals", names=names))
    if reading.grave:
        lines.append(say(language, "terminal-read-grave", kind=reading.grave))
    return "\n  ".join(lines)


def _signed(polarity: float, language: str) -> str:
    from bot.wording.dates import say_number

    written = say_number(round(polarity, 2), language)
    return f"+{written}" if polarity > 0 else written


def _place(reading: Reading, journey: JourneyMap, console: Console) -> str:
    from bot.wording.dates import say_percent

    language = console.language
    if reading.touchpoint is None:
        names = [journey.touchpoint(each.touchpoint).name for each in reading.candidates]
        guesses = ", ".join(
            f"{name.in_(language)} {say_percent(each.confidence, language)}"
            for name, each in zip(names, reading.candidates, strict=True)
        )
        return say(
            language,
            "terminal-read-unplaced" if guesses else "terminal-read-nowhere",
            department=journey.fallback_department().name.in_(language),
            guesses=guesses,
        )
    touchpoint = journey.touchpoint(reading.touchpoint)
    return say(
        language,
        "terminal-read-place",
        touchpoint=touchpoint.name.in_(language) + (" ★" if touchpoint.moment_of_truth else ""),
        stage=journey.stage_of(touchpoint.key).name.in_(language),
        department=journey.owner_of(touchpoint.key).name.in_(language),
        confidence=say_percent(reading.confidence, language),
    )


COMMAND = Command("read", _arguments, _read)
