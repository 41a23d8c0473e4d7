"""Messages leave for the company's own system: a signed POST, as Standard Webhooks does it.

`webhook-id` is the same however often a message is sent, so that whoever receives it puts it
before the customer once. docs/ways.md holds the body with an example.
"""

import json
from collections.abc import Callable
from typing import Any

import httpx

from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.mail import NothingToSend
from bot.notice import Notice
from bot.reply import Reply
from bot.webhook_signature import ID, SIGNATURE, TIMESTAMP, sign
from connectors.http_address import HttpAddress
from connectors.http_answers import InDoubt, NotDone, check_done, told_apart


class WebhookRefused(Exception):
    """The receiver will not take the message, however often it is sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Webhook:
    """Where the company's own system takes messages to customers.

    `keys` are as in `bot.webhook_signature`; `timeout` is how many seconds the receiver may stay
    silent, `machine_now` the time that stands in the signature.
    """

    def __init__(
        self,
        url: str,
        keys: tuple[bytes, ...],
        *,
        timeout: float,
        machine_now: Callable[[], float],
    ) -> None:
        """Raise `AddressWrong` on an address that cannot be used."""
        address = HttpAddress.parse(url)
        self._url = address.url
        self._keys = keys
        self._machine_now = machine_now
        auth = (address.user, address.password) if address.user else None
        self._http = httpx.Client(timeout=timeout, auth=auth)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def post(self, key: str, body: bytes) -> None:
        """Hand over one message; a receiver that had it already (409) is as good.

        Raises `WebhookRefused`, `NotDone`, and `InDoubt` when it may have it.
        """
        timestamp = str(int(self._machine_now()))
        headers = {
            "Content-Type": "application/json",
            ID: key,
            TIMESTAMP: timestamp,
            SIGNATURE: sign(self._keys, key, timestamp, body),
        }
        # The body of the answer is not read: its status says all there is.
        with (
            told_apart(changes=True),
            self._http.stream("POST", self._url, content=body, headers=headers) as answer,
        ):
            status = answer.status_code
        if status == httpx.codes.CONFLICT:
            return
        check_done(answer, changes=True)
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise NotDone(f"HTTP {status}: look at BOUCLE_WEBHOOK_SECRET")
        if status >= 400:
            raise WebhookRefused(f"HTTP {status}")


class WebhookSender:
    """Hands replies to the company's own system."""

    def __init__(self, webhook: Webhook, compose: Callable[[Notice], Reply]) -> None:
        self._webhook = webhook
        self._compose = compose

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Send one message; in doubt it is sent again, under the same id."""
        try:
            reply = self._compose(notice)
            if not point_of_no_return():
                return NotSent("another process took over")
            self._webhook.post(reply.key, body_of(reply))
        except NothingToSend:
            return Obsolete()
        except WebhookRefused as refused:
            return Refused(refused.reason, by_customer=True, fate_why="other")
        except NotDone as not_done:
            return NotSent(not_done.reason, not_done.wait)
        except InDoubt as doubt:
            return Uncertain(doubt.reason)
        return Sent({})

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Send it again: its id tells the receiver that it is the same."""
        del notice, past_return
        return NotSent("to be sent again, under the same id")

    def may_repeat(self, notice: Notice) -> bool:
        """Tell that the receiver takes the same id once, as Standard Webhooks has it."""
        del notice
        return True


def body_of(reply: Reply) -> bytes:
    """Return the JSON of a reply, always the same for the same one."""
    message, verbatim, customer = reply.message, reply.verbatim, reply.customer
    data: dict[str, Any] = {
        "case": f"C-{message.case_id}",
        "kind": message.kind,
        "public": reply.is_public,
        "language": message.language,
        "from": reply.sender,
        "company": reply.company,
        "subject": message.subject or None,
        "text": reply.text,
        "promised_on": message.promised_on.isoformat() if message.promised_on else None,
        "in_reply_to": {
            "source": verbatim.source,
            "id": verbatim.source_id,
            "channel": verbatim.channel,
            "url": verbatim.url,
        },
        # Under a public review nobody's name or address is needed.
        "customer": None
        if customer is None or reply.is_public
        else {"id": customer.id, "name": customer.name, "email": customer.email},
    }
    body = {
        "type": "message.approved",
        "timestamp": message.approved_at.isoformat(),
        "data": data,
    }
    return json.dumps(body, ensure_ascii=False).encode()
