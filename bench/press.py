"""How long somebody who presses a button waits until the card has changed."""

import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.figure import Figure, milliseconds, percentile, seconds_of
from tests.house import MAP, House, open_house
from tests.records import PETIT

PRESSES = 40
PATIENCE = 30.0
CHANNEL = "voix-facturation"


def figures() -> list[Figure]:
    """Measure it: Ana takes case after case, over the real workspace and Socket Mode."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        with open_house(folder, journey=_map_of_large_rounds(folder)) as house:
            said = [
                {**PETIT, "id": f"p{number}", "customer_id": None} for number in range(PRESSES)
            ]
            cases = house.hear(*said)
            house.move_to("2026-11-24T09:15:00+01:00")
            with httpx.Client(base_url=house.workspace.url, timeout=PATIENCE) as http:
                waits = [_press(house, http, case_id) for case_id in cases]
                floor = percentile([seconds_of(lambda: _ask(http)) for _ in waits], 0.50)
    return [
        Figure(name, milliseconds(seconds), seconds, milliseconds(floor), floor)
        for name, seconds in (
            ("press to changed card, half of them", percentile(waits, 0.50)),
            ("press to changed card, 95 of 100", percentile(waits, 0.95)),
        )
    ]


def _map_of_large_rounds(folder: Path) -> Path:
    """Write the example map so that one round shows every case."""
    large = folder / "journey.yaml"
    text = MAP.read_text(encoding="utf-8")
    large.write_text(re.sub(r"at_most: \d+", f"at_most: {PRESSES}", text), encoding="utf-8")
    return large


def _press(house: House, http: httpx.Client, case_id: int) -> float:
    """Take a case; return the seconds until its card shows it."""
    before = house.card(CHANNEL, case_id)
    how = {"channel": CHANNEL, "ts": before["ts"], "action_id": "take"}
    started = time.perf_counter()
    http.post("/_workspace/as/ana/click", json=how).raise_for_status()
    while house.card(CHANNEL, case_id)["blocks"] == before["blocks"]:
        time.sleep(0.002)
        if time.perf_counter() - started > PATIENCE:
            raise TimeoutError(f"the card of C-{case_id} does not change")
    return time.perf_counter() - started


def _ask(http: httpx.Client) -> None:
    http.post("/api/auth.test", headers={"Authorization": "Bearer xoxb-local"}).raise_for_status()
