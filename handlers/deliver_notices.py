"""Notices leave for Slack: rendered when they are sent, posted once, looked up before a repeat."""

import re
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.ledger import Look
from bot.notice import Notice
from handlers.cards.elements import Post
from handlers.desk import Desk
from handlers.destinations import Destinations, PlaceUnknown
from handlers.rate_limits import AskedToWait, Rests, asked_wait
from handlers.slack_lines import NotReached

log = structlog.get_logger()

EVENT_TYPE = "boucle_notice"

# An interrupted message is looked for back to when it was first tried, a page at a time; a day
# more, because the clocks of Slack and of this machine may differ.
_PAGE = 200
_LOOK_BACK = timedelta(days=1)

# Answers after which Slack may or may not have done what it was asked.
_UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# Answers after which the channel has to be found anew: somebody invites the bot, or makes it.
_MOVED = frozenset({"not_in_channel", "channel_not_found"})
# Answers that a later try may get past: Slack has a breather, or somebody mends the installation.
_PASSING = _MOVED | frozenset(
    {
        "ratelimited",
        "rate_limited",
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "token_expired",
        "token_revoked",
        "team_access_not_granted",
    }
)
_GONE = frozenset({"message_not_found", "cant_update_message", "thread_not_found"})

# What a notice says, in a language; None when nothing is left to say.
Render = Callable[[Desk, Look, Notice, str], Post | None]


@dataclass(frozen=True)
class SlackSender:
    """A `bot.engine.delivery.Sender` over Slack's Web API.

    The client must not retry by itself: its connection retry posts twice.
    """

    desk: Desk
    client: WebClient
    render: Mapping[str, Render]
    rests: Rests = field(default_factory=Rests)
    destinations: Destinations = field(init=False)

    def __post_init__(self) -> None:
        destinations = Destinations(self.desk, self.client, self.rests)
        object.__setattr__(self, "destinations", destinations)

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Post or change the message of a notice."""
        if people := self.desk.people_of(notice.destination.removeprefix("lead:")):
            self._stage_for(people, notice)
            return Obsolete()
        try:
            channel = self.destinations.channel_of(notice.destination)
            post = self._rendered(notice)
        except PlaceUnknown as unknown:
            return NotSent(str(unknown))
        except (SlackApiError, AskedToWait, OSError, HTTPException) as error:
            return _not_begun(error)
        if post is None:
            return Obsolete()
        # Finding the channel may have taken long: nobody else must have begun meanwhile.
        if not point_of_no_return():
            return NotSent("another process took over")
        return self._posted(channel, post, notice)

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Look for the notice's id in the metadata of the channel's (or thread's) messages."""
        del past_return
        try:
            channel = self.destinations.channel_of(notice.destination)
            for message in self._messages(channel, notice):
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("id") == notice.id:
                    return Sent({"channel": channel, "ts": str(message["ts"])})
        except PlaceUnknown as unknown:
            return NotSent(str(unknown))
        except (SlackApiError, AskedToWait, OSError, HTTPException) as error:
            log.warning("look-up failed", notice=notice.id, why=type(error).__name__)
            return Uncertain("look-up failed", wait=asked_wait(error))
        return NotSent("not found")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell whether it changes a message, which may be done twice."""
        return notice.kind in ("card_update", "improvement_update", "moved_line", "amend")

    def _stage_for(self, people: Sequence[str], notice: Notice) -> None:
        """Bring what another process staged for a whole group to each of its people, once."""
        with self.desk.ledger.turn() as turn:
            for person in people:
                to = f"lead:{person}"
                key = notice.id.replace(notice.destination, to)
                turn.stage(replace(notice, id=key, destination=to))

    def _posted(self, channel: str, post: Post, notice: Notice) -> Outcome:
        try:
            answer = self._call(channel, post, notice)
        except SlackApiError as error:
            if _code_of(error.response) in _MOVED:
                self.destinations.forget(notice.destination)
            return _outcome_of(error)
        except (OSError, HTTPException) as error:
            if _never_left(error):
                return NotSent(type(error).__name__)
            # The connection broke: nobody knows on which side of Slack's doing.
            return Uncertain(type(error).__name__)
        return Sent({"channel": str(answer["channel"]), "ts": str(answer["ts"])})

    def _rendered(self, notice: Notice) -> Post | None:
        with self.desk.ledger.look() as look:
            language = self._language(look, notice)
            return self.render[notice.kind](self.desk, look, notice, language)

    def _language(self, look: Look, notice: Notice) -> str:
        """Return the language of who reads: a person's own, or their channel's."""
        person_id = self.destinations.person_of(notice.destination)
        person = look.person(person_id) if person_id else None
        if person:
            return person.locale
        return self.destinations.language_of_channel(notice.destination)

    def _call(self, channel: str, post: Post, notice: Notice) -> SlackResponse:
        if post.ts is not None:
            return self.client.chat_update(
                channel=channel, ts=post.ts, text=post.text, blocks=post.blocks
            )
        return self.client.chat_postMessage(
            channel=channel,
            text=post.text,
            blocks=post.blocks,
            thread_ts=post.thread_ts,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": notice.id}},
            unfurl_links=False,
            unfurl_media=False,
        )

    def _messages(self, channel: str, notice: Notice) -> Iterator[dict[str, Any]]:
        since = notice.tried_from
        oldest = f"{(since - _LOOK_BACK).timestamp():.6f}" if since else "0"
        method = "conversations.history"
        pages: Callable[..., SlackResponse] = self.client.conversations_history
        if notice.kind == "thread_line" and notice.case_id is not None:
            with self.desk.ledger.look() as look:
                card = look.card_of(notice.case_id, notice.destination)
            if card is None:
                return
            method = "conversations.replies"
            pages = partial(self.client.conversations_replies, ts=card.ts)
        with self.rests.calling(method):
            for page in pages(
                channel=channel, limit=_PAGE, oldest=oldest, include_all_metadata=True
            ):
                yield from page["messages"]


def _not_begun(error: SlackApiError | AskedToWait | OSError | HTTPException) -> NotSent:
    """Tell that a channel could not be found: nothing was sent, whatever the reason."""
    if (wait := asked_wait(error)) is not None:
        return NotSent("ratelimited", wait=wait)
    if isinstance(error, SlackApiError):
        return NotSent(_code_of(error.response) or "SlackApiError")
    return NotSent(type(error).__name__)


def _never_left(error: OSError | HTTPException) -> bool:
    """Tell that no connection came about: nothing can have arrived."""
    reason = getattr(error, "reason", error)  # behind a proxy, urllib's
    return isinstance(error, NotReached) or isinstance(
        reason, ConnectionRefusedError | socket.gaierror
    )


def _outcome_of(error: SlackApiError) -> Outcome:
    """Tell what a refusal of Slack means for the notice."""
    response = error.response
    wait = asked_wait(error)
    if wait is not None:
        return NotSent("ratelimited", wait=wait, is_for_posts=True)
    status, code = getattr(response, "status_code", 0), _code_of(response)
    if status >= 500 or code in _UNCERTAIN or not code:  # the server failed
        return Uncertain(code or f"HTTP {status}")
    if code in _PASSING:
        return NotSent(code)
    return Obsolete() if code in _GONE else Refused(code)


def _code_of(response: Any) -> str:
    """Return Slack's error code; "" when what answered was not Slack's JSON.

    For that the SDK makes up a sentence, where Slack has words such as "channel_not_found".
    """
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    return code if re.fullmatch(r"\w+", code) else ""
