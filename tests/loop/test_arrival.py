"""Whether a message reached its customer; where it did not, its step is open again."""

from collections.abc import Callable

import httpx
import pytest

from bot.fate import Fate
from bot.ledger import Ledger
from bot.message import Message
from bot.steps.learn_fate import learn_fate
from bot.ways import ways_to
from tests.house import House, words_in
from tests.records import PETIT

CHANNEL = "voix-facturation"


@pytest.fixture
def answered(office: House) -> Callable[..., int]:
    """Let Ana answer C. Petit; returns the id of the case."""

    def answer(*, mail_server: str = "") -> int:
        (case_id,) = office.show(PETIT | {"id": f"petit-{office.last_call()}"})
        office.press("ana", CHANNEL, case_id, "take")
        form = office.press("ana", CHANNEL, case_id, "act")
        office.fill("ana", form, what="Rembourser le double", due="vendredi")
        preview = office.fill("ana", office.press("ana", CHANNEL, case_id, "answer"), way="mail")
        if mail_server:
            fault = {"method": "smtp", "kind": mail_server, "nth": 1}
            httpx.post(f"{office.workspace.url}/_workspace/faults", json=fault).raise_for_status()
        office.fill("ana", preview)
        return case_id

    return answer


def last_message(ledger: Ledger, case_id: int) -> Message:
    with ledger.look() as look:
        return look.messages(case_id)[-1]


def told(office: House, case_id: int, fate: Fate, **why: object) -> bool:
    message = last_message(office.ledger, case_id)
    with office.ledger.turn() as turn:
        now = office.workspace.now()
        news = learn_fate(turn, message.id, fate, office.journey, now=now, **why)  # type: ignore[arg-type]
    office.settle()
    return news


def test_a_mail_that_a_server_took_is_known_as_accepted(
    office: House, answered: Callable[..., int]
) -> None:
    case_id = answered()

    assert last_message(office.ledger, case_id).fate == "accepted"
    with office.ledger.look() as look:
        assert [one.kind for one in look.history(case_id)][-2:] == ["answered", "accepted"]


def test_a_mailbox_that_refuses_opens_the_answer_again_and_its_taker_hears_it(
    office: House, answered: Callable[..., int]
) -> None:
    case_id = answered(mail_server="reject")

    with office.ledger.look() as look:
        case = look.case(case_id)
        stuck = look.stuck()
    assert last_message(office.ledger, case_id).fate == "refused"
    assert (case.answered_at, case.promised_on, case.closed_at) == (None, None, None)
    assert stuck == []
    card = words_in(office.card(CHANNEL, case_id))
    assert "Pas arrivé chez le client (l’adresse n’existe pas)" in card
    assert "Répondre au client" in card
    line = office.thread(CHANNEL, case_id)[-1]["text"]
    assert line.startswith("<@U")
    assert "n’a pas reçu la réponse (l’adresse n’existe pas)" in line
    assert "c.petit" not in card + line
    with office.ledger.look() as look:
        left = ways_to(look, look.case(case_id), office.journey, connected=["mail"])
    assert "mail" not in [path.way for path in left]


def test_what_comes_back_later_opens_the_answer_again_and_is_told_once(
    office: House, answered: Callable[..., int]
) -> None:
    case_id = answered()

    assert told(office, case_id, "bounced", why="mailbox_full")
    assert not told(office, case_id, "bounced", why="mailbox_full")
    assert not told(office, case_id, "delivered")

    with office.ledger.look() as look:
        assert look.case(case_id).answered_at is None
    lines = [one["text"] for one in office.thread(CHANNEL, case_id)]
    assert sum("la boîte est pleine" in line for line in lines) == 1


def test_an_answer_that_bounced_may_be_told_by_phone_and_stands_whatever_comes_back_then(
    office: House, answered: Callable[..., int]
) -> None:
    case_id = answered()
    first = last_message(office.ledger, case_id)
    told(office, case_id, "bounced")

    form = office.press("ana", CHANNEL, case_id, "answer")
    office.fill("ana", form, way="phone")

    assert last_message(office.ledger, case_id).way == "phone"
    with office.ledger.turn() as turn:
        now = office.workspace.now()
        assert not learn_fate(turn, first.id, "bounced", office.journey, now=now)
    with office.ledger.look() as look:
        assert look.case(case_id).answered_at is not None


def test_that_it_arrived_stands_on_the_card(office: House, answered: Callable[..., int]) -> None:
    case_id = answered()

    told(office, case_id, "delivered")

    assert "📬 Arrivé" in words_in(office.card(CHANNEL, case_id))


def test_a_mail_nobody_is_sure_of_says_so_on_the_card_until_a_lead_confirms(
    office: House, answered: Callable[..., int]
) -> None:
    case_id = answered(mail_server="drop_after")
    unsure = words_in(office.card(CHANNEL, case_id))

    status = office.type("lea", "general", "etat")
    office.does("lea", "click", channel="general", ts=status["ts"], action_id="stuck_arrived")

    assert "Pas sûr que ce soit arrivé" in unsure
    assert "Pas sûr" not in words_in(office.card(CHANNEL, case_id))
    assert last_message(office.ledger, case_id).fate == "accepted"


def test_who_has_it_is_reminded_again_of_an_answer_that_did_not_arrive(
    office: House, answered: Callable[..., int]
) -> None:
    case_id = answered()
    with office.ledger.look() as look:
        taker = str(look.case(case_id).taken_by)
    with office.ledger.turn() as turn:
        turn.record_said(taker, [(case_id, "answer"), (case_id, "promise_today:2026-12-04")])

    told(office, case_id, "bounced")

    with office.ledger.look() as look:
        said = [line for case, line in look.said_lines(taker) if case == case_id]
    assert said == ["promise_today:2026-12-04"]
