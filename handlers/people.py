"""Who our colleagues are: their names, languages and time zones, as Slack tells them."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_bolt import App
from slack_sdk import WebClient

from bot.journey import JourneyMap
from bot.ledger import Look
from bot.person import Person
from handlers.desk import Desk
from handlers.receive import Received, listener


def register(app: App, desk: Desk) -> None:
    """Learn about people who are new or have changed."""
    app.event("user_change")(listener(desk, person_changed))
    app.event("team_join")(listener(desk, person_changed))


def person_changed(received: Received) -> None:
    """Remember what Slack says of one person; events leave the locale out, so it is asked for."""
    user_id = str(received.body["event"]["user"]["id"])
    answer = received.client.users_info(user=user_id, include_locale=True)
    person = _person(answer["user"], received.desk)
    with received.turn() as turn:
        if person:
            turn.record_person(person)


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
            turn.record_person(person)
    return len(people)


def _users(client: WebClient) -> Iterator[Mapping[str, Any]]:
    for page in client.users_list(include_locale=True, limit=200):
        yield from page["members"]


def _person(user: Mapping[str, Any], desk: Desk) -> Person | None:
    if user.get("is_bot") or user.get("deleted") or user["id"] == "USLACKBOT":
        return None
    profile = user.get("profile", {})
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"]
    return Person(
        id=user["id"],
        name=name,
        locale=user.get("locale") or desk.journey.languages[0],
        zone=_zone(user.get("tz"), desk.journey.timezone),
        email=profile.get("email"),
    )


def _zone(key: str | None, fallback: ZoneInfo) -> ZoneInfo:
    """Return a time zone; what Slack knows and this machine does not becomes the map's."""
    try:
        return ZoneInfo(key) if key else fallback
    except (ZoneInfoNotFoundError, ValueError):
        return fallback
