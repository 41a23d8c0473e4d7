"""How fast the local workspace is: posts, presses over ten sockets, a long channel, its start.

`python -m bench.workspace_posts` prints a small table; each figure is the best and the median of
five runs, because a machine that is busy with other things only ever makes them worse. Posts are
measured beside a floor: the bare Starlette route that reads the same JSON and answers as much, on
the same uvicorn. The server has a process of its own, kept to one core where the system can do
so; `--no-page` leaves out what needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
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
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

import httpx
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

Json = dict[str, Any]

RUNS = 5
POSTS = 500  # in each run
PRESSES = 200
SOCKETS = 10
LONG = 10_000  # messages in the long channel
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


def main() -> None:
    """Measure each in turn and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--no-page", action="store_true", help="leave out what needs Chromium")
    asked = parser.parse_args()
    print(f"{'':46}{'best':>10}{'median':>10}")
    _row("import and start, s", [start_time() for _ in range(RUNS)], is_less_better=True)
    with _served(_bare_route) as url:
        floor = [posts_per_second(url) for _ in range(RUNS)]
    _row("posts/s, bare Starlette route (the floor)", floor)
    with _served(_workspace) as url:
        _join_general(url)
        _row("chat.postMessage/s, one client", [posts_per_second(url) for _ in range(RUNS)])
        with _ten_sockets(url):
            _row(f"presses acked/s, {SOCKETS} sockets", [presses(url) for _ in range(RUNS)])
        if not asked.no_page:
            _measure_page(url)


def start_time() -> float:
    """Seconds from the start of a Python to a workspace that answers."""
    program = "from workspace import Workspace; Workspace(0).start()"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - began


def posts_per_second(url: str) -> float:
    """Posts of one client over one kept connection, each awaiting the last one's answer."""
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
    return POSTS / seconds


def presses(url: str) -> float:
    """Presses of a button by eight people at once, each acked by the app."""
    control = httpx.Client(base_url=f"{url}/_workspace", timeout=30, trust_env=False)
    shown = control.get("/messages", params={"channel": "general", "limit": 1}).json()
    asked = {"channel": "general", "ts": shown["messages"][-1]["ts"], "action_id": "take"}

    def press(_number: int) -> None:
        answer = control.post("/as/ana/click", json=asked).json()
        assert answer["acked"], answer

    with ThreadPoolExecutor(8) as people:
        began = time.perf_counter()
        list(people.map(press, range(PRESSES)))
        return PRESSES / (time.perf_counter() - began)


def _measure_page(url: str) -> None:
    """First look at a long channel, and a new message in it while one looks."""
    from playwright.sync_api import Error, sync_playwright

    from tests.browser.demo import launch_chromium

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for name, size in (("short", 20), ("long", LONG)):
            _fill(url, name, size)
            looks, news = [], []
            for _ in range(RUNS):
                page = browser.new_page()
                looks.append(_timed(lambda p=page, n=name: _look(p, url, n)))
                news.append(_timed(lambda p=page, n=name: _hear_news(p, url, n)))
                page.close()
            _row(f"first look, {size} messages, s", looks, is_less_better=True)
            _row(f"new message on the page, {size} messages, s", news, is_less_better=True)
        browser.close()


def _look(page: Any, url: str, channel: str) -> None:
    page.goto(f"{url}/?as=ana#/{channel}")
    page.locator("article.message").last.wait_for()


def _hear_news(page: Any, url: str, channel: str) -> None:
    words = f"News {time.perf_counter_ns()}"
    _control(url, "as/lea/say", channel=channel, text=words)
    page.get_by_text(words).wait_for()


def _fill(url: str, name: str, size: int) -> None:
    _control(url, "channels", name=name, members=["ana", "lea", "boucle"])
    line = HTTPConnection(str(urlsplit(url).hostname), urlsplit(url).port)
    post = json.dumps(json.loads(POST) | {"channel": f"#{name}"})
    for _ in range(size):
        line.request("POST", "/api/chat.postMessage", post, HEADERS)
        line.getresponse().read()


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _row(what: str, figures: list[float], *, is_less_better: bool = False) -> None:
    best = min(figures) if is_less_better else max(figures)
    median = statistics.median(figures)
    shape = "10.2f" if best < 100 else "10.0f"
    print(f"{what:46}{best:{shape}}{median:{shape}}", flush=True)


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


@contextmanager
def _served(serve: Callable[[Connection], None]) -> Iterator[str]:
    """Run a server in a process of its own, on one core; its address."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    yield ours.recv()
    process.terminate()
    process.join()


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
    config = uvicorn.Config(app, http="h11", log_config=None, access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def _keep_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
