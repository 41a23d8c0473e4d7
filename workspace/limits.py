"""Hold an app to Slack's rate limits: how long it must wait before it may call again."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workspace.clock import machine_now

# Calls a minute, per method and app. A fresh bucket is full, which is the short burst that Slack
# tolerates. Source: Slack's documentation of rate limits (tiers 1 to 4 and the special ones).
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
SPECIAL_PER_MINUTE = 600  # auth.test, chat.getPermalink: "hundreds per minute"
# chat.postMessage: one a second in a channel with a short burst, several hundred a minute in all.
POST_PER_SECOND, POST_BURST = 1.0, 4
POSTS_PER_MINUTE = 600


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limits:
    """Token buckets on machine time; `speed` 10 allows ten times as much, None anything."""

    def __init__(self, speed: float | None = 1.0) -> None:
        self.speed = speed
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def seconds_to_wait(
        self, *, app_id: str, method: str, tier: int | str, channel: str = ""
    ) -> int:
        """0 when the call may pass (it is then counted), else whole seconds for Retry-After.

        `tier` is 1 to 4, "special", "post" (which counts per channel as well) or "none".
        """
        if self.speed is None or tier == "none":
            return 0
        if tier == "post":
            in_channel = self._take((app_id, method, channel), POST_PER_SECOND, POST_BURST)
            if in_channel:
                return in_channel
            return self._take((app_id, method), POSTS_PER_MINUTE / 60, POSTS_PER_MINUTE)
        a_minute = PER_MINUTE[tier] if isinstance(tier, int) else SPECIAL_PER_MINUTE
        return self._take((app_id, method), a_minute / 60, a_minute)

    def _take(self, key: tuple[str, ...], per_second: float, burst: int) -> int:
        assert self.speed is not None  # noqa: S101 - narrows the type
        now, pace = machine_now(), per_second * self.speed
        bucket = self._buckets.setdefault(key, _Bucket(left=burst, at=now))
        bucket.left = min(burst, bucket.left + (now - bucket.at) * pace)
        bucket.at = now
        if bucket.left < 1:
            return max(1, math.ceil((1 - bucket.left) / pace))
        bucket.left -= 1
        return 0
