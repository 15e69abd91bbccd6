"""link push, link sync and link new --via: links that others carry, with real servers at the other end."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from backends.far_ends import ENGINES, KEY, FakeKutt, FakeShlink, FakeYourls, FarEnd, served
from backends.strangers import Stranger, certified, listening, reply
from conftest import Run
from factories import kept_people, kept_product
from sharecli.backends import services, shorteners

Listen = Callable[..., FarEnd]
SHOP = "https://shop.example.com/tea?id=7"


@pytest.fixture(autouse=True)
def _file(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARECLI_KEY_MINE", KEY)
    monkeypatch.setenv("SHARECLI_KEY_OTHER", KEY)
    monkeypatch.setattr(shorteners, "PAUSE", 0.0)
    services.services.cache_clear()
    kept_product(db, url=SHOP)
    kept_product(db, url="https://shop.example.com/cup", code="cup", title="Cup")


@pytest.fixture
def added(run: Run) -> Iterator[Listen]:
    """Has a far end listen, and adds it as a backend."""
    with ExitStack() as stack:

        def add(end: FarEnd, kind: str, name: str = "mine", *words: str) -> FarEnd:
            stack.enter_context(served(end))
            address = ("--kind", kind, "--address", end.url, "--allow-private")
            assert run("backend", "add", name, *address, *words).code == 0
            return end

        yield add


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def stranger(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    with listening(certificate) as made:
        monkeypatch.setattr(shorteners, "WIRE", made.wire())
        yield made


def carried(run: Run) -> dict[str, dict[str, Any]]:
    return {f"{row['code']}@{row['backend']}": row for row in json.loads(run("backend", "links", "-F", "json").out)}


def linked(run: Run, *words: str) -> None:
    assert run("link", "new", "longjing", "-c", "telegram", "--code", "tea-tg", *words).code == 0


def test_links_are_pushed_under_their_own_codes_and_once(run: Run, added: Listen) -> None:
    end = added(FakeShlink(), "shlink", "mine", "--domain", "go.example.shop")
    run("link", "new", "--all", "-c", "telegram", "-c", "weibo")
    said = run("link", "push", "--all", "--to", "mine", "-F", "json")
    assert (said.code, said.err) == (0, "note: 4 links are carried now\n")
    rows = json.loads(said.out)
    assert {row["code"] for row in rows} == set(end.links)
    assert {row["url"] for row in rows} == {f"https://go.example.shop/{code}" for code in end.links}
    assert all(row["what"] == "new" and row["state"] == "carried" for row in rows)
    links = {row["code"]: row["destination"] for row in json.loads(run("link", "list", "-F", "json").out)}
    assert {code: one["longUrl"] for code, one in end.links.items()} == links
    asked = len(end.asked)
    before = json.dumps(end.links)
    assert run("link", "push", "--all", "--to", "mine").err == "note: 4 links as before\n"
    assert [one for one in end.asked[asked:] if not one.startswith("GET ")] == []
    assert json.dumps(end.links) == before


def test_a_link_that_leads_elsewhere_is_moved_there_too(run: Run, added: Listen) -> None:
    kutt, yourls = added(FakeKutt(), "kutt"), added(FakeYourls(unique=False), "yourls", "other")
    run("link", "new", "cup", "-c", "telegram", "--code", "cuptg")
    for name in ("mine", "other"):
        assert run("link", "push", "cuptg", "--to", name).code == 0
    run("link", "retarget", "cuptg", "https://shop.example.com/large", "--as-it-is")
    assert all(row["stale"] for row in carried(run).values())
    assert "leads to the old place" in run("backend", "links").out
    said = run("link", "sync")
    assert "note: 1 link leads elsewhere now" in said.err
    assert "[carrier-cannot-edit] “other” cannot lead “cuptg” elsewhere; change it by hand" in said.err
    assert said.code == 7
    assert kutt.links["cuptg"]["target"] == "https://shop.example.com/large"
    assert yourls.links["cuptg"]["url"].startswith("https://shop.example.com/cup")
    assert [row["stale"] for row in carried(run).values()] == [False, True]


def led(end: FarEnd, code: str) -> str:
    one = end.links[code]
    return str(next(one[key] for key in ("longUrl", "target", "url") if key in one))


def lead(end: FarEnd, code: str, there: str) -> None:
    one = end.links[code]
    one[next(key for key in ("longUrl", "target", "url") if key in one)] = there


@pytest.fixture(params=ENGINES)
def pushed(request: pytest.FixtureRequest, run: Run, added: Listen) -> FarEnd:
    """A far end of each kind that carries ``cuptg``."""
    end = added(ENGINES[request.param](), request.param)
    run("link", "new", "cup", "-c", "telegram", "--code", "cuptg")
    assert run("link", "push", "cuptg", "--to", "mine").code == 0
    return end


@pytest.mark.parametrize("synced", [True, False])
def test_a_link_that_a_backend_has_lost_is_told_and_placed_again(run: Run, pushed: FarEnd, *, synced: bool) -> None:
    there = led(pushed, "cuptg")
    pushed.links.clear()
    if synced:
        said = run("link", "sync")
        assert said.code != 0
        assert "cuptg: [carrier-failed] “mine” has “cuptg” no more" in said.err
        assert "hint: sharecli link push cuptg --to mine" in said.err
        row = carried(run)["cuptg@mine"]
        assert (row["state"], row["url"], row["error"]) == ("pending", "", "carrier-failed")
        assert pushed.links == {}
    said = run("link", "push", "cuptg", "--to", "mine")
    assert (said.code, said.err) == (0, "note: 1 link is carried now\n")
    assert led(pushed, "cuptg") == there
    row = carried(run)["cuptg@mine"]
    assert (row["state"], row["error"]) == ("carried", "")
    assert run("link", "sync").code == 0


def test_among_many_links_the_lost_ones_are_named_and_the_command_fails_in_part(run: Run, added: Listen) -> None:
    end = added(FakeKutt(), "kutt")
    run("link", "new", "cup", "-c", "telegram", "-c", "qq", "-c", "weibo")
    run("link", "push", "--all", "--to", "mine")
    lost = sorted(end.links)[:2]
    for code in lost:
        del end.links[code]
    said = run("link", "sync")
    assert said.code == 7
    assert [code for code in carried(run).values() if code["state"] == "pending"]
    assert all(f"“{code}” no more" in said.err for code in lost)
    said = run("link", "sync")
    assert (said.code, "2 links are carried now" in said.err) == (0, True)


def test_a_code_that_is_anothers_by_now_is_neither_taken_nor_called_ours(run: Run, pushed: FarEnd) -> None:
    theirs = "https://others.example/"
    ours = pushed.links.pop("cuptg")
    pushed.links["cuptg"] = ours | {"id": "theirs", "externalId": "theirs"}
    lead(pushed, "cuptg", theirs)
    for command in (("sync",), ("push", "cuptg", "--to", "mine"), ("sync",), ("push", "--all", "--to", "mine")):
        said = run("link", *command)
        assert said.code != 0, command
        assert "as before" not in said.err
        assert led(pushed, "cuptg") == theirs
    assert "delete it there, then: " in said.err
    if carried(run)["cuptg@mine"]["state"] == "carried":  # else it was seen that ours is lost
        assert "(leads to another" in run("backend", "links").out
    run("link", "retarget", "cuptg", "https://shop.example.com/large")
    assert run("link", "sync").code != 0
    assert led(pushed, "cuptg") == theirs
    run("link", "retire", "cuptg")  # what is another's is not taken away
    assert run("link", "sync").code == 0
    assert led(pushed, "cuptg") == theirs
    assert carried(run)["cuptg@mine"]["state"] == "retired"


def test_a_link_that_was_changed_by_hand_where_nobody_else_can_is_settled(run: Run, added: Listen) -> None:
    end = added(FakeYourls(unique=False), "yourls")
    run("link", "new", "cup", "-c", "telegram", "--code", "cuptg")
    run("link", "push", "cuptg", "--to", "mine")
    run("link", "retarget", "cuptg", "https://shop.example.com/large", "--as-it-is")
    assert "[carrier-cannot-edit]" in run("link", "sync").err
    end.links["cuptg"]["url"] = "https://shop.example.com/large"
    for _time in range(2):
        said = run("link", "sync")
        assert (said.code, "carrier-" in said.err) == (0, False), said.err
    row = carried(run)["cuptg@mine"]
    assert (row["stale"], row["error"]) == (False, "")


def test_a_strangers_link_that_leads_to_the_new_place_is_settled(run: Run, stranger: Stranger) -> None:
    linked(run, "--via", "isgd")
    run("link", "retarget", "tea-tg", "https://shop.example.com/large", "--as-it-is")
    assert "[carrier-cannot-edit]" in run("link", "sync").err
    stranger.links["is.gd/x0"] = "https://shop.example.com/large"
    assert run("link", "sync").code == 0
    assert carried(run)["tea-tg@isgd"]["stale"] is False
    asked = len(stranger.asked)
    assert run("link", "push", "tea-tg", "--to", "isgd").code == 0
    assert len(stranger.asked) == asked  # a stranger is not asked without need


def test_who_leads_a_link_as_before_is_said_with_what_to_do(run: Run, added: Listen, stranger: Stranger) -> None:
    del stranger
    added(FakeKutt(), "kutt")
    added(FakeYourls(unique=False), "yourls", "other")
    run("link", "new", "cup", "-c", "telegram", "--code", "cuptg", "--via", "isgd")
    for name in ("mine", "other"):
        assert run("link", "push", "cuptg", "--to", name).code == 0
    err = run("link", "limit", "cuptg", "--max-clicks", "7").err
    assert "note: “cuptg” leads on at https://is.gd/x0, mine, other whatever its limits say" in err
    assert "whatever" not in run("link", "limit", "cuptg", "--no-limit").err
    err = run("link", "retarget", "cuptg", "https://shop.example.com/large").err
    assert "note: “cuptg” still leads to the old place at mine: sharecli link sync\n" in err
    assert (
        "note: “cuptg” still leads to the old place at other: change it there by hand, then sharecli link sync" in err
    )
    assert "note: https://is.gd/x0 still leads to the old place, and nobody can change that\n" in err
    run("link", "sync")
    assert "at mine" not in run("link", "retarget", "cuptg", "https://shop.example.com/large").err
    run("backend", "remove", "other")
    err = run("link", "retire", "cuptg").err
    assert "note: “cuptg” still leads on at mine: sharecli link sync\n" in err
    assert "note: “cuptg” still leads on at other, which is off your list: delete it there by hand\n" in err
    assert "note: https://is.gd/x0 still leads on, and nobody can change that\n" in err
    assert "published" not in err
    run("config", "set", "base-url", "https://go.example.shop")
    linked(run)
    err = run("link", "retire", "tea-tg").err
    assert err == "note: redirects published as files do not know of this yet: sharecli publish status DIR\n"


def test_a_retired_link_is_taken_away_there_or_the_seller_is_told_how(run: Run, pushed: FarEnd) -> None:
    run("link", "retarget", "cuptg", "https://shop.example.com/large")
    run("link", "sync")
    run("link", "retire", "cuptg")
    assert "(retired, and leads on" in " ".join(run("backend", "links").out.split())
    assert "old place" not in run("backend", "links").out
    said = run("link", "sync")
    if isinstance(pushed, FakeYourls):
        assert "[carrier-cannot-edit] “mine” cannot take “cuptg” away; delete it there by hand" in said.err
        assert said.code != 0
        del pushed.links["cuptg"]
        said = run("link", "sync")
    assert (said.code, "1 retired link was taken away there" in said.err) == (0, True), said.err
    assert "cuptg" not in pushed.links
    row = carried(run)["cuptg@mine"]
    assert (row["state"], row["url"], row["stale"], row["error"]) == ("retired", "", False, "")
    asked = len(pushed.asked)
    said = run("link", "sync")
    assert (said.code, len(pushed.asked)) == (0, asked)


def test_what_another_of_the_same_name_carried_is_not_looked_for(run: Run, added: Listen) -> None:
    added(FakeKutt(), "kutt")
    run("link", "new", "cup", "-c", "telegram", "--code", "cuptg")
    run("link", "push", "cuptg", "--to", "mine")
    run("backend", "remove", "mine")
    end = added(FakeShlink(), "shlink")
    assert run("link", "sync").code == 0
    assert end.links == {}
    assert run("link", "push", "cuptg", "--to", "mine").code == 0
    assert list(end.links) == ["cuptg"]


def test_a_backend_that_does_not_say_what_it_has_has_lost_nothing(run: Run, added: Listen) -> None:
    end = added(FakeShlink(), "shlink")
    run("link", "new", "--all", "-c", "telegram", "-c", "weibo")
    run("link", "push", "--all", "--to", "mine")
    answers: list[tuple[int, dict[str, str], bytes]] = [(404, {}, b"<html>"), (500, {}, b"{}"), (200, {}, b"[]")]
    for answer in answers:
        for command in (("sync",), ("push", "--all", "--to", "mine")):
            end.next_answers.append(answer)
            said = run("link", *command)
            assert (said.code != 0, "no more" in said.err) == (True, False), said.err
            assert all(row["state"] == "carried" for row in carried(run).values())
    assert run("link", "sync").code == 0
    assert not any(row["error"] for row in carried(run).values())


def test_visits_come_back_each_by_its_own_rule_and_never_added_up(run: Run, added: Listen) -> None:
    shlink, kutt = added(FakeShlink(), "shlink"), added(FakeKutt(), "kutt", "other")
    linked(run, "--via", "mine")
    run("link", "push", "tea-tg", "--to", "other")
    shlink.links["tea-tg"]["visitsSummary"] = {"total": 12, "nonBots": 9, "bots": 3}
    kutt.links["tea-tg"]["visit_count"] = 7
    said = run("link", "sync", "-F", "json")
    rows = {row["backend"]: row for row in json.loads(said.out)}
    counts = [(row["visits"], row["people"], row["bots"]) for row in rows.values()]
    assert counts == [(12, 9, 3), (7, None, None)]
    assert rows["mine"]["counted"] != rows["other"]["counted"]
    assert "note: shlink counts: each visit but HEAD" in said.err
    assert "note: kutt counts: visits without the machines" in said.err
    assert len(rows) == 2
    lines = [line.split() for line in run("backend", "links").out.splitlines()]
    found = [line[:7] for line in lines if line[0] == "tea-tg"]
    assert found == [["tea-tg", "longjing", "telegram", name, "carried", *count] for name, *count in (
        ("mine", "12", "9"), ("other", "7", "–"),
    )]  # fmt: skip
    kutt.links["tea-tg"]["visit_count"] = 8
    rows = {row["backend"]: row for row in json.loads(run("link", "sync", "--from", "other", "-F", "json").out)}
    assert [row["visits"] for row in rows.values()] == [8]


def test_what_failed_waits_and_is_tried_again(run: Run, added: Listen) -> None:
    end = added(FakeShlink(), "shlink")
    end.next_answers.append((500, {}, b'{"detail": "disk full"}'))
    said = run("link", "new", "longjing", "-c", "telegram", "--code", "tea-tg", "--via", "mine", "-F", "json")
    assert (said.code, "error[carrier-failed]: “mine” answers 500: disk full" in said.err) == (1, True)
    (row,) = json.loads(said.out)
    assert (row["code"], row["via"], row["via_url"], row["via_error"]) == ("tea-tg", "mine", "", "carrier-failed")
    assert carried(run)["tea-tg@mine"]["state"] == "pending"
    said = run("link", "sync")
    assert (said.code, "note: 1 link is carried now" in said.err) == (0, True)
    assert carried(run)["tea-tg@mine"]["state"] == "carried"


def test_one_that_wants_rest_is_left_alone_by_every_command(run: Run, added: Listen, db: Path) -> None:
    end = added(FakeShlink(), "shlink")
    run("link", "new", "cup", "-c", "telegram", "--code", "cup-tg")
    run("link", "new", "--all", "-c", "telegram", "-c", "weibo")
    asked = len(end.asked)
    end.next_answers.append((429, {"Retry-After": "3600"}, b"{}"))
    said = run("link", "push", "--all", "--to", "mine")
    assert "error[part-failed]: 4 links are not carried yet" in said.err
    assert "[carrier-busy] “mine” was asked too often and wants 3600 seconds of rest" in said.err
    assert "3 links were not tried; they wait" in said.err
    assert len(end.asked) == asked + 1
    for words in (("sync",), ("push", "--all", "--to", "mine"), ("push", "cup-tg", "--to", "mine")):
        said = run("link", *words)
        assert said.code == 7
        assert "“mine” was asked too often and wants rest until 2026-10-15 13:00:00" in said.err
    said = run("link", "new", "cup", "-c", "qq", "--via", "mine")  # nor for a link that it never heard of
    assert "1 link was not tried; it waits" in said.err
    assert len(end.asked) == asked + 1
    with sqlite3.connect(db) as file:
        file.execute("UPDATE carried_links SET again_at = '2026-10-15T04:00:00Z' WHERE again_at IS NOT NULL")
    file.close()
    assert run("link", "push", "--all", "--to", "mine").code == 0
    assert len(end.links) == 5


def test_a_backend_without_its_key_keeps_no_other_from_being_asked(
    run: Run, added: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(FakeShlink(), "shlink")
    end = added(FakeKutt(), "kutt", "other")
    linked(run, "--via", "mine")
    run("link", "push", "tea-tg", "--to", "other")
    end.links["tea-tg"]["visit_count"] = 5
    monkeypatch.delenv("SHARECLI_KEY_MINE")
    said = run("link", "sync", "-F", "json")
    assert (said.code, "error[carrier-key]" in said.err) == (1, True)
    assert {row["backend"]: row["visits"] for row in json.loads(said.out)}["other"] == 5


def test_a_link_goes_through_a_stranger_and_the_seller_is_told(run: Run, stranger: Stranger) -> None:
    said = run("link", "new", "longjing", "-c", "telegram", "--code", "tea-tg", "--via", "isgd", "-F", "json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)
    assert (row["via"], row["via_url"], row["via_error"]) == ("isgd", "https://is.gd/x0", "")
    assert "note: isgd is a stranger: it sees where your links lead" in said.err
    assert stranger.links == {"is.gd/x0": row["destination"]}
    assert "warning: on" not in said.err
    assert "https://is.gd/x0" in run("link", "new", "longjing", "-c", "telegram", "--via", "isgd").out
    assert len(stranger.asked) == 2  # asked and tried once, for ever


def test_a_seller_in_wechat_is_warned_of_strangers_links_with_the_rule(run: Run, stranger: Stranger) -> None:
    said = run("link", "new", "longjing", "-c", "wechat-moments", "--via", "isgd")
    assert "note: warning: on wechat-moments a stranger's short link often does not open: " in said.err
    assert "微信外部链接内容管理规范" in said.err
    assert stranger.asked


def test_no_persons_name_goes_to_a_stranger(run: Run, stranger: Stranger, db: Path) -> None:
    kept_product(db, url="https://shop.example.com/pot?utm_term=for-ling&id=8", code="pot", title="Pot")
    kept_people(db, "ling")
    said = run("link", "new", "pot", "-c", "telegram", "--person", "ling", "--via", "isgd")
    assert said.code == 0, said.err
    assert "note: left out because they name a person: utm_term" in said.err
    assert not [one for one in stranger.asked if "ling" in unquote(one)]
    assert "id=8" in stranger.links["is.gd/x0"]
    assert "utm_source=telegram" in stranger.links["is.gd/x0"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(b"<html>"), "carrier-page"),
        (reply(b"https://evil.test/a"), "carrier-wrong-host"),
        (reply(b"", "429 Too Many Requests", Retry_After="60"), "carrier-busy"),
    ],
)
def test_a_link_that_a_stranger_fails_is_there_all_the_same(
    run: Run, stranger: Stranger, answer: bytes, code: str
) -> None:
    stranger.replies = lambda _host, _target: answer
    said = run("link", "new", "longjing", "-c", "telegram", "--code", "tea-tg", "--via", "isgd")
    assert (said.code, f"error[{code}]" in said.err) == (1, True)
    assert "hint: sharecli link sync" in said.err
    assert run("link", "show", "tea-tg").code == 0
    stranger.replies = None
    run("link", "sync")
    after = carried(run)["tea-tg@isgd"]
    assert after["state"] == ("pending" if code == "carrier-busy" else "carried")
    assert after["visits"] is None


def test_a_platform_that_forbids_short_links_keeps_its_own_at_home(run: Run, stranger: Stranger, db: Path) -> None:
    kept_product(db, url="https://www.amazon.com/dp/B0TEST1234", code="lamp", title="Lamp", currency="USD")
    said = run("link", "new", "lamp", "-c", "telegram", "--via", "isgd")
    assert "error[shortening-forbidden]: amazon links stay long" in said.err
    assert "www.amazon.com/dp/B0TEST1234" in said.out  # the link is made all the same
    assert stranger.asked == []
    said = run("link", "new", "lamp", "cup", "-c", "telegram", "--via", "isgd", "-F", "json")
    assert said.code == 0
    assert {row["product"]: row["via_error"] for row in json.loads(said.out)} == {
        "cup": "", "lamp": "shortening-forbidden",
    }  # fmt: skip


def test_a_domain_that_is_not_the_printed_one_is_pointed_out(run: Run, added: Listen) -> None:
    added(FakeShlink(), "shlink")
    run("config", "set", "base-url", "https://go.example.shop")
    linked(run)
    assert (
        "your codes lead to https://go.example.shop, mine answers at"
        in run("link", "push", "--all", "--to", "mine").err
    )


def test_retired_links_are_left_in_peace(run: Run, added: Listen) -> None:
    end = added(FakeShlink(), "shlink")
    linked(run)
    end.next_answers.append((500, {}, b"{}"))
    run("link", "push", "tea-tg", "--to", "mine")
    run("link", "retire", "tea-tg")
    asked = len(end.asked)
    assert run("link", "sync").code == 0
    assert len(end.asked) == asked
    assert "is retired" in run("link", "push", "tea-tg", "--to", "mine").err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("push", "--all"), "usage"),
        (("push", "--to", "isgd"), "usage"),
        (("push", "tea-tg", "--all", "--to", "isgd"), "usage"),
        (("push", "tea-tg", "--to", "isgdd"), "not-found"),
        (("push", "nothing", "--to", "isgd"), "not-found"),
        (("push", "tea-tg", "--to", "gitio"), "carrier-closed"),
        (("push", "tea-tg", "--to", "bitly"), "carrier-key"),
        (("sync", "--from", "nobody"), "not-found"),
        (("new", "longjing", "-c", "qq", "--via", "nobody"), "not-found"),
        (("new", "longjing", "-c", "qq", "--via", "gitio"), "carrier-closed"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, stranger: Stranger, words: tuple[str, ...], code: str) -> None:
    linked(run)
    assert f"error[{code}]" in run("link", *words).err
    assert stranger.asked == []
    assert [row["channel"] for row in json.loads(run("link", "list", "-F", "json").out)] == ["telegram"]


def test_links_with_limits_are_said_to_lose_them_elsewhere(run: Run, added: Listen) -> None:
    added(FakeShlink(), "shlink")
    linked(run)
    run("link", "limit", "tea-tg", "--max-clicks", "100")
    assert "1 link has dates or a most of clicks" in run("link", "push", "tea-tg", "--to", "mine").err


def test_the_file_never_holds_more_than_the_links_themselves(run: Run, added: Listen) -> None:
    end = added(FakeKutt(), "kutt")
    linked(run)
    end.next_answers.append((400, {}, json.dumps({"error": "\x1b[31m" + "x" * 5000}).encode()))
    said = run("link", "push", "tea-tg", "--to", "mine")
    assert "\x1b" not in said.err
    assert len(carried(run)["tea-tg@mine"]["why"]) < 400
