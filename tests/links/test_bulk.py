"""Links from a list: every row is answered for, good ones are kept in one transaction, a dry run keeps nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

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


def test_every_row_is_answered_for_and_the_good_ones_are_kept(run: Run) -> None:
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
        + "cup,qq,,,,,,,\n",
        code=7,
    )
    assert [one["result"] for one in rows] == ["new", "kept", *["problem"] * 7, "new"]
    assert [one["line"] for one in rows] == list(range(2, 12))
    columns = [one["column"] for one in rows[2:9]]
    assert columns == ["product", "channel", "product", "code", "code", "from", "max_clicks"]
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


def test_chinese_headers_in_gb18030_and_a_check_character(run: Run) -> None:
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
    assert run("link", "new", "cup", "-c", "qq", "--dry-run").code == 2


def test_a_retired_code_is_never_given_again(run: Run) -> None:
    listed(run, HEAD + "cup,qq,,,mine,,,,\n")
    run("link", "retire", "mine")
    rows = listed(run, HEAD + "cup,qq,,,mine,,,,\n", code=5)
    assert rows[0]["column"] == "code"
    assert "another link's, or was" in rows[0]["why"]
