"""What else a customer says on the page of an answer: how it was, what they wish, grave words."""

from dataclasses import replace

import pytest

from bot.steps.ask import ask
from bot.telling import LeftAlone, reason_not_to_send
from handlers.http.links import answer_link
from tests.http.test_answer_page import answered_case, heard_back, history


def case_of(house, case_id):
    with house.desk.ledger.look() as look:
        return look.case(case_id)


def test_three_taps_and_a_wish_are_kept_and_can_be_changed(house):
    case_id, path = answered_case(house)

    house.client.post(path, data={"helped": "no", "understood": "no", "wish": "call"})
    house.client.post(path, data={"helped": "yes", "clear": "yes", "wish": "write"})

    said = heard_back(house, case_id)
    assert (said.understood, said.clear, said.respected) == (None, True, None)
    assert said.wish == "write"
    page = house.client.get(path).text
    assert 'name="clear" value="yes" checked' in page
    assert 'name="wish" value="write" checked' in page


def test_how_they_felt_before_and_after_is_kept(house):
    case_id, path = answered_case(house)

    house.client.post(path, data={"helped": "yes", "words": "Merci, c'est parfait, bravo !"})

    said = heard_back(house, case_id)
    assert said.polarity_before < 0 < said.polarity_after


def test_who_asks_to_be_left_alone_is_until_they_change_their_mind(house):
    case_id, path = answered_case(house)

    def reason():
        with house.desk.ledger.look() as look:
            case, message = look.case(case_id), look.messages(case_id)[0]
            case = replace(case, needs_answer=True)
            journey = house.desk.journey
            return reason_not_to_send(look, case, message, journey, now=house.clock.now())

    assert reason() is None
    page = house.client.post(
        path, data={"helped": "no", "wish": "leave_alone"}, follow_redirects=True
    )
    assert "Nous ne vous écrirons plus" in page.text
    assert isinstance(reason(), LeftAlone)
    assert not case_of(house, case_id).needs_answer

    house.client.post(path, data={"helped": "no", "wish": "write"})

    assert reason() is None
    assert history(house, case_id).count("customer_stopped") == 1


@pytest.mark.parametrize(
    "words", ["Je veux en finir avec la vie.", "My lawyer will sue you for this."]
)
def test_grave_words_on_the_page_take_the_case_to_the_leads(house, words):
    case_id, path = answered_case(house)

    house.client.post(path, data={"helped": "no", "words": words})

    case = case_of(house, case_id)
    assert case.grave in ("self_harm", "legal")
    assert "customer_grave" in history(house, case_id)


def asked_case(house):
    case_id, _ = answered_case(house)
    desk, now = house.desk, house.clock.now()
    with desk.ledger.turn() as turn:
        case = turn.case(case_id)
        (answered,) = turn.messages(case_id)
        question = replace(answered, kind="question", text="À quelle date ?", id=0)
        asked = ask(turn, case, question, desk.journey, revision=1, now=now)
    link = answer_link(desk.settings, case_id, asked.id, house.clock.now().replace(year=2027))
    return case_id, link.removeprefix("https://b.example")


def test_a_question_is_replied_to_under_its_link(house):
    case_id, path = asked_case(house)
    assert case_of(house, case_id).asked_at is not None
    assert "Votre réponse" in house.client.get(path).text

    empty = house.client.post(path, data={})
    page = house.client.post(path, data={"words": "Le 5 novembre."}, follow_redirects=True)

    assert empty.status_code == 422
    assert "est arrivée" in page.text
    case = case_of(house, case_id)
    assert case.asked_at is None
    assert case.answered_at is not None, "a reply is no verdict"
    assert heard_back(house, case_id).words == "Le 5 novembre."
    assert heard_back(house, case_id).helped is None
