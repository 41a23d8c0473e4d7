"""Counts what became of everything: lost, twice, out of order.

What the bot believes (its database) is held against what is there (the workspace's messages, the
inbox) and against what people were told was received (their acked presses).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx

from bot.card import homes_of
from bot.journey import JourneyMap
from bot.telling import stand_of
from handlers.cards.case_card import case_card
from storage.ledger import DatabaseLedger
from tests.attack.people import Press

Json = dict[str, Any]

# Notices that change a message that stands, or leave by mail; the others become a message.
NO_POSTS = ("card_update", "moved_line", "mail")


@dataclass
class Evidence:
    """What is there to be counted, as it was found."""

    messages: list[Json]  # every one in every channel, thread and direct message
    mails: list[Json]
    notices: list[Json]
    facts: Mapping[int, list[Json]]  # the history of each case
    cases: list[Json]
    stands: Mapping[int, int]  # where each case stands, as messages about it see it
    approved: list[Json]  # messages to customers that leave by mail
    actions: list[Json]
    verbatims: list[Json]
    said: Sequence[str] = ()  # ids of the records that were handed in
    acked: Sequence[Press] = ()
    expected_cards: Mapping[tuple[str, str], str] = field(default_factory=dict)
    broken_chains: list[int] = field(default_factory=list)
    unfinished: int = 0
    went_on: bool = False  # something happened while it was collected
    sent_again: frozenset[str] = frozenset()  # what a lead let be sent once more, later

    @property
    def is_going_on(self) -> bool:
        """Tell whether something was still being done while it was collected."""
        states = {row["state"] for row in self.notices}
        is_under_way = not states.isdisjoint({"waiting", "sending"})
        return self.went_on or self.unfinished > 0 or is_under_way


@dataclass
class Tally:
    """What was counted; each entry says what it is about."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> dict[str, list[str]]:
        """Return what must be empty, by kind, where it is not."""
        kinds = {
            "lost": self.lost,
            "twice": self.twice,
            "out of order": self.out_of_order,
            "broken": self.broken,
        }
        return {kind: found for kind, found in kinds.items() if found}


def gather(
    url: str,
    ledger: DatabaseLedger,
    journey: JourneyMap,
    *,
    said: Sequence[str] = (),
    acked: Sequence[Press] = (),
    sent_again: Iterable[str] = (),
) -> Evidence:
    """Collect everything there is, from the workspace at `url` and from the ledger."""
    with ledger.look() as look:
        before = _traces(look)
    with httpx.Client(base_url=url, timeout=60) as http:
        messages, mails = list(_all_messages(http)), http.get("/_workspace/inbox").json()["mails"]
    with ledger.look() as look:
        ask = look._db.query
        cases = ask("select * from cases order by id")
        facts: dict[int, list[Json]] = defaultdict(list)
        for row in ask("select * from history order by case_id, number"):
            facts[row["case_id"]].append(row)
        return Evidence(
            messages=messages,
            mails=mails,
            notices=ask("select * from notices order by number"),
            facts=facts,
            cases=cases,
            stands={row["id"]: stand_of(look, look.case(row["id"])) for row in cases},
            approved=ask("select * from messages where way = 'mail' order by id"),
            actions=ask("select * from actions order by id"),
            verbatims=ask("select * from verbatims order by id"),
            said=said,
            acked=acked,
            expected_cards=_expected_cards(look, journey),
            broken_chains=[row["id"] for row in cases if not look.is_history_whole(row["id"])],
            unfinished=len(ledger.unfinished()),
            went_on=_traces(look) != before,
            sent_again=frozenset(sent_again),
        )


def _traces(look: Any) -> Json:
    """Return what grows whenever something happens to a case, or is said about it."""
    sql = """select (select count(*) from history) as facts,
        (select coalesce(sum(attempt), 0) from notices) as attempts"""
    return dict(look._db.query(sql)[0])


def count(found: Evidence) -> Tally:
    """Count what was lost, what is there twice, and what came in the wrong order."""
    tally = Tally()
    _count_verbatims(found, tally)
    _count_posts(found, tally)
    _count_cards(found, tally)
    _count_mails(found, tally)
    _count_presses(found, tally)
    _count_order(found, tally)
    tally.broken += [f"history of C-{case_id}" for case_id in found.broken_chains]
    if found.unfinished:
        tally.lost.append(f"{found.unfinished} received and never done")
    return tally


def notice_id(message: Json) -> str:
    """Return the id of the notice that a message came from; "" for any other message."""
    return str(message.get("metadata", {}).get("event_payload", {}).get("id", ""))


def _all_messages(http: httpx.Client) -> Iterator[Json]:
    for channel in http.get("/_workspace/state").json()["channels"]:
        for message in _messages(http, channel["id"]):
            yield {**message, "channel": channel["id"], "channel_name": channel.get("name", "")}
            if message.get("reply_count"):
                thread = _messages(http, channel["id"], thread_ts=message["ts"])[1:]
                for reply in thread:
                    yield {**reply, "channel": channel["id"]}


def _messages(http: httpx.Client, channel: str, **which: str) -> list[Json]:
    params = {"channel": channel, **which}
    return list(http.get("/_workspace/messages", params=params).json()["messages"])


def _expected_cards(look: Any, journey: JourneyMap) -> dict[tuple[str, str], str]:
    """Return what each card has to say by its place, as its case stands."""
    expected = {}
    for row in look._db.query("select id from cases where shared_at is not null"):
        case = look.case(row["id"])
        for home in homes_of(case, journey):
            place = look.card_of(case.id, home)
            if place is not None:
                at = (place.channel, place.ts)
                card = case_card(look, case, journey, "fr", case.opened_at)
                expected[at] = _buttons(card.blocks)
    return expected


def _buttons(blocks: Sequence[Json]) -> str:
    """Return what can be pressed on a card, which is what its case needs next."""
    elements = [element for block in blocks for element in block.get("elements", [])]
    elements += [block["accessory"] for block in blocks if "accessory" in block]
    pressed = [
        (one["action_id"], one.get("value"), [option["value"] for option in one["options"]])
        if "options" in one
        else (one["action_id"], one.get("value"))
        for one in elements
        if "action_id" in one
    ]
    return json.dumps(pressed)


def _count_verbatims(found: Evidence, tally: Tally) -> None:
    kept = Counter(row["source_id"] for row in found.verbatims)
    tally.counted["verbatims"] = len(found.verbatims)
    tally.lost += [f"verbatim {one}" for one in found.said if not kept[one]]
    tally.twice += [f"verbatim {one}" for one, times in kept.items() if times > 1]
    by_verbatim = Counter(row["verbatim_id"] for row in found.cases)
    for row in found.verbatims:
        times = by_verbatim[row["id"]]
        if row["says_something"] and not times:
            tally.lost.append(f"case of verbatim {row['source_id']}")
        if times > 1:
            tally.twice.append(f"case of verbatim {row['source_id']}")


def _count_posts(found: Evidence, tally: Tally) -> None:
    there = Counter(filter(None, map(notice_id, found.messages)))
    for row in found.notices:
        tally.counted[f"{row['kind']} {row['state']}"] += 1
        if row["state"] not in ("sent", "obsolete"):
            tally.lost.append(f"{row['id']} is {row['state']}: {row['error']}")
        elif row["kind"] not in NO_POSTS and row["state"] == "sent" and not there[row["id"]]:
            tally.lost.append(row["id"])
        elif row["state"] == "obsolete" and there[row["id"]]:
            tally.twice.append(f"{row['id']} was not to be said, and was")
    tally.twice += [one for one, times in there.items() if times > 1]
    staged = {row["id"] for row in found.notices}
    tally.broken += [f"{one} was never staged" for one in there if one not in staged]


def _count_cards(found: Evidence, tally: Tally) -> None:
    """Look whether each case that was shared is shown, and each card says how it stands."""
    cards = {(one["channel"], one["ts"]): one for one in found.messages}
    shown = {row["case_id"] for row in found.notices if row["kind"] == "card"}
    tally.lost += [
        f"card of C-{row['id']}"
        for row in found.cases
        if row["shared_at"] is not None and row["id"] not in shown
    ]
    for place, expected in found.expected_cards.items():
        message = cards.get(place)
        if message is None:
            tally.lost.append(f"the card at {place}")
        elif _buttons(message["blocks"]) != expected:
            shown = f"shows {_buttons(message['blocks'])}, not {expected}"
            tally.lost.append(f"the last update of {message['text']}: {shown}")


def _count_mails(found: Evidence, tally: Tally) -> None:
    tally.counted["mails approved"] = len(found.approved)
    for row in found.approved:
        times = sum(row["text"] in mail["text"] for mail in found.mails)
        if not times:
            tally.lost.append(f"mail {row['id']} of C-{row['case_id']}")
        if times > 1:
            tally.twice.append(f"mail {row['id']} of C-{row['case_id']}")
    if len(found.mails) > len(found.approved):
        tally.broken.append(f"{len(found.mails)} mails, {len(found.approved)} approved")


def _count_presses(found: Evidence, tally: Tally) -> None:
    """Look for the effect of each acked press, or for what may have refused it."""
    tally.counted["presses acked"] = len(found.acked)
    words = [row["what"] for row in found.actions] + [row["text"] for row in found.approved]
    for press in found.acked:
        facts = found.facts.get(press.case_id, [])
        kinds = {fact["kind"] for fact in facts}
        if press.kind == "take" and not kinds & {"taken", "closed"}:
            tally.lost.append(f"{press}")
        if press.kind not in ("plan", "send"):
            continue
        times = sum(press.mark in text for text in words)
        # What was drafted before something else happened is refused, and so is any plan too late.
        went_on = found.stands.get(press.case_id, 0) > press.stand
        may_refuse = went_on if press.kind == "send" else "closed" in kinds
        if not times and not may_refuse:
            tally.lost.append(f"{press}")
        if times > 1:
            tally.twice.append(f"{press}")
    for case_id, facts in found.facts.items():
        tally.twice += _repeated_takes(case_id, facts)


def _repeated_takes(case_id: int, facts: Sequence[Json]) -> Iterator[str]:
    """Find a case that was taken while somebody had it: a press that was done twice."""
    frees = {"released", "passed_on", "placed", "reopened"}
    holder = None
    for fact in facts:
        if fact["kind"] == "taken":
            if holder is not None:
                yield f"C-{case_id} was taken by {fact['by']} while {holder} had it"
            holder = fact["by"]
        elif fact["kind"] in frees:
            holder = None


def _count_order(found: Evidence, tally: Tally) -> None:
    """Look whether what follows another was said after it; what a lead sent again comes later."""
    at = {notice_id(one): float(one["ts"]) for one in reversed(found.messages)}
    pairs = [
        (first, then)
        for first, then in _pairs_in_order(found.notices)
        if {first, then} <= at.keys() - found.sent_again
    ]
    tally.counted["pairs in order"] = len(pairs)
    tally.out_of_order += [
        f"{then} before {first}" for first, then in pairs if at[first] >= at[then]
    ]


def _pairs_in_order(notices: Sequence[Json]) -> Iterator[tuple[str, str]]:
    """Yield who has to be said before whom: in a lane, and where one waits for another."""
    lanes: dict[str, list[str]] = defaultdict(list)
    for row in notices:
        if row["kind"] not in NO_POSTS and row["state"] == "sent":
            lanes[row["lane"]].append(row["id"])
        if row["waits_for"]:
            yield row["waits_for"], row["id"]
    for ids in lanes.values():
        yield from pairwise(ids)
