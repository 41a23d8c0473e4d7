"""Approved messages leave as mail: a `bot.engine.delivery.Sender` over SMTP."""

from collections.abc import Callable

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.fate import why_of
from bot.mail import Mail, MailMalformed, NothingToSend
from bot.notice import Notice
from bot.received_mail import Mailbox, MailboxSilent
from connectors.smtp import MailNotSent, MailRefused, MailUncertain, Smtp


class MailSender:
    """Sends a notice as the mail that `compose` makes of it; without a mail server, it waits."""

    def __init__(
        self,
        smtp: Smtp | None,
        compose: Callable[[Notice], Mail],
        *,
        message_id: Callable[[Notice], str] | None = None,
        mailbox: Mailbox | None = None,
    ) -> None:
        """`mailbox` is where copies of what was sent may lie, looked up by `message_id`."""
        self._smtp = smtp
        self._compose = compose
        self._message_id = message_id
        self._mailbox = mailbox
        self._keeps_copies = mailbox is not None and mailbox.keeps_copies

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Send one mail; the moment before DATA is remembered first."""
        if self._smtp is None:
            return NotSent("BOUCLE_SMTP is not set", wait=60.0)

        def before_data() -> None:
            if not point_of_no_return():
                raise MailNotSent("another process took over")

        try:
            mail = self._compose(notice)
        except NothingToSend:
            return Obsolete()
        except MailMalformed as fault:
            return Refused(str(fault))
        return _sent(self._smtp, mail, before_data, can_be_known=self._keeps_copies)

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Before DATA nothing arrived; after it the company's own copy tells, where it has one."""
        if not past_return:
            return NotSent("interrupted before DATA")
        if self._mailbox is None or self._message_id is None:
            return Uncertain(f"{notice.id} may have arrived", can_be_known=False)
        try:
            has_sent = self._mailbox.has_sent(self._message_id(notice))
        except MailboxSilent as silent:
            return Uncertain(silent.reason)
        if has_sent is None:
            return Uncertain(f"{notice.id} may have arrived", can_be_known=False)
        return Sent({}) if has_sent else NotSent("no copy of it was kept")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell that no mail may be sent twice."""
        del notice
        return False


def _sent(
    smtp: Smtp, mail: Mail, before_data: Callable[[], None], *, can_be_known: bool
) -> Outcome:
    try:
        smtp.send(mail, on_data=before_data)
    except MailRefused as refused:
        return _refused(refused)
    except MailNotSent as not_sent:
        return NotSent(not_sent.reason)
    except MailUncertain as uncertain:
        return Uncertain(uncertain.reason, can_be_known=can_be_known)
    return Sent({})


def _refused(refused: MailRefused) -> Refused | NotSent:
    if not refused.permanent:
        return NotSent(refused.reason)
    if refused.by_reader:
        return Refused(refused.reason, by_customer=True, fate_why=why_of(refused.status))
    return Refused(refused.reason)
