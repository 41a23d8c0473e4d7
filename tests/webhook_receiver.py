"""A company's own system on this machine: it checks signatures, and takes each id once."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from bot.webhook_signature import is_signed, read_secrets
from tests.serving import serving

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Receiver:
    """What a test sees: everything that was taken, each id once, and how often each was sent."""

    url: str = ""
    secret: str = SECRET
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)
    says_conflict: bool = False
    answers: list[int | str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def webhook_receiver() -> Iterator[Receiver]:
    """Serve a receiver, and stop it after."""
    receiver = Receiver()

    class Handler(_Handler):
        receives = receiver

    with serving(Handler) as port:
        receiver.url = f"http://127.0.0.1:{port}/replies?via=boucle"
        yield receiver


class _Handler(BaseHTTPRequestHandler):
    receives: Receiver
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:  # named by the library
        receiver = self.receives
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        key = self.headers.get("webhook-id", "")
        with receiver.lock:
            receiver.tries.append(key)
            how = receiver.answers.pop(0) if receiver.answers else 204
            if how == "drop_before":
                self._hang_up()
                return
            status = self._take(key, body) if how in (204, "drop_after") else int(how)
        if how == "drop_after":
            self._hang_up()
            return
        self.send_response(status)
        if status in (429, 503):
            self.send_header("Retry-After", "1")
        if 300 <= status < 400:
            self.send_header("Location", f"{receiver.url}&moved=1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _take(self, key: str, body: bytes) -> int:
        receiver = self.receives
        timestamp, signature = self.headers["webhook-timestamp"], self.headers["webhook-signature"]
        if not is_signed(read_secrets(receiver.secret), signature, key, timestamp, body):
            return 401
        if key in receiver.taken:
            return 409 if receiver.says_conflict else 200
        receiver.taken[key] = json.loads(body)
        return 204

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()
