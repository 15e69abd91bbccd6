"""sharecli clicks import: every line of every kind of log accounted for, and the same log twice changes nothing."""

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from clicks import logs
from conftest import Run
from factories import kept_product
from sharecli.clicks import import_records, recognising, taking


@pytest.fixture(autouse=True)
def links(db: Path, run: Run) -> None:
    """Two links, ``moments`` and ``group``."""
    kept_product(db)
    run("config", "set", "base-url", "https://go.example.shop")
    run("link", "new", "longjing", "--channel", "wechat-moments", "--code", "moments")
    run("link", "new", "longjing", "--channel", "telegram", "--code", "group")


def imported(run: Run, *words: object, stdin: bytes = b"", code: int = 0) -> list[dict[str, Any]]:
    said = run("clicks", "import", *map(str, words), "-F", "json", stdin=stdin)
    assert said.code == code, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    for row in rows:
        parts = ("imported", "duplicate", "orphan", "ignored", "bad")
        assert row["read"] == sum(row[part] for part in parts)
    return rows


def one(run: Run, *words: object, **more: Any) -> dict[str, Any]:
    (row,) = imported(run, *words, **more)
    return {key: value for key, value in row.items() if value or key == "read"}


def stored(db: Path, what: str = "*") -> list[tuple[Any, ...]]:
    clicks = sqlite3.connect(db.with_name("clicks.db"))
    try:
        return clicks.execute(
            f"SELECT {what} FROM clicks JOIN agents a ON a.id = agent_id ORDER BY clicks.id"  # noqa: S608 - a test's own
        ).fetchall()
    finally:
        clicks.close()


@pytest.mark.parametrize("kind", list(logs.LOGS))
def test_each_kind_of_log_is_recognised_and_says_the_same(run: Run, db: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "access.log"
    path.write_text(logs.LOGS[kind]() + "\n", "utf-8")
    assert one(run, path) == {"file": "access.log", "as": kind, "read": 1, "imported": 1}
    ((code, at, how, said, app, host, source, visitor),) = stored(
        db, "code, at_ms / 1000, how, clicks.kind, app, ref_host, source, length(visitor)"
    )
    assert (code, at, how, said, app, host) == ("moments", int(logs.AT), "get", "human", "WeChat", "weibo.com")
    assert (source, visitor) == (kind, 8)
    assert one(run, path, "--as", kind)["duplicate"] == 1


def test_the_same_log_rotated_packed_cut_or_put_together_changes_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    lines = [logs.combined(at=logs.AT + place // 3) for place in range(30)]  # three alike in each second
    path, other = tmp_path / "access.log", tmp_path / "access.log.1"
    path.write_text("\n".join(lines) + "\n")
    assert one(run, path)["imported"] == 30
    assert one(run, path)["duplicate"] == 30
    path.rename(other)
    path.write_text(logs.combined(at=logs.AT + 100) + "\n")
    packed = tmp_path / "access.log.2.gz"
    packed.write_bytes(gzip.compress(other.read_bytes()[:2000]) + gzip.compress(other.read_bytes()[2000:]))
    assert [row["imported"] for row in imported(run, path, other, packed)] == [1, 0, 0]
    assert one(run, "-", stdin=path.read_bytes() + other.read_bytes())["duplicate"] == 31
    tail = "\n".join(lines[15:]).encode()
    assert one(run, "-", stdin=tail) == {"file": "-", "as": "nginx", "read": 15, "duplicate": 15}
    assert len(stored(db)) == 31


def test_a_cut_between_two_lines_alike_costs_a_click_and_counts_none_twice(run: Run, tmp_path: Path) -> None:
    line, both = logs.combined() + "\n", tmp_path / "both.log"
    for name in ("first.log", "second.log"):
        (tmp_path / name).write_text(line)
    both.write_text(line * 2)
    assert [one(run, tmp_path / name).get("imported", 0) for name in ("first.log", "second.log")] == [1, 0]
    assert one(run, both) == {"file": "both.log", "as": "nginx", "read": 2, "imported": 1, "duplicate": 1}
    for name in ("a1", "b2"):
        (tmp_path / name).write_text(logs.nginx_json(request_id=name))
    assert [one(run, tmp_path / name)["imported"] for name in ("a1", "b2")] == [1, 1]


def test_a_requests_own_id_counts_whatever_else_the_line_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_text("\n".join(logs.nginx_json(request_id=name) for name in ("a1", "b2", "a1")))
    assert one(run, path) == {"file": "access.log", "as": "nginx-json", "read": 3, "imported": 2, "duplicate": 1}


def test_what_is_no_click_is_left_out_and_said(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    lines = [
        logs.nginx_json("/moments"), logs.nginx_json("/MOMENTS/?from=timeline"),
        logs.nginx_json("/group", method="HEAD"),
        logs.nginx_json("/favicon.ico", status=404), logs.nginx_json("/robots.txt"), logs.nginx_json("/"),
        logs.nginx_json("/.env", status=404), logs.nginx_json("/a/b", status=404),
        logs.nginx_json("/about", status=200),
        logs.nginx_json("/moments", method="POST"), logs.nginx_json("/moments", status=502),
        logs.nginx_json("/moments+", status=404), "", logs.nginx_json("/moment", status=404),
        logs.nginx_json("/moments", purpose="prefetch", msec=logs.AT + 1),
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n")
    said = run("clicks", "import", str(path))
    assert [line for line in said.err.splitlines() if "codes" in line] == [
        "note: pages, pictures and files that are no codes: 6"
    ]
    for words in ("answered with an error: 1", "neither GET nor HEAD: 1", "CODE+): 1", "empty lines: 1"):
        assert words in said.err
    again = one(run, path)
    assert again == {"file": "access.log", "as": "nginx-json", "read": 15, "duplicate": 5, "ignored": 10}
    assert stored(db, "code, how, clicks.kind, link_id NOT NULL") == [
        ("moments", "get", "human", 1), ("moments", "get", "human", 1), ("group", "head", "head", 1),
        ("moments", "prefetch", "prefetch", 1), ("moment", "get", "human", 0),
    ]  # fmt: skip
    orphans = json.loads(run("clicks", "orphans", "-F", "json").out)
    assert [(row["code"], row["human"], row["likely"]) for row in orphans] == [("moment", 1, "moments")]


def test_escaped_bytes_are_utf8_and_a_folder_below_the_domain_is_known(run: Run, db: Path, tmp_path: Path) -> None:
    run("config", "set", "base-url", "https://example.shop/go")
    path = tmp_path / "access.log"
    agent = r"Mozilla/5.0 \xE8\x8C\xB6 \x22quoted\x22 \xff MicroMessenger/8"
    path.write_text(logs.combined("/go/moments?x=1", agent=agent) + "\n" + logs.combined("/moments") + "\n")
    assert one(run, path)["imported"] == 2
    assert stored(db, "agent")[0] == ('Mozilla/5.0 茶 "quoted" � MicroMessenger/8',)


HOSTILE = (
    b'{"msec": 1e999, "uri": "/moments"}', b'{"msec": NaN, "uri": "/moments"}', b"[" * 100_000,
    b'{"uri": 5, "msec": 5}',
    b'{"msec": 1792000000.5, "uri": "/moments", "agent": ["x"], "status": 302}', b"\x16\x03\x01\x00",
    b"{", b"null", b"7",
    b'{"msec": 1792000000.5, "uri": "/moments", "remote_addr": {"a": 1}}', b'{"msec": true, "uri": "/moments"}',
    b'{"msec": 99999999999999999999999999, "uri": "/moments"}', b'{"msec": "' + b"9" * 5000 + b'", "uri": "/moments"}',
    b'{"msec": 1792000000.5, "uri": {}, "status": "\xff\xfe"}', b"\xff\xfe\x00", b'{"uri": "/moments"}',
)  # fmt: skip


def test_hostile_lines_are_counted_and_stop_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    wild = logs.nginx_json("/m\x1b[31m\u202e", agent="\ud800\x00=cmd|' /C calc'!A0", status=404, referer="http://[::/")
    lines = [logs.nginx_json().encode(), *HOSTILE, wild.encode("utf-8", "surrogatepass"), b"x" * 3_000_000,
             logs.nginx_json("/group").encode()]  # fmt: skip
    path.write_bytes(b"\n".join(lines))
    said = one(run, path)
    assert (said["imported"], said["bad"], said["orphan"]) == (2, len(HOSTILE) + 1, 1)
    assert "lines cannot be read: 2, 3, 4, 5, 6 …" in run("clicks", "import", str(path)).err
    code, agent = stored(db, "code, agent")[2]
    assert (code + agent).isprintable()
    out = run("clicks", "orphans").out
    assert "\x1b" not in out
    assert "\u202e" not in out


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from([logs.nginx_json().encode(), b"", *HOSTILE]))))
def test_every_line_is_accounted_for(run: Run, tmp_path: Path, lines: list[bytes]) -> None:
    whole = b"\n".join([logs.nginx_json("/group").encode(), *lines])
    (tmp_path / "any.log").write_bytes(whole)
    (row,) = imported(run, tmp_path / "any.log")
    assert row["read"] == whole.count(b"\n") + (not whole.endswith(b"\n"))


@pytest.mark.parametrize("at_once", [True, False])
def test_a_large_log_leaves_a_file_in_which_every_rule_holds(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    monkeypatch.setattr(import_records, "_BULK", 100)
    monkeypatch.setattr(taking, "_BATCH", 500)
    if not at_once:
        monkeypatch.setattr(recognising, "quick", lambda _sample: None)
    lines = [logs.nginx_json("/group", request_id=f"{place:032x}", msec=logs.AT + place) for place in range(6000)]
    lines[3000] = lines[10]
    lines[4000] = logs.nginx_json("/typo", status=404)
    lines[5000] = "{"
    path = tmp_path / "access.log"
    path.write_bytes("\n".join(lines).encode())
    found = one(run, path)
    assert found == {
        "file": "access.log", "as": "nginx-json", "read": 6000, "imported": 5997, "duplicate": 1, "orphan": 1, "bad": 1,
    }  # fmt: skip
    with closing(sqlite3.connect(db.with_name("clicks.db"))) as clicks:
        assert clicks.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert clicks.execute("PRAGMA foreign_key_check").fetchall() == []
        assert "clicks_by_link" in [row[1] for row in clicks.execute("PRAGMA index_list(clicks)")]
    assert one(run, path)["duplicate"] == 5999


def test_no_address_is_in_any_file(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_text("\n".join(make() for name, make in logs.LOGS.items() if name == "nginx-json") + "\n")
    one(run, path)
    for file in db.parent.iterdir():
        assert logs.ADDRESS.encode() not in file.read_bytes()


def test_what_cannot_be_read_is_refused_with_a_command(run: Run, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(b"\0" * 300_000_000, compresslevel=6))
    torn = tmp_path / "torn.gz"
    torn.write_bytes(gzip.compress("\n".join(logs.nginx_json(msec=logs.AT + n) for n in range(500)).encode())[:-20])
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\nhello\n")
    packed = tmp_path / "access.log.xz"
    packed.write_bytes(b"\xfd7zXZ\x00rest")
    for path, words in (
        (bomb, "error["), (letter, "error[unknown-log]"), (packed, "xz -dc"), (tmp_path / "none", "cannot read"),
    ):  # fmt: skip
        said = run("clicks", "import", str(path))
        assert (said.code, words in said.err) == (5, True), said.err
    said = run("clicks", "import", str(torn))
    assert (said.code, "what stood before the break was read" in said.err) == (5, True)
    assert json.loads(run("clicks", "show", "-F", "json").out)[0]["human"] > 300
    good = tmp_path / "good.log"
    good.write_text(logs.combined() + "\n")
    rows = imported(run, letter, good, code=7)  # it was asked for by name
    assert [row["imported"] for row in rows] == [0, 1]


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0), b"\n\n"])
def test_a_log_that_was_rotated_before_anybody_came_is_read(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(content)
    blank = content.count(b"\n") if content == b"\n\n" else 0
    (row,) = imported(run, path)
    assert (row["read"], row["ignored"], row["as"]) == (blank, blank, "")
    assert imported(run, path, "--as", "caddy")[0]["as"] == "caddy"
    assert imported(run, "-", stdin=content)[0]["read"] == blank


def test_what_is_no_log_in_a_folder_is_named_and_left_out(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "nginx"
    folder.mkdir()
    error = '2026/10/14 17:46:40 [error] 7#7: *1 open() "/x" failed (2: No such file), client: 203.0.113.77\n'
    (folder / "error.log").write_text(error)
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = run("clicks", "import", str(folder))
    assert (said.code, "error[unknown-log]" in said.err or "2 logs were not read" in said.err) == (7, True), said.err
    (folder / "access.log").write_text(logs.combined() + "\n")
    (folder / "access.log.1").write_bytes(b"")
    said = run("clicks", "import", str(folder), "-F", "json")
    assert (said.code, [row["file"] for row in json.loads(said.out)]) == (0, ["access.log", "access.log.1"]), said.err
    assert f"note: left out: “{folder / 'error.log'}” is no log that can be read" in said.err
    assert "photo.png” is no log" in said.err
    assert run("clicks", "import", str(folder / "error.log")).code == 5
    (folder / "access.log.2.gz").write_bytes(gzip.compress(logs.combined().encode())[:-9])
    assert run("clicks", "import", str(folder)).code == 7  # a log that is damaged is a log


def agentless() -> dict[str, str]:
    """A request as each kind of log has it that is not set up to keep user agents."""
    nginx = json.loads(logs.nginx_json())
    caddy = json.loads(logs.caddy())
    cloudflare = json.loads(logs.cloudflare())
    del nginx["agent"], caddy["request"]["headers"], cloudflare["ClientRequestUserAgent"]
    return {
        "nginx": logs.combined().partition(' "https://weibo')[0], "nginx-json": json.dumps(nginx),
        "caddy": json.dumps(caddy), "cloudflare": json.dumps(cloudflare),
        "csv": "time,code,ip\n2026-10-14T17:46:40Z,moments,203.0.113.77",
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(logs.LOGS))
@pytest.mark.parametrize("at_once", [True, False])
def test_a_log_without_user_agents_calls_nobody_a_machine(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, *, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(recognising, "quick", lambda _sample: None)
    path = tmp_path / "access.log"
    path.write_text(agentless()[kind] + "\n")
    assert one(run, path) == {"file": "access.log", "as": kind, "read": 1, "imported": 1}
    assert stored(db, "clicks.kind, app, a.kind") == [("unknown", "", "unknown")]
    assert run("clicks", "reclassify", "--all", "-F", "json").out.strip() == "[]"
    assert "access.log: where it keeps no user agent" in run("clicks", "import", str(path)).err
    path.write_text(logs.nginx_json(agent="(unknown)") + "\n")
    assert "keeps no user agent" not in run("clicks", "import", str(path)).err


@pytest.mark.parametrize("kind", list(logs.LOGS))
def test_a_user_agent_that_is_empty_is_still_a_machine(run: Run, db: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "access.log"
    lines = {
        "nginx": logs.combined(agent="-"), "nginx-json": logs.nginx_json(agent=""), "caddy": logs.caddy(agent=""),
        "cloudflare": logs.cloudflare(agent=""), "csv": "time,code,agent\n2026-10-14T17:46:40Z,moments,\n",
    }  # fmt: skip
    path.write_text(lines[kind] + "\n")
    assert one(run, path)["imported"] == 1
    assert stored(db, "clicks.kind") == [("bot",)]


def test_a_csv_of_ones_own_with_the_sellers_clock(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(
        '时间;短码;浏览器\n2026/10/14 12:00:00;moments;"Mozilla/5.0\nMicroMessenger/8"\nsoon;moments;x\nonly\n'
    )
    assert one(run, path) == {"file": "visits.csv", "as": "csv", "read": 3, "imported": 1, "bad": 2}
    assert stored(db, "at_ms") == [(1_791_950_400_000,)]


@pytest.mark.parametrize("kind", ["nginx", "vhost", "nginx-json", "caddy", "csv"])
def test_as_many_addresses_are_as_many_visitors_in_every_kind_of_log(run: Run, tmp_path: Path, kind: str) -> None:
    addresses = [f"203.0.113.{place}" for place in range(15)] + [f"2001:db8:{place:x}::1" for place in range(15)]
    lines = {
        "nginx": lambda: [logs.combined(address=one) for one in addresses],
        "vhost": lambda: [f"go.example.shop:443 {logs.combined(address=one)}" for one in addresses],
        "nginx-json": lambda: [logs.nginx_json(remote_addr=one) for one in addresses],
        "caddy": lambda: [logs.caddy(address=one) for one in addresses],
        "csv": lambda: [
            "time,code,ip,agent",
            *(f"2026-10-14T17:46:40Z,moments,{one},{logs.PHONE.replace(',', '')}" for one in addresses),
        ],
    }[kind]()
    (tmp_path / "access.log").write_text("\n".join(lines) + "\n")
    assert one(run, tmp_path / "access.log")["imported"] == 30
    (row,) = json.loads(run("link", "clicks", "moments", "-F", "json").out)
    assert (row["human"], row["visitors"]) == (30, 30)


def test_a_name_a_user_and_a_list_of_addresses_are_told_apart(run: Run, db: Path, tmp_path: Path) -> None:
    rest = logs.combined().partition(" - - ")[2]
    starts = ("203.0.113.1 - -", "host.example.net - -", "203.0.113.2 - an na", "203.0.113.3, 203.0.113.9 - -",
              "203.0.113.4, 203.0.113.9 - -", "go.example.shop 203.0.113.5 - -", "203.0.113.6 ident -")  # fmt: skip
    (tmp_path / "access.log").write_text("".join(f"{start} {rest}\n" for start in starts))
    assert one(run, tmp_path / "access.log")["imported"] == len(starts)
    assert len({row[0] for row in stored(db, "visitor")}) == len(starts)


@pytest.mark.parametrize("kind", ["nginx-json", "caddy", "cloudflare", "vhost", "csv", "csv of addresses"])
def test_another_domain_is_no_click_and_is_named(run: Run, db: Path, tmp_path: Path, kind: str) -> None:
    hosts = [
        "go.example.shop",
        "www.example.shop",
        "GO.Example.Shop:443",
        "",
        "_",
        "go.example.shop.",
        "xn--lmr.example",
    ]
    lines = {
        "nginx-json": lambda: [logs.nginx_json(host=one) for one in hosts],
        "caddy": lambda: [logs.caddy(host=one) for one in hosts],
        "cloudflare": lambda: [logs.cloudflare(host=one, ray=f"r{place}") for place, one in enumerate(hosts)],
        "vhost": lambda: [f"{one or '-'} {logs.combined()}" for one in hosts],
        "csv": lambda: ["time,code,host", *(f"2026-10-14T17:46:40Z,moments,{one}" for one in hosts)],
        "csv of addresses": lambda: [
            "time,url",
            *(f"2026-10-14T17:46:40Z,https://{one or hosts[0]}/moments" for one in hosts),
        ],
    }[kind]()
    path = tmp_path / "access.log"
    path.write_text("\n".join(lines) + "\n")
    found = one(run, path)
    assert (found["imported"] + found.get("duplicate", 0), found["ignored"]) == (5, 2)
    said = run("clicks", "import", str(path)).err
    assert "requests for other domains than go.example.shop: 2 (www.example.shop, xn--lmr.example)" in said
    assert len(stored(db)) == found["imported"]


def test_without_a_base_url_every_domain_is_the_sellers(run: Run, tmp_path: Path) -> None:
    assert run("config", "set", "base-url", "").code == 0
    (tmp_path / "access.log").write_text(logs.nginx_json(host="a.example") + "\n" + logs.nginx_json(host="b.example"))
    assert one(run, tmp_path / "access.log")["imported"] == 2


@pytest.mark.parametrize("at_once", [True, False])
def test_who_was_turned_away_is_kept_as_that_and_not_counted(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(recognising, "quick", lambda _sample: None)
    statuses = (302, 410, 404, 410, 502, 429)
    lines = [logs.nginx_json(status=status, msec=logs.AT + place) for place, status in enumerate(statuses)]
    path = tmp_path / "access.log"
    path.write_text("\n".join(lines) + "\n")
    assert one(run, path) == {"file": "access.log", "as": "nginx-json", "read": 6, "imported": 4, "ignored": 2}
    assert sorted(stored(db, "at_ms, led")) == [
        (int(logs.AT * 1000) + 1000 * place, led) for place, led in enumerate((1, 0, 0, 0))
    ]
    again = run("clicks", "import", str(path), "-F", "json")
    assert "3 clicks were turned away with 404 or 410, and are kept as that" in again.err
    assert "answered with an error: 2" in again.err
    assert json.loads(again.out)[0]["duplicate"] == 4
    (row,) = json.loads(run("link", "clicks", "moments", "-F", "json").out)
    assert (row["human"], row["turned_away"]) == (1, 3)


def test_the_lines_of_a_csv_are_named_as_an_editor_counts_them(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text('time,code,agent\n2026-10-14T17:46:40Z,moments,"a\nb"\nsoon,moments,x\n\n2026-10-14T17:46:40Z\n')
    assert "2 lines cannot be read: 4, 6" in run("clicks", "import", str(path)).err
