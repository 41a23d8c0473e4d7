"""The linter of the map says where words are missing or shared, and which ones people taught."""

from pathlib import Path

from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.map_lint import lint, suggestions
from bot.reading import Lesson

ROOT = Path(__file__).parents[1]
EIGHT = "[a1, b1, c1, d1, e1, f1, g1, h1]"


def a_map(words_of_refund: str, words_of_invoice: str = EIGHT) -> JourneyMap:
    """Return a map of two touchpoints with the words given."""
    return read_journey(
        f"""
company: X
timezone: Europe/Paris
languages: [fr]
fallback: cx
leads: [lea@velolibre.example]
departments: {{cx: {{name: CX, channel: "#cx"}}}}
journey:
  - stage: pay
    name: Payer
    touchpoints:
      - {{key: invoice, name: Facture, owner: cx, words: {{fr: {words_of_invoice}}}}}
      - {{key: refund, name: Remboursement, owner: cx, {words_of_refund}}}
"""
    )


def found(journey: JourneyMap, **heard: int) -> list[tuple[str, str]]:
    """Return the touchpoint and the end of the sentence's key of each hint."""
    return [(hint.touchpoint, hint.problem.rpartition("-")[2]) for hint in lint(journey, heard)]


def lessons(texts: list[str], touchpoint: str) -> list[Lesson]:
    """Return a lesson of a case of its own for each text."""
    return [
        Lesson(number, f"C-{touchpoint}-{number}-{len(texts)}", "moved", touchpoint, text)
        for number, text in enumerate(texts, start=1)
    ]


def test_the_example_map_has_no_hint() -> None:
    journey = read_journey((ROOT / "journey.yaml").read_bytes())

    assert lint(journey, {}) == []


def test_few_words_and_an_empty_language_are_told() -> None:
    assert found(a_map("words: {fr: [avoir]}")) == [("refund", "thin")]
    assert found(a_map("moment_of_truth: true")) == [("refund", "empty")]


def test_a_word_of_two_touchpoints_is_told_whatever_its_form() -> None:
    shared = a_map(
        "words: {fr: [remboursé, a2, b2, c2, d2, e2, f2, g2]}",
        "[remboursée, a1, b1, c1, d1, e1, f1, g1]",
    )

    (hint,) = lint(shared, {})

    assert (hint.touchpoint, hint.names["others"]) == ("invoice", "refund")


def test_a_touchpoint_nobody_hears_from_is_told_once_enough_was_heard() -> None:
    journey = a_map("words: {fr: [a2, b2, c2, d2, e2, f2, g2, h2]}")

    assert found(journey, invoice=199) == []
    assert found(journey, invoice=200) == [("refund", "silent")]


def test_words_are_suggested_that_several_customers_used_of_one_touchpoint_only() -> None:
    journey = a_map("words: {fr: [avoir]}")
    taught = [
        *lessons(
            ["Le virement tarde, Virement perdu", "mon virement", "un virement svp"], "refund"
        ),
        *lessons(["Ma selle grince", "ma selle", "selle et virement"], "invoice"),
        *lessons(["guichet de Mme Durand", "guichet"], "refund"),
    ]

    assert suggestions(journey, taught) == {
        "invoice": {"fr": ("selle",)},
        "refund": {"fr": ("virement",)},
    }


def test_no_name_and_no_word_that_says_nothing_is_suggested() -> None:
    journey = a_map("words: {fr: [avoir]}")
    named = ["Kervadec n’est pas venu", "Encore Kervadec", "KERVADEC AU TÉLÉPHONE"]
    nothing = ["none of the bikes works", "none of them", "none again"]

    assert suggestions(journey, lessons(named, "refund")) == {}
    assert suggestions(journey, lessons(nothing, "refund")) == {}


def test_what_was_taken_back_and_what_the_map_has_is_not_suggested() -> None:
    journey = a_map("words: {fr: [avoir]}")
    taken_back = [
        Lesson(9 + number, f"C-refund-{number}-3", "undone", None, "un virement")
        for number in (1, 2, 3)
    ]
    taught = [*lessons(["un virement"] * 3, "refund"), *taken_back]

    assert suggestions(journey, taught) == {}
    assert suggestions(journey, lessons(["mes avoirs"] * 3, "refund")) == {}
