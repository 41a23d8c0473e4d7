"""A kept line makes calls cheap, and never makes anybody believe what is not known."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack_lines import KeptLinesClient, NotReached

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + b'{"ok":true}'
LAST = FINE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


class Slack:
    """Plays Slack: each line that comes in hears the answers of a list, then it is hung up."""

    def __init__(self, *lines: list[bytes], context: ssl.SSLContext | None = None) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._lines = lines
        self._context = context
        self.port = self._listening.getsockname()[1]
        self.calls: list[tuple[int, bytes]] = []
        self.hung_up = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        """Wait until every line was served."""
        self._thread.join(10)
        self._listening.close()

    def _serve(self) -> None:
        for number, answers in enumerate(self._lines):
            line, _ = self._listening.accept()
            line.settimeout(5)
            try:
                if self._context:
                    line = self._context.wrap_socket(line, server_side=True)
                for answer in answers:
                    self.calls.append((number, _heard(line)))
                    line.sendall(answer)
            except OSError:
                self.calls.append((number, b"broken"))
            line.close()
            self.hung_up.release()


def _heard(line: socket.socket) -> bytes:
    heard = b""
    while b"\r\n\r\n" not in heard:
        heard += line.recv(65_536)
    return heard


Plays = Callable[..., Slack]


@pytest.fixture
def play() -> Iterator[Plays]:
    """Play a Slack that answers so; every line it was given has to be called."""
    played: list[Slack] = []

    def begin(*lines: list[bytes], context: ssl.SSLContext | None = None) -> Slack:
        played.append(Slack(*lines, context=context))
        return played[-1]

    yield begin
    for slack in played:
        slack.close()


@pytest.fixture
def client_of() -> Iterator[Callable[..., KeptLinesClient]]:
    """Make a client for a played Slack."""
    made: list[KeptLinesClient] = []

    def make(slack: Slack, kind: str = "http", **more: object) -> KeptLinesClient:
        url = f"{kind}://127.0.0.1:{slack.port}/api/"
        made.append(KeptLinesClient("xoxb-1", base_url=url, timeout=5, retry_handlers=[], **more))
        return made[-1]

    yield make
    for client in made:
        client.close()


ClientOf = Callable[..., KeptLinesClient]


def test_calls_one_after_the_other_share_a_line(play: Plays, client_of: ClientOf) -> None:
    slack = play([FINE, FINE, LAST])
    client = client_of(slack)

    for text in ("one", "two", "three"):
        client.chat_postMessage(channel="C1", text=text)

    assert [line for line, _ in slack.calls] == [0, 0, 0]
    assert slack.calls[0][1].startswith(b"POST /api/chat.postMessage HTTP/1.1\r\n")
    assert b"Authorization: Bearer xoxb-1\r\n" in slack.calls[0][1]


def test_a_line_that_was_hung_up_meanwhile_is_not_called_on(
    play: Plays, client_of: ClientOf
) -> None:
    slack = play([FINE], [LAST])
    client = client_of(slack)

    client.auth_test()
    slack.hung_up.acquire(timeout=5)
    client.auth_test()

    assert [line for line, _ in slack.calls] == [0, 1]


@pytest.mark.parametrize(
    "answer",
    [b"", FINE[:-4], b"<html>", FINE[:20], FINE + FINE],
    ids=["nothing", "half a body", "no HTTP", "half a head", "two answers"],
)
def test_what_broke_off_after_the_call_may_have_arrived_and_is_not_called_again(
    play: Plays, client_of: ClientOf, answer: bytes
) -> None:
    slack = play([FINE, answer])
    client = client_of(slack)
    client.auth_test()

    with pytest.raises(ConnectionError):
        client.chat_postMessage(channel="C1", text="Once.")

    slack.close()
    assert len(slack.calls) == 2


def test_a_line_that_never_came_about_is_told_apart(play: Plays, client_of: ClientOf) -> None:
    slack = play()
    slack.close()

    with pytest.raises(NotReached):
        client_of(slack).auth_test()


def test_an_answer_that_ends_with_its_line_is_heard(play: Plays, client_of: ClientOf) -> None:
    slack = play([b'HTTP/1.1 200 OK\r\n\r\n{"ok":true}'], [LAST])
    client = client_of(slack)

    assert client.auth_test()["ok"]
    assert client.auth_test()["ok"]


def test_an_answer_in_chunks_is_heard_after_word_that_it_will_come(
    play: Plays, client_of: ClientOf
) -> None:
    chunks = b'5\r\n{"ok"\r\n6\r\n:true}\r\n0\r\n\r\n'
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    slack = play([early + b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, LAST])
    client = client_of(slack)

    assert client.auth_test()["ok"]
    assert client.auth_test()["ok"]


def test_what_slack_refuses_is_told_as_the_sdk_tells_it(play: Plays, client_of: ClientOf) -> None:
    body = b'{"ok":false,"error":"ratelimited"}'
    head = f"HTTP/1.1 429 .\r\nretry-after: 7\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    slack = play([head + body])

    with pytest.raises(SlackApiError) as refused:
        client_of(slack).auth_test()

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"


def test_a_protected_line_is_kept_too(play: Plays, client_of: ClientOf, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    slack = play([FINE, LAST], context=context)
    client = client_of(slack, "https", ssl=trusting)

    client.auth_test()
    client.auth_test()

    assert [line for line, _ in slack.calls] == [0, 0]


def test_a_line_to_a_stranger_never_comes_about(
    play: Plays, client_of: ClientOf, certificate: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    slack = play([FINE], context=context)

    with pytest.raises(NotReached):
        client_of(slack, "https").auth_test()
