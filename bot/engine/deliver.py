"""Deliver notices: claim, send outside the transaction, settle; look before repeating."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.again import again
from bot.engine.delivery import (
    Held,
    InDoubt,
    NotSent,
    Obsolete,
    Outcome,
    Refused,
    Sender,
    Sent,
    Uncertain,
)
from bot.engine.mishap import log_mishap
from bot.engine.pace import Pace, pace_of
from bot.fate import Fate, FateWhy
from bot.ledger import Ledger, Place, Turn
from bot.notice import Attempt, Claimed, Notice, Settled, SettledState
from bot.together import Together

log = structlog.get_logger()


# Whoever asks for more is asked again after this (seconds): a machine time that lies further ahead
# is taken for the mistake of a clock.
LONGEST_WAIT = 600.0

# What the customer's own side refused is for who has the case, not to be sent again.
_STATE_OF: Mapping[Fate, SettledState] = {
    "accepted": "sent",
    "refused": "obsolete",
    "held": "held",
    "dead": "dead",
}


@dataclass(frozen=True)
class Patience:
    """How long to wait and how often to try (machine seconds).

    `timeout` is the longest a sending takes; what was interrupted is looked up `look_after`
    seconds after that, when whatever was under way has arrived. With `attempts` failures and
    pauses of 1, 2, 4… seconds, at most `longest_pause`, a Slack that is away for an hour loses
    nothing: even the shortest pauses (half of that) add up to 62 minutes.
    """

    timeout: float = 10.0
    look_after: float = 60.0
    attempts: int = 33
    longest_pause: float = 300.0

    @property
    def lease(self) -> float:
        """Return how long a claim is held before somebody else may make up for it."""
        return self.timeout + self.look_after

    def pause(self, failures: int, jitter: float) -> float:
        """Return the pause after so many failures; `jitter` (0 to 1) spreads the tries."""
        doublings = min(failures - 1, 30)
        return min(self.longest_pause, 2.0**doublings) * (0.5 + jitter / 2)


@dataclass(frozen=True)
class Ended:
    """An attempt, and what it came to."""

    claimed: Claimed
    outcome: Outcome


@dataclass(frozen=True)
class _Asked:
    """What a thread asks of the ledger between two sendings, or just before one."""

    ended: Ended | None = None  # is to be settled
    leaving: Claimed | None = None  # is about to leave, if it may
    claims: bool = False


@dataclass(frozen=True)
class _Granted:
    """What it is given: another notice, where there is one; whether its own may leave."""

    claimed: Claimed | None = None
    may_leave: bool | None = None


@dataclass(frozen=True)
class Delivery:
    """Everything delivering needs; `sender_of` is keyed by what precedes a destination's ":".

    Several threads deliver at once. What they ask of the ledger while another one's turn is under
    way is done in the next turn, one for all of them; what they send, each sends alone.
    """

    ledger: Ledger
    sender_of: Mapping[str, Sender]
    machine_now: Callable[[], float]
    jitter: Callable[[], float]
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)
    business_now: Callable[[], datetime] | None = None
    # Hears how the sending of each notice ended, in the turn that settles it.
    on_end: Callable[[Turn, Notice, Fate, FateWhy | None], None] | None = None
    _asking: Together[_Asked, _Granted] = field(init=False)
    _resting: Together[None, float | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_asking", Together(self._grant_all))
        object.__setattr__(self, "_resting", Together(self._rest_for))

    def deliver_one(self) -> bool:
        """Deliver the first notice that may go; False when none may now."""
        claimed = self.claim()
        if claimed is None:
            return False
        self.settle(self.send(claimed))
        return True

    def claim(self, *, after: Ended | None = None) -> Claimed | None:
        """Take the first notice that may go; None when none may now.

        `after` is what this thread sent before: it is settled in the same turn.
        """
        return self._ask(_Asked(ended=after, claims=True)).claimed

    def send(self, claimed: Claimed) -> Ended:
        """Send what was claimed; what it came to is to be settled."""
        return Ended(claimed, self._outcome(claimed))

    def settle(self, ended: Ended) -> None:
        """Remember what a sending came to."""
        self._ask(_Asked(ended=ended))

    def has_due(self) -> bool:
        """Tell whether a notice may go now."""
        with self.ledger.look() as look:
            return look.has_due(now=self.machine_now())

    def rest(self) -> float | None:
        """Return after how many seconds the next resting pace is free; None: no pace rests."""
        return self._resting.do(None)

    def _rest_for(self, asking: Sequence[None]) -> list[float | None]:
        now = self.machine_now()
        with self.ledger.look() as look:
            free_at = look.next_free(now=now)
        return [None if free_at is None else free_at - now] * len(asking)

    def _ask(self, asked: _Asked) -> _Granted:
        if asked.ended:
            _log(asked.ended)
        try:
            return self._asking.do(asked)
        except Exception:  # noqa: BLE001 # one that cannot be settled keeps no other from it
            return self._grant_all([asked])[0]

    def _grant_all(self, asked: Sequence[_Asked]) -> list[_Granted]:
        # Looking first keeps an idle bot from taking the write lock at each poll.
        if any(one.ended or one.leaving for one in asked) or self.has_due():
            return again(lambda: self._grant_in_one_turn(asked))
        return [_Granted()] * len(asked)

    def _grant_in_one_turn(self, asked: Sequence[_Asked]) -> list[_Granted]:
        with self.ledger.turn() as turn:
            self._settle_all(turn, [one.ended for one in asked if one.ended])
            leaving = self._leaving(turn, [one.leaving for one in asked if one.leaving])
            claimed = self._claim_some(turn, sum(one.claims for one in asked))
        granted = []
        for one in asked:
            another = claimed.pop(0) if one.claims and claimed else None
            may_leave = leaving[one.leaving.key] if one.leaving else None
            granted.append(_Granted(another, may_leave))
        return granted

    def _claim_some(self, turn: Turn, at_most: int) -> list[Claimed]:
        if not at_most:
            return []
        return turn.claim(
            now=self.machine_now(),
            lease=self.patience.lease,
            at_most=at_most,
            at=self.business_now() if self.business_now else None,
            flow=self.pace.flow,
        )

    def _leaving(self, turn: Turn, claimed: Sequence[Claimed]) -> dict[Attempt, bool | None]:
        """Tell of each whether it may leave; None when everything is paused."""
        if not claimed:
            return {}
        ours = turn.pass_return(claimed, until=self.machine_now() + self.patience.lease)
        is_paused = len(ours) < len(claimed) and turn.paused() is not None
        return {one.key: None if is_paused else one.key in ours for one in claimed}

    def _outcome(self, claimed: Claimed) -> Outcome:
        try:
            return self._send(claimed)
        except Held:
            return NotSent("paused", wait=0.0)
        except Exception as error:  # noqa: BLE001 # a bug in one notice must not block the others
            log_mishap("notice failed", error, notice=claimed.notice.id)
            return Refused(type(error).__name__)

    def _send(self, claimed: Claimed) -> Outcome:
        notice = claimed.notice
        sender = self._sender(notice)
        may_repeat = sender.may_repeat(notice)
        if claimed.was_interrupted and not may_repeat:
            found = sender.find(notice, past_return=claimed.past_return)
            if not isinstance(found, NotSent):
                return found
        outcome = sender.send(notice, point_of_no_return=lambda: self._pass_return(claimed))
        if may_repeat and isinstance(outcome, Uncertain):
            return InDoubt(outcome.why)
        return outcome

    def _sender(self, notice: Notice) -> Sender:
        return self.sender_of[notice.destination.partition(":")[0]]

    def _pass_return(self, claimed: Claimed) -> bool:
        may_leave = self._ask(_Asked(leaving=claimed)).may_leave
        if may_leave is None:
            raise Held
        return may_leave

    def _settle_all(self, turn: Turn, ended: Sequence[Ended]) -> None:
        if not ended:
            return
        settling = [self._settled(one) for one in ended]
        settled = turn.settle(settling)
        for one, how in zip(ended, settling, strict=True):
            if how.claimed.key in settled:
                self._follow(turn, one, how)
        for one in ended:
            if isinstance(one.outcome, NotSent) and one.outcome.is_for_posts:
                self._rest_all(turn, one.claimed, one.outcome.wait)

    def _follow(self, turn: Turn, ended: Ended, how: Settled) -> None:
        """Do what follows from an end that counts."""
        notice, outcome = ended.claimed.notice, ended.outcome
        if self.on_end and how.fate:
            self.on_end(turn, notice, how.fate, how.fate_why)
        if isinstance(outcome, Sent) and notice.kind == "card" and notice.case_id is not None:
            place = Place(outcome.receipt["channel"], outcome.receipt["ts"])
            turn.record_card(notice.case_id, notice.destination, place)

    def _settled(self, ended: Ended) -> Settled:
        match ended.outcome:
            case Sent(receipt):
                return self._sent(ended.claimed, receipt)
            case Obsolete():
                # Nothing was said, so nothing has to rest.
                return Settled(ended.claimed, "obsolete", free_at=self.machine_now())
            case NotSent(why, wait):
                return self._not_sent(ended.claimed, why, wait)
            case InDoubt(why):
                doubted_until = self.machine_now() + self.patience.look_after
                return replace(self._not_sent(ended.claimed, why), doubted_until=doubted_until)
            case Refused(why, by_customer, fate_why):
                fate: Fate = "refused" if by_customer else "dead"
                return self._end(ended.claimed, fate, error=why, fate_why=fate_why)
            case Uncertain():
                return self._uncertain(ended.claimed, ended.outcome)

    def _sent(self, claimed: Claimed, receipt: Mapping[str, str]) -> Settled:
        # Where it stands is kept: it is written anew when a customer in it is forgotten.
        kept = json.dumps(receipt) if receipt else None
        now, until = self.machine_now(), claimed.doubted_until
        if now < until <= now + self.patience.look_after:
            free_at = now + self._gap(claimed)
            return Settled(claimed, "waiting", free_at, not_before=until, receipt=kept)
        return self._end(claimed, "accepted", receipt=kept)

    def _not_sent(self, claimed: Claimed, why: str, wait: float | None = None) -> Settled:
        now = self.machine_now()
        if wait is not None:
            # What the other side asks for ("Retry-After") holds for everything of that pace.
            at = now + min(wait, LONGEST_WAIT)
            return Settled(claimed, "waiting", free_at=at, not_before=at, error=why)
        failures = claimed.failures + 1
        if failures >= self.patience.attempts:
            return self._end(claimed, "dead", error=why)
        at = now + self.patience.pause(failures, self.jitter())
        return Settled(claimed, "waiting", now, error=why, not_before=at, failures=failures)

    def _uncertain(self, claimed: Claimed, outcome: Uncertain) -> Settled:
        waits = outcome.wait is not None  # the look-up was only put off
        failures = claimed.failures + (not waits)
        if not outcome.can_be_known or failures >= self.patience.attempts:
            return self._end(claimed, "held", error=outcome.why)
        now = self.machine_now()
        pause = min(outcome.wait or 0.0, LONGEST_WAIT)
        if not waits:
            pause = max(self.patience.look_after, self.patience.pause(failures, self.jitter()))
        return Settled(
            claimed,
            "sending",
            free_at=now + self._gap(claimed),
            leased_until=now + pause,
            error=outcome.why,
            failures=failures,
        )

    def _end(
        self,
        claimed: Claimed,
        fate: Fate,
        *,
        error: str | None = None,
        receipt: str | None = None,
        fate_why: FateWhy | None = None,
    ) -> Settled:
        return Settled(
            claimed,
            _STATE_OF[fate],
            free_at=self.machine_now() + self._gap(claimed),
            error=error,
            receipt=receipt,
            fate=fate,
            fate_why=fate_why,
        )

    def _rest_all(self, turn: Turn, claimed: Claimed, wait: float | None) -> None:
        """Let everybody rest when the limit turns out to be of the whole workspace."""
        flow, now = self.pace.flow, self.machine_now()
        if wait is None or flow is None or not flow.takes(pace_of(claimed.notice)):
            return
        if turn.rest(claimed, flow, now=now, until=now + min(wait, LONGEST_WAIT)):
            log.info("all posts rest", seconds=wait)

    def _gap(self, claimed: Claimed) -> float:
        return self.pace.gap(pace_of(claimed.notice))


def _log(ended: Ended) -> None:
    notice, outcome = ended.claimed.notice, ended.outcome
    log.info(
        "notice settled",
        notice=notice.id,
        case=notice.case_id,
        attempt=ended.claimed.attempt,
        outcome=type(outcome).__name__,
        why=getattr(outcome, "why", None),
    )
