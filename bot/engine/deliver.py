"""Deliver notices: claim one, send it outside the transaction, settle; look before repeating."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sender, Sent, Uncertain
from bot.engine.pace import Pace, pace_of
from bot.ledger import Ledger, Place, Turn
from bot.notice import Claimed, Notice

log = structlog.get_logger()


@dataclass(frozen=True)
class Patience:
    """How long to wait and how often to try (machine seconds).

    `timeout` is the longest a sending takes; what was interrupted is looked up `look_after`
    seconds after that, when whatever was under way has arrived. With `attempts` tries and pauses
    of 1, 2, 4… seconds, at most `longest_pause`, a Slack that is away for an hour loses nothing.
    """

    timeout: float = 10.0
    look_after: float = 60.0
    attempts: int = 20
    longest_pause: float = 300.0

    @property
    def lease(self) -> float:
        """Return how long a claim is held before somebody else may make up for it."""
        return self.timeout + self.look_after

    def pause(self, attempt: int, jitter: float) -> float:
        """Return the pause after a failed attempt; `jitter` (0 to 1) spreads the tries."""
        return min(self.longest_pause, 2.0 ** (attempt - 1)) * (0.5 + jitter / 2)


@dataclass(frozen=True)
class Delivery:
    """Everything delivering needs; `sender_of` is keyed by what precedes a destination's ":"."""

    ledger: Ledger
    sender_of: Mapping[str, Sender]
    machine_now: Callable[[], float]
    jitter: Callable[[], float]
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)

    def deliver_one(self) -> bool:
        """Deliver the first notice that may go; False when none may now."""
        claimed = self._claim()
        if claimed is None:
            return False
        outcome = self._send(claimed)
        self._settle(claimed, outcome)
        return True

    def _claim(self) -> Claimed | None:
        # Looking first keeps an idle bot from taking the write lock at each poll.
        with self.ledger.look() as look:
            if not look.has_due(now=self.machine_now()):
                return None
        with self.ledger.turn() as turn:
            return turn.claim(now=self.machine_now(), lease=self.patience.lease)

    def _send(self, claimed: Claimed) -> Outcome:
        notice = claimed.notice
        sender = self._sender(notice)
        if claimed.was_interrupted and not sender.may_repeat(notice):
            found = sender.find(notice, past_return=claimed.past_return)
            if not isinstance(found, NotSent):
                return found
        return sender.send(notice, point_of_no_return=lambda: self._pass_return(claimed))

    def _sender(self, notice: Notice) -> Sender:
        return self.sender_of[notice.destination.partition(":")[0]]

    def _pass_return(self, claimed: Claimed) -> bool:
        with self.ledger.turn() as turn:
            return turn.pass_return(claimed)

    def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        log.info(
            "notice settled",
            notice=claimed.notice.id,
            case=claimed.notice.case_id,
            attempt=claimed.attempt,
            outcome=type(outcome).__name__,
            why=getattr(outcome, "why", None),
        )
        with self.ledger.turn() as turn:
            match outcome:
                case Sent(receipt):
                    self._settle_sent(turn, claimed, receipt)
                case Obsolete():
                    self._end(turn, claimed, "obsolete")
                case NotSent(why, wait):
                    self._settle_not_sent(turn, claimed, why, wait)
                case Refused(why):
                    self._end(turn, claimed, "dead", error=why)
                case Uncertain(why):
                    self._settle_uncertain(turn, claimed, why)

    def _settle_sent(self, turn: Turn, claimed: Claimed, receipt: Mapping[str, str]) -> None:
        notice = claimed.notice
        if not self._end(turn, claimed, "sent"):
            return
        if notice.kind == "card" and notice.case_id is not None:
            place = Place(receipt["channel"], receipt["ts"])
            turn.record_card(notice.case_id, notice.destination, place)

    def _settle_not_sent(self, turn: Turn, claimed: Claimed, why: str, wait: float | None) -> None:
        if wait is None and claimed.attempt >= self.patience.attempts:
            self._end(turn, claimed, "dead", error=why)
            return
        now = self.machine_now()
        pause = self.patience.pause(claimed.attempt, self.jitter()) if wait is None else wait
        # What the other side asks for ("Retry-After") holds for everything of that pace.
        free_at = now + (wait or 0.0)
        turn.settle(claimed, "waiting", free_at=free_at, not_before=now + pause, error=why)

    def _settle_uncertain(self, turn: Turn, claimed: Claimed, why: str) -> None:
        if claimed.was_interrupted:
            self._end(turn, claimed, "held", error=why)
            return
        now = self.machine_now()
        look_at = now + self.patience.look_after
        free_at = now + self._gap(claimed)
        turn.settle(claimed, "sending", free_at=free_at, leased_until=look_at, error=why)

    def _end(self, turn: Turn, claimed: Claimed, state: str, *, error: str | None = None) -> bool:
        free_at = self.machine_now() + self._gap(claimed)
        return turn.settle(claimed, state, free_at=free_at, error=error)

    def _gap(self, claimed: Claimed) -> float:
        return self.pace.gap(pace_of(claimed.notice))
