"""Several customers say the same: cases are linked, topics named, rises told once."""

from datetime import timedelta

import pytest

from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.same_again import SaidBefore
from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
SAME = (
    "Double prélèvement ce mois-ci, où est mon remboursement ?",
    "Encore un double prélèvement ce mois-ci et aucun remboursement.",
    "Où est le remboursement du double prélèvement de ce mois-ci ?",
)


@pytest.fixture(scope="module")
def cases(shared_house: House) -> list[int]:
    """Three customers say the same, one something else."""
    records = [
        of_somebody_else(PETIT, f"same-{number}", text=text) for number, text in enumerate(SAME)
    ]
    other = of_somebody_else(PETIT, "other", text="La facture n’indique pas ma remise étudiante.")
    return shared_house.show(*records, other)


def test_a_card_says_how_many_others_say_the_same(office: House, cases: list[int]) -> None:
    first, second, third, other = cases

    for one in (first, second, third):
        assert "2 autres clients disent la même chose" in words_in(office.card(BILLING, one))
    assert "même chose" not in words_in(office.card(BILLING, other))
    with office.ledger.look() as look:
        assert [look.case(one).same_as for one in cases] == [None, first, first, None]


def test_the_card_of_the_first_is_told_each_time_one_more_says_it(
    office: House, cases: list[int]
) -> None:
    office.show(of_somebody_else(PETIT, "same-late", text=SAME[0].replace("?", "!!")))
    with_three = words_in(office.card(BILLING, cases[0]))
    office.show(of_somebody_else(PETIT, "same-later", text=SAME[0].replace("?", "!")))
    with_four = words_in(office.card(BILLING, cases[0]))

    assert "3 autres clients disent la même chose" in with_three
    assert "4 autres clients disent la même chose" in with_four


def test_what_one_customer_says_again_is_linked_and_makes_no_group(office: House) -> None:
    record = of_somebody_else(PETIT, "twice", text="Relevé bancaire illisible depuis la fusion.")
    again = {**record, "id": "twice-again"}

    first, second = office.show(record, again)

    with office.ledger.look() as look:
        assert look.case(second).linked_to == first
        assert look.case(second).same_as is None


def test_who_goes_on_from_turn_to_turn_hears_what_others_took_in_between(office: House) -> None:
    journey, now = office.journey, office.workspace.now()
    reader, said_before = MapReader(journey), SaidBefore()
    lock, lamp = "Le cadenas du vélo reste bloqué", "La lampe arrière clignote sans raison"

    def bring(name: str, text: str) -> int | None:
        record = of_somebody_else(PETIT, name, text=text, touchpoint="repair")
        intake = read_record(record, source="survey", zone=journey.timezone, now=now)
        with office.ledger.turn() as turn:
            (taken,) = take_in(
                turn, [intake], reader=reader, journey=journey, now=now, said_before=said_before
            )
        return taken.case_id

    first = bring("goes-on-1", lock)
    meanwhile = office.hear(of_somebody_else(PETIT, "between", text=lamp, touchpoint="repair"))
    others = [bring("goes-on-2", lock), bring("goes-on-3", lamp)]

    with office.ledger.look() as look:
        groups = [look.case(one or 0).same_as for one in others]
    assert groups == [first, *meanwhile]


def test_topics_are_listed_in_the_readers_language(office: House, cases: list[int]) -> None:
    french = words_in(office.type("ana", BILLING, "sujets"))
    english = words_in(office.type("bruno", "general", "themes"))

    elsewhere = words_in(office.type("ana", "voix-equipes", "sujets"))

    assert "double prélèvement" in french
    assert "Service Facturation" in french
    assert "rien ne revient" in elsewhere
    assert "clients (personne les quatre semaines d’avant)" in french
    assert "double prélèvement" in english
    assert "customers (nobody in the four weeks before)" in english


def test_a_sudden_rise_is_told_once_to_its_owner_and_the_leads(house: House) -> None:
    start = house.workspace.now()
    past = [
        {
            **of_somebody_else(PETIT, f"past-{ago}", text=f"Question de facture, {ago} jours"),
            "happened_at": (start - timedelta(days=ago)).isoformat(),
            "touchpoint": "invoice",
        }
        for ago in range(2, 28, 3)
    ]
    today = [
        {
            **of_somebody_else(PETIT, f"now-{name}", text=f"Prélèvement en double, {name * 4}"),
            "happened_at": (start - timedelta(hours=1)).isoformat(),
            "touchpoint": "invoice",
        }
        for name in "abcdefg"
    ]
    house.hear(*past)
    house.hear(*today)

    house.next_morning()
    house.advance("2h")
    house.next_morning()

    told = [one for one in house.messages(BILLING) if one["text"].startswith("Hausse soudaine")]
    to_the_lead = [one for one in house.direct("lea") if "Hausse" in one["text"]]
    assert len(told) == len(to_the_lead) == 1
    assert "7 clients en ont parlé" in words_in(told[0]["blocks"])
    assert "prélèvement en double" in words_in(told[0]["blocks"])
    assert "double" not in told[0]["text"]
