"""Whether Slack takes the tokens, and has the scopes, channels and people that the map names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from handlers.command_line.finding import Finding

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.journey import JourneyMap

# What the bot may be asked to do, as app.yaml asks for it.
SCOPES = (
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
)
# The most that Slack recommends for one page of a list.
_PAGE = 200


class _SlackSilent(Exception):
    """Slack cannot be reached, or what answers is not Slack; `why` is what went wrong."""

    def __init__(self, why: object) -> None:
        super().__init__(why)
        self.why = why


def check_slack(client: WebClient, journey: JourneyMap) -> list[Finding]:
    """Ask Slack about everything the map names; `client` holds the bot's token.

    Stops at the first thing without which the others cannot be told: a Slack that does not
    answer, a token that is refused, scopes that are missing.
    """
    try:
        first = list(_token_and_scopes(client))
        return first or [*_channels(client, journey), *_people(client, journey)]
    except _SlackSilent as silent:
        return [_silent(client, silent)]


def check_app_token(client: WebClient) -> list[Finding]:
    """Ask whether Slack opens a socket for the app-level token that `client` holds."""
    try:
        answer = _ask(lambda: client.api_call("apps.connections.open"))
    except _SlackSilent as silent:
        return [_silent(client, silent)]
    if answer.get("ok"):
        return []
    names = {"name": "SLACK_APP_TOKEN", "error": answer.get("error", "")}
    return [Finding("", 0, "SLACK_APP_TOKEN", "terminal-check-token-refused", names)]


def _token_and_scopes(client: WebClient) -> Iterator[Finding]:
    answer = _ask(client.auth_test)
    if not answer.get("ok"):
        names = {"name": "SLACK_BOT_TOKEN", "error": answer.get("error", "")}
        yield Finding("", 0, "SLACK_BOT_TOKEN", "terminal-check-token-refused", names)
        return
    granted = answer["scopes"]
    missing = [scope for scope in SCOPES if scope not in granted]
    if granted and missing:
        names = {"scopes": ", ".join(missing)}
        yield Finding("", 0, "SLACK_BOT_TOKEN", "terminal-check-scopes", names)


def _channels(client: WebClient, journey: JourneyMap) -> Iterator[Finding]:
    there = set(_known_channels(client))
    named = [department.channel for department in journey.departments.values()]
    for channel in dict.fromkeys([*named, journey.digest.channel]):
        if channel.removeprefix("#") not in there:
            yield Finding("", 0, channel, "terminal-check-channel", {"channel": channel})


def _known_channels(client: WebClient) -> Iterator[str]:
    """Return the names and ids of the channels that the bot can see."""
    cursor = ""
    while True:
        page = partial(
            client.conversations_list,
            types="public_channel,private_channel",
            exclude_archived=True,
            limit=_PAGE,
            cursor=cursor or None,
        )
        answer = _ask_surely(page)
        for channel in answer.get("channels", []):
            yield from (channel["name"], channel["id"])
        cursor = answer.get("response_metadata", {}).get("next_cursor", "")
        if not cursor:
            return


def _people(client: WebClient, journey: JourneyMap) -> Iterator[Finding]:
    named = [lead for department in journey.departments.values() for lead in department.leads]
    people = dict.fromkeys([*named, *journey.leads])
    groups = _known_groups(client) if any(map(_is_group, people)) else set()
    for person in people:
        is_there = person in groups if _is_group(person) else _is_person(client, person)
        if not is_there:
            yield Finding("", 0, person, "terminal-check-person", {"person": person})


def _is_group(person: str) -> bool:
    return person.startswith(("@", "S"))


def _is_person(client: WebClient, person: str) -> bool:
    if "@" in person:
        answer = _ask(lambda: client.users_lookupByEmail(email=person))
    else:
        answer = _ask(lambda: client.users_info(user=person))
    if answer.get("error") in ("users_not_found", "user_not_found"):
        return False
    return not _sure(answer)["user"].get("deleted")


def _known_groups(client: WebClient) -> set[str]:
    groups = _ask_surely(client.usergroups_list)["usergroups"]
    return {f"@{group['handle']}" for group in groups} | {group["id"] for group in groups}


def _ask_surely(call: Callable[[], Any]) -> dict[str, Any]:
    """Return an answer without which nothing can be told. Raises `_SlackSilent`."""
    return _sure(_ask(call))


def _sure(answer: dict[str, Any]) -> dict[str, Any]:
    if not answer.get("ok"):
        raise _SlackSilent(answer.get("error", ""))
    return answer


def _ask(call: Callable[[], Any]) -> dict[str, Any]:
    """Return Slack's answer, also where it is a refusal; `scopes` are those of the token."""
    from http.client import HTTPException

    from slack_sdk.errors import SlackApiError, SlackClientError

    try:
        answer = call()
    except SlackApiError as refused:
        answer = refused.response
        if not isinstance(answer.data, dict) or "error" not in answer.data:
            raise _SlackSilent(f"HTTP {answer.status_code}") from refused
    except (SlackClientError, OSError, HTTPException, ValueError) as wrong:
        raise _SlackSilent(getattr(wrong, "reason", None) or wrong) from wrong
    headers = {name.lower(): value for name, value in answer.headers.items()}
    scopes = {scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")}
    return {**answer.data, "scopes": scopes - {""}}


def _silent(client: WebClient, silent: _SlackSilent) -> Finding:
    names = {"address": client.base_url, "why": silent.why}
    return Finding("", 0, "SLACK_API_URL", "terminal-check-slack-silent", names)
