"""When something changed in the help desk: what customers wrote there comes in, page by page."""

import threading
from collections import Counter
from datetime import timedelta

import structlog

from bot.again import again
from bot.engine.mishap import log_mishap
from bot.help_desk import ChangedTicket, Changes, HelpDesk, HelpDeskSilent
from bot.ticket_back import TicketBack, take_ticket
from handlers.clock import machine_now
from handlers.desk import Desk

log = structlog.get_logger()

# Zendesk exports what is a minute old, and bears ten such looks a minute.
LOOK_EVERY = timedelta(minutes=1)
# A silent help desk is asked less and less often, up to this.
_REST_AT_MOST = timedelta(minutes=15)
# A ticket that cannot be taken in is tried so often; then it is left, and the log says so.
_TRIES = 5


class HelpDeskWatch:
    """Looks through the help desk in a thread of its own, until it is stopped."""

    def __init__(self, desk: Desk, help_desk: HelpDesk) -> None:
        self._desk = desk
        self._help_desk = help_desk
        self._stopping = threading.Event()
        self._looking = threading.Lock()
        self._failures: Counter[str] = Counter()
        self._thread = threading.Thread(
            target=self._look_until_stopped, name="boucle-help-desk", daemon=True
        )

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what is being read is read again after the next start."""
        self._stopping.set()

    def look(self) -> int:
        """Take in what changed since the last look; return how many tickets that were.

        The place is kept only once all of a page is in: whoever dies between reads it again, and
        nothing is taken twice. Raises `HelpDeskSilent`.
        """
        with self._looking:
            seen = 0
            while not self._stopping.is_set():
                changes = self._next()
                left = [one for one in changes.tickets if not self._take(one)]
                if left:
                    raise HelpDeskSilent(f"{len(left)} tickets not taken in")
                again(lambda page=changes: self._keep_place(page))  # type: ignore[misc]
                seen += len(changes.tickets)
                if changes.is_all:
                    break
            return seen

    def _next(self) -> Changes:
        with self._desk.ledger.look() as look:
            cursor = look.help_desk_cursor(self._help_desk.name)
        if cursor:
            return self._help_desk.after(cursor)
        return self._help_desk.begin(since=machine_now())

    def _keep_place(self, changes: Changes) -> None:
        with self._desk.ledger.turn() as turn:
            turn.record_help_desk_cursor(self._help_desk.name, changes.cursor)

    def _take(self, ticket: ChangedTicket) -> bool:
        """Take one ticket in; False when it has to be tried again."""
        desk = self._desk
        try:
            with desk.ledger.look() as look:
                was_answered = bool(look.messages_in_ticket(ticket.first))
            replies = self._help_desk.replies(ticket) if was_answered else []

            def turn_loop() -> Counter[TicketBack]:
                with desk.ledger.turn() as turn:
                    return take_ticket(
                        turn, ticket, replies, desk.reader, desk.journey, now=desk.now()
                    )

            taken = again(turn_loop)
        except HelpDeskSilent:
            raise
        except Exception as error:  # noqa: BLE001 # a bug in one ticket must not block the others
            self._failures[ticket.number] += 1
            is_given_up = self._failures[ticket.number] >= _TRIES
            log_mishap("ticket not taken in", error, ticket=ticket.number, given_up=is_given_up)
            return is_given_up
        self._failures.pop(ticket.number, None)
        for how, many in taken.items():
            log.info("ticket taken in", ticket=ticket.number, how=how, many=many)
        if taken:
            desk.wake()
        return True

    def _look_until_stopped(self) -> None:
        rest = LOOK_EVERY
        while not self._stopping.is_set():
            try:
                self.look()
                rest = LOOK_EVERY
            except HelpDeskSilent as silent:
                log.warning("help desk silent", desk=self._help_desk.name, why=silent.reason)
                asked = timedelta(seconds=silent.wait or 0.0)
                rest = min(max(2 * rest, asked), _REST_AT_MOST)
            except Exception as error:  # noqa: BLE001 # looked through again; the thread must live
                log_mishap("help desk not read", error)
            self._stopping.wait(rest.total_seconds())
