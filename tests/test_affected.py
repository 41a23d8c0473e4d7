"""Who is affected by the same thing: by words in either language, by group, by likeness."""

from bot.affected import affected
from bot.ledger_improvements import CaseWords
from bot.reading.gist import gist_of


def said(
    case_id: int,
    text: str,
    *,
    language: str = "fr",
    touchpoint: str = "invoice",
    same_as: int | None = None,
    improvement_id: int | None = None,
) -> CaseWords:
    """Return what somebody said in an open case."""
    return CaseWords(
        case_id=case_id,
        same_as=same_as,
        customer_id=f"c{case_id}",
        improvement_id=improvement_id,
        touchpoint=touchpoint,
        language=language,
        gist=gist_of(text, language=language),
        masked=text,
    )


TWICE = said(1, "Débitée deux fois sur ma facture ce mois-ci")
HEARD = [
    TWICE,
    said(2, "J’ai été débité deux fois, la facture est fausse"),
    said(3, "I was charged twice on my invoice", language="en"),
    said(4, "Le vélo est arrivé en retard", touchpoint="delivery"),
    said(5, "Encore une facture illisible", same_as=1),
    said(6, "Débité deux fois, déjà pris en main", improvement_id=9),
]


def found_by(**how: object) -> list[int]:
    return [one.words.case_id for one in affected(HEARD, **how)]  # type: ignore[arg-type]


def test_words_are_found_whatever_their_endings_and_only_where_all_of_them_stand() -> None:
    assert found_by(search="débités facture") == [1, 2]
    assert found_by(search="charge twice") == [3]
    assert found_by(search="facture vélo") == []
    assert found_by(search="") == []


def test_who_says_the_same_comes_before_who_says_something_like_it() -> None:
    assert found_by(like=[1]) == [5, 2]


def test_what_is_a_part_of_an_improvement_is_left_to_it() -> None:
    assert 6 not in found_by(search="débité", like=[1])
