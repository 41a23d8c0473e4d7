"""What people correct is learned: at once, in any order, and it can be taken back."""

from itertools import count

import pytest
from velo_libre import verbatim

from bot.journey import JourneyMap
from bot.reading import Lesson
from bot.reading.reader import MapReader

SADDLE = "La selle grince depuis le premier jour"
COUSIN = "La selle grince toujours"

_numbers = count(1)


def lesson(text, touchpoint, how="moved", case=None):
    number = next(_numbers)
    return Lesson(number, case or f"C-{number}", how, touchpoint, text)


def likeliest(reader, text):
    return reader.read(verbatim(text)).candidates[0].touchpoint


class Remembered:
    """Lessons as a ledger hands them out."""

    def __init__(self, *lessons):
        self.lessons = list(lessons)
        self.asked = []

    def lessons_after(self, number):
        self.asked.append(number)
        return [one for one in self.lessons if one.number > number]

    def newest_verbatim(self):
        return 0

    def rated(self, **_):
        return []


def test_a_correction_moves_the_next_text_of_its_kind(velo: JourneyMap):
    reader = MapReader(velo)
    before = reader.read(verbatim(COUSIN)).touchpoint

    reader.learn([lesson(SADDLE, "delivery", case="C-31")])
    after = reader.read(verbatim(COUSIN))

    assert before is None
    assert after.candidates[0].touchpoint == "delivery"
    reason = after.reasons[0]
    assert (reason.kind, reason.touchpoint, reason.because) == ("correction", "delivery", "C-31")


def test_a_text_goes_where_people_kept_its_like(velo: JourneyMap):
    reader = MapReader(velo)

    reader.learn([lesson(SADDLE, "delivery", "kept", "C-8")])

    reason = reader.read(verbatim(COUSIN)).reasons[0]
    assert (reason.kind, reason.because) == ("confirmation", "C-8")


def test_of_several_corrections_the_one_most_like_it_is_the_reason(velo: JourneyMap):
    reader = MapReader(velo)
    reader.learn([lesson("Le panier est tordu", "delivery", case="C-1")])
    reader.learn([lesson(SADDLE, "delivery", case="C-2")])

    assert reader.read(verbatim("La selle grince et grince")).reasons[0].because == "C-2"


def test_a_correction_leaves_other_texts_where_they_were(velo: JourneyMap):
    reader = MapReader(velo)
    before = reader.read(verbatim("Débité deux fois, je veux un remboursement")).touchpoint

    reader.learn([lesson(SADDLE, "delivery")])

    assert reader.read(verbatim("Débité deux fois, je veux un remboursement")).touchpoint == before


@pytest.mark.parametrize("how", ["withdrawn", "undone"])
def test_a_correction_taken_back_is_as_if_it_had_never_been_made(velo: JourneyMap, how: str):
    reader, untouched = MapReader(velo), MapReader(velo)

    reader.learn([lesson(SADDLE, "delivery", case="C-31")])
    reader.learn([lesson(SADDLE, None, how, "C-31")])

    assert reader.read(verbatim(COUSIN)) == untouched.read(verbatim(COUSIN))


def test_taking_one_back_leaves_the_others(velo: JourneyMap):
    both, one = MapReader(velo), MapReader(velo)
    kept = lesson("Le conseiller a raccroché au nez", "helpline")

    both.learn([lesson(SADDLE, "delivery", case="C-31"), kept])
    both.learn([lesson(SADDLE, None, "undone", "C-31")])
    one.learn([kept])

    text = verbatim("Le conseiller rit quand la selle grince")
    assert both.read(text).touchpoint == one.read(text).touchpoint
    assert both.read(text).confidence == pytest.approx(one.read(text).confidence, abs=0.02)


def test_the_last_word_on_a_case_counts(velo: JourneyMap):
    reader = MapReader(velo)

    reader.learn([lesson(SADDLE, "invoice", "kept", "C-31")])
    reader.learn([lesson(SADDLE, "delivery", "moved", "C-31")])

    assert likeliest(reader, COUSIN) == "delivery"


def test_words_that_arrive_late_do_not_win_over_later_ones(velo: JourneyMap):
    reader = MapReader(velo)
    early, late = lesson(SADDLE, "invoice", case="C-31"), lesson(SADDLE, "delivery", case="C-31")

    reader.learn([late])
    reader.learn([early])

    assert likeliest(reader, COUSIN) == "delivery"


def test_lessons_of_a_start_teach_the_same_as_those_made_since_in_any_order(velo: JourneyMap):
    lessons = [
        lesson("La selle grince", "delivery"),
        lesson("Le conseiller a raccroché", "helpline"),
        lesson("Superbe campagne de publicité dans le métro", None, "none"),
    ]
    at_start, since = MapReader(velo, lessons), MapReader(velo)

    for one in lessons[::-1]:
        since.learn([one])

    text = verbatim("La selle grince, le conseiller rit")
    assert at_start.read(text).touchpoint == since.read(text).touchpoint
    assert at_start.read(text).confidence == pytest.approx(since.read(text).confidence, abs=0.02)


def test_none_of_these_is_learned_too(velo: JourneyMap):
    reader = MapReader(velo)
    advert = "Votre publicité dans le métro avec le colis est superbe"
    reader.learn([lesson(advert, None, "none", f"C-{number}") for number in range(6)])

    reading = reader.read(verbatim("Superbe, la publicité du métro avec le colis"))

    assert reading.touchpoint is None
    assert (reading.reasons[0].kind, reading.reasons[0].touchpoint) == ("correction", None)


@pytest.mark.parametrize(
    ("text", "touchpoint"), [("La selle grince", "workshop"), ("", "delivery"), ("!!", "delivery")]
)
def test_what_left_the_map_or_was_forgotten_teaches_nothing(velo, text, touchpoint):
    reader = MapReader(velo, [lesson(text, touchpoint)])

    assert reader.read(verbatim(COUSIN)) == MapReader(velo).read(verbatim(COUSIN))


def test_catching_up_learns_each_lesson_once_and_only_looks_at_the_newest(velo: JourneyMap):
    reader = MapReader(velo)
    remembered = Remembered(*(lesson(SADDLE, "delivery") for _ in range(200)))
    reader.catch_up(remembered)
    before = reader.read(verbatim(COUSIN))

    reader.catch_up(remembered)

    assert reader.read(verbatim(COUSIN)) == before
    assert remembered.asked[0] <= 0
    assert remembered.asked[1] >= remembered.lessons[100].number


def test_a_lesson_that_became_visible_late_is_not_passed_over(velo: JourneyMap):
    early, late = lesson(SADDLE, "delivery"), lesson("Le conseiller rit", "helpline")
    reader = MapReader(velo)
    remembered = Remembered(late)
    reader.catch_up(remembered)

    remembered.lessons.insert(0, early)
    reader.catch_up(remembered)

    assert likeliest(reader, COUSIN) == "delivery"


def judged(guess: str, number: int, touchpoint: str) -> Lesson:
    """A lesson on words that touch nothing else, whose reading had been sure of its guess."""
    return Lesson(number, f"C-{number}", "moved", touchpoint, f"mot{number}", guess, 2.0)


def test_readings_that_people_often_put_right_become_less_sure(velo: JourneyMap):
    invoice = verbatim("Débité deux fois, facture fausse")
    before = MapReader(velo).read(invoice).confidence
    wrong = [judged("delivery", number, "helpline") for number in range(1, 41)]
    right = [judged("helpline", number, "helpline") for number in range(1, 41)]

    doubted = MapReader(velo, wrong).read(invoice)
    trusted = MapReader(velo, right).read(invoice)

    assert doubted.confidence < before - 0.2
    assert trusted.confidence > before
    assert doubted.candidates[0].touchpoint == trusted.candidates[0].touchpoint == "invoice"


def test_one_mistake_hardly_moves_how_sure_all_others_are(velo: JourneyMap):
    invoice = verbatim("Débité deux fois, facture fausse")
    before = MapReader(velo).read(invoice).confidence

    after = MapReader(velo, [judged("delivery", 1, "helpline")]).read(invoice).confidence

    assert before - 0.03 < after < before


def test_how_sure_readings_are_does_not_depend_on_when_lessons_came(velo: JourneyMap):
    lessons = [
        judged("delivery", number, "helpline" if number % 3 else "delivery")
        for number in range(1, 31)
    ]
    invoice = verbatim("Débité deux fois, facture fausse")
    late = MapReader(velo)

    for one in reversed(lessons):
        late.learn([one])

    at_start = MapReader(velo, lessons).read(invoice).confidence
    assert late.read(invoice).confidence == pytest.approx(at_start, abs=0.01)


def test_words_that_were_taught_of_a_touchpoint_make_it_surer(velo: JourneyMap):
    once, often = MapReader(velo), MapReader(velo)
    once.learn([lesson(SADDLE, "delivery")])
    often.learn([lesson(SADDLE, "delivery") for _ in range(6)])

    confidences = [reader.read(verbatim(SADDLE)).confidence for reader in (once, often)]

    assert confidences[1] > confidences[0] + 0.1


def test_what_is_like_nothing_placed_at_a_touchpoint_is_less_sure_to_belong_there(
    velo: JourneyMap,
):
    text = verbatim("Ma facture ne dit rien des tomates")
    cold = MapReader(velo).read(text)

    taught = MapReader(velo, [lesson("Ma facture est fausse", "invoice") for _ in range(30)])
    other = MapReader(velo, [lesson("Le prélèvement est double", "invoice") for _ in range(30)])

    assert cold.candidates[0].touchpoint == "invoice"
    assert other.read(text).confidence < taught.read(text).confidence
