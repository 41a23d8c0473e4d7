"""What the loop asks of its memory about what words mean."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from bot.reading import Meant, Reading


class LookAtMeanings(Protocol):
    """What of it can be read."""

    def meant_after(self, number: int) -> list[Meant]:
        """Return what the texts of lessons mean, found after the one of a number."""
        ...

    def unmeant(self, *, now: float, at_most: int) -> Sequence[int]:
        """Return verbatims whose meaning is not known and would help, and that nobody has claimed.

        First what waits for a person to place it, then what waits to be shown, newest first; last
        what was taught. `now` is machine time.
        """
        ...

    def map_meanings(self, digests: Collection[str], *, maker: str) -> Mapping[str, str]:
        """Return what texts of the map mean, those that are known, by the digest of the text."""
        ...


class TurnOfMeanings(Protocol):
    """What of it can be changed."""

    def claim_meanings(
        self, verbatim_ids: Iterable[int], *, now: float, until: float
    ) -> Sequence[int]:
        """Claim verbatims until a machine time; return the ids of those that nobody else has."""
        ...

    def let_meanings_go(self, verbatim_ids: Iterable[int]) -> None:
        """Let go of claims, so that others may have them at once."""
        ...

    def keep_meaning(self, verbatim_id: int, meaning: str, *, maker: str) -> bool:
        """Keep what a verbatim means ("": nothing that could be told), and let the claim go.

        False when it was known before: then somebody else did this, and this turn must not.
        """
        ...

    def forget_meanings_of_others(self, maker: str) -> None:
        """Let go of what another maker made: its vectors cannot be compared with ours."""
        ...

    def keep_map_meanings(self, meanings: Mapping[str, str], *, maker: str) -> None:
        """Keep what texts of the map mean, by the digest of the text."""
        ...

    def replace_reading(self, verbatim_id: int, reading: Reading) -> None:
        """Remember what was understood of the words of now, once they were read again."""
        ...
