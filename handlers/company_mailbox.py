"""When mail comes back: the company's mailbox is looked through, a mail at a time."""

import threading
import time
from datetime import timedelta

import structlog

from bot.again import again
from bot.engine.mishap import log_mishap
from bot.mail import envelope_address
from bot.mail_back import Knowledge, MailBack, take_mail
from bot.received_mail import ArrivedMail, Mailbox, MailboxPlace, MailboxSilent, Unreadable
from handlers.desk import Desk
from handlers.http.links import mail_key

log = structlog.get_logger()

# A silent server is asked less and less often, up to this.
_REST_AT_MOST = timedelta(minutes=15)
# What somebody took out of the mailbox while it was read is theirs.
_GONE = "gone"


class CompanyMailbox:
    """Looks through the mailbox in a thread of its own, until it is stopped."""

    def __init__(self, desk: Desk, mailbox: Mailbox) -> None:
        self._desk = desk
        self._mailbox = mailbox
        self._stopping = threading.Event()
        self._looking = threading.Lock()
        self._thread = threading.Thread(
            target=self._look_until_stopped, name="boucle-mailbox", daemon=True
        )

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what is being read is read again after the next start."""
        self._stopping.set()

    def join(self, *, until: float) -> None:
        """Let what is being read be finished, at most until then (`time.monotonic`)."""
        self._thread.join(max(0.0, until - time.monotonic()))

    def look(self) -> int:
        """Take in what came since the last look, and return how many. Raises `MailboxSilent`."""
        with self._looking:
            today = self._desk.now().date()
            with self._desk.ledger.look() as look:
                place = look.mailbox_place(self._mailbox.name)
            if place is None:
                begin = self._mailbox.begin(today=today)
                again(lambda: self._begin(begin))
                return 0
            taken = 0
            for arrived in self._mailbox.after(place, today=today):
                if self._stopping.is_set():
                    break
                self._take_or_hold(arrived)
                taken += 1
            return taken

    def _begin(self, place: MailboxPlace) -> None:
        with self._desk.ledger.turn() as turn:
            turn.begin_mailbox(self._mailbox.name, place)

    def _take_or_hold(self, arrived: ArrivedMail) -> None:
        """Take a mail in; one that cannot be is held for a lead, and holds up no other."""
        try:
            taken = again(lambda: self._take(arrived))
        except Exception as error:  # noqa: BLE001 # a bug in one mail must not block the others
            log_mishap("mail not taken in", error)
            why = type(error).__name__
            taken = again(lambda: self._hold(arrived, why))
        if taken is not None:
            self._desk.tally.mail(taken)
            log.info("mail taken in", taken=taken)
        self._desk.wake()

    def _take(self, arrived: ArrivedMail) -> MailBack | None:
        if isinstance(arrived.mail, Unreadable):
            return self._hold(arrived, arrived.mail.why)
        desk, now = self._desk, self._desk.now()
        own = envelope_address(desk.settings.boucle_mail_from) or ""
        known = Knowledge(mail_key(desk.settings), own, desk.reader, desk.journey)
        with desk.ledger.turn() as turn:
            if not turn.pass_mail(self._mailbox.name, arrived.place, arrived.digest, now=now):
                return None
            return take_mail(turn, arrived.mail, known, now=now)

    def _hold(self, arrived: ArrivedMail, why: str) -> MailBack | None:
        now = self._desk.now()
        with self._desk.ledger.turn() as turn:
            if not turn.pass_mail(self._mailbox.name, arrived.place, arrived.digest, now=now):
                return None
            if why == _GONE:
                return None
            turn.hold_mail(why, now=now)
            return "unread"

    def _look_until_stopped(self) -> None:
        every = rest = self._mailbox.look_every
        while not self._stopping.is_set():
            try:
                while self.look():  # until nothing is left
                    pass
                rest = every
            except MailboxSilent as silent:
                log.warning("mailbox silent", why=silent.reason)
                rest = min(2 * rest, _REST_AT_MOST)
            except Exception as error:  # noqa: BLE001 # looked through again; the thread must live
                log_mishap("mailbox not read", error)
            self._stopping.wait(rest.total_seconds())
