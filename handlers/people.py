"""Who our colleagues are: their names, languages and time zones, as Slack tells them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient

from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.person import Person
from handlers.desk import Desk

# The statuses with which Slack's own menu says "vacationing" and "out sick", and their like.
_AWAY = frozenset(
    {
        ":palm_tree:",
        ":face_with_thermometer:",
        ":desert_island:",
        ":beach_with_umbrella:",
        ":airplane:",
        ":baby:",
    }
)


def ask_about(client: WebClient, user_id: str, desk: Desk) -> Person | None:
    """Ask Slack about one person: events leave the locale out. None for a bot."""
    answer = client.users_info(user=user_id, include_locale=True)
    return _person(answer["user"], desk)


def is_lead(look: Look, person_id: str, journey: JourneyMap) -> bool:
    """Tell whether somebody is a CX lead, by their Slack id or their address."""
    person = look.person(person_id)
    leads = {lead.casefold() for lead in journey.leads}
    return person_id.casefold() in leads or bool(person and person.email in leads)


def learn_people(client: WebClient, desk: Desk) -> int:
    """Remember everybody of the workspace; return how many. Raises `SlackApiError`."""
    people = [person for user in _users(client) if (person := _person(user, desk)) is not None]
    with desk.ledger.turn() as turn:
        # In one order: several processes may start at once, and each row is locked.
        for person in sorted(people, key=lambda one: one.id):
            record(turn, person)
    return len(people)


def record(turn: Turn, person: Person) -> None:
    """Remember a person; somebody who left before we knew them is nobody to us."""
    if not (person.has_left and turn.person(person.id) is None):
        turn.record_person(person)


def _users(client: WebClient) -> Iterator[Mapping[str, Any]]:
    for page in client.users_list(include_locale=True, limit=200):
        yield from page["members"]


def _person(user: Mapping[str, Any], desk: Desk) -> Person | None:
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return None
    profile = user.get("profile", {})
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"]
    return Person(
        id=user["id"],
        name=name,
        locale=user.get("locale") or desk.journey.languages[0],
        zone=_zone(user.get("tz"), desk.journey.timezone),
        email=profile.get("email"),
        has_left=bool(user.get("deleted")),
        away_until=_away_until(profile, desk),
    )


def _away_until(profile: Mapping[str, Any], desk: Desk) -> date | None:
    """Return the last day of an absence that somebody's status tells, if it tells one.

    A status that ends today or tomorrow is a morning off: nothing has to change hands for it.
    """
    if profile.get("status_emoji") not in _AWAY:
        return None
    ends = int(profile.get("status_expiration") or 0)
    if not ends:
        return date.max
    zone = desk.journey.timezone
    last = datetime.fromtimestamp(ends, zone).date()
    return last if last > desk.now().astimezone(zone).date() + timedelta(days=1) else None


def _zone(key: str | None, fallback: ZoneInfo) -> ZoneInfo:
    """Return a time zone; what Slack knows and this machine does not becomes the map's."""
    try:
        return ZoneInfo(key) if key else fallback
    except (ZoneInfoNotFoundError, ValueError):
        return fallback
