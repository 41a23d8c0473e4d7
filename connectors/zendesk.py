"""Zendesk over its API: a ticket, a comment in it, and what happened to it.

What is asked of it stands in https://developer.zendesk.com/api-reference/ticketing/: comments are
made by updating their ticket, and `metadata.custom` of the update is kept in the ticket's audit,
where nobody but agents sees it. It is how a comment of ours is found again, since Zendesk has
`Idempotency-Key` for creating tickets only. A closed ticket takes nothing more: what goes on from
it is a ticket of its own, which names it (`via_followup_source_id`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import httpx

from bot.fate import FateWhy
from connectors.http_address import AddressWrong, HttpAddress
from connectors.http_answers import InDoubt, NotDone, check_done, told_apart

# The largest page of Zendesk's cursor pagination; a ticket holds 5,000 comments at most.
_PAGE = 100
_MOST_PAGES = 200
# Our mark in the metadata of an update.
MARK = "boucle"
# What a ticket of ours that goes on from a closed one is called, with the number of the first.
_GOES_ON_FROM = "boucle-follow-up-"
_LINK = re.compile(r"https?://[^\s<]+")


class ZendeskRefused(Exception):
    """Zendesk will not do it; `why` is what that means for whoever wants to reach the customer."""

    def __init__(self, reason: str, why: FateWhy) -> None:
        super().__init__(reason)
        self.reason = reason
        self.why = why


class ZendeskKeyRefused(Exception):
    """The user or the token of the settings is not taken, or may not do this."""


@dataclass(frozen=True)
class Ticket:
    """A ticket, as far as an answer needs to know it; the address is "" where it is not shown."""

    number: str
    is_closed: bool
    requester_id: int
    requester_email: str
    subject: str = ""


class Zendesk:
    """One company's Zendesk. `timeout` is how many seconds it may stay silent."""

    def __init__(self, url: str, *, timeout: float) -> None:
        """`url` is `https://user:token@company.zendesk.com`. Raises `AddressWrong`."""
        address = HttpAddress.parse(url)
        if not address.user or not address.password:
            raise AddressWrong("user or token is missing")
        self._http = httpx.Client(
            base_url=f"{address.url}/api/v2/",
            auth=(f"{address.user.removesuffix('/token')}/token", address.password),
            timeout=timeout,
            headers={"Accept": "application/json"},
        )

    @property
    def host(self) -> str:
        """Return where it is: "company.zendesk.com"."""
        return self._http.base_url.host

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def ticket(self, number: str) -> Ticket:
        """Return a ticket. Raises `ZendeskRefused`, `ZendeskKeyRefused`, `NotDone`."""
        found = self.get(f"tickets/{number}.json", include="users")
        ticket = found.get("ticket") or {}
        users = {user.get("id"): user for user in found.get("users") or ()}
        requester = int(ticket.get("requester_id") or 0)
        return Ticket(
            number=number,
            is_closed=ticket.get("status") == "closed",
            requester_id=requester,
            requester_email=str((users.get(requester) or {}).get("email") or ""),
            subject=str(ticket.get("subject") or ""),
        )

    def follow_ups(self, number: str) -> list[Ticket]:
        """Return the tickets of ours that go on from a closed one, the oldest first.

        Raises what `ticket` does.
        """
        found = self.pages("tickets.json", "tickets", external_id=f"{_GOES_ON_FROM}{number}")
        return [
            Ticket(
                number=str(one["id"]),
                is_closed=one.get("status") == "closed",
                requester_id=int(one.get("requester_id") or 0),
                requester_email="",
                subject=str(one.get("subject") or ""),
            )
            for one in sorted(found, key=lambda one: int(one["id"]))
        ]

    def go_on(
        self, closed: Ticket, text: str, *, first: str, mark: str, status: str | None = None
    ) -> None:
        """Open a ticket that goes on from a closed one, with a marked public comment.

        `first` is the number of the ticket in which the customer wrote. Under the same mark
        Zendesk makes one only once, however often it is asked. Raises what `comment` does.
        """
        ticket: dict[str, Any] = {
            "via_followup_source_id": int(closed.number),
            "requester_id": closed.requester_id,
            "subject": closed.subject or f"#{closed.number}",
            "external_id": f"{_GOES_ON_FROM}{first}",
            "comment": {"html_body": as_html(text), "public": True},
            "metadata": {"custom": {MARK: mark}},
        }
        if status:
            ticket["status"] = status
        once = {"Idempotency-Key": mark}
        _check_public(self._call("POST", "tickets.json", {"ticket": ticket}, headers=once))

    def comment(self, number: str, text: str, *, mark: str, status: str | None = None) -> None:
        """Add a public comment to a ticket, and mark it so that it can be found again.

        `status` is set along with it; None leaves the ticket's own. Raises `ZendeskRefused`,
        `ZendeskKeyRefused`, `NotDone`, and `InDoubt` when the comment may be there.
        """
        ticket: dict[str, Any] = {
            "comment": {"html_body": as_html(text), "public": True},
            "metadata": {"custom": {MARK: mark}},
        }
        if status:
            ticket["status"] = status
        _check_public(self._call("PUT", f"tickets/{number}.json", {"ticket": ticket}))

    def has_comment(self, number: str, *, mark: str) -> bool:
        """Tell whether a marked comment is in a ticket. Raises what `ticket` does."""
        return any(
            ((audit.get("metadata") or {}).get("custom") or {}).get(MARK) == mark
            for audit in self.pages(f"tickets/{number}/audits.json", "audits")
        )

    def who_am_i(self) -> str:
        """Return the role of the account in the settings: "agent", "admin"; "" for nobody.

        An agent who may write internal notes only counts as "end-user". With wrong credentials
        Zendesk may answer as to a stranger. Raises what `ticket` does.
        """
        user = self.get("users/me.json").get("user") or {}
        if user.get("only_private_comments"):
            return "end-user"
        return str(user.get("role") or "") if user.get("id") else ""

    def pages(self, path: str, name: str, **query: str) -> Iterator[Mapping[str, Any]]:
        """Yield what a list holds, page after page. Raises what `ticket` does."""
        after: dict[str, str] = {}
        for _ in range(_MOST_PAGES):
            page = self.get(path, **query, **{"page[size]": str(_PAGE)}, **after)
            yield from page.get(name) or ()
            meta = page.get("meta") or {}
            if not meta.get("has_more"):
                return
            after = {"page[after]": str(meta["after_cursor"])}
        raise NotDone(f"more than {_MOST_PAGES} pages")

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """Return what stands at a path. Raises what `ticket` does."""
        return self._call("GET", path, query=query)

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        changes = method != "GET"
        with told_apart(changes=changes):
            answer = self._http.request(
                method, path, json=body, params=query or None, headers=headers
            )
        check_done(answer, changes=changes)
        status = answer.status_code
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise ZendeskKeyRefused(f"Zendesk: HTTP {status}, look at BOUCLE_ZENDESK")
        if status == httpx.codes.NOT_FOUND:
            raise ZendeskRefused("no such ticket", "ticket_gone")
        said = _json(answer)
        if status >= 400:
            closed = "closed" in str(said.get("details", "")).lower()
            reason = "the ticket is closed" if closed else f"HTTP {status}"
            raise ZendeskRefused(reason, "ticket_closed" if closed else "other")
        if not said:
            # Whatever stands between here and Zendesk answers in its place.
            raise InDoubt("no JSON") if changes else NotDone("no JSON")
        return said


def first_of(external_id: object) -> str | None:
    """Return the number of the ticket from which one of ours goes on; None of any other."""
    written = str(external_id or "")
    number = written.removeprefix(_GOES_ON_FROM)
    return number if written.startswith(_GOES_ON_FROM) and number.isdecimal() else None


def _check_public(said: Mapping[str, Any]) -> None:
    """Refuse what a light agent wrote: it becomes a note, whatever was asked for."""
    events = (said.get("audit") or {}).get("events") or ()
    if any(event.get("type") == "Comment" and not event.get("public") for event in events):
        raise ZendeskRefused("only a note: this agent may not answer in public", "other")


def as_html(text: str) -> str:
    """Return a text as HTML that shows it letter by letter, links included.

    Zendesk reads Markdown and fills "{{ticket.id}}" in plain comments; a customer has to see what
    the preview showed.
    """
    braces = {ord("{"): "&#123;", ord("}"): "&#125;"}
    lines = escape(text, quote=True).translate(braces).replace("\r\n", "\n").split("\n")
    return "<br>".join(_LINK.sub(r'<a href="\g<0>">\g<0></a>', line) for line in lines)


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
