"""The ways to customers other than mail, as the settings open them."""

from collections.abc import Callable

from bot.engine.delivery import Sender
from bot.help_desk import HelpDesk
from bot.message import Way
from bot.notice import Notice
from bot.reply import Reply
from bot.settings import LIKE_WEBHOOK_KEY, Settings, SettingWrong
from connectors.http_address import AddressWrong
from connectors.webhook import Webhook, WebhookSender
from connectors.zendesk import Zendesk
from connectors.zendesk_reader import ZendeskReader
from connectors.zendesk_sender import ZendeskSender

LIKE_ZENDESK = "https://agent@company.example:token@company.zendesk.com"
LIKE_WEBHOOK = "https://replies.company.example/boucle"

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

        def to_zendesk(compose: _Compose, place: _Place) -> Sender:
            return ZendeskSender(self.zendesk, compose, place)

        def to_webhook(compose: _Compose, place: _Place) -> Sender:
            del place  # nothing can be looked up there
            return WebhookSender(self.webhook, compose)

        return {"zendesk": to_zendesk, "webhook": to_webhook}

    def help_desk(self) -> HelpDesk | None:
        """Return the help desk to read from, None without one."""
        return ZendeskReader(self.zendesk) if self.zendesk else None

    def close(self) -> None:
        """Let go of the connections."""
        for connection in (self.zendesk, self.webhook):
            if connection is not None:
                connection.close()


def _zendesk(settings: Settings, *, timeout: float) -> Zendesk | None:
    if settings.boucle_zendesk is None:
        return None
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
    address = settings.boucle_webhook.get_secret_value()
    try:
        return Webhook(address, keys, timeout=timeout, machine_now=machine_now)
    except AddressWrong as wrong:
        raise SettingWrong("BOUCLE_WEBHOOK", LIKE_WEBHOOK) from wrong
