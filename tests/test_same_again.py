"""Of what was said before, the case that says most nearly the same is found."""

from math import log, sqrt
from random import Random

import pytest

from bot.ledger import SaidCase
from bot.same_again import ALIKE, AtTouchpoint

WORDS = [f"word{number}" for number in range(12)]


def test_the_case_that_shares_most_of_what_is_rare_is_found() -> None:
    random = Random(5)  # noqa: S311 # no secret
    said, before = [" ".join(random.sample(WORDS, 4)) for _ in range(30)], AtTouchpoint()

    for number, gist in enumerate(said):
        likeness, found = before.likest(gist)
        expected, place = _likest(gist, said[:number])
        assert likeness == pytest.approx(expected)
        assert (found and found.id) == place
        before.add(SaidCase(number, None, f"customer-{number}", gist))


def test_a_word_that_two_share_makes_them_not_alike() -> None:
    before = AtTouchpoint()
    before.add(SaidCase(1, None, "somebody", "refund"))
    before.add(SaidCase(2, None, "somebody", "refund late"))

    assert before.likest("refund") == (0.0, None)
    assert before.likest("refund bike") == (0.0, None)
    assert before.likest("") == (0.0, None)


def _likest(gist: str, said: list[str]) -> tuple[float, int | None]:
    """Return the same by comparing with each."""
    stems, best, found = set(gist.split()), 0.0, None
    for place, other in enumerate(said):
        others = set(other.split())
        shared = stems & others
        weight = {
            stem: log(1 + (len(said) + 1) / max(1, sum(stem in one.split() for one in said))) ** 2
            for stem in stems | others
        }
        own, theirs = (sum(weight[stem] for stem in one) for one in (stems, others))
        likeness = sum(weight[stem] for stem in shared) / sqrt(own * theirs)
        if len(shared) > 1 and likeness >= ALIKE and likeness > best + 1e-9:
            best, found = likeness, place
    return best, found
