"""A real nginx and a real Caddy are given ten thousand codes, and asked for every one of them."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from redirects.publish_sites import BASE, HOSTILE, NEVER, Visitor, a_file, caddy, links, many, nginx

Engine = Callable[[Path, Path], AbstractContextManager[int]]
ENGINES = {"nginx": nginx, "caddy": caddy}
COUNT = 10_000


@pytest.fixture
def published(run: Run, home: Path, db: Path) -> Callable[..., Path]:
    def go(to: str, count: int, base: str = BASE) -> Path:
        a_file(run, base)
        links(db, many(count))
        links(db, {code: raw for code, (raw, _there) in HOSTILE.items()})
        links(db, NEVER)
        said = run("publish", "--to", to, str(home / "out"), "--log", str(home / "log.json"))
        assert said.code == 0, said.err
        return home / "out"

    return go


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def rows(log: Path) -> Iterator[dict[str, Any]]:
    for line in log.read_text().splitlines():
        yield json.loads(line)


def test_every_code_leads_where_it_should_hostile_ones_included(
    engine: str, published: Callable[..., Path], home: Path
) -> None:
    wanted = many(COUNT - len(HOSTILE)) | {code: there for code, (_raw, there) in HOSTILE.items()}
    folder = published(engine, COUNT - len(HOSTILE))
    with ENGINES[engine](home, folder) as port, closing(Visitor(port)) as visitor:
        found = {}
        for code in wanted:
            status, headers, body = visitor.ask(f"/{code}")
            assert status == 302, (code, status, body)
            assert headers["cache-control"] == "private, no-store", code
            assert "set-cookie" not in headers, code
            found[code] = headers["location"]
    assert len(found) == COUNT
    assert found == wanted
    asked = [row for row in rows(home / "log.json") if "msg" not in row or row["msg"] == "handled request"]
    assert len(asked) == COUNT
    if engine == "nginx":
        assert len({row["request_id"] for row in asked}) == COUNT


@pytest.mark.parametrize("base", [BASE, f"{BASE}/Go/x.y~z-1"])
def test_a_code_is_found_in_capitals_with_a_slash_and_by_head_and_nothing_else_is(
    engine: str, published: Callable[..., Path], home: Path, base: str
) -> None:
    folder = published(engine, 3, base)
    prefix = base.removeprefix(BASE)
    with ENGINES[engine](home, folder) as port, closing(Visitor(port)) as visitor:
        for path in ("k00001", "K00001", "k00001/", "K00001/", "k00001?fbclid=x", "%6b00001"):
            status, headers, _body = visitor.ask(f"{prefix}/{path}")
            assert (status, headers["location"]) == (302, many(3)["k00001"]), path
        assert visitor.ask(f"{prefix}/SemiColon")[1]["location"] == HOSTILE["semicolon"][1]
        status, headers, body = visitor.ask(f"{prefix}/k00001", "HEAD")
        assert (status, headers["location"], body) == (302, many(3)["k00001"], b"")
        assert visitor.ask(f"{prefix}/k00001", "POST")[0] == 405
        for code in ("k00009", *NEVER, "K", "k00001-"):
            status, headers, body = visitor.ask(f"{prefix}/{code}")
            assert status == 404, code
            assert "location" not in headers
            assert headers["content-type"] == "text/html; charset=utf-8"
            assert headers["cache-control"] == "private, no-store"
            assert b"There is nothing here" in body
            assert b"\n" not in body
        for path in ("/", f"{prefix}/k00001/more", f"{prefix}/k00001.html", f"{prefix}/{'k' * 41}", "/x/k00001"):
            assert "location" not in visitor.ask(path)[1], path
        if prefix:
            assert "location" not in visitor.ask("/k00001")[1]


def test_the_log_tells_of_each_request_and_of_codes_that_nobody_has(
    engine: str, published: Callable[..., Path], home: Path
) -> None:
    folder = published(engine, 3)
    agent = 'WeChat "微信" \\x'
    with ENGINES[engine](home, folder) as port, closing(Visitor(port)) as visitor:
        visitor.ask("/k00001", **{"User-Agent": agent.encode().decode("latin-1"), "Referer": "https://t.me/"})
        visitor.ask("/mistyped")
        visitor.ask("/k00002", "HEAD", **{"Sec-Purpose": "prefetch"})
    first, second, third = rows(home / "log.json")
    if engine == "nginx":
        assert (first["uri"], first["status"], first["method"]) == ("/k00001", 302, "GET")
        assert (first["user_agent"], first["referer"]) == (agent, "https://t.me/")
        assert (first["remote_addr"], first["host"]) == ("127.0.0.1", "127.0.0.1")
        assert (second["uri"], second["status"]) == ("/mistyped", 404)
        assert (third["method"], third["purpose"]) == ("HEAD", "prefetch")
        assert len(first["request_id"]) == 32
        assert first["time"] > 1_700_000_000
    else:
        assert (first["request"]["uri"], first["status"], first["request"]["method"]) == ("/k00001", 302, "GET")
        assert first["request"]["headers"]["User-Agent"] == [agent]
        assert (second["request"]["uri"], second["status"]) == ("/mistyped", 404)
        assert third["request"]["headers"]["Sec-Purpose"] == ["prefetch"]


def test_a_list_without_links_is_a_configuration_too(engine: str, run: Run, home: Path) -> None:
    a_file(run)
    words = ("--to", engine, str(home / "out"), "--log", str(home / "log.json"), "--force")
    assert run("publish", *words).code == 0
    with ENGINES[engine](home, home / "out") as port, closing(Visitor(port)) as visitor:
        assert visitor.ask("/k00001")[0] == 404


def test_the_log_is_read_by_the_importer(engine: str, published: Callable[..., Path], home: Path, run: Run) -> None:
    folder = published(engine, 3)
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50"
    with ENGINES[engine](home, folder) as port, closing(Visitor(port)) as visitor:
        for path in ("/k00001", "/K00001/", "/mistyped", "/favicon.ico"):
            visitor.ask(path, **{"User-Agent": phone, "Host": "go.example.shop"})
        visitor.ask("/k00002", "HEAD", Host="go.example.shop")
    said = run("clicks", "import", str(home / "log.json"), "-F", "json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)
    assert (row["imported"], row["orphan"], row["bad"], row["duplicate"]) == (3, 1, 0, 0)
