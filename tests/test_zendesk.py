"""Replies leave as comments in Zendesk: once each, whatever the line and the help desk do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.customer import Customer
from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.mail import NothingToSend
from bot.message import Message, MessageKind, Way
from bot.notice import Notice
from bot.reply import Reply, key_of
from bot.settings import Settings
from bot.verbatim import Verbatim
from connectors.http_address import AddressWrong
from connectors.reply_senders import ReplyConnections
from connectors.zendesk import Zendesk, ZendeskKeyRefused, as_html
from connectors.zendesk_sender import ZendeskSender
from tests.helpdesk_server import TOKEN, USER, HelpDesk, StoredTicket, help_desk

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
NOTICE = Notice("zendesk:7", "mail", "zendesk:7", case_id=3, about={"message": 7})
TEXT = "Bonjour Ines,\n\nVoici : *tout* <b>est</b> {{ticket.id}} & réglé.\nhttps://velo.example/a?b=1&c=2"


@dataclass
class Office:
    """A sender, and the help desk it talks to."""

    desk: HelpDesk
    zendesk: Zendesk
    kind: MessageKind = "answer"
    email: str | None = "ines@exemple.example"
    may_go: bool = True
    number: int = 7
    passed: list[str] = field(default_factory=list)

    @property
    def sender(self) -> ZendeskSender:
        return ZendeskSender(self.zendesk, self.reply, lambda _: ("4711", key_of(self.message)))

    @property
    def message(self) -> Message:
        return Message(
            3, self.kind, "zendesk", "fr", TEXT, "U1", NOW, to="4711", signed="Ana", id=self.number
        )

    def reply(self, _: Notice) -> Reply:
        verbatim = Verbatim("zendesk", "4711", NOW, NOW, "ticket", text="Aïe")
        customer = Customer("ines", email=self.email)
        key = key_of(self.message)
        return Reply(
            key, self.message, TEXT, "Ana", "Vélo Libre", verbatim, customer, is_public=False
        )

    def send(self) -> Outcome:
        def passes() -> bool:
            self.passed.append("passed")
            return self.may_go

        return self.sender.send(NOTICE, point_of_no_return=passes)

    def find(self, *, past_return: bool = True) -> Outcome:
        return self.sender.find(NOTICE, past_return=past_return)


@pytest.fixture
def ticket(office: Office) -> StoredTicket:
    return office.desk.tickets[4711]


@pytest.fixture
def office() -> Iterator[Office]:
    with help_desk() as desk:
        desk.open_ticket(4711, email="Ines@Exemple.example", description="Aïe")
        zendesk = Zendesk(desk.url, timeout=0.5)
        yield Office(desk, zendesk)
        zendesk.close()


def test_a_reply_stands_in_the_ticket_letter_by_letter(
    office: Office, ticket: StoredTicket
) -> None:
    outcome = office.send()

    assert outcome == Sent({})
    assert ticket.public_comments[1:] == [as_html(TEXT)]
    assert ticket.status == "open", "what a ticket is, its agents decide"
    assert office.passed == ["passed"]


def test_nothing_in_a_reply_is_markup_or_a_placeholder() -> None:
    html = as_html(TEXT)

    assert "<b>" not in html
    assert "{{" not in html
    assert '<a href="https://velo.example/a?b=1&amp;c=2">' in html
    assert html.startswith("Bonjour Ines,<br><br>Voici")


def test_a_ticket_with_a_question_waits_for_the_customer(
    office: Office, ticket: StoredTicket
) -> None:
    office.kind = "question"

    office.send()

    assert ticket.status == "pending"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("429", NotSent("HTTP 429", wait=1.0)),
        ("409", NotSent("HTTP 409")),
        ("500", Uncertain("HTTP 500")),
        ("503", Uncertain("HTTP 503")),
        ("drop_before", Uncertain("RemoteProtocolError")),
        ("drop_after", Uncertain("RemoteProtocolError")),
        ("stall", Uncertain("ReadTimeout")),
        ("html", Uncertain("no JSON")),
    ],
)
def test_what_may_have_arrived_is_told_from_what_has_not(
    office: Office, fault: str, expected: Outcome
) -> None:
    office.desk.fail_next("PUT", fault)  # type: ignore[arg-type]

    assert office.send() == expected


@pytest.mark.parametrize("fault", ["429", "500", "503", "drop_before", "stall", "html"])
def test_before_the_comment_nothing_is_in_doubt(office: Office, fault: str) -> None:
    office.desk.fail_next("GET", fault)  # type: ignore[arg-type]

    outcome = office.send()

    assert isinstance(outcome, NotSent)
    assert office.passed == [], "the moment before was not reached"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [("drop_after", Sent({})), ("stall", Sent({})), ("drop_before", NotSent("not in the ticket"))],
)
def test_what_broke_off_is_found_or_not_in_the_ticket(
    office: Office, fault: str, expected: Outcome
) -> None:
    office.desk.fail_next("PUT", fault)  # type: ignore[arg-type]
    office.send()

    assert office.find() == expected


def test_the_mark_is_found_on_whichever_page_of_the_audits_it_stands(
    office: Office, ticket: StoredTicket
) -> None:
    office.desk.page_size = 2
    for number in range(5):
        office.desk.add(ticket, f"internal {number}", public=False)
    office.send()
    office.desk.add(ticket, "and on")

    assert office.find() == Sent({})
    assert sum("page%5Bafter%5D" in one for one in office.desk.asked) >= 2


def test_somebody_elses_mark_is_not_ours(office: Office, ticket: StoredTicket) -> None:
    office.desk.add(ticket, "other", custom={"boucle": "boucle-8-000000000000000000000000"})

    assert office.find() == NotSent("not in the ticket")


def test_what_was_interrupted_before_the_comment_is_not_looked_up(office: Office) -> None:
    assert isinstance(office.find(past_return=False), NotSent)
    assert office.desk.asked == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [("429", Uncertain("HTTP 429", wait=1.0)), ("500", Uncertain("HTTP 500"))],
)
def test_a_look_up_that_fails_decides_nothing(
    office: Office, fault: str, expected: Outcome
) -> None:
    office.desk.fail_next("GET", fault)  # type: ignore[arg-type]

    assert office.find() == expected


def test_a_closed_ticket_is_gone_on_from_in_one_of_its_own(
    office: Office, ticket: StoredTicket
) -> None:
    ticket.status = "closed"

    outcome = office.send()

    follow_up = office.desk.tickets[4712]
    assert outcome == Sent({})
    assert len(ticket.public_comments) == 1
    assert follow_up.public_comments == [as_html(TEXT)]
    assert (follow_up.goes_on_from, follow_up.requester) == (4711, ticket.requester)
    assert office.passed == ["passed"]


@pytest.mark.parametrize("fault", ["drop_after", "stall", "500"])
def test_a_follow_up_ticket_is_made_once_whatever_the_line_does(
    office: Office, ticket: StoredTicket, fault: str
) -> None:
    ticket.status = "closed"
    office.desk.fail_next("POST", fault)  # type: ignore[arg-type]

    in_doubt = office.send()
    found = office.find()
    if isinstance(found, NotSent):
        office.send()

    assert isinstance(in_doubt, Uncertain)
    assert sorted(office.desk.tickets) == [4711, 4712]
    assert office.find() == Sent({})


def test_what_is_sent_twice_by_mistake_makes_one_follow_up(
    office: Office, ticket: StoredTicket
) -> None:
    ticket.status = "closed"
    closed = office.zendesk.ticket("4711")

    for _ in range(2):
        office.zendesk.go_on(closed, TEXT, first="4711", mark="boucle-7-0")

    assert sorted(office.desk.tickets) == [4711, 4712]


def test_the_next_message_stands_in_the_follow_up_until_that_is_closed_too(
    office: Office, ticket: StoredTicket
) -> None:
    ticket.status = "closed"
    office.send()

    for number in (8, 9):
        office.number = number
        office.send()
        office.desk.tickets[4712].status = "closed"

    assert len(office.desk.tickets[4712].public_comments) == 2
    assert office.desk.tickets[4713].goes_on_from == 4712


def test_a_follow_up_that_zendesk_refuses_is_told_as_closed(
    office: Office, ticket: StoredTicket
) -> None:
    ticket.status = "closed"
    office.desk.refuses_new = True

    outcome = office.send()

    assert outcome == Refused("no follow-up: HTTP 422", by_customer=True, fate_why="ticket_closed")


def test_a_ticket_that_closes_at_the_last_moment_is_told_as_closed(
    office: Office, ticket: StoredTicket
) -> None:
    ticket.status = "closed"

    with pytest.raises(Exception, match="closed") as refused:
        office.zendesk.comment("4711", TEXT, mark="boucle-7-0")

    assert getattr(refused.value, "why", None) == "ticket_closed"


def test_a_ticket_that_is_gone_takes_no_reply(office: Office) -> None:
    office.desk.tickets.clear()

    outcome = office.send()

    assert isinstance(outcome, Refused)
    assert outcome.fate_why == "ticket_gone"


def test_a_ticket_of_somebody_else_takes_no_reply(office: Office, ticket: StoredTicket) -> None:
    office.email = "jean@exemple.example"

    outcome = office.send()

    assert isinstance(outcome, Refused)
    assert outcome.fate_why == "somebody_else"
    assert len(ticket.public_comments) == 1


def test_a_customer_without_address_is_taken_for_who_opened_the_ticket(office: Office) -> None:
    office.email = None

    assert office.send() == Sent({})


def test_a_wrong_token_is_for_the_leads_and_never_printed(office: Office) -> None:
    zendesk = Zendesk(office.desk.url.replace(TOKEN, "wr0ng"), timeout=0.5)
    office.zendesk = zendesk

    outcome = office.send()
    zendesk.close()

    assert isinstance(outcome, NotSent)
    assert "BOUCLE_ZENDESK" in outcome.why
    assert "wr0ng" not in f"{outcome}{zendesk!r}{vars(zendesk)}"


def test_who_took_over_sends_it(office: Office, ticket: StoredTicket) -> None:
    office.may_go = False

    assert isinstance(office.send(), NotSent)
    assert len(ticket.public_comments) == 1


def test_what_must_not_leave_any_more_does_not(office: Office) -> None:
    def nothing(_: Notice) -> Reply:
        raise NothingToSend

    sender = ZendeskSender(office.zendesk, nothing, lambda _: ("", ""))

    assert sender.send(NOTICE, point_of_no_return=lambda: True) == Obsolete()


@pytest.mark.parametrize("way", ["zendesk", "webhook"])
def test_without_the_system_it_goes_by_a_reply_waits(way: Way) -> None:
    replies = ReplyConnections(Settings(), timeout=1, machine_now=lambda: 0.0)
    sender = replies.senders()[way](lambda _: pytest.fail("not asked"), lambda _: ("4711", "m"))

    sent = sender.send(NOTICE, point_of_no_return=lambda: True)
    found = sender.find(NOTICE, past_return=True)

    assert isinstance(sent, NotSent)
    assert isinstance(found, NotSent if way == "webhook" else Uncertain)


def test_a_help_desk_that_is_away_is_tried_again() -> None:
    zendesk = Zendesk(f"http://{USER}:{TOKEN}@127.0.0.1:9", timeout=0.5)
    office = Office(HelpDesk(), zendesk)

    assert office.send() == NotSent("ConnectError")
    zendesk.close()


@pytest.mark.parametrize(
    "address",
    [
        "http://ana@velolibre.example:t@velolibre.zendesk.com",
        "https://velolibre.zendesk.com",
        "https://ana@velolibre.example@velolibre.zendesk.com",
        "https://ana:t@velolibre.zendesk.com:port",
        "ftp://ana:t@velolibre.zendesk.com",
        "velolibre.zendesk.com",
    ],
)
def test_an_address_that_would_show_the_token_is_refused(address: str) -> None:
    with pytest.raises(AddressWrong):
        Zendesk(address, timeout=1)


def test_the_account_of_the_settings_is_known_or_not(office: Office) -> None:
    stranger = Zendesk(office.desk.url.replace(TOKEN, "wr0ng"), timeout=0.5)

    assert office.zendesk.who_am_i() == "agent"
    assert stranger.who_am_i() == ""
    with pytest.raises(ZendeskKeyRefused):
        stranger.ticket("4711")
    stranger.close()


def test_a_note_that_only_agents_see_has_told_nobody(office: Office, ticket: StoredTicket) -> None:
    office.desk.is_light = True

    outcome = office.send()

    assert isinstance(outcome, Refused)
    assert outcome.by_customer
    assert len(ticket.public_comments) == 1
    assert office.zendesk.who_am_i() == "end-user"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")))
def test_a_customer_reads_every_sign_of_a_reply_as_it_was_written(text: str) -> None:
    shown = unescape(re.sub(r"</?a\b[^>]*>", "", as_html(text)).replace("<br>", "\n"))

    assert shown == text
    assert "{{" not in as_html(text)
    assert "<script" not in as_html(text)
