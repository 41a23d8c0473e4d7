"""How the nouns of the loop are written as rows, and read back."""

import hashlib
import json
from _json import make_encoder
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from json.encoder import encode_basestring
from typing import Any
from zoneinfo import ZoneInfo

from bot.action import Action
from bot.case import Case, Fact
from bot.customer import Customer
from bot.due import Due
from bot.hear_back import HeardBack
from bot.message import Message
from bot.person import Person
from bot.reading import Candidate, Emotion, Reading, Reason
from bot.verbatim import Score, Verbatim
from storage.database import Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_SORTED, _SKIPPING, _NAN = True, False, True
_ENCODE = make_encoder(
    None, _COMPACT.default, encode_basestring, None, ":", ",", _SORTED, _SKIPPING, _NAN
)


def instant(at: datetime) -> int:
    """Return a moment as microseconds since 1970 UTC."""
    return (at - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """Return the moment of an instant, in UTC."""
    return _EPOCH + microseconds * _MICROSECOND


def as_json(value: object) -> str:
    """Write a value as compact JSON, the same for the same value."""
    if value == () or value == []:  # half of what an import writes
        return "[]"
    # As its `encode`, which makes this encoder anew each time: that takes as long again.
    if isinstance(value, (dict, list, tuple)):
        return "".join(_ENCODE(value, 0))
    return _COMPACT.encode(value)


def _instant_or_none(at: datetime | None) -> int | None:
    return None if at is None else instant(at)


def _moment_or_none(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else moment(microseconds)


def _day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _flag_or_none(number: int | None) -> bool | None:
    return None if number is None else bool(number)


def _as_number(flag: object) -> int | None:
    return None if flag is None else int(bool(flag))


def verbatim_row(verbatim: Verbatim, *, says_something: bool) -> Row:
    """Write the facts of a verbatim, without its words."""
    return {
        "source": verbatim.source,
        "source_id": verbatim.source_id,
        "revision": verbatim.revision,
        "channel": verbatim.channel,
        "happened_at": instant(verbatim.happened_at),
        "received_at": instant(verbatim.received_at),
        "score": verbatim.score and verbatim.score.value,
        "scale": verbatim.score and verbatim.score.scale,
        "expected": verbatim.score and verbatim.score.expected,
        "customer_id": verbatim.customer_id,
        "language": verbatim.language,
        "moment": verbatim.moment,
        "touchpoint": verbatim.touchpoint,
        "value": verbatim.value,
        "currency": verbatim.currency,
        "says_something": int(says_something),
    }


def words_row(verbatim: Verbatim) -> Row:
    """Write the words of one revision of a verbatim."""
    return {
        "verbatim_id": verbatim.id,
        "revision": verbatim.revision,
        "text": verbatim.text,
        "fingerprint": verbatim.fingerprint(),
        "url": verbatim.url,
        "extra": as_json(dict(verbatim.extra)),
    }


def verbatim_from(row: Mapping[str, Any]) -> Verbatim:
    """Read a verbatim from its row joined with its newest words (none left when forgotten)."""
    score = None
    if row["score"] is not None:
        score = Score(row["score"], row["scale"], row["expected"])
    return Verbatim(
        id=row["id"],
        source=row["source"],
        source_id=row["source_id"],
        revision=row["revision"],
        channel=row["channel"],
        happened_at=moment(row["happened_at"]),
        received_at=moment(row["received_at"]),
        text=row["text"] or "",
        score=score,
        customer_id=row["customer_id"],
        language=row["language"],
        moment=row["moment"],
        touchpoint=row["touchpoint"],
        value=row["value"],
        currency=row["currency"],
        url=row["url"],
        extra=json.loads(row["extra"] or "{}"),
        is_forgotten=row["forgotten_at"] is not None,
    )


def reading_row(verbatim_id: int, reading: Reading) -> Row:
    """Write a reading."""
    return {
        "verbatim_id": verbatim_id,
        "touchpoint": reading.touchpoint,
        "confidence": reading.confidence,
        "candidates": as_json([[one.touchpoint, one.confidence] for one in reading.candidates]),
        "also": as_json(reading.also),
        "reasons": as_json([[why.kind, why.touchpoint, why.because] for why in reading.reasons]),
        "language": reading.language,
        "polarity": reading.emotion.polarity,
        "intensity": reading.emotion.intensity,
        "emotion": reading.emotion.name,
        "signals": as_json(reading.signals),
        "masked": reading.masked,
        "gist": reading.gist,
        "sureness": reading.sureness,
        "language_confidence": reading.language_confidence,
        "says_something": int(reading.says_something),
        "grave": reading.grave,
    }


def reading_from(row: Mapping[str, Any]) -> Reading:
    """Read a reading."""
    return Reading(
        touchpoint=row["touchpoint"],
        confidence=row["confidence"],
        candidates=tuple(Candidate(*one) for one in json.loads(row["candidates"])),
        also=tuple(json.loads(row["also"])),
        reasons=tuple(Reason(*why) for why in json.loads(row["reasons"])),
        language=row["language"],
        emotion=Emotion(row["polarity"], row["intensity"], row["emotion"]),
        signals=tuple(json.loads(row["signals"])),
        masked=row["masked"],
        gist=row["gist"],
        sureness=row["sureness"],
        language_confidence=row["language_confidence"],
        says_something=bool(row["says_something"]),
        grave=row["grave"],
    )


def customer_row(customer: Customer) -> Row:
    """Write what is known of a customer; what is not known is left out, and stays as it was."""
    row = {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "since": customer.since and customer.since.isoformat(),
        "contact_ok": None if customer.contact_ok is None else int(customer.contact_ok),
        "stopped_at": _instant_or_none(customer.stopped_at),
        "replaced_email": customer.replaced_email,
    }
    return {name: value for name, value in row.items() if value is not None}


def customer_from(row: Mapping[str, Any]) -> Customer:
    """Read a customer."""
    return Customer(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        since=_day_or_none(row["since"]),
        contact_ok=_flag_or_none(row["contact_ok"]),
        stopped_at=_moment_or_none(row["stopped_at"]),
        replaced_email=row["replaced_email"],
    )


def case_row(case: Case) -> Row:
    """Write every fact of a case but its id."""
    return {
        "verbatim_id": case.verbatim_id,
        "customer_id": case.customer_id,
        "department": case.department,
        "touchpoint": case.touchpoint,
        "linked_to": case.linked_to,
        "same_as": case.same_as,
        "improvement_id": case.improvement_id,
        "joined_closed_at": _instant_or_none(case.joined_closed_at),
        "needs_hands": int(case.needs_hands),
        "needs_answer": int(case.needs_answer),
        "grave": case.grave,
        "moment_of_truth": int(case.moment_of_truth),
        "polarity": case.polarity,
        "intensity": case.intensity,
        "leaving": int(case.leaving),
        "at_stake": case.at_stake,
        "clock_from": instant(case.clock_from),
        "opened_at": instant(case.opened_at),
        "read_at": _instant_or_none(case.read_at),
        "routed_at": _instant_or_none(case.routed_at),
        "shared_at": _instant_or_none(case.shared_at),
        "taken_at": _instant_or_none(case.taken_at),
        "taken_by": case.taken_by,
        "acted_at": _instant_or_none(case.acted_at),
        "acknowledged_at": _instant_or_none(case.acknowledged_at),
        "asked_at": _instant_or_none(case.asked_at),
        "answered_at": _instant_or_none(case.answered_at),
        "promised_on": case.promised_on and case.promised_on.isoformat(),
        "reassured_on": case.reassured_on and case.reassured_on.isoformat(),
        "followed_up_at": _instant_or_none(case.followed_up_at),
        "closed_at": _instant_or_none(case.closed_at),
        "closed_how": case.closed_how,
        "cause": case.cause,
        "reason": case.reason,
        "passes": case.passes,
        "reopened": case.reopened,
        "helped": None if case.helped is None else int(case.helped),
    }


def case_from(row: Mapping[str, Any]) -> Case:
    """Read a case."""
    return Case(
        id=row["id"],
        verbatim_id=row["verbatim_id"],
        customer_id=row["customer_id"],
        department=row["department"],
        touchpoint=row["touchpoint"],
        linked_to=row["linked_to"],
        same_as=row["same_as"],
        improvement_id=row["improvement_id"],
        joined_closed_at=_moment_or_none(row["joined_closed_at"]),
        needs_hands=bool(row["needs_hands"]),
        needs_answer=bool(row["needs_answer"]),
        grave=row["grave"],
        moment_of_truth=bool(row["moment_of_truth"]),
        polarity=row["polarity"],
        intensity=row["intensity"],
        leaving=bool(row["leaving"]),
        at_stake=row["at_stake"],
        clock_from=moment(row["clock_from"]),
        opened_at=moment(row["opened_at"]),
        read_at=_moment_or_none(row["read_at"]),
        routed_at=_moment_or_none(row["routed_at"]),
        shared_at=_moment_or_none(row["shared_at"]),
        taken_at=_moment_or_none(row["taken_at"]),
        taken_by=row["taken_by"],
        acted_at=_moment_or_none(row["acted_at"]),
        acknowledged_at=_moment_or_none(row["acknowledged_at"]),
        asked_at=_moment_or_none(row["asked_at"]),
        answered_at=_moment_or_none(row["answered_at"]),
        promised_on=_day_or_none(row["promised_on"]),
        reassured_on=_day_or_none(row["reassured_on"]),
        followed_up_at=_moment_or_none(row["followed_up_at"]),
        closed_at=_moment_or_none(row["closed_at"]),
        closed_how=row["closed_how"],
        cause=row["cause"],
        reason=row["reason"],
        passes=row["passes"],
        reopened=row["reopened"],
        helped=_flag_or_none(row["helped"]),
    )


def fact_row(case_id: int, number: int, fact: Fact, *, chain_before: str) -> Row:
    """Write a fact as the next link of its case's chain."""
    row = {
        "case_id": case_id,
        "number": number,
        "kind": fact.kind,
        "at": instant(fact.at),
        "by": fact.by,
        "about": as_json(dict(fact.about)) if fact.about else "{}",
    }
    return row | {"chain": link(chain_before, row)}


def link(chain_before: str, row: Mapping[str, Any]) -> str:
    """Return the hash that ties a fact to all those before it.

    `by` stays out of it: who did what is pseudonymised after a while, and the chain has to stand.
    """
    # A list in JSON, written by hand: an import writes thousands a second.
    kind, about = encode_basestring(row["kind"]), encode_basestring(row["about"])
    told = f"[{row['case_id']},{row['number']},{kind},{row['at']},{about}]"
    return hashlib.sha256(f"{chain_before}{told}".encode()).hexdigest()


def fact_from(row: Mapping[str, Any]) -> Fact:
    """Read a fact."""
    return Fact(row["kind"], moment(row["at"]), row["by"], json.loads(row["about"]))


def action_row(action: Action) -> Row:
    """Write an action but for its id."""
    return {
        "case_id": action.case_id,
        "what": action.what,
        "taker": action.taker,
        "due_on": action.due.on.isoformat(),
        "due_at": action.due.at and action.due.at.isoformat("minutes"),
        "planned_at": instant(action.planned_at),
        "planned_by": action.planned_by,
        "kind": action.kind,
        "link": action.link,
        "done_at": _instant_or_none(action.done_at),
        "dropped_at": _instant_or_none(action.dropped_at),
        "stuck_on": action.stuck_on,
        "stuck_why": action.stuck_why,
    }


def action_from(row: Mapping[str, Any]) -> Action:
    """Read an action."""
    due_at = row["due_at"]
    return Action(
        id=row["id"],
        case_id=row["case_id"],
        what=row["what"],
        taker=row["taker"],
        due=Due(date.fromisoformat(row["due_on"]), time.fromisoformat(due_at) if due_at else None),
        planned_at=moment(row["planned_at"]),
        planned_by=row["planned_by"],
        kind=row["kind"],
        link=row["link"],
        done_at=_moment_or_none(row["done_at"]),
        dropped_at=_moment_or_none(row["dropped_at"]),
        stuck_on=row["stuck_on"],
        stuck_why=row["stuck_why"],
    )


def message_row(message: Message) -> Row:
    """Write a message to a customer but for its id."""
    return {
        "case_id": message.case_id,
        "kind": message.kind,
        "way": message.way,
        "language": message.language,
        "to": message.to,
        "subject": message.subject,
        "text": message.text,
        "signed": message.signed,
        "approved_by": message.approved_by,
        "approved_at": instant(message.approved_at),
        "promised_on": message.promised_on and message.promised_on.isoformat(),
        "written_by": message.written_by,
        "department": message.department,
        "told_where": message.where,
        "held_back_at": _instant_or_none(message.held_back_at),
        "fate": message.fate,
        "fate_at": _instant_or_none(message.fate_at),
        "fate_why": message.fate_why,
        "improvement_id": message.improvement_id,
    }


def message_from(row: Mapping[str, Any]) -> Message:
    """Read a message to a customer."""
    return Message(
        id=row["id"],
        case_id=row["case_id"],
        kind=row["kind"],
        way=row["way"],
        language=row["language"],
        to=row["to"],
        subject=row["subject"],
        text=row["text"],
        signed=row["signed"],
        approved_by=row["approved_by"],
        approved_at=moment(row["approved_at"]),
        promised_on=_day_or_none(row["promised_on"]),
        written_by=row["written_by"],
        department=row["department"],
        where=row["told_where"],
        held_back_at=_moment_or_none(row["held_back_at"]),
        # A proposal of earlier days does not say: it had not left.
        fate=row.get("fate"),
        fate_at=_moment_or_none(row.get("fate_at")),
        fate_why=row.get("fate_why"),
        improvement_id=row.get("improvement_id"),  # proposals of earlier days do not say
    )


def heard_back_row(heard: HeardBack) -> Row:
    """Write what a customer said of our answer."""
    return {
        "case_id": heard.case_id,
        "helped": _as_number(heard.helped),
        "words": heard.words,
        "heard_at": instant(heard.heard_at),
        "understood": _as_number(heard.understood),
        "clear": _as_number(heard.clear),
        "respected": _as_number(heard.respected),
        "wish": heard.wish,
        "polarity_before": heard.polarity_before,
        "polarity_after": heard.polarity_after,
    }


def heard_back_from(row: Mapping[str, Any]) -> HeardBack:
    """Read what a customer said of our answer."""
    return HeardBack(
        case_id=row["case_id"],
        helped=_flag_or_none(row["helped"]),
        words=row["words"],
        heard_at=moment(row["heard_at"]),
        understood=_flag_or_none(row["understood"]),
        clear=_flag_or_none(row["clear"]),
        respected=_flag_or_none(row["respected"]),
        wish=row["wish"],
        polarity_before=row["polarity_before"],
        polarity_after=row["polarity_after"],
    )


def person_row(person: Person) -> Row:
    """Write a colleague."""
    return {
        "id": person.id,
        "name": person.name,
        "locale": person.locale,
        "zone": person.zone.key,
        "email": person.email and person.email.lower(),
        "has_left": int(person.has_left),
        "away_until": person.away_until and person.away_until.isoformat(),
    }


def person_from(row: Mapping[str, Any]) -> Person:
    """Read a colleague."""
    return Person(
        id=row["id"],
        name=row["name"],
        locale=row["locale"],
        zone=ZoneInfo(row["zone"]),
        email=row["email"],
        has_left=bool(row["has_left"]),
        away_until=_day_or_none(row["away_until"]),
    )
