"""Every sample in ``reports/``: read to the last micro, told from all others, and nothing in it of a buyer."""

import csv
import io
import json
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commissions.papers import lines_of
from conftest import Run
from sharecli.commissions import layouts
from sharecli.platforms import loader
from sharecli.platforms.model import Layout
from sharecli.spreadsheet import Content, Grid, name_of

REPORTS = Path(__file__).parent / "reports"
EXPECTED = sorted(REPORTS.glob("*.json"))
REFUSED = sorted((REPORTS / "refused").glob("*.csv"))
each = pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)

PERSON = {
    "Buyer Name": "Xenia Kaeufer", "Buyer Email": "xenia@buyer.example", "收货人": "张三丰", "手机": "13800138000",
    "Street Address": "Lindenallee 17",
}  # fmt: skip


def by_hand(words: str) -> Decimal:
    """What a sum such as ``2.25 - 0.60`` comes to."""
    first, *rest = words.split()
    steps = zip(rest[::2], rest[1::2], strict=True)
    return Decimal(first) + sum((Decimal(f"{sign}{number}") for sign, number in steps), Decimal(0))


def table(expected: Path) -> tuple[Layout, list[list[str]]]:
    """A sample's layout and its table, without what stands above the header."""
    match = layouts.recognise(expected.with_suffix(".csv").read_bytes(), list(loader.platforms().values()))
    assert match is not None
    return match.layout, [list(match.sheet.header), *(cells for _line, cells in match.sheet.rows)]


def written(rows: Sequence[Sequence[str]], encoding: str = "utf-8", *, above: int = 0) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return ("x\n" * above + out.getvalue()).encode(encoding)


def found(content: Content) -> tuple[str, str, list[Any]]:
    """Platform, layout and rows of a file, held against all platforms at once."""
    match = layouts.recognise(content, list(loader.platforms().values()))
    assert match is not None
    lines = [(one.order, one.line, one.nth, one.state, one.estimate, one.settled, one.currency, one.ordered_at)
             for one in lines_of(match)]  # fmt: skip
    return match.platform.key, match.layout.name, lines


@each
def test_a_report_brings_the_figures_that_were_computed_by_hand(run: Run, expected: Path) -> None:
    wanted = json.loads(expected.read_text("utf-8"))
    report = expected.with_suffix(".csv")
    told = wanted["rows"] - wanted["skipped"]
    said = run("commission", "import", str(report), "-F", "json")
    assert (said.code, said.err) == (0, "")
    result = json.loads(said.out)
    assert [result[name] for name in ("file", "platform", "layout", "rows", "new", "skipped", "problems")] == [
        report.name, wanted["platform"], wanted["layout"], wanted["rows"], told, wanted["skipped"], 0,
    ]  # fmt: skip
    listed = json.loads(run("commission", "list", "-F", "json").out)
    kept = [
        [row[name] for name in ("order", "state", "amount", "currency", "ordered_at", "settled_at")]
        for row in sorted(listed, key=lambda row: row["id"])
    ]
    assert kept == wanted["commissions"]
    [totals] = json.loads(run("earnings", "-F", "json").out)["totals"]
    assert totals == wanted["totals"]
    for name, words in wanted["by_hand"].items():
        assert Decimal(totals[name]) == by_hand(words), name
    [moved] = result["change"]
    assert Decimal(moved["pending"]) == Decimal(totals["pending"]) + Decimal(totals["confirmed"])
    assert moved["earned"] == totals["earned"]
    again = json.loads(run("commission", "import", str(report), "-F", "json").out)
    assert (again["unchanged"], again["new"], again["change"]) == (told, 0, [])


def test_every_layout_has_a_sample() -> None:
    sampled = {(wanted["platform"], wanted["layout"]) for wanted in map(_json, EXPECTED)}
    every = {(key, layout.name) for key, platform in loader.platforms().items() for layout in platform.reports}
    assert every == sampled


def _json(path: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return wanted


@each
def test_a_report_is_told_from_all_others_in_every_encoding_that_its_layout_claims(expected: Path) -> None:
    wanted = _json(expected)
    layout, rows = table(expected)
    # The same rows everywhere, so without letters that one of the encodings lacks in their cells.
    for encoding in dict.fromkeys([*layout.encodings, "utf-8-sig", "utf-16"]):
        try:
            content = written(rows, encoding)
        except UnicodeEncodeError:
            assert encoding == "cp1252"  # the rupee's and the zero-width sign
            continue
        platform, name, lines = found(content)
        assert (platform, name) == (wanted["platform"], wanted["layout"]), encoding
        assert lines == found(expected.with_suffix(".csv").read_bytes())[2], encoding


@each
def test_a_report_is_told_from_all_others_wherever_its_header_and_its_columns_stand(expected: Path) -> None:
    wanted = _json(expected)
    before = found(expected.with_suffix(".csv").read_bytes())
    assert before[:2] == (wanted["platform"], wanted["layout"])
    _layout, rows = table(expected)
    dice = random.Random(11)  # noqa: S311 - a fixed shuffle
    for above in range(20):
        order = list(range(len(rows[0])))
        dice.shuffle(order)
        turned = [[row[place] if place < len(row) else "" for place in order] for row in rows]
        assert found(written(turned, above=above)) == before, above
    assert layouts.recognise(written(rows, above=20), list(loader.platforms().values())) is None


@each
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_report_is_the_same_in_a_workbook(expected: Path, kind: str) -> None:
    _layout, rows = table(expected)
    assert found(Grid(kind, [["a title"], [], *rows])) == found(expected.with_suffix(".csv").read_bytes())


@each
def test_a_report_without_one_of_the_headers_it_needs_is_not_taken_for_another(expected: Path) -> None:
    wanted = _json(expected)
    layout, rows = table(expected)
    among = list(loader.platforms().values())
    for field in layout.needs:
        names = {name_of(header) for header in layout.columns[field]}
        less = [
            [cell for cell, header in zip(row, rows[0], strict=False) if name_of(header) not in names] for row in rows
        ]
        match = layouts.recognise(written(less), among)
        assert match is None, (wanted["layout"], field, match.platform.key, match.layout.name)


@each
def test_nothing_of_a_buyer_enters_the_file(run: Run, tmp_path: Path, db: Path, expected: Path) -> None:
    _layout, rows = table(expected)
    rows = [[*row, *(PERSON if number == 0 else PERSON.values())] for number, row in enumerate(rows)]
    (tmp_path / "x.csv").write_bytes(written(rows))
    said = run("commission", "import", str(tmp_path / "x.csv"))
    assert said.code == 0
    kept = b"".join(path.read_bytes() for path in db.parent.iterdir() if path.is_file())
    for secret in (*PERSON.values(), "xenia", "Xenia"):
        assert secret.encode() not in kept
        assert secret not in said.out + said.err


@pytest.mark.parametrize("report", REFUSED, ids=lambda path: path.stem)
def test_a_report_of_what_a_merchant_pays_is_refused_and_says_why(run: Run, db: Path, report: Path) -> None:
    said = run("commission", "import", str(report))
    assert (said.code, said.out) == (5, "")
    assert said.err.startswith("error[not-income]: this file is no report of your income: ")
    assert len(said.err.splitlines()) == 2
    assert not db.exists()
    platform = report.stem.rpartition("-")[0]
    for key in (key for key in loader.platforms() if platform.startswith(key)):
        assert "not-income" in run("commission", "import", str(report), "--platform", key).err


def test_every_refusal_has_a_file_that_it_refuses() -> None:
    among = list(loader.platforms().values())
    reasons = set()
    for report in REFUSED:
        with pytest.raises(layouts.NotIncome) as refused:
            layouts.recognise(report.read_bytes(), among)
        reasons.add(refused.value.message.partition(": ")[2])
    assert {one.why for platform in among for one in platform.refusals} == reasons


def test_every_refusal_alone_is_enough_and_wins_over_any_layout() -> None:
    among = list(loader.platforms().values())
    for platform in among:
        for one in platform.refusals:
            for layout in (layout for other in among for layout in other.reports):
                headers = dict.fromkeys([*one.has, *(names[0] for names in layout.columns.values()), *layout.has])
                with pytest.raises(layouts.NotIncome):
                    layouts.recognise(written([list(headers), ["1"] * len(headers)]), among)


def _sums(run: Run, *bys: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The totals by currency, and the rows added up by hand."""
    said = json.loads(run("earnings", *(word for by in bys for word in ("--by", by)), "-F", "json").out)
    names = ("pending", "confirmed", "settled", "paid", "reversed", "earned")
    totals = {one["currency"]: {name: Decimal(one[name]) for name in names} for one in said["totals"]}
    added = {unit: dict.fromkeys(names, Decimal(0)) for unit in totals}
    for row in said["rows"]:
        for name in names:
            added[row["currency"]][name] += Decimal(row[name])
    return totals, added


def test_all_the_samples_together_come_in_add_up_by_anything_and_are_taken_back(run: Run, tmp_path: Path) -> None:
    for expected in EXPECTED:
        (tmp_path / "reports").mkdir(exist_ok=True)
        (tmp_path / "reports" / f"{expected.stem}.csv").write_bytes(expected.with_suffix(".csv").read_bytes())
    words = ("commission", "import", str(tmp_path / "reports"), "-F", "json")
    first = json.loads(run(*words).out)
    assert [(one["error"], one["problems"]) for one in first] == [(None, 0)] * len(EXPECTED)
    totals, _added = _sums(run)
    again = json.loads(run(*words).out)
    assert all((one["new"], one["updated"], one["change"]) == (0, 0, []) for one in again)
    for bys in (
        "product platform day",
        "platform month",
        "campaign",
        "person",
        "link",
        "week channel",
        "quarter",
        "year",
    ):
        assert _sums(run, *bys.split()) == (totals, totals), bys
    for batch in json.loads(run("commission", "batches", "-F", "json").out):
        undone = run("commission", "import", "--undo", str(batch["batch"]))
        assert undone.code == 0, undone.err
    assert _sums(run) == ({}, {})
    for year in ("2025", "2026"):
        assert json.loads(run("earnings", "tax", "--year", year, "-F", "json").out)["rows"] == []
    assert run("db", "check").code == 0
