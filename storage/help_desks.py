"""Up to where help desks were read, and which replies in tickets were heard."""

from datetime import datetime

from bot.message import Message
from storage.database import Row, Transaction
from storage.rows import instant, message_from


class LookedUpHelpDesks:
    """What can be read of it in one open transaction."""

    _db: Transaction

    def help_desk_cursor(self, name: str) -> str | None:
        """Return where the next look into a help desk begins; None before the first one."""
        rows = self._db.query("select * from help_desks where name = :name", {"name": name})
        return str(rows[0]["cursor"]) if rows else None

    def messages_in_ticket(self, ticket: str) -> list[Message]:
        """Return what was put in a ticket and may stand there, first approved first."""
        rows = self._db.query(
            """select * from messages where way = 'zendesk' and "to" = :ticket
            and held_back_at is null order by id""",
            {"ticket": ticket},
        )
        return [message_from(row) for row in rows]


class StoredHelpDesks(LookedUpHelpDesks):
    """What one open transaction can remember of it."""

    def record_help_desk_cursor(self, name: str, cursor: str) -> None:
        """Remember where the next look into a help desk begins."""
        row: Row = {"name": name, "cursor": cursor}
        self._db.put("help_desks", row, key=("name",))

    def hear_ticket_reply(self, reply_id: str, *, now: datetime) -> bool:
        """Remember that a reply was heard; False when it was before, by whomever."""
        row: Row = {"id": reply_id, "heard_at": instant(now)}
        return self._db.insert_new("ticket_replies_heard", row)
