"""sharecli link, as a seller types it: one link per product, channel and campaign, and a code that is for ever."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Run, Said
from factories import kept_people
from sharecli.errors import BadValue, Usage
from sharecli.links import choosing, records
from sharecli.shell.desk import Desk
from sharecli.slug import ALPHABET
from sharecli.store.open import Store

KEYS = ["code", "product", "channel", "url", "destination", "status", "created_at"]
SHOP = "https://shop.example/x?a=%E8%8C%B6"


@pytest.fixture
def goods(run: Run) -> None:
    """Three products: one's own, one of Amazon, one of Taobao with a signed link."""
    for code, url, tag in (
        ("cup", SHOP, "tea"),
        ("book", "https://www.amazon.com/dp/B000000001", "gift"),
        ("longjing", "https://s.click.taobao.com/t?e=m%3D2%26s%3Dabc%2F", "tea"),
    ):
        assert run("product", "add", url, "--title", code, "--code", code, "--tag", tag).code == 0


def made(said: Said) -> list[dict[str, Any]]:
    assert said.code == 0, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    assert all(list(row) == KEYS for row in rows)
    return rows


def new(run: Run, *words: str) -> list[dict[str, Any]]:
    return made(run("link", "new", *words, "-F", "json"))


@pytest.mark.usefixtures("goods")
def test_asking_again_gives_the_same_link(run: Run) -> None:
    first = new(run, "cup", "--channel", "wechat-moments")
    assert re.fullmatch(f"[{ALPHABET}]{{7}}", first[0]["code"])
    assert (first[0]["product"], first[0]["channel"], first[0]["status"]) == ("cup", "wechat-moments", "active")
    assert first[0]["created_at"] == "2026-10-15T04:00:00Z"
    assert new(run, "CUP", "--channel", "wechat-moments", "--channel", "wechat-moments") == first
    assert made(run("link", "list", "-F", "json")) == first
    assert json.loads(run("link", "show", first[0]["code"], "-F", "json").out) == first[0]


@pytest.mark.usefixtures("goods")
def test_there_is_one_link_for_each_product_channel_and_campaign(run: Run) -> None:
    rows = new(run, "cup", "longjing", "-c", "telegram", "-c", "print")
    assert [(row["product"], row["channel"]) for row in rows] == [
        ("cup", "telegram"), ("cup", "print"), ("longjing", "telegram"), ("longjing", "print"),
    ]  # fmt: skip
    spring = new(run, "cup", "-c", "telegram", "--campaign", "Spring Sale")
    assert "utm_campaign=spring-sale" in spring[0]["destination"]
    assert new(run, "cup", "-c", "telegram", "--campaign", "spring-sale") == spring
    assert len({row["code"] for row in [*rows, *spring]}) == 5
    assert len(new(run, "--all", "-c", "telegram")) == 3
    assert [row["product"] for row in new(run, "--tag", "tea", "-c", "qq")] == ["cup", "longjing"]
    assert len(made(run("link", "list", "-F", "json"))) == 8
    assert len(made(run("link", "list", "--product", "CUP", "-F", "json"))) == 4
    assert len(made(run("link", "list", "-c", "print", "-F", "json"))) == 2
    assert run("link", "list", "--product", "nothing").code == 3
    assert run("link", "list", "-c", "nothing").code == 3


@pytest.mark.usefixtures("goods")
def test_without_a_base_url_the_code_holds_the_destination_and_the_command_says_so(run: Run) -> None:
    said = run("link", "new", "cup", "-c", "telegram", "-F", "json")
    row = made(said)[0]
    assert row["url"] == row["destination"]
    assert row["destination"] == (
        f"{SHOP}&utm_source=telegram&utm_medium=social&utm_campaign=cup&utm_content={row['code']}"
    )
    assert "note: no base-url is set" in said.err
    assert "sharecli config set base-url" in said.err


@pytest.mark.usefixtures("goods")
def test_with_a_base_url_the_code_holds_the_short_link(run: Run) -> None:
    before = new(run, "cup", "-c", "telegram")[0]
    run("config", "set", "base-url", "https://go.example/s/")
    said = run("link", "new", "cup", "-c", "telegram", "-F", "json")
    assert made(said) == [before | {"url": f"https://go.example/s/{before['code']}"}]
    assert "base-url" not in said.err
    assert json.loads(run("link", "show", f"https://go.example/s/{before['code']}", "-F", "json").out) == made(said)[0]


@pytest.mark.usefixtures("goods")
def test_an_amazon_link_stays_long_and_a_printed_one_is_warned_of(run: Run) -> None:
    run("config", "set", "base-url", "https://go.example")
    run("config", "set", "account.amazon", "me-20")
    said = run("link", "new", "book", "-c", "print", "-F", "json")
    row = made(said)[0]
    assert row["url"] == row["destination"] == "https://www.amazon.com/dp/B000000001?tag=me-20"
    assert "amazon links stay long" in said.err
    assert "amazon forbids printed links" in said.err


@pytest.mark.usefixtures("goods")
def test_a_link_led_to_amazon_later_stays_long_too(run: Run) -> None:
    run("config", "set", "base-url", "https://go.example")
    code = new(run, "cup", "-c", "telegram")[0]["code"]
    row = json.loads(run("link", "retarget", code, "https://amazon.de/dp/B000000002", "-F", "json").out)
    assert row["url"] == row["destination"]


@pytest.mark.usefixtures("goods")
def test_a_signed_link_gets_no_tags(run: Run) -> None:
    row = new(run, "longjing", "-c", "telegram")[0]
    assert row["destination"] == "https://s.click.taobao.com/t?e=m%3D2%26s%3Dabc%2F"


@pytest.mark.usefixtures("goods")
def test_a_word_of_ones_own_is_a_code_once_and_for_ever(run: Run) -> None:
    row = new(run, "cup", "-c", "telegram", "--code", "Spring-Cup")[0]
    assert row["code"] == "spring-cup"
    assert new(run, "cup", "-c", "telegram", "--code", "SPRING-CUP") == [row]
    for code, words in {
        "link-taken": ("book", "-c", "telegram", "--code", "spring-cup"),
        "bad-value": ("book", "-c", "telegram", "--code", "a b"),
        "usage": ("book", "cup", "-c", "telegram", "--code", "both"),
    }.items():
        said = run("link", "new", *words)
        assert f"error[{code}]" in said.err, said.err
        assert (said.code, said.out) == ({"link-taken": 4}.get(code, 2), "")
    assert "link-taken" in run("link", "new", "cup", "-c", "telegram", "--code", "other").err


@pytest.mark.usefixtures("goods")
def test_a_retired_code_is_never_given_again(run: Run) -> None:
    old = new(run, "cup", "-c", "telegram", "--code", "mine")[0]
    assert json.loads(run("link", "retire", "MINE", "-F", "json").out)["status"] == "retired"
    assert run("link", "new", "cup", "-c", "telegram", "--code", "mine").code == 4
    assert run("link", "new", "book", "-c", "telegram", "--code", "Mine").code == 4
    fresh = new(run, "cup", "-c", "telegram")[0]
    assert fresh["code"] != old["code"]
    assert made(run("link", "list", "-F", "json")) == [fresh]
    assert made(run("link", "list", "--retired", "-F", "json")) == [old | {"status": "retired"}]
    for words in (("retire", "mine"), ("retarget", "mine", "https://shop.example/y")):
        said = run("link", *words)
        assert (said.code, "error[link-retired]" in said.err) == (1, True)


@pytest.mark.usefixtures("goods")
def test_retargeting_keeps_the_code_and_remembers_where_it_led(run: Run) -> None:
    row = new(run, "cup", "-c", "telegram")[0]
    code = row["code"]
    said = run("link", "retarget", code.upper(), "https://shop.example/new?x=1", "-F", "json")
    moved = json.loads(said.out)
    assert moved == row | {"url": moved["url"], "destination": moved["destination"]}
    assert moved["destination"].startswith("https://shop.example/new?x=1&utm_source=telegram")
    assert moved["destination"].endswith(code)
    assert "still holds the old address" in said.err
    bare = run("link", "retarget", code, "https://shop.example/bare", "--as-it-is", "-F", "json")
    assert json.loads(bare.out)["destination"] == "https://shop.example/bare"
    card = run("link", "show", code).out
    told = [line.split()[2] for line in card.splitlines() if line.startswith("2026-10-15 12:00")]
    assert told == ["new:", "retarget:", "retarget:"]
    assert new(run, "cup", "-c", "telegram")[0]["destination"] == "https://shop.example/bare"


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("https://go.example/abc", 2, "leads back to your own short domain"),
        ("javascript:alert(1)", 2, "neither http nor https"),
        ("https://me:secret@shop.example", 2, "user name"),
        ("https://shop.example/\r\nX: y", 2, "no link may have"),
        ("https://shop.example/" + "x" * 2020, 2, "with its tags"),
    ],
)
def test_a_link_is_never_led_to_a_bad_place(run: Run, url: str, code: int, said: str) -> None:
    run("config", "set", "base-url", "https://go.example")
    row = new(run, "cup", "-c", "telegram")[0]
    answer = run("link", "retarget", row["code"], url)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert json.loads(run("link", "show", row["code"], "-F", "json").out) == row


def test_a_product_on_the_short_domain_itself_gets_no_link(run: Run) -> None:
    run("product", "add", "https://go.example/abc", "--title", "Loop", "--code", "loop")
    run("config", "set", "base-url", "https://go.example")
    said = run("link", "new", "loop", "-c", "telegram")
    assert (said.code, "leads back" in said.err) == (2, True)


def test_a_link_too_long_for_its_tags_is_refused_before_anything_is_kept(run: Run) -> None:
    run("product", "add", "https://shop.example/" + "x" * 2020, "--title", "Long", "--code", "long")
    run("product", "add", SHOP, "--title", "Cup", "--code", "cup")
    said = run("link", "new", "cup", "long", "-c", "telegram")
    assert said.code == 2
    assert "the link of “long” has 2," in said.err
    assert made(run("link", "list", "-F", "json")) == []


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("cup",), 2, "which channel"),
        (("-c", "telegram"), 2, "which product"),
        (("cup", "--all", "-c", "telegram"), 2, "--all"),
        (("nothing", "-c", "telegram"), 3, "no product"),
        (("cup", "-c", "wechat-momnets"), 3, "wechat-moments"),
        (("cup", "-c", "\x1b[31m"), 3, "␛[31m"),
        (("--tag", "nothing", "-c", "telegram"), 2, "no active product"),
        (("cup", "-c", "telegram", "--campaign", "春"), 2, "a–z"),
    ],
)
def test_a_question_that_fits_nothing_is_refused(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    answer = run("link", "new", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "\x1b" not in answer.err
    assert run("link", "show", "nothing").code == 3


@pytest.mark.usefixtures("goods")
def test_ten_processes_that_ask_at_once_get_one_link(db: Path) -> None:
    words = [sys.executable, "-m", "sharecli", "--db", str(db)]
    words += ["link", "new", "--all", "-c", "telegram", "-c", "print", "-F", "json"]
    asking = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) for _n in range(10)
    ]
    answers = [(one.communicate(timeout=60), one.returncode) for one in asking]
    assert [code for _said, code in answers] == [0] * 10, answers
    links = {said[0] for said, _code in answers}
    assert len(links) == 1
    assert len({row["code"] for row in json.loads(links.pop())}) == 6
    assert sum(b"6 new links" in said[1] for said, _code in answers) == 1


@pytest.mark.usefixtures("goods")
def test_the_link_list_is_a_picture(run: Run, golden: Callable[[str, str], None]) -> None:
    run("product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "龙井", "--code", "mingqian-longjing")
    for product, channel, code in (
        ("cup", "wechat-moments", "b2c3d4f"), ("longjing", "telegram", "g5h6j7k"), ("book", "email", "m8n9pqr"),
        ("mingqian-longjing", "xiaohongshu", "stvwxyz"),
    ):  # fmt: skip
        run("link", "new", product, "-c", channel, "--code", code)
    golden("link-list", run("link", "list").out)
    run("link", "new", "cup", "-c", "print", "--campaign", "spring", "--code", "sp2ng")
    run("config", "set", "base-url", "https://go.example")
    golden("link-list-short", run("link", "list").out)
    golden("link-show", run("link", "show", "b2c3d4f").out)


@pytest.mark.usefixtures("goods")
def test_a_link_is_retired_once_and_never_led_elsewhere_behind_that(run: Run, db: Path) -> None:
    code = new(run, "cup", "-c", "telegram")[0]["code"]
    words = [sys.executable, "-m", "sharecli", "--db", str(db), "link"]
    asked = [["retire", code]] * 4 + [["retarget", code, f"https://shop.example/{n}"] for n in range(4)]
    going = [subprocess.Popen([*words, *one], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for one in asked]
    said = [(one.communicate(timeout=60)[1], one.returncode) for one in going]
    assert sorted(code for _err, code in said[:4]) == [0, 1, 1, 1]
    assert all(b"error[link-retired]" in err for err, code in said if code)
    store = Store(db)
    events = [one[0] for one in store.reader.execute("SELECT event FROM link_history ORDER BY id")]
    kept = records.find(store, code)
    last = records.history(store, kept)[-1]
    store.close()
    assert (events[0], events[-1], events.count("retire")) == ("new", "retire", 1)
    assert (kept.status, kept.destination) == ("retired", last[2])


def test_a_link_made_before_the_account_was_set_gets_its_tag_when_it_is_asked_for_again(run: Run) -> None:
    run("product", "add", "https://www.amazon.com/dp/B08N5WRWNW", "--title", "Echo", "--code", "echo")
    first = run("link", "new", "echo", "--channel", "telegram", "-F", "json")
    assert "sharecli config set account.amazon" in first.err
    assert "tag=" not in json.loads(first.out)[0]["url"]
    run("config", "set", "account.amazon", "mytag-20")
    again = json.loads(run("link", "new", "echo", "--channel", "telegram", "-F", "json").out)[0]
    assert again["code"] == json.loads(first.out)[0]["code"]
    assert again["url"].endswith("?tag=mytag-20")
    assert "retarget" in run("link", "show", again["code"]).out


def test_a_link_the_seller_led_elsewhere_is_left_alone_when_an_account_is_set(run: Run) -> None:
    run("product", "add", "https://www.amazon.com/dp/B08N5WRWNW", "--title", "Echo", "--code", "echo")
    code = json.loads(run("link", "new", "echo", "--channel", "telegram", "-F", "json").out)[0]["code"]
    run("link", "retarget", code, "https://www.amazon.com/dp/B000000000", "--as-it-is")
    run("config", "set", "account.amazon", "mytag-20")
    again = json.loads(run("link", "new", "echo", "--channel", "telegram", "-F", "json").out)[0]
    assert again["destination"] == "https://www.amazon.com/dp/B000000000"


def test_the_account_of_a_platform_that_does_not_exist_is_not_set(run: Run) -> None:
    said = run("config", "set", "account.amzon", "mytag-20")
    assert said.code == 3
    assert "amazon" in said.err


def whose(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["product"], row["channel"], row.get("person", "")) for row in rows]


def people(run: Run, *words: str) -> list[dict[str, Any]]:
    said = run("link", *words, "-F", "json")
    assert said.code == 0, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    assert all(list(row) == ([*KEYS, "person"] if row.get("person") else KEYS) for row in rows)
    return rows


@pytest.mark.usefixtures("goods")
def test_there_is_one_link_for_each_product_channel_campaign_and_person(run: Run, db: Path) -> None:
    kept_people(db, "ling", "bo")
    nobodys = new(run, "cup", "-c", "telegram")
    words = (
        "new",
        "cup",
        "longjing",
        "-c",
        "telegram",
        "-c",
        "qq",
        "--person",
        "ling",
        "--person",
        "bo",
        "--person",
        "ling",
    )
    rows = people(run, *words)
    assert whose(rows) == [
        (product, channel, person)
        for product in ("cup", "longjing") for channel in ("telegram", "qq") for person in ("ling", "bo")
    ]  # fmt: skip
    assert len({row["code"] for row in [*nobodys, *rows]}) == 9
    assert people(run, *words) == rows
    assert new(run, "cup", "-c", "telegram") == nobodys
    spring = people(run, "new", "cup", "-c", "telegram", "--person", "ling", "--campaign", "spring")
    assert spring[0]["code"] not in {row["code"] for row in rows}
    assert f"utm_content={spring[0]['code']}" in spring[0]["destination"]
    listed = whose(people(run, "list", "--person", "ling", "-c", "telegram"))
    assert listed == [("cup", "telegram", "ling")] * 2 + [("longjing", "telegram", "ling")]
    assert len(people(run, "list")) == 10
    assert len(people(run, "list", "--person", "ling", "--person", "bo")) == 9
    assert people(run, "list", "--person", "nobody") == []


@pytest.mark.usefixtures("goods")
def test_a_persons_link_is_retired_and_led_elsewhere_alone(run: Run, db: Path) -> None:
    kept_people(db, "ling")
    nobodys = new(run, "cup", "-c", "telegram")[0]
    lings = people(run, "new", "cup", "-c", "telegram", "--person", "ling", "--code", "cup-ling")[0]
    run("link", "retarget", "cup-ling", "https://shop.example/ling", "--as-it-is")
    assert json.loads(run("link", "show", nobodys["code"], "-F", "json").out) == nobodys
    assert run("link", "retire", "cup-ling").code == 0
    said = run("link", "retire", "cup-ling")
    assert "sharecli link new cup --channel telegram --person ling" in said.err
    again = people(run, "new", "cup", "-c", "telegram", "--person", "ling")[0]
    assert again["code"] != lings["code"]
    assert new(run, "cup", "-c", "telegram") == [nobodys]


@pytest.mark.usefixtures("goods")
def test_a_person_is_a_word_and_one_code_is_one_persons(run: Run, db: Path) -> None:
    kept_people(db, "ling", "bo")
    for words, said in (
        (("--person", "凌"), "--person ling"),
        (("--person", "a b"), "--person ling"),
        (("--person", ""), "--person ling"),
        (("--person", "ling", "--person", "bo", "--code", "mine"), "this would be 2"),
    ):
        answer = run("link", "new", "cup", "-c", "telegram", *words)
        assert (answer.code, answer.out, said in answer.err) == (2, "", True), answer.err
    assert run("link", "new", "cup", "-c", "telegram", "--person", "ling", "--code", "mine").code == 0
    taken = run("link", "new", "cup", "-c", "telegram", "--person", "bo", "--code", "mine")
    assert (taken.code, "link-taken" in taken.err) == (4, True)


@pytest.mark.usefixtures("goods")
def test_a_person_has_a_column_only_where_somebody_has_a_link(run: Run, db: Path) -> None:
    kept_people(db, "ling")
    new(run, "cup", "-c", "telegram")
    assert run("link", "list").out.splitlines()[0].split() == ["code", "product", "channel", "url"]
    run("link", "new", "cup", "-c", "qq", "--person", "ling", "--code", "lings")
    lines = run("link", "list").out.splitlines()
    assert lines[0].split() == ["code", "product", "channel", "person", "url"]
    assert next(line.split()[:4] for line in lines if line.startswith("lings")) == ["lings", "cup", "qq", "ling"]
    run("link", "new", "cup", "-c", "qq", "--campaign", "spring")
    assert run("link", "list").out.splitlines()[0].split() == [
        "code",
        "product",
        "channel",
        "campaign",
        "person",
        "url",
    ]
    assert ["person", "ling"] in [line.split() for line in run("link", "show", "lings").out.splitlines()]
    table = run("link", "list", "-F", "csv").out.splitlines()
    assert table[0] == ",".join([*KEYS, "person"])
    assert {line.count(",") for line in table} == {7}


@pytest.mark.usefixtures("goods")
def test_processes_that_ask_for_peoples_links_at_once_get_the_same(db: Path) -> None:
    kept_people(db, "ling", "bo")
    words = [sys.executable, "-m", "sharecli", "--db", str(db), "link", "new", "cup", "-c", "qq", "-F", "json"]
    asking = [
        subprocess.Popen([*words, "--person", "ling", "--person", "bo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _n in range(4)
    ]
    answers = [one.communicate(timeout=60)[0] for one in asking]
    assert len(set(answers)) == 1
    assert [row["person"] for row in json.loads(answers[0])] == ["ling", "bo"]


def test_a_persons_link_gets_its_account_later_as_anybodys(run: Run, db: Path) -> None:
    run("product", "add", "https://www.amazon.com/dp/B08N5WRWNW", "--title", "Echo", "--code", "echo")
    kept_people(db, "ling", "bo")
    words = ("new", "echo", "-c", "telegram", "--person", "ling", "--person", "bo")
    first = people(run, *words)
    run("config", "set", "account.amazon", "mytag-20")
    assert [(row["code"], row["url"][-14:]) for row in people(run, *words)] == [
        (row["code"], "?tag=mytag-20".rjust(14, "W")) for row in first
    ]


@pytest.mark.usefixtures("goods")
def test_products_are_selected_by_words_and_age_too(db: Path) -> None:
    desk = Desk(db, clock=lambda: NOW)

    def codes(*names: str, query: str = "", since: str = "", tags: tuple[str, ...] = ()) -> list[str]:
        found = choosing.selected(desk, names, every=False, tags=tags, query=query, since=since)
        return [one.code for one in found]

    try:
        assert codes(query="CUP") == ["cup"]
        assert codes(since="today") == ["book", "cup", "longjing"]
        assert codes(query="o", tags=("tea",)) == ["longjing"]
        assert codes("cup", "book", query="boo", since="2026-10-15") == ["book"]
        with pytest.raises(Usage, match="no active product fits"):
            codes(since="2026-10-16")
        with pytest.raises(Usage, match="which product"):
            codes(query=" ")
        with pytest.raises(BadValue, match="neither a day nor a period"):
            codes(since="soon")
    finally:
        desk.close()


@pytest.mark.usefixtures("goods")
def test_a_person_and_a_campaign_are_refused_by_their_names(run: Run) -> None:
    said = run("link", "new", "cup", "-c", "telegram", "--person", "阿玲")
    assert said.code == 2
    assert "the person “阿玲” may have only" in said.err
    assert "use the word that “sharecli person list” shows" in said.err
    assert "the campaign “春天” may have only" in run("link", "new", "cup", "-c", "telegram", "--campaign", "春天").err


@pytest.mark.usefixtures("goods")
def test_a_mistyped_person_gets_no_link_and_the_nearest_word_is_named(run: Run, db: Path) -> None:
    said = run("link", "new", "cup", "-c", "telegram", "--person", "ling")
    assert (said.code, said.out) == (3, "")
    assert "error[person-not-found]: there is no person “ling”" in said.err
    command = said.err.splitlines()[-1].removeprefix(" hint: ")
    assert command == "sharecli person add Ling --word ling"
    kept_people(db, "ling", "bo", "xiaomei")
    for word, near in (("lnig", "ling"), ("linh", "ling"), ("xiaomie", "xiaomei")):
        said = run("link", "new", "cup", "-c", "telegram", "--person", "bo", "--person", word)
        assert (said.code, f"did you mean --person {near}? somebody new: sharecli person add" in said.err) == (3, True)
    assert run("link", "list").out.startswith("No links")
    assert run("link", "new", "cup", "-c", "telegram", "--person", "ling").code == 0


@pytest.mark.usefixtures("goods")
def test_somebody_forgotten_keeps_the_links_they_have_and_gets_no_other(run: Run, db: Path) -> None:
    kept_people(db, "ling")
    (lings,) = people(run, "new", "cup", "-c", "telegram", "--person", "ling")
    assert run("person", "forget", "ling", "--yes").code == 0
    assert people(run, "new", "cup", "-c", "telegram", "--person", "gone-1")[0]["code"] == lings["code"]
    said = run("link", "new", "cup", "-c", "qq", "--person", "gone-1")
    assert (said.code, "error[person-forgotten]: “gone-1” is forgotten: no link is made" in said.err) == (1, True)


@pytest.mark.usefixtures("goods")
def test_a_link_that_is_older_than_the_list_of_people_is_found_again(run: Run, db: Path) -> None:
    (code,) = [row["code"] for row in new(run, "cup", "-c", "telegram")]
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("UPDATE links SET person = 'bo'")
    assert [row["code"] for row in people(run, "new", "cup", "-c", "telegram", "--person", "bo")] == [code]


@pytest.mark.usefixtures("goods")
def test_a_name_in_capitals_is_not_taken_for_a_word(run: Run, db: Path) -> None:
    kept_people(db, "ling")
    said = run("link", "new", "cup", "-c", "telegram", "--person", "Ling")
    assert (said.code, "hint: sharecli person show Ling" in said.err) == (2, True)
    assert run("person", "show", "Ling").out.split()[:2] == ["word", "ling"]
