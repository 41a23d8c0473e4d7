"""The door for what Slack brings over HTTP: whoever waits there is kept together, then acked."""

import asyncio
from time import perf_counter

from anyio import to_thread

from bot.ledger import InboxItem
from handlers.desk import Desk
from handlers.http.headers import COMMON_HEADERS
from handlers.http.lines import Headers, ShortWay
from handlers.http.slack_payload import Json, NotSlacks, is_signed, payload_in
from handlers.inbox import kind_of
from handlers.reception import Reception

SLACK_EVENTS = "/slack/events"


class Door:
    """Where all wait who arrived while others are being kept: they are kept together, next.

    One thread keeps them all; an ack that took a thread each would wait for threads.
    """

    def __init__(self, desk: Desk, reception: Reception) -> None:
        self._desk = desk
        self._reception = reception
        self._waiting: list[tuple[InboxItem, asyncio.Future[bool]]] = []
        self._keeping: asyncio.Task[None] | None = None

    def take(self, payload: Json, written: str) -> asyncio.Future[bool]:
        """Tell, once that is known, whether it may be acked; Bolt must answer what may not."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        item = self._reception.sort_out(payload, written=written)
        if isinstance(item, bool):
            future.set_result(item)
            return future
        self._waiting.append((item, future))
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_waiting())
        return future

    def short_way(self) -> ShortWay:
        """Return the way to this door that passes by all the rest of the HTTP side."""
        return ShortWay(SLACK_EVENTS, self._take_at_once, COMMON_HEADERS)

    def _take_at_once(self, headers: Headers, body: bytes) -> asyncio.Future[bool] | None:
        """Take a request as it came; what Slack did not sign or say is refused elsewhere."""
        if not is_signed(self._desk, headers, body):
            return None
        began = perf_counter()
        try:
            payload, written = payload_in(body)
        except NotSlacks:
            return None
        self._desk.work.expect_ack()
        future = self.take(payload, written)
        future.add_done_callback(lambda _: self._is_over(future, kind_of(payload), began))
        return future

    def _is_over(self, future: asyncio.Future[bool], kind: str, began: float) -> None:
        self._desk.work.ack_is_over()
        if not future.cancelled() and future.result():
            self._desk.tally.acked(kind, perf_counter() - began)
            self._desk.tally.answered(SLACK_EVENTS, 200)

    async def _keep_waiting(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting, []
                is_kept = await to_thread.run_sync(
                    self._reception.keep, [item for item, _ in together]
                )
                for _, future in together:
                    if not future.done():  # its line may have been cut
                        future.set_result(is_kept)
        finally:
            self._keeping = None
