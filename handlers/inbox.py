"""What arrives from Slack is kept before it is acked, done once, and done again when it failed."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse

from bot.engine.mishap import log_mishap
from bot.ledger import InboxItem
from bot.wording import say
from handlers.clock import machine_now
from handlers.desk import Desk
from handlers.receive import (
    DO_AGAIN,
    HEEDED,
    KEPT_AS,
    RUN_AGAIN,
    Received,
    errors_in_form,
    heed_failure,
    is_done_by_a_person,
    language_without_memory,
    listener,
    received_of,
)

log = structlog.get_logger()

# Slack brings an event four times: what is not kept by then is lost, and its person is told.
_LAST_RETRY = 3
# What another process took longer than this for is made up for; Slack's time-outs are 10 seconds.
_STALE_AFTER = 60.0
_LOOKS = 6  # within that time
# Long enough for whoever reads "not done" after lunch. It holds words of people, so no longer.
_FAILED_KEPT = timedelta(days=1)


def keep_before_ack(app: App, desk: Desk, *, form_openers: frozenset[str]) -> None:
    """Put everything that arrives into the inbox before any listener acks it.

    Presses that only open a form are exempt: their trigger lives three seconds, and opening it
    again tomorrow helps nobody. What cannot be kept is not acked, and so comes again.
    """

    def keep(
        body: dict[str, Any],
        context: BoltContext,
        request: BoltRequest,
        next: Callable[[], Any],  # noqa: A002 # Bolt passes it by this name
    ) -> Any:
        if context.get(KEPT_AS):
            return next()  # run again: it is in the inbox already
        key = key_of(body)
        if key is None or opens_form(body, form_openers):
            return next()
        try:
            is_new = desk.ledger.receive(key, body, at=desk.now())
        except Exception as error:  # noqa: BLE001 # whatever keeps the memory from keeping it
            log_mishap("not received", error, key=key)
            return _not_received(received_of(desk, body, context, app.client, None), request)
        if not is_new:
            return BoltResponse(status=200, body="")  # it came twice
        context[KEPT_AS] = key
        return next()

    app.use(keep)

    @app.error
    def failed(
        error: Exception,
        body: dict[str, Any],
        context: BoltContext,
        response: BoltResponse | None,
    ) -> BoltResponse | None:
        heed_failure(received_of(desk, body, context, app.client, None), error)
        # Where it was acked before, Bolt has no answer to give any more.
        return None if response is None else BoltResponse(status=200, body="")

    app.action(DO_AGAIN)(listener(desk, lambda received: _do_again(app, received)))


class LeftBehind:
    """What was acked and not done: by this process before its last stop, or by one that died."""

    def __init__(self, app: App, desk: Desk, *, stale_after: float = _STALE_AFTER) -> None:
        """`stale_after` is in seconds of machine time."""
        self._stale_after = stale_after
        self._app = app
        self._desk = desk
        self._seen: dict[str, float] = {}
        self._next_look = 0.0

    def run_all(self) -> None:
        """Do what was left when the last process stopped."""
        for item in self._desk.ledger.unfinished():
            self._run(item)

    def run_stale(self) -> None:
        """Do what has been waiting for so long that whoever received it must have died."""
        now = machine_now()
        if now < self._next_look:
            return
        self._next_look = now + self._stale_after / _LOOKS
        waiting = {item.key: item for item in self._desk.ledger.unfinished()}
        self._seen = {key: self._seen.get(key, now) for key in waiting}
        for key, since in self._seen.items():
            if now - since >= self._stale_after:
                self._seen[key] = now
                self._run(waiting[key])
        with self._desk.ledger.turn() as turn:
            today = self._desk.now()
            turn.forget_failed(before=today - _FAILED_KEPT, at=today)

    def _run(self, item: InboxItem) -> None:
        # What a slow Slack keeps from ending here is not done a second time beside it.
        if not self._desk.work.has(item.key):
            self._desk.work.do(lambda: _run_again(self._app, self._desk, item), key=item.key)


def key_of(body: Mapping[str, Any]) -> str | None:
    """Return what makes this arrival one of a kind, so that it is done once."""
    if "event_id" in body:
        # What is not shaped as Slack's is not kept: nobody could ever do it.
        return f"event:{body['event_id']}" if isinstance(body.get("event"), Mapping) else None
    user = body.get("user")
    user_id = user.get("id") if isinstance(user, Mapping) else body.get("user_id")
    if kind_of(body) == "block_actions":
        action = _action_in(body)
        if not action:
            return None
        return f"press:{user_id}:{action.get('action_ts')}:{action.get('action_id')}"
    trigger = body.get("trigger_id")
    return f"{kind_of(body)}:{user_id}:{trigger}" if trigger else None


def kind_of(body: Mapping[str, Any]) -> str:
    """Return what kind of thing arrived: as Slack names it, or "command"."""
    return str(body.get("type") or "command")


def opens_form(body: Mapping[str, Any], form_openers: frozenset[str]) -> bool:
    """Tell whether a press does nothing but open a form."""
    if kind_of(body) != "block_actions":
        return False
    action = _action_in(body)
    option = action.get("selected_option") or action
    chosen = str(option.get("value", "")) if isinstance(option, Mapping) else ""
    pressed = {str(action.get("action_id")), chosen.partition(":")[0]}
    return not pressed.isdisjoint(form_openers)


def _action_in(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the button that was pressed; nothing where the body is not as Slack sends it."""
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, Mapping) else {}


def _not_received(received: Received, request: BoltRequest) -> BoltResponse:
    """Say what Slack lets us say of something that could not even be kept.

    A form stays open with its words, a command is answered, an event comes again from Slack; of
    the last time it comes, and of a press, the person is told.
    """
    body = received.body
    text = say(language_without_memory(received), "not-received")
    if body.get("type") == "view_submission":
        errors = errors_in_form(body["view"], text)
        # Where the form has no field, Slack's own word about it keeps it open.
        return _as_json(errors) if errors else BoltResponse(status=503, body="")
    if "command" in body:
        return _as_json({"response_type": "ephemeral", "text": text})
    retries = (request.headers.get("x-slack-retry-num") or ["0"])[0]
    if "event" not in body or (is_done_by_a_person(body) and int(retries) >= _LAST_RETRY):
        try:
            received.only_you(text)
        except OSError as error:
            log_mishap("person not told", error)
    return BoltResponse(status=503, body="")


def _do_again(app: App, received: Received) -> None:
    """Do once more what failed, as it arrived then."""
    with received.desk.ledger.turn() as turn:
        item = turn.arrived(received.pressed)
    if item is None:
        received.only_you(say(received.language, "done-by-now"))
    else:
        _run_again(app, received.desk, item)


def do_kept(app: App, desk: Desk, item: InboxItem, *, is_again: bool = False) -> None:
    """Do what was kept and acked."""
    context = {KEPT_AS: item.key, RUN_AGAIN: is_again}
    is_heeded = False
    try:
        body = dict(item.payload or json.loads(item.written))
        request = BoltRequest(body=body, mode="socket_mode", context=context)
        app.dispatch(request)
        is_heeded = bool(request.context.get(HEEDED))
    except Exception as error:  # noqa: BLE001 # Bolt cannot read it, today or tomorrow
        log_mishap("not understood", error, key=item.key)
    if not is_heeded:
        # Bolt found nobody for it, or could not look.
        with desk.ledger.turn() as turn:
            turn.finish(item.key, at=desk.now())


def _run_again(app: App, desk: Desk, item: InboxItem) -> None:
    log.info("run again", key=item.key)
    do_kept(app, desk, item, is_again=True)


def _as_json(answer: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": "application/json"}
    )
