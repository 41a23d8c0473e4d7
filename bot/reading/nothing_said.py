"""Recognises answers that say nothing: "none", "n/a", "RAS", a row of dots."""

from collections.abc import Sequence

from bot.reading.lists import sections_of

_NOTHING = frozenset(
    phrase for phrases in sections_of("nothing_said").values() for phrase in phrases
)
_MOST_WORDS = max(len(phrase.split()) for phrase in _NOTHING)


def says_something(folded: Sequence[str]) -> bool:
    """Say whether folded words hold anything to act on; digits and signs alone do not."""
    if len(folded) > _MOST_WORDS:
        return True
    said = " ".join(folded)
    return any(map(str.isalpha, said)) and len(said) > 1 and said not in _NOTHING
