"""sharecli earnings funnel: shares, people, orders; what can be said of them, and where it is too few to say."""

import json
from pathlib import Path

import pytest

from clicks import logs
from conftest import Run
from earnings.ledgers import Sold, Word, keep
from sharecli.chances import FEWEST
from sharecli.earnings.funnel import Stage, references
from sharecli.store.open import Store


def test_a_rate_is_said_only_where_there_is_enough_to_say_it() -> None:
    assert Stage("a", 1, None, 4, 0, 0).why == "not-counted"
    assert Stage("a", 1, 3, 4, 4, 0).why == "more-orders-than-people"
    assert Stage("a", 1, FEWEST - 1, 1, 1, 0).why == "too-few"
    assert Stage("a", 1, FEWEST, 50, 50, 0).why == "too-few"  # the interval is 19 points wide
    assert Stage("a", 1, 0, 0, 0, 0).why == "too-few"
    said = Stage("a", 9, 1000, 80, 80, 60)
    assert said.why == ""
    assert said.row() == {
        "key": "a", "shares": 9, "people": 1000, "orders": 80, "settled": 60, "rate": "8.0",
        "low": "6.5", "high": "9.8",
        "why": None, "beside": ["social"],
    }  # fmt: skip
    assert [one.key for one in Stage("a", 9, 5000, 10, 10, 0).beside()] == ["classic-shop"]
    assert Stage("a", 9, 9000, 270, 270, 0).beside() == ()


def test_the_fields_rates_are_data_with_their_sources() -> None:
    assert [(one.key, int(one.least), int(one.most)) for one in references()] == [
        ("classic-shop", 0, 1), ("social", 6, 10), ("influencer", 10, 20),
    ]  # fmt: skip
    assert all(one.source for one in references())


@pytest.fixture
def sold(db: Path, run: Run, tmp_path: Path) -> list[str]:
    """120 people on telegram, of whom nine ordered; orders on moments and qq, whose clicks nobody counted."""
    orders = [
        Sold(f"t{place}", (Word("settled", 10, 10, "2026-10-10T04:00:00Z"),), channel="telegram", product=0, link=1)
        for place in range(9)
    ]
    orders += [Sold("m1", (Word("pending", 10),), channel="wechat-moments", product=0, link=0)]
    orders += [Sold("v1", (Word("void", 10),), channel="telegram", product=0, link=1)]
    keep(db, orders)
    store = Store(db)
    codes = [row["code"] for row in store.reader.execute("SELECT code FROM links ORDER BY id")]
    store.close()
    lines = [logs.nginx_json(f"/{codes[1]}", remote_addr=f"10.0.0.{place}") for place in range(120)]
    (tmp_path / "access.log").write_text("\n".join(lines))
    assert run("clicks", "import", str(tmp_path / "access.log")).code == 0
    return codes


@pytest.mark.usefixtures("sold")
def test_the_funnel_by_channel_and_product(run: Run) -> None:
    said = run("earnings", "funnel", "-F", "json")
    data = json.loads(said.out)
    rows = {row["key"]: row for row in data["rows"]}
    assert [row["key"] for row in data["rows"]] == ["telegram", "wechat-moments"]
    telegram = rows["telegram"]
    assert (telegram["shares"], telegram["people"], telegram["orders"], telegram["settled"]) == (None, 120, 9, 9)
    assert (telegram["rate"], telegram["low"], telegram["high"]) == ("7.5", "4.0", "13.6")
    assert telegram["beside"] == ["social", "influencer"]
    assert (rows["wechat-moments"]["people"], rows["wechat-moments"]["why"]) == (None, "not-counted")
    assert [one["key"] for one in data["references"]] == ["classic-shop", "social", "influencer"]
    assert "too few to say: fewer than 100 people" in said.err
    (product,) = json.loads(run("earnings", "funnel", "--by", "product", "-F", "json").out)["rows"]
    assert (product["people"], product["orders"], product["rate"]) == (120, 10, "7.5")  # of the counted link alone


@pytest.mark.usefixtures("sold")
def test_shares_come_from_the_diary_where_there_is_one(run: Run, db: Path) -> None:
    store = Store(db)
    with store.writing() as ledger:
        ledger.execute(
            "INSERT INTO shares (link_id, product_id, channel, shared_at) SELECT id, product_id, channel, "
            "'2026-10-13T00:00:00Z' FROM links WHERE channel IN ('telegram', 'qq')"
        )
    store.close()
    rows = {row["key"]: row for row in json.loads(run("earnings", "funnel", "-F", "json").out)["rows"]}
    assert {key: row["shares"] for key, row in rows.items()} == {"telegram": 1, "qq": 1, "wechat-moments": 0}
    table = run("earnings", "funnel").out
    assert "clicks not counted" in table
    assert "7.5 (4.0–13.6)" in table


def people(run: Run, *words: str) -> dict[str, int | None]:
    rows = json.loads(run("earnings", "funnel", *words, "-F", "json").out)["rows"]
    return {row["key"]: row["people"] for row in rows}


def read(run: Run, path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines))
    assert run("clicks", "import", str(path)).code == 0


@pytest.mark.usefixtures("sold")
def test_people_are_people_and_not_their_requests(run: Run, sold: list[str], tmp_path: Path) -> None:
    again = [logs.nginx_json(f"/{sold[1]}", msec=logs.AT + place, remote_addr="10.0.0.7") for place in range(1, 6)]
    read(run, tmp_path / "again.log", *again)
    assert people(run) == {"telegram": 120, "wechat-moments": None}
    nameless = [logs.nginx_json(f"/{sold[1]}", msec=logs.AT + place, remote_addr="") for place in range(3)]
    read(run, tmp_path / "nameless.log", *nameless)
    assert people(run)["telegram"] == 123
    (link,) = json.loads(run("link", "clicks", sold[1], "-F", "json").out)
    assert (link["human"], link["visitors"]) == (128, 120)  # requests, and people as far as they are told apart


@pytest.mark.usefixtures("sold")
def test_whoever_came_by_two_links_of_one_key_is_one(run: Run, sold: list[str], tmp_path: Path) -> None:
    both = [logs.nginx_json(f"/{code}", remote_addr="10.9.9.9") for code in sold[:2]]
    read(run, tmp_path / "both.log", *both, logs.nginx_json(f"/{sold[0]}", msec=logs.AT + 86_400))
    assert people(run) == {"telegram": 121, "wechat-moments": 2}
    assert people(run, "--by", "product") == {"longjing": 122}


@pytest.mark.usefixtures("sold")
def test_a_time_in_which_nothing_was_counted_has_no_people_to_divide_by(run: Run) -> None:
    before = people(run, "--period", "2026-10")
    assert before["telegram"] == 120
    assert set(people(run, "--period", "2026-09").values()) <= {None}


def test_without_anything_there_is_nothing_to_follow(run: Run) -> None:
    assert "Nothing was shared, clicked or ordered" in run("earnings", "funnel").out
