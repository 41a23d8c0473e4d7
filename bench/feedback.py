"""As much feedback as a bench asks for, made from our own sample."""

import json
from pathlib import Path
from typing import Any

from bot.verbatim import Score, Verbatim
from tests.house import BEFORE_THE_ROUND, ROOT

SAMPLE = ROOT / "bot" / "example" / "feedback.jsonl"


def sample() -> list[dict[str, Any]]:
    """Return the records of our sample."""
    with SAMPLE.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_feedback(file: Path, lines: int) -> None:
    """Write a file of so many records: the sample over and over, each time by other customers."""
    records = sample()
    with file.open("w", encoding="utf-8") as out:
        for number in range(lines):
            record = dict(records[number % len(records)])
            # Without its hour it was said now: no clock of the demo is needed to take it in.
            del record["happened_at"]
            turn = number // len(records)
            record["id"] = f"{record['id']}-{turn}"
            if "customer_id" in record:
                record["customer_id"] = f"{record['customer_id']}-{turn}"
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def verbatim_of(record: dict[str, Any]) -> Verbatim:
    """Return a record of labelled feedback as it is read, when nothing of its day matters."""
    score = record.get("score")
    return Verbatim(
        source="bench",
        source_id=str(record.get("id")),
        channel="survey",
        happened_at=BEFORE_THE_ROUND,
        received_at=BEFORE_THE_ROUND,
        text=record.get("text") or "",
        language=record.get("language"),
        score=None if score is None else Score(score, record.get("scale") or "csat"),
    )
