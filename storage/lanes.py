"""How the lanes stand: what those who watch over the bot ask for, again and again."""

from bot.notice import Lanes
from storage.database import Transaction


class StoredLanes:
    """The lanes of one open transaction."""

    _db: Transaction

    def lanes(self, *, now: float) -> Lanes:
        """Return how the lanes stand at a machine time."""
        states = self._db.query("select state, count(*) as many from notices group by state")
        retried = self._db.query(
            """select count(*) as many from notices where queue is not null and failures > 0"""
        )
        due = self._db.query(
            """select min(number) as number from notices where queue is not null
            and not_before <= :now and leased_until <= :now""",
            {"now": now},
        )
        return Lanes(
            by_state={row["state"]: row["many"] for row in states},
            retried=retried[0]["many"],
            first_due=due[0]["number"],
        )
