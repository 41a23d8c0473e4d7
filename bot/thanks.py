"""Which colleagues a customer praises by name, so that the thanks arrive."""

import re
from collections import Counter
from collections.abc import Iterable

from bot.person import Person

# Shorter names are words of every day ("Al", "Jo").
_SHORTEST = 3


def named_in(words: str, people: Iterable[Person]) -> list[Person]:
    """Return the colleagues whose first or last name stands in a text, written with a capital.

    A name that two colleagues share means neither: thanks to the wrong one are worse than none.
    """
    known = [(person, _names_of(person)) for person in people if not person.has_left]
    shared = Counter(name for _, names in known for name in names)
    return [
        person
        for person, names in known
        if any(shared[name] == 1 and re.search(rf"\b{re.escape(name)}\b", words) for name in names)
    ]


def _names_of(person: Person) -> set[str]:
    parts = person.name.split()
    return {name for name in (parts[:1] + parts[-1:]) if len(name) >= _SHORTEST}
