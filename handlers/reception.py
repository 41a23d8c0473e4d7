"""Where what Slack brings comes in: it is kept, then acked, and only then done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.engine.mishap import log_mishap
from bot.ledger import InboxItem
from handlers.desk import Desk
from handlers.inbox import do_kept, key_of, kind_of, opens_form

# What is acked with nothing in it. Forms are checked first: what is wrong stands in their ack.
_ACKED_AT_ONCE = frozenset({"event_callback", "block_actions", "command"})


@dataclass(frozen=True)
class Reception:
    """Takes what needs no answer before its ack; the rest is Bolt's.

    An ack waits for one commit, which it shares with all that arrive then. Looking for the right
    listener, and all that this one does, comes after.
    """

    app: App
    desk: Desk
    form_openers: frozenset[str]

    def take(self, body: Mapping[str, Any]) -> bool:
        """Keep what arrived and have it done; True when it may be acked, False when Bolt must."""
        sorted_out = self.sort_out(body)
        if isinstance(sorted_out, bool):
            return sorted_out
        try:
            is_new = self.desk.ledger.receive(sorted_out.key, body, at=self.desk.now())
        except Exception as error:  # noqa: BLE001 # whatever keeps the memory from keeping it
            log_mishap("not received", error, key=sorted_out.key)
            return False  # tried once more on the way through Bolt, which can say that it failed
        self._do(sorted_out, is_new=is_new)
        return True

    def sort_out(self, body: Mapping[str, Any], *, written: str = "") -> InboxItem | bool:
        """Return what has to be kept before it is acked; `written` is the JSON it came as, if any.

        True for what may be acked at once, False for what is Bolt's to answer.
        """
        if kind_of(body) not in _ACKED_AT_ONCE:
            return False
        if _is_of_a_bot(body):
            return True  # what we and other programs say
        if opens_form(body, self.form_openers):
            # Not kept: its trigger lives three seconds, and tomorrow nobody waits for a form.
            self.desk.work.do_at_once(lambda: self._open_form(body))
            return True
        key = key_of(body)
        return InboxItem(key, body, written) if key else False

    def keep(self, items: Sequence[InboxItem]) -> bool:
        """Keep what arrived and have it done; False when none of it could be kept.

        What came before is not done again.
        """
        try:
            news = self.desk.ledger.receive_all(items, at=self.desk.now())
        except Exception as error:  # noqa: BLE001 # whatever keeps the memory from keeping it
            log_mishap("not received", error, keys=[item.key for item in items])
            return False
        for item, is_new in zip(items, news, strict=True):
            self._do(item, is_new=is_new)
        return True

    def _do(self, item: InboxItem, *, is_new: bool) -> None:
        if is_new:
            # Thousands may wait in a burst; read, each takes five times the memory.
            waiting = InboxItem(item.key, {}, item.written) if item.written else item
            self.desk.work.do(lambda: do_kept(self.app, self.desk, waiting), key=item.key)

    def _open_form(self, body: Mapping[str, Any]) -> None:
        self.app.dispatch(BoltRequest(body=dict(body), mode="socket_mode"))


def _is_of_a_bot(body: Mapping[str, Any]) -> bool:
    event = body.get("event")
    return isinstance(event, Mapping) and bool(event.get("bot_id"))


class Sockets(SocketModeHandler):
    """Socket Mode, by way of the reception."""

    def __init__(self, reception: Reception, app_token: str, *, concurrency: int) -> None:
        """`concurrency` is how many arrivals may wait for their commit at once."""
        super().__init__(reception.app, app_token, concurrency=concurrency)
        self._reception = reception

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override] # as Bolt's own
        """Ack what arrived over a socket."""
        desk, body = self._reception.desk, req.payload
        with desk.work.ack_due(), desk.tally.ack(kind_of(body)):
            if isinstance(body, dict) and self._reception.take(body):
                client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
            else:
                super().handle(client, req)
