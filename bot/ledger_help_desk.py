"""What the loop needs remembered of help desks, as protocols."""

from datetime import datetime
from typing import Protocol

from bot.message import Message


class LookAtHelpDesks(Protocol):
    """What can be read of help desks."""

    def help_desk_cursor(self, name: str) -> str | None:
        """Return where the next look into a help desk begins; None before the first one."""
        ...

    def messages_in_ticket(self, ticket: str) -> list[Message]:
        """Return what was put in a ticket and may stand there, first approved first."""
        ...


class TurnOfHelpDesks(LookAtHelpDesks, Protocol):
    """What a turn can remember of help desks."""

    def record_help_desk_cursor(self, name: str, cursor: str) -> None:
        """Remember where the next look into a help desk begins."""
        ...

    def hear_ticket_reply(self, reply_id: str, *, now: datetime) -> bool:
        """Remember that a reply was heard; False when it was before, by whomever."""
        ...
