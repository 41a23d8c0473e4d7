"""Forget a customer everywhere, and whatever has been kept long enough."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.customer import Customer
from bot.improvement_post import refresh_improvement
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.notice import Notice, NoticeKind
from bot.reading.personal_data import mask

# Who took and did what is of use while a case may come up again (policy, 8).
COLLEAGUES_KEPT = timedelta(days=90)
# Messages about many customers at once: each may quote the one who is forgotten.
_ABOUT_MANY: frozenset[NoticeKind] = frozenset({"digest", "spike"})
# The card is changed by itself, the others quote nobody.
_QUOTING_NOBODY: frozenset[NoticeKind] = frozenset(
    {"card", "card_update", "round", "moved_line", "mail", "amend"}
)
# A round of forgetting holds the database for a moment only.
_AT_ONCE = 500


@dataclass(frozen=True)
class Forgotten:
    """What was erased: customers, what they said, their cases, and the posts written anew."""

    customers: int
    verbatims: int
    cases: int
    posts: int


def forget(turn: Turn, wanted: str, journey: JourneyMap, *, now: datetime) -> Forgotten:
    """Erase everything personal of the customers with that id, e-mail address or phone number.

    Their cases keep their figures and their history, without words; the posts that showed their
    words are changed; nothing more is sent to them. What a phone already showed can't be recalled:
    notifications never hold customers' words.
    """
    customers = turn.customers_called(wanted)
    verbatim_ids: list[int] = []
    posts = cases = 0
    for customer_id in customers:
        known = turn.customer(customer_id)
        said = turn.verbatims_of(customer_id)
        of_them = turn.cases_from(said)
        for case in of_them:
            _rewrite_actions(turn, case, known)
            _rewrite_improvement(turn, case, known, journey)
        posts += _erase(turn, said, of_them, journey, now=now)
        turn.erase_customer(customer_id)
        verbatim_ids += said
        cases += len(of_them)
    return Forgotten(len(customers), len(verbatim_ids), cases, posts)


def forget_old(turn: Turn, journey: JourneyMap, *, now: datetime) -> int:
    """Erase words kept for longer than the map says, and who did what in cases long closed.

    Returns how much was erased; 0 when nothing is left to erase.
    """
    erased = turn.erase_colleagues(closed_before=now - COLLEAGUES_KEPT, at_most=_AT_ONCE)
    if journey.keep_for is not None:
        old = turn.verbatims_before(now - journey.keep_for, at_most=_AT_ONCE)
        _erase(turn, old, turn.cases_from(old), journey, now=now)
        if old:
            turn.erase_customers_of_nothing()
        erased += len(old)
    return erased


def _erase(
    turn: Turn,
    verbatim_ids: Collection[int],
    cases: Sequence[Case],
    journey: JourneyMap,
    *,
    now: datetime,
) -> int:
    """Erase words and messages, and stage the posts anew; return how many posts change."""
    if not verbatim_ids:
        return 0
    case_ids = [case.id for case in cases]
    locked = [turn.case(case_id) for case_id in sorted(case_ids)]
    turn.erase_words(verbatim_ids, at=now)
    turn.erase_told(case_ids)
    for case in locked:
        nameless = replace(case, customer_id=None, needs_answer=False)
        turn.record(nameless, Fact("forgotten", now))
        refresh_card(turn, nameless, journey)
    posted = [notice for notice in turn.posted(case_ids) if _may_quote(notice, set(case_ids))]
    for notice in posted:
        key = f"amend:{notice.id}:{now.isoformat()}"
        about = {"notice": notice.id}
        turn.stage(Notice(key, "amend", notice.destination, case_id=notice.case_id, about=about))
    return len(posted) + sum(case.shared_at is not None for case in cases)


def _may_quote(notice: Notice, case_ids: Collection[int]) -> bool:
    """Tell whether a message may hold words about one of these cases."""
    if notice.kind in _QUOTING_NOBODY:
        return False
    if notice.kind == "nudge":
        return any(line["case"] in case_ids for line in notice.about["lines"])
    return notice.kind in _ABOUT_MANY or notice.case_id in case_ids


def _rewrite_actions(turn: Turn, case: Case, customer: Customer | None) -> None:
    """Take the customer's name and addresses out of what colleagues wrote about them."""
    names = _names_of(customer) if customer else frozenset()
    rewritten = {
        action.id: mask(action.what, language="fr", names=names)
        for action in turn.actions(case.id)
    }
    turn.rewrite_actions(case.id, rewritten)


def _rewrite_improvement(
    turn: Turn, case: Case, customer: Customer | None, journey: JourneyMap
) -> None:
    """Take the customer's name and addresses out of what is said of what was done for many."""
    if case.improvement_id is None:
        return
    before = turn.improvement(case.improvement_id)
    names = _names_of(customer) if customer else frozenset()

    def without(text: str) -> str:
        return mask(text, language="fr", names=names)

    after = replace(
        before,
        what=without(before.what),
        search=without(before.search),
        stuck_why=without(before.stuck_why),
        said={language: without(said) for language, said in before.said.items()},
    )
    if after != before:
        refresh_improvement(turn, turn.record_improvement(after), journey)


def _names_of(customer: Customer) -> frozenset[str]:
    parts = re.findall(r"[^\W\d_]{2,}", customer.name or "")
    return frozenset({customer.name or "", *parts} - {""})
