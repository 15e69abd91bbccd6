"""Publishing as a seller types it: what is published, what stays out, what is refused, what changed since."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from process import sharecli
from redirects.publish_sites import BASE, a_file, links, many
from sharecli.clicks import store, writing
from sharecli.clicks.model import Hit
from sharecli.redirects.publishing.engines import To, engine
from sharecli.redirects.publishing.manifest import NAME

STATIC = ("cloudflare", "netlify", "html")


def published(run: Run, to: str, folder: Path, *words: str) -> dict[str, Any]:
    said = run("publish", "--to", to, str(folder), *words, "-F", "json")
    assert said.code == 0, said.err
    row: dict[str, Any] = json.loads(said.out)
    return row


def status(run: Run, folder: Path) -> tuple[int, dict[str, Any]]:
    said = run("publish", "status", str(folder), "-F", "json")
    return said.code, json.loads(said.out)


def led(folder: Path) -> dict[str, str]:
    """Code to where it leads, of a folder of rules."""
    lines = (folder / "_redirects").read_text().splitlines()
    rules = [line.split() for line in lines if line.startswith("/") and " http" in line]
    return {words[0].lstrip("/"): words[1] for words in rules}


def test_both_spellings_work_wherever_the_words_stand(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(2))
    folder = str(home / "out")
    for words in (("--to", "nginx", folder), (folder, "--to", "nginx"), ("-n", folder, "--to=caddy", "-F", "json")):
        assert run("publish", *words).code == 0, words
    assert run("publish", "status", folder).code == 0
    assert run("publish", "status", "-F", "json", folder).code == 0
    (home / "status").mkdir()
    assert run("publish", "--to", "html", str(home / "status")).code == 0


def test_both_spellings_work_in_the_real_command(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(2))
    said = sharecli("publish", "--to", "nginx", str(home / "out"))
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.decode() == (f"2 redirects for nginx in {home}/out\nthen: nginx -t && nginx -s reload\n")
    said = sharecli("publish", "status", str(home / "out"))
    assert said.returncode == 0
    assert said.stdout.decode().endswith("nothing changed since\n")
    helped = sharecli("publish", "--help", env={"COLUMNS": "140"}).stdout.decode()
    assert "| status DIR" in helped
    assert f"<{'|'.join(To)}>" in helped
    assert "[DIR]" not in sharecli("publish", "status", "--help").stdout.decode()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "--to is missing"),
        (("--to", "nginx"), 2, "the folder is missing"),
        (("--to", "apache", "x"), 2, "“apache” is not one of"),
        (("--to", "nginx", "x", "y"), 2, "too many words: y"),
        (("status",), 2, "DIR is missing"),
        (("status", "nowhere"), 3, "nothing was published into “nowhere”"),
        (("--to", "html", "x", "--log", "/a"), 2, "HTML writes no log"),
        (("--to", "nginx", "x", "--log", "a.log"), 2, "no absolute path"),
        (("--to", "nginx", "x", "--log", '/a";'), 2, "no absolute path"),
        (("--to", "caddy", "x", "--log", "/a\nb"), 2, "no absolute path"),
    ],
)
def test_wrong_words_are_answered_in_one_sentence(run: Run, words: tuple[str, ...], code: int, sentence: str) -> None:
    a_file(run)
    said = run("publish", *words)
    assert said.code == code
    assert sentence in said.err
    assert len(said.err.splitlines()) == 2


def test_without_a_domain_the_command_that_sets_one_is_told(run: Run, home: Path) -> None:
    a_file(run, base="")
    said = run("publish", "--to", "nginx", str(home / "out"))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "error[no-base-url]: no base-url is set, so there are no short links to publish\n"
        " hint: sharecli config set base-url https://go.example.shop\n"
    )
    assert not (home / "out").exists()


def test_no_link_at_all_is_refused_unless_it_is_meant(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    said = run("publish", "--to", "nginx", str(home / "out"))
    assert said.code == 1
    assert "error[nothing-to-publish]" in said.err
    for to in To:
        assert published(run, to, home / to, "--force")["redirects"] == 0
    links(db, many(1))
    assert published(run, "html", home / "html")["redirects"] == 1
    with sqlite3.connect(db) as file:
        file.execute("UPDATE links SET status = 'retired'")
    assert run("publish", "--to", "html", str(home / "html")).code == 1
    assert (home / "html" / "k00000.html").exists()
    assert published(run, "html", home / "html", "--force")["removed"] == ["k00000.html"]


def test_what_is_closed_leads_to_its_fallback_or_nowhere(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    past, later = "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"
    other = "https://s.example/other"
    links(db, {"open": "https://s.example/open"}, opens_at=past)
    links(db, {"until": "https://s.example/until"}, closes_at=later)
    links(db, {"notyet": "https://s.example/notyet"}, opens_at=later)
    links(db, {"over": "https://s.example/over"}, closes_at="2026-10-15T04:00:00Z")  # this very second
    links(db, {"over2": "https://s.example/over"}, closes_at=past, fallback=other)
    links(db, {"notyet2": "https://s.example/x"}, opens_at="2026-10-20T00:00:00Z", fallback=other)
    links(db, {"gone": "https://s.example/gone"}, status="retired")
    links(db, {"gone2": "https://s.example/gone"}, status="retired", fallback=other)
    said = run("publish", "--to", "netlify", str(home / "out"))
    assert said.code == 0
    assert led(home / "out") == {
        "open": "https://s.example/open", "until": "https://s.example/until", "over2": other, "notyet2": other,
        "gone2": other,
    }  # fmt: skip
    assert said.err.splitlines() == [
        "note: 1 link is left out: not open yet",
        "note: 1 link is left out: closed by its date",
        "note: 1 link is left out: retired",
        "note: 1 link leads to its fallback: not open yet",
        "note: 1 link leads to its fallback: closed by its date",
        "note: 1 link leads to its fallback: retired",
        "note: Netlify knows no clock: 3 links open or close later, the next at 2026-10-20 08:00; publish again then",
        "note: Netlify hands out no log: clicks on these links stay unknown",
    ]
    row = published(run, "netlify", home / "out")
    assert row["changes_at"] == "2026-10-20T00:00:00Z"
    assert {(one["code"], one["why"], one["leads_to"]) for one in row["rows"]} == {
        ("notyet", "not-yet", ""), ("over", "over", ""), ("gone", "retired", ""), ("over2", "over", other),
        ("notyet2", "not-yet", other), ("gone2", "retired", other),
    }  # fmt: skip


def test_a_link_that_counts_people_is_told_of(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, {"first": "https://s.example/1", "second": "https://s.example/2"}, max_clicks=100)
    said = run("publish", "--to", "nginx", str(home / "out"))
    assert said.err.startswith("note: nginx does not count: 2 links let people through until its log is imported")


def test_people_who_came_are_counted_where_they_are_known(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, {"first": "https://s.example/1", "second": "https://s.example/2"}, max_clicks=2)
    links(db, {"third": "https://s.example/3"}, max_clicks=2, fallback="https://s.example/other")
    person = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50"
    agents = {1: [person, person], 2: [person, "WhatsApp/2.23", "curl/8.0"], 3: [person, person, person]}
    hits = [
        Hit(link, "x", 1_790_000_000_000, "get", one, "", None, "test") for link, all_ in agents.items() for one in all_
    ]
    with closing(store.open_writer(store.beside(db))) as writer:
        writing.add(writer, hits)
    said = run("publish", "--to", "netlify", str(home / "out"))
    assert led(home / "out") == {"second": "https://s.example/2", "third": "https://s.example/other"}
    assert said.err.splitlines()[:3] == [
        "note: 1 link is left out: as many people as it lets through",
        "note: 1 link leads to its fallback: as many people as it lets through",
        "note: Netlify does not count: 1 link lets any number of people through",
    ]


def test_what_is_never_shortened_is_left_out(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    there = "https://www.amazon.com/dp/B0CX23V2ZK"
    words = ("--title", "A", "--code", "amz", "--price", "9", "--currency", "USD")
    assert run("product", "add", there, *words).code == 0
    links(db, {"amazon": there, "elsewhere": "https://s.example/"}, product_id=2)
    links(db, {"tea": "https://item.taobao.com/item.htm?id=6100"})
    links(db, {"sneaky": there})
    links(
        db, {"fallsback": "https://s.example/"}, closes_at="2026-10-01T00:00:00Z", fallback="https://amazon.de/dp/B0C"
    )
    said = run("publish", "--to", "cloudflare", str(home / "out"))
    assert "note: 4 links are left out: the platform forbids short links" in said.err
    assert set(led(home / "out")) == {"tea"}


def test_cloudflare_takes_2000_and_refuses_one_more_with_a_way_out(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(2000))
    assert published(run, "cloudflare", home / "out")["redirects"] == 2000
    before = (home / "out" / "_redirects").read_bytes()
    links(db, {"more": "https://s.example/"})
    said = run("publish", "--to", "cloudflare", str(home / "out"))
    assert (said.code, said.out) == (1, "")
    assert (
        "error[too-many-redirects]: Cloudflare takes 2,000 redirects, and there are 2,001; nothing was written"
        in said.err
    )
    assert "sharecli publish --to nginx DIR" in said.err
    assert (home / "out" / "_redirects").read_bytes() == before
    assert run("publish", "--to", "cloudflare", str(home / "new")).code == 1
    assert not (home / "new").exists()
    assert published(run, "netlify", home / "netlify")["redirects"] == 2001


@pytest.mark.parametrize(("to", "room"), [("cloudflare", 1000), ("nginx", 4000)])
def test_a_redirect_that_is_too_long_is_refused_and_never_cut(
    run: Run, home: Path, db: Path, to: str, room: int
) -> None:
    a_file(run)
    if to == "cloudflare":
        start, most = "https://s.example/?", room - len("/c  302") - len("https://s.example/?")
        links(db, {"c": start + "x" * most})
        assert published(run, to, home / "out")["redirects"] == 1
        links(db, {"d": start + "x" * (most + 1)})
    else:
        links(db, {"d": "https://s.example/?" + "$" * 500})
    said = run("publish", "--to", to, str(home / "new"))
    assert said.code == 1
    assert (
        f"error[redirect-too-long]: 1 link is longer than {engine(To(to)).name} takes: d; nothing was written"
        in said.err
    )
    assert "sharecli link retarget d URL" in said.err
    assert not (home / "new").exists()


def test_netlify_is_told_to_become_slow_where_its_makers_say_so(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(10_000))
    said = run("publish", "--to", "netlify", str(home / "out"))
    assert said.code == 0
    assert "note: Netlify becomes slow with more than 9,999 redirects: https://docs.netlify.com/" in said.err


def test_status_says_what_changed_and_ends_with_one(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, {"stays": "https://s.example/1", "moves": "https://s.example/2", "goes": "https://s.example/3"})
    links(db, {"closes": "https://s.example/4"}, closes_at="2026-10-15T04:00:01Z")
    folder = home / "my shop"
    published(run, "html", folder)
    assert status(run, folder) == (0, {
        "to": "html", "folder": str(folder), "base_url": BASE, "at": "2026-10-15T04:00:00Z", "redirects": 4,
        "current": True, "moved": False, "unfinished": False, "changes_at": "2026-10-15T04:00:01Z", "rows": [],
    })  # fmt: skip
    with sqlite3.connect(db) as file:
        file.execute("UPDATE links SET destination = 'https://s.example/new' WHERE code = 'moves'")
        file.execute("UPDATE links SET status = 'retired' WHERE code = 'goes'")
        file.execute("UPDATE links SET closes_at = '2026-10-15T04:00:00Z' WHERE code = 'closes'")
    links(db, {"comes": "https://s.example/5"})
    (folder / "stays.html").write_text("mine")
    (folder / "404.html").unlink()
    code, row = status(run, folder)
    assert (code, row["current"]) == (1, False)
    assert [(one["code"] or one["file"], one["change"]) for one in row["rows"]] == [
        ("closes", "gone"), ("comes", "new"), ("goes", "gone"), ("moves", "leads elsewhere"), ("404.html", "missing"),
        ("stays.html", "changed by hand"),
    ]  # fmt: skip
    said = run("publish", "status", str(folder))
    assert said.err == (
        f"error[publish-outdated]: “{folder}” is not up to date: 6 changes\n"
        f" hint: sharecli publish --to html '{folder}' --force\n"
    )
    assert "changed by hand" in said.out
    published(run, "html", folder, "--force")
    assert status(run, folder)[0] == 0
    assert sorted(one.name for one in folder.iterdir()) == [
        ".nojekyll", "404.html", "comes.html", "moves.html", NAME, "stays.html",
    ]  # fmt: skip


def test_another_domain_is_a_change(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(1))
    published(run, "netlify", home / "out")
    assert run("config", "set", "base-url", f"{BASE}/go").code == 0
    code, row = status(run, home / "out")
    assert (code, row["moved"]) == (1, True)
    assert published(run, "netlify", home / "out")["base_url"] == f"{BASE}/go"
    assert "\n/go/k00000 https" in (home / "out" / "_redirects").read_text()


def test_a_dry_run_writes_nothing(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(3))
    row = published(run, "html", home / "out", "--dry-run")
    assert (row["dry_run"], row["redirects"], row["files"]) == (True, 3, 5)
    assert not (home / "out").exists()


def test_the_log_that_was_named_once_stays(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(1))
    published(run, "nginx", home / "out", "--log", "/srv/log/links.json")
    assert published(run, "nginx", home / "out")["log"] == "/srv/log/links.json"
    assert 'access_log "/srv/log/links.json" sharecli;' in (home / "out" / "sharecli-server.conf").read_text()
    assert published(run, "caddy", home / "out")["log"] == "/var/log/caddy/sharecli.json"


def test_another_engine_takes_the_place_of_the_one_before(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(2))
    (home / "out").mkdir()
    (home / "out" / "CNAME").write_text("go.example.shop")
    for to in To:
        published(run, to, home / "out")
        names = {one.name for one in (home / "out").iterdir()}
        wanted = {name.format(code=code) for name in engine(to).files for code in many(2)}
        assert names == wanted | {NAME, "CNAME"}


def test_every_engine_says_where_its_limits_come_from() -> None:
    for to in To:
        assert engine(to).source.startswith("https://")
        assert engine(to).files


def test_a_name_that_the_host_needs_is_left_out(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, {"404": "https://s.example/1", "fine": "https://s.example/2"})
    said = run("publish", "--to", "html", str(home / "out"))
    assert "note: 1 link is left out: the host needs a page of that name" in said.err
    assert published(run, "netlify", home / "other")["redirects"] == 2
