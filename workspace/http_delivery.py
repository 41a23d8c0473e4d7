"""Hand payloads to an app over HTTP, signed as Slack signs them."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from workspace.clock import machine_unix

Json = dict[str, Any]

_USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class UrlNotVerified(Exception):
    """The app's events address did not answer the challenge."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one request: why it failed ("" where it did not), or what the app answered.

    An app that failed may ask not to be brought the same event again.
    """

    error: str = ""
    content: Any = None
    wants_no_retry: bool = False


class HttpDelivery:
    """Requests to the addresses that apps gave."""

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    async def send(
        self,
        url: str,
        kind: str,
        payload: Json,
        *,
        secret: str,
        retry: tuple[int, str] | None,
        timeout: float,
    ) -> Answered:
        """Post one payload."""
        body, content_type = _body(kind, payload)
        headers = signed_headers(body, secret=secret) | {
            "Content-Type": content_type,
            "User-Agent": _USER_AGENT,
        }
        if retry:
            attempt, reason = retry
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False)
        try:
            answer = await self._client.post(url, content=body, headers=headers, timeout=timeout)
        except httpx.TimeoutException:
            return Answered("http_timeout")
        except (httpx.HTTPError, httpx.InvalidURL):
            return Answered("connection_failed")
        if answer.status_code // 100 != 2:
            no_retry = answer.headers.get("x-slack-no-retry") == "1"
            return Answered("http_error", wants_no_retry=no_retry)
        return Answered(content=_content(answer))

    async def verify(self, url: str, *, secret: str, token: str, timeout: float) -> None:
        """Send `url_verification` and raise UrlNotVerified unless the challenge comes back."""
        challenge = secrets.token_urlsafe(32)
        payload = {"token": token, "challenge": challenge, "type": "url_verification"}
        answer = await self.send(
            url, "events_api", payload, secret=secret, retry=None, timeout=timeout
        )
        content = answer.content
        said = content.get("challenge") if isinstance(content, dict) else content
        if answer.error or said != challenge:
            raise UrlNotVerified(answer.error or "The challenge did not come back.")

    async def close(self) -> None:
        """Close the connections that were kept open."""
        if self._client is not None:
            await self._client.aclose()


def signed_headers(body: bytes, *, secret: str) -> dict[str, str]:
    """The two headers by which an app knows that a request is from its workspace.

    The signature runs on real time, as the app's own check does.
    """
    timestamp = str(machine_unix())
    base = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _body(kind: str, payload: Json) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _content(answer: httpx.Response) -> Any:
    if not answer.content:
        return None
    if answer.headers.get("content-type", "").startswith("application/json"):
        try:
            return answer.json()
        except ValueError:
            return None
    return answer.text
