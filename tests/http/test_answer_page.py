from datetime import timedelta

import pytest

from bot.customer import Customer
from bot.loop import take_in
from bot.message import Message
from bot.record import Intake
from bot.steps.answer import answer
from bot.verbatim import Score, Verbatim
from handlers.http.links import answer_link


def answered_case(house, *, language="fr"):
    """Ana answered a customer about an invoice, by mail; returns the case's id and a path."""
    now = house.clock.now()
    verbatim = Verbatim(
        source="desk",
        source_id="t-1",
        happened_at=now - timedelta(hours=20),
        received_at=now - timedelta(hours=19),
        channel="ticket",
        text="Débitée deux fois de 39 € sur ma facture, troisième appel.",
        score=Score(2, "nps"),
        customer_id="k-7",
    )
    customer = Customer(id="k-7", name="Claire Petit", email="claire@example.org", contact_ok=True)
    desk = house.desk
    with desk.ledger.turn() as turn:
        (taken,) = take_in(
            turn,
            [Intake(verbatim, customer)],
            reader=desk.reader,
            journey=desk.journey,
            now=now,
        )
        message = answer(
            turn,
            turn.case(taken.case_id),
            Message(
                case_id=taken.case_id,
                kind="answer",
                way="mail",
                language=language,
                text="39 € remboursés au plus tard vendredi 27 novembre.",
                approved_by="U1",
                approved_at=now,
                to="claire@example.org",
                signed="Ana, Facturation",
            ),
            desk.journey,
            revision=1,
            now=now,
        )
    link = answer_link(desk.settings, taken.case_id, message.id, now + timedelta(days=60))
    return taken.case_id, link.removeprefix("https://b.example")


def history(house, case_id):
    with house.desk.ledger.look() as look:
        return [fact.kind for fact in look.history(case_id)]


def heard_back(house, case_id):
    with house.desk.ledger.look() as look:
        return look.heard_back(case_id)


def test_opening_the_link_changes_nothing(house):
    case_id, path = answered_case(house)
    before = history(house, case_id)

    page = house.client.get(path)

    assert page.status_code == 200
    assert "Est-ce que cela vous a aidé" in page.text
    assert "Ana, Facturation" in page.text
    assert history(house, case_id) == before
    assert heard_back(house, case_id) is None


def test_a_yes_with_a_few_words_is_remembered_and_thanked_for(house):
    case_id, path = answered_case(house)

    page = house.client.post(
        path, data={"helped": "yes", "words": "Merci, enfin clair."}, follow_redirects=True
    )

    assert page.status_code == 200
    assert "Merci" in page.text
    said = heard_back(house, case_id)
    assert (said.helped, said.words) == (True, "Merci, enfin clair.")
    assert "customer_helped" in history(house, case_id)
    assert house.woken


def test_a_no_opens_the_case_again(house):
    case_id, path = answered_case(house)

    page = house.client.post(path, data={"helped": "no"}, follow_redirects=True)

    assert "reprend votre demande" in page.text
    assert history(house, case_id)[-2:] == ["customer_not_helped", "reopened"]


def test_an_answer_can_be_changed_and_the_last_one_stands(house):
    case_id, path = answered_case(house)

    house.client.post(path, data={"helped": "no", "words": "Rien reçu."})
    house.client.post(path, data={"helped": "yes", "words": "Reçu ce matin."})

    said = heard_back(house, case_id)
    assert (said.helped, said.words) == (True, "Reçu ce matin.")


def test_the_same_answer_pressed_twice_is_one_answer(house):
    case_id, path = answered_case(house)

    for _ in range(2):
        house.client.post(path, data={"helped": "yes", "words": "Merci."})

    assert history(house, case_id).count("customer_helped") == 1


def test_what_was_answered_is_marked_when_the_link_is_opened_again(house):
    _, path = answered_case(house)
    house.client.post(path, data={"helped": "yes"})

    page = house.client.get(path)

    assert 'value="yes" required checked' in page.text


def test_the_page_speaks_the_language_of_the_message_and_can_be_switched(house):
    _, path = answered_case(house, language="en")

    english = house.client.get(path)
    french = house.client.get(f"{path}?lang=fr")

    assert '<html lang="en">' in english.text
    assert "Did this help?" in english.text
    assert '<html lang="fr">' in french.text
    assert 'action="?lang=fr"' in french.text


@pytest.mark.parametrize("form", [{}, {"words": "hm"}, {"helped": "maybe"}])
def test_without_yes_or_no_the_words_stay_in_the_form(house, form):
    case_id, path = answered_case(house)

    page = house.client.post(path, data=form)

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert form.get("words", "") in page.text
    assert heard_back(house, case_id) is None


def test_words_that_are_too_long_are_not_lost(house):
    case_id, path = answered_case(house)

    page = house.client.post(path, data={"helped": "yes", "words": "é" * 2_001})

    assert page.status_code == 422
    assert "é" * 2_001 in page.text
    assert heard_back(house, case_id) is None


def test_markup_in_the_words_is_shown_as_text(house):
    _, path = answered_case(house)

    page = house.client.post(path, data={"words": "</textarea><script>alert(1)</script>"})

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_form_filled_by_a_machine_is_refused(house):
    case_id, path = answered_case(house)

    many_fields = house.client.post(path, data={f"f{each}": "x" for each in range(50)})
    too_large = house.client.post(path, data={"helped": "yes", "words": "x" * 40_000})

    assert many_fields.status_code == 422
    assert too_large.status_code == 413
    assert heard_back(house, case_id) is None


def test_a_link_that_was_never_made_opens_nothing(house):
    answered_case(house)

    for answer_to in (house.client.get, house.client.post):
        page = answer_to("/answer/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")

        assert page.status_code == 404
        assert "<h1>" in page.text


def test_an_expired_link_says_how_to_reach_us(house):
    case_id, path = answered_case(house)
    house.pass_time(timedelta(days=61))

    page = house.client.get(path)
    house.client.post(path, data={"helped": "yes"})

    assert page.status_code == 410
    assert "répondez simplement" in page.text
    assert heard_back(house, case_id) is None


def test_no_name_or_address_of_the_customer_stands_on_the_page(house):
    _, path = answered_case(house)

    page = house.client.get(path)

    assert "Petit" not in page.text
    assert "claire@" not in page.text
    assert "39" not in page.text
