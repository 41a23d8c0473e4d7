"""`boucle import`: a file of feedback is taken in; what is refused never stops the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wording import say
from handlers.command_line.command import Command, Parser
from handlers.command_line.console import one_line

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.ledger import Ledger
    from bot.loop import TakenIn
    from bot.reading import Reader
    from bot.record import Intake, Problem
    from bot.same_again import SaidBefore
    from handlers.command_line.console import Console
    from handlers.command_line.parts import AcceptedMap, Feedback, FeedbackLine, Parts, Rejected
    from handlers.command_line.reading_ahead import Announced, ReadingAhead

# One turn each: long enough that its commit costs nothing, short enough that nobody waits for it.
BATCH = 1_000
# The first ones show what is wrong; all of them stand in the file.
_REFUSALS_SHOWN = 3
_LONGEST_REFUSAL = 300


def _arguments(parser: Parser) -> None:
    parser.word("file", metavar="FILE")
    parser.option("--source", metavar="NAME")
    parser.flag("--json")


def _import(arguments: Namespace, console: Console, parts: Parts) -> int:
    source = arguments.source or None
    return take_in_file(arguments.file, console, parts, source=source, as_json=arguments.json)


def take_in_file(
    file: str, console: Console, parts: Parts, *, source: str | None = None, as_json: bool = False
) -> int:
    """Take in a file of feedback and tell what became of its lines; returns the exit status."""
    taking = _Import(console, parts, parts.map(), source=source, as_json=as_json)
    with parts.feedback(file) as lines, parts.ledger(makes_new=True) as ledger:
        try:
            with parts.rejected(file, console.language) as rejected:
                taking.take_in(lines, ledger, rejected)
        except Exception:
            if taking.has_begun:
                taking.report(rejected_file=None)  # what was taken in before it stays
            raise
        finally:
            console.end_progress()
    return taking.report(rejected_file=rejected.path)


class _Import:
    """One import under way: what became of the lines so far."""

    def __init__(
        self,
        console: Console,
        parts: Parts,
        accepted: AcceptedMap,
        *,
        source: str | None,
        as_json: bool,
    ) -> None:
        self._source = source
        self._as_json = as_json
        self._console = console
        self._accepted = accepted
        self._journey = accepted.journey
        self._reader = parts.reader(accepted.journey)
        self._clock = parts.clock()
        self._counts: Counter[str] = Counter()
        self._refusals: list[str] = []
        self._said_before: SaidBefore | None = None

    @property
    def has_begun(self) -> bool:
        """Tell whether anything became of a line."""
        return self._counts.total() > 0

    def take_in(self, lines: Feedback, ledger: Ledger, rejected: Rejected) -> None:
        """Take in every line, so many in a turn."""
        from bot.again import again
        from handlers.command_line.reading_ahead import ReadingAhead, collecting_seldom

        again(lambda: self._remember_map(ledger))
        with collecting_seldom(), ReadingAhead(self._reader, self._journey) as reader:
            with ledger.look() as look:
                reader.catch_up(look)
            for intakes, announced in self._one_ahead(lines, rejected, reader):
                reader.fetch(announced)
                taken = again(partial(self._remember, intakes, reader, ledger))
                self._counts.update(each.how for each in taken)
                self._counts["cases"] += sum(each.case_id is not None for each in taken)
                self._show_progress(lines)

    def report(self, *, rejected_file: Path | None) -> int:
        """Tell what became of the lines; return the exit status."""
        counts = {
            name: self._counts[name] for name in ("accepted", "revised", "duplicate", "rejected")
        }
        file = str(rejected_file) if rejected_file else None
        if self._as_json:
            cases = self._counts["cases"]
            self._console.json({**counts, "rejected_file": file, "cases": cases})
        else:
            total = sum(counts.values())
            self._console.say("terminal-import-done", total=total, **counts)
            self._console.say("terminal-import-cases", cases=self._counts["cases"])
        if not counts["rejected"]:
            return 0
        for refusal in self._refusals:
            self._console.warn(refusal)
        if file:
            language = self._console.language
            number = counts["rejected"]
            self._console.warn(say(language, "terminal-import-rejected", number=number, file=file))
        return 1

    def _one_ahead(
        self, lines: Feedback, rejected: Rejected, reader: ReadingAhead
    ) -> Iterator[tuple[list[Intake], Announced | None]]:
        """Yield the records of the lines, so many at a time, once the next ones are announced."""
        waiting: tuple[list[Intake], Announced | None] | None = None
        try:
            for batch in _batches(lines):
                intakes = [intake for line in batch if (intake := self._read(line, rejected))]
                if waiting is None:  # nobody knows yet whether there is enough for helpers
                    waiting = intakes, None
                    continue
                announced = reader.announce([intake.verbatim for intake in intakes])
                yield waiting
                waiting = intakes, announced
        except Exception:
            if waiting is not None:
                yield waiting  # a file that breaks off loses nothing of what stood before
            raise
        if waiting is not None:
            yield waiting

    def _remember_map(self, ledger: Ledger) -> None:
        from bot.journey_file import digest_of
        from bot.loop import accept_map

        with ledger.turn() as turn:
            text = self._accepted.text
            accept_map(turn, digest_of(text), text, self._journey, now=self._clock.now())

    def _remember(
        self, intakes: Sequence[Intake], reader: Reader, ledger: Ledger
    ) -> list[TakenIn]:
        from bot.loop import take_in
        from bot.same_again import SaidBefore

        # Of a turn that is undone nothing was said.
        said_before, self._said_before = self._said_before or SaidBefore(), None
        with ledger.turn() as turn:
            taken = take_in(
                turn,
                intakes,
                reader=reader,
                journey=self._journey,
                now=self._clock.now(),
                said_before=said_before,
            )
        self._said_before = said_before
        return taken

    def _read(self, line: FeedbackLine, rejected: Rejected) -> Intake | None:
        """Return what a line brings in; None when it was refused."""
        from bot.record import RecordRefused, read_record

        if line.problem is not None:
            self._refuse(line, [line.problem], rejected)
            return None
        try:
            return read_record(
                line.record or {},
                source=self._source,
                zone=self._journey.timezone,
                now=self._clock.now(),
            )
        except RecordRefused as wrong:
            self._refuse(line, wrong.problems, rejected)
            return None

    def _refuse(self, line: FeedbackLine, problems: Sequence[Problem], rejected: Rejected) -> None:
        rejected.add(line, problems)
        self._counts["rejected"] += 1
        if len(self._refusals) < _REFUSALS_SHOWN:
            language = self._console.language
            why = " ".join(problem.sentence(language) for problem in problems)
            refusal = say(language, "terminal-import-refusal", line=line.number, why=why)
            self._refusals.append(one_line(refusal, at_most=_LONGEST_REFUSAL))

    def _show_progress(self, lines: Feedback) -> None:
        done = sum(self._counts.values()) - self._counts["cases"]
        if lines.size:
            percent = min(100, 100 * lines.bytes_read // lines.size)
            self._console.show_progress("terminal-import-share", done=done, percent=percent)
        else:
            self._console.show_progress("terminal-import-progress", done=done)


def _batches(lines: Feedback) -> Iterator[list[FeedbackLine]]:
    remaining = iter(lines)
    while batch := list(islice(remaining, BATCH)):
        yield batch


COMMAND = Command("import", _arguments, _import)
