"""Letting go of what is done: it would only make the database larger."""

from datetime import datetime

from storage.database import Transaction
from storage.rows import instant

# Nobody ever asks for these again: an update says what the card says, and their ids do not come
# back. The others stay: of a post `forget` may have to take words out, and the id of a card, a
# round or a digest is what keeps it from being posted twice.
_LET_GO = "('card_update', 'improvement_update', 'amend', 'mail')"


class StoredTidying:
    """What one open transaction lets go of."""

    _db: Transaction

    def let_go_of_done(self, *, arrived_before: datetime, sent_before: float, at_most: int) -> int:
        """Delete what arrived and was done by a moment, and notices sent before a machine time.

        Returns how many rows were deleted, at most so many of each; 0 when none is left.
        """
        arrived = self._db.execute(
            """delete from inbox where key in (select key from inbox
            where finished_at < :before order by finished_at limit :at_most)""",
            {"before": instant(arrived_before), "at_most": at_most},
        )
        sent = self._db.execute(
            f"""delete from notices where number in (select number from notices
            where state in ('sent', 'obsolete') and kind in {_LET_GO} and began_at < :before
            order by number limit :at_most)""",  # noqa: S608 # our own words
            {"before": sent_before, "at_most": at_most},
        )
        return arrived + sent
