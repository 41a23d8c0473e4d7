"""What a lead tries in the first hour: ten own comments, accidents, a pause, a count."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.exporting import exported
from bot.forgetting import forget
from tests.house import FRIDAY, House, words_in
from tests.loop.test_answer import BILLING, promised
from tests.loop.test_forgetting import everything_in_slack
from tests.records import PETIT, of_somebody_else

DIGEST = "voix-du-client"
OWN_COMMENTS = {
    "praise": "Livreur adorable, vélo monté devant moi, merci infiniment !",
    "ironic": "Génial, troisième facture fausse en un mois, bravo, continuez comme ça.",
    "two things": "Facture fausse, débitée deux fois. Et personne ne répond au téléphone.",
    "english": "The app crashes every time I unlock my bike.",
    "leaving": "Je résilie mon abonnement, c'est devenu trop cher.",
    "waiting": "Mon vélo devait arriver lundi, toujours aucune nouvelle de la livraison.",
    "mild": "Le catalogue en ligne est correct.",
    "nothing": "RAS",
    "personal": "Rappelez-moi au 06 12 34 56 78, mon IBAN FR14 2004 1010 0505 0001 3M02 606, "
    "Sabrina Leclerc du support a perdu ma facture.",
    "cry for help": "Je n'en peux plus de vos factures, je veux en finir avec la vie.",
}
SECRETS = ("06 12", "3M02", "Sabrina", "Leclerc", "en finir")


@pytest.fixture(scope="module")
def comments(shared_house: House) -> dict[str, int]:
    """Ten comments of a lead's own, on the cards of a morning; the case of each that has one."""
    records = {
        name: of_somebody_else(PETIT, f"own-{number}", text=text, score=None, expected=None)
        for number, (name, text) in enumerate(OWN_COMMENTS.items())
    }
    cases = {name: shared_house.hear(shared_house.lately(one)) for name, one in records.items()}
    shared_house.next_morning()
    return {name: opened[0] for name, opened in cases.items() if opened}


def place_of(house: House, case_id: int) -> str:
    """Return the channel of the department that a case lies with."""
    with house.ledger.look() as look:
        department = look.case(case_id).department
    return house.journey.departments[department].channel.lstrip("#")


def card_of(house: House, case_id: int) -> str:
    return words_in(house.card(place_of(house, case_id), case_id))


def answered(house: House, case_id: int, **fields: str) -> None:
    """Let Ana send the answer that is ready to be written."""
    form = house.press("ana", BILLING, case_id, "answer")
    house.fill("ana", house.fill("ana", form, way="mail", **fields))


def mails_to(house: House, name: str) -> list[dict[str, Any]]:
    return [mail for mail in house.inbox() if f"{name}@exemple.example" in mail["to"]]


def test_each_comment_is_where_somebody_can_do_something_about_it(
    office: House, comments: dict[str, int]
) -> None:
    places = {name: place_of(office, case_id) for name, case_id in comments.items()}

    assert places["ironic"] == places["two things"] == "voix-facturation"
    assert places["english"] == "voice-product"
    assert places["waiting"] == "voix-livraison"
    assert "nothing" not in comments, "words that say nothing are counted, not posted"


def test_mockery_is_no_high_point_and_praise_asks_for_thanks(
    office: House, comments: dict[str, int]
) -> None:
    assert '"action_id": "take"' in card_of(office, comments["ironic"])
    assert '"action_id": "thanks"' in card_of(office, comments["praise"])


def test_two_things_in_one_name_the_other_department(
    office: House, comments: dict[str, int]
) -> None:
    assert "concerne aussi Assistance" in card_of(office, comments["two things"])


def test_nothing_private_stands_in_a_channel_or_a_push_preview(
    office: House, comments: dict[str, int]
) -> None:
    public = [
        office.messages(one.channel.lstrip("#")) for one in office.journey.departments.values()
    ]
    notifications = [message["text"] for channel in public for message in channel]

    assert [secret for secret in SECRETS if secret in words_in(public)] == []
    assert "[téléphone]" in card_of(office, comments["personal"])
    said = [word for text in OWN_COMMENTS.values() for word in text.split() if len(word) > 9]
    assert [word for word in said if word in words_in(notifications)] == []


def test_a_cry_for_help_goes_to_the_leads_alone_and_has_no_template(
    office: House, comments: dict[str, int]
) -> None:
    case_id = comments["cry for help"]

    told = words_in(office.direct("lea"))

    assert f"C-{case_id}" in told
    assert all(f"C-{case_id}" not in words_in(office.direct(user)) for user in ("bruno", "chloe"))


def test_an_insult_in_a_thread_and_send_pressed_twice_leave_one_mail(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "hour-twice"), due="dans 3 jours")
    ts = office.card(BILLING, case_id)["ts"]

    office.does("ana", "say", channel=BILLING, text="Quel pénible, ce client !", thread_ts=ts)
    form = office.press("ana", BILLING, case_id, "answer")
    preview = office.fill("ana", form, way="mail")
    sending = {"view_id": preview["views"][-1]["id"], "values": {}}
    for _ in range(2):  # the second press may find no form any more
        office._http.post("/_workspace/as/ana/submit", json=sending)
    office.settle()

    (mail,) = mails_to(office, "hour-twice")
    assert "pénible" not in words_in(mail)


def test_an_anonymous_answer_has_no_reply_and_no_history(office: House) -> None:
    said = {
        "id": "nobody-1",
        "text": "Facture illisible, j'ai été débité deux fois.",
        "channel": "survey",
    }

    (case_id,) = office.show(said)

    office.press("ana", BILLING, case_id, "take")
    assert '"action_id": "answer"' not in card_of(office, case_id)
    with office.ledger.look() as look:
        assert look.case(case_id).customer_id is None


def test_what_another_team_wrote_yesterday_is_said_before_writing_again(office: House) -> None:
    survey = of_somebody_else(PETIT, "hour-other", channel="survey", contact_ok=True)
    first = promised(office, survey, due="dans 3 jours")
    answered(office, first)
    assert len(mails_to(office, "hour-other")) == 1
    again = {**survey, "id": "hour-other-2", "text": "La facture de mars est fausse elle aussi."}
    second = promised(office, again, due="dans 3 jours", user="bruno")

    form = office.press("bruno", BILLING, second, "answer")

    warning = words_in(form["views"][-1])
    assert "Billing" in warning
    assert "wrote" in warning


def test_tomorrows_export_with_two_rows_changed_changes_two_cards(office: House) -> None:
    rows = [
        office.lately(
            of_somebody_else(PETIT, f"row-{number}", text=f"Facture n° {number} : débit en double")
        )
        for number in range(4)
    ]
    cases = office.hear(*rows)
    office.next_morning()
    changed = [{**rows[0], "text": "Tout est réglé, merci."}, {**rows[1], "text": "Toujours rien"}]

    opened = office.hear(*changed, *rows[2:])
    office.settle()

    assert opened == []
    assert "Tout est réglé" in card_of(office, cases[0])
    assert "Toujours rien" in card_of(office, cases[1])
    assert "débit en double" in card_of(office, cases[2])


def test_a_figure_of_the_week_is_what_its_feedback_counts(office: House) -> None:
    monday, friday = _week_of(office)
    office.move_to(friday.replace(hour=16, minute=5).isoformat())

    with office.ledger.look() as look:
        rows = list(exported(look, office.journey))
        graves = {f"C-{case.id}" for case in look.open_cases() if case.grave}

    said = [datetime.fromisoformat(str(row["happened_at"])) for row in rows]
    in_week = sum(
        monday <= at <= monday + timedelta(days=7) and row["case"] not in graves
        for at, row in zip(said, rows, strict=True)
    )
    assert in_week > 0
    assert f": {in_week} retours entendus" in office.messages(DIGEST)[-1]["text"]


def _week_of(house: House) -> tuple[datetime, datetime]:
    """Return when this week began, and its Friday at that hour."""
    now = house.workspace.now().astimezone(house.journey.timezone)
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0)
    return monday.replace(microsecond=0), monday + timedelta(days=FRIDAY)


def test_that_customer_forgotten_everywhere_leaves_a_whole_history(
    office: House, comments: dict[str, int]
) -> None:
    assert "Et personne ne répond au téléphone" in everything_in_slack(office)

    with office.ledger.turn() as turn:
        forget(turn, "own-2", office.journey, now=office.workspace.now())
    office.settle()

    assert "Et personne ne répond au téléphone" not in everything_in_slack(office)
    with office.ledger.look() as look:
        kept = json.dumps(look._db.query("select * from verbatims"), default=str)
        assert OWN_COMMENTS["two things"] not in kept
        assert look.is_history_whole(comments["two things"])


def test_a_pause_in_the_middle_of_a_batch_lets_nothing_more_leave(office: House) -> None:
    names = [f"batch-{number}" for number in range(4)]
    cases = [promised(office, of_somebody_else(PETIT, name), due="dans 3 jours") for name in names]
    for case_id in cases[:2]:
        answered(office, case_id)

    office.type("lea", BILLING, "pause")
    for case_id in cases[2:]:
        answered(office, case_id)
    assert [len(mails_to(office, name)) for name in names] == [1, 1, 0, 0]
    office.type("lea", BILLING, "resume")

    assert [len(mails_to(office, name)) for name in names] == [1, 1, 1, 1]


def test_a_routing_is_corrected_its_cousin_tried_and_the_correction_undone(office: House) -> None:
    (first,) = office.show(of_somebody_else(PETIT, "horn", text="Le klaxon couine, klaxon muet."))
    form = office.choose("lea", place_of(office, first), first, "pass_on")
    office.fill("lea", form, touchpoint="delivery", why="Pour vous")

    (cousin,) = office.show(
        of_somebody_else(PETIT, "horn2", text="Mon klaxon couine, un klaxon muet.")
    )
    assert place_of(office, cousin) == "voix-livraison"
    window = office.choose("lea", "voix-livraison", first, "show")
    undone = office.does("lea", "click", view_id=window["views"][-1]["id"], action_id="unlearn")
    office.close_window("lea", undone)

    (another,) = office.show(
        of_somebody_else(PETIT, "horn3", text="Ce klaxon couine, klaxon muet.")
    )
    assert place_of(office, another) != "voix-livraison"


def test_friday_is_repeated_with_its_date_and_who_is_away_is_not_reminded(
    office: House,
) -> None:
    office.move_to("2026-12-21T09:15:00+01:00")
    case_id = promised(office, of_somebody_else(PETIT, "xmas"), due="vendredi")

    assert "vendredi 25 décembre" in card_of(office, case_id)
    soon = int((office.workspace.now() + timedelta(days=9)).timestamp())
    office.workspace.seed(
        {"users": [{"name": "ana", "status_emoji": ":palm_tree:", "status_expiration": soon}]}
    )
    office.settle()
    before = len(office.direct("ana"))
    office.next_morning()

    assert "Ana s’en occupe" not in card_of(office, case_id)
    assert len(office.direct("ana")) == before
