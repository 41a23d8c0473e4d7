"""By which ways a customer can be told is decided from where they wrote and what is known."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.customer import Customer
from bot.journey import POLICY_OF_CHANNEL, SourcePolicy
from bot.verbatim import Verbatim
from bot.ways import can_be_reached, may_go, ticket_of

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
USUAL = POLICY_OF_CHANNEL["ticket"]
IN_ZENDESK = SourcePolicy("named", "yes", answer_by="zendesk")


def said(source: str = "desk", source_id: str = "r-1", **how: Any) -> Verbatim:
    return Verbatim(source, source_id, NOW, NOW, how.pop("channel", "ticket"), text="Aïe", **how)


@pytest.mark.parametrize(
    "url",
    [
        "https://velolibre.zendesk.com/agent/tickets/4711",
        "https://velolibre.zendesk.com/tickets/4711?brand=1",
        "https://velolibre.zendesk.com/hc/fr/requests/4711",
        "https://velolibre.zendesk.com/api/v2/tickets/4711.json",
    ],
)
def test_an_address_at_zendesk_names_its_ticket(url: str) -> None:
    assert ticket_of(said(url=url), USUAL) == "4711"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "https://velolibre.example/tickets/4711",
        "https://evil.example/velolibre.zendesk.com/tickets/4711",
        "https://velolibre.zendesk.com.evil.example/tickets/4711",
        "http://velolibre.zendesk.com/tickets/4711",
        "https://velolibre.zendesk.com/tickets/" + "9" * 30,
        "https://velolibre.zendesk.com/tickets/0",
        "https://velolibre.zendesk.com/users/4711",
        "https://velolibre.zendesk.com/tickets/٤٧١١",
    ],
)
def test_any_other_address_names_none(url: str | None) -> None:
    assert ticket_of(said(url=url), USUAL) == ""


@pytest.mark.parametrize(
    "source_id", ["4711", "#4711", "zendesk:4711", "ticket-4711", "Ticket 4711"]
)
def test_a_number_is_a_ticket_where_the_source_is_zendesk(source_id: str) -> None:
    assert ticket_of(said("zendesk", source_id), USUAL) == "4711"
    assert ticket_of(said("desk", source_id), IN_ZENDESK) == "4711"
    assert ticket_of(said("desk", source_id), USUAL) == ""


@pytest.mark.parametrize("source_id", ["", "s-4711", "4711-rating", "4711/12", "0", "-3", "٤٧١١"])
def test_what_is_no_number_is_no_ticket(source_id: str) -> None:
    assert ticket_of(said("zendesk", source_id), USUAL) == ""


def test_a_column_of_the_record_names_the_ticket_before_its_id_does() -> None:
    assert ticket_of(said("zendesk", "12", extra={"Ticket_ID": 4711}), USUAL) == "4711"


def test_a_map_that_says_otherwise_is_followed() -> None:
    by_mail = SourcePolicy("named", "yes", answer_by="mail")

    assert ticket_of(said("zendesk", "4711"), by_mail) == ""


@pytest.mark.parametrize("way", ["mail", "zendesk", "hand"])
@pytest.mark.parametrize(
    ("policy", "contact_ok", "may"),
    [
        (SourcePolicy("named", "yes"), None, True),
        (SourcePolicy("named", "yes"), False, False),
        (SourcePolicy("named", "ask"), None, False),
        (SourcePolicy("named", "ask"), True, True),
        (SourcePolicy("named", "no"), True, False),
        (SourcePolicy("anonymous", "yes"), True, False),
    ],
)
def test_no_way_goes_around_consent(
    way: Any, policy: SourcePolicy, *, contact_ok: bool | None, may: bool
) -> None:
    customer = Customer("ines", email="ines@exemple.example", contact_ok=contact_ok)

    assert may_go(way, said(), policy, customer) is may


@pytest.mark.parametrize("identity", ["confidential", "anonymous"])
@pytest.mark.parametrize("way", ["mail", "zendesk", "webhook", "hand", "public"])
def test_who_must_not_be_recognised_is_reached_by_no_way(way: Any, identity: Any) -> None:
    policy = SourcePolicy(identity, "yes", answer_by="zendesk")

    assert not may_go(way, said(), policy, None)
    assert not may_go(way, said(channel="review"), policy, None)
    assert not can_be_reached(said("zendesk", "4711"), policy, None)
