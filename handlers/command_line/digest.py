"""`boucle digest`: the week of the customers, in the terminal or as a page or picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.wording import say
from handlers.command_line.command import Command, Parser
from handlers.command_line.console import one_line
from handlers.command_line.trouble import Trouble, WrongUse

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.digest.week import Voice, Week
    from bot.journey import JourneyMap
    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

# How much of a customer's words stands on a terminal.
_LONGEST_QUOTE = 300


def _arguments(parser: Parser) -> None:
    parser.option("--week", metavar="2026-W47")
    parser.option("--html", metavar="FILE", type=Path)
    parser.option("--png", metavar="FILE", type=Path)
    parser.flag("--json")


def _digest(arguments: Namespace, console: Console, parts: Parts) -> int:
    from bot.calendar import WeekNotUnderstood, iso_week, monday_of
    from bot.digest.figures import week_of

    journey = parts.map().journey
    now = parts.clock().now()
    name = arguments.week or iso_week(now, journey.timezone)
    try:
        monday_of(name)
    except WeekNotUnderstood as wrong:
        raise WrongUse("terminal-use-week", given=one_line(name)) from wrong
    with parts.ledger() as ledger, ledger.look() as look:
        week = week_of(look, week=name, journey=journey, now=now)
    _write_files(arguments, week, journey, console)
    if arguments.json:
        console.json(_as_json(week))
    elif not (arguments.html or arguments.png):
        _print(week, journey, console)
    return 0


def _write_files(arguments: Namespace, week: Week, journey: JourneyMap, console: Console) -> None:
    """Write what was asked for; both are made before the first is written."""
    language = console.language
    files: dict[Path, bytes] = {}
    if arguments.html:
        from handlers.http.digest_page import digest_html

        html = digest_html(week, journey=journey, language=language)
        files[arguments.html] = html.encode()
    if arguments.png:
        from bot.digest.pictures import journey_curve

        files[arguments.png] = journey_curve(week, journey=journey, language=language)
    for path, content in files.items():
        try:
            path.write_bytes(content)
        except OSError as wrong:
            raise Trouble("terminal-file-not-written", file=str(path), why=wrong) from wrong
        console.warn(say(language, "terminal-file-written", file=str(path)))


def _as_json(week: Week) -> dict[str, Any]:
    from dataclasses import asdict

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [plain(each) for each in value]
        return value.isoformat() if hasattr(value, "isoformat") else value

    found: dict[str, Any] = plain(asdict(week))
    return found


def _print(week: Week, journey: JourneyMap, console: Console) -> None:
    from bot.digest import words
    from bot.wording.dates import say_week

    language = console.language
    title = say(language, "digest-title")
    console.print(f"{console.bold(title)}  {say_week(week.week, language)}")
    if not week.heard:
        console.print()
        console.say("digest-nothing")
    else:
        _print_voices(week, journey, console)
        console.print()
        console.print(console.bold(say(language, "digest-journey")))
        for mood in week.stages:
            stage = next(stage for stage in journey.stages if stage.key == mood.key)
            felt = words.mood_words(mood.polarity, language)
            line = say(
                language, "terminal-digest-stage", stage=stage.name.in_(language), felt=felt
            )
            console.print(f"  {line}")
    console.print()
    console.print(console.bold(say(language, "digest-customers")))
    for line in words.came_back_words(week, language):
        console.print(f"  {line}")
    console.print()
    console.say(
        "digest-heard-acted-told",
        heard=week.heard,
        acted=week.passed("act"),
        told=week.passed("answer"),
    )


def _print_voices(week: Week, journey: JourneyMap, console: Console) -> None:
    console.print()
    console.print(console.bold(say(console.language, "digest-voices")))
    if not week.voices:
        console.print(f"  {say(console.language, 'digest-no-voices')}")
    for voice in week.voices:
        _print_voice(voice, journey, console)


def _print_voice(voice: Voice, journey: JourneyMap, console: Console) -> None:
    from bot.digest.words import became_words, place_words

    language = console.language
    quote = one_line(voice.words, at_most=_LONGEST_QUOTE)
    console.print(f"  {say(language, 'terminal-quote', words=quote)}")
    lines = [place_words(voice, journey, language), *became_words(voice, language)]
    console.print(f"    {console.dim(' · '.join(lines))}")


COMMAND = Command("digest", _arguments, _digest)
