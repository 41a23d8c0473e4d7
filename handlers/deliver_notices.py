"""Notices leave for Slack: rendered when they are sent, posted once, looked up before a repeat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.ledger import Look
from bot.notice import Notice
from bot.wording import language_of
from handlers.cards.elements import Post
from handlers.desk import Desk
from handlers.destinations import Destinations, PlaceUnknown

log = structlog.get_logger()

EVENT_TYPE = "boucle_notice"

# The newest messages of a channel among which an interrupted one is looked for. It was sent a
# minute or two before, and a channel takes one message a second at most.
_LOOK_BACK = 200

# Answers after which Slack may or may not have done what it was asked.
_UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# Answers that a later try may get past: somebody invites the bot, or Slack has a breather.
_PASSING = frozenset({"ratelimited", "rate_limited", "not_in_channel", "channel_not_found"})
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
    destinations: Destinations = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "destinations", Destinations(self.desk, self.client))

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Post or change the message of a notice."""
        del point_of_no_return  # a post can be looked up: nothing has to be noted before it
        try:
            channel = self.destinations.channel_of(notice.destination)
            post = self._rendered(notice)
            if post is None:
                return Obsolete()
            answer = self._call(channel, post, notice)
        except PlaceUnknown as unknown:
            return NotSent(str(unknown))
        except SlackApiError as error:
            return _outcome_of(error)
        except (OSError, HTTPException) as error:
            # The connection broke: nobody knows on which side of Slack's doing.
            return Uncertain(f"{type(error).__name__}")
        return Sent({"channel": str(answer["channel"]), "ts": str(answer["ts"])})

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Look for the notice's id in the metadata of the channel's (or thread's) messages."""
        del past_return
        try:
            channel = self.destinations.channel_of(notice.destination)
            messages = self._messages(channel, notice)
        except PlaceUnknown as unknown:
            return NotSent(str(unknown))
        except (SlackApiError, OSError, HTTPException) as error:
            log.warning("look-up failed", notice=notice.id, why=type(error).__name__)
            return Uncertain("look-up failed")
        for message in messages:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("id") == notice.id:
                return Sent({"channel": channel, "ts": str(message["ts"])})
        return NotSent("not found")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell whether it changes a message, which may be done twice."""
        return notice.kind in ("card_update", "moved_line")

    def _rendered(self, notice: Notice) -> Post | None:
        with self.desk.ledger.look() as look:
            language = self._language(look, notice)
            return self.render[notice.kind](self.desk, look, notice, language)

    def _language(self, look: Look, notice: Notice) -> str:
        """Return the language of who reads: a person's own, or their channel's."""
        person_id = self.destinations.person_of(notice.destination)
        person = look.person(person_id) if person_id else None
        if person:
            return language_of(person.locale)
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

    def _messages(self, channel: str, notice: Notice) -> list[dict[str, Any]]:
        if notice.kind == "thread_line" and notice.case_id is not None:
            with self.desk.ledger.look() as look:
                card = look.card_of(notice.case_id, notice.destination)
            if card is None:
                return []
            answer = self.client.conversations_replies(
                channel=channel, ts=card.ts, limit=_LOOK_BACK, include_all_metadata=True
            )
        else:
            answer = self.client.conversations_history(
                channel=channel, limit=_LOOK_BACK, include_all_metadata=True
            )
        return list(answer["messages"])


def _outcome_of(error: SlackApiError) -> Outcome:
    """Tell what a refusal of Slack means for the notice."""
    response = error.response
    status = getattr(response, "status_code", 0)
    if status == 429:  # Too Many Requests
        return NotSent("ratelimited", wait=float(response.headers.get("Retry-After", 1)))
    code = _code_of(response)
    if status >= 500 or code in _UNCERTAIN or not code:  # the server failed
        return Uncertain(code or f"HTTP {status}")
    if code in _PASSING:
        return NotSent(code)
    return Obsolete() if code in _GONE else Refused(code)


def _code_of(response: Any) -> str:
    """Return Slack's error code; "" when what answered was not Slack's JSON."""
    data = getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""
