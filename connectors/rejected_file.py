"""The lines that were refused, as a spreadsheet to correct and import again.

It has the columns of the original, the line where each one stood, and the reason in the reader's
language. French spreadsheets part cells by `;`, English ones by `,`; both know UTF-8 by its mark.
"""

import csv
import json
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from bot.record import Problem
from bot.record_fields import REJECTION_COLUMNS, plain
from bot.wording import language_of, say
from connectors.feedback_file import STANDARD_INPUT
from connectors.feedback_line import AS_IT_STANDS, Line

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class RejectedFileNotWritten(Exception):
    """The refused lines could not be kept; `problem` says why, with the cure."""

    def __init__(self, path: Path, wrong: OSError) -> None:
        super().__init__(f"{path}: {wrong}")
        names = {"file": str(path), "why": wrong.strerror or type(wrong).__name__}
        self.problem = Problem(path.name, "intake-rejected-not-written", names)


def rejected_path(path: str | Path) -> Path:
    """Return where the refused lines of a file go: beside it, and for "-" where we are."""
    if str(path) == STANDARD_INPUT:
        return Path("stdin.rejected.csv")
    return Path(f"{path}.rejected.csv")


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe stands before what would start it."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


class RejectedFile:
    """Collects refused lines and writes them all at once when it is closed, or nothing if none.

    They wait in a temporary file that nobody else sees, since columns may turn up until the last
    line. The file appears whole or not at all, and only its owner may read it: it holds what
    customers said. `path` is None until then.
    """

    def __init__(self, path: Path, *, language: str) -> None:
        self.path: Path | None = None
        self.count = 0
        self._goal = path
        self._language = language_of(language)
        self._columns: dict[str, None] = {}
        self._waiting = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 close() does

    def add(self, line: Line, problems: Iterable[Problem]) -> None:
        """Keep a line that was refused, and why."""
        cells = {
            column: _cell(value)
            for column, value in line.as_read.items()
            if plain(column) not in REJECTION_COLUMNS
        }
        self._columns.update(dict.fromkeys(cells))
        reason = " ".join(problem.sentence(self._language) for problem in problems)
        self._waiting.write(json.dumps([line.number, reason, cells]) + "\n")
        self.count += 1

    def close(self) -> None:
        """Write what was refused. Raises `RejectedFileNotWritten`."""
        try:
            if self.count:
                self._write()
                self.path = self._goal
        except OSError as wrong:
            raise RejectedFileNotWritten(self._goal, wrong) from wrong
        finally:
            self._waiting.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8-sig",
            errors="backslashreplace",  # half a sign cannot be written, and its place matters
            newline="",
            dir=self._goal.parent,
            prefix=f".{self._goal.name}.",
            delete=False,
        ) as file:
            new = Path(file.name)
            try:
                self._write_rows(file)
                file.flush()
                new.replace(self._goal)
            except BaseException:
                with suppress(FileNotFoundError):
                    new.unlink()
                raise

    def _write_rows(self, file: IO[str]) -> None:
        rows = csv.writer(file, delimiter=";" if self._language == "fr" else ",")
        rows.writerow(self._header())
        self._waiting.seek(0)
        for waiting in self._waiting:
            number, reason, cells = json.loads(waiting)
            rows.writerow(
                [
                    number,
                    reason,
                    *(neutralised(cells.get(column, "")) for column in self._columns),
                ]
            )

    def _header(self) -> list[str]:
        as_it_stands = say(self._language, "intake-rejected-content")
        return [
            say(self._language, "intake-rejected-line"),
            say(self._language, "intake-rejected-reason"),
            *(
                as_it_stands if column == AS_IT_STANDS else neutralised(column)
                for column in self._columns
            ),
        ]


def _cell(value: Any) -> str:
    """Return a value as a cell holds it; NUL would end the file for most spreadsheets."""
    if value is None:
        return ""
    if isinstance(value, (Mapping, list, bool)):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).replace("\0", "␀")
