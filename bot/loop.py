"""The loop itself: its steps in order, and which one a case needs next."""

from dataclasses import dataclass

from bot.case import Case


@dataclass(frozen=True)
class Step:
    """One step of the loop.

    `done` names the fact of a case that shows it is done, `needed` the fact without which the
    step is left out (None: always needed). `by_people` steps have a button. The SQL predicates of
    storage, the buttons, the nudges, the digest's columns and the README's figure derive from it.
    """

    name: str
    done: str
    needed: str | None = None
    by_people: bool = False

    def is_done(self, case: Case) -> bool:
        """Tell whether the case holds the fact of this step."""
        return getattr(case, self.done) is not None

    def is_needed(self, case: Case) -> bool:
        """Tell whether this case has to pass here: praise needs no action, for instance."""
        return self.needed is None or bool(getattr(case, self.needed))


LOOP = (
    Step("collect", done="opened_at"),
    Step("read", done="read_at"),
    Step("route", done="routed_at"),
    Step("share", done="shared_at"),
    Step("take", done="taken_at", needed="needs_hands", by_people=True),
    Step("act", done="acted_at", needed="needs_hands", by_people=True),
    Step("answer", done="answered_at", needed="needs_answer", by_people=True),
    Step("follow_up", done="followed_up_at", needed="promised_on", by_people=True),
    Step("close", done="closed_at", by_people=True),
)


def next_step(case: Case) -> Step | None:
    """Return the first step that is needed and not done, or None when the loop is closed."""
    if case.closed_at is not None:
        return None
    return next(step for step in LOOP if step.is_needed(case) and not step.is_done(case))
