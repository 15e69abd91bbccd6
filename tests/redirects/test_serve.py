"""sharecli serve: the real program on a free port, asked as browsers, crawlers and attackers ask."""

import json
import logging
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from conftest import Run
from process import environment, sharecli, with_disk_for
from redirects.served import PHONE, THERE, Served, change, ledger, rows, served
from redirects.storm import Storm
from sharecli.clicks.store import beside, open_writer
from sharecli.redirects import serving
from sharecli.store.open import Store

LATER, BEFORE = "2999-01-01T00:00:00Z", "2001-01-01T00:00:00Z"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


several = pytest.mark.parametrize(
    "workers", ["1", pytest.param("2", marks=pytest.mark.skipif(os.name != "posix", reason="copies of a process"))]
)


@pytest.fixture
def server(db: Path) -> Iterator[Served]:
    with served(ledger(db)) as running:
        yield running


def test_a_code_leads_on_and_nobody_keeps_the_answer(server: Served) -> None:
    found = server.ask("/tea")
    assert (found.status, found.headers["location"], found.body) == (302, THERE, "")
    assert found.headers["cache-control"] == "private, no-store"
    assert found.headers["x-robots-tag"] == "noindex"
    assert "server" not in found.headers


def test_case_a_slash_and_a_query_change_nothing(server: Served) -> None:
    for path in ("/TEA", "/tea/", "/Tea?from=timeline", "/t%65a"):
        assert server.ask(path).headers["location"] == THERE, path
    assert [row["code"] for row in server.settled()] == ["tea"] * 4


def test_head_leads_as_get_does_and_is_its_own_class(server: Served) -> None:
    assert server.ask("/tea", "HEAD").status == 302
    missing = server.ask("/nothing", "HEAD")
    assert (missing.status, missing.body) == (404, "")
    assert [(row["how"], row["kind"]) for row in server.settled()] == [("head", "head")] * 2


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_anything_but_get_and_head_is_refused_and_not_counted(server: Served, method: str) -> None:
    found = server.ask("/tea", method)
    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD")
    assert server.settled() == []


def test_a_new_link_and_a_new_target_work_at_once(server: Served, run: Run) -> None:
    assert server.ask("/fresh").status == 404
    assert run("link", "new", "longjing", "--channel", "telegram", "--code", "fresh").code == 0
    assert server.ask("/fresh").status == 302
    assert run("link", "retarget", "fresh", "https://shop.example/elsewhere", "--as-it-is").code == 0
    assert server.ask("/fresh").headers["location"] == "https://shop.example/elsewhere"


def test_who_came_is_written_down_with_a_class_and_without_an_address(server: Served) -> None:
    server.ask("/tea", Referer="https://m.weibo.cn/status/5?token=secret")
    server.ask("/tea", User_Agent=GOOGLE)
    server.ask("/tea", Sec_Purpose="prefetch;prerender")
    first, bot, ahead = server.settled()
    assert (first["kind"], first["ref_host"], first["agent"]) == ("human", "m.weibo.cn", PHONE)
    assert (bot["kind"], ahead["kind"]) == ("bot", "prefetch")
    assert first["visitor"] == ahead["visitor"] != bot["visitor"]
    assert len(first["visitor"]) == 8
    assert server.end()[0] == 0
    for file in server.path.parent.iterdir():
        assert b"127.0.0.1" not in file.read_bytes(), file
        assert b"secret" not in file.read_bytes(), file


def test_visitors_need_not_be_told_apart(db: Path) -> None:
    with served(ledger(db), "--privacy", "no-visitor") as server:
        server.ask("/tea")
        assert [row["visitor"] for row in server.settled()] == [None]


def test_only_a_trusted_proxy_is_believed_about_addresses(db: Path) -> None:
    ledger(db)
    for words, different in (((), False), (("--trusted-proxy", "127.0.0.0/8"), True)):
        with served(db, *words) as server:
            server.ask("/tea", X_Forwarded_For="203.0.113.7")
            server.ask("/tea", X_Forwarded_For="203.0.113.8")
            one, other = [row["visitor"] for row in server.settled()][-2:]
            assert (one != other) is different


def test_an_unknown_code_is_an_orphan_and_the_page_helps(server: Served) -> None:
    found = server.ask("/tee", Accept_Language="zh-CN,zh;q=0.9")
    assert found.status == 404
    assert '<html lang="zh-CN">' in found.body
    assert "没有这个链接" in found.body
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert [(row["link_id"], row["code"], row["kind"]) for row in server.settled()] == [(None, "tee", "human")]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/tes", ""),
        ("/5hoes2", "shoes2"),
        ("/shoesz", "shoes2"),
        ("/SH0ES2", "shoes2"),
        ("/shoes2%E5%BF%AB%E6%9D%A5", "shoes2"),
        ("/shoes2%E3%80%82", "shoes2"),
        ("/shos2", "shoes2"),
        ("/sheos2", "shoes2"),
        ("/shoes22", "shoes2"),
        ("/shos", ""),
    ],
)
def test_what_a_reader_took_for_another_letter_is_offered_and_not_followed(db: Path, asked: str, meant: str) -> None:
    with served(ledger(db, {"shoes2": THERE, "tea": THERE})) as server:
        found = server.ask(asked)
        assert found.status == 404
        assert (f'href="{meant}+"' in found.body) is bool(meant)
        assert THERE not in found.body


@pytest.mark.parametrize(
    ("asked", "link"), [("/fea", "tea+"), ("/fea/", "../tea+"), ("/go/fea", "tea+"), ("/go/fea/", "../tea+")]
)
def test_what_is_offered_lies_where_the_browser_looks_for_it(db: Path, run: Run, asked: str, link: str) -> None:
    ledger(db)
    run("config", "set", "base-url", "https://shop.example/go")
    with served(db) as server:
        assert f'href="{link}"' in server.ask(asked).body
        assert server.ask(urljoin(asked, link)).status == 200


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
@several
def test_a_full_disk_keeps_nobody_from_being_led_on(db: Path, workers: str) -> None:
    ledger(db)
    open_writer(beside(db)).close()
    with served(db, "--workers", workers, before=with_disk_for(beside(db).stat().st_size + 4096)) as server:
        for place in range(150):
            assert server.ask("/tea", User_Agent=f"{PHONE} {place}").status == 302
        until = time.monotonic() + 60
        while (health := server.health())["status"] != "trouble":
            assert time.monotonic() < until
            server.ask("/tea")  # where several answer, each knows of its own disk only
        assert health == {"status": "trouble", "trouble": "clicks", "waiting": True, "dropped": False}
    with closing(sqlite3.connect(beside(db))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_plus_shows_where_it_leads_and_counts_nobody(db: Path) -> None:
    there = "https://shop.example/?a=1&b=%22%3E%3Cscript%3E"
    with served(ledger(db, {"tea": there, "app": "taobao://item?id=<1>"})) as server:
        found = server.ask("/tea+")
        assert found.status == 200
        assert 'href="https://shop.example/?a=1&amp;b=%22%3E%3Cscript%3E"' in found.body
        assert "<script" not in found.body
        assert server.ask("/tea%2B").body == found.body
        assert "taobao://item?id=&lt;1&gt;" in server.ask("/app+").body
        assert 'href="taobao' not in server.ask("/app+").body
        assert server.settled() == []
        assert server.ask("/tee+").status == 404


def test_what_programs_ask_for_by_themselves_is_never_counted(server: Served) -> None:
    assert server.ask("/healthz").status == 200
    assert server.ask("/robots.txt").body == "User-agent: *\nDisallow:\n"
    assert server.ask("/favicon.ico").status == 204
    assert server.ask("/").status == 404
    assert server.ask("/.well-known/security.txt").status == 404
    assert server.settled() == []


@pytest.mark.parametrize(
    ("over", "status"),
    [
        ({"opens_at": LATER}, 404),
        ({"opens_at": BEFORE, "closes_at": LATER}, 302),
        ({"closes_at": BEFORE}, 410),
        ({"status": "retired"}, 410),
    ],
)
def test_a_link_outside_its_days_leads_to_its_fallback_or_says_so(db: Path, over: dict[str, Any], status: int) -> None:
    with served(ledger(db, **over)) as server:
        found = server.ask("/tea")
        assert found.status == status
        assert found.headers["cache-control"] == "private, no-store"
        if status != 302:
            assert ("2999-01-01 00:00 UTC" in found.body) is ("opens_at" in over)
            assert THERE not in server.ask("/tea+").body
            change(db, "tea", fallback="https://shop.example/all")
            assert server.ask("/tea").headers["location"] == "https://shop.example/all"
        assert {row["link_id"] for row in server.settled()} == {1}


def test_only_people_use_up_the_clicks_that_a_link_has(db: Path) -> None:
    with served(ledger(db, max_clicks=2)) as server:
        for _time in range(3):
            assert server.ask("/tea", User_Agent=GOOGLE).status == 302
        for number in range(2):
            assert server.ask("/tea", User_Agent=f"{PHONE} {number}").status == 302
            server.settled()
        assert server.ask("/tea").status == 410
        change(db, "tea", fallback="https://shop.example/all")
        assert server.ask("/tea").headers["location"] == "https://shop.example/all"
        change(db, "tea", max_clicks=50)
        assert server.ask("/tea").headers["location"] == THERE


def people_of(run: Run) -> tuple[str, int]:
    """What ``link show`` says of the only link."""
    link = json.loads(run("link", "show", "tea", "-F", "json").out)
    return link.get("state", "open"), link["people"]


def test_one_visitor_who_comes_again_and_again_closes_a_link_for_nobody(db: Path, run: Run) -> None:
    with served(ledger(db, max_clicks=2), "--trusted-proxy", "127.0.0.1") as server:
        for _time in range(9):
            assert server.ask("/tea", X_Forwarded_For="198.51.100.1").status == 302
            server.settled()
        assert people_of(run) == ("open", 1)
        assert server.ask("/tea", X_Forwarded_For="198.51.100.2").status == 302
        server.settled()
        assert server.ask("/tea", X_Forwarded_For="198.51.100.3").status == 410
    assert people_of(run) == ("full", 2)


def test_visitors_who_are_not_told_apart_are_one_for_each_request(db: Path) -> None:
    with served(ledger(db, max_clicks=2), "--privacy", "no-visitor") as server:
        for status in (302, 302, 410):
            assert server.ask("/tea").status == status
            server.settled()


def test_whoever_was_turned_away_or_sent_elsewhere_uses_nothing_up(db: Path) -> None:
    with served(ledger(db, opens_at=LATER, max_clicks=2)) as server:
        for _time in range(3):
            assert server.ask("/tea").status == 404
        change(db, "tea", fallback="https://shop.example/all")
        for _time in range(3):
            assert server.ask("/tea").headers["location"] == "https://shop.example/all"
        change(db, "tea", opens_at=None, fallback="")
        for number, status in enumerate((302, 302, 410, 410, 410)):
            server.settled()
            assert server.ask("/tea", User_Agent=f"{PHONE} {number}").status == status
        change(db, "tea", max_clicks=3)
        server.settled()
        assert server.ask("/tea").status == 302
        assert [row["led"] for row in server.settled()] == [0, 0, 0, 2, 2, 2, 1, 1, 0, 0, 0, 1]


def test_who_was_turned_away_is_not_counted_among_the_people_who_came(db: Path, run: Run) -> None:
    with served(ledger(db)) as server:
        server.ask("/tea")
        change(db, "tea", status="retired")
        for _time in range(2):
            assert server.ask("/tea").status == 410
        server.ask("/tea", User_Agent=GOOGLE)
        server.settled()
    (row,) = json.loads(run("link", "clicks", "-F", "json").out)
    assert (row["human"], row["bot"], row["visitors"], row["turned_away"]) == (1, 0, 1, 2)
    assert "2 people were turned away with 404 or 410" in run("link", "clicks").err
    assert "turned away 2" in run("link", "clicks", "--every-class").out
    (day,) = json.loads(run("clicks", "show", "-F", "json").out)
    assert (day["human"], day["turned_away"]) == (1, 2)
    assert "2 people were turned away" in run("clicks", "show").err
    (stage,) = json.loads(run("earnings", "funnel", "-F", "json").out)["rows"]
    assert stage["people"] == 1


def test_a_base_url_may_have_a_path_whether_or_not_the_proxy_takes_it_away(db: Path, run: Run) -> None:
    ledger(db)
    assert run("config", "set", "base-url", "https://shop.example/go/to").code == 0
    with served(db) as server:
        for path in ("/go/to/tea", "/GO/to/tea/", "/tea"):
            assert server.ask(path).status == 302, path
        assert 'href="tea+"' in server.ask("/go/to/fea").body
        assert server.ask("/go/to").status == server.ask("/go/to/").status == 404
        assert server.ask("/go/to/healthz").status == 200
        assert [row["code"] for row in server.settled()] == ["tea", "tea", "tea", "fea"]
        assert server.ask("/other/tea").status == 404
        assert len(server.settled()) == 4  # no code has a slash, here as in a log


HOSTILE = {
    "a line break in the path": b"GET /tea%0d%0aX-Injected:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a raw line break": b"GET /tea\r\nX-Injected: 1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "raw Chinese": "GET /茶 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode(),
    "escaped Chinese": b"GET /%E8%8C%B6 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "half of a letter": b"GET /%E8%8C HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "half of a pair": b"GET /%ED%A0%80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a zero byte": b"GET /tea%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "an escape": b"GET /%1b[2J HTTP/1.1\r\nHost: x\r\nUser-Agent: \x1b]0;x\x07\r\nConnection: close\r\n\r\n",
    "a long path": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a long agent": b"GET /tea HTTP/1.1\r\nHost: x\r\nUser-Agent: " + b"a" * 60_000 + b"\r\nConnection: close\r\n\r\n",
    "dots": b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a whole address": b"GET http://evil.example/tea HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a bad referer": b"GET /tea HTTP/1.1\r\nHost: x\r\nReferer: http://[::1/\xff\r\nConnection: close\r\n\r\n",
    "a lie about its length": b"GET /tea HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"GET /tea HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
    "a websocket": b"GET /tea HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "SQL": b"GET /tea'%20OR%201=1-- HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_request_breaks_nothing(server: Served, said: bytes) -> None:
    heard = server.raw(said)
    assert b" 500 " not in heard.partition(b"\r\n")[0]
    assert b"\r\nx-injected" not in heard.lower()
    assert b"\x1b" not in heard
    assert server.ask("/tea").status == 302
    for row in server.settled():
        assert len(row["code"]) <= 80
        assert row["code"].isprintable()
        assert row["agent"].isprintable()
    code, _out, err = server.end()
    assert (code, b"Traceback" in err) == (0, False), err


@pytest.mark.parametrize("kind", ["a websocket", "no HTTP at all", "a lie about its length"])
def test_no_stranger_fills_the_journal(server: Served, kind: str) -> None:
    for _time in range(3):
        server.raw(HOSTILE[kind])
    assert server.ask("/tea").status == 302
    code, _out, err = server.end()
    assert code == 0
    assert [word for word in (b"Invalid", b"upgrade", b"WebSocket", b"pip install") if word in err] == []


def test_what_is_wrong_with_the_server_itself_stays_in_the_journal() -> None:
    def said(level: int, words: str) -> bool:
        return serving.of_the_server(logging.LogRecord("uvicorn.error", level, "", 0, words, (), None))

    assert not said(logging.WARNING, "Invalid HTTP request received.")
    assert said(logging.ERROR, "Invalid HTTP request received.")
    assert said(logging.ERROR, "Exception in ASGI application\n")
    assert said(logging.WARNING, "Exceeded concurrency limit.")


def test_a_destination_from_elsewhere_cannot_break_a_header(db: Path) -> None:
    with served(ledger(db, {"tea": "https://shop.example/茶\r\nX-Injected: 1"})) as server:
        found = server.ask("/tea")
        assert found.headers["location"] == "https://shop.example/%E8%8C%B6%0D%0AX-Injected:%201"
        assert "x-injected" not in found.headers


def test_the_ledger_is_looked_up_by_its_index(db: Path) -> None:
    ledger(db)
    with closing(sqlite3.connect(db)) as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT destination FROM link_targets WHERE code = 'x'").fetchall()
        assert "SEARCH links USING INDEX" in plan[0][3]


def test_a_writer_and_a_server_do_not_keep_each_other_waiting(server: Served, db: Path) -> None:
    store = Store(db)
    with store.writing() as writer:
        writer.execute("UPDATE links SET destination = 'https://shop.example/new' WHERE code = 'tea'")
        assert server.ask("/tea").headers["location"] == THERE
    assert server.ask("/tea").headers["location"] == "https://shop.example/new"
    store.close()


def test_a_ledger_that_is_shut_for_a_moment_keeps_a_visitor_waiting_and_not_more(server: Served, db: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        found: list[int] = []
        asking = threading.Thread(target=lambda: found.append(server.ask("/tea").status))
        asking.start()
        time.sleep(0.3)
        assert server.ask("/robots.txt").status == 200
        assert found == []
        writer.execute("COMMIT")
        asking.join()
    assert found == [302]


def test_a_ledger_that_stays_shut_keeps_nobody_waiting_who_asks_for_what_was_asked_before(
    server: Served, db: Path
) -> None:
    assert server.ask("/tea").status == 302
    with closing(sqlite3.connect(db, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("UPDATE links SET destination = 'https://shop.example/new'")
        # As long as the lock is held: whoever waited for it would never hear an answer.
        assert server.ask("/tea").headers["location"] == THERE
        writer.execute("COMMIT")
    assert server.ask("/tea").headers["location"] == "https://shop.example/new"


def test_what_a_killed_writer_left_is_taken_back(server: Served, db: Path) -> None:
    assert server.ask("/tea").status == 302
    writer = (
        "import sqlite3, sys, os\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"UPDATE links SET destination = 'https://half.example/'\")\n"
        "c.execute('CREATE TABLE much AS WITH RECURSIVE n(x) AS'\n"
        " ' (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000) SELECT x, hex(randomblob(200)) AS y FROM n')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", writer, str(db)], check=False)
    assert Path(f"{db}-journal").exists() or Path(f"{db}-wal").exists()
    assert server.ask("/tea").headers["location"] == THERE


def test_a_ledger_that_goes_away_and_comes_back_is_found_again(server: Served, db: Path) -> None:
    assert server.ask("/tea").status == 302
    away = db.with_name("away")
    db.rename(away)
    found = server.ask("/tea", Accept_Language="zh")
    assert (found.status, found.headers["retry-after"]) == (503, "2")
    assert "请稍后再试" in found.body
    assert (server.ask("/healthz").status, server.health()["status"]) == (503, "trouble")
    ledger(db.with_name("other.db"), {"tea": "https://other.example/"})
    db.with_name("other.db").rename(db)
    assert server.ask("/tea").headers["location"] == "https://other.example/"
    assert [(row["link_id"], row["code"]) for row in server.settled()] == [(1, "tea"), (None, "tea"), (1, "tea")]


def test_a_ledger_that_another_sharecli_brings_up_to_date_meanwhile_is_served_on(server: Served, db: Path) -> None:
    with closing(sqlite3.connect(db)) as later, later:
        later.execute("ALTER TABLE links ADD COLUMN something_new TEXT")
        later.execute("DROP VIEW link_targets")
        later.execute(
            "CREATE VIEW link_targets AS SELECT id AS link_id, code, 'new' AS something_new, destination, status,"
            " opens_at, closes_at, fallback, max_clicks FROM links"
        )
        later.execute("PRAGMA user_version = 900")
    assert server.ask("/tea").headers["location"] == THERE


def test_the_server_never_writes_the_ledger(db: Path) -> None:
    ledger(db)
    before = db.read_bytes()
    with served(db) as server:
        for path in ("/tea", "/nothing", "/tea+"):
            server.ask(path)
        server.settled()
        server.end()
    assert db.read_bytes() == before


@several
def test_being_asked_to_end_in_a_storm_loses_no_click(db: Path, workers: str) -> None:
    with served(ledger(db), "-F", "json", "--workers", workers) as server:
        storm = Storm(server)
        storm.until(51)
        led = storm.end(signal.SIGTERM)
        assert server.process.returncode == 0
        assert server.process.stdout is not None
        said = json.loads(server.process.stdout.read())
    kept = len(rows(db))
    assert led > 50
    # Whoever was led on is written down; an answer that was on its way when the wire was cut may be, too.
    assert led <= kept <= led + 4
    assert said == {"stored": kept, "left_out": 0, "kept": 0, "dropped": 0}


@several
def test_a_storm_keeps_no_other_sharecli_from_writing(db: Path, workers: str) -> None:
    with served(ledger(db), "--workers", workers) as server:
        storm = Storm(server)
        store = Store(db)
        writes = 0
        while writes < 20 or storm.led < 50:
            writes += 1
            with store.writing() as writer:
                writer.execute("UPDATE links SET destination = ?", [f"https://shop.example/{writes}"])
        store.close()
        assert server.ask("/tea").headers["location"] == f"https://shop.example/{writes}"
        storm.end(signal.SIGTERM)


@several
def test_being_killed_in_a_storm_costs_no_click_that_was_answered_and_no_file(db: Path, workers: str) -> None:
    ledger(db)
    led = before = 0
    for _round in range(3):
        with served(db, "--workers", workers) as server:
            storm = Storm(server)
            storm.until(1)
            time.sleep(0.4)
            led += storm.end(signal.SIGKILL)
        assert led > before
        before = led
        with closing(sqlite3.connect(beside(db))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert Store(db).reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with served(db) as server:  # the next one takes in what the killed one left
        assert server.health()["status"] == "ok"
        assert server.end()[0] == 0
    # Four asked: an answer may have been on its way to each when its server was killed.
    assert led <= len(rows(db)) <= led + 3 * 4
    assert list(db.parent.glob("*spool*")) == []


def test_of_what_was_answered_before_a_kill_each_is_there_once_and_no_address_is_in_a_file(db: Path) -> None:
    ledger(db)
    asked = 0
    for _round in range(3):
        with served(db, "--trusted-proxy", "127.0.0.1") as server:
            for _time in range(20):
                asked += 1
                assert server.ask(f"/tea?{asked}", X_Forwarded_For="203.0.113.77").status == 302
            server.process.kill()
            server.process.wait()
        for file in db.parent.iterdir():
            assert b"203.0.113.77" not in file.read_bytes(), file
    with served(db) as server:
        assert server.health()["status"] == "ok"
        _code, _out, err = server.end()
    assert len(rows(db)) == asked
    assert b"Traceback" not in err


def test_ctrl_c_ends_it_with_a_word_of_what_was_written(server: Served) -> None:
    server.ask("/tea")
    server.process.send_signal(signal.SIGINT)
    out, err = server.process.communicate(timeout=20)
    assert (server.process.returncode, out) == (0, b"1 request was written down.\n")
    assert b"Traceback" not in err


def test_a_missing_file_is_refused_and_none_is_made(db: Path) -> None:
    said = sharecli("--db", str(db), "serve", "--port", "0")
    assert said.returncode == 3
    assert said.stderr.startswith(b"error[nothing-to-serve]: ")
    assert not db.parent.exists()


def test_an_older_file_is_brought_up_to_date_before_it_is_served(db: Path) -> None:
    from sqlite_utils import Database

    from sharecli.store.migrations import STEPS
    from sharecli.store.open import migrate

    db.parent.mkdir(parents=True)
    made = Database(db)
    migrate(made, upto=3)
    made.close()
    with served(db) as server:
        assert server.ask("/tea").status == 404
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--trusted-proxy", "all"], 2, b"bad-value"),
        (["--trusted-proxy", "*"], 2, b"bad-value"),
        (["--port", "70000"], 2, b"usage"),
        (["--host", "203.0.113.1"], 2, b"bad-value"),
        (["--host", "no such host"], 2, b"bad-value"),
        (["--privacy", "none"], 2, b"usage"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_sentence(db: Path, words: list[str], code: int, named: bytes) -> None:
    ledger(db)
    said = sharecli("--db", str(db), "serve", *words)
    assert (said.returncode, said.stderr.startswith(b"error[" + named)) == (code, True), said.stderr
    assert b"Traceback" not in said.stderr


def test_a_port_that_is_taken_is_said_to_be(db: Path) -> None:
    ledger(db)
    with socket.create_server(("127.0.0.1", 0)) as other:
        said = sharecli("--db", str(db), "serve", "--port", str(other.getsockname()[1]))
    assert said.returncode == 4
    assert said.stderr.startswith(b"error[port-taken]: ")


def test_without_the_extra_the_command_says_what_to_install(db: Path, home: Path) -> None:
    ledger(db)
    (home / "uvicorn.py").write_text("raise ImportError\n")
    said = subprocess.run(
        [sys.executable, "-m", "sharecli", "--db", str(db), "serve"],
        env=environment() | {"PYTHONPATH": str(home)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.startswith(b"error[server-missing]: ")
    assert b"pip install 'sharecli[serve]'" in said.stderr


@pytest.mark.parametrize("kind", ["foreign", "newer", "damaged"])
def test_a_file_of_clicks_that_cannot_be_used_is_left_alone_and_links_lead_on(db: Path, kind: str) -> None:
    ledger(db)
    with closing(sqlite3.connect(beside(db))) as other:
        if kind == "newer":
            other.execute(f"PRAGMA application_id = {0x5348434B}")
        other.execute("PRAGMA user_version = 900")
        other.execute("CREATE TABLE theirs (x)")
    if kind == "damaged":
        beside(db).write_bytes(b"SQLite format 3\0" + b"\7" * 9000)
    before = beside(db).read_bytes()
    with served(db, before_port="NO CLICKS CAN BE STORED") as server:
        for _time in range(3):
            assert server.ask("/tea").status == 302
        until = time.monotonic() + 60
        while (health := server.health())["status"] != "trouble":  # as soon as it tried to write
            assert time.monotonic() < until
        assert server.ask("/healthz").status == 503
        assert health == {"status": "trouble", "trouble": "clicks", "waiting": True, "dropped": False}
        server.process.kill()
        server.process.wait()
    assert beside(db).read_bytes() == before
    beside(db).unlink()
    with served(db) as server:
        assert server.health()["status"] == "ok"
        assert server.end()[0] == 0
    assert len(rows(db)) == 3


def test_another_server_runs_the_same_application(db: Path) -> None:
    ledger(db)
    words = [sys.executable, "-m", "uvicorn", "sharecli.redirects.asgi:app", "--port", "0", "--no-access-log"]
    with subprocess.Popen(words, env=environment(SHARECLI_DB=str(db)), stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        line = b""
        while b"running on" not in line:
            line = process.stderr.readline()
            assert line, "it ended"
        running = Served(process, int(line.split(b":")[-1].split()[0]), db)
        try:
            assert running.ask("/tea").status == 302
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
    assert len(rows(db)) == 1


def test_two_servers_write_into_one_file(db: Path) -> None:
    ledger(db)
    with served(db) as one, served(db) as other:
        for _time in range(20):
            assert one.ask("/tea").status == other.ask("/tea").status == 302
        one.settled()
        assert len(other.settled()) == 40


def test_the_file_of_clicks_is_its_owners_alone(server: Served, db: Path) -> None:
    if os.name == "posix":
        assert beside(db).stat().st_mode & 0o777 == 0o600
    assert server.health() == {"status": "ok", "trouble": "", "waiting": False, "dropped": False}
