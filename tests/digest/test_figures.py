from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.calendar import WeekNotUnderstood
from bot.digest.week import Count, Promises, Share
from bot.loop import LOOP

WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
THURSDAY = WEDNESDAY + timedelta(days=1)
LOW = "Débitée deux fois de 39 €, c'est inadmissible, personne ne répond jamais."
HIGH = "Merci à toute l'équipe, accueil parfait et réparation impeccable, bravo !"


def stage(week, key):
    return next(mood for mood in week.stages if mood.key == key)


def test_a_week_opens_with_a_low_point_then_a_high_one(story):
    story.says(HIGH, touchpoint="repair", score=10)
    story.says(LOW, score=0)

    week = story.week()

    assert [voice.words for voice in week.voices] == [LOW, HIGH]
    assert week.voices[0].polarity < 0 < week.voices[1].polarity


def test_at_most_three_are_quoted_and_never_one_customer_twice(story):
    for number in range(6):
        story.says(f"{LOW} {number}", score=0, customer="k-1" if number < 3 else None)

    voices = story.week().voices

    assert len(voices) == 3
    with story.ledger.look() as look:
        customers = [look.case(voice.case_id).customer_id for voice in voices]
    assert len(set(customers)) == 3


def test_words_are_masked_and_so_is_what_was_done(story):
    case_id = story.says("Rappelez-moi au 06 39 98 04 81, votre facture est fausse !", score=1)
    story.act(case_id, "Rappeler Claire Petit au 06 39 98 04 81", at=THURSDAY)

    (voice,) = story.week().voices

    assert "06 39" not in voice.words + voice.done
    assert "Petit" not in voice.done
    assert "Rappeler" in voice.done


def test_grave_feedback_is_in_no_word_and_no_figure(story):
    case_id = story.says(LOW, score=0)
    story.change(case_id, lambda case: replace(case, grave="danger"))

    week = story.week()

    assert week.voices == ()
    assert (week.heard, week.still_open, week.passed("collect")) == (0, 0, 0)


@pytest.mark.parametrize("identity", ["confidential", "anonymous"])
def test_words_given_in_confidence_are_counted_and_never_quoted(story, identity):
    story.says(LOW, score=0, source="exit_interviews")
    policy = replace(story.journey.policy_of("desk", "ticket"), identity=identity)
    sources = {**story.journey.sources, "exit_interviews": policy}

    week = story.week(journey=replace(story.journey, sources=sources))

    assert week.voices == ()
    assert week.heard == 1


def test_words_of_a_department_in_rehearsal_stay_there(story):
    story.says(LOW, score=0)
    billing = replace(story.journey.departments["billing"], mode="rehearsal")
    departments = {**story.journey.departments, "billing": billing}

    week = story.week(journey=replace(story.journey, departments=departments))

    assert week.voices == ()


def test_a_voice_tells_what_was_done_and_what_the_customer_says_now(story):
    case_id = story.says(LOW, score=0)
    story.act(case_id, "39 € remboursés", at=THURSDAY)
    story.tell(case_id, at=THURSDAY)
    story.hear_back(case_id, helped=True, words="Merci, enfin clair.", at=THURSDAY)

    (voice,) = story.week().voices

    assert voice.done == "39 € remboursés"
    assert (voice.closed_how, voice.helped, voice.said_back) == (
        "told",
        True,
        "Merci, enfin clair.",
    )


def test_a_score_without_words_is_counted_and_never_quoted(story):
    story.says("", score=3)
    story.says("n/a", score=9)
    story.says(LOW, score=0)

    week = story.week()

    assert (week.heard, week.without_words) == (3, 2)
    assert len(week.voices) == 1


def test_the_columns_are_the_steps_of_the_loop_in_their_order(story):
    case_id = story.says(LOW, score=0)
    story.act(case_id, "39 € remboursés", at=THURSDAY)
    story.tell(case_id, at=THURSDAY)

    week = story.week()

    assert [each.step for each in week.steps] == [step.name for step in LOOP]
    assert [week.passed(step) for step in ("collect", "act", "answer", "close")] == [1, 1, 1, 0]


def test_what_happened_in_another_week_is_not_of_this_one(story):
    monday = datetime(2026, 11, 15, 23, 0, tzinfo=UTC)  # midnight in Paris
    story.says(LOW, at=monday - timedelta(seconds=1))
    story.says(LOW, at=monday)

    assert story.week("2026-W46").heard == 1
    assert story.week("2026-W47").heard == 1


def test_fewer_than_five_are_not_broken_down(story):
    for number in range(4):
        story.says(f"{LOW} {number}", score=0)

    week = story.week()

    assert stage(week, "pay") == replace(stage(week, "pay"), heard=None, polarity=None)
    assert week.touchpoints == ()
    assert week.waiting == ()
    assert week.still_open == 4


def test_five_show_how_a_place_feels_and_how_it_moved(story):
    for number in range(5):
        story.says(f"{HIGH} {number}", score=10, at=WEDNESDAY - timedelta(days=7))
        story.says(f"{LOW} {number}", score=0)

    week = story.week()

    pay = stage(week, "pay")
    assert pay.heard == 5
    assert pay.polarity < 0 < pay.before
    assert [mood.key for mood in week.touchpoints] == ["invoice"]


def test_departments_with_few_waiting_are_told_together(story):
    for number in range(5):
        story.says(f"{LOW} {number}")
    for touchpoint in ("delivery", "jobs"):
        story.says("Personne ne répond.", touchpoint=touchpoint)

    assert story.week().waiting == (Count("billing", 5), Count(None, 2))


def test_told_in_time_runs_on_the_customers_clock(story):
    friday = datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
    over_the_weekend = story.says(LOW, at=friday)
    at_once = story.says(LOW, at=WEDNESDAY)
    story.tell(over_the_weekend, at=friday + timedelta(hours=64))
    story.tell(at_once, at=WEDNESDAY + timedelta(hours=48))

    assert story.week().told_in_time == Share(1, 2)


def test_promises_are_kept_moved_or_missed(story):
    friday = date(2026, 11, 20)
    kept, moved, missed = (story.says(f"{LOW} {number}") for number in range(3))
    for case_id in (kept, moved, missed):
        story.tell(case_id, at=WEDNESDAY, promised_on=friday)
    story.tell(kept, at=THURSDAY)
    story.tell(moved, at=THURSDAY, promised_on=friday + timedelta(days=7))

    on_friday = story.week(now=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    on_saturday = story.week(now=datetime(2026, 11, 21, 15, 0, tzinfo=UTC))

    assert on_friday.promises == Promises(kept=1, moved=1, missed=0)
    assert on_saturday.promises == Promises(kept=1, moved=1, missed=1)


def test_the_last_word_of_a_customer_counts(story):
    first, second = story.says(LOW), story.says(f"{LOW} !")
    for case_id in (first, second):
        story.tell(case_id, at=WEDNESDAY)
        story.hear_back(case_id, helped=False, at=WEDNESDAY)
    story.hear_back(first, helped=True, at=THURSDAY)

    week = story.week()

    assert week.helped == Share(1, 2)
    assert week.reopened == 2


def test_thanks_that_were_passed_on_are_counted(story):
    case_id = story.says(HIGH, score=10, touchpoint="repair")
    story.pass_on_thanks(case_id, at=THURSDAY)

    assert story.week().thanks_passed_on == 1


def test_causes_are_told_from_five_on_most_frequent_first(story):
    cases = [story.says(f"{LOW} {number}") for number in range(5)]
    for number, case_id in enumerate(cases):
        cause = "took_too_long" if number else "said_unclearly"
        story.close(case_id, at=THURSDAY, how="told_by_phone", cause=cause)

    assert story.week().causes == (Count("took_too_long", 4), Count("said_unclearly", 1))


def test_what_blocks_us_is_told_from_five_on_and_never_whose(story):
    cases = [story.says(f"{LOW} {number}") for number in range(5)]
    for case_id in cases[:4]:
        story.stick(case_id, "rule", at=WEDNESDAY)
        story.stick(case_id, "rule", at=THURSDAY)
    assert story.week().blocks == (), "four could be told apart"
    story.stick(cases[4], "tool", at=THURSDAY)

    assert story.week().blocks == (Count("rule", 4), Count("tool", 1))


def test_places_nobody_was_heard_from_are_named_the_in_betweens_apart(story):
    story.says(LOW, touchpoint="delivery_wait")

    week = story.week()

    assert week.silent_between == ("repair_wait",)
    assert "invoice" in week.silent
    assert "delivery_wait" not in (*week.silent, *week.silent_between)


def test_a_week_that_never_was_is_refused(story):
    with pytest.raises(WeekNotUnderstood):
        story.week("2026-W54")


def test_a_week_without_anybody_has_figures_too(story):
    week = story.week("2025-W10")

    assert (week.week, week.first_day, week.last_day) == (
        "2025-W10",
        date(2025, 3, 3),
        date(2025, 3, 9),
    )
    assert (week.heard, week.voices) == (0, ())
