"""The corrections: what people taught, kept with who and when, and read as lessons.

A correction points at its case; the words it teaches stand with the verbatim only, so that what
was forgotten of a customer teaches nothing any more.
"""

import json
from dataclasses import replace

from bot.correction import Correction
from bot.reading import Lesson, Rated
from bot.verbatim import Score
from storage.database import Row, Transaction
from storage.rows import instant, moment


class CorrectionsLook:
    """The corrections, as they are read."""

    _db: Transaction

    def correction_of(self, case_id: int) -> Correction | None:
        """Return the last word of a person on where a case belongs, or None."""
        sql = "select * from corrections where case_id = :id order by id desc limit 1"
        rows = self._db.query(sql, {"id": case_id})
        return _correction_from(rows[0]) if rows else None

    def count_heard(self) -> dict[str | None, int]:
        """Return how much feedback that says something was read at each touchpoint."""
        sql = """select touchpoint, count(*) as many from readings
            where says_something = 1 group by touchpoint"""
        return {row["touchpoint"]: row["many"] for row in self._db.query(sql)}

    def lessons_after(self, number: int) -> list[Lesson]:
        """Return what was taught after the correction of a number, in the order of numbers."""
        sql = """select corrections.id, corrections.case_id, corrections.how,
              corrections.touchpoint, words.text, readings.candidates, readings.sureness,
              meanings.meaning
            from corrections
            join cases on cases.id = corrections.case_id
            join verbatims on verbatims.id = cases.verbatim_id
            left join words
              on words.verbatim_id = verbatims.id and words.revision = verbatims.revision
            left join readings on readings.verbatim_id = verbatims.id
            left join meanings on meanings.verbatim_id = verbatims.id
            where corrections.id > :number order by corrections.id"""
        return [
            Lesson(
                number=row["id"],
                case=f"C-{row['case_id']}",
                how=row["how"],
                touchpoint=row["touchpoint"],
                text=row["text"] or "",
                guess=_first_of(row["candidates"]),
                sureness=row["sureness"],
                meaning=row["meaning"] or "",
            )
            for row in self._db.query(sql, {"number": number})
        ]

    def newest_verbatim(self) -> int:
        """Return the number of the verbatim that was remembered last; 0 where there is none."""
        return int(self._db.query("select coalesce(max(id), 0) as id from verbatims")[0]["id"])

    def rated(self, *, up_to: int, at_most: int) -> list[Rated]:
        """Return the newest words that came with a score, up to the verbatim of a number."""
        sql = """select words.text, readings.language, score, scale, expected
            from verbatims
            join words
              on words.verbatim_id = verbatims.id and words.revision = verbatims.revision
            join readings on readings.verbatim_id = verbatims.id
            where verbatims.id <= :up_to and score is not null and words.text <> ''
              and verbatims.says_something = 1
            order by verbatims.id desc limit :at_most"""
        rows = self._db.query(sql, {"up_to": up_to, "at_most": at_most})
        return [
            Rated(row["text"], row["language"], Score(row["score"], row["scale"], row["expected"]))
            for row in rows
        ]


def _first_of(candidates: str | None) -> str | None:
    """Return the touchpoint that a reading guessed first; None where it had no guess."""
    guesses = json.loads(candidates or "[]")
    return str(guesses[0][0]) if guesses else None


class CorrectionsTurn:
    """The corrections, as they are added."""

    _db: Transaction

    def add_correction(self, correction: Correction) -> Correction:
        """Remember a correction and return it with its id."""
        row = _correction_row(correction)
        return replace(correction, id=self._db.insert_with_id("corrections", row))


def _correction_row(correction: Correction) -> Row:
    return {
        "case_id": correction.case_id,
        "how": correction.how,
        "touchpoint": correction.touchpoint,
        "by": correction.by,
        "at": instant(correction.at),
    }


def _correction_from(row: Row) -> Correction:
    return Correction(
        id=row["id"],
        case_id=row["case_id"],
        how=row["how"],
        touchpoint=row["touchpoint"],
        by=row["by"],
        at=moment(row["at"]),
    )
