"""Replies leave by a signed webhook, as Standard Webhooks defines it; each is taken once."""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from bot.customer import Customer
from bot.engine.delivery import NotSent, Outcome, Refused, Sent, Uncertain
from bot.message import Message
from bot.notice import Notice
from bot.reply import Reply, key_of
from bot.settings import SettingWrong, settings_of
from bot.verbatim import Verbatim
from bot.webhook_signature import SecretWrong, is_signed, read_secrets, sign
from connectors.http_address import AddressWrong
from connectors.reply_senders import ReplyConnections
from connectors.webhook import Webhook, WebhookSender, body_of
from tests.webhook_receiver import SECRET, Receiver, webhook_receiver

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
NOTICE = Notice("webhook:7", "mail", "webhook:7", case_id=31, about={"message": 7})
OTHER = "whsec_" + b64encode(b"another secret, of 32 bytes here").decode()
MACHINE_TIME = 1_700_000_000.9
HANDBOOK = Path(__file__).parents[1] / "docs" / "ways.md"


def reply(*, is_public: bool = False) -> Reply:
    message = Message(
        31,
        "answer",
        "webhook",
        "fr",
        "Bonjour Ines, c’est réglé.",
        "U1",
        NOW,
        to="google_reviews/r-12",
        subject="Votre retour",
        signed="Ana, Facturation",
        promised_on=date(2026, 11, 27),
        id=7,
    )
    verbatim = Verbatim(
        "google_reviews", "r-12", NOW, NOW, "review", text="Aïe", url="https://avis.example/12"
    )
    customer = Customer("ines", name="Ines", email="ines@exemple.example")
    sender = "Ana, Facturation · Vélo Libre"
    return Reply(
        key_of(message),
        message,
        message.text,
        sender,
        "Vélo Libre",
        verbatim,
        customer,
        is_public=is_public,
    )


@dataclass
class Office:
    receiver: Receiver
    webhook: Webhook

    def send(self) -> Outcome:
        sender = WebhookSender(self.webhook, lambda _: reply())
        return sender.send(NOTICE, point_of_no_return=lambda: True)


@pytest.fixture
def office() -> Iterator[Office]:
    with webhook_receiver() as receiver:
        webhook = Webhook(
            receiver.url, read_secrets(SECRET), timeout=0.5, machine_now=lambda: MACHINE_TIME
        )
        yield Office(receiver, webhook)
        webhook.close()


def test_a_reply_arrives_signed_with_all_that_a_receiver_needs(office: Office) -> None:
    outcome = office.send()

    assert outcome == Sent({})
    (body,) = office.receiver.taken.values()
    assert list(office.receiver.taken) == [key_of(reply().message)]
    assert body["data"]["text"] == "Bonjour Ines, c’est réglé."
    assert body["data"]["in_reply_to"]["id"] == "r-12"
    assert body["data"]["customer"]["email"] == "ines@exemple.example"


def test_the_signature_is_that_of_the_standard() -> None:
    key = b64decode(SECRET.removeprefix("whsec_"))
    wanted = hmac.new(key, b"msg_1.1700000000.{}", sha256).digest()

    assert sign(read_secrets(SECRET), "msg_1", "1700000000", b"{}") == (
        f"v1,{b64encode(wanted).decode()}"
    )


def test_under_a_public_review_no_name_and_no_address_is_given_away() -> None:
    assert "ines" not in body_of(reply(is_public=True)).decode().replace("Ines, c’est", "").lower()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (200, Sent({})),
        (202, Sent({})),
        (409, Sent({})),
        (429, NotSent("HTTP 429", wait=1.0)),
        (301, NotSent("HTTP 301: another address answers")),
        (307, NotSent("HTTP 307: another address answers")),
        (401, NotSent("HTTP 401: look at BOUCLE_WEBHOOK_SECRET")),
        (500, Uncertain("HTTP 500")),
        (503, Uncertain("HTTP 503")),
        ("drop_before", Uncertain("RemoteProtocolError")),
        ("drop_after", Uncertain("RemoteProtocolError")),
        (400, Refused("HTTP 400", by_customer=True, fate_why="other")),
        (410, Refused("HTTP 410", by_customer=True, fate_why="other")),
        (422, Refused("HTTP 422", by_customer=True, fate_why="other")),
    ],
)
def test_each_answer_of_the_receiver_is_told_apart(
    office: Office, answer: int | str, expected: Outcome
) -> None:
    office.receiver.answers = [answer]

    assert office.send() == expected
    assert len(office.receiver.tries) == 1, "no redirect is followed"


@pytest.mark.parametrize("says_conflict", [True, False])
def test_what_is_sent_again_in_doubt_is_taken_once(
    office: Office,
    says_conflict: bool,  # noqa: FBT001 # of pytest
) -> None:
    office.receiver.says_conflict = says_conflict
    office.receiver.answers = ["drop_after"]

    first, second = office.send(), office.send()

    assert isinstance(first, Uncertain)
    assert second == Sent({})
    assert len(set(office.receiver.tries)) == 1
    assert len(office.receiver.taken) == 1


def test_while_a_secret_changes_both_are_good() -> None:
    both = read_secrets(f"{SECRET} {OTHER}")
    header = sign(both, "m", "1", b"x")

    assert is_signed(read_secrets(OTHER), header, "m", "1", b"x")
    assert is_signed(read_secrets(SECRET), header, "m", "1", b"x")
    assert is_signed(both, sign(read_secrets(OTHER), "m", "1", b"x"), "m", "1", b"x")


@pytest.mark.parametrize(
    ("header", "name", "timestamp", "body"),
    [
        ("", "m", "1", b"x"),
        ("v1,", "m", "1", b"x"),
        ("v2,{}", "m", "1", b"x"),
        ("{}", "n", "1", b"x"),
        ("{}", "m", "2", b"x"),
        ("{}", "m", "1", b"y"),
        ("v1,é", "m", "1", b"x"),
    ],
)
def test_what_was_changed_is_not_signed(
    header: str, name: str, timestamp: str, body: bytes
) -> None:
    good = sign(read_secrets(SECRET), "m", "1", b"x")
    given = header.format(good.removeprefix("v1,") if header.startswith("v2") else good)

    assert not is_signed(read_secrets(SECRET), given, name, timestamp, body)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_é", "whsec_c2hvcnQ=", "s3cret" * 9])
def test_a_secret_that_is_none_is_refused_and_never_shown(secret: str) -> None:
    with pytest.raises(SecretWrong) as wrong:
        read_secrets(secret)

    assert (
        not secret or secret.removeprefix("whsec_") not in str(wrong.value) or secret == "whsec_"
    )


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"boucle_webhook": "https://a.example/b"}, "BOUCLE_WEBHOOK_SECRET"),
        (
            {"boucle_webhook": "http://a.example/b", "boucle_webhook_secret": SECRET},
            "BOUCLE_WEBHOOK",
        ),
        ({"boucle_webhook_secret": "secret"}, "BOUCLE_WEBHOOK_SECRET"),
        ({"boucle_zendesk": "https://a.zendesk.com"}, "BOUCLE_ZENDESK"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(
    given: dict[str, str], name: str
) -> None:
    settings = settings_of(**given)

    with pytest.raises(SettingWrong) as wrong:
        ReplyConnections(settings, timeout=1, machine_now=lambda: 0.0)

    assert wrong.value.name == name
    assert "a.example" not in str(wrong.value)
    assert SECRET not in str(wrong.value)


def test_an_address_without_tls_is_refused() -> None:
    with pytest.raises(AddressWrong):
        Webhook("http://replies.example", (), timeout=1, machine_now=lambda: 0.0)


def test_what_a_receiver_gets_is_what_the_page_says() -> None:
    example = re.search(
        r"```json\n(\{\n  \"type\": \"message.approved\".*?)```", HANDBOOK.read_text(), re.DOTALL
    )

    assert example is not None
    said, sent = (
        httpx.Response(200, text=example[1]).json(),
        httpx.Response(200, content=body_of(reply())).json(),
    )
    assert said.keys() == sent.keys()
    assert said["data"].keys() == sent["data"].keys()
    assert said["data"]["in_reply_to"].keys() == sent["data"]["in_reply_to"].keys()
    assert said["data"]["customer"].keys() == sent["data"]["customer"].keys()
