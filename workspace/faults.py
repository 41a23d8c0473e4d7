"""Faults that Slack is known for, called up on purpose: which call fails next, and how."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

# What each kind does, and to what it applies: a Web API method (or *), the addresses for answers
# to a press (response_url), the sockets, the events an app receives, or the mail server.
KINDS = {
    "http_500": "the call has no effect and answers 500",
    "http_429": "the call has no effect and answers 429 with Retry-After",
    "timeout": "the call has no effect; the answer is held for `seconds`, then the line drops",
    "drop_before": "the connection is dropped before the call takes effect",
    "drop_after": "the call takes effect and the connection is dropped before the answer",
    "slow": "the call takes effect and answers after `seconds`",
}
RESPONSE_KINDS = {kind: KINDS[kind] for kind in ("http_500", "http_429")}
SOCKET_KINDS = {
    "cut": "every socket is cut without a word",
    "refresh": "every socket is asked to connect anew, then closed",
    "warning": "every socket is told that it will be closed soon",
    "link_disabled": "every socket is told that Socket Mode was switched off, then closed",
}
EVENT_KINDS = {
    "twice": "an event is delivered twice",
    "late": "an event is delivered after `seconds`",
    "shuffle": "an event waits for the next one and comes after it",
}
MAIL_KINDS = {
    "refuse": "the mail is refused for now (451)",
    "reject": "the mail is refused for good (550)",
    "drop_before": "the connection is dropped before the mail is kept",
    "drop_after": "the mail is kept and the connection dropped before the answer",
}
_BY_TARGET = {
    "response_url": RESPONSE_KINDS,
    "socket": SOCKET_KINDS,
    "events": EVENT_KINDS,
    "smtp": MAIL_KINDS,
}
_DEFAULT_SECONDS = {"timeout": 30.0, "slow": 2.0, "late": 5.0}


class FaultNotUnderstood(ValueError):
    """The kind, or one of the numbers of a fault, makes no sense."""


@dataclass(slots=True)
class Fault:
    """One rule: which method, what happens, and to which of its calls."""

    method: str
    kind: str
    rate: float | None = None
    nth: int | None = None
    every: int | None = None
    seconds: float = 0.0
    retry_after: int = 1
    seen: int = 0

    def as_json(self) -> Json:
        """The fault as `GET /_workspace/faults` shows it; `seen` counts the calls it looked at."""
        return {name: getattr(self, name) for name in self.__slots__}

    def strikes(self, dice: random.Random) -> bool:
        """Count one more call and say whether it is hit."""
        self.seen += 1
        if self.rate is not None:
            return dice.random() < self.rate
        if self.nth is not None:
            return self.seen == self.nth
        return self.every is None or self.seen % self.every == 0


class Faults:
    """The faults that are set; the dice are loaded alike in every run."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self._dice = random.Random(0)  # noqa: S311 - must repeat, needs no secrecy

    def set(self, asked: Json) -> Fault:
        """Add a fault from {method, kind, rate? | nth? | every?, seconds?, retry_after?}."""
        method, kind = str(asked.get("method", "")), str(asked.get("kind", ""))
        known = _BY_TARGET.get(method, KINDS)
        if not method or kind not in known:
            raise FaultNotUnderstood(
                f"{kind!r} is no fault of {method or 'nothing'}; try {', '.join(known)}."
            )
        try:
            fault = Fault(
                method=method,
                kind=kind,
                rate=None if asked.get("rate") is None else float(asked["rate"]),
                nth=None if asked.get("nth") is None else max(1, int(asked["nth"])),
                every=None if asked.get("every") is None else max(1, int(asked["every"])),
                seconds=float(asked.get("seconds", _DEFAULT_SECONDS.get(kind, 0.0))),
                retry_after=int(asked.get("retry_after", 1)),
            )
        except (TypeError, ValueError) as wrong:
            raise FaultNotUnderstood(f"A number of the fault is none: {wrong}.") from wrong
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Take every fault away."""
        self.rules.clear()

    def strike(self, target: str) -> Fault | None:
        """The first fault that hits this call of a method (or of `events`, `smtp`), if any."""
        if not self.rules:
            return None
        for rule in self.rules:
            is_meant = rule.method == target or (rule.method == "*" and target not in _BY_TARGET)
            if is_meant and rule.strikes(self._dice):
                return rule
        return None
