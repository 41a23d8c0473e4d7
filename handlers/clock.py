"""The clocks: the only reader of business time and of machine time."""

import time
from datetime import UTC, datetime, timedelta


def _steady() -> float:
    """Return seconds that only run forward, also while the machine sleeps where it can tell."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


# Whoever sets the clock of a machine does not set this: a lease must not begin anew.
_BEGAN = time.time() - _steady()


def machine_now() -> float:
    """Return machine time, in seconds: what leases, pacing and back-off run on."""
    return _BEGAN + _steady()


class RealClock:
    """Business time is the time of the machine."""

    def now(self) -> datetime:
        """Return the time of the machine."""
        return datetime.now(UTC)

    def goal(self) -> datetime:
        """Return the time of the machine: nobody moves it."""
        return self.now()

    def step_to(self, moment: datetime) -> None:
        """Do nothing: real time cannot be stepped."""


class FollowedClock:
    """Follows the business time of a local workspace (`BOUCLE_CLOCK`), step by step."""

    def __init__(self, address: str) -> None:
        """Ask the workspace at `address` for its time; `httpx.HTTPError` when it is away."""
        import httpx  # here: with the machine's own time nothing is asked over the network

        # A short time-out: the workspace answers from memory, on this machine.
        self._client = httpx.Client(base_url=address, timeout=5)
        self._ahead = timedelta()
        self.step_to(self.goal())

    def now(self) -> datetime:
        """Return business time as far as it has been stepped."""
        return datetime.now(UTC) + self._ahead

    def goal(self) -> datetime:
        """Return the business time of the workspace. Raises `httpx.HTTPError` when it is away."""
        answer = self._client.get("/_workspace/clock").raise_for_status()
        return datetime.fromisoformat(answer.json()["now"]).astimezone(UTC)

    def step_to(self, moment: datetime) -> None:
        """Let business time be that moment and run on from there."""
        self._ahead = moment - datetime.now(UTC)

    def close(self) -> None:
        """Let go of the workspace."""
        self._client.close()
