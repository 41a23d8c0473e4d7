"""Zendesk as it is read: its incremental export of tickets, and the audits of those we answered.

The export (https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/)
returns each ticket that changed, with a cursor for the next look; it takes an admin's token, ten
requests a minute, and a beginning that is at least a minute ago.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.help_desk import ChangedTicket, Changes, HelpDeskSilent, TicketReply
from connectors.http_answers import NotDone
from connectors.zendesk import MARK, Zendesk, ZendeskKeyRefused, ZendeskRefused, first_of

T = TypeVar("T")

_CHANGES = "incremental/tickets/cursor.json"
# The newest minute is not exported yet.
_NOT_YET = 61
# Where nothing was read yet there is no cursor of Zendesk's, but a beginning.
_SINCE = "since:"
# A rating says good or bad: the ends of the scale of satisfaction.
_SCORES = {"good": 5, "bad": 1}


class ZendeskReader:
    """Reads one company's Zendesk; nothing in it is changed."""

    def __init__(self, zendesk: Zendesk) -> None:
        self._zendesk = zendesk

    @property
    def name(self) -> str:
        """Return what tells it from other help desks: "zendesk:company.zendesk.com"."""
        return f"zendesk:{self._zendesk.host}"

    def begin(self, *, since: float) -> Changes:
        """Return the first page of what changed after a machine time. Raises `HelpDeskSilent`."""
        return self.after(f"{_SINCE}{int(since) - _NOT_YET}")

    def after(self, cursor: str) -> Changes:
        """Return the page after a cursor. Raises `HelpDeskSilent`."""
        if cursor.startswith(_SINCE):
            return self._changes(cursor, start_time=cursor.removeprefix(_SINCE))
        return self._changes(cursor, cursor=cursor)

    def replies(self, ticket: ChangedTicket) -> list[TicketReply]:
        """Return what its customer wrote after our messages, in order. Raises `HelpDeskSilent`."""
        path = f"tickets/{ticket.number}/audits.json"
        try:
            audits = _asked(lambda: list(self._zendesk.pages(path, "audits")))
        except ZendeskRefused:
            return []  # it was deleted since
        return list(_replies_in(audits, ticket.requester))

    def _changes(self, place: str, **query: str) -> Changes:
        try:
            page = _asked(lambda: self._zendesk.get(_CHANGES, include="users", **query))
        except ZendeskRefused as refused:
            raise HelpDeskSilent(refused.reason) from refused
        users = {user.get("id"): user for user in page.get("users") or ()}
        tickets = [_changed(one, users) for one in page.get("tickets") or ()]
        # Without a cursor (nothing has changed yet) the next look begins where this one did.
        cursor = str(page.get("after_cursor") or place)
        return Changes(tickets, cursor, is_all=bool(page.get("end_of_stream", True)))


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except NotDone as not_done:
        raise HelpDeskSilent(not_done.reason, wait=not_done.wait) from not_done
    except ZendeskKeyRefused as refused:
        raise HelpDeskSilent(f"{refused} (reading takes an admin's token)") from refused


def _replies_in(audits: list[Mapping[str, Any]], requester: int) -> Iterator[TicketReply]:
    """Yield the customer's public comments, each with the mark of our last one before it."""
    key = ""
    for audit in audits:
        marked = ((audit.get("metadata") or {}).get("custom") or {}).get(MARK)
        key = str(marked) if marked else key
        for event in audit.get("events") or ():
            is_theirs = event.get("type") == "Comment" and event.get("public")
            author = event.get("author_id") or audit.get("author_id")
            if key and not marked and is_theirs and author == requester:
                yield TicketReply(
                    id=str(event.get("id")),
                    key=key,
                    # Its plain text keeps one sign of the HTML it was made from.
                    text=str(event.get("plain_body") or "").replace("&nbsp;", " "),
                    written_at=datetime.fromisoformat(str(audit["created_at"])),
                    attachments=len(event.get("attachments") or ()),
                )


def _changed(ticket: Mapping[str, Any], users: Mapping[Any, Mapping[str, Any]]) -> ChangedTicket:
    number, requester = str(ticket["id"]), int(ticket.get("requester_id") or 0)
    user = users.get(requester) or {}
    # What an agent opened in a customer's name is not the customer's word.
    is_theirs = ticket.get("submitter_id") == requester and user.get("role") == "end-user"
    status = ticket.get("status")
    is_there = status != "deleted"
    is_waiting = status not in ("solved", "closed", "deleted")
    return ChangedTicket(
        number=number,
        requester=requester,
        first=first_of(ticket.get("external_id")) or number,
        opened=_opened(ticket, user) if is_theirs and is_waiting else None,
        rated=_rated(ticket, user) if is_there else None,
    )


def _opened(ticket: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    parts = [str(ticket.get(name) or "").strip() for name in ("subject", "description")]
    # Who writes no subject gets the first words of the description as one.
    is_own = parts[0] and not parts[1].startswith(parts[0].rstrip("….")[:40])
    return {
        "id": str(ticket["id"]),
        "text": "\n\n".join(parts) if is_own else parts[1],
        "happened_at": str(ticket.get("created_at")),
        "channel": "ticket",
        **_customer(ticket, user),
    }


def _rated(ticket: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any] | None:
    rating = ticket.get("satisfaction_rating") or {}
    score = _SCORES.get(str(rating.get("score")))
    if score is None:
        return None
    return {
        "id": f"{ticket['id']}-rating",
        "text": str(rating.get("comment") or ""),
        "score": score,
        "scale": "csat",
        "moment": "end",
        "channel": "survey",
        **_customer(ticket, user),
    }


def _customer(ticket: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    known = {
        "customer_name": user.get("name"),
        "customer_email": user.get("email"),
        "customer_phone": user.get("phone"),
    }
    own_id = user.get("external_id") or f"zendesk-{user.get('id')}"
    return {
        "customer_id": str(own_id),
        "ticket_id": str(ticket["id"]),
        **{name: str(value) for name, value in known.items() if value},
    }
