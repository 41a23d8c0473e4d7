"""The settings of a company: from the environment and `.env`, read once at the start."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

from dotenv import dotenv_values

from bot.mail import envelope_address
from bot.message import Way
from bot.webhook_signature import SecretWrong, read_secrets


class SettingWrong(ValueError):
    """A setting cannot be used; `name` is its name in the environment, `wanted` what it takes."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name}: {wanted}")
        self.name = name
        self.wanted = wanted


@dataclass(frozen=True)
class Secret:
    """A setting that never prints; whoever needs it says so."""

    _text: str = field(repr=False)

    def get_secret_value(self) -> str:
        """Return what must not be shown."""
        return self._text


# What `openssl rand -hex 16` makes; what is shorter could be a password of a person.
_SHORTEST_KEY = 32
_MOST_KEYS = 2
LIKE_WEBHOOK_KEY = "whsec_… (openssl rand -base64 32)"
_LIKE_REPLIES = "bonjour+*@velolibre.example"
# As `bot.mail_ids` names the mail of a very late message.
_LONGEST_NAME = f"boucle.{10**9}.{'0' * 32}"
_LIKE_KEYS = "survey:0f3c…(32+) survey:9a41…(32+) shop:77d0…(32+)"

Address = Annotated[str, "without a slash at its end"]


@dataclass(frozen=True)
class Settings:
    """Every setting, with what it is when nobody says otherwise. Secrets never print."""

    slack_bot_token: Secret | None = None
    slack_app_token: Secret | None = None
    slack_signing_secret: Secret | None = None
    slack_api_url: Address = "https://slack.com/api"
    boucle_database: Secret = Secret("sqlite:///boucle.db")
    boucle_journey: Path = Path("journey.yaml")
    boucle_listen: str = "127.0.0.1:8701"
    boucle_url: Address = ""
    boucle_smtp: Secret | None = None
    boucle_mail_from: str = ""
    boucle_mail_replies: str = ""
    boucle_zendesk: Secret | None = None
    boucle_webhook: Secret | None = None
    boucle_webhook_secret: Secret | None = None
    boucle_imap: Secret | None = None
    boucle_secret: Secret | None = None
    boucle_intake_keys: Secret | None = None
    boucle_metrics_token: Secret | None = None
    boucle_semantic: Literal["auto", "on", "off"] = "auto"
    boucle_clock: Address = ""

    def listen_on(self) -> tuple[str, int]:
        """Return the host and port of the bot's own HTTP side. Raises `SettingWrong`."""
        host, _, port = self.boucle_listen.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise SettingWrong("BOUCLE_LISTEN", "127.0.0.1:8701")
        return host, int(port)

    def intake_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return the sources that have keys of their own, one or two each. Raises `SettingWrong`.

        Two, so that a sender can change from the old one to the new one at any moment.
        """
        return self._intake_keys

    def connected_ways(self) -> frozenset[Way]:
        """Return the ways by which messages leave by themselves; mail waits for its server."""
        zendesk: frozenset[Way] = frozenset({"zendesk"} if self.boucle_zendesk else ())
        webhook: frozenset[Way] = frozenset({"webhook"} if self.boucle_webhook else ())
        return zendesk | webhook | {"mail"}

    def webhook_keys(self) -> tuple[bytes, ...]:
        """Return the keys that sign what the webhook sends and hears; none without a secret.

        Raises `SettingWrong`.
        """
        if self.boucle_webhook_secret is None:
            return ()
        try:
            return read_secrets(self.boucle_webhook_secret.get_secret_value())
        except SecretWrong as wrong:
            raise SettingWrong("BOUCLE_WEBHOOK_SECRET", LIKE_WEBHOOK_KEY) from wrong

    def reply_address(self, named: str = _LONGEST_NAME) -> str:
        """Return where a customer answers a mail of that name ("boucle.7.0f3c…").

        "" where all answers go to `BOUCLE_MAIL_FROM`. Raises `SettingWrong`.
        """
        if not self.boucle_mail_replies:
            return ""
        before, star, after = self.boucle_mail_replies.partition("*")
        address = envelope_address(f"{before}{named}{after}")
        if not star or "@" in before or "*" in after or address is None:
            raise SettingWrong("BOUCLE_MAIL_REPLIES", _LIKE_REPLIES)
        return address

    def public_address(self) -> str:
        """Return where customers reach the bot: `BOUCLE_URL`, or where it listens."""
        return self.boucle_url or f"http://{self.boucle_listen}"

    @cached_property
    def _intake_keys(self) -> Mapping[str, tuple[str, ...]]:
        given = self.boucle_intake_keys
        keys: dict[str, tuple[str, ...]] = {}
        for pair in given.get_secret_value().replace(",", " ").split() if given else ():
            source, _, key = pair.partition(":")
            keys[source] = (*keys.get(source, ()), key)
            is_usable = source and len(key) >= _SHORTEST_KEY and key.isascii()
            if not is_usable or len(keys[source]) > _MOST_KEYS:
                raise SettingWrong("BOUCLE_INTAKE_KEYS", _LIKE_KEYS)
        return keys


def read_settings() -> Settings:
    """Read the environment, and for what it does not say `.env`; what is empty says nothing.

    Raises `SettingWrong` for the first that is wrong, `OSError` and `UnicodeDecodeError` for a
    file that cannot be read.
    """
    said = {**dotenv_values(".env"), **{name: text for name, text in os.environ.items() if text}}
    return settings_of(**{name.lower(): text for name, text in said.items() if text})


def settings_of(**given: object) -> Settings:
    """Return the settings of a company that says only this; what is no setting is passed over.

    Raises `SettingWrong` for the first that is wrong.
    """
    known = {each.name: each for each in fields(Settings)}
    # What each field takes is what `_taken` makes of it.
    taken = {name: _taken(known[name], one) for name, one in given.items() if name in known}
    return Settings(**taken)  # type: ignore[arg-type]


def _taken(setting: Field[object], given: object) -> object:
    """Return what somebody wrote as the kind of thing that the setting is."""
    kind = setting.type
    if given is None or isinstance(given, Path | Secret):
        return given
    text = str(given)
    if kind in (Secret, Secret | None):
        return Secret(text)
    if get_origin(kind) is Literal and text not in get_args(kind):
        *others, last = (f"'{each}'" for each in get_args(kind))
        raise SettingWrong(setting.name.upper(), f"{', '.join(others)} or {last}")
    if kind is Path:
        return Path(text)
    return text.rstrip("/") if kind == Address else text
