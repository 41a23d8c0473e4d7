"""How fast the local workspace is: posts, presses over ten sockets, a long channel, its start.

`python -m bench.workspace_posts` prints a table with the best and the median of five runs; other
work on the machine only ever makes them worse. The floor of posts and presses is a bare Starlette
route that reads the same JSON and answers with it, on the same uvicorn. Each server has a process
of its own, kept to one core where the system can do that. `--no-page` leaves out Chromium.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

import httpx
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bench.figure import Figure, milliseconds, print_table, seconds_of
from bench.processes import served

RUNS = 5
POSTS = 500  # in each run
PRESSES = 200
SOCKETS = 10
SHORT, LONG = 20, 10_000  # messages in a channel
START = "from workspace import Workspace; Workspace(0).start()"
HEADERS = {"Content-Type": "application/json; charset=utf-8", "Authorization": "Bearer xoxb-local"}
POST = json.dumps(
    {
        "channel": "general",
        "text": "Charged twice",
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": "*C-31* · Charged twice"}},
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "text": {"type": "plain_text", "text": "Take it"},
                        "action_id": "take",
                    }
                ],
            },
        ],
    }
)


def main(arguments: list[str]) -> None:
    """Measure each in turn and print the table."""
    print_table(figures(with_page="--no-page" not in arguments))


def figures(*, with_page: bool = True) -> list[Figure]:
    """Measure it, each beside its floor."""
    starts = [seconds_of(lambda: _python(START)) for _ in range(RUNS)]
    nothing = [seconds_of(lambda: _python("pass")) for _ in range(RUNS)]
    with served(_bare_route) as url:
        bare = [seconds_per_post(url) for _ in range(RUNS)]
    with served(_workspace) as url:
        _join_general(url)
        posts = [seconds_per_post(url) for _ in range(RUNS)]
        with _ten_sockets(url):
            presses = [seconds_per_press(url) for _ in range(RUNS)]
        pages = _page_figures(url) if with_page else []
    return [
        _figure("workspace, import and start", starts, floor=nothing),
        _figure("chat.postMessage, one client", posts, floor=bare, shown=_each_second),
        _figure(f"press until acked, {SOCKETS} sockets", presses, floor=bare, shown=_each_second),
        *pages,
    ]


def seconds_per_post(url: str) -> float:
    """Measure one client over one kept connection; each post awaits the last one’s answer."""
    line = HTTPConnection(str(urlsplit(url).hostname), urlsplit(url).port)
    line.connect()
    line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    began = time.perf_counter()
    for _ in range(POSTS):
        line.request("POST", "/api/chat.postMessage", POST, HEADERS)
        answer = json.loads(line.getresponse().read())
        assert answer["ok"], answer
    seconds = time.perf_counter() - began
    line.close()
    return seconds / POSTS


def seconds_per_press(url: str) -> float:
    """Measure presses of a button by eight people at once, each acked by the app."""
    control = httpx.Client(base_url=f"{url}/_workspace", timeout=30, trust_env=False)
    shown = control.get("/messages", params={"channel": "general", "limit": 1}).json()
    asked = {"channel": "general", "ts": shown["messages"][-1]["ts"], "action_id": "take"}

    def press(_number: int) -> None:
        answer = control.post("/as/ana/click", json=asked).json()
        assert answer["acked"], answer

    with ThreadPoolExecutor(8) as people:
        began = time.perf_counter()
        list(people.map(press, range(PRESSES)))
        return (time.perf_counter() - began) / PRESSES


def _page_figures(url: str) -> list[Figure]:
    """Measure the first look at a channel, and a new message in it, long beside short."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import launch_chromium

    looks: dict[int, list[float]] = {SHORT: [], LONG: []}
    news: dict[int, list[float]] = {SHORT: [], LONG: []}
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for size in (SHORT, LONG):
            _fill(url, f"of-{size}", size)
            for _ in range(RUNS):
                page = browser.new_page()
                looks[size].append(seconds_of(partial(_look, page, url, f"of-{size}")))
                news[size].append(seconds_of(partial(_hear_news, page, url, f"of-{size}")))
                page.close()
        browser.close()
    return [
        _figure(f"page, first look at {LONG:,} messages", looks[LONG], floor=looks[SHORT]),
        _figure(f"page, new message among {LONG:,}", news[LONG], floor=news[SHORT]),
    ]


def _look(page: Any, url: str, channel: str) -> None:
    page.goto(f"{url}/?as=ana#/{channel}")
    page.locator("article.message").last.wait_for()


def _hear_news(page: Any, url: str, channel: str) -> None:
    words = f"News {time.perf_counter_ns()}"
    _control(url, "as/lea/say", channel=channel, text=words)
    page.locator("article.message", has_text=words).wait_for()


def _fill(url: str, name: str, size: int) -> None:
    _control(url, "channels", name=name, members=["ana", "lea", "boucle"])
    line = HTTPConnection(str(urlsplit(url).hostname), urlsplit(url).port)
    post = json.dumps(json.loads(POST) | {"channel": f"#{name}"})
    for _ in range(size):
        line.request("POST", "/api/chat.postMessage", post, HEADERS)
        line.getresponse().read()


def _figure(
    what: str,
    seconds: list[float],
    *,
    floor: list[float],
    shown: Callable[[float], str] = milliseconds,
) -> Figure:
    best, median = shown(min(seconds)), shown(statistics.median(seconds))
    least = min(floor)
    return Figure(what, f"{best} (median {median})", min(seconds), shown(least), least)


def _each_second(seconds: float) -> str:
    return f"{1 / seconds:,.0f}/s"


def _python(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True)


def _control(url: str, path: str, **asked: Any) -> None:
    httpx.post(f"{url}/_workspace/{path}", json=asked, trust_env=False).raise_for_status()


def _join_general(url: str) -> None:
    state = httpx.get(f"{url}/_workspace/state", trust_env=False).json()
    general = next(one["id"] for one in state["channels"] if one["name"] == "general")
    WebClient("xoxb-local", base_url=f"{url}/api").conversations_join(channel=general)


@contextmanager
def _ten_sockets(url: str) -> Iterator[None]:
    """Ten connections of an app whose button acks at once."""
    app = App(client=WebClient("xoxb-local", base_url=f"{url}/api"))
    app.action("take")(lambda ack: ack())
    handlers = [SocketModeHandler(app, "xapp-local") for _ in range(SOCKETS)]
    for handler in handlers:
        handler.connect()  # type: ignore[no-untyped-call]
    yield
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    _control(url, "faults", method="socket", kind="cut")
    for handler in handlers:
        handler.close()  # type: ignore[no-untyped-call]


def _workspace(say: Connection) -> None:
    _keep_to_one_core()
    from workspace import Workspace

    workspace = Workspace(0, limits="off")
    workspace.start()
    say.send(workspace.url)
    threading.Event().wait()


def _bare_route(say: Connection) -> None:
    _keep_to_one_core()
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    async def echo(request: Request) -> JSONResponse:
        return JSONResponse({"ok": True, "message": await request.json()})

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    say.send(f"http://127.0.0.1:{listening.getsockname()[1]}")
    app = Starlette(routes=[Route("/api/chat.postMessage", echo, methods=["POST"])])
    config = uvicorn.Config(
        app, http="httptools", log_config=None, access_log=False, lifespan="off"
    )
    uvicorn.Server(config).run(sockets=[listening])


def _keep_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main(sys.argv[1:])
