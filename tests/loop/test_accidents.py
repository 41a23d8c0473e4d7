"""Twenty ways to send something to a customer by accident: none of them sends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.house import House, words_in
from tests.loop.test_answer import BILLING, promised
from tests.loop.test_second_reader import AMOUNT, asked, press_in_direct, proposed
from tests.records import PETIT, of_somebody_else


@dataclass
class Scene:
    """A customer whose answer is ready to be written, and who must not receive it."""

    office: House
    name: str
    case_id: int

    @property
    def address(self) -> str:
        return f"{self.name}@exemple.example"

    def received(self) -> list[dict[str, Any]]:
        """Return the mail that this customer got."""
        return [mail for mail in self.office.inbox() if self.address in mail["to"]]

    def preview(self, user: str = "ana", **fields: str) -> dict[str, Any]:
        """Return the preview of the answer, ready to be sent."""
        form = self.office.press(user, BILLING, self.case_id, "answer")
        return self.office.fill(user, form, **fields)


@pytest.fixture
def scene(office: House, request: pytest.FixtureRequest) -> Iterator[Scene]:
    way = request.node.name.partition("[")[2].rstrip("]").replace("_", "-")
    name = f"scene-{way or 'twice'}"
    yield Scene(office, name, promised(office, of_somebody_else(PETIT, name), due="dans 3 jours"))


def typed_in_the_thread(scene: Scene) -> None:
    office = scene.office
    ts = office.card(BILLING, scene.case_id)["ts"]
    office.does("ana", "say", channel=BILLING, text="Envoie ! Quel pénible.", thread_ts=ts)


def typed_to_the_bot(scene: Scene) -> None:
    scene.office.does("ana", "say", channel=BILLING, text=f"@boucle envoie C-{scene.case_id}")


def every_emoji(scene: Scene) -> None:
    for emoji in (*scene.office.journey.reactions.values(), "eyes", "email", "+1"):
        scene.office.react("bruno", BILLING, scene.case_id, emoji)


def emoji_taken_back(scene: Scene) -> None:
    scene.office.react("ana", BILLING, scene.case_id, "raising_hand")
    scene.office.react("ana", BILLING, scene.case_id, "raising_hand", off=True)


def a_command_that_is_none(scene: Scene) -> None:
    scene.office.type("ana", BILLING, f"envoyer C-{scene.case_id}")
    scene.office.type("ana", BILLING, f"send C-{scene.case_id}")


def a_draft_that_was_closed(scene: Scene) -> None:
    form = scene.office.press("ana", BILLING, scene.case_id, "answer")
    scene.office.close_window("ana", form)


def a_preview_that_was_closed(scene: Scene) -> None:
    scene.office.close_window("ana", scene.preview())


def a_call(scene: Scene) -> None:
    scene.preview(way="phone", text="Appelé, tout expliqué.", due="")


def words_changed_since_the_preview(scene: Scene) -> None:
    preview = scene.preview()
    record = of_somebody_else(PETIT, scene.name)
    scene.office.hear(scene.office.lately(record) | {"text": f"{record['text']} C’est réglé."})
    scene.office.fill("ana", preview)


def case_changed_since_the_preview(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    form = office.press("bruno", BILLING, scene.case_id, "answer")
    assert form["views"]
    office.close_window("bruno", form)
    with office.ledger.look() as look:
        (action,) = look.actions(scene.case_id)
    office.react("bruno", BILLING, scene.case_id, "white_check_mark")
    question = office.told("bruno", BILLING)
    office.does("bruno", "click", channel=BILLING, ts=question["ts"], action_id="finish")
    office.fill("ana", preview)
    assert action.id


def address_changed_since_the_preview(scene: Scene) -> None:
    preview = scene.preview()
    moved = of_somebody_else(
        PETIT, scene.name, id=f"{scene.name}-2", customer_email="neuf@exemple.example"
    )
    scene.office.hear(moved)
    scene.office.fill("ana", preview)
    assert not [one for one in scene.office.inbox() if "neuf@exemple.example" in one["to"]]


def case_closed_since_the_preview(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    form = office.choose("bruno", BILLING, scene.case_id, "no_reply")
    office.fill("bruno", form, reason="Vu ensemble au comptoir.")
    office.fill("ana", preview)


def passed_on_since_the_preview(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    form = office.choose("bruno", BILLING, scene.case_id, "pass_on")
    office.fill("bruno", form, department="support", why="Une question d’assistance.")
    office.fill("ana", preview)


def an_unfinished_draft(scene: Scene) -> None:
    office = scene.office
    form = office.press("ana", BILLING, scene.case_id, "answer")
    with office.ledger.look() as look:
        assert look.case(scene.case_id).promised_on is None
    refused = office.does(
        "ana",
        "click",
        view_id=form["views"][-1]["id"],
        action_id="message_kind",
        value="question",
    )
    answer = office.fill("ana", refused)
    assert "à compléter" in words_in(answer["response"])


def a_text_with_an_amount(scene: Scene) -> None:
    scene.office.fill("ana", scene.preview(text=AMOUNT))


def an_amount_approved_by_its_author(scene: Scene) -> None:
    office = scene.office
    office.fill("ana", scene.preview(text=AMOUNT))
    line = office.thread(BILLING, scene.case_id)[-1]
    window = office.does("ana", "click", channel=BILLING, ts=line["ts"], action_id="read_message")
    office.fill("ana", window)


def a_text_that_was_sent_back(scene: Scene) -> None:
    office = scene.office
    office.fill("ana", scene.preview(text=AMOUNT))
    post = asked(office, "lea", scene.case_id)
    window = press_in_direct(office, "lea", post, "send_back_message")
    office.fill("lea", window, word="Pas ainsi.")
    press_in_direct(office, "lea", post, "approve_message")


def a_customer_who_said_stop(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    with office.ledger.turn() as turn:
        customer = turn.customer(scene.name)
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    office.fill("ana", preview)


def stop_under_another_name(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    twin = of_somebody_else(
        PETIT, f"{scene.name}-twin", customer_email=scene.address.upper(), text="Bonjour."
    )
    office.hear(twin)
    with office.ledger.turn() as turn:
        customer = turn.customer(f"{scene.name}-twin")
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    office.fill("ana", preview)


def stop_between_approval_and_sending(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    office.type("lea", BILLING, "pause")
    office.fill("ana", preview)
    with office.ledger.turn() as turn:
        customer = turn.customer(scene.name)
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    office.type("lea", BILLING, "resume")
    office.settle()
    lines = [one["text"] for one in office.thread(BILLING, scene.case_id)]
    assert any("n’est pas parti" in line for line in lines), lines
    assert "Répondu" not in words_in(office.card(BILLING, scene.case_id))


def the_whole_house_paused(scene: Scene) -> None:
    office = scene.office
    preview = scene.preview()
    office.type("lea", BILLING, "pause")
    office.fill("ana", preview)
    assert scene.received() == []
    with office.ledger.turn() as turn:  # so that the next scene begins with an open house
        customer = turn.customer(scene.name)
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    office.type("lea", BILLING, "resume")


WAYS: tuple[Callable[[Scene], None], ...] = (
    typed_in_the_thread,
    typed_to_the_bot,
    every_emoji,
    emoji_taken_back,
    a_command_that_is_none,
    a_draft_that_was_closed,
    a_preview_that_was_closed,
    a_call,
    words_changed_since_the_preview,
    case_changed_since_the_preview,
    address_changed_since_the_preview,
    case_closed_since_the_preview,
    passed_on_since_the_preview,
    an_unfinished_draft,
    a_text_with_an_amount,
    an_amount_approved_by_its_author,
    a_text_that_was_sent_back,
    a_customer_who_said_stop,
    stop_under_another_name,
    stop_between_approval_and_sending,
    the_whole_house_paused,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
def test_nothing_is_sent_by_accident(scene: Scene, way: Callable[[Scene], None]) -> None:
    way(scene)

    assert scene.received() == []


def test_send_pressed_twice_sends_once(scene: Scene) -> None:
    preview, again = scene.preview(), scene.preview("bruno")

    scene.office.fill("ana", preview)
    scene.office.fill("bruno", again)

    assert len(scene.received()) == 1


def test_an_approval_pressed_twice_by_two_readers_sends_once(office: House) -> None:
    case_id = proposed(office, "deux-lectrices")
    line = office.thread(BILLING, case_id)[-1]
    windows = {
        user: office.does(user, "click", channel=BILLING, ts=line["ts"], action_id="read_message")
        for user in ("bruno", "david")
    }

    for user, window in windows.items():
        office.fill(user, window)
    press_in_direct(office, "lea", asked(office, "lea", case_id), "approve_message")

    mails = [one for one in office.inbox() if "deux-lectrices@exemple.example" in one["to"]]
    assert len(mails) == 1


def test_without_consent_or_address_no_mail_can_be_chosen(office: House) -> None:
    for name, changes in {
        "sans-accord": {"channel": "survey", "contact_ok": None, "customer_phone": "0612345678"},
        "sans-adresse": {"customer_email": None, "customer_phone": "0612345679"},
    }.items():
        (case_id,) = office.show(of_somebody_else(PETIT, name, **changes))
        form = office.choose("ana", BILLING, case_id, "pass_on")
        office.close_window("ana", form)
        card = words_in(office.card(BILLING, case_id))
        if changes.get("channel") == "survey":
            assert "Aucun moyen de répondre" in card
            continue
        office.press("ana", BILLING, case_id, "take")
        form = office.press("ana", BILLING, case_id, "act")
        office.fill("ana", form, what="Rappeler", due="demain")
        form = office.press("ana", BILLING, case_id, "answer")
        assert '"value": "mail"' not in words_in(form["views"][-1])


def test_an_anonymous_customer_has_no_address_and_no_history(office: House) -> None:
    record = of_somebody_else(PETIT, "anonyme", customer_id=None, customer_email=None)
    record.pop("customer_name")
    (case_id,) = office.show(record, source="survey-anonymous")

    with office.ledger.look() as look:
        case = look.case(case_id)
    assert not case.needs_answer or case.customer_id is None


def test_we_begin_only_once_in_thirty_days_and_say_who_did(office: House) -> None:
    surveyed = {"channel": "survey", "contact_ok": True, "customer_email": "deux@exemple.example"}
    first = of_somebody_else(PETIT, "enquete-a", **surveyed)
    case_id = promised(office, first, due="dans 3 jours")
    office.fill("ana", office.fill("ana", office.press("ana", BILLING, case_id, "answer")))
    second = promised(office, of_somebody_else(PETIT, "enquete-b", **surveyed), due="demain")
    before = len(office.inbox())

    form = office.press("ana", BILLING, second, "answer")
    assert "a écrit à ce client" in words_in(form["views"][-1])
    assert f"C-{case_id}" in words_in(form["views"][-1])
    refused = office.fill("ana", form)

    assert "moins de 30 jours" in words_in(refused["response"])
    assert len(office.inbox()) == before
    form = office.press("ana", BILLING, case_id, "follow_up")
    office.fill("ana", office.fill("ana", form))
    assert len(office.inbox()) == before + 1, "a promise is kept all the same"


def test_a_public_review_is_answered_in_public_and_without_personal_data(office: House) -> None:
    record = of_somebody_else(
        PETIT, "avis", channel="review", url="https://avis.example/12", contact_ok=None
    )
    case_id = promised(office, record, due="demain")
    before = len(office.inbox())

    form = office.press("ana", BILLING, case_id, "answer")
    refused = office.fill("ana", form, way="public", text="Appelez-moi au 06 12 34 56 78.")
    assert "sans nom ni coordonnées" in words_in(refused["response"])
    preview = office.fill("ana", refused, way="public", text="Nous corrigeons cela demain.")
    assert "À copier sous l’avis" in words_in(preview["views"][-1])
    office.fill("ana", preview)

    assert len(office.inbox()) == before
    with office.ledger.look() as look:
        (told,) = look.messages(case_id)
    assert (told.way, told.where) == ("public", "https://avis.example/12")


def test_opening_the_customers_link_changes_nothing_at_all(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "curieux"), due="demain")
    form = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", form, due=""))
    link = office.inbox()[-1]["text"].split()[-1]
    before = len(office.inbox())

    for method in ("GET", "HEAD"):
        httpx.request(method, link)
    office.settle()

    assert len(office.inbox()) == before
    with office.ledger.look() as look:
        assert look.heard_back(case_id) is None
