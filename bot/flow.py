"""A limit for many paces together: what a whole workspace takes, whatever the channel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """A limit for all paces of a kind together: a `gap` in seconds, after a burst of so many.

    It is a bucket of `burst` drops that fills by one each `gap`, kept as one number: the moment
    from which the next one may go, which lies in the past while there are drops.
    """

    kind: str
    gap: float
    burst: int

    def takes(self, pace: str) -> bool:
        """Tell whether a pace ("post:channel:#voice") counts here."""
        return pace.startswith(f"{self.kind}:")

    def allows(self, free_at: float, *, now: float) -> int:
        """Return how many may go now."""
        if free_at > now:
            return 0
        return int((now - max(free_at, now - self.gap * self.burst)) / self.gap) + 1

    def after(self, free_at: float, *, now: float, gone: int = 1) -> float:
        """Return from when the next one may go, once so many more have gone."""
        return max(free_at, now - self.gap * self.burst) + self.gap * gone
