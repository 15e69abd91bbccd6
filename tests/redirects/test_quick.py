"""The short way for plain requests: the same answers as on the usual way, and nothing else takes it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from redirects.served import PHONE, THERE, Served, ledger, served
from sharecli.redirects import quick

SHORT_ONLY = """
from sharecli.redirects.asgi import Redirects
usual = Redirects.__call__
async def call(self, scope, receive, send):
    if scope["type"] != "http" or scope["path"] == "/healthz":
        return await usual(self, scope, receive, send)
    await send({"type": "http.response.start", "status": 299, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
Redirects.__call__ = call
from sharecli.__main__ import main
main()
"""
"""Answers 299 to whatever takes the usual way."""


@pytest.fixture
def server(db: Path) -> Iterator[Served]:
    with served(ledger(db)) as running:
        yield running


@pytest.fixture
def short(db: Path) -> Iterator[Served]:
    with served(ledger(db), program=SHORT_ONLY) as running:
        yield running


def statuses(heard: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"HTTP/1\.1 (\d+)", heard)]


def request(start: str, *headers: str, body: str = "") -> bytes:
    return "\r\n".join([start, "Host: x", f"User-Agent: {PHONE}", *headers, "", body]).encode()


PLAIN = request("GET /tea HTTP/1.1")


def test_a_plain_request_takes_the_short_way(short: Served) -> None:
    assert short.ask("/tea").status == 302
    assert short.ask("/tea?x=1").status == 299


def test_the_answer_is_the_same_on_both_ways(server: Served) -> None:
    one, other = server.ask("/tea"), server.ask("/tea?x=1")
    for reply in (one, other):
        reply.headers.pop("date")
    assert one == other
    assert one.headers["location"] == THERE


@pytest.mark.parametrize(
    "asked",
    [
        request("GET /t%65a HTTP/1.1"),
        request("GET /tea?x=1 HTTP/1.1"),
        request("GET http://x/tea HTTP/1.1"),
        request("GET /tea+ HTTP/1.1"),
        request("GET /go/tea HTTP/1.1"),
        request("GET /nothing HTTP/1.1"),
        request("HEAD /tea HTTP/1.1"),
        request("POST /tea HTTP/1.1", "Content-Length: 0"),
        request("GET /tea HTTP/1.0"),
        request("GET /tea HTTP/1.1", "Connection: close"),
        request("GET /tea HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"),
        request("GET /tea HTTP/1.1", "Content-Length: 5", body="hello"),
        request("GET /tea HTTP/1.1", "Transfer-Encoding: chunked", body="5\r\nhello\r\n0\r\n\r\n"),
        request("GET /tea HTTP/1.1", "Expect: 100-continue"),
    ],
)
def test_all_else_goes_the_usual_way(short: Served, asked: bytes) -> None:
    assert statuses(short.raw(asked))[-1] == 299


def test_requests_on_one_connection_are_answered_in_their_order(server: Served) -> None:
    asked = [
        PLAIN, request("GET /nothing HTTP/1.1"), PLAIN, PLAIN,
        request("GET /tea HTTP/1.1", "Content-Length: 5", body="hello"), request("GET /tea+ HTTP/1.1"), PLAIN,
        request("GET /healthz HTTP/1.1"), PLAIN,
    ]  # fmt: skip
    wanted = [302, 404, 302, 302, 302, 200, 302, 200, 302]
    assert statuses(server.raw(b"".join(asked))) == wanted
    assert len([row for row in server.settled() if row["code"] == "tea"]) == 6


def test_a_request_in_pieces_is_one_request(short: Served) -> None:
    import socket
    import time

    with socket.create_connection(("127.0.0.1", short.port), 10) as wire:
        for place in range(0, len(PLAIN), 20):
            wire.sendall(PLAIN[place : place + 20])
            time.sleep(0.005)
        assert statuses(wire.recv(4096)) == [302]
    assert [row["agent"] for row in short.settled()] == [PHONE]


def test_who_asks_through_a_proxy_is_seen_through_it(db: Path) -> None:
    with served(ledger(db), "--trusted-proxy", "127.0.0.1", program=SHORT_ONLY) as server:
        for visitor in ("203.0.113.7", "203.0.113.8", "203.0.113.7"):
            assert server.ask("/tea", X_Forwarded_For=visitor).status == 302
        one, other, again = [row["visitor"] for row in server.settled()]
    assert (one == again, one == other) == (True, False)
    with served(db, program=SHORT_ONLY) as server:
        for visitor in ("203.0.113.7", "203.0.113.8"):
            assert server.ask("/tea", X_Forwarded_For=visitor).status == 302
        one, other = [row["visitor"] for row in server.settled()][-2:]
    assert one == other


def test_what_goes_wrong_on_the_short_way_is_answered_on_the_usual_one(db: Path) -> None:
    program = SHORT_ONLY.replace("\nfrom sharecli.__main__", "\ndel Redirects.at_once\nfrom sharecli.__main__").replace(
        "del Redirects.at_once", "Redirects.at_once = lambda *_words: 1 / 0"
    )
    with served(ledger(db), program=program) as server:
        assert server.ask("/tea").status == 299


def test_without_what_is_relied_on_nothing_is_quick(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "from sharecli.redirects import quick\nquick._NEEDED = ('something_else',)\n" + SHORT_ONLY
    with served(ledger(db), program=program) as server:
        assert server.ask("/tea").status == 299
    monkeypatch.setitem(sys.modules, "uvicorn.protocols.http.httptools_impl", None)
    assert quick.protocol(lambda _scope: None) is None
