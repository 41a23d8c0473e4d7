"""Parts a text where one thing is said and then another: at sentences, "but", "and"."""

import re

# More than that is a story, in which every touchpoint is named somewhere.
_MOST = 6
_PARTING = re.compile(
    r"[.!?…;:\n]+\s?|,?\s(?:mais|par contre|en revanche|cependant|pourtant|puis|et|"
    r"but|however|although|though|then|and)\s",
    re.IGNORECASE,
)


def clauses_in(text: str) -> list[str]:
    """Return the clauses of a text in their order; of one that has more than six, none."""
    parts = [part for part in _PARTING.split(text, maxsplit=2 * _MOST) if part.strip()]
    return parts if len(parts) <= _MOST else []
