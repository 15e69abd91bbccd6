"""sharecli share next and plan: by interests, by the past, by whom to spare; and a plan that is edited and followed."""

import csv
import io
import json
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from conftest import NOW, Run
from factories import kept_product
from process import sharecli
from sharecli.clicks import store as clicks
from sharecli.packs.resting import fine_from
from sharecli.people.model import Group
from sharecli.people.sparing import Shared, may_share
from sharecli.period import stamp

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def shop(run: Run, db: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two teas, two cups, two groups."""
    monkeypatch.chdir(home)
    db.parent.mkdir(parents=True)
    kept_product(db)
    for code, tag in (("oolong", "tea"), ("cup", "cups"), ("bowl", "cups")):
        kept_product(db, code=code, title=code, url=f"https://shop.example/{code}", tags=[tag])
    run("group", "add", "Tea", "--word", "tea", "-c", "wechat-group", "-i", "tea")
    run("group", "add", "Cups", "--word", "cups", "-c", "telegram", "-i", "cups")
    run("config", "set", "base-url", "https://go.example.shop")


def answer(run: Run, *words: str) -> dict[str, Any]:
    said = run("share", "next", *words, "-F", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def plan(run: Run, *words: str) -> list[dict[str, Any]]:
    said = run("share", "plan", *words, "-F", "json")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def past(db: Path, product: int, *, shares: int, orders: int, channel: str = "wechat-group") -> None:
    """Shares of long ago by a link of the product, and orders that came by it."""
    with closing(sqlite3.connect(db)) as file, file:
        (link,) = file.execute("SELECT coalesce(max(id), 0) + 1 FROM links").fetchone()
        file.execute(
            "INSERT INTO links (id, code, product_id, channel, destination, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, 'https://shop.example/', '2026', '2026')",
            [link, f"code{link}", product, channel],
        )
        file.executemany(
            "INSERT INTO shares (link_id, product_id, channel, group_id, shared_at) VALUES (?, ?, ?, 1, ?)",
            [(link, product, channel, "2026-01-01T00:00:00Z")] * shares,
        )
        file.executemany(
            "INSERT INTO commissions (platform, order_id, currency, ordered_at, link_id, product_id, state) "
            "VALUES ('taobao', ?, 'CNY', '2026-02-01T00:00:00Z', ?, ?, 'paid')",
            [(f"{link}-{one}", link, product) for one in range(orders)],
        )


def test_the_same_seed_gives_the_same_answer_and_is_told(run: Run) -> None:
    first = run("share", "next", "--seed", "7")
    assert "drawn from --seed 7;" in first.err
    assert run("share", "next", "--seed", "7").out == first.out
    found = answer(run)
    assert answer(run, "--seed", str(found["seed"])) == found
    assert (found["of"], found["prior_orders"], found["prior_others"]) == ("shares", "0.4000", "19.6000")
    assert len({json.dumps(answer(run, "--seed", str(seed))) for seed in range(5)}) == 5


def test_a_suggestion_says_why(run: Run, db: Path) -> None:
    past(db, 1, shares=100, orders=30)
    for name, tag in (("a", "tea"), ("b", "tea"), ("c", "cups")):
        run("person", "add", name, "--word", name, "--group", "tea", "--interest", tag)
    (row,) = answer(run, "--group", "tea", "--count", "1", "--seed", "1")["rows"]
    assert list(row) == [
        "group", "channel", "product", "title", "likes", "like", "people", "orders", "of", "low", "high", "draw",
        "weight", "last_shared_at", "why",
    ]  # fmt: skip
    assert (row["product"], row["likes"], row["like"], row["people"]) == ("longjing", ["tea"], 2, 3)
    assert (row["orders"], row["of"], row["weight"]) == (30, 100, "2.67")
    assert float(row["low"]) < 30 < float(row["high"])
    assert row["why"] == (
        f"likes tea; 2 of the 3 people you know there like it; 30 orders of 100 shares; believed {row['low']}–"
        f"{row['high']} %, drawn {row['draw']} %; last shared there on 2026-01-01"
    )


def test_what_sells_is_suggested_more_often_and_what_was_never_tried_now_and_then(run: Run, db: Path) -> None:
    past(db, 1, shares=60, orders=12)
    past(db, 2, shares=60, orders=3)
    first = Counter(
        answer(run, "--group", "tea", "--count", "1", "--seed", str(seed))["rows"][0]["product"] for seed in range(25)
    )
    assert first["longjing"] > 15
    # Without a past, what the group likes comes first most of the time, and never always.
    other = Counter(
        answer(run, "--group", "cups", "--count", "1", "--seed", str(seed))["rows"][0]["product"] for seed in range(25)
    )
    assert other["cup"] + other["bowl"] > 13
    assert len(other) > 2


def test_each_of_several_groups_gets_its_best_and_one_group_gets_several(run: Run) -> None:
    rows = answer(run, "--seed", "1")["rows"]
    assert sorted(one["group"] for one in rows) == ["cups", "tea"]
    assert len(answer(run, "--seed", "1", "--count", "1")["rows"]) == 1
    rows = answer(run, "--seed", "1", "-g", "tea", "--count", "3")["rows"]
    assert len({one["product"] for one in rows}) == 3
    values = [float(one["draw"]) * float(one["weight"]) for one in rows]
    assert values == sorted(values, reverse=True)


def test_nothing_that_rests_is_suggested(run: Run) -> None:
    assert run("share", "longjing", "-g", "tea", "--no-poster").code == 0
    for seed in range(4):
        rows = answer(run, "-g", "tea", "--count", "9", "--seed", str(seed))["rows"]
        assert sorted(one["product"] for one in rows) == ["bowl", "cup", "oolong"]
    assert run("share", "oolong", "-g", "tea", "--no-poster").code == 0
    said = run("share", "next", "-g", "tea")
    assert said.out == "Everything rests today.\n"
    assert "1 group had its posts for today" in said.err


def test_people_who_came_are_counted_where_anybody_counts_them(run: Run, db: Path) -> None:
    past(db, 1, shares=10, orders=4)
    past(db, 2, shares=10, orders=4)
    with closing(clicks.open_writer(clicks.beside(db))) as file, file:
        file.execute("INSERT INTO agents VALUES (1, 'x', 'human', '', 1)")
        file.executemany(
            "INSERT INTO clicks (link_id, code, at_ms, how, kind, rules, agent_id, source) "
            "VALUES (1, 'x', 1, 'get', ?, 1, 1, 'serve')",
            [("human",)] * 50 + [("bot",)] * 90,
        )
    found = answer(run, "-g", "tea", "--count", "9", "--seed", "1")
    assert found["of"] == "people"
    tallies = {one["product"]: (one["orders"], one["of"]) for one in found["rows"]}
    # The clicks of the second link were counted by nobody: its orders say nothing about people.
    assert (tallies["longjing"], tallies["oolong"]) == ((4, 50), (0, 0))


def test_bad_numbers_are_refused(run: Run) -> None:
    for words in ("next --count 0", "next --seed -1", "plan --days 0", "plan --posts 0"):
        assert "error[bad-value]" in run("share", *words.split()).err
    for words in ("plan --day today", "plan --from x --seed 1"):
        assert "error[usage]" in run("share", *words.split()).err
    assert "error[group-not-found]" in run("share", "next", "-g", "nowhere").err


def test_a_plan_spares_every_group_and_is_the_same_for_the_same_seed(run: Run) -> None:
    rows = plan(run, "--seed", "3", "--days", "14", "--posts", "2")
    assert rows == plan(run, "--seed", "3", "--days", "14", "--posts", "2")
    assert rows[0]["day"] == "2026-10-15"
    assert max(Counter((one["day"], one["group"]) for one in rows).values()) <= 2
    seen: dict[tuple[str, str], str] = {}
    for one in rows:
        before = seen.get((one["group"], one["product"]))
        assert before is None or datetime.fromisoformat(one["day"]) - datetime.fromisoformat(before) >= timedelta(7)
        seen[one["group"], one["product"]] = one["day"]
    assert len(rows) == 16  # four products, two groups, twice in a fortnight
    assert json.loads(run("share", "log", "-F", "json").out) == []  # a plan shares nothing
    assert "2026-10-16\n" in run("share", "plan", "--seed", "3").out


def test_a_plan_is_written_edited_and_followed(run: Run) -> None:
    assert run("share", "plan", "--seed", "3", "--to", "plan.csv", "--dry-run").code == 0
    assert not Path("plan.csv").exists()
    said = run("share", "plan", "--seed", "3", "--to", "plan.csv")
    assert "shares in plan.csv; edit them, then: sharecli share plan --from plan.csv --day today" in said.err
    text = Path("plan.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["day", "group", "channel", "product", "content", "why"]
    today = [one for one in rows if one["day"] == "2026-10-15"]
    said = run("share", "plan", "--from", "plan.csv", "--day", "today", "--dry-run")
    assert said.code == 0, said.err
    assert not Path("shares").exists()
    made = json.loads(run("share", "plan", "--from", "plan.csv", "--day", "today", "-F", "json").out)
    assert [(one["group"], one["product"]) for one in made] == [(one["group"], one["product"]) for one in today]
    assert all(Path(one["folder"], "poster.png").exists() for one in made)
    again = run("share", "plan", "--from", "plan.csv", "--day", "today")
    assert (again.code, "error[part-failed]: 2 shares of 2 were not made" in again.err) == (7, True)
    assert len(json.loads(run("share", "log", "-F", "json").out)) == 2


def test_a_plan_of_a_spreadsheet_is_read_and_its_mistakes_are_told_by_line(run: Run) -> None:
    Path("plan.csv").write_bytes(
        "日期,群,渠道,商品\n2026/10/15,Tea,,longjing\n2026/10/15,,微博,cup\n2026/10/16,tea,,cup\n32.10.,tea,,cup\n"
        "2026/10/15,nowhere,,cup\n".encode("gb18030")
    )
    said = run("share", "plan", "--from", "plan.csv", "-F", "json")
    assert said.code == 7
    assert [(one["group"], one["channel"], one["product"]) for one in json.loads(said.out)] == [
        ("tea", "wechat-group", "longjing"), (None, "weibo", "cup"),
    ]  # fmt: skip
    assert "line 5: “32.10.” is not a day" in said.err
    assert "line 6: there is no group “nowhere”" in said.err
    Path("none.csv").write_text("day,group\n2026-10-15,tea\n", "utf-8")
    assert "has no column “product”" in run("share", "plan", "--from", "none.csv").err
    assert (
        "nothing is planned for that day" in run("share", "plan", "--from", "plan.csv", "--day", "2027-01-01").err or 1
    )


def test_two_at_once_share_a_product_once(run: Run, db: Path) -> None:
    run("link", "new", "longjing", "-c", "wechat-group")
    env = {"SHARECLI_DB": str(db), "SHARECLI_LANG": "en"}
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _n: sharecli("share", "longjing", "-g", "tea", "--no-poster", env=env), range(2)))
    assert sorted(one.returncode for one in done) == [0, 1]
    with closing(sqlite3.connect(db)) as file:
        assert file.execute("SELECT count(*) FROM shares").fetchone() == (1,)
    assert len([one for one in Path("shares").rglob("caption.txt") if ".sharecli" not in str(one)]) == 1


SHARES = st.lists(st.tuples(st.integers(1, 3), st.integers(-20 * 24, 2)), max_size=12)


@settings(max_examples=200)
@given(SHARES, st.integers(0, 10), st.integers(0, 3), st.integers(1, 3))
def test_what_is_said_to_be_fine_is_fine_then_and_not_a_moment_before(
    hours: list[tuple[int, int]], rest: int, posts: int, product: int
) -> None:
    group = Group("tea", "Tea", "wechat-group", cooldown_days=rest, posts_a_day=posts, id=1)
    now = NOW.astimezone(SHANGHAI)
    past = [Shared(one, stamp(NOW.astimezone(UTC) + timedelta(hours=ago))) for one, ago in hours]
    fine = fine_from(group, product, past, now)
    if may_share(group, product, past, now) is None:
        assert fine == now
    if posts == 0:
        assert fine is None
    elif fine is not None:
        assert fine >= now
        assert may_share(group, product, past, fine) is None
        assert fine == now or may_share(group, product, past, fine - timedelta(seconds=1)) is not None
