"""A help desk on this machine, which answers as Zendesk documents that it does.

It keeps tickets with their audits, refuses what Zendesk refuses (a wrong token, a closed ticket, a
ticket that is gone), and can be told to be busy, broken, slow, or to hang up: before the effect of
a request, or after it.
"""

import json
import socket
import threading
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from tests.serving import serving

USER, TOKEN = "ana@velolibre.example", "s3cret-token"
AGENT_ID = 1
Fault = Literal["429", "500", "503", "409", "drop_before", "drop_after", "stall", "html"]


@dataclass
class StoredTicket:
    """A ticket; `requester` is a user's id."""

    number: int
    requester: int
    status: str = "open"
    description: str = ""
    subject: str = ""
    created_at: str = "2026-11-20T09:00:00Z"
    updated_at: int = 0
    audits: list[dict[str, Any]] = field(default_factory=list)
    rating: dict[str, Any] = field(default_factory=lambda: {"score": "unoffered"})
    external_id: str | None = None
    submitter: int | None = None  # the requester, where nobody else is named
    goes_on_from: int | None = None

    @property
    def public_comments(self) -> list[str]:
        """Return what the customer reads in it, as HTML, oldest first."""
        return [
            event["html_body"]
            for audit in self.audits
            for event in audit["events"]
            if event["type"] == "Comment" and event["public"]
        ]


@dataclass
class HelpDesk:
    """The help desk as a test sees it; `asked` are the requests that came in, as "PUT /api/…"."""

    url: str = ""
    tickets: dict[int, StoredTicket] = field(default_factory=dict)
    users: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    page_size: int = 100
    role: str = "agent"
    is_light: bool = False
    refuses_new: bool = False  # a required field is missing
    created: dict[str, int] = field(default_factory=dict)  # by Idempotency-Key
    lock: threading.Lock = field(default_factory=threading.Lock)
    _clock: int = 0

    def open_ticket(
        self, number: int, *, email: str | None, name: str = "Ines", **how: Any
    ) -> StoredTicket:
        """Open a ticket for a customer."""
        user = 1000 + number
        self.users[user] = {"id": user, "name": name, "email": email, "role": "end-user"}
        ticket = StoredTicket(number, user, **how)
        self.tickets[number] = ticket
        self.add(ticket, ticket.description, author=user)
        return ticket

    def add(
        self,
        ticket: StoredTicket,
        text: str,
        *,
        author: int = AGENT_ID,
        public: bool = True,
        custom: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Add a comment to a ticket, as an audit; return it."""
        self._clock += 1
        ticket.updated_at = self._clock
        audit: dict[str, Any] = {
            "id": 5000 + self._clock,
            "ticket_id": ticket.number,
            "author_id": author,
            "created_at": f"2026-11-25T10:{self._clock // 60:02}:{self._clock % 60:02}Z",
            "metadata": {"system": {}, "custom": dict(custom or {})},
            "events": [
                {
                    "id": 9000 + self._clock,
                    "type": "Comment",
                    "public": public,
                    "html_body": text,
                    "plain_body": text,
                    "author_id": author,
                }
            ],
        }
        ticket.audits.append(audit)
        return audit

    def fail_next(self, method: str, *faults: Fault) -> None:
        """Let the next requests of a method fail, one after the other."""
        self.faults += [(method, fault) for fault in faults]

    def fault_of(self, method: str) -> Fault | None:
        """Take out the fault that the next request of a method meets."""
        with self.lock:
            found = next((one for one in self.faults if one[0] == method), None)
            if found:
                self.faults.remove(found)
            return found[1] if found else None

    def since(self, cursor: int) -> list[StoredTicket]:
        """Return the tickets that changed after a moment of the help desk's own."""
        changed = [one for one in self.tickets.values() if one.updated_at > cursor]
        return sorted(changed, key=lambda one: one.updated_at)


@contextmanager
def help_desk() -> Iterator[HelpDesk]:
    """Serve a help desk, and stop it after."""
    desk = HelpDesk()

    class Handler(_Handler):
        help_desk = desk

    with serving(Handler) as port:
        desk.url = f"http://{USER}:{TOKEN}@127.0.0.1:{port}"
        yield desk


class _Handler(BaseHTTPRequestHandler):
    help_desk: HelpDesk
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:  # named by the library
        self._serve("GET")

    def do_POST(self) -> None:  # named by the library
        self._serve("POST")

    def do_PUT(self) -> None:  # named by the library
        self._serve("PUT")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _serve(self, method: str) -> None:
        desk = self.help_desk
        desk.asked.append(f"{method} {self.path}")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        # Looks for what changed come when they come: their faults are their own.
        fault = desk.fault_of("EXPORT" if "/incremental/" in self.path else method)
        if fault == "drop_before":
            self._hang_up()
            return
        if fault in ("429", "500", "503", "409"):
            self._fail(fault)
            return
        with desk.lock:
            status, answer = self._answer(method, body)
        if fault == "drop_after":
            self._hang_up()
        elif fault == "stall":
            # Longer than anybody waits for it.
            self.connection.settimeout(30)
            self.rfile.read(1)
        elif fault == "html":
            self._tell(200, b"<html>a proxy</html>", "text/html")
        else:
            self._tell(status, json.dumps(answer).encode(), "application/json")

    def _answer(self, method: str, body: bytes) -> tuple[int, dict[str, Any]]:
        asked = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(asked.query).items()}
        parts = asked.path.removeprefix("/api/v2/").removesuffix(".json").split("/")
        if not self._knows():
            if parts == ["users", "me"]:
                return 200, {"user": {"id": None, "role": "end-user", "name": "Anonymous user"}}
            return 401, {"error": "Couldn't authenticate you"}
        if parts[0] == "tickets":
            return self._of_ticket(method, parts, query, body)
        return self._of_desk(parts, query)

    def _of_desk(self, parts: list[str], query: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        if parts == ["users", "me"]:
            desk = self.help_desk
            light = {"only_private_comments": desk.is_light}
            return 200, {"user": {"id": AGENT_ID, "role": desk.role, **light}}
        if parts == ["incremental", "tickets", "cursor"]:
            return self._changed(query)
        return 404, {"error": "InvalidEndpoint", "description": "Not found"}

    def _of_ticket(
        self, method: str, parts: list[str], query: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, Any]]:
        if parts == ["tickets"]:
            return self._create(body) if method == "POST" else (200, self._listed(query))
        ticket = self.help_desk.tickets.get(int(parts[1]))
        if ticket is None:
            return 404, {"error": "RecordNotFound", "description": "Not found"}
        if parts[2:] == ["audits"]:
            return 200, self._page(ticket.audits, query)
        if parts[2:] == ["comments"]:
            return 200, self._comments(ticket, query)
        return self._update(ticket, body) if method == "PUT" else (200, self._shown(ticket))

    def _knows(self) -> bool:
        scheme, _, written = self.headers.get("Authorization", "").partition(" ")
        return scheme == "Basic" and b64decode(written).decode() == f"{USER}/token:{TOKEN}"

    def _shown(self, ticket: StoredTicket) -> dict[str, Any]:
        return {
            "ticket": self._as_json(ticket),
            "users": [self.help_desk.users[ticket.requester]],
        }

    def _as_json(self, ticket: StoredTicket) -> dict[str, Any]:
        return {
            "id": ticket.number,
            "url": f"https://velolibre.zendesk.com/api/v2/tickets/{ticket.number}.json",
            "status": ticket.status,
            "subject": ticket.subject,
            "description": ticket.description,
            "requester_id": ticket.requester,
            "submitter_id": ticket.submitter or ticket.requester,
            "external_id": ticket.external_id,
            "created_at": ticket.created_at,
            "satisfaction_rating": ticket.rating,
        }

    def _update(self, ticket: StoredTicket, body: bytes) -> tuple[int, dict[str, Any]]:
        if ticket.status == "closed":
            why = {"status": [{"description": "Status: closed prevents ticket update"}]}
            said = {"error": "RecordInvalid", "description": "Record validation errors"}
            return 422, {**said, "details": why}
        asked = json.loads(body)["ticket"]
        ticket.status = asked.get("status", ticket.status)
        comment = asked["comment"]
        audit = self.help_desk.add(
            ticket,
            comment["html_body"],
            public=comment["public"] and not self.help_desk.is_light,
            custom=asked["metadata"]["custom"],
        )
        return 200, {**self._shown(ticket), "audit": audit}

    def _create(self, body: bytes) -> tuple[int, dict[str, Any]]:
        desk, asked = self.help_desk, json.loads(body)["ticket"]
        key = self.headers.get("Idempotency-Key", "")
        if key in desk.created:
            return 201, self._shown(desk.tickets[desk.created[key]])
        if desk.refuses_new:
            why = {"base": [{"description": "Invoice number: needed"}]}
            return 422, {"error": "RecordInvalid", "details": why}
        source = desk.tickets[asked["via_followup_source_id"]]
        ticket = StoredTicket(
            max(desk.tickets) + 1,
            asked["requester_id"],
            subject=asked["subject"],
            external_id=asked["external_id"],
            submitter=AGENT_ID,
            # It has no effect with tickets that are not closed.
            goes_on_from=source.number if source.status == "closed" else None,
        )
        desk.tickets[ticket.number] = ticket
        desk.created[key] = ticket.number
        comment, custom = asked["comment"], asked["metadata"]["custom"]
        audit = desk.add(ticket, comment["html_body"], public=comment["public"], custom=custom)
        return 201, {**self._shown(ticket), "audit": audit}

    def _listed(self, query: Mapping[str, str]) -> dict[str, Any]:
        wanted = query["external_id"]
        found = [one for one in self.help_desk.tickets.values() if one.external_id == wanted]
        page = self._page([self._as_json(one) for one in found], query)
        return {"tickets": page.pop("audits"), **page}

    def _comments(self, ticket: StoredTicket, query: Mapping[str, str]) -> dict[str, Any]:
        comments = [
            {
                "id": event["id"],
                "author_id": event["author_id"],
                "plain_body": event["html_body"],
                "public": event["public"],
                "created_at": audit["created_at"],
            }
            for audit in ticket.audits
            for event in audit["events"]
        ]
        page = self._page(comments, query)
        return {"comments": page.pop("audits"), **page}

    def _page(self, things: list[dict[str, Any]], query: Mapping[str, str]) -> dict[str, Any]:
        size = min(int(query.get("page[size]", 100)), self.help_desk.page_size)
        start = int(query.get("page[after]", 0))
        has_more = start + size < len(things)
        return {
            "audits": things[start : start + size],
            "meta": {"has_more": has_more, "after_cursor": str(start + size)},
        }

    def _changed(self, query: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        desk = self.help_desk
        changed = desk.since(int(query.get("cursor", 0)))
        shown = changed[: desk.page_size]
        cursor = shown[-1].updated_at if shown else query.get("cursor")
        return 200, {
            "tickets": [self._as_json(one) for one in shown],
            "users": [desk.users[one.requester] for one in shown],
            "after_cursor": None if cursor is None else str(cursor),
            "end_of_stream": len(shown) == len(changed),
        }

    def _fail(self, fault: Fault) -> None:
        headers = {"Retry-After": "1"} if fault in ("429", "503") else {}
        self._tell(int(fault), b'{"error": "busy"}', "application/json", **headers)

    def _tell(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
