"""By which link a sale came that is logged by hand: a friend is credited where the seller says so, and never else."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from factories import kept_people, kept_product

ADD = ("commission", "add", "longjing", "--amount", "10", "--state", "settled", "--order")


@pytest.fixture(autouse=True)
def friends(run: Run, db: Path) -> None:
    """Ling and Dan, each with a link in the same place, and Bo without."""
    kept_product(db)
    kept_people(db, "ling", "dan", "bo")
    for word in ("ling", "dan"):
        words = ("link", "new", "longjing", "-c", "whatsapp", "--person", word, "--code", f"{word}-tea")
        assert run(*words).code == 0
        assert run("partner", "add", word, "--rate", "30%").code == 0


def added(run: Run, order: str, *words: str) -> dict[str, Any]:
    said = run(*ADD, order, *words, "-F", "json")
    assert said.code == 0, said.err
    row: dict[str, Any] = json.loads(said.out)
    return row


def owed(run: Run) -> dict[str, str | None]:
    return {one["partner"]: one["owed"] for one in json.loads(run("partner", "list", "-F", "json").out)["rows"]}


def test_a_friend_is_never_credited_by_the_channel_alone(run: Run) -> None:
    row = added(run, "X1", "--channel", "whatsapp")
    assert (row["link"], row["channel"], row["product"]) == (None, "whatsapp", "longjing")
    said = run(*ADD, "X2", "--channel", "whatsapp")
    assert "note: credited to no link: whether it was one of a friend's (dan, ling) is said by --person" in said.err
    assert owed(run) == {"dan": None, "ling": None}
    assert run("link", "new", "longjing", "-c", "whatsapp", "--code", "mine").code == 0
    assert added(run, "X3", "--channel", "whatsapp")["link"] == "mine"
    assert owed(run) == {"dan": None, "ling": None}


@pytest.mark.parametrize(
    "words",
    [
        ("--person", "ling"), ("--person", "Ling", "--channel", "whatsapp"), ("--link", "ling-tea"),
        ("--link", "ling-tea", "--person", "ling", "-c", "whatsapp"),
    ],
)  # fmt: skip
def test_a_friend_is_credited_where_the_seller_says_so(run: Run, words: tuple[str, ...]) -> None:
    row = added(run, "X1", *words)
    assert (row["link"], row["person"], row["channel"]) == ("ling-tea", "ling", "whatsapp")
    said = run(*ADD, "X2", *words)
    assert "note: credited to the link ling-tea of “ling”" in said.err
    assert owed(run) == {"dan": None, "ling": "6.00"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--link", "ling-tea", "--person", "dan"), 2, "hint: sharecli commission add longjing --amount 10"),
        (("--link", "ling-tea", "-c", "telegram"), 2, "the link “ling-tea” is on whatsapp, not on telegram"),
        (("--link", "lign-tea"), 3, "ling-tea"),
        (("--person", "lign"), 3, "did you mean ling?"),
        (("--person", "bo"), 3, "“bo” has no link of “longjing”"),
        (
            ("--person", "ling", "-c", "telegram"),
            3,
            "hint: sharecli link new longjing --channel telegram --person ling",
        ),
    ],
)
def test_what_contradicts_itself_or_is_not_there_is_refused(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = run(*ADD, "X1", *words)
    assert (answer.code, answer.out, said in answer.err) == (code, "", True), answer.err
    assert json.loads(run("commission", "list", "-F", "json").out) == []


def test_of_several_links_of_one_friend_the_seller_says_which(run: Run) -> None:
    assert run("link", "new", "longjing", "-c", "qq", "--person", "ling", "--code", "ling-qq").code == 0
    said = run(*ADD, "X1", "--person", "ling")
    assert (said.code, "“ling” has several links of “longjing”: ling-qq, ling-tea" in said.err) == (2, True)
    assert said.err.endswith("--order X1 --person ling --link ling-qq\n")
    assert added(run, "X1", "--person", "ling", "--link", "ling-tea")["channel"] == "whatsapp"


def test_a_sub_id_matched_to_product_and_channel_is_no_friends(run: Run) -> None:
    assert run("commission", "match", "nothing", "--product", "longjing", "-c", "whatsapp").code == 3
    added(run, "X1")
    import sqlite3  # a line of a report whose sub-id nobody knows yet
    from contextlib import closing

    with closing(sqlite3.connect(Path.home() / "data/sharecli/sharecli.db")) as file, file:
        file.execute("UPDATE commissions SET sub_id = 'a1', channel = ''")
    said = run("commission", "match", "a1", "--product", "longjing", "-c", "whatsapp", "-F", "json")
    assert (json.loads(said.out)["link"], json.loads(said.out)["channel"]) == (None, "whatsapp")
