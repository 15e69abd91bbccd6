"""The application without a server: what an ASGI server may do to it, and what each word becomes."""

import asyncio
import json
import logging
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from redirects.served import THERE, change, ledger, rows
from sharecli.clicks.addresses import asked as asked_by_a_log
from sharecli.clicks.store import beside
from sharecli.redirects import asgi, pages
from sharecli.redirects.asgi import Redirects
from sharecli.redirects.asking import below, word_of
from sharecli.redirects.lookup import Ledger, OutOfReach
from sharecli.redirects.meant import dropped, slips, variants

type_messages = list[MutableMapping[str, Any]]


def scope(path: str, method: str = "GET", **over: Any) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "headers": [], "client": ("203.0.113.7", 5)} | over


async def asked(app: Redirects, given: dict[str, Any], *said: str) -> type_messages:
    """What the application sends, when it is told these things one after the other."""
    sent: type_messages = []
    heard = iter(said)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": next(heard)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await app(given, receive, send)
    return sent


def test_a_server_that_tells_nobody_when_it_starts_is_served_all_the_same(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHARECLI_DB", str(ledger(db)))
    app = Redirects()
    start, body = asyncio.run(asked(app, scope("/tea")))
    app.close()
    app.close()
    assert (start["status"], dict(start["headers"])[b"location"], body["body"]) == (302, THERE.encode(), b"")
    assert len(rows(db)) == 1


WORDS = (
    "tee", "TEE/", "tee+", "tea+", "wp-admin/x.php", "sitemap.xml", "admin", "settings", "a" * 64, "a" * 65, " tee ",
    "tee.", "tee。", "go/tee", "a/b", ".well-known/x", "+", "",
)  # fmt: skip


def test_an_orphan_is_the_same_in_the_server_and_in_its_log(db: Path) -> None:
    app = Redirects(ledger(db))
    for word in WORDS:
        asyncio.run(asked(app, scope(f"/{word}")))
    app.close()
    kept = [row["code"] for row in rows(db)]
    assert kept == [one.code for word in WORDS if (one := asked_by_a_log(f"/{word}", {"tea": 1})).left is None]
    assert kept == ["tee", "tee", "a" * 64, "tee", "tee。"]


def test_what_is_no_code_is_no_orphan_while_the_ledger_is_away_either(db: Path) -> None:
    app = Redirects(ledger(db))
    app.open()
    db.rename(db.with_name("away"))
    for word in ("wp-admin/x.php", "admin", "tee+", "tea"):
        assert asyncio.run(asked(app, scope(f"/{word}")))[0]["status"] == 503
    app.close()
    assert [row["code"] for row in rows(db)] == ["tea"]


def test_importing_it_opens_nothing(db: Path) -> None:
    assert isinstance(asgi.app, Redirects)
    assert not db.parent.exists()


@pytest.mark.parametrize(
    ("said", "told"), [("", True), ("day-hash", True), ("no-visitor", False), ("novisitor", False)]
)
def test_the_environment_says_whether_visitors_are_told_apart(
    db: Path, monkeypatch: pytest.MonkeyPatch, said: str, *, told: bool
) -> None:
    monkeypatch.setenv("SHARECLI_PRIVACY", said)
    app = Redirects(ledger(db))
    asyncio.run(asked(app, scope("/tea")))
    app.close()
    assert (rows(db)[0]["visitor"] is not None) is told


def test_life_begins_and_ends_as_asgi_has_it(db: Path) -> None:
    app = Redirects(ledger(db))
    sent = asyncio.run(asked(app, {"type": "lifespan"}, "lifespan.startup", "lifespan.shutdown"))
    assert [one["type"] for one in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    beside(db).write_text("theirs " * 100)
    sent = asyncio.run(asked(Redirects(db), {"type": "lifespan"}, "lifespan.startup", "lifespan.shutdown"))
    assert [one["type"] for one in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert beside(db).read_text() == "theirs " * 100


def test_a_websocket_is_closed(db: Path) -> None:
    (sent,) = asyncio.run(asked(Redirects(ledger(db)), {"type": "websocket"}, "websocket.connect"))
    assert sent["type"] == "websocket.close"


def test_a_ledger_that_is_too_old_is_said_to_be_in_trouble(db: Path, caplog: pytest.LogCaptureFixture) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(ledger(db))) as older:
        older.execute("DROP VIEW link_targets")
    app = Redirects(db)
    with caplog.at_level(logging.ERROR):
        start, body = [asyncio.run(asked(app, scope("/healthz"))) for _time in range(2)][1]
    app.close()
    assert start["status"] == 503
    assert json.loads(body["body"]) == {"status": "trouble", "trouble": "ledger", "waiting": False, "dropped": False}
    assert [one.message for one in caplog.records] == ["links cannot be looked up: no such table: link_targets"]


@pytest.mark.parametrize("content", [b"", b"theirs " * 1000])
def test_a_file_that_is_not_ours_is_never_served(db: Path, content: bytes) -> None:
    db.parent.mkdir(parents=True)
    db.write_bytes(content)
    with pytest.raises(OutOfReach):
        Ledger(db).target("tea")
    assert db.read_bytes() == content


def test_a_moment_that_the_link_closes_at_is_outside_and_the_one_it_opens_at_inside(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger(db, opens_at="2026-10-01T00:00:00Z", closes_at="2026-11-01T00:00:00Z")
    app = Redirects(db)

    def status(moment: str) -> int:
        monkeypatch.setattr(asgi, "stamp", lambda _now: moment)
        found: int = asyncio.run(asked(app, scope("/tea")))[0]["status"]
        return found

    assert [status(one) for one in ("2026-09-30T23:59:59Z", "2026-10-01T00:00:00Z")] == [404, 302]
    assert [status(one) for one in ("2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z")] == [302, 410]
    change(db, "tea", status="retired")
    assert status("2026-10-15T00:00:00Z") == 410
    app.close()


@settings(max_examples=150, deadline=None)
@given(path=st.text(st.characters(), max_size=30), query=st.binary(max_size=10))
def test_no_path_breaks_it(path: str, query: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    app = _shared(tmp_path_factory)
    start, body = asyncio.run(asked(app, scope(f"/{path}", query_string=query)))
    assert start["status"] in {200, 204, 404, 302}
    assert b"<script" not in body.get("body", b"")
    for name, value in start["headers"]:
        assert b"\r" not in name + value
        assert b"\n" not in name + value


_apps: list[Redirects] = []


def _shared(factory: pytest.TempPathFactory) -> Redirects:
    if not _apps:
        _apps.append(Redirects(ledger(factory.mktemp("shared") / "sharecli.db")))
    return _apps[0]


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en-US,zh;q=0.9", "en"),
        ("de, zh;q=0.4, en;q=0.5", "en"),
        ("fr", "en"),
        ("", "en"),
        ("zh;q=much", "en"),
        ("zh;q=0", "en"),
        ("," * 300 + "zh", "en"),
    ],
)
def test_a_page_speaks_what_the_browser_likes_better(said: str, spoken: str) -> None:
    assert pages.language({"accept-language": said}) == spoken


def test_both_languages_say_the_same_things() -> None:
    english, chinese = pages._words("en"), pages._words("zh")
    assert english.keys() == chinese.keys()
    for name, words in english.items():
        assert {word for word in ("{code}", "{host}", "{day}") if word in words} == {
            word for word in ("{code}", "{host}", "{day}") if word in chinese[name]
        }


@pytest.mark.parametrize(
    ("path", "root", "word"),
    [
        ("/Tea/", "", "tea"),
        ("/tea//", "", "tea/"),
        ("/r/tea", "/r", "tea"),
        ("/", "", ""),
        ("", "", ""),
        ("//tea", "", "/tea"),
    ],
)
def test_a_path_is_a_word(path: str, root: str, word: str) -> None:
    assert word_of({"path": path, "root_path": root}) == word


@pytest.mark.parametrize(
    ("prefix", "word", "left"),
    [
        ("/go", "go/tea", "tea"),
        ("/go", "tea", "tea"),
        ("/go", "go", ""),
        ("/Go/To", "go/to/tea", "tea"),
        ("/go", "gone", "gone"),
    ],
)
def test_a_word_lies_below_the_sellers_path(prefix: str, word: str, left: str) -> None:
    assert below(prefix, word) == left


def test_one_slip_of_the_hand_is_offered_and_two_are_not(db: Path) -> None:
    there = "https://shop.example/"
    found = Ledger(ledger(db, {"spring-tea": there, "k7m2xq9": there, "k7m2xq8": there}))
    for said in ("sprng-tea", "spring-te", "pring-tea", "sprnig-tea", "spring-teaa", "springtea", "springtea。快来"):
        assert found.alike(said) == ["spring-tea"], said
    assert found.alike("k7m2xq") == ["k7m2xq8", "k7m2xq9"]
    for said in ("sprngtea", "sprg-tea", "k7m2x", "k7m2xqw", "s", "", "spring-tea"):
        assert found.alike(said) == [], said
    change(db, "spring-tea", status="retired")
    assert found.alike("springtea") == []
    found.close()


@settings(max_examples=60, deadline=None)
@given(code=st.text("ab-7", min_size=1, max_size=9))
def test_what_is_offered_is_one_slip_away(code: str) -> None:
    def without_one(word: str) -> set[str]:
        return {word[:place] + word[place + 1 :] for place in range(len(word))}

    head = code.rstrip("-")
    for one in slips(code) + dropped(code):
        swapped = len(one) == len(head) and sorted(one) == sorted(head)
        assert swapped or one in without_one(head) or head in without_one(one)


def test_a_storm_of_unknown_codes_is_looked_up_dearly_a_few_times_only(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("sharecli.redirects.meant.time.monotonic", lambda: now)
    found = Ledger(ledger(db, {"shoes": "https://shop.example/"}))
    assert [bool(found.alike("shoe")) for _time in range(25)] == [True] * 20 + [False] * 5
    assert found.alike("5hoes") == ["shoes"]  # what is cheap stays
    now += 3
    assert [bool(found.alike("shoe")) for _time in range(5)] == [True] * 3 + [False] * 2
    now += 3600
    assert sum(bool(found.alike("shoe")) for _time in range(50)) == 20
    found.close()


@given(code=st.text(max_size=90))
def test_what_may_have_been_meant_is_little_and_another_word(code: str) -> None:
    found = variants(code)
    assert len(found) <= 60
    assert code not in found
    assert all(word.isascii() for word in found)


def test_likeness_goes_both_ways() -> None:
    assert "bcd2345" in variants("bcdz345")
    assert "bcdz345" in variants("bcd2345")
    assert variants("shoes2。")[0] == "shoes2"
