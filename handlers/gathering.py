"""Whom a form of an improvement offers: found by words, around a case, or around itself."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.affected import affected, heard_before
from bot.improvement import Improvement
from bot.ledger import Look
from bot.ledger_improvements import CaseWords
from bot.told_before import end_told, told_before
from bot.wording import say
from bot.wording.dates import say_day
from handlers.cards.improvement_forms import MOST_BOXES
from handlers.desk import Desk

# Of a long list, so many of those who are in it already are shown beside those who may join.
_MEMBERS_AT_LEAST = 40
_CASE_NAMES = re.compile(r"(?<!\w)c-?(\d{1,15})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Offer:
    """Whom a form offers, in the order in which they are shown.

    `ticked` are ticked; `asking` say the very thing, and may be taken without being shown.
    `carried` is what the form carries along to find the same again.
    """

    found: Sequence[CaseWords]
    ticked: Collection[int]
    asking: Collection[int]
    carried: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> Sequence[CaseWords]:
        """Return those who have a box."""
        return self.found[:MOST_BOXES]

    @property
    def rest(self) -> list[int]:
        """Return who says it too and has no box."""
        return [one.case_id for one in self.found[MOST_BOXES:] if one.case_id in self.asking]


def offer_again(look: Look, carried: Mapping[str, Any], *, now: datetime) -> Offer:
    """Return the offer that a form made, as it would be made now."""
    search = str(carried.get("search", ""))
    if carried.get("improvement") is not None:
        improvement = look.improvement(int(carried["improvement"]))
        return offer_around(look, improvement, search=search, now=now)
    if carried.get("case") is not None:
        return offer_for_case(look, int(carried["case"]), now=now)
    return offer_for_words(look, search, touchpoint=carried.get("touchpoint"), now=now)


def offer_for_words(
    look: Look,
    search: str,
    *,
    touchpoint: str | None = None,
    given: Collection[int] = (),
    now: datetime,
) -> Offer:
    """Return who says some words (of one touchpoint, where it is named), ticked.

    `given` are cases known to say so; where there are some, who is like them follows unticked.
    """
    said = _free(look.open_words())
    models = [one for one in said if one.case_id in given]
    places = {one.touchpoint for one in models}
    said += _free(heard_before(look, now=now, search=search, touchpoints=places))
    like = affected(said, search=search, like=[one.case_id for one in models])
    asking = {one.case_id for one in models} | {
        one.words.case_id
        for one in like
        if one.asks_for_it and touchpoint in (None, one.words.touchpoint)
    }
    return _offer(
        models, [one.words for one in like], asking, search=search, touchpoint=touchpoint
    )


def offer_for_case(look: Look, case_id: int, *, now: datetime) -> Offer:
    """Return a case and who said the same, ticked, and who is like them."""
    case = look.case(case_id)
    group = case.same_as or case.id
    said = _free(look.open_words())
    same = [one for one in said if one.case_id == case_id or (one.same_as or one.case_id) == group]
    closed = _free(heard_before(look, now=now, touchpoints=[case.touchpoint]))
    same += [one for one in closed if one.case_id == case_id]
    said += closed
    models = [one.case_id for one in same]
    like = affected(said, like=models)
    asking = {*models, *(one.words.case_id for one in like if one.asks_for_it)}
    return _offer(same, [one.words for one in like], asking, case=case_id)


def offer_around(look: Look, improvement: Improvement, *, search: str, now: datetime) -> Offer:
    """Return who is in an improvement, ticked, and who may be affected too.

    Who is named ("C-31") or says the words searched for comes first.
    """
    said = look.open_words()
    members = [one for one in said if one.improvement_id == improvement.id]
    places = {improvement.touchpoint, *(one.touchpoint for one in members)}
    heard = heard_before(look, now=now, search=search, touchpoints=places)
    members += [one for one in heard if one.improvement_id == improvement.id]
    inside = [one.case_id for one in members]
    like = affected([*said, *heard], search=search, like=inside)
    named = {int(one) for one in _CASE_NAMES.findall(search)}
    as_free = [replace(one, improvement_id=None) for one in members]
    wanted = named | {one.words.case_id for one in affected(as_free, search=search)}
    members.sort(key=lambda one: one.case_id not in wanted)
    beside = [one.words for one in like]
    room = max(_MEMBERS_AT_LEAST, MOST_BOXES - len(beside))
    shown = [*members[:room], *beside, *members[room:]]
    asking = {one.words.case_id for one in like if one.asks_for_it and _comes_along(one.words)}
    carried = {"improvement": improvement.id, "search": search}
    return Offer(shown, inside, asking, carried)


def described(
    look: Look, offer: Offer, improvement: Improvement | None, desk: Desk, language: str
) -> dict[int, str]:
    """Return what has to be known of some cases, by id: closed when, told already on which day."""
    zone = desk.journey.timezone
    was_told = improvement is not None and bool(look.told_of(improvement.id))
    found = {}
    for one in offer.shown:
        parts = []
        if one.closed_at is not None:
            key = "improvement-put-off" if one.is_put_off else "improvement-closed-on"
            parts.append(
                say(language, key, day=say_day(one.closed_at.astimezone(zone).date(), language))
            )
        if improvement is not None and was_told:
            told = told_before(look, look.case(one.case_id), improvement.id)
            heard = end_told(told) or (told[-1] if told else None)
            if heard is not None:
                day = say_day(heard.approved_at.astimezone(zone).date(), language)
                parts.append(say(language, "improvement-told-on", day=day))
        if parts:
            found[one.case_id] = " · ".join(parts)
    return found


def _offer(
    models: Sequence[CaseWords], like: Sequence[CaseWords], asking: Collection[int], **carried: Any
) -> Offer:
    """Return who is asked for first, then who is like them; of the closed, who was put off."""
    found = [*models, *like]
    given = {one.case_id for one in models}
    ticked = {
        one.case_id
        for one in found
        if one.case_id in given or (one.case_id in asking and _comes_along(one))
    }
    found.sort(key=lambda one: one.case_id not in ticked)
    return Offer(found, ticked, ticked, carried)


def _comes_along(one: CaseWords) -> bool:
    """Tell whether a case is ticked by itself: open, or its customer was told "not now"."""
    return one.closed_at is None or one.is_put_off


def _free(said: Iterable[CaseWords]) -> list[CaseWords]:
    return [one for one in said if one.improvement_id is None]
