"""sharecli share next and plan: by interests, by the past, by whom to spare; and a plan that is edited and followed."""

import csv
import io
import json
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from conftest import NOW, Run
from factories import kept_product, product
from process import sharecli
from sharecli.clicks import store as clicks
from sharecli.packs.friends import Friend, Shelf, Tip, best
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
        "weight", "last_shared_at", "why", "person", "command",
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


def test_a_file_that_is_there_is_replaced_only_by_force(run: Run) -> None:
    Path("plan.csv").write_text("mine", "utf-8")
    Path("plan-2.csv").write_text("mine, too", "utf-8")
    for more in ((), ("--dry-run",)):
        said = run("share", "plan", "--seed", "3", "--to", "plan.csv", *more)
        assert (said.code, "error[plan-there]: “plan.csv” is there already" in said.err) == (4, True)
        assert said.err.splitlines()[-1].startswith(" hint: sharecli share plan --seed 3 --to plan-3.csv")
    assert Path("plan.csv").read_text("utf-8") == "mine"
    assert run("share", "plan", "--seed", "3", "--to", "plan.csv", "--force").code == 0
    assert Path("plan.csv").read_text("utf-8-sig").startswith("day,")


def test_a_day_to_come_is_judged_booked_and_laid_down_as_that_day(run: Run) -> None:
    run("group", "edit", "tea", "--posts-a-day", "1")
    assert run("share", "cup", "-g", "tea", "--no-poster").code == 0
    Path("plan.csv").write_text(
        "day,group,product\n2026-10-16,tea,longjing\n2026-10-16,tea,bowl\n2026-10-17,tea,cup\n2026-10-22,tea,cup\n",
        "utf-8",
    )
    dry = run("share", "plan", "--from", "plan.csv", "--day", "tomorrow", "--dry-run", "-F", "json")
    assert [one["product"] for one in json.loads(dry.out)] == ["longjing"]
    assert "line 3: “bowl”: “tea” has 1 post on 2026-10-16, and 1 a day" in dry.err
    dry = run("share", "plan", "--from", "plan.csv", "--day", "2026-10-16..2026-10-31", "--dry-run", "-F", "json")
    assert [one["folder"] for one in json.loads(dry.out)] == [
        f"shares/2026-10-{day}/wechat-group-tea/{code}" for day, code in (("16", "longjing"), ("22", "cup"))
    ]
    said = run("share", "plan", "--from", "plan.csv", "--day", "2026-10-16..2026-10-31", "-F", "json")
    assert said.code == 7
    assert [(one["folder"], one["at"]) for one in json.loads(said.out)] == [
        ("shares/2026-10-16/wechat-group-tea/longjing", "2026-10-16T04:00:00Z"),
        ("shares/2026-10-22/wechat-group-tea/cup", "2026-10-22T04:00:00Z"),
    ]
    assert "line 3: “bowl”: “tea” has 1 post on 2026-10-16, and 1 a day" in said.err
    assert "line 4: “cup”: “tea” saw this product on 2026-10-15" in said.err
    assert Path("shares/2026-10-16/wechat-group-tea/longjing/poster.png").exists()
    log = run("share", "log")
    assert [line.endswith("planned") for line in log.out.splitlines()[1:]] == [True, True, False]
    # What is planned takes no post of today, and is repeated no earlier.
    run("group", "edit", "tea", "--posts-a-day", "2")
    assert run("share", "oolong", "-g", "tea", "--no-poster", "--dry-run").code == 0
    assert "is to see this product on 2026-10-16" in run("share", "longjing", "-g", "tea", "--dry-run").err


def test_a_dry_run_of_a_plan_refuses_what_its_own_rows_make_impossible(run: Run) -> None:
    rows = ("tea,longjing", "tea,longjing", "tea,cup", "tea,bowl", "cups,longjing", ",longjing", ",longjing")
    table = "".join(f"2026-10-{day},{row},{'' if row[0] != ',' else 'weibo'}\n" for day in (15, 16) for row in rows)
    Path("plan.csv").write_text(f"day,group,product,channel\n{table}", "utf-8")
    whole = ("share", "plan", "--from", "plan.csv", "--day", "2026-10-15..2026-10-16", "-F", "json")
    dry, earnest = run(*whole, "--dry-run"), run(*whole)
    made = [[(one["group"], one["product"]) for one in json.loads(said.out)] for said in (dry, earnest)]
    assert made[0] == made[1]
    refused = [[line for line in said.err.splitlines() if "note: line" in line] for said in (dry, earnest)]
    assert refused[0] == refused[1] != []


def test_what_of_a_plan_was_not_made_is_named_by_its_rows(run: Run) -> None:
    Path("plan.csv").write_text("day,group,product\n" + "2026-10-15,tea,zzz\n" * 2 + "2026-10-15,tea,\n", "utf-8")
    said = run("share", "plan", "--from", "plan.csv")
    assert said.code == 7
    assert "3 shares of 3 were not made: line 2 (zzz), line 3 (zzz), line 4\n" in said.err


def test_a_place_that_a_plan_misspells_is_hinted_at_by_its_name_alone(run: Run) -> None:
    Path("plan.csv").write_text("day,group,channel,product\n2026-10-15,,weib,cup\n", "utf-8")
    assert "hint: did you mean weibo?\n" in run("share", "plan", "--from", "plan.csv").err
    Path("plan.csv").write_text("day,group,channel,product\n2026-10-15,,,cup\n", "utf-8")
    said = run("share", "plan", "--from", "plan.csv").err
    assert "line 2: where? neither a group nor a channel was named" in said
    assert "hint: the header is: day,group,channel" in said


def test_a_day_that_is_over_is_shared_today(run: Run) -> None:
    Path("plan.csv").write_text("day,group,product\n2026-10-14,tea,longjing\n", "utf-8")
    said = run("share", "plan", "--from", "plan.csv", "--day", "yesterday", "-F", "json")
    assert "line 2: 2026-10-14 is over, so it is shared today" in said.err
    assert json.loads(said.out)[0]["folder"].startswith("shares/2026-10-15/")


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


def friend(run: Run, name: str, *words: str) -> None:
    assert run("person", "add", name, "--stage", "trusted", *words).code == 0


def test_people_who_trust_are_suggested_something_each_with_a_reason_and_a_command(run: Run) -> None:
    friend(run, "Ling", "--handle", "telegram=@ling", "--interest", "cups")
    run("person", "add", "Bo", "--handle", "telegram=@bo")  # a stranger
    friend(run, "Cai")  # no handle
    said = run("share", "next", "--seed", "1")
    assert "ling (telegram)" in said.out
    assert "cai" not in said.out
    assert "bo (" not in said.out
    assert "1 person who trusts you has no handle" in said.err
    found = answer(run, "--seed", "1")["rows"]
    assert [one["person"] for one in found] == [None, None, "ling"]
    command = found[-1]["command"]
    assert command == f"sharecli share {found[-1]['product']} --channel telegram --person ling"
    assert run(*command.split()[1:], "--no-poster").code == 0
    assert found[-1]["why"].endswith("never sent to them")
    assert [one["person"] for one in answer(run, "-g", "tea")["rows"]] == [None] * 4
    assert "error[no-handle]" in run("share", "next", "--person", "cai").err
    assert "error[person-not-found]" in run("share", "next", "--person", "nobody").err


def test_somebody_is_suggested_what_they_like_and_bought_once_their_day_has_come(run: Run, db: Path) -> None:
    friend(run, "Ling", "--handle", "telegram=@ling", "--handle", "wechat-moments=ling", "--interest", "cups")
    run("person", "edit", "ling", "--next", "2026-10-15")
    run("link", "new", "cup", "-c", "weibo", "--person", "ling")
    with closing(sqlite3.connect(db)) as file, file:
        file.execute(
            "INSERT INTO commissions (platform, order_id, currency, ordered_at, link_id, product_id, state) "
            "VALUES ('taobao', '1', 'CNY', '2026-02-01T00:00:00Z', (SELECT max(id) FROM links), 3, 'paid')"
        )
    rows = answer(run, "--person", "ling", "--count", "9", "--seed", "1")["rows"]
    assert sorted(one["product"] for one in rows) == ["bowl", "cup", "longjing", "oolong"]
    weights = {one["product"]: one["weight"] for one in rows}
    assert weights == {"cup": "4.00", "bowl": "3.00", "longjing": "2.00", "oolong": "2.00"}
    values = [float(one["draw"]) * float(one["weight"]) for one in rows]
    assert values == sorted(values, reverse=True)
    why = next(one["why"] for one in rows if one["product"] == "cup")
    assert why.startswith("likes cups; to be talked to since 2026-10-15; 1 order by their link; ")
    run("person", "edit", "ling", "--next", "2026-10-20")
    assert answer(run, "--person", "ling")["rows"] == []


def test_people_are_spared_like_a_group(run: Run) -> None:
    friend(run, "Ling", "--handle", "telegram=@ling")
    assert run("share", "cup", "-c", "telegram", "--person", "ling", "--no-poster").code == 0
    rows = answer(run, "--person", "ling", "--count", "9", "--seed", "1")["rows"]
    assert sorted(one["product"] for one in rows) == ["bowl", "longjing", "oolong"]
    assert run("share", "bowl", "-c", "telegram", "--person", "ling", "--no-poster").code == 0
    assert answer(run, "--person", "ling")["rows"] == []  # two a day


@given(st.integers(0, 1 << 30), st.integers(1, 4), st.sets(st.sampled_from(["tea", "cups", "rare"])))
def test_the_best_for_somebody_are_the_best_of_all(seed: int, count: int, interests: set[str]) -> None:
    draw = Random(seed)  # noqa: S311 - a seed of hypothesis
    goods = [
        replace(product(code=f"p{n}", tags=draw.sample(["tea", "cups", "rare"], draw.randrange(3))), id=n)
        for n in range(1, 13)
    ]
    order = sorted(((draw.random(), one) for one in goods), key=lambda it: (-it[0], it[1].code))
    one = Friend("ling", frozenset(interests), ("qq",), recent=[Shared(draw.randrange(1, 13), stamp(NOW))],
                 orders={draw.randrange(1, 13): 2})  # fmt: skip
    now = NOW.astimezone(SHANGHAI)
    every = [Tip(one, "qq", thing, value, due=False) for value, thing in order if not one.spared(thing.id, now)]
    wanted = sorted(every, key=lambda tip: (-tip.value, tip.product.code))[:count]
    assert best(Shelf.of({"qq": order}, ["qq"]), one, now, count=count) == wanted
