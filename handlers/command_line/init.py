"""`boucle init`: a folder with the files to start from."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.command_line.command import Command, Parser
from handlers.command_line.trouble import Trouble

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

_FILES = ("journey.yaml", "replies/fr.yaml", "replies/en.yaml", "app.yaml", ".env.example")

# The teams of the example have long written to customers; those of a new map begin.
_OF_THE_EXAMPLE = re.compile(rb"^ *first_answers_reviewed: 0\n", re.MULTILINE)


def _arguments(parser: Parser) -> None:
    parser.word("folder", metavar="DIR", type=Path)


def _init(arguments: Namespace, console: Console, parts: Parts) -> int:
    folder: Path = arguments.folder
    contents = {name: parts.example(name).read_bytes() for name in _FILES}
    contents["journey.yaml"] = _OF_THE_EXAMPLE.sub(b"", contents["journey.yaml"])
    there = [name for name in _FILES if os.path.lexists(folder / name)]
    if there:
        raise Trouble("terminal-init-there", folder=str(folder), files=", ".join(there))
    _write(folder, contents)
    console.say("terminal-init-written", folder=str(folder), files=", ".join(_FILES))
    return 0


def _write(folder: Path, contents: dict[str, bytes]) -> None:
    """Write every file, or none: what was begun is taken away when one cannot be written."""
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (folder / name).parent.mkdir(exist_ok=True)
            with (folder / name).open("xb") as file:  # "x" never overwrites
                written.append(folder / name)
                file.write(content)
    except OSError as wrong:
        for path in written:
            path.unlink(missing_ok=True)
        raise Trouble("terminal-init-not-written", folder=str(folder), why=wrong) from wrong


COMMAND = Command("init", _arguments, _init)
