"""What arrives from Slack: kept before it is acked, done once, and told when it fails."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

import structlog
from slack_bolt import Ack, BoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.again import again
from bot.engine.mishap import log_mishap
from bot.ledger import Turn
from bot.person import Person
from bot.refusal import Refusal
from bot.wording import Language, language_of, say
from handlers.cards.elements import (
    about_of,
    actions,
    button,
    context,
    exact,
    fitting,
    section,
)
from handlers.desk import Desk
from handlers.rate_limits import asked_wait

log = structlog.get_logger()

# Where Bolt's context says under which key it was kept, and that it is not the first try.
KEPT_AS, RUN_AGAIN = "boucle_inbox_key", "boucle_again"
# And that somebody of ours heeded it.
HEEDED = "boucle_heeded"
# The button that does once more what failed.
DO_AGAIN = "do_again"

Errors = Mapping[str, str]


class DoneBefore(Exception):
    """What arrived was done already, by another run of it; this one leaves nothing behind."""


@dataclass
class Received:
    """What one person did in Slack: a press, a reaction, a command, a form."""

    desk: Desk
    body: Mapping[str, Any]
    client: WebClient
    key: str | None = None
    is_again: bool = False
    _respond: Callable[..., Any] | None = None
    _is_finished: bool = field(default=False, init=False)

    @property
    def by(self) -> str:
        """Return the id of who did it."""
        of = self.body.get("event") or self.body
        user = of.get("user") or self.body.get("user_id", "")
        return str(user["id"] if isinstance(user, Mapping) else user)

    @property
    def trigger_id(self) -> str:
        """Return what lets us open a form, for three seconds."""
        return str(self.body.get("trigger_id", ""))

    @property
    def person(self) -> Person | None:
        """Return who did it, as far as Slack told about them."""
        with self.desk.ledger.look() as look:
            return look.person(self.by)

    @property
    def locale(self) -> str:
        """Return the person's locale; the map's first language for somebody unknown."""
        person = self.person
        return person.locale if person else self.desk.journey.languages[0]

    @property
    def language(self) -> Language:
        """Return the language of the person."""
        return language_of(self.locale)

    @property
    def channel(self) -> str | None:
        """Return the channel in which it was done, or from where the form was opened."""
        return _channel_in(self.body)

    @property
    def pressed(self) -> str:
        """Return the value of the button, or of the menu's choice, that was pressed."""
        action = self.body["actions"][0]
        chosen = action.get("selected_option") or action
        return str(chosen.get("value", ""))

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Open the one turn of this occasion; it marks what arrived as done, all or nothing."""
        with self.desk.ledger.turn() as turn:
            yield turn
            if (
                self.key
                and not self._is_finished
                and not turn.finish(self.key, at=self.desk.now())
            ):
                raise DoneBefore(self.key)
        self._is_finished = True
        self.desk.wake()

    def finish(self) -> None:
        """Mark what arrived as done, where no turn did."""
        if self.key and not self._is_finished:
            again(self._mark_as_done)
            self._is_finished = True

    def _mark_as_done(self) -> None:
        with self.desk.ledger.turn() as turn:
            turn.finish(str(self.key), at=self.desk.now())

    def open_form(self, view: Mapping[str, Any]) -> None:
        """Open a form, on top of the window it was asked for in.

        When somebody took too long, they are asked to press again.
        """
        is_press = self.body.get("type") == "block_actions"
        is_in_window = is_press and self.body.get("view", {}).get("type") == "modal"
        show = self.client.views_push if is_in_window else self.client.views_open
        try:
            show(trigger_id=self.trigger_id, view=dict(view))
        except SlackApiError as error:
            log.warning("form not opened", why=error.response.get("error"))
            self.only_you(say(self.language, "not-opened"))

    def renew_window(self, view: Mapping[str, Any]) -> None:
        """Show a window anew after a press in it; a press elsewhere has none."""
        shown = self.body.get("view")
        if not shown:
            return
        try:
            self.client.views_update(view_id=shown["id"], hash=shown["hash"], view=dict(view))
        except SlackApiError as error:
            log.warning("window not renewed", why=error.response.get("error"))

    def only_you(self, text: str, *, blocks: list[dict[str, Any]] | None = None) -> None:
        """Say something that only this person sees."""
        try:
            self.reach(text, blocks=blocks)
        except (OSError, HTTPException) as error:
            # What they did is done all the same: a bad line must not tell them that it is not.
            log.warning("person not told", why=type(error).__name__)

    def reach(self, text: str, *, blocks: list[dict[str, Any]] | None = None) -> None:
        """Say it as far as Slack allows. Raises `OSError`, `HTTPException` on a bad line."""
        try:
            if not self._responded(text, blocks):
                self._post_only_to_you(text, blocks)
        except SlackApiError as error:
            log.warning("person not told", why=error.response.get("error"))

    def say_refusal(self, refusal: Refusal) -> None:
        """Tell the person what stands in the way, and what they can do."""
        text = self.sentence_of(refusal)
        words = written_in(self.body)
        self.only_you(text, blocks=given_back(text, words, self.language) if words else None)

    def sentence_of(self, refusal: Refusal) -> str:
        """Return what stands in the way, in the person's language."""
        names = dict(refusal.names)
        if "by" in names:
            with self.desk.ledger.look() as look:
                person = look.person(str(names["by"]))
            names["by"] = person.first_name if person else f"<@{names['by']}>"
        return say(self.language, refusal.sentence, **names)

    def _responded(self, text: str, blocks: list[dict[str, Any]] | None) -> bool:
        """Answer where Slack asked us to; False where it did not, or does not any more."""
        if self._respond is None or not self.body.get("response_url"):
            return False
        answer = self._respond(
            text=text, blocks=blocks, response_type="ephemeral", replace_original=False
        )
        if answer.status_code != HTTPStatus.OK:
            log.info("response url is over", status=answer.status_code, key=self.key)
        return bool(answer.status_code == HTTPStatus.OK)

    def _post_only_to_you(self, text: str, blocks: list[dict[str, Any]] | None) -> None:
        if self.channel:
            self.client.chat_postEphemeral(
                channel=self.channel, user=self.by, text=text, blocks=blocks
            )
        else:
            self.client.chat_postMessage(channel=self.by, text=text, blocks=blocks)


Doing = Callable[[Received], None]
Checking = Callable[[Received], Errors | Mapping[str, Any] | None]


def listener(desk: Desk, do: Doing) -> Callable[..., None]:
    """Return a Bolt listener that acks at once, then lets `do` turn the loop."""

    def listen(
        ack: Ack,
        body: dict[str, Any],
        client: WebClient,
        context: BoltContext,
        respond: Callable[..., Any],
    ) -> None:
        with desk.under_way:
            ack()
            _do(received_of(desk, body, context, client, respond), do)

    return listen


def form_listener(desk: Desk, check: Checking, do: Doing) -> Callable[..., None]:
    """Return a Bolt listener for a form: what `check` finds wrong stands in the form.

    `check` returns errors by block id, an answer of its own (`{"response_action": …}`) that ends
    it there, or None to let `do` turn the loop.
    """

    def listen(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        with desk.under_way:
            received = received_of(desk, body, context, client, None)
            answer = _checked(received, check)
            if answer is None:
                ack(response_action="clear")
                # The ack leaves when this ends.
                desk.work.do(lambda: _do(received, do), key=str(received.key))
                return
            if "response_action" in answer:
                ack(**answer)
            else:
                ack(response_action="errors", errors=dict(answer))
                if received.is_again:  # the form is not open any more
                    text = "\n".join(map(str, answer.values()))
                    words = written_in(body)
                    received.only_you(text, blocks=given_back(text, words, received.language))
            received.finish()

    return listen


def _checked(received: Received, check: Checking) -> Errors | Mapping[str, Any] | None:
    """Return what `check` says; where it fails, the form stays open and says so."""
    try:
        return check(received)
    except Exception as error:
        language = language_without_memory(received)
        errors = errors_in_form(received.body["view"], say(language, "not-done"))
        if errors is None or received.is_again:
            raise
        log_mishap("form not checked", error, key=received.key)
        return errors


def _do(received: Received, do: Doing) -> None:
    try:
        _try(received, do)
    except Exception as error:  # noqa: BLE001 # of a listener that raises, Bolt may lose the ack
        heed_failure(received, error)


def _try(received: Received, do: Doing) -> None:
    try:
        again(lambda: do(received))
    except Refusal as refusal:
        received.say_refusal(refusal)
    except DoneBefore as done:
        log.info("done before", key=str(done))
    received.finish()


def received_of(
    desk: Desk,
    body: Mapping[str, Any],
    context: BoltContext,
    client: WebClient,
    respond: Callable[..., Any] | None,
) -> Received:
    """Return what Bolt handed over, as an occasion takes it."""
    context[HEEDED] = True
    return Received(
        desk, body, client, context.get(KEPT_AS), bool(context.get(RUN_AGAIN)), respond
    )


def written_in(body: Mapping[str, Any]) -> list[str]:
    """Return what a person wrote in a form, so that no refusal and no failure loses it."""
    view = body.get("view") or {}
    states = (view.get("state") or {}).get("values", {})
    fields = [one for fields in states.values() for one in fields.values()]
    typed = [one.get("value") for one in fields if one.get("type") == "plain_text_input"]
    carried = about_of(view).get("text") if view.get("private_metadata") else None
    return [words for words in [*typed, carried] if words]


def given_back(text: str, words: Sequence[str], language: str) -> list[dict[str, Any]]:
    """Return a sentence, and under it what the person had written, to be copied."""
    blocks = [section(text)]
    if words:
        blocks.append(context(say(language, "written-before")))
        blocks += [{"type": "section", "text": exact(one)} for one in words]
    return fitting(blocks)


def heed_failure(received: Received, error: Exception) -> None:
    """Tell the person that it was not done; what cannot even be told will be run again."""
    if isinstance(error, BoltUnhandledRequestError):
        received.finish()  # nothing of ours
        return
    log_mishap("occasion failed", error, key=received.key)
    if asked_wait(error) is not None and not is_done_by_a_person(received.body):
        return  # nobody waits for it: it stays where it is kept, and will be run again
    try:
        _tell_failure(received)
    except Exception as unheard:  # noqa: BLE001 # Slack or the memory is away: run again later
        log_mishap("failure not told", unheard, key=received.key)


def _tell_failure(received: Received) -> None:
    """Tell the person first, then mark it as failed; until both are done it will be run again."""
    key = received.key
    if key is not None and not _is_left(received, key):
        return  # it was done: only what was said of it afterwards went wrong
    if key is None or is_done_by_a_person(received.body):
        language = language_without_memory(received)
        text = say(language, "not-done")
        blocks = given_back(text, written_in(received.body), language)
        if key is not None:
            blocks.append(actions([button(say(language, "do-again"), DO_AGAIN, key)]))
        received.reach(text, blocks=blocks)
    if key is not None:
        with received.desk.ledger.turn() as turn:
            turn.fail(key, at=received.desk.now())


def _is_left(received: Received, key: str) -> bool:
    with received.desk.ledger.turn() as turn:
        return turn.arrived(key) is not None


def is_done_by_a_person(body: Mapping[str, Any]) -> bool:
    """Tell whether somebody waits for what it does; a changed profile nobody waits for."""
    return "event" not in body or str(body["event"].get("type", "")).startswith("reaction")


def language_without_memory(received: Received) -> Language:
    """Return the person's language, or the map's first when the memory does not answer."""
    try:
        return received.language
    except Exception:  # noqa: BLE001 # whatever keeps it from answering
        return received.desk.journey.languages[0]


def errors_in_form(view: Mapping[str, Any], text: str) -> Mapping[str, Any] | None:
    """Return the answer that keeps a form open with a word at its first field, if it has one."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not fields:
        return None
    return {"response_action": "errors", "errors": {fields[0]: text}}


def _channel_in(body: Mapping[str, Any]) -> str | None:
    """Return where it happened; a form remembers in its metadata from where it was opened."""
    event_item = body.get("event", {}).get("item", {})
    if event_item.get("channel"):
        return str(event_item["channel"])
    if body.get("channel"):
        return str(body["channel"]["id"])
    if body.get("channel_id"):
        return str(body["channel_id"])
    channel = about_of(body["view"]).get("channel") if "view" in body else None
    return str(channel) if channel else None
