"""Reminders as people want them: put off, left out, given back, and what the leads hear."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.house import House, open_house, words_in
from tests.loop.slack_rules import problems_of
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open a house in which days follow each other."""
    with open_house(tmp_path_factory.mktemp("choices")) as opened:
        yield opened

        assert problems_of(opened.log()) == []


def test_each_is_reminded_of_their_own_part(days: House) -> None:
    case_id = _taken(days, "parts", by="ana")
    _plan(days, "ana", case_id, "Appeler", "demain", taker=_id(days, "Bruno"))

    said = _morning(days, "bruno", "ana")

    assert "“Appeler” is due today" in said["bruno"]
    assert "Appeler" not in said["ana"], "that part is not hers"
    assert "ce client attend une réponse" in _part(said["ana"], case_id)


def test_an_action_is_given_back_to_who_has_the_case_and_keeps_its_date(days: House) -> None:
    case_id = _taken(days, "given", by="ana")
    _plan(days, "ana", case_id, "Vérifier", "demain", taker=_id(days, "Bruno"))
    _morning(days)
    nudge = _morning_message(days, "bruno", case_id)
    back = next(b for b in _buttons(nudge) if b["value"].startswith(f"{case_id}:"))

    _press(days, "bruno", nudge, "hand_back", back["value"])

    assert "▸ Vérifier · Ana" in words_in(days.card(BILLING, case_id))
    assert "Bruno rend «\u00a0Vérifier\u00a0»" in words_in(days.direct("ana"))


@pytest.mark.parametrize(
    ("user", "choice", "typed", "noted"),
    [
        ("bruno", "monday", "", "will come back on Monday"),
        ("bruno", "later_day", "in 3 days", "will come back on"),
        ("ana", "later_day", "dans 3 jours", "reviendra"),
    ],
)
def test_a_reminder_is_put_off_and_comes_back_on_its_day(
    days: House, user: str, choice: str, typed: str, noted: str
) -> None:
    case_id = _taken(days, f"off-{user}-{choice}-{len(typed)}", by=user)
    _morning(days)
    nudge = _morning_message(days, user, case_id)

    form = _press(days, user, nudge, "later", f"{choice}:{case_id}")
    if typed:
        assert days.fill(user, form, due="blorp")["response"], "a day that is none is refused"
        days.fill(user, form, due=typed)

    assert noted in words_in(days.messages("boucle", user=user)[-1])
    before = len(days.direct(user))
    days.next_morning()
    assert not _names(case_id, words_in(days.direct(user)[before:]))
    for _ in range(5):
        days.next_morning()
    assert _names(case_id, words_in(days.direct(user)[before:]))


def test_a_kind_of_reminder_that_is_not_wanted_stays_away(days: House) -> None:
    home = days.home("chloe")
    choose = next(
        one
        for block in home["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == "choose_reminders"
    )
    assert choose
    case_id = _taken(days, "unwanted", by="chloe")
    _plan(days, "chloe", case_id, "Call", "tomorrow", taker="")
    other = _taken(days, "wanted", by="chloe")

    _choose(days, "chloe", ["before", "on_the_day", "after", "for_leads"])
    said = _morning(days, "chloe")["chloe"]

    assert _names(case_id, said)
    assert not _names(other, said), "what is undecided is not asked for"
    _choose(days, "chloe", ["before", "on_the_day", "after", "undecided", "for_leads"])
    assert _names(other, _morning(days, "chloe")["chloe"])


def test_the_leads_hear_once_per_limit_what_waits_and_not_who(days: House) -> None:
    case_id = _taken(days, "limits", by="david")
    said: list[dict[str, str]] = [_morning(days, "ana", "lea") for _ in range(7)]

    to_lead = [one["ana"] for one in said if _names(case_id, one["ana"])]
    assert sum("pas eu de nouvelles dans le délai" in _part(one, case_id) for one in to_lead) == 1
    assert sum("délai pour répondre" in _part(one, case_id) for one in to_lead) == 1
    assert len(to_lead) == 2, "once per level"
    assert not any("David" in _part(one, case_id) for one in to_lead)
    of_all = [one["lea"] for one in said if _names(case_id, one["lea"])]
    assert len(of_all) == 1, "the leads of the whole hear of the last limit only"


def test_what_stands_in_the_way_reaches_the_leads_without_a_name(days: House) -> None:
    case_id = _taken(days, "blocked", by="bruno")
    _plan(days, "bruno", case_id, "Refund", "in 2 weeks", taker="")
    with days.ledger.look() as look:
        (action,) = look.actions(case_id)
    window = days.choose("bruno", BILLING, case_id, "actions")
    form = _in_view(days, "bruno", window, "say_stuck", f"{case_id}:{action.id}")

    days.fill("bruno", form, on="tool", why="The bank’s page is down")

    word = days.direct("ana")[-1]
    assert "bloqué par un outil" in words_in(word)
    assert "The bank’s page is down" in words_in(word)
    assert "Bruno" not in words_in(word)


def _taken(days: House, name: str, *, by: str) -> int:
    (case_id,) = days.show(of_somebody_else(PETIT, name))
    with days.ledger.look() as look:
        is_shown = look.case(case_id).shared_at is not None
    while not is_shown:
        days.next_morning()
        with days.ledger.look() as look:
            is_shown = look.case(case_id).shared_at is not None
    days.press(by, BILLING, case_id, "take")
    return case_id


def _plan(days: House, user: str, case_id: int, what: str, due: str, *, taker: str) -> None:
    form = days.press(user, BILLING, case_id, "act")
    fields = {"taker": taker} if taker else {}
    assert days.fill(user, form, what=what, due=due, **fields)["views"] == []


def _morning(days: House, *users: str) -> dict[str, str]:
    """Go to the next morning; return what each was told by it."""
    before = {user: len(days.direct(user)) for user in users}
    days.next_morning()
    return {
        user: words_in([m.get("blocks") for m in days.direct(user)[before[user] :]])
        for user in users
    }


def _morning_message(days: House, user: str, case_id: int) -> dict[str, Any]:
    found = [one for one in days.direct(user) if _names(case_id, words_in(one.get("blocks")))]
    return found[-1]


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    return [one for row in rows for one in row["elements"]]


def _press(
    days: House, user: str, message: dict[str, Any], action_id: str, value: str
) -> dict[str, Any]:
    return days.does(
        user, "click", channel="boucle", ts=message["ts"], action_id=action_id, value=value
    )


def _in_view(
    days: House, user: str, window: dict[str, Any], action_id: str, value: str
) -> dict[str, Any]:
    view_id = window["views"][-1]["id"]
    return days.does(user, "click", view_id=view_id, action_id=action_id, value=value)


def _choose(days: House, user: str, wanted: list[str]) -> None:
    home = days.home(user)
    form = days.does(user, "click", view_id=home["id"], action_id="choose_reminders")
    view = form["views"][-1]
    options = [{"value": one} for one in wanted]
    values = {"wanted": {"value": {"type": "checkboxes", "selected_options": options}}}
    days.does(user, "submit", view_id=view["id"], values=values)


def _part(said: str, case_id: int) -> str:
    """Return what is said of one case, up to the next one."""
    return re.split(rf"C-{case_id}\b", said)[-1].partition("C-")[0]


def _names(case_id: int, said: str) -> bool:
    return re.search(rf"C-{case_id}\b", said) is not None


def _id(days: House, first_name: str) -> str:
    with days.ledger.look() as look:
        return next(one.id for one in look.people() if one.first_name == first_name)
