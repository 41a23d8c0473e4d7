"""Hand payloads to an app over HTTP, signed as Slack signs them."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any
from urllib.parse import urlencode

import httpx

from workspace.clock import machine_unix

Json = dict[str, Any]

_USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class UrlNotVerified(Exception):
    """The app's events address did not answer the challenge."""


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
    ) -> tuple[str, Any]:
        """Post one payload; ("", what the app answered), or the reason it failed."""
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
            return "http_timeout", None
        except (httpx.HTTPError, httpx.InvalidURL):
            return "connection_failed", None
        if answer.status_code // 100 != 2:
            return "http_error", None
        return "", _content(answer)

    async def verify(self, url: str, *, secret: str, token: str, timeout: float) -> None:
        """Send `url_verification` and raise UrlNotVerified unless the challenge comes back."""
        challenge = secrets.token_urlsafe(32)
        payload = {"token": token, "challenge": challenge, "type": "url_verification"}
        error, answer = await self.send(
            url, "events_api", payload, secret=secret, retry=None, timeout=timeout
        )
        said = answer.get("challenge") if isinstance(answer, dict) else answer
        if error or said != challenge:
            raise UrlNotVerified(error or "The challenge did not come back.")

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
