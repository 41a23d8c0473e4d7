"""What finds personal data, and what was found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal[
    "email",
    "link",
    "iban",
    "account",
    "card",
    "social_security",
    "identity",
    "plate",
    "phone",
    "birth",
    "address",
    "name",
    "handle",
    "secret",
]


@dataclass(frozen=True)
class Found:
    """Personal data in a text, from character `start` up to `end`."""

    start: int
    end: int
    kind: Kind


class Finder(NamedTuple):
    """What finds personal data where so many digits stand, and one of its signs, if any.

    Signs are in small letters.
    """

    find: Callable[[str], Iterable[Found]]
    signs: Sequence[str] = ()
    digits: int = 0
