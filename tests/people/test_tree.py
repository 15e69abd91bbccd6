"""sharecli person tree: friends bring friends, generation by generation; everybody's earnings stay their own."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Run
from factories import kept_product
from sharecli.people import keeping_records, tree_records
from sharecli.people.model import Person
from sharecli.store.open import Store


@pytest.fixture(autouse=True)
def goods(db: Path) -> None:
    """One product."""
    db.parent.mkdir(parents=True)
    kept_product(db)


def family(db: Path, *pairs: tuple[str, str]) -> None:
    """People by word, each with who brought them or an empty word."""
    store = Store(db)
    kept: dict[str, Person] = {}
    with store.writing() as file:
        for word, by in pairs:
            number = keeping_records.keep(file, Person(word, word.title()), at=NOW, brought_by=kept.get(by))
            kept[word] = Person(word, word.title(), id=number)
    store.close()


def tree(run: Run, *words: str) -> dict[str, Any]:
    said = run("person", "tree", *words, "-F", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_friends_stand_below_who_brought_them(run: Run, db: Path) -> None:
    family(db, ("mei", ""), ("ling", "mei"), ("bo", "ling"), ("cai", "ling"), ("dan", ""))
    found = tree(run)
    assert [(one["person"], one["generation"], one["friends"]) for one in found["rows"]] == [
        ("dan", 0, 0), ("mei", 0, 1), ("ling", 1, 2), ("bo", 2, 0), ("cai", 2, 0),
    ]  # fmt: skip
    assert [(one["generation"], one["people"], one["friends"]) for one in found["generations"]] == [
        (0, 2, 1), (1, 1, 2), (2, 2, 0),
    ]  # fmt: skip
    assert [one["person"] for one in tree(run, "ling")["rows"]] == ["ling", "bo", "cai"]
    shown = run("person", "tree").out
    assert "\n  ling · stranger\n    bo · stranger\n" in shown
    assert "too few to say (3 by 3 people; from 10 by 30 on)" in shown


def test_what_friends_bring_is_theirs_and_added_by_generation_and_currency_only(run: Run, db: Path) -> None:
    import sqlite3
    from contextlib import closing

    family(db, ("mei", ""), ("ling", "mei"), ("bo", "mei"))
    for number, (whose, amount, currency) in enumerate(
        [("ling", "20", "CNY"), ("bo", "5", "CNY"), ("bo", "3", "USD"), ("mei", "1", "CNY")]
    ):
        code = json.loads(run("link", "new", "longjing", "-c", "telegram", "--person", whose, "-F", "json").out)[0]
        words = ["--amount", amount, "--order", str(number), "--currency", currency, "--state", "settled"]
        assert run("commission", "add", "longjing", *words).code == 0
        with closing(sqlite3.connect(db)) as file, file:
            file.execute(
                "UPDATE commissions SET link_id = (SELECT id FROM links WHERE code = ?) WHERE order_id = ?",
                [code["code"], str(number)],
            )
    found = tree(run)
    assert [one["earnings"] for one in found["generations"]] == [
        [{"currency": "CNY", "orders": 1, "promised": "0.00", "earned": "1.00"}],
        [
            {"currency": "CNY", "orders": 2, "promised": "0.00", "earned": "25.00"},
            {"currency": "USD", "orders": 1, "promised": "0.00", "earned": "3.00"},
        ],
    ]
    assert found["rows"][0]["person"] == "mei"
    assert found["rows"][0]["earnings"][0]["earned"] == "1.00"
    lines = run("person", "tree", "-F", "csv").out.splitlines()
    assert lines[0] == "person,name,stage,referred_by,generation,friends,currency,orders,promised,earned"
    assert lines[2:4] == ["bo,Bo,stranger,mei,1,0,CNY,1,0.00,5.00", "bo,Bo,stranger,mei,1,0,USD,1,0.00,3.00"]
    assert "downline" not in run("person", "tree").out + run("person", "tree", "--help").out


def test_forty_people_are_enough_to_say_with_an_interval_and_its_source(run: Run, db: Path) -> None:
    pairs = [(f"p{number}", "") for number in range(40)]
    pairs += [(f"q{number}", f"p{number // 2}") for number in range(24)]
    family(db, *pairs)
    rate = tree(run)["coefficient"]
    assert (rate["people"], rate["friends"], rate["value"]) == (40, 24, "0.60")
    assert float(rate["low"]) < 0.6 < float(rate["high"])
    assert "Harris 1948" in rate["method"]
    shown = run("person", "tree").out
    assert "friends brought per person: 0.60 (between" in shown
    assert "… and 4 more; one branch: sharecli person tree p0; all: -F json" in shown


def test_a_chain_of_two_thousand_friends_is_no_trouble(run: Run, db: Path) -> None:
    family(db, ("w0", ""), *((f"w{number}", f"w{number - 1}") for number in range(1, 2000)))
    assert len(tree(run)["generations"]) == 2000
    said = run("person", "edit", "w0", "--referred-by", "w1999")
    assert "would have brought themself: w0 → w1 → w2 → w3 → … → w1998 → w1999 → w0" in said.err


def test_nobody_has_an_empty_tree(db: Path) -> None:
    store = Store(db)
    assert tree_records.tree(store) == []
    store.close()
