"""sharecli backend: adding, looking, keys and removing, with real servers at the other end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from backends.far_ends import ENGINES, KEY, FakeShlink, FakeYourls, FarEnd
from backends.strangers import Stranger, reply
from conftest import Run, Said
from factories import kept_product
from process import sharecli
from sharecli.backends import keys

Listen = Callable[[FarEnd], FarEnd]


@pytest.fixture(autouse=True)
def _file(db: Path) -> None:
    kept_product(db, url="https://shop.example.com/tea?id=7")


def add(run: Run, end: FarEnd, kind: str = "shlink", *words: str, key: str = KEY) -> Said:
    address = ("--kind", kind, "--address", end.url, "--allow-private")
    return run("backend", "add", "mine", *address, "--key-from-stdin", *words, "-F", "json", stdin=f"{key}\n".encode())


@pytest.mark.parametrize("kind", ENGINES)
def test_a_backend_is_looked_at_and_added(run: Run, far_end: Listen, kind: str) -> None:
    end = far_end(ENGINES[kind]())
    said = add(run, end, kind, "--domain", "https://go.example.shop/")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)
    assert (row["name"], row["kind"], row["address"], row["key"]) == ("mine", kind, end.url, "file")
    assert (row["alive"], row["checked_at"]) == (True, "2026-10-15T04:00:00Z")
    assert row["domain"] == "go.example.shop"
    assert row["hyphens"] is (kind != "yourls")
    assert "note: what it counts: " in said.err
    assert json.loads(run("backend", "list", "-F", "json").out) == [row]


def test_what_is_not_there_or_does_not_take_the_key_is_not_added(run: Run, far_end: Listen, db: Path) -> None:
    end = far_end(FakeShlink())
    said = add(run, end, key="wr0ng-s3cret")
    assert (said.code, "error[carrier-key]" in said.err) == (1, True)
    gone = FakeShlink(url="http://127.0.0.1:1")
    assert "error[carrier-unreachable]" in add(run, gone).err
    assert json.loads(run("backend", "list", "-F", "json").out) == []
    assert keys.find("mine") is None
    assert b"wr0ng" not in db.read_bytes()
    assert "wr0ng" not in said.err + said.out


def test_what_could_not_be_added_is_mended_by_adding_it(run: Run, far_end: Listen) -> None:
    end = far_end(FakeShlink())
    once_more = f"hint: sharecli backend add mine --kind shlink --address {end.url} --allow-private --key-from-stdin"
    address = ("--kind", "shlink", "--address", end.url, "--allow-private")
    assert once_more in run("backend", "add", "mine", *address).err.replace("\n", " ")  # no key
    for key in ("wr0ng", "", "two\nlines"):
        said = add(run, end, key=key)
        assert said.code != 0
        assert once_more in said.err, said.err
    end.next_answers.append((500, {}, b'{"detail": "disk full"}'))
    assert once_more in add(run, end).err
    assert add(run, end).code == 0
    end.next_answers.append((401, {}, b"{}"))
    assert "hint: sharecli backend key mine < key.txt" in run("backend", "test", "mine").err


def test_a_key_stands_nowhere_but_in_its_file(run: Run, far_end: Listen, db: Path, home: Path) -> None:
    end = far_end(FakeYourls(unique=False))
    said = [add(run, end, "yourls"), run("link", "new", "longjing", "-c", "telegram", "--via", "mine", "-F", "json")]
    end.next_answers.append((403, {}, json.dumps({"message": f"no such key: {KEY}", "errorCode": "403"}).encode()))
    said += [run("link", "sync"), run("backend", "test"), run("backend", "list"), run("backend", "links")]
    assert "no such key: •••" in said[2].err
    assert not [one for one in said if KEY in one.out + one.err]
    holding = [path for path in home.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert holding == [keys.path_of("mine")]
    assert KEY.encode() not in db.read_bytes()


@pytest.mark.parametrize("debug", ["", "1"])
def test_not_even_a_traceback_has_a_key(run: Run, far_end: Listen, db: Path, debug: str) -> None:
    end = far_end(FakeShlink())
    assert add(run, end).code == 0
    end.next_answers.append((401, {}, json.dumps({"detail": f"bad key {KEY}"}).encode()))
    said = sharecli("backend", "test", "mine", env={"SHARECLI_DEBUG": debug, "SHARECLI_DB": str(db)})
    words = (said.stdout + said.stderr).decode()
    assert said.returncode == 1
    assert "carrier-key" in words or "CarrierKey" in words
    assert KEY not in words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--kind", "shlink", "--address", "http://s.example.shop"), "carrier-private"),
        (("--kind", "shlink", "--address", "https://127.0.0.1"), "carrier-private"),
        (("--kind", "shlink", "--address", "https://[::1]:8443/s"), "carrier-private"),
        (("--kind", "shlink"), "bad-value"),
        (("--kind", "shlink", "--address", "https://lin:secret@s.example.shop"), "bad-value"),
        (("--kind", "shlink", "--address", "https://s.example.shop/?a=1"), "bad-value"),
        (("--kind", "shlink", "--address", "s.example.shop"), "bad-value"),
        (("--kind", "shlink", "--address", "https://s.example.shop", "--domain", "go/there"), "bad-value"),
    ],
)
def test_a_bad_address_is_refused(run: Run, keyed: str, words: tuple[str, ...], code: str) -> None:
    said = run("backend", "add", "mine", *words)
    assert f"error[{code}]" in said.err
    assert len(said.err.splitlines()) == 2
    assert keyed not in said.err


def test_names_are_unique_and_a_public_services_is_taken(run: Run, far_end: Listen) -> None:
    end = far_end(FakeShlink())
    add(run, end)
    assert (add(run, end).code, "error[backend-known]" in add(run, end).err) == (4, True)
    said = run("backend", "add", "isgd", "--kind", "shlink", "--address", end.url, "--allow-private")
    assert "error[backend-known]: “isgd” is the name of a public shortener" in said.err


def test_without_a_key_there_is_a_way_to_hand_one_over(run: Run, far_end: Listen) -> None:
    end = far_end(FakeShlink())
    said = run("backend", "add", "mine", "--kind", "shlink", "--address", end.url, "--allow-private")
    assert "error[carrier-key]: no key for “mine”: set SHARECLI_KEY_MINE" in said.err
    assert "error[carrier-key]" in add(run, end, key="").err
    add(run, end)
    assert run("backend", "key", "mine", stdin=b"another-key\n").code == 0
    assert keys.needed("mine").secret == "another-key"  # noqa: S105 - of nothing
    assert run("backend", "key", "mine", "--forget").code == 0
    assert keys.find("mine") is None


def test_a_key_that_others_can_read_is_not_used(run: Run, far_end: Listen) -> None:
    end = far_end(FakeShlink())
    add(run, end)
    keys.path_of("mine").chmod(0o644)
    asked = len(end.asked)
    assert "error[key-exposed]" in run("backend", "test", "mine").err
    assert len(end.asked) == asked
    assert json.loads(run("backend", "list", "-F", "json").out)[0]["key"] == "key-exposed"


def test_looking_says_what_was_alive_and_remembers_when(run: Run, far_end: Listen, stranger: Stranger) -> None:
    end = far_end(FakeShlink())
    add(run, end)
    stranger.replies = lambda host, target: (
        stranger.honest(host, target) if host == "is.gd" else reply(b"<html>gone", "503 Service Unavailable")
    )
    said = run("backend", "test", "-F", "json")
    found = {row["name"]: (row["alive"], row["error"], row["said"]) for row in json.loads(said.out)}
    assert found["mine"] == (True, "", "Shlink 5.1.5")
    assert found["isgd"] == (True, "", "https://is.gd/x0")
    assert found["dagd"][:2] == (False, "carrier-page")
    assert "gitio" not in found
    assert "bitly" not in found
    assert (said.code, "error[part-failed]: " in said.err) == (7, True)
    public = {row["name"]: row for row in json.loads(run("backend", "list", "--public", "-F", "json").out)}
    assert (public["isgd"]["alive"], public["isgd"]["checked_at"]) == (True, "2026-10-15T04:00:00Z")
    assert (public["dagd"]["alive"], public["dagd"]["error"]) == (False, "carrier-page")
    assert (public["gitio"]["alive"], public["gitio"]["known"]) == (None, "closed")
    assert "down 2026-10-15 12:00" in run("backend", "list", "--public").out
    end.next_answers.append((503, {}, b""))
    assert run("backend", "test", "mine").code == 1
    said = run("backend", "test", "dagd")
    assert (said.code, "error[carrier-page]" in said.err) == (1, True)
    said = run("backend", "test", "dagd", "isgd", "mine")
    assert (said.code, "error[part-failed]: 1 service does not do what it should" in said.err) == (7, True)
    assert run("backend", "test", "isgd", "mine").code == 0
    end.next_answers.append((503, {}, b""))
    assert run("backend", "test", "mine").code == 1
    assert json.loads(run("backend", "list", "-F", "json").out)[0]["alive"] is False


def test_looking_learns_what_an_installation_allows_by_now(run: Run, far_end: Listen) -> None:
    end = FakeYourls(unique=True)
    far_end(end)
    assert "YOURLS_UNIQUE_URLS" in add(run, end, "yourls").err
    end.unique = False
    run("backend", "test", "mine")
    assert json.loads(run("backend", "list", "-F", "json").out)[0]["unique_urls"] is False


def test_a_removed_backend_goes_with_its_key_and_comes_back_with_its_links(run: Run, far_end: Listen) -> None:
    end = far_end(FakeShlink())
    add(run, end)
    run("link", "new", "longjing", "-c", "telegram", "--code", "tea-tg", "--via", "mine")
    said = run("backend", "remove", "mine")
    assert said.err == "note: removed; 1 link goes on there\n"
    assert keys.find("mine") is None
    assert "error[not-found]" in run("link", "push", "--all", "--to", "mine").err
    assert "error[bad-value]" in run("backend", "remove", "isgd").err
    add(run, end)
    assert [row["code"] for row in json.loads(run("backend", "links", "mine", "-F", "json").out)] == ["tea-tg"]


def test_people_see_tables(run: Run, far_end: Listen) -> None:
    assert "sharecli backend add mine --kind shlink" in run("backend", "list").out
    assert "sharecli link push --all --to NAME" in run("backend", "links").out
    add(run, far_end(FakeShlink()))
    assert "mine  shlink  file" in run("backend", "list").out
    assert "shlink  alive" in run("backend", "test", "mine").out
    assert "git.io" in run("backend", "list", "--public").out
