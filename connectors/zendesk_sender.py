"""Approved messages leave as comments in tickets: a `bot.engine.delivery.Sender` over Zendesk."""

from collections.abc import Callable

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.mail import NothingToSend
from bot.notice import Notice
from bot.reply import Reply
from connectors.http_answers import InDoubt, NotDone
from connectors.zendesk import Ticket, Zendesk, ZendeskKeyRefused, ZendeskRefused


class ZendeskSender:
    """Puts a reply in its ticket.

    `compose` makes the reply of a notice, or raises `NothingToSend`; `place` returns its ticket
    and its mark, whatever has become of it.
    """

    def __init__(
        self,
        zendesk: Zendesk,
        compose: Callable[[Notice], Reply],
        place: Callable[[Notice], tuple[str, str]],
    ) -> None:
        self._zendesk = zendesk
        self._compose = compose
        self._place = place

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Comment once; the moment before is remembered first."""
        try:
            reply = self._compose(notice)
            place = _place_of(self._zendesk, reply)
            if not point_of_no_return():
                return NotSent("another process took over")
            return _comment(self._zendesk, reply, place)
        except NothingToSend:
            return Obsolete()
        except ZendeskRefused as refused:
            return Refused(refused.reason, by_customer=True, fate_why=refused.why)
        except ZendeskKeyRefused as refused:
            return NotSent(str(refused))
        except NotDone as not_done:
            return NotSent(not_done.reason, not_done.wait)
        except InDoubt as doubt:
            return Uncertain(doubt.reason)

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Look for our mark in the ticket; before the comment was sent nothing arrived."""
        if not past_return:
            return NotSent("interrupted before the comment")
        ticket, mark = self._place(notice)
        try:
            has_arrived = _has_arrived(self._zendesk, ticket, mark=mark)
        except ZendeskRefused as gone:
            return NotSent(gone.reason)  # sending it tells why
        except ZendeskKeyRefused as refused:
            return Uncertain(str(refused))
        except NotDone as not_done:
            return Uncertain(not_done.reason, wait=not_done.wait)
        return Sent({}) if has_arrived else NotSent("not in the ticket")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell that no comment may stand twice."""
        del notice
        return False


def _place_of(zendesk: Zendesk, reply: Reply) -> Ticket:
    """Return the ticket for a reply: that of the customer, or the last that goes on from it.

    Refuses one that was opened by somebody else than our customer.
    """
    ticket = zendesk.ticket(reply.message.to)
    email = (reply.customer.email if reply.customer else None) or ""
    known = (email.strip().lower(), ticket.requester_email.strip().lower())
    if all(known) and known[0] != known[1]:
        raise ZendeskRefused("the ticket is somebody else's", "somebody_else")
    return [ticket, *zendesk.follow_ups(ticket.number)][-1] if ticket.is_closed else ticket


def _comment(zendesk: Zendesk, reply: Reply, place: Ticket) -> Outcome:
    """Put a reply in its ticket, or where that is closed in one that goes on from it."""
    # "Pending" is Zendesk's word for a ticket that waits for the customer: a question does. What
    # else a ticket is, its agents decide.
    status = "pending" if reply.message.kind == "question" else None
    first, text, mark = reply.message.to, reply.text, reply.key
    try:
        if place.is_closed:
            zendesk.go_on(place, text, first=first, mark=mark, status=status)
        else:
            zendesk.comment(place.number, text, mark=mark, status=status)
    except ZendeskRefused as refused:
        if not place.is_closed and refused.why == "ticket_closed":
            return NotSent("closed meanwhile")  # the next try goes on from it
        if place.is_closed and refused.why == "other":
            raise ZendeskRefused(f"no follow-up: {refused.reason}", "ticket_closed") from refused
        raise
    return Sent({})


def _has_arrived(zendesk: Zendesk, ticket: str, *, mark: str) -> bool:
    if zendesk.has_comment(ticket, mark=mark):
        return True
    return any(zendesk.has_comment(one.number, mark=mark) for one in zendesk.follow_ups(ticket))
