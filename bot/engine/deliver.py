"""Deliver notices: claim one, send it outside the transaction, settle; look before repeating."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.again import again
from bot.engine.delivery import Held, NotSent, Obsolete, Outcome, Refused, Sender, Sent, Uncertain
from bot.engine.mishap import log_mishap
from bot.engine.pace import Pace, pace_of
from bot.fate import Fate, FateWhy
from bot.ledger import Ledger, Place, Turn
from bot.notice import Claimed, Notice

log = structlog.get_logger()


# Whoever asks for more is asked again after this (seconds): a machine time that lies further ahead
# is taken for the mistake of a clock.
LONGEST_WAIT = 600.0

# What the customer's own side refused is for who has the case, not to be sent again.
_STATE_OF: Mapping[Fate, str] = {
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
class Delivery:
    """Everything delivering needs; `sender_of` is keyed by what precedes a destination's ":"."""

    ledger: Ledger
    sender_of: Mapping[str, Sender]
    machine_now: Callable[[], float]
    jitter: Callable[[], float]
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)
    business_now: Callable[[], datetime] | None = None
    # Hears how the sending of each notice ended, in the turn that settles it.
    on_end: Callable[[Turn, Notice, Fate, FateWhy | None], None] | None = None

    def deliver_one(self, *, expects_one: bool = False) -> bool:
        """Deliver the first notice that may go; False when none may now.

        Who has just delivered one `expects_one` more, and claims it without looking first.
        """
        claimed = self._claim(expects_one=expects_one)
        if claimed is None:
            return False
        self._settle(claimed, self._outcome(claimed))
        return True

    def has_due(self) -> bool:
        """Tell whether a notice may go now."""
        with self.ledger.look() as look:
            return look.has_due(now=self.machine_now())

    def rest(self) -> float | None:
        """Return after how many seconds the next resting pace is free; None: no pace rests."""
        now = self.machine_now()
        with self.ledger.look() as look:
            free_at = look.next_free(now=now)
        return None if free_at is None else free_at - now

    def _claim(self, *, expects_one: bool) -> Claimed | None:
        # Looking first keeps an idle bot from taking the write lock at each poll.
        if not expects_one and not self.has_due():
            return None
        return again(self._claim_first)

    def _claim_first(self) -> Claimed | None:
        with self.ledger.turn() as turn:
            return turn.claim(
                now=self.machine_now(),
                lease=self.patience.lease,
                at=self.business_now() if self.business_now else None,
                flow=self.pace.flow,
            )

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
            return NotSent(outcome.why)
        return outcome

    def _sender(self, notice: Notice) -> Sender:
        return self.sender_of[notice.destination.partition(":")[0]]

    def _pass_return(self, claimed: Claimed) -> bool:
        return again(lambda: self._hold_claim(claimed))

    def _hold_claim(self, claimed: Claimed) -> bool:
        until = self.machine_now() + self.patience.lease
        with self.ledger.turn() as turn:
            if turn.paused() is not None:
                raise Held
            return turn.pass_return(claimed, until=until)

    def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        log.info(
            "notice settled",
            notice=claimed.notice.id,
            case=claimed.notice.case_id,
            attempt=claimed.attempt,
            outcome=type(outcome).__name__,
            why=getattr(outcome, "why", None),
        )
        again(lambda: self._settle_as(claimed, outcome))

    def _settle_as(self, claimed: Claimed, outcome: Outcome) -> None:
        with self.ledger.turn() as turn:
            match outcome:
                case Sent(receipt):
                    self._settle_sent(turn, claimed, receipt)
                case Obsolete():
                    # Nothing was said, so nothing has to rest.
                    turn.settle(claimed, "obsolete", free_at=self.machine_now())
                case NotSent(why, wait):
                    self._settle_not_sent(turn, claimed, why, wait)
                    if outcome.is_for_posts and wait is not None:
                        self._rest(turn, claimed, wait)
                case Refused(why, by_customer, fate_why):
                    fate: Fate = "refused" if by_customer else "dead"
                    self._end(turn, claimed, fate, error=why, fate_why=fate_why)
                case Uncertain():
                    self._settle_uncertain(turn, claimed, outcome)

    def _settle_sent(self, turn: Turn, claimed: Claimed, receipt: Mapping[str, str]) -> None:
        notice = claimed.notice
        # Where it stands is kept: it is written anew when a customer in it is forgotten.
        kept = json.dumps(receipt) if receipt else None
        if not self._end(turn, claimed, "accepted", receipt=kept):
            return
        if notice.kind == "card" and notice.case_id is not None:
            place = Place(receipt["channel"], receipt["ts"])
            turn.record_card(notice.case_id, notice.destination, place)

    def _settle_not_sent(self, turn: Turn, claimed: Claimed, why: str, wait: float | None) -> None:
        now = self.machine_now()
        if wait is not None:
            # What the other side asks for ("Retry-After") holds for everything of that pace.
            at = now + min(wait, LONGEST_WAIT)
            turn.settle(claimed, "waiting", free_at=at, not_before=at, error=why)
            return
        failures = claimed.failures + 1
        if failures >= self.patience.attempts:
            self._end(turn, claimed, "dead", error=why)
            return
        at = now + self.patience.pause(failures, self.jitter())
        turn.settle(claimed, "waiting", free_at=now, not_before=at, error=why, failures=failures)

    def _rest(self, turn: Turn, claimed: Claimed, wait: float) -> None:
        """Let everybody rest when the limit turns out to be of the whole workspace."""
        flow, now = self.pace.flow, self.machine_now()
        if flow is None or not flow.takes(pace_of(claimed.notice)):
            return
        if turn.rest(claimed, flow, now=now, until=now + min(wait, LONGEST_WAIT)):
            log.info("all posts rest", seconds=wait)

    def _settle_uncertain(self, turn: Turn, claimed: Claimed, outcome: Uncertain) -> None:
        waits = outcome.wait is not None  # the look-up was only put off
        failures = claimed.failures + (not waits)
        if not outcome.can_be_known or failures >= self.patience.attempts:
            self._end(turn, claimed, "held", error=outcome.why)
            return
        now = self.machine_now()
        pause = min(outcome.wait or 0.0, LONGEST_WAIT)
        if not waits:
            pause = max(self.patience.look_after, self.patience.pause(failures, self.jitter()))
        changes = {"leased_until": now + pause, "error": outcome.why}
        free_at = now + self._gap(claimed)
        turn.settle(claimed, "sending", free_at=free_at, failures=failures, **changes)

    def _end(
        self,
        turn: Turn,
        claimed: Claimed,
        fate: Fate,
        *,
        error: str | None = None,
        receipt: str | None = None,
        fate_why: FateWhy | None = None,
    ) -> bool:
        state, free_at = _STATE_OF[fate], self.machine_now() + self._gap(claimed)
        if not turn.settle(claimed, state, free_at=free_at, error=error, receipt=receipt):
            return False
        if self.on_end:
            self.on_end(turn, claimed.notice, fate, fate_why)
        return True

    def _gap(self, claimed: Claimed) -> float:
        return self.pace.gap(pace_of(claimed.notice))
