"""Links from a list: every row is answered for, good ones are kept in one transaction, a dry run keeps nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from factories import kept_people

HEAD = "product,channel,campaign,person,code,from,until,fallback,max_clicks\n"


@pytest.fixture(autouse=True)
def goods(run: Run) -> None:
    for code in ("cup", "tea"):
        run("product", "add", f"https://shop.example/{code}", "--title", code, "--code", code)


def listed(run: Run, text: str, *words: str, code: int = 0) -> list[dict[str, Any]]:
    said = run("link", "new", "--from", "-", *words, "-F", "json", stdin=text.encode())
    assert said.code == code, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    return rows


def test_every_row_is_answered_for_and_the_good_ones_are_kept(run: Run, db: Path) -> None:
    kept_people(db, "ling")
    run("link", "new", "tea", "-c", "qq")
    rows = listed(
        run,
        HEAD
        + "cup,telegram,Spring Sale,ling,cup-ling,2026-11-01,2026-11-12,https://shop.example/all,7\n"
        + "TEA,qq,,,,,,,\n"
        + "nothing,qq,,,,,,,\n"
        + "cup,nowhere,,,,,,,\n"
        + "cup,telegram,spring-sale,ling,,,,,\n"
        + "cup,qq,,,cup-ling,,,,\n"
        + "cup,qq,,,a b,,,,\n"
        + "cup,qq,,,,2026-13-01,,,\n"
        + "cup,qq,,,,,,,zero\n"
        + "cup,telegram,,lnig,,,,,\n"
        + "cup,qq,,,,,,,\n",
        code=7,
    )
    assert [one["result"] for one in rows] == ["new", "kept", *["problem"] * 8, "new"]
    assert [one["line"] for one in rows] == list(range(2, 13))
    columns = [one["column"] for one in rows[2:10]]
    assert columns == ["product", "channel", "product", "code", "code", "from", "max_clicks", "person"]
    assert rows[9]["why"] == "there is no person “lnig”"
    kept = json.loads(run("link", "show", "cup-ling", "-F", "json").out)
    assert (kept["person"], kept["max_clicks"], kept["fallback"]) == ("ling", 7, "https://shop.example/all")
    assert len(json.loads(run("link", "list", "-F", "json").out)) == 3


def test_a_dry_run_says_the_same_and_keeps_nothing(run: Run, db: Path) -> None:
    text = HEAD + "cup,telegram,,,mine,,,,\ncup,qq,,,,,,,\ncup,nowhere,,,,,,,\n"
    before = db.read_bytes()
    dry = listed(run, text, "--dry-run", code=7)
    assert db.read_bytes() == before
    assert [(one["result"], one["code"]) for one in dry] == [("new", "mine"), ("new", None), ("problem", None)]
    assert [one["result"] for one in listed(run, text, code=7)] == ["new", "new", "problem"]
    assert [one["result"] for one in listed(run, text, code=7)] == ["kept", "kept", "problem"]


def test_a_list_that_asks_twice_says_the_same_the_second_time(run: Run) -> None:
    text = HEAD + "cup,qq,,,mine,,,,\ncup,qq,,,,,,,\ntea,qq,,,mine,,,,\ntea,telegram,,,,,,,\n"
    told = []
    for _time in range(2):
        rows = listed(run, text, code=7)
        told.append([(one["result"] == "problem", one["column"], one["why"]) for one in rows])
    assert told[0] == told[1]
    assert [one[2] for one in told[0]] == [None, "asks for the same link as line 2", "has the code of line 2", None]


def test_chinese_headers_in_gb18030_and_a_check_character(run: Run, db: Path) -> None:
    kept_people(db, "ling")
    text = "商品编码,渠道,推广人\r\ncup,朋友圈,ling\r\n".encode("gb18030")
    said = run("link", "new", "--from", "-", "--check", "-F", "json", stdin=text)
    (row,) = json.loads(said.out)
    assert (row["channel"], len(row["code"])) == ("wechat-moments", 8)


def test_what_is_no_list_is_refused(run: Run) -> None:
    for text, code, word in (
        ("nothing,here\n1,2\n", 5, "unknown-file"),
        ("product,code\ncup,x\n", 5, "missing-column"),
        ("product,channel\nnope,qq\n", 5, "nothing-readable"),
    ):
        said = run("link", "new", "--from", "-", stdin=text.encode())
        assert (said.code, f"error[{word}]" in said.err) == (code, True), said.err
    assert run("link", "new", "cup", "--from", "-").code == 2


def test_a_retired_code_is_never_given_again(run: Run) -> None:
    listed(run, HEAD + "cup,qq,,,mine,,,,\n")
    run("link", "retire", "mine")
    rows = listed(run, HEAD + "cup,qq,,,mine,,,,\n", code=5)
    assert rows[0]["column"] == "code"
    assert "another link's, or was" in rows[0]["why"]


def test_one_row_is_no_rows(run: Run) -> None:
    said = run("link", "new", "--from", "-", stdin=b"product,channel\ncup,qq\nnothing,qq\n")
    assert "note: 2 rows: 1 new, 0 as before, 1 problem\n" in said.err
    assert "1 row of “-” could not be used" in said.err
    said = run("link", "new", "--from", "-", stdin=b"product,channel\ncup,qq\n")
    assert "note: 1 row: 0 new, 1 as before\n" in said.err


def test_a_column_with_a_hyphen_is_read_and_one_that_nobody_reads_is_named(run: Run) -> None:
    text = "product,channel,campaign,max-clicks,untill,colour\ncup,qq,hdr,5,2026-11-12,red\n"
    said = run("link", "new", "--from", "-", "-F", "json", stdin=text.encode())
    assert "warning: nothing is read from the columns untill, colour; was until meant?" in said.err
    (row,) = json.loads(said.out)
    assert json.loads(run("link", "show", row["code"], "-F", "json").out)["max_clicks"] == 5
    said = run("link", "new", "--from", "-", stdin=b"product,channel,colour\ncup,qq,red\n")
    assert "warning: nothing is read from the column colour\n" in said.err
    said = run("link", "new", "--from", "-", stdin=b"product,channel,\ncup,telegram,\n")
    assert "nothing is read" not in said.err


def test_a_row_that_is_over_already_is_new_and_says_so(run: Run) -> None:
    text = "product,channel,until\ncup,qq,2026-10-01\ntea,qq,2026-11-01\n"
    said = run("link", "new", "--from", "-", "-F", "json", stdin=text.encode())
    assert (said.code, "warning: 1 link is closed already" in said.err) == (0, True), said.err
    over, other = json.loads(said.out)
    assert (over["result"], over["column"], over["said"]) == ("new", "until", "2026-10-01")
    assert "the link is closed already" in over["why"]
    assert (other["result"], other["why"]) == ("new", None)


def test_products_and_all_can_be_rehearsed_too(run: Run, db: Path) -> None:
    run("link", "new", "tea", "-c", "qq", "--code", "tea-qq")
    before = db.read_bytes()
    said = run("link", "new", "--all", "-c", "qq", "-c", "telegram", "--dry-run", "-F", "json")
    assert said.code == 0, said.err
    found = [(one["product"], one["channel"], one["result"], one["code"]) for one in json.loads(said.out)]
    assert found == [
        ("cup", "qq", "new", None),
        ("cup", "telegram", "new", None),
        ("tea", "qq", "kept", "tea-qq"),
        ("tea", "telegram", "new", None),
    ]
    assert "3 new links, 1 as before" in said.err
    for words, code in ((("cup", "--code", "tea-qq"), "link-taken"), (("tea", "--code", "mine"), "link-taken")):
        said = run("link", "new", *words, "-c", "qq", "--dry-run")
        assert f"error[{code}]" in said.err
        assert run("link", "new", *words, "-c", "qq").code == said.code
    assert db.read_bytes() == before


def test_a_word_that_is_somebodys_number_gets_no_link(run: Run) -> None:
    words = ("13800138000", "138-0013-8000", "8613800138000", "tel13800138000", "91234567", "110101199003070000")
    for word in words:
        said = run("link", "new", "cup", "-c", "qq", "--campaign", word)
        assert (said.code, "looks like somebody's number" in said.err) == (2, True), word
    for word in ("20261111", "2026-11-11", "20261101-20261112", "618", "p100012", "v2"):
        assert run("link", "new", "cup", "-c", "qq", "--campaign", word).code == 0, word
    assert run("link", "new", "cup", "-c", "qq", "--campaign", "ling@example.com").code == 2
    (row,) = listed(run, "product,channel,campaign\ncup,qq,13800138000\n", code=5)
    assert (row["column"], row["said"]) == ("campaign", "13800138000")


def test_what_servers_need_for_themselves_is_no_code_and_a_check_is_for_drawn_ones(run: Run) -> None:
    for word in ("robots", "404", "status", "favicon"):
        assert "is reserved" in run("link", "new", "cup", "-c", "qq", "--code", word).err
    said = run("link", "new", "cup", "-c", "qq", "--code", "mine", "--check")
    assert (said.code, "--check is for codes that are drawn" in said.err) == (2, True)
