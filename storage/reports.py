"""Which reports of other systems were taken in: each changes something once."""

from datetime import datetime, timedelta

from storage.database import Transaction
from storage.rows import instant

# A report is signed for five minutes, and whoever sends it tries for some days.
_KEPT = timedelta(days=30)


class StoredReports:
    """The reports of one open transaction."""

    _db: Transaction

    def take_report(self, report_id: str, *, now: datetime) -> bool:
        """Remember that a report was taken in; False when it was before."""
        old = {"before": instant(now - _KEPT)}
        self._db.execute("delete from reports_taken where taken_at < :before", old)
        row = {"id": report_id, "taken_at": instant(now)}
        return self._db.insert_new("reports_taken", row)
