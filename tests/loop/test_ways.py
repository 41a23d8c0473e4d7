"""Customers are answered where they wrote: in their ticket, by our system, by mail, by hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from connectors.zendesk import as_html
from tests.helpdesk_server import TOKEN, HelpDesk, help_desk
from tests.house import MAP, House, open_house, words_in
from tests.records import PETIT, of_somebody_else
from tests.webhook_receiver import SECRET, Receiver, webhook_receiver

BILLING = "voix-facturation"


@pytest.fixture(scope="module")
def desk() -> Iterator[HelpDesk]:
    with help_desk() as served:
        yield served


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as served:
        yield served


@pytest.fixture(scope="module")
def shared_house(
    tmp_path_factory: pytest.TempPathFactory, desk: HelpDesk, receiver: Receiver
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("ways")
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", "at_most: 30")
    own = "\nsources:\n  app_chat: {answer_by: hand, contact: yes}\n"
    journey = folder / "journey.yaml"
    journey.write_text(text.replace("\nsources:\n", own), encoding="utf-8")
    settings = {
        "boucle_zendesk": desk.url,
        "boucle_webhook": receiver.url,
        "boucle_webhook_secret": SECRET,
    }
    with open_house(folder, journey=journey, **settings) as opened:
        yield opened


def come_to_answer(
    office: House, record: dict[str, Any], *, source: str = "zendesk", user: str = "ana"
) -> tuple[int, dict[str, Any]]:
    """Let a case come as far as the form of its answer; returns its id and the form."""
    (case_id,) = office.show(record, source=source)
    office.press(user, BILLING, case_id, "take")
    form = office.press(user, BILLING, case_id, "act")
    due = "demain" if user == "ana" else "tomorrow"
    office.fill(user, form, what="Rembourser le double.", due=due)
    return case_id, office.press(user, BILLING, case_id, "answer")


def ways_in(form: dict[str, Any]) -> list[str]:
    """Return the ways that a form offers, the first one chosen."""
    blocks = form["views"][-1]["blocks"]
    radio = next(one["element"] for one in blocks if one.get("block_id") == "way")
    return [one["value"] for one in radio["options"]]


def in_ticket(desk: HelpDesk, number: int, name: str) -> dict[str, Any]:
    """Open a ticket, and return it as a record of feedback."""
    desk.open_ticket(number, email=f"{name}@exemple.example", description="Aïe")
    return of_somebody_else(PETIT, name, id=str(number), channel="ticket")


@pytest.mark.parametrize(
    ("user", "number", "by", "told"),
    [("ana", 4711, "*Par*", "en route"), ("bruno", 4712, "*By*", "on its way")],
)
def test_a_ticket_is_answered_in_the_ticket(
    office: House, desk: HelpDesk, user: str, number: int, by: str, told: str
) -> None:
    case_id, form = come_to_answer(office, in_ticket(desk, number, f"t{number}"), user=user)
    before = len(office.inbox())

    preview = office.fill(user, form, due="")
    heads = str(preview["views"][-1]["blocks"][0]["text"]["text"])
    assert desk.tickets[number].public_comments == ["Aïe"], "nothing leaves before the last press"
    office.fill(user, preview)

    assert ways_in(form) == ["zendesk", "mail", "phone"]
    assert by in heads
    assert str(number) in heads
    (comment,) = desk.tickets[number].public_comments[1:]
    shown = str(preview["views"][-1]["blocks"][1]["text"]["text"])
    words = as_html(shown.rpartition("\n\n—\n")[0])
    assert comment.startswith(words), "the comment is the preview, letter by letter"
    assert "/answer/" in comment
    assert len(office.inbox()) == before
    assert told in office.told(user, BILLING)["text"]
    assert office.card(BILLING, case_id)["text"].endswith(("à boucler", "bouclé"))


def test_a_ticket_is_told_in_once_though_the_line_broke_after_it(
    office: House, desk: HelpDesk
) -> None:
    _, form = come_to_answer(office, in_ticket(desk, 4713, "t4713"))
    desk.fail_next("PUT", "drop_after")

    office.fill("ana", office.fill("ana", form, due=""))
    office.settle()

    assert len(desk.tickets[4713].public_comments) == 2


def test_a_ticket_is_told_in_though_the_line_broke_before_it(
    office: House, desk: HelpDesk
) -> None:
    _, form = come_to_answer(office, in_ticket(desk, 4714, "t4714"))
    desk.fail_next("PUT", "500", "drop_before", "429")
    desk.fail_next("GET", "429", "503")

    office.fill("ana", office.fill("ana", form, due=""))
    office.settle()

    assert len(desk.tickets[4714].public_comments) == 2


def test_a_closed_ticket_is_said_on_the_card_with_what_can_be_done(
    office: House, desk: HelpDesk
) -> None:
    case_id, form = come_to_answer(office, in_ticket(desk, 4715, "t4715"))
    before = len(office.inbox())
    desk.tickets[4715].status = "closed"
    desk.refuses_new = True

    office.fill("ana", office.fill("ana", form, due=""))

    assert "close" in words_in(office.card(BILLING, case_id))
    assert "un mail l’atteindrait" in words_in(office.thread(BILLING, case_id))
    assert "Rembourser" not in words_in(desk.tickets[4715].public_comments)
    desk.refuses_new = False

    again = office.press("ana", BILLING, case_id, "answer")
    assert ways_in(again) == ["mail", "phone"]
    office.fill("ana", office.fill("ana", again, due=""))
    assert len(office.inbox()) == before + 1


def test_a_ticket_of_somebody_else_is_never_written_in(office: House, desk: HelpDesk) -> None:
    record = in_ticket(desk, 4716, "t4716")
    case_id, form = come_to_answer(office, record | {"customer_email": "else@exemple.example"})

    office.fill("ana", office.fill("ana", form, due=""))

    assert desk.tickets[4716].public_comments == ["Aïe"]
    assert "quelqu’un d’autre" in words_in(office.card(BILLING, case_id))


def test_the_address_of_a_ticket_says_where_to_answer_whatever_the_source(
    office: House, desk: HelpDesk
) -> None:
    record = in_ticket(desk, 4717, "t4717")
    url = "https://velolibre.zendesk.com/agent/tickets/4717"

    _, form = come_to_answer(office, record | {"id": "s-17", "url": url}, source="survey_tool")

    assert ways_in(form)[0] == "zendesk"


@pytest.mark.parametrize(
    ("user", "where", "noted"),
    [("ana", "dans le chat de l’appli", "à la main"), ("bruno", "in the app’s chat", "by hand")],
)
def test_by_hand_is_copied_and_marked_as_told_with_where(
    office: House, user: str, where: str, noted: str
) -> None:
    record = of_somebody_else(PETIT, f"chat{user}", channel="ticket", customer_email=None)
    case_id, form = come_to_answer(office, record, source="app_chat", user=user)
    before = len(office.inbox())

    preview = office.fill(user, form, due="")
    office.fill(user, preview, where=where)

    assert ways_in(form) == ["hand", "phone"]
    assert noted in office.told(user, BILLING)["text"]
    assert len(office.inbox()) == before
    with office.ledger.look() as look:
        (message,) = look.messages(case_id)
    assert (message.way, message.where, message.to) == ("hand", where, "")


def test_where_no_way_is_known_the_card_says_what_can_be_done_instead(office: House) -> None:
    record = of_somebody_else(PETIT, "nemo", channel="ticket", customer_email=None)
    (case_id,) = office.show(record, source="counter")

    card = words_in(office.card(BILLING, case_id))
    assert "Pas d’adresse connue" in card
    form = office.choose("ana", BILLING, case_id, "write")

    assert ways_in(form) == ["hand", "phone"]


def test_who_asked_to_be_left_alone_is_not_answered_in_the_ticket_either(
    office: House, desk: HelpDesk
) -> None:
    case_id, form = come_to_answer(office, in_ticket(desk, 4718, "t4718"))
    preview = office.fill("ana", form, due="")
    with office.ledger.turn() as turn:
        customer = turn.customer(str(turn.case(case_id).customer_id))
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())

    office.fill("ana", preview)

    assert desk.tickets[4718].public_comments == ["Aïe"]
    assert "tranquille" in office.told("ana", BILLING)["text"]


def of_review(name: str, **changes: Any) -> dict[str, Any]:
    """Return a review of somebody who was not asked whether we may write."""
    url = f"https://avis.example/{name}"
    return of_somebody_else(PETIT, name, channel="review", url=url, contact_ok=None, **changes)


def test_a_public_review_is_answered_by_the_webhook_without_a_name(
    office: House, receiver: Receiver
) -> None:
    case_id, form = come_to_answer(office, of_review("zora"), source="google_reviews")

    preview = office.fill("ana", form, due="")
    assert receiver.taken == {}, "nothing leaves before the last press"
    office.fill("ana", preview)

    assert ways_in(form) == ["webhook", "public", "phone"]
    (sent,) = receiver.taken.values()
    shown = str(preview["views"][-1]["blocks"][1]["text"]["text"])
    assert sent["data"]["text"] == shown, "no personal link stands under a review"
    assert sent["data"]["customer"] is None
    assert "Zora" not in words_in(sent)
    assert sent["data"]["case"] == f"C-{case_id}"
    assert sent["data"]["public"] is True


def test_what_the_webhook_refuses_is_said_on_the_card_and_can_be_copied(
    office: House, receiver: Receiver
) -> None:
    case_id, form = come_to_answer(office, of_review("yves"), source="google_reviews")
    receiver.answers = [422]

    office.fill("ana", office.fill("ana", form, due=""))

    assert "Pas arrivé" in words_in(office.card(BILLING, case_id))
    again = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", again, way="public", due=""), where="avis.example/yves")
    assert "Répondu" in words_in(office.card(BILLING, case_id))


def test_the_webhook_takes_once_what_was_sent_again(office: House, receiver: Receiver) -> None:
    _, form = come_to_answer(office, of_review("xena"), source="google_reviews")
    before = len(receiver.taken)
    receiver.answers = ["drop_after", 503, 429, "drop_before"]

    office.fill("ana", office.fill("ana", form, due=""))
    office.settle()

    assert len(receiver.taken) == before + 1
    assert len(receiver.tries) > len(receiver.taken)


def test_what_goes_by_hand_is_read_again_like_any_message_and_then_marked(office: House) -> None:
    record = of_somebody_else(PETIT, "hugo", channel="ticket", customer_email=None)
    case_id, form = come_to_answer(office, record, source="app_chat")
    preview = office.fill("ana", form, due="", text="Nous vous remboursons 39 € demain.")
    office.fill("ana", preview)

    window = office.does("bruno", "click", **_button_in(office, case_id, "read_message"))
    office.fill("bruno", window)
    given = office.direct("ana")[-1]
    assert "là où le client a écrit" in words_in(given)
    ask = office.does(
        "ana", "click", channel="boucle", ts=given["ts"], action_id="published_message"
    )
    office.fill("ana", ask, where="chat de l’appli, 10 h")

    with office.ledger.look() as look:
        (message,) = look.messages(case_id)
    assert (message.way, message.where) == ("hand", "chat de l’appli, 10 h")


def _button_in(office: House, case_id: int, action_id: str) -> dict[str, Any]:
    line = next(one for one in office.thread(BILLING, case_id) if action_id in words_in(one))
    return {"channel": BILLING, "ts": line["ts"], "action_id": action_id}


def test_the_log_holds_no_words_no_address_and_no_secret(office: House, desk: HelpDesk) -> None:
    with capture_logs() as lines:
        _, form = come_to_answer(office, in_ticket(desk, 4720, "quiproquo"))
        desk.fail_next("PUT", "500")
        office.fill("ana", office.fill("ana", form, due=""))
        _, form = come_to_answer(office, of_review("zorglub"), source="google_reviews")
        office.fill("ana", office.fill("ana", form, due=""))

    logged = words_in(lines)
    assert "zendesk:" in logged
    assert "webhook:" in logged
    for hidden in (TOKEN, SECRET, "whsec_", "Débitée", "quiproquo", "zorglub", "Rembourser"):
        assert hidden not in logged
