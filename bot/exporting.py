"""What can be taken out: a line for each piece of feedback, or all that is kept of one customer.

Never who of us did what: no figure and no export by person (policy, 8).
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look, NotRemembered
from bot.loop import next_step
from bot.reading import Reading
from bot.verbatim import Verbatim

_AT_ONCE = 500


def exported(look: Look, journey: JourneyMap) -> Iterator[dict[str, Any]]:
    """Yield a flat line for each piece of feedback, in the order of arrival, masked."""
    last = 0
    while ids := look.verbatims_after(last, at_most=_AT_ONCE):
        for verbatim_id in ids:
            yield _line(look, verbatim_id, journey)
        last = ids[-1]


def customer_exported(look: Look, customer_id: str, journey: JourneyMap) -> dict[str, Any]:
    """Return all that is kept of a customer, to give to them: their own words unmasked."""
    customer = look.customer(customer_id)
    told = [_told(look, verbatim_id, journey) for verbatim_id in look.verbatims_of(customer_id)]
    return {
        "customer": {
            "id": customer_id,
            "name": customer.name if customer else None,
            "email": customer.email if customer else None,
            "phone": customer.phone if customer else None,
            "since": _text(customer.since) if customer else None,
            "contact_ok": customer.contact_ok if customer else None,
            "stopped_at": _text(customer.stopped_at) if customer else None,
        },
        "feedback": told,
    }


def _line(look: Look, verbatim_id: int, journey: JourneyMap) -> dict[str, Any]:
    verbatim, reading = look.verbatim(verbatim_id), _reading(look, verbatim_id)
    case = look.case_of_verbatim(verbatim_id)
    read_at = reading.touchpoint if reading else None
    touchpoint = case.touchpoint if case else read_at
    there = journey.touchpoints.get(touchpoint or "")
    return {
        "case": case.name if case else None,
        **_said(verbatim),
        "words": reading.masked if reading else "",
        "language": reading.language if reading else None,
        "stage": there.stage if there else None,
        "touchpoint": touchpoint,
        "department": case.department if case else None,
        "polarity": reading.emotion.polarity if reading else None,
        "intensity": reading.emotion.intensity if reading else None,
        "emotion": reading.emotion.name if reading else None,
        "signals": " ".join(reading.signals) if reading else "",
        "same_as": f"C-{case.same_as}" if case and case.same_as else None,
        "improvement": f"A-{case.improvement_id}" if case and case.improvement_id else None,
        **(_facts(case) if case else _NO_FACTS),
        "actions": "; ".join(one.what for one in look.actions(case.id)) if case else "",
        "told": " ".join(one.kind for one in look.messages(case.id)) if case else "",
    }


def _said(verbatim: Verbatim) -> dict[str, Any]:
    score = verbatim.score
    return {
        "source": verbatim.source,
        "id": verbatim.source_id,
        "channel": verbatim.channel,
        "happened_at": _text(verbatim.happened_at),
        "received_at": _text(verbatim.received_at),
        "score": score.value if score else None,
        "scale": score.scale if score else None,
        "expected": score.expected if score else None,
        "value": verbatim.value,
        "currency": verbatim.currency,
    }


def _facts(case: Case) -> dict[str, Any]:
    step = next_step(case)
    return {
        "next": step.name if step else "closed",
        "shared_at": _text(case.shared_at),
        "taken_at": _text(case.taken_at),
        "acted_at": _text(case.acted_at),
        "answered_at": _text(case.answered_at),
        "promised_on": _text(case.promised_on),
        "followed_up_at": _text(case.followed_up_at),
        "closed_at": _text(case.closed_at),
        "closed_how": case.closed_how,
        "cause": case.cause,
        "passes": case.passes,
        "reopened": case.reopened,
        "helped": case.helped,
    }


_NO_FACTS: dict[str, Any] = dict.fromkeys(
    (
        *("next", "shared_at", "taken_at", "acted_at", "answered_at", "promised_on"),
        *("followed_up_at", "closed_at", "closed_how", "cause", "passes", "reopened", "helped"),
    )
)


def _told(look: Look, verbatim_id: int, journey: JourneyMap) -> dict[str, Any]:
    verbatim, case = look.verbatim(verbatim_id), look.case_of_verbatim(verbatim_id)
    line = _line(look, verbatim_id, journey) | {"words": verbatim.text, "url": verbatim.url}
    heard = look.heard_back(case.id) if case else None
    return line | {
        "extra": dict(verbatim.extra),
        "messages": [
            {
                "kind": message.kind,
                "way": message.way,
                "at": _text(message.approved_at),
                "to": message.to,
                "subject": message.subject,
                "text": message.text,
                "promised_on": _text(message.promised_on),
                "fate": message.fate,
            }
            for message in (look.messages(case.id) if case else ())
        ],
        "answer": {"helped": heard.helped, "words": heard.words} if heard else None,
        "mails": [
            {"at": _text(mail.received_at), "subject": mail.subject, "text": mail.whole}
            for mail in (look.customer_mails(case.id) if case else ())
        ],
        "history": [
            {"what": fact.kind, "at": _text(fact.at)}
            for fact in (look.history(case.id) if case else ())
        ],
    }


def _reading(look: Look, verbatim_id: int) -> Reading | None:
    try:
        return look.reading(verbatim_id)
    except NotRemembered:
        return None


def _text(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
