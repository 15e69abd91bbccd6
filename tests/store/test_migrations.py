"""The file grows up: from every age to exactly the schema, with its rows, or not at all."""

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from types import ModuleType
from typing import Any

import pytest
from sqlite_utils import Database

from conftest import Run
from factories import kept_product
from process import ROOT, sharecli
from sharecli.store import migrations, open as door
from sharecli.store.migrations import STEPS
from sharecli.store.open import APPLICATION_ID, migrate

FOLDER = Path(migrations.__file__).parent
SCHEMA = FOLDER.parent / "schema.sql"
ROWS = {
    1: ["INSERT INTO settings VALUES ('name', 'Lin')"],
    2: [
        "INSERT INTO images VALUES (printf('%064d', 7), 1, 1, x'ff')",
        """
        INSERT INTO products (id, code, title, price_micros, currency, rate_billionths, platform, item, url, status,
        image_sha256, created_at, updated_at)
        VALUES (1, 'longjing', '明前龙井', 129000000, 'CNY', 200000000, 'taobao', '6100',
        'https://item.taobao.com/item.htm?id=6100', 'active', printf('%064d', 7), '2026-10-01', '2026-10-01')
        """,
        "INSERT INTO product_tags VALUES (1, 'tea')",
    ],
    3: [
        """
        INSERT INTO links (id, code, product_id, channel, campaign, destination, status, created_at, updated_at) VALUES
        (1, 'bcdfghj', 1, 'wechat-moments', '', 'https://example.com', 'active', '2026', '2026')
        """,
        "INSERT INTO link_history VALUES (1, 1, 'new', 'https://example.com', '2026')",
    ],
    4: [
        """
        INSERT INTO import_batches (id, file, sha256, platform, layout, imported_at)
        VALUES (1, 'a.csv', printf('%064d', 1), 'taobao', 'modern', '2026')
        """,
        """
        INSERT INTO commissions (id, platform, account, order_id, currency, ordered_at, product_id, link_id, batch_id)
        VALUES (1, 'taobao', 'lin', '7001', 'CNY', '2026-10-03', 1, 1, 1)
        """,
        "INSERT INTO commissions (id, platform, order_id, currency, ordered_at) VALUES (2, 'x', '1', 'USD', '2026')",
        """
        INSERT INTO commission_history (id, commission_id, kind, state, estimate_micros, recorded_at, hash)
        VALUES (1, 2, 'state', 'pending', 3000000, '2026', printf('%064d', 1))
        """,
        """
        INSERT INTO commission_history
        (id, commission_id, kind, state, estimate_micros, settled_micros, platform_status, happened_at, recorded_at,
         batch_id, hash)
        VALUES (2, 1, 'state', 'settled', 11840000, 11000000, '已结算', '2026-10-20', '2026', 1, printf('%064d', 2))
        """,
    ],
    5: [
        "UPDATE products SET was_micros = 159000000, note = '头采' || char(10) || '送人', focus_y = 30",
        "INSERT INTO seller_pictures VALUES ('portrait', printf('%064d', 8), 1, 1, x'ff')",
    ],
    6: [
        """
        INSERT INTO links (id, code, product_id, channel, campaign, person, destination, status, created_at, updated_at)
        VALUES (2, 'cdfghjk', 1, 'wechat-moments', '', 'ling', 'https://example.com', 'active', '2026', '2026')
        """,
    ],
    7: [
        """
        INSERT INTO import_batches (id, file, sha256, platform, layout, imported_at, account, as_of, as_of_sure,
        replaces, rows_read, rows_new, rows_updated, rows_unchanged, rows_skipped, rows_problems, after_history, seen,
        world, undone_at) VALUES (2, 'b.csv', printf('%064d', 2), 'taobao', 'modern', '2026', 'lin', '2026-10-21', 1,
        0, 5, 0, 1, 2, 1, 1, 2, 'seen', 'world', '2027')
        """,
        """
        INSERT INTO commission_words (commission_id, batch_id, said, settled_micros, as_of)
        VALUES (1, 2, 'settled', 10500000, '2026-10-21')
        """,
        "UPDATE commissions SET told_at = '2026-10-21', told_surely = 1 WHERE id = 1",
        """
        INSERT INTO commission_history (id, commission_id, kind, state, estimate_micros, settled_micros, recorded_at,
        undoes, hash) VALUES (3, 1, 'state', 'settled', 11840000, 11000000, '2027', 2, printf('%064d', 3))
        """,
    ],
    8: [
        """
        INSERT INTO payouts VALUES (1, 'taobao', 'lin', 'CNY', '2026-10-25', 'P-1', 11000000, 100000, 0, 10900000,
        1, 11000000, '2026', NULL)
        """,
        """
        INSERT INTO payout_history (id, payout_id, kind, commission_id, micros, recorded_at, hash)
        VALUES (1, 1, 'received', NULL, NULL, '2026', printf('%064d', 1)),
        (2, 1, 'covers', 1, 11000000, '2026', printf('%064d', 2))
        """,
        "INSERT INTO sub_id_matches VALUES (1, 'taobao', 'mm_1_2_3', 1, 1, 'wechat-moments', '2026')",
    ],
    9: [
        "INSERT INTO exchange_rates VALUES ('USD', 'CNY', '2026-10-01', 7120000000, '2026')",
        "INSERT INTO goals VALUES ('2026-10-01', '2026-10-31', 'CNY', 500000000, '2026')",
    ],
    10: [
        """
        UPDATE links SET opens_at = '2026-11-01T00:00:00Z', closes_at = '2026-11-12T00:00:00Z',
        fallback = 'https://example.com/shop', max_clicks = 100 WHERE id = 2
        """,
    ],
    11: [
        """
        INSERT INTO backends (id, name, kind, address, domain, added_at)
        VALUES (1, 'mine', 'shlink', 'https://s.example.shop', 'go.example.shop', '2026')
        """,
        "INSERT INTO backend_checks VALUES (1, 'mine', 'shlink', 1, '', 'Shlink 5.1.5', 84, '2026')",
        """
        INSERT INTO carried_links (id, link_id, backend_id, state, short_url, created_at, updated_at)
        VALUES (1, 1, 1, 'carried', 'https://go.example.shop/bcdfghj', '2026', '2026')
        """,
        "INSERT INTO carried_visits VALUES (1, 1, 12, 9, 3, '2026')",
    ],
    12: [
        """
        INSERT INTO people (id, word, name, stage, brought_by, next_touch, created_at, updated_at)
        VALUES (1, 'mei', '小美', 'advocate', NULL, NULL, '2026', '2026'),
        (2, 'anna', 'Anna', 'trusted', 1, '2026-11-01', '2026', '2026')
        """,
        "INSERT INTO person_stages VALUES (1, 1, 'advocate', '2026'), (2, 2, 'trusted', '2026')",
        "INSERT INTO person_handles VALUES (2, 'telegram', '@anna')",
        "INSERT INTO person_tags VALUES (2, 'tea')",
        "INSERT INTO person_notes VALUES (1, 2, 2, 'asked for green tea', '2026')",
        """
        INSERT INTO groups (id, word, name, channel, size, created_at, updated_at)
        VALUES (1, 'tea-friends', '茶友群', 'wechat-group', 86, '2026', '2026')
        """,
        "INSERT INTO group_tags VALUES (1, 'tea')",
        "INSERT INTO group_people VALUES (1, 2)",
    ],
    13: [
        """
        INSERT INTO shares (id, link_id, product_id, channel, group_id, person_word, content, shared_at)
        VALUES (1, 1, 1, 'wechat-group', 1, 'anna', 'spring', '2026-10-03T08:00:00Z')
        """,
    ],
    14: [
        """
        INSERT INTO partner_terms (id, person_id, kind, from_day, rate_billionths, second_billionths, invited_by,
        recorded_at, hash) VALUES (1, 1, 'terms', '2026-10-01', 300000000, 100000000, NULL, '2026', printf('%064d', 1)),
        (2, 2, 'terms', '2026-10-01', 200000000, 0, 1, '2026', printf('%064d', 2))
        """,
        """
        INSERT INTO partner_payments (id, person_id, kind, currency, paid_on, micros, earned_micros, history_id,
        recorded_at, hash) VALUES (1, 2, 'paid', 'CNY', '2026-10-31', 2200000, 2200000, 2, '2026', printf('%064d', 1))
        """,
    ],
    15: [
        """
        INSERT INTO deals (id, code, kind, product_id, currency, from_micros, goal_micros, size, opened_at, closes_at)
        VALUES (1, 'tea-for-three', 'group', 1, 'CNY', 129000000, 89000000, 3, '2026-10-03', '2026-10-04')
        """,
        """
        INSERT INTO deals (id, code, kind, product_id, currency, from_micros, goal_micros, size, seed, cuts,
        person_word, opened_at, closes_at) VALUES (2, 'longjing-b1', 'bargain', 1, 'CNY', 129000000, 79000000, 20, 7,
        'sharecli-cuts-1', 'mei', '2026-10-03', '2026-10-04')
        """,
        """
        INSERT INTO deal_events (deal_id, kind, person_word, micros, how, happened_at) VALUES
        (1, 'joined', 'anna', NULL, '', '2026-10-03'), (1, 'paid', 'anna', NULL, '', '2026-10-03'),
        (1, 'closed', '', NULL, 'seller-tops-up', '2026-10-05'), (2, 'cut', 'anna', 1110000, '', '2026-10-03')
        """,
    ],
    16: [
        """
        INSERT INTO contents (id, word, kind, title, url, channel, made_on, created_at, updated_at)
        VALUES (1, 'spring-review', 'review', '春茶测评', 'https://example.com/v', 'wechat-moments', '2026-10-02',
        '2026', '2026')
        """,
    ],
    17: [
        """
        INSERT INTO partner_payments (id, person_id, kind, currency, paid_on, micros, earned_micros, history_id,
        recorded_at, hash) VALUES (2, 2, 'paid', 'CNY', '2026-11-30', 100000, 2300000, 2, '2026', printf('%064d', 2))
        """,
    ],
}
"""What a seller may have had, by the number of steps the file had taken."""

LEARNT = {
    ("import_batches", 1, "account"): "lin",
    ("import_batches", 1, "after_history"): 1,
}
"""What a step fills into a column it adds, from what the file says elsewhere: table, row, column."""

WORDS_OF_BEFORE = {
    "batch_id": 1,
    "commission_id": 1,
    "said": "settled",
    "estimate_micros": 11840000,
    "settled_micros": 11000000,
    "happened_at": "2026-10-20",
    "as_of": "",
    "platform_status": "已结算",
}
"""What the import of the fourth step said, as the seventh reads it in the history."""


HEADS_OF_BEFORE = [
    {"chain": "partner_payments", "length": 1, "hash": f"{1:064d}"},
    {"chain": "partner_terms", "length": 2, "hash": f"{2:064d}"},
]
"""How far the chains of the fourteenth step went, as the seventeenth finds them."""


def as_left_by(path: Path, steps: int, *, rows: bool = True) -> None:
    """A file as the version with so many steps left it, grown up with its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    for step in range(steps + 1):
        migrate(Database(connection), upto=step)
        for statement in ROWS.get(step, []) if rows else ():
            connection.execute(statement)
    connection.close()


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%'")
    return {name: " ".join(sql.split()) for name, sql in rows}


def contents(path: Path) -> dict[str, list[dict[str, Any]]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    mine = [name for name in names if "sqlite" not in name]
    found = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in mine}  # noqa: S608 - our own names
    connection.close()
    return found


def defaults(path: Path) -> dict[str, dict[str, Any]]:
    """What stands in a column that nothing was written to, by table."""
    connection = sqlite3.connect(path)
    found: dict[str, dict[str, Any]] = {}
    for table, column, default in connection.execute(
        "SELECT m.name, c.name, c.dflt_value FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    ).fetchall():
        (value,) = connection.execute(f"SELECT {default or 'NULL'}").fetchone()
        found.setdefault(table, {})[column] = value
    connection.close()
    return found


def grown(before: dict[str, list[dict[str, Any]]], path: Path, steps: int) -> dict[str, list[dict[str, Any]]]:
    """The rows a file had, as they stand in the tables of today: every value kept, every new column at its default."""
    wide = {
        table: [
            {
                column: row.get(column, LEARNT.get((table, row.get("id", 0), column), default))
                for column, default in columns.items()
            }
            for row in before.get(table, [])
        ]
        for table, columns in defaults(path).items()
        if "sqlite" not in table
    }
    if 4 <= steps < 7:
        wide["commission_words"] = [WORDS_OF_BEFORE]
    if 14 <= steps < 17:
        wide["chain_heads"] = HEADS_OF_BEFORE
    return wide


def wanted() -> tuple[dict[str, str], int, int]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text("utf-8"))
    return schema_of(connection), APPLICATION_ID, len(STEPS)


def reached(path: Path) -> tuple[dict[str, str], int, int]:
    connection = sqlite3.connect(path)
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    schema = schema_of(connection)
    connection.close()
    return schema, marks[0], marks[1]


def test_a_blank_file_reaches_exactly_the_schema(db: Path, run: Run) -> None:
    assert run("config", "set", "name", "Lin").code == 0
    assert reached(db) == wanted()
    assert not (db.parent / "backups").exists()


@pytest.mark.parametrize("words", [("product", "list", "-F", "json"), ("config", "set", "tagline", "tea")])
@pytest.mark.parametrize("steps", range(len(STEPS) + 1))
def test_a_file_of_every_age_reaches_exactly_the_schema_with_its_rows(
    db: Path, run: Run, steps: int, words: tuple[str, ...]
) -> None:
    as_left_by(db, steps)
    before = contents(db)
    said = run(*words)
    assert said.code == 0
    assert reached(db) == wanted()
    after = contents(db)
    after["settings"] = [row for row in after["settings"] if row["key"] != "tagline"]
    assert after == grown(before, db, steps)
    if words[0] == "product" and steps >= 2:
        assert [one["code"] for one in json.loads(said.out)] == ["longjing"]


@pytest.mark.parametrize("steps", range(2, len(STEPS) + 1))
def test_what_a_file_of_every_age_holds_is_understood(db: Path, run: Run, steps: int) -> None:
    as_left_by(db, steps)
    (product,) = json.loads(run("product", "list", "-F", "json").out)
    further = {"was": "159.00", "note": "头采\n送人", "focus": "50%,30%"} if steps >= 5 else {}
    assert (product["price"], product["status"]) == ("129.00", "active")
    assert {key: product[key] for key in list(product)[9:]} == further
    links = json.loads(run("link", "list", "-F", "json").out)
    whose = [one.get("person", "") for one in links]
    assert whose == ([] if steps < 3 else [""] if steps < 6 else ["", "ling"])
    if steps >= 3:
        assert json.loads(run("link", "show", "bcdfghj", "-F", "json").out)["destination"] == "https://example.com"
    lines = json.loads(run("commission", "list", "-F", "json").out)
    assert {one["link"] for one in lines} == (set() if steps < 4 else {"bcdfghj", None})
    # The same four have one link, whichever step the file came from.
    assert run("person", "add", "Bo").code == 0
    again = run("link", "new", "longjing", "-c", "wechat-moments", "--person", "bo", "-F", "json")
    assert again.code == 0
    assert json.loads(run("link", "new", "longjing", "-c", "wechat-moments", "--person", "bo", "-F", "json").out) == (
        json.loads(again.out)
    )


def test_a_file_holds_one_link_in_use_for_each_product_channel_campaign_and_person(db: Path) -> None:
    as_left_by(db, len(STEPS))
    connection = sqlite3.connect(db)
    link = (
        "INSERT INTO links (code, product_id, channel, campaign, destination, created_at, updated_at, person)"
        " VALUES (?, 1, 'wechat-moments', ?, 'https://example.com', '2026', '2026', ?)"
    )
    for campaign, person in (("", ""), ("", "ling")):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(link, ["x", campaign, person])
    connection.execute(link, ["x", "spring", "ling"])
    connection.execute("UPDATE links SET status = 'retired'")
    connection.execute(link, ["y", "", "ling"])
    connection.close()


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_a_copy_is_made_before_a_file_with_rows_grows(db: Path, run: Run, steps: int) -> None:
    as_left_by(db, steps)
    before = contents(db)
    assert run("product", "list").code == 0
    (copy,) = (db.parent / "backups").iterdir()
    assert copy.name.endswith(f"-before-{STEPS[steps]}.db")
    assert contents(copy) == before
    assert run("product", "list").code == 0
    assert len(list((db.parent / "backups").iterdir())) == 1


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Further steps, as a later version would bring them."""

    def plant(**steps: Callable[[Database], None]) -> None:
        for name, up in steps.items():
            module = ModuleType(name)
            module.up = up  # type: ignore[attr-defined] # what a step is
            monkeypatch.setitem(sys.modules, f"sharecli.store.migrations.{name}", module)
        monkeypatch.setattr(door, "STEPS", (*STEPS, *steps))

    return plant


def _good(db: Database) -> None:
    db.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY) STRICT")
    db.execute("UPDATE products SET title = 'changed'")


def _bad(db: Database) -> None:
    db.execute("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT")
    db.execute("INSERT INTO no_such_table VALUES (1)")


def _dangling(db: Database) -> None:
    db.execute("INSERT INTO product_tags VALUES (999, 'ghost')")


@pytest.mark.parametrize("broken", [_bad, _dangling])
def test_a_step_that_fails_takes_all_of_them_back(
    db: Path, run: Run, planted: Callable[..., None], broken: Callable[[Database], None]
) -> None:
    as_left_by(db, len(STEPS))
    before = contents(db), reached(db)
    planted(m9001_good=_good, m9002_broken=broken)
    said = run("product", "list")
    assert said.code == 6
    assert said.err.startswith("error[store")
    assert (contents(db), reached(db)) == before
    assert len(list((db.parent / "backups").glob("*-before-m9001_good.db"))) == 1


def test_a_later_step_is_taken_once(db: Path, run: Run, planted: Callable[..., None]) -> None:
    as_left_by(db, len(STEPS))
    planted(m9001_good=_good)
    assert "changed" in run("product", "list").out
    assert reached(db)[2] == len(STEPS) + 1
    assert "changed" in run("product", "list").out


def test_completion_never_takes_a_step(db: Path) -> None:
    as_left_by(db, 2)
    assert sharecli("--values", "products", "l").stdout == b"longjing\n"
    assert sharecli("--values", "links", "").stdout == b""
    assert reached(db)[2] == 2


def test_the_schema_that_is_committed_is_the_schema_that_the_steps_make() -> None:
    assert run_path(str(ROOT / "scripts/schema.py"))["schema"]() == SCHEMA.read_text("utf-8")


def test_every_step_is_listed_in_order_and_none_commits_by_accident() -> None:
    assert sorted(path.stem for path in FOLDER.glob("m*.py")) == list(STEPS)
    assert [int(name[1:5]) for name in STEPS] == list(range(1, len(STEPS) + 1))
    for path in FOLDER.glob("m*.py"):
        text = path.read_text("utf-8")
        assert "executescript" not in text, path.name
        assert "COMMIT" not in text, path.name


TRIGGERS = {
    "chain_heads_no_delete",
    "commission_history_adjusts",
    "commission_history_moves_state",
    "commission_history_no_delete",
    "commission_history_no_update",
    "commission_history_takes_back",
    "commission_words_no_delete",
    "commission_words_no_update",
    "commissions_identity",
    "commissions_no_delete",
    "deal_events_forget_only",
    "deal_events_in_time",
    "deal_events_no_delete",
    "deal_events_no_update",
    "deals_forget_only",
    "deals_no_delete",
    "deals_no_update",
    "link_history_no_delete",
    "link_history_no_update",
    "partner_payments_head",
    "partner_payments_no_delete",
    "partner_payments_no_update",
    "partner_terms_head",
    "partner_terms_no_delete",
    "partner_terms_no_update",
    "payout_history_no_delete",
    "payout_history_no_update",
    "payout_history_voids",
    "payouts_identity",
    "payouts_no_delete",
    "person_stages_moves",
    "person_stages_no_delete",
    "person_stages_no_update",
    "shares_forget_only",
    "shares_no_delete",
    "shares_no_update",
    "sub_id_matches_no_delete",
    "sub_id_matches_no_update",
}


@pytest.mark.parametrize("steps", range(len(STEPS) + 1))
def test_every_trigger_is_there_after_the_file_has_grown_up(db: Path, run: Run, steps: int) -> None:
    as_left_by(db, steps)
    assert run("config", "set", "tagline", "tea").code == 0
    connection = sqlite3.connect(db)
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    connection.close()
    assert found == TRIGGERS


def test_a_history_takes_words_that_a_later_version_knows_and_no_empty_one() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text("utf-8"))
    for statement in (*ROWS[2], *ROWS[3]):
        connection.execute(statement)
    connection.execute("INSERT INTO link_history VALUES (2, 1, 'checked', 'https://example.com', '2026')")
    connection.execute("UPDATE links SET status = 'paused'")
    line = "INSERT INTO commissions (id, platform, order_id, currency, ordered_at) VALUES (1, 'x', '1', 'CNY', '2026')"
    connection.execute(line)
    row = "INSERT INTO commission_history (commission_id, kind, state, recorded_at, hash) VALUES (1, ?, ?, '2026', ?)"
    connection.execute(row, ["state", "disputed", "1" * 64])
    connection.execute(row, ["remark", None, "2" * 64])
    assert connection.execute("SELECT state FROM commissions").fetchone() == ("disputed",)
    for kind, state in (("", None), ("state", ""), ("state", None)):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(row, [kind, state, "3" * 64])
    connection.close()


def test_every_table_is_strict() -> None:
    loose = [name for name, sql in wanted()[0].items() if sql.startswith("CREATE TABLE") and "STRICT" not in sql]
    assert loose == []


def test_the_file_refuses_values_of_the_wrong_kind(db: Path) -> None:
    db.parent.mkdir(parents=True)
    kept_product(db)
    connection = sqlite3.connect(db)
    for change in (
        "price_micros = '12.5元'",
        "price_micros = -1",
        "status = 'gone'",
        "currency = 'Yuan'",
        "rate_billionths = 2000000000",
        "title = ''",
        "was_micros = '159元'",
        "was_micros = -1",
        "note = NULL",
        "focus_x = 101",
        "focus_y = -1",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE products SET {change}")  # noqa: S608 - a change of our own
    connection.close()
