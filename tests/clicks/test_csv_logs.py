"""A CSV of requests as people have it: any encoding, whole links, broken quotation marks, and totals refused."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from clicks import logs
from conftest import Run
from factories import kept_product

PHONE = logs.PHONE.replace(",", "")


@pytest.fixture(autouse=True)
def links(db: Path, run: Run) -> None:
    """Two links, ``moments`` and ``group``."""
    kept_product(db)
    run("config", "set", "base-url", "https://go.example.shop")
    run("link", "new", "longjing", "--channel", "wechat-moments", "--code", "moments")
    run("link", "new", "longjing", "--channel", "telegram", "--code", "group")


def one(run: Run, path: Path) -> dict[str, int]:
    said = run("clicks", "import", str(path), "-F", "json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)
    assert row["read"] == sum(row[part] for part in ("imported", "duplicate", "orphan", "ignored", "bad"))
    assert row["as"] == "csv"
    return {part: row[part] for part in ("read", "imported", "orphan", "ignored", "bad")}


def people(run: Run) -> dict[str, int | None]:
    return {row["code"]: row["human"] for row in json.loads(run("link", "clicks", "-F", "json").out)}


def rows(count: int) -> list[str]:
    return [f"2026-10-14 10:{place // 60:02}:{place % 60:02},moments,{PHONE},10.0.0.{place}" for place in range(count)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quotation_mark_that_is_never_closed_costs_one_line(run: Run, tmp_path: Path, end: str) -> None:
    lines = rows(200)
    for place in (10, 11, 150, 199):
        lines[place] = lines[place].replace("Mozilla", '"Mozilla')
    path = tmp_path / "visits.csv"
    path.write_text(end.join(["time,code,agent,ip", *lines]) + end, newline="")
    assert one(run, path) == {"read": 200, "imported": 196, "orphan": 0, "ignored": 0, "bad": 4}
    assert "4 lines cannot be read: 12, 13, 152, 201" in run("clicks", "import", str(path)).err


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(['"', 'a"b', '""', ",", ";", "\\", "\0", "\r", "x", '"\n', "\x1f"]), max_size=12))
def test_no_row_is_lost_whatever_stands_before_it(run: Run, tmp_path: Path, pieces: list[str]) -> None:
    first, last = rows(60)[0], rows(60)[59]
    path = tmp_path / "visits.csv"
    path.write_text("\n".join(["time,code,agent,ip", first, "".join(pieces), last, ""]), newline="")
    said = run("clicks", "import", str(path), "-F", "json")
    (row,) = json.loads(said.out)
    assert row["read"] == sum(row[part] for part in ("imported", "duplicate", "orphan", "ignored", "bad"))
    assert row["imported"] + row["duplicate"] == 2


@pytest.mark.parametrize("heading", ["短链", "短链接", "短网址", "链接", "url", "short link", "Short_URL", "code"])
def test_the_whole_link_in_a_cell_is_a_click_of_its_code(run: Run, tmp_path: Path, heading: str) -> None:
    cells = [
        "https://go.example.shop/moments", "HTTPS://GO.EXAMPLE.SHOP/MOMENTS?from=timeline", "go.example.shop/moments",
        "moments", "/moments", "https://other.example/moments", "other.example/moments",
    ]  # fmt: skip
    path = tmp_path / "visits.csv"
    lines = [f"2026-10-14 10:00:{place:02},{cell},{PHONE}" for place, cell in enumerate(cells)]
    path.write_text("\n".join([f"时间,{heading},浏览器", *lines]) + "\n")
    assert one(run, path) == {"read": 7, "imported": 5, "orphan": 0, "ignored": 2, "bad": 0}
    assert people(run)["moments"] == 5
    assert "requests for other domains than go.example.shop: 2" in run("clicks", "import", str(path)).err


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("date,code,clicks", "clicks"), ("日期,短链,点击量", "点击量"), ("日期,短码,访问次数(次)", "访问次数(次)"),
        ("date,short link,Total Clicks", "Total Clicks"), ("code,Visits", "Visits"), ("日期;短码;独立访客", "独立访客"),
    ],
)  # fmt: skip
def test_a_table_of_totals_is_refused(run: Run, tmp_path: Path, header: str, column: str) -> None:
    path = tmp_path / "totals.csv"
    path.write_text(f"{header}\n2026-10-14,moments,250\n".replace(";", ","))
    for words in ((), ("--as", "csv")):
        said = run("clicks", "import", str(path), *words)
        assert (said.code, f"counts clicks in its column “{column}”" in said.err) == (5, True), said.err
    assert people(run) == {"moments": None, "group": None}


def test_columns_that_nobody_reads_are_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(f"time,code,user agnet,city\n2026-10-14 10:00,moments,{PHONE},Hangzhou\n")
    said = run("clicks", "import", str(path)).err
    assert "warning: nothing is read from the columns useragnet, city; was useragent meant?" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "header", ["时间,短链接,浏览器,来源", "time,code,agent,city", 'time,code,agent,"where\r\nfrom"']
)
def test_any_encoding_that_a_spreadsheet_writes_is_read(
    run: Run, db: Path, tmp_path: Path, encoding: str, header: str
) -> None:
    path = tmp_path / "visits.csv"
    agent = f"{PHONE} 茶叶"
    path.write_bytes(f"{header}\n2026-10-14 10:00:00,moments,{agent},杭州\n".encode(encoding))
    assert one(run, path) == {"read": 1, "imported": 1, "orphan": 0, "ignored": 0, "bad": 0}
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(db.with_name("clicks.db"))) as clicks:
        assert clicks.execute("SELECT agent FROM agents").fetchall() == [(agent,)]


def test_bytes_of_no_encoding_spoil_no_other_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    lines = ["时间,短链接,浏览器", f"2026-10-14 10:00:00,moments,{PHONE}", f"2026-10-14 10:00:01,group,{PHONE} \udcff"]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    assert one(run, path)["imported"] == 2


def test_what_stands_above_the_header_is_passed_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(f"Visits of October\n\ntime,code,agent\n2026-10-14 10:00,moments,{PHONE}\nsoon,moments,x\n")
    assert one(run, path) == {"read": 2, "imported": 1, "orphan": 0, "ignored": 0, "bad": 1}
    assert "cannot be read: 5" in run("clicks", "import", str(path)).err


def test_old_line_ends_are_line_ends(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_bytes("\r".join(["time,code,agent,ip", *rows(5)]).encode())
    assert one(run, path)["imported"] == 5
