"""The ways to customers other than mail, as the settings open them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.engine.delivery import NotSent, Sender, Uncertain
from bot.help_desk import HelpDesk
from bot.message import Way
from bot.notice import Notice
from bot.reply import Reply
from bot.settings import LIKE_WEBHOOK_KEY, Settings, SettingWrong
from connectors.http_address import AddressWrong

# A company without them need not wait until they are loaded.
if TYPE_CHECKING:
    from connectors.webhook import Webhook
    from connectors.zendesk import Zendesk

LIKE_ZENDESK = "https://agent@company.example:token@company.zendesk.com"
LIKE_WEBHOOK = "https://replies.company.example/boucle"
# Seconds: who sets it starts the bot anew.
_LOOK_AGAIN = 60.0

_Compose = Callable[[Notice], Reply]
_Place = Callable[[Notice], tuple[str, str]]


class ReplyConnections:
    """The systems that take replies; what the settings do not name is None, and replies wait."""

    def __init__(
        self, settings: Settings, *, timeout: float, machine_now: Callable[[], float]
    ) -> None:
        """`timeout` is how many seconds each may stay silent. Raises `SettingWrong`."""
        self.zendesk = _zendesk(settings, timeout=timeout)
        self.webhook = _webhook(settings, timeout=timeout, machine_now=machine_now)

    def senders(self) -> dict[Way, Callable[[_Compose, _Place], Sender]]:
        """Return what makes a sender of each way."""
        return {"zendesk": self._to_zendesk, "webhook": self._to_webhook}

    def _to_zendesk(self, compose: _Compose, place: _Place) -> Sender:
        if self.zendesk is None:
            return NotConnected("BOUCLE_ZENDESK", may_repeat=False)
        from connectors.zendesk_sender import ZendeskSender

        return ZendeskSender(self.zendesk, compose, place)

    def _to_webhook(self, compose: _Compose, place: _Place) -> Sender:
        del place  # nothing can be looked up there
        if self.webhook is None:
            return NotConnected("BOUCLE_WEBHOOK", may_repeat=True)
        from connectors.webhook import WebhookSender

        return WebhookSender(self.webhook, compose)

    def help_desk(self) -> HelpDesk | None:
        """Return the help desk to read from, None without one."""
        if self.zendesk is None:
            return None
        from connectors.zendesk_reader import ZendeskReader

        return ZendeskReader(self.zendesk)

    def close(self) -> None:
        """Let go of the connections."""
        for connection in (self.zendesk, self.webhook):
            if connection is not None:
                connection.close()


class NotConnected:
    """Lets replies wait for a system that the settings do not name (any more)."""

    def __init__(self, setting: str, *, may_repeat: bool) -> None:
        self._why = f"{setting} is not set"
        self._may_repeat = may_repeat

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> NotSent:
        """Leave it for later; nothing is remembered."""
        del notice, point_of_no_return
        return NotSent(self._why, wait=_LOOK_AGAIN)

    def find(self, notice: Notice, *, past_return: bool) -> NotSent | Uncertain:
        """Tell what can be told without asking: whether its sending had begun."""
        del notice
        if past_return and not self._may_repeat:
            return Uncertain(self._why, wait=_LOOK_AGAIN)
        return NotSent("interrupted before it left, or to be sent again")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell whether that system takes the same message once."""
        del notice
        return self._may_repeat


def _zendesk(settings: Settings, *, timeout: float) -> Zendesk | None:
    if settings.boucle_zendesk is None:
        return None
    from connectors.zendesk import Zendesk

    try:
        return Zendesk(settings.boucle_zendesk.get_secret_value(), timeout=timeout)
    except AddressWrong as wrong:
        raise SettingWrong("BOUCLE_ZENDESK", LIKE_ZENDESK) from wrong


def _webhook(
    settings: Settings, *, timeout: float, machine_now: Callable[[], float]
) -> Webhook | None:
    keys = settings.webhook_keys()
    if settings.boucle_webhook is None:
        return None
    if not keys:
        raise SettingWrong("BOUCLE_WEBHOOK_SECRET", LIKE_WEBHOOK_KEY)
    from connectors.webhook import Webhook

    address = settings.boucle_webhook.get_secret_value()
    try:
        return Webhook(address, keys, timeout=timeout, machine_now=machine_now)
    except AddressWrong as wrong:
        raise SettingWrong("BOUCLE_WEBHOOK", LIKE_WEBHOOK) from wrong
