"""Keep what happens in a folder: a journal of changed records, and the bytes of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

Json = dict[str, Any]


class FolderNotReadable(Exception):
    """The folder's journal is damaged other than in its last line."""


class Folder:
    """A journal with one line per change, `[table, key, record]`; the last line of a key counts.

    Each line reaches the operating system at once, so what was answered survives a killed process.
    A folder of None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._journal: IO[str] | None = None
        self._bytes: dict[str, bytes] = {}

    @property
    def is_kept(self) -> bool:
        """Whether anything is written down at all."""
        return self.path is not None

    def read(self) -> dict[str, dict[str, Json]]:
        """All records by table and key; writes the journal anew with only these, and opens it."""
        if self.path is None:
            return {}
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "files").mkdir(exist_ok=True)
        journal = self.path / "journal.jsonl"
        tables = _replay(journal)
        fresh = journal.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as lines:
            for table, records in tables.items():
                lines.writelines(_line(table, key, record) for key, record in records.items())
        fresh.replace(journal)
        self._journal = journal.open("a", encoding="utf-8")
        return tables

    def write(self, table: str, key: str, record: Json | None) -> None:
        """Note a record as it is now; None takes it away."""
        if self._journal is not None:
            self._journal.write(_line(table, key, record))
            self._journal.flush()

    def write_bytes(self, name: str, content: bytes) -> None:
        """Keep the bytes of an uploaded file."""
        if self.path is None:
            self._bytes[name] = content
        else:
            (self.path / "files" / name).write_bytes(content)

    def read_bytes(self, name: str) -> bytes | None:
        """The bytes of an uploaded file, or None where there are none."""
        if self.path is None:
            return self._bytes.get(name)
        kept = self.path / "files" / name
        return kept.read_bytes() if kept.is_file() else None

    def remove_bytes(self, name: str) -> None:
        """Let go of the bytes of a file."""
        self._bytes.pop(name, None)
        if self.path is not None:
            (self.path / "files" / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the journal; what comes after is not kept."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None


def _line(table: str, key: str, record: Json | None) -> str:
    return json.dumps([table, key, record], separators=(",", ":")) + "\n"


def _replay(journal: Path) -> dict[str, dict[str, Json]]:
    tables: dict[str, dict[str, Json]] = {}
    if not journal.exists():
        return tables
    lines = journal.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            table, key, record = json.loads(line)
        except ValueError as damaged:
            if number == len(lines):  # the process was killed while it wrote this line
                break
            raise FolderNotReadable(f"{journal}, line {number} is damaged.") from damaged
        if record is None:
            tables.get(table, {}).pop(key, None)
        else:
            tables.setdefault(table, {})[key] = record
    return tables
