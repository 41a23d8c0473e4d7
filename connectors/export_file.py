"""Files for others to read: for a spreadsheet (.csv), for programs (.jsonl), or one story."""

import csv
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from connectors.feedback_file import STANDARD_INPUT
from connectors.rejected_file import neutralised


class Written(Protocol):
    """An open file of lines."""

    def add(self, line: Mapping[str, Any]) -> None:
        """Write one line; every line has the same keys."""
        ...


@contextmanager
def export_file(path: str) -> Iterator[Written]:
    """Open a file to write; it appears whole at the end, readable by its owner only.

    "-" is standard output, as JSON Lines. Raises `OSError`.
    """
    if path == STANDARD_INPUT:
        yield _JsonLines(sys.stdout)
        return
    goal = Path(path)
    # Made with mode 0600: it holds what customers said.
    number, name = tempfile.mkstemp(dir=goal.parent, prefix=f".{goal.name}.")
    try:
        # The mark tells spreadsheets that it is UTF-8; their lines end in \r\n.
        is_csv = goal.suffix == ".csv"
        encoding = "utf-8-sig" if is_csv else "utf-8"
        with os.fdopen(number, "w", encoding=encoding, newline="" if is_csv else None) as file:
            yield _Csv(file) if is_csv else _JsonLines(file)
        Path(name).replace(goal)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class _JsonLines:
    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def add(self, line: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")


class _Csv:
    def __init__(self, file: IO[str]) -> None:
        self._writer = csv.writer(file)
        self._has_head = False

    def add(self, line: Mapping[str, Any]) -> None:
        if not self._has_head:
            self._writer.writerow(line)
            self._has_head = True
        self._writer.writerow([_cell(value) for value in line.values()])


def _cell(value: Any) -> str | int | float | None:
    return neutralised(value) if isinstance(value, str) else value
