"""What a second person reads before it leaves: asked once, pressed once, sent once."""

from typing import Any

import pytest

from bot.our_words import Care, cares
from tests.house import House, words_in
from tests.loop.test_answer import BILLING, field_in, promised
from tests.records import PETIT, of_somebody_else

AMOUNT = "Bonjour,\n\nVous recevrez 39 € vendredi.\n\nAna, Facturation"


def proposed(office: House, name: str, *, text: str = AMOUNT, **fields: str) -> int:
    """Let Ana write something that a second person reads first; returns the case's id."""
    case_id = promised(office, of_somebody_else(PETIT, name), due="dans 3 jours")
    form = office.press("ana", BILLING, case_id, "answer")
    preview = office.fill("ana", form, text=text, **fields)
    office.fill("ana", preview)
    return case_id


def asked(office: House, user: str, case_id: int) -> dict[str, Any]:
    """Return the message in which somebody was asked to read."""
    posts = [
        one
        for one in office.direct(user)
        if f"C-{case_id}" in one["text"] and not one.get("is_ephemeral")
    ]
    assert posts, f"{user} was not asked"
    return posts[-1]


def press_in_direct(office: House, user: str, post: dict[str, Any], action: str) -> dict[str, Any]:
    return office.does(user, "click", channel="boucle", ts=post["ts"], action_id=action)


def test_an_amount_leaves_only_once_a_second_person_approved_it(office: House) -> None:
    before = len(office.inbox())

    case_id = proposed(office, "abel")

    assert len(office.inbox()) == before
    assert "deuxième personne" in office.told("ana", BILLING)["text"]
    assert "attend une deuxième lecture" in words_in(office.card(BILLING, case_id))
    post = asked(office, "lea", case_id)
    assert "39 €" in words_in(post["blocks"])
    assert "abel@exemple.example" in words_in(post["blocks"])
    assert "39 €" not in post["text"]
    press_in_direct(office, "lea", post, "approve_message")
    (mail,) = office.inbox()[before:]
    assert AMOUNT in mail["text"]
    assert "attend une deuxième lecture" not in words_in(office.card(BILLING, case_id))
    with office.ledger.look() as look:
        (told,) = look.messages(case_id)
        assert told.written_by != told.approved_by


def test_nobody_is_asked_to_read_at_night(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "night"), due="dans 3 jours")
    night = office.workspace.now().astimezone(office.journey.timezone).replace(hour=21)
    office.move_to(night.isoformat())
    before = len(office.direct("lea"))

    form = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", form, way="mail", due="", text=AMOUNT))
    assert len(office.direct("lea")) == before
    office.next_morning()

    assert "39 €" in words_in(asked(office, "lea", case_id)["blocks"])


def test_approving_twice_sends_once(office: House) -> None:
    case_id = proposed(office, "berthe")
    before = len(office.inbox())
    post = asked(office, "lea", case_id)

    for _ in range(2):
        press_in_direct(office, "lea", post, "approve_message")

    assert len(office.inbox()) == before + 1


def test_nobody_approves_their_own_words(office: House) -> None:
    case_id = proposed(office, "cyril")
    before = len(office.inbox())
    line = office.thread(BILLING, case_id)[-1]

    window = office.does("ana", "click", channel=BILLING, ts=line["ts"], action_id="read_message")
    office.fill("ana", window)

    assert len(office.inbox()) == before
    assert "vos propres mots" in words_in(office.direct("ana")[-1])


def test_any_colleague_reads_from_under_the_card(office: House) -> None:
    case_id = proposed(office, "diane")
    before = len(office.inbox())
    line = office.thread(BILLING, case_id)[-1]
    assert "39 €" not in words_in(line)

    window = office.does(
        "bruno", "click", channel=BILLING, ts=line["ts"], action_id="read_message"
    )
    assert "39 €" in words_in(window["views"][-1])
    office.fill("bruno", window)

    assert len(office.inbox()) == before + 1


def test_a_word_sends_it_back_and_a_new_text_is_read_anew(office: House) -> None:
    case_id = proposed(office, "edgar")
    before = len(office.inbox())
    post = asked(office, "lea", case_id)

    asks = press_in_direct(office, "lea", post, "send_back_message")
    office.fill("lea", asks, word="Plutôt 45 €, non ?")
    back = asked(office, "ana", case_id)
    assert "Plutôt 45 €" in words_in(back["blocks"])
    form = press_in_direct(office, "ana", back, "rewrite_message")
    assert field_in(form, "text")["initial_value"] == AMOUNT
    preview = office.fill("ana", form, text=AMOUNT.replace("39", "45"))
    assert preview["views"][-1]["submit"]["text"] == "Demander une relecture"
    office.fill("ana", preview)
    assert len(office.inbox()) == before
    press_in_direct(office, "lea", post, "approve_message")
    assert len(office.inbox()) == before, "the text that came back is over"

    press_in_direct(office, "lea", asked(office, "lea", case_id), "approve_message")

    assert "45 €" in office.inbox()[-1]["text"]


def test_words_that_changed_while_it_waited_send_nothing(office: House) -> None:
    record = of_somebody_else(PETIT, "fanny")
    case_id = proposed(office, "fanny")
    before = len(office.inbox())

    office.hear(office.lately(record) | {"text": f"{record['text']} Tout est réglé, merci."})
    press_in_direct(office, "lea", asked(office, "lea", case_id), "approve_message")

    assert len(office.inbox()) == before
    assert "changed their words" in words_in(office.direct("lea")[-1]) or "modifié ses mots" in (
        words_in(office.direct("lea")[-1])
    )
    assert "n’est pas parti" in asked(office, "ana", case_id)["text"]


def test_a_newer_text_takes_the_place_of_the_one_that_waits(office: House) -> None:
    case_id = proposed(office, "gaston")
    before = len(office.inbox())
    first = asked(office, "lea", case_id)

    form = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", form, text=AMOUNT.replace("39", "12")))
    press_in_direct(office, "lea", first, "approve_message")

    assert len(office.inbox()) == before
    press_in_direct(office, "lea", asked(office, "lea", case_id), "approve_message")
    assert "12 €" in office.inbox()[-1]["text"]


def test_send_and_close_closes_once_it_is_approved(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "hugo"), due="dans 3 jours")
    form = office.press("ana", BILLING, case_id, "answer")
    preview = office.fill("ana", form, text=AMOUNT, due="")
    office.fill("ana", preview, then="close")
    assert not office.card(BILLING, case_id)["text"].endswith("bouclé")

    press_in_direct(office, "lea", asked(office, "lea", case_id), "approve_message")

    assert office.card(BILLING, case_id)["text"].endswith("bouclé")


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("Nous vous remboursons 39 €.", "amount"),
        ("Une remise de 10 % vous attend.", "amount"),
        ("We will refund £20 by Friday.", "amount"),
        ("You will get EUR 15 back.", "amount"),
        ("Notre responsabilité est engagée.", "liability"),
        ("It was our fault.", "liability"),
        ("Un journaliste nous a appelés.", "press"),
        ("J’espère que votre blessure guérit.", "health"),
        ("I hope your injury heals.", "health"),
        ("Notre avocat vous écrira.", "law"),
        ("Legally we must keep it.", "law"),
    ],
)
def test_what_always_asks_for_a_second_reader(text: str, care: Care) -> None:
    assert cares(text) == [care]


@pytest.mark.parametrize(
    "text",
    [
        "Vous avez été débitée deux fois et trois appels n’ont rien réglé. Je suis désolée.",
        "Here’s what we’re doing, by Friday 27 November: the second charge goes back to you.",
        "Le vélo n° 4 512 est réparé, il vous attend rue des Lilas.",
    ],
)
def test_an_ordinary_answer_may_leave_at_once(text: str) -> None:
    assert cares(text) == []
