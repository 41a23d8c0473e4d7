"""A fact of the loop with some of it changed, for what changes thousands a second."""

from typing import TYPE_CHECKING, TypeVar

Noun = TypeVar("Noun")

if TYPE_CHECKING:
    from dataclasses import replace as changed
else:

    def changed(noun: Noun, **facts: object) -> Noun:
        """Return a copy of a frozen dataclass with other values in some fields.

        As `dataclasses.replace`, which sets every field anew: of a case that takes ten times as
        long. The names are held to the fields by the types alone.
        """
        copy = object.__new__(type(noun))
        copy.__dict__.update(noun.__dict__, **facts)
        return copy


__all__ = ["changed"]
