"""What is done about a case: several things, in several hands, stuck, dropped or not now."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.holidays import Holidays
from handlers.action_form import day_off_words
from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
ANA, BRUNO = "ana", "bruno"


def test_a_form_shows_what_is_promised_there_and_what_one_may_do(office: House) -> None:
    touchpoint = office.journey.touchpoints["deposit"]
    (case_id,) = office.show(of_somebody_else(PETIT, "act-promise", touchpoint="deposit"))
    office.press("bruno", BILLING, case_id, "take")

    form = words_in(office.press("bruno", BILLING, case_id, "act"))

    assert touchpoint.we_promise.in_("en") in form
    assert touchpoint.you_may.in_("en") in form


@pytest.mark.parametrize(
    ("user", "kind", "shown"),
    [("ana", "quick_win", "🌱 Un geste rapide"), ("bruno", "real_change", "▸ Rappeler · Bruno")],
)
def test_an_action_is_a_quick_win_or_a_real_change_and_leads_to_the_tracker(
    office: House, user: str, kind: str, shown: str
) -> None:
    case_id = _taken(office, f"act-kind-{kind}", by=user)
    form = office.press(user, BILLING, case_id, "act")

    refused = office.fill(
        user,
        form,
        what="Rappeler",
        due="demain 17h" if user == "ana" else "tomorrow 5pm",
        kind=kind,
        link="http://example.com/1",
    )
    assert "https://" in words_in(refused["response"])
    link = "https://suivi.velolibre.example/T-12"
    office.fill(
        user,
        form,
        what="Rappeler",
        due="demain 17h" if user == "ana" else "tomorrow 5pm",
        kind=kind,
        link=f"{link}|x> <!here",
    )
    assert "Rappeler" not in words_in(office.card(BILLING, case_id)), "no link that breaks out"
    office.fill(
        user,
        form,
        what="Rappeler",
        due="demain 17h" if user == "ana" else "tomorrow 5pm",
        kind=kind,
        link=link,
    )

    card = words_in(office.card(BILLING, case_id))
    assert shown in card.replace(f" (<{link}|suivi>)", "")
    assert f"<{link}|suivi>" in card


@pytest.mark.parametrize(
    ("user", "due", "said", "noted"),
    [
        ("ana", "samedi 12 décembre", "le jour ouvré suivant est le lundi 14", "samedi 12"),
        ("bruno", "12 December", "the next working day is Monday 14", "Saturday 12"),
    ],
)
def test_a_day_off_is_said_when_it_is_noted_and_can_be_changed(
    office: House, user: str, due: str, said: str, noted: str
) -> None:
    case_id = _taken(office, f"act-off-{user}", by=user)

    _plan(office, user, case_id, "Rappeler", due)
    told = office.told(user, BILLING)
    row = next(one for one in told["blocks"] if one["type"] == "actions")
    another = row["elements"][0]
    form = office.does(
        user, "click", channel=BILLING, ts=told["ts"], action_id=another["action_id"]
    )

    assert said in told["text"]
    assert noted in told["text"]
    assert "Rappeler" in words_in(form["views"][-1])
    office.close_window(user, form)


def test_a_day_off_is_said_before_a_customer_is_promised_it(office: House) -> None:
    case_id = _taken(office, "act-off-told", by="ana")
    _plan(office, "ana", case_id, "Rembourser", "vendredi 11 décembre")

    form = office.press("ana", BILLING, case_id, "answer")
    preview = office.fill("ana", form, due="dimanche 13 décembre")

    shown = words_in(preview["views"][-1])
    assert "Le dimanche 13 décembre, l’équipe ne travaille pas" in shown


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr-FR", "Le mardi 14 juillet est férié : le jour ouvré suivant est le mercredi 15"),
        ("en-GB", "Tuesday 14 July is a holiday: the next working day is Wednesday 15"),
    ],
)
def test_a_holiday_is_called_one(office: House, locale: str, said: str) -> None:
    billing = office.journey.departments["billing"]
    hours = replace(billing.working_hours, holidays=Holidays.parse("FR"))
    closed = replace(billing, working_hours=hours)

    words = day_off_words(date(2026, 7, 14), closed, locale, today=date(2026, 7, 1))

    assert words.startswith(said)


def test_not_now_needs_no_date_and_is_told_honestly(office: House) -> None:
    case_id = _taken(office, "act-not-now", by="bruno")
    form = office.press("bruno", BILLING, case_id, "act")

    refused = office.fill("bruno", form, what="Our bank needs three days")
    assert "Which day exactly?" in words_in(refused["response"]), "only “not now” needs no date"
    office.fill("bruno", form, what="Our bank needs three days", kind="not_now")

    assert "not now. Next comes telling the customer" in office.told("bruno", BILLING)["text"]
    assert "✋ Pas maintenant\u00a0: Our bank needs three days" in words_in(
        office.card(BILLING, case_id)
    )
    draft = words_in(office.press("bruno", BILLING, case_id, "answer"))
    assert "Nous n’allons pas changer cela pour l’instant" in draft
    assert "Our bank needs three days" in draft
    promised = next(
        one for one in office.views("bruno")[-1]["blocks"] if one.get("block_id") == "due"
    )
    assert "initial_value" not in promised["element"], "no promise without a date"


def test_several_actions_stand_under_one_case_and_each_goes_its_own_way(office: House) -> None:
    case_id = _taken(office, "act-several", by="ana")
    _plan(office, "ana", case_id, "Rembourser", "demain")
    window = office.choose("ana", BILLING, case_id, "actions")
    form = _in_window(office, "ana", window, "act")
    office.fill("ana", form, what="Corriger la règle", due="vendredi", taker=_id(office, "Bruno"))
    card = words_in(office.card(BILLING, case_id))
    assert "▸ Rembourser · Ana" in card
    assert "▸ Corriger la règle · Bruno" in card

    window = office.choose("ana", BILLING, case_id, "actions")
    window = _in_window(office, "ana", window, "finish", number=0)
    assert "✔︎ Rembourser" in words_in(window), "the window says it too"
    form = _in_window(office, "ana", window, "change_action", number=0)
    office.fill("ana", form, state="dropped")

    card = words_in(office.card(BILLING, case_id))
    assert "✔︎ Rembourser · Ana · fait" in card
    assert "Corriger" not in card
    assert "✖︎ Corriger la règle · abandonné" in words_in(
        office.choose("ana", BILLING, case_id, "actions")
    )


def test_the_only_action_dropped_asks_for_another(office: House) -> None:
    case_id = _taken(office, "act-dropped", by="bruno")
    _plan(office, "bruno", case_id, "Call", "Friday")
    window = office.choose("bruno", BILLING, case_id, "actions")
    form = _in_window(office, "bruno", window, "change_action")

    office.fill("bruno", form, state="dropped")

    buttons = office.card(BILLING, case_id)["blocks"][-1]["elements"]
    assert buttons[0]["action_id"] == "act"


@pytest.mark.parametrize(
    ("user", "obstacle", "card_says", "form_says"),
    [
        ("ana", "rule", "⛔ bloqué\u00a0: une de nos règles (à signer)", "Qu’est-ce qui bloque"),
        ("bruno", "authority", "une décision qui ne m’appartient pas", "What stands in the way?"),
    ],
)
def test_who_is_stuck_says_what_stands_in_the_way_until_a_change(
    office: House, user: str, obstacle: str, card_says: str, form_says: str
) -> None:
    case_id = _taken(office, f"act-stuck-{obstacle}", by=user)
    due = "vendredi" if user == "ana" else "Friday"
    _plan(office, user, case_id, "Rembourser", due)
    window = office.choose(user, BILLING, case_id, "actions")

    form = _in_window(office, user, window, "say_stuck")
    assert form_says in words_in(form)
    office.fill(user, form, on=obstacle, why="à signer")
    assert card_says in words_in(office.card(BILLING, case_id))
    assert "référents" in words_in(office.told(user, BILLING)) or "leads" in words_in(
        office.told(user, BILLING)
    )

    window = office.choose(user, BILLING, case_id, "actions")
    form = _in_window(office, user, window, "change_action")
    office.fill(user, form, what="Avoir de 39 €")
    card = words_in(office.card(BILLING, case_id))
    assert "⛔" not in card
    assert "Avoir de 39 €" in card
    assert "vendredi" in card, "what is changed keeps its date"


def test_a_date_outlives_every_change_of_hands(office: House) -> None:
    case_id = _taken(office, "act-hands", by="ana")
    _plan(office, "ana", case_id, "Rembourser", "vendredi 18 décembre")

    office.choose("ana", BILLING, case_id, "release")
    assert "▸ Rembourser · à reprendre · vendredi 18 décembre" in words_in(
        office.card(BILLING, case_id)
    )
    office.react("bruno", BILLING, case_id, "raising_hand")
    assert "▸ Rembourser · Bruno · vendredi 18 décembre" in words_in(office.card(BILLING, case_id))
    form = office.choose("bruno", BILLING, case_id, "pass_on")
    office.fill("bruno", form, department="product", why="The app")

    product = "voice-product"
    assert "▸ Rembourser · in nobody’s hands yet · Friday 18 December" in words_in(
        office.card(product, case_id)
    )
    office.press("chloe", product, case_id, "take")
    assert "▸ Rembourser · Chloé · Friday 18 December" in words_in(office.card(product, case_id))


def _taken(office: House, name: str, *, by: str) -> int:
    (case_id,) = office.show(of_somebody_else(PETIT, name))
    office.press(by, BILLING, case_id, "take")
    return case_id


def _plan(office: House, user: str, case_id: int, what: str, due: str) -> None:
    form = office.press(user, BILLING, case_id, "act")
    assert office.fill(user, form, what=what, due=due)["views"] == []


def _in_window(
    office: House, user: str, window: dict[str, Any], action_id: str, *, number: int = 0
) -> dict[str, Any]:
    """Press one of the buttons of that kind in the window on top."""
    rows = [one for one in window["views"][-1]["blocks"] if one["type"] == "actions"]
    found = [b for row in rows for b in row["elements"] if b["action_id"] == action_id]
    block = next(row for row in rows if found[number] in row["elements"])
    return office.does(
        user,
        "click",
        view_id=window["views"][-1]["id"],
        action_id=action_id,
        block_id=block["block_id"],
        value=found[number]["value"],
    )


def _id(office: House, first_name: str) -> str:
    with office.ledger.look() as look:
        return next(one.id for one in look.people() if one.first_name == first_name)
