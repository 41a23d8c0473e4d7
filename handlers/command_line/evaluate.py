"""`boucle evaluate`: how well reading and routing do on feedback that people have labelled."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.wording import say
from handlers.command_line.command import Command, Parser
from handlers.command_line.console import one_line
from handlers.command_line.trouble import Trouble, WrongUse

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from bot.journey import JourneyMap
    from bot.reading.evaluate import Evaluation, Labelled, Polarity, RoutingScore
    from bot.verbatim import Verbatim
    from handlers.command_line.console import Console
    from handlers.command_line.parts import FeedbackLine, Parts

_SOURCE = "evaluate"
_REFUSALS_SHOWN = 5
_LONGEST_REFUSAL = 300
_MOST_CORRECTIONS = 1_000
_POLARITIES: Mapping[str, Polarity] = {
    "positive": "positive",
    "negative": "negative",
    "neutral": "neutral",
}


def _arguments(parser: Parser) -> None:
    parser.word("file", metavar="FILE")
    parser.option("--learn", metavar="N", type=_corrections, default=0)
    parser.flag("--json")


def _corrections(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_CORRECTIONS):
        raise WrongUse("terminal-use-corrections", given=text, most=_MOST_CORRECTIONS)
    return int(text)


def _evaluate(arguments: Namespace, console: Console, parts: Parts) -> int:
    from bot.reading.evaluate import NothingLabelled, NothingLeft, evaluate

    journey = parts.map().journey
    refusals: list[str] = []
    with parts.feedback(arguments.file) as lines:
        labelled = list(_labelled(lines, journey, console, parts, refusals=refusals))
    try:
        found = evaluate(
            journey,
            labelled,
            learn=arguments.learn,
            meaning=parts.meaning(),
            progress=lambda done: console.show_progress("terminal-evaluate-progress", done=done),
        )
    except NothingLabelled as wrong:
        _tell(refusals, console)
        raise Trouble("terminal-evaluate-nothing", file=arguments.file) from wrong
    except NothingLeft as wrong:
        _tell(refusals, console)
        raise Trouble("terminal-evaluate-nothing-left", corrections=arguments.learn) from wrong
    finally:
        console.end_progress()
    if arguments.json:
        console.json(_as_json(found))
    else:
        if parts.meaning():
            console.say("terminal-evaluate-by-meaning")
        _print(found, console)
    _tell(refusals, console)
    return 1 if refusals else 0


def _labelled(
    lines: Any, journey: JourneyMap, console: Console, parts: Parts, *, refusals: list[str]
) -> Iterator[Labelled]:
    """Return the feedback that can be read; why the rest cannot goes to `refusals`."""
    from bot.reading.evaluate import Labelled
    from bot.record import RecordRefused, read_record

    now = parts.clock().now()
    for line in lines:
        try:
            intake = read_record(_record(line), source=_SOURCE, zone=journey.timezone, now=now)
        except RecordRefused as wrong:
            why = " ".join(problem.sentence(console.language) for problem in wrong.problems)
            refusals.append(_refusal(line.number, why, console))
            continue
        verbatim = intake.verbatim
        touchpoint, wrong_one = _touchpoint(verbatim.touchpoint, journey, console)
        if wrong_one:
            refusals.append(_refusal(line.number, wrong_one, console))
            continue
        yield Labelled(verbatim, touchpoint, _POLARITIES.get(_polarity(verbatim)))


def _polarity(verbatim: Verbatim) -> str:
    return str(verbatim.extra.get("polarity", "")).strip().lower()


def _record(line: FeedbackLine) -> dict[str, Any]:
    """Return the record of a line. Raises `RecordRefused` where there is none."""
    from bot.record import RecordRefused

    if line.problem is not None:
        raise RecordRefused([line.problem])
    return line.record or {}


def _touchpoint(
    given: str | None, journey: JourneyMap, console: Console
) -> tuple[str | None, str]:
    """Return the key a label has on the map, and what is wrong with it ("": nothing)."""
    from difflib import get_close_matches

    from bot.journey import TouchpointNotOnMap
    from bot.reading.evaluate import NONE

    if not given or given.lower() == NONE:
        return (NONE if given else None), ""
    try:
        return journey.touchpoint(given).key, ""
    except TouchpointNotOnMap:
        known = {
            word.lower(): key
            for key, touchpoint in journey.touchpoints.items()
            for word in (key, *touchpoint.name.texts.values())
        }
        # What begins like a name is nearer than its length lets it seem: "Facture".
        begun = [word for word in known if word.startswith(given.lower())]
        nearest = (begun or get_close_matches(given.lower(), known, n=1, cutoff=0.0))[0]
        names = {"given": one_line(given), "nearest": known[nearest]}
        return None, say(console.language, "terminal-evaluate-touchpoint", **names)


def _refusal(number: int, why: str, console: Console) -> str:
    told = say(console.language, "terminal-import-refusal", line=number, why=why)
    return one_line(told, at_most=_LONGEST_REFUSAL)


def _tell(refusals: Sequence[str], console: Console) -> None:
    for refusal in refusals[:_REFUSALS_SHOWN]:
        console.warn(refusal)
    if refusals:
        number = len(refusals)
        console.warn(say(console.language, "terminal-evaluate-refused", number=number))


def _as_json(found: Evaluation) -> dict[str, Any]:
    return {
        "corrections": found.corrections,
        "cold": found.cold and _score_as_json(found.cold),
        "learned": found.learned and _score_as_json(found.learned),
        "polarity_auroc": found.polarity_auroc and round(found.polarity_auroc, 4),
        "groups": {
            kind: {name: _rounded(asdict(score)) for name, score in groups.items()}
            for kind, groups in found.groups.items()
        },
    }


def _score_as_json(score: RoutingScore) -> dict[str, Any]:
    values = _rounded(asdict(score))
    values["by_coverage"] = {
        str(share): round(value, 4) for share, value in score.by_coverage.items()
    }
    return values


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in values.items()
    }


def _print(found: Evaluation, console: Console) -> None:
    if found.cold:
        console.print(_score(found.cold, "terminal-evaluate-cold", console))
    if found.learned:
        named = "terminal-evaluate-learned"
        console.print(_score(found.learned, named, console, corrections=found.corrections))
    for kind, groups in found.groups.items():
        console.say(f"terminal-evaluate-by-{kind}")
        for name, score in groups.items():
            console.say(
                "terminal-evaluate-group",
                name=say(console.language, f"terminal-evaluate-{name}")
                if kind != "channel"
                else name,
                count=score.count,
                accuracy=_percent(score.accuracy, console),
                placed=_percent(score.placed, console),
            )
    if found.polarity_auroc is not None:
        share = _percent(found.polarity_auroc, console)
        console.say("terminal-evaluate-polarity", share=share)


def _score(score: RoutingScore, named: str, console: Console, **names: object) -> str:
    from bot.wording.dates import say_percent

    language = console.language
    lines = [
        console.bold(say(language, named, count=score.count, **names)),
        say(
            language,
            "terminal-evaluate-score",
            accuracy=_percent(score.accuracy, console),
            macro=_percent(score.macro_f1, console),
            top3=_percent(score.top3, console),
            error=_percent(score.calibration_error, console),
        ),
        say(
            language,
            "terminal-evaluate-placed",
            placed=_percent(score.placed, console),
            accuracy=_percent(score.placed_accuracy, console),
        ),
        say(
            language,
            "terminal-evaluate-coverage",
            shares=" · ".join(
                say(
                    language,
                    "terminal-evaluate-share",
                    share=say_percent(share, language),
                    right=_percent(right, console),
                )
                for share, right in score.by_coverage.items()
            ),
        ),
    ]
    if score.off_map_auroc is not None:
        lines.append(
            say(
                language,
                "terminal-evaluate-off-map",
                count=score.off_map_count,
                share=_percent(score.off_map_auroc, console),
            )
        )
    return "\n  ".join(lines)


def _percent(share: float, console: Console) -> str:
    """Return a share with one decimal: what a change of the map does is often less than one."""
    from bot.wording.dates import say_number

    number = say_number(round(100 * share, 1), console.language)
    return say(console.language, "terminal-evaluate-percent", number=number)


COMMAND = Command("evaluate", _arguments, _evaluate)
