"""A demo that runs as a program of its own, and what can be seen of it from outside."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.scale.mornings import Json, command, surroundings

# The machine may have other work; the demo itself takes a few seconds.
_STARTS_WITHIN = 120.0
_ENDS_WITHIN = 30.0


@dataclass
class Demo:
    """One running `boucle demo`."""

    process: subprocess.Popen[str]
    port: int
    http: httpx.Client

    def state(self) -> Json:
        return self._get("/_workspace/state")

    def messages(self, channel: str) -> list[Json]:
        return list(self._get("/_workspace/messages", channel=channel)["messages"])

    def everything_said(self) -> dict[str, list[str]]:
        """Return the texts of the bot's messages in every channel, and of the mail sent."""
        said = {
            channel["name"]: [one["text"] for one in self.messages(channel["id"])]
            for channel in self.state()["channels"]
        }
        mails = self._get("/_workspace/inbox")["mails"]
        return {**said, "inbox": [mail["text"] for mail in mails]}

    def does(self, user: str, what: str, **how: Any) -> Json:
        """Let a person act, and wait until the bot has done everything that follows."""
        answer = self.http.post(f"/_workspace/as/{user}/{what}", json=how).raise_for_status()
        self.settle()
        return dict(answer.json())

    def fills(self, user: str, **fields: str) -> Json:
        """Let a person fill the form on top and submit it: a value by block id."""
        view = self.views(user)[-1]
        values = {block: {"value": value} for block, value in fields.items()}
        return self.does(user, "submit", view_id=view["id"], values=values)

    def views(self, user: str) -> list[Json]:
        """Return the forms that a person has open, the top one last."""
        return list(self._get("/_workspace/views", user=user)["views"])

    def settle(self) -> None:
        """Wait until everything due is planned and delivered."""
        idle = f"http://127.0.0.1:{self.port + 1}/_boucle/idle"
        self.http.get(idle).raise_for_status()

    def end(self, number: signal.Signals) -> tuple[int, float]:
        """Send a signal; return the exit status and how many seconds the end took."""
        started = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(_ENDS_WITHIN), time.monotonic() - started

    def _get(self, path: str, **params: str) -> Json:
        return dict(self.http.get(path, params=params).raise_for_status().json())


def free_port() -> int:
    """Return a port that is free, and the one after it too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def demo(where: Path, *words: str, port: int, **settings: str) -> Iterator[Demo]:
    """Start a demo in a folder and wait until it says that its page is there."""
    process = subprocess.Popen(  # noqa: S603 # our own program
        command("demo", "--no-browser", "--port", str(port), *words),
        cwd=where,
        env=surroundings(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for_page(process, port)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as http:
            yield Demo(process, port, http)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _wait_for_page(process: subprocess.Popen[str], port: int) -> None:
    assert process.stdout is not None
    until = time.monotonic() + _STARTS_WITHIN
    shown = []
    for line in process.stdout:  # ends when the program does
        shown.append(line)
        if f":{port}" in line:
            return
        assert time.monotonic() < until, shown
    raise AssertionError("".join(shown))
