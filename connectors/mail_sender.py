"""Approved messages leave as mail: a `bot.engine.delivery.Sender` over SMTP."""

from collections.abc import Callable

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.fate import why_of
from bot.mail import Mail, MailMalformed, NothingToSend
from bot.notice import Notice
from connectors.smtp import MailNotSent, MailRefused, MailUncertain, Smtp


class MailSender:
    """Sends a notice as the mail that `compose` makes of it; without a mail server, it waits."""

    def __init__(self, smtp: Smtp | None, compose: Callable[[Notice], Mail]) -> None:
        self._smtp = smtp
        self._compose = compose

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
        return _sent(self._smtp, mail, before_data)

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Before DATA nothing arrived; after it nobody can know without the company's mailbox."""
        if past_return:
            return Uncertain(f"{notice.id} may have arrived", can_be_known=False)
        return NotSent("interrupted before DATA")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell that no mail may be sent twice."""
        del notice
        return False


def _sent(smtp: Smtp, mail: Mail, before_data: Callable[[], None]) -> Outcome:
    try:
        smtp.send(mail, on_data=before_data)
    except MailRefused as refused:
        return _refused(refused)
    except MailNotSent as not_sent:
        return NotSent(not_sent.reason)
    except MailUncertain as uncertain:
        return Uncertain(uncertain.reason, can_be_known=False)
    return Sent({})


def _refused(refused: MailRefused) -> Refused | NotSent:
    if not refused.permanent:
        return NotSent(refused.reason)
    if refused.by_reader:
        return Refused(refused.reason, by_customer=True, fate_why=why_of(refused.status))
    return Refused(refused.reason)
