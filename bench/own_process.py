"""The bot as a program of its own, in a workspace."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house import MAP
from tests.scale.mornings import command, surroundings
from workspace import Workspace


@contextmanager
def bot(
    folder: Path, workspace: Workspace, database: str, port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run it until the end of the block, with the example map and the workspace's clock."""
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_API_URL": f"{workspace.url}/api",
        "BOUCLE_DATABASE": database,
        "BOUCLE_JOURNEY": str(MAP),
        "BOUCLE_LISTEN": f"127.0.0.1:{port}",
        "BOUCLE_CLOCK": workspace.url,
    }
    process = subprocess.Popen(
        command("run", "--pace", "0"),
        cwd=folder,
        env=surroundings(**settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
