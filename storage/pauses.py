"""When nothing left the house: since when, until when, and who said so."""

from datetime import datetime

from bot.notice import Pause
from storage.database import Transaction
from storage.rows import instant, moment


class LookedUpPauses:
    """What of it can be read in one open transaction."""

    _db: Transaction

    def paused(self) -> Pause | None:
        """Return since when nothing leaves the house; None when everything does."""
        rows = self._db.query(
            "select began_at, began_by from pauses where ended_at is null order by id"
        )
        return Pause(moment(rows[0]["began_at"]), rows[0]["began_by"]) if rows else None


class StoredPauses(LookedUpPauses):
    """What of it can be changed in one open transaction."""

    def record_pause(self, pause: Pause) -> None:
        """Remember that from now on nothing leaves the house."""
        row = {"began_at": instant(pause.at), "began_by": pause.by}
        self._db.insert_with_id("pauses", row)

    def record_resume(self, *, by: str, at: datetime) -> None:
        """Remember that everything leaves again."""
        self._db.execute(
            "update pauses set ended_at = :at, ended_by = :by where ended_at is null",
            {"at": instant(at), "by": by},
        )
