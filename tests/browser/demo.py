"""The demo as a stranger starts it, and the Chromium it is looked at with."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).parents[2]
# Seconds; it takes a few, on a machine that is busy with other things as well.
_STARTS_WITHIN = 90
_STOPS_WITHIN = 10


@contextmanager
def running_demo() -> Iterator[str]:
    """Run `boucle demo` on free ports and give the address of its page; stop it after."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--pace", "0"]
    command += ["--port", str(_free_port_before_a_free_one())]
    with subprocess.Popen(  # noqa: S603 # our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as demo:
        try:
            yield _address(demo)
        finally:
            demo.terminate()
            try:
                demo.communicate(timeout=_STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                demo.kill()


def _address(demo: subprocess.Popen[str]) -> str:
    """Read what the demo says until it names its page; end it when it takes too long."""
    too_long = Timer(_STARTS_WITHIN, demo.kill)
    too_long.start()
    said = []
    try:
        for line in demo.stdout or ():
            said.append(line)
            found = re.search(r"http://[\d.]+:\d+", line)
            if found:
                return found.group()
    finally:
        too_long.cancel()
    raise AssertionError(f"The demo did not start:\n{''.join(said)}")


def _free_port_before_a_free_one() -> int:
    """Return a free port; the next one, where the bot itself will listen, is free as well."""
    for _ in range(20):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
    raise AssertionError("no two free ports side by side")
