"""One message a day to a person, in their language, never the same line twice; and rehearsal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import MAP, House, open_house, words_in
from tests.loop.slack_rules import problems_of
from tests.records import PETIT, of_somebody_else

BILLING, SUPPORT = "voix-facturation", "voix-assistance"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open a house where support rehearses; days follow each other in it."""
    folder = tmp_path_factory.mktemp("days")
    text = MAP.read_text(encoding="utf-8")
    before, support = text.split("  support:\n")
    support = support.replace("    round:", "    mode: rehearsal\n    round:", 1)
    rehearsing = Path(folder / "journey.yaml")
    rehearsing.write_text(f"{before}  support:\n{support}", encoding="utf-8")
    with open_house(folder, journey=rehearsing) as opened:
        yield opened

        assert problems_of(opened.log()) == []


def test_a_promise_is_reminded_the_day_before_on_the_day_and_after_never_twice(
    days: House,
) -> None:
    (case_id,) = days.show(of_somebody_else(PETIT, "friday"))
    days.press("bruno", BILLING, case_id, "take")
    form = days.press("bruno", BILLING, case_id, "act")
    days.fill("bruno", form, what="Refund", due="Friday")
    days.fill("bruno", days.fill("bruno", days.press("bruno", BILLING, case_id, "answer")))
    days.does(
        "bruno",
        "click",
        channel=BILLING,
        ts=_asked_done(days, case_id),
        action_id="finish",
    )

    said = {}
    for day in ("25", "26", "27", "30"):
        before = len(days.direct("bruno"))
        days.move_to(f"2026-11-{day}T09:30:00+01:00")
        said[day] = [words_in(one["blocks"]) for one in days.direct("bruno")[before:]]

    assert said["25"] == []
    assert len(said["26"]) == len(said["27"]) == len(said["30"]) == 1
    assert "you told the customer Friday 27 November, that is tomorrow" in said["26"][0]
    assert "today is the day this customer expects news" in said["27"][0]
    assert "that has passed" in said["30"][0]
    assert "Hand it back" in said["30"][0]
    before = len(days.direct("bruno"))
    days.move_to("2026-12-02T09:30:00+01:00")
    assert len(days.direct("bruno")) == before, "never the same line twice"


def test_an_old_reminder_still_acts_and_says_what_has_changed(days: House) -> None:
    (case_id,) = days.show(of_somebody_else(PETIT, "untaken"))
    days.next_morning()
    (reminder,) = [one for one in days.direct("ana") if f"C-{case_id} " in words_in(one)][-1:]
    assert "personne ne s’en occupe encore" in words_in(reminder)
    days.press("chloe", BILLING, case_id, "take")

    days.does(
        "ana", "click", channel="boucle", ts=reminder["ts"], action_id="take", value=str(case_id)
    )

    assert "Chloé s’occupe déjà de" in words_in(days.messages("boucle", user="ana"))
    assert "Chloé s’en occupe" in words_in(days.card(BILLING, case_id))


def test_a_rehearsal_shows_its_cards_to_the_leads_and_sends_nothing(days: House) -> None:
    before = len(days.inbox())
    record = of_somebody_else(PETIT, "rehearsed", touchpoint=_of_support(days))
    (case_id,) = days.show(record)
    assert days.messages(SUPPORT) == []
    mine = {"channel": "boucle", "value": str(case_id)}
    ts = next(one["ts"] for one in days.direct("bruno") if f"C-{case_id} " in one["text"])

    days.does("bruno", "click", ts=ts, action_id="take", **mine)
    form = days.does("bruno", "click", ts=ts, action_id="act", **mine)
    days.fill("bruno", form, what="Call back", due="tomorrow")
    form = days.does("bruno", "click", ts=ts, action_id="answer", **mine)
    refused = days.fill("bruno", form, way="mail")

    assert len(days.inbox()) == before
    assert "the team is rehearsing" in words_in(refused["response"])
    days.close_window("bruno", refused)


def _asked_done(days: House, case_id: int) -> str:
    days.react("bruno", BILLING, case_id, "white_check_mark")
    return str(days.told("bruno", BILLING)["ts"])


def _of_support(days: House) -> str:
    owned = (one.key for one in days.journey.touchpoints.values() if one.owner == "support")
    return next(owned)
