"""Sub-ids that lead nowhere: guessed, matched once, and followed by later imports."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commissions.papers import listed, paper, taken, taobao
from conftest import Run
from sharecli.channels import loader as channels
from sharecli.commissions.sub_ids import Guess, Guesser
from sharecli.suggest import distance

WORDS = st.text("abcd", max_size=7)


@pytest.fixture
def tea(run: Run) -> str:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "明前龙井 100g 礼盒", "--code", "longjing", "--price", "129")
    made = json.loads(run("link", "new", "longjing", "-c", "wechat-moments", "-F", "json").out)
    return str(made[0]["code"])


def strays(run: Run) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("commission", "match", "-F", "json").out)
    return rows


@given(WORDS, WORDS)
def test_a_distance_is_a_distance(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@given(st.text("bcdfghj234", min_size=7, max_size=7), st.integers(0, 6), st.sampled_from("xyz5"), st.integers(0, 2))
def test_a_slip_of_the_pen_is_seen_through(code: str, place: int, letter: str, kind: int) -> None:
    wrong = (
        code[:place] + letter + code[place + 1 :],
        code[:place] + code[place + 1 :],
        code[:place] + letter + code[place:],
    )
    found = Guesser([code], [], []).guess(wrong[kind])
    assert found == Guess("link", code, 1)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("bcdfghj", Guess("link", "bcdfghj", 0)),
        ("bcdfgjh", Guess("link", "bcdfghj", 1)),
        ("wechat-moment", Guess("channel", "wechat-moments", 1)),
        ("朋友圈", Guess("channel", "wechat-moments", 0)),
        ("610000001", Guess("product", "longjing", 1)),
        ("明前龙井", Guess("product", "longjing", 0)),
        ("xx 朋友圈", Guess("channel", "wechat-moments", 0)),
        ("zzzzzzzz", None),
        ("", None),
        ("a", None),
    ],
)
def test_a_guess(said: str, meant: Guess | None) -> None:
    goods = [("longjing", "610000000", "明前龙井 100g 礼盒")]
    assert Guesser(["bcdfghj"], channels.channels().values(), goods).guess(said) == meant


def test_what_leads_nowhere_is_listed_by_sub_id_with_its_money_and_a_guess(run: Run, tmp_path: Path, tea: str) -> None:
    wrong = tea[:-1] + ("b" if tea[-1] != "b" else "c")
    rows = [taobao(str(nth), place=wrong) for nth in (1, 2)] + [taobao("3", place="", item="77")]
    taken(run, tmp_path, paper(rows))
    first, second = strays(run)
    assert (first["sub_id"], first["lines"], first["amount"]) == (wrong, 2, "6.00")
    assert (first["guess"], first["key"], first["no_product"], first["no_channel"]) == ("link", tea, 0, 2)
    assert (second["sub_id"], second["no_product"], second["guess"]) == (None, 1, None)
    said = run("commission", "match")
    assert f"--link {tea}" in said.out
    assert "sharecli commission match SUB-ID --link CODE" in said.err


def test_a_match_leads_its_lines_and_later_imports_follow(run: Run, tmp_path: Path, tea: str) -> None:
    rows = [taobao("1", place="my blog"), taobao("2", place="My-Blog", item="77")]
    taken(run, tmp_path, paper(rows))
    said = run("commission", "match", "my blog", "--link", tea, "-F", "json")
    result = json.loads(said.out)
    assert (result["lines"], result["changed"], result["channel"]) == (2, 2, "wechat-moments")
    assert [(row["link"], row["channel"], row["product"]) for row in listed(run)] == [
        (tea, "wechat-moments", "longjing")
    ] * 2
    assert strays(run) == []
    taken(run, tmp_path, paper([*rows, taobao("3", place="my blog", item="88")]))
    assert listed(run)[2]["link"] == tea
    assert run("db", "check").code == 0
    assert "0 of 3 lines" in run("commission", "match", "my blog", "--link", tea).out


def test_a_match_is_to_a_product_and_channel_or_a_channel_alone(run: Run, tmp_path: Path, tea: str) -> None:
    taken(run, tmp_path, paper([taobao("1", place="a1", item="77"), taobao("2", place="b2", item="77")]))
    assert run("commission", "match", "a1", "--product", "longjing", "-c", "朋友圈").code == 0
    assert run("commission", "match", "b2", "-c", "email", "--platform", "taobao").code == 0
    assert [(row["product"], row["channel"], row["link"]) for row in listed(run)] == [
        ("longjing", "wechat-moments", tea),
        (None, "email", None),
    ]
    assert run("commission", "match", "b2", "-c", "qq").code == 0
    assert listed(run)[1]["channel"] == "qq", "the newest word counts"


def test_a_persons_link_is_found_by_the_person(run: Run, tmp_path: Path, db: Path, tea: str) -> None:
    taken(run, tmp_path, paper([taobao("1", place="a1")]))
    connection = sqlite3.connect(db)
    connection.execute(
        "INSERT INTO links (code, product_id, channel, destination, created_at, updated_at, person) "
        "VALUES ('forlin', 1, 'wechat-moments', 'https://x.example', '2026', '2026', 'Lin')"
    )
    connection.commit()
    connection.close()
    words = ("commission", "match", "a1", "--product", "longjing", "-c", "wechat-moments", "--person")
    assert run(*words, "Mei").code == 3
    assert json.loads(run(*words, "lin", "-F", "json").out)["person"] == "Lin"
    assert (listed(run)[0]["link"], tea) == ("forlin", tea)
    (row,) = json.loads(run("earnings", "--by", "person", "-F", "json").out)["rows"]
    assert (row["key"], row["pending"]) == ("Lin", "3.00")
    assert run("commission", "match", "a1", "--link", tea).code == 0
    said = run("commission", "match", "a1", "--link", "forlin", "-F", "json")
    assert json.loads(said.out)["person"] == "Lin", "a link says whose it is"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("a1",), 2),
        (("a1", "--product", "longjing"), 2),
        (("a1", "--link", "x", "--product", "longjing"), 2),
        (("a1", "-c", "email", "--person", "Lin"), 2),
        (("a1", "--link", "nolink"), 3),
        (("a1", "-c", "nowhere"), 3),
        (("a1", "-c", "email", "--product", "nope"), 3),
        (("zz", "-c", "email"), 3),
        (("a1", "-c", "email", "--platform", "jd"), 3),
    ],
)
def test_a_match_that_says_too_little_or_nothing_known_is_refused(
    run: Run, tmp_path: Path, tea: str, words: tuple[str, ...], code: int
) -> None:
    assert tea
    taken(run, tmp_path, paper([taobao("1", place="a1")]))
    said = run("commission", "match", *words)
    assert (said.code, said.out, len(said.err.splitlines())) == (code, "", 2)


def test_a_match_is_never_edited(run: Run, tmp_path: Path, db: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", place="a1")]))
    run("commission", "match", "a1", "-c", "email")
    connection = sqlite3.connect(db)
    for statement in ("DELETE FROM sub_id_matches", "UPDATE sub_id_matches SET channel = 'qq'"):
        with pytest.raises(sqlite3.IntegrityError, match="never edited"):
            connection.execute(statement)
    connection.close()
