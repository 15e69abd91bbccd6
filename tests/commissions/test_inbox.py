"""What an import reads: folders, archives, workbooks, standard input; what goes wrong with one file stops no other."""

import gzip
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commissions.papers import (
    PENDING,
    SETTLED,
    SHOPEE,
    TAOBAO,
    VOID,
    Row,
    counts,
    earned,
    listed,
    paper,
    shopee,
    taken,
    taobao,
)
from conftest import Run
from workbooks_made import locked_xlsx, locked_zip, ods, xls, xlsx, zipped

REPORTS = Path(__file__).parent / "reports"


def imported(run: Run, *words: str, stdin: bytes = b"") -> tuple[int, Any, str]:
    """Exit code, JSON and remarks; every result balances."""
    said = run("commission", "import", *words, "-F", "json", stdin=stdin)
    result = json.loads(said.out) if said.out else None
    for one in result if isinstance(result, list) else [result] if result else []:
        assert one["rows"] == sum(one[name] for name in ("new", "updated", "unchanged", "skipped", "problems"))
    return said.code, result, said.err


def cells(rows: Sequence[Row], names: dict[str, str] = TAOBAO) -> list[list[Any]]:
    return [list(names.values()), *([row.get(field, "") for field in names] for row in rows)]


def states(run: Run) -> dict[str, str]:
    return {row["order"]: row["state"] for row in listed(run)}


@pytest.mark.parametrize("kind", ["csv", "gz", "zip", "xlsx", "zip of xlsx", "ods", "xls", "tsv"])
def test_the_same_orders_in_any_container_are_the_same_orders(run: Run, tmp_path: Path, kind: str) -> None:
    rows = [taobao("1"), taobao("2", SETTLED, settled="2.80")]
    text, book = paper(rows), xlsx([["淘宝联盟"], []], cells(rows))
    content = {
        "csv": text, "gz": gzip.compress(text), "xlsx": book,
        "zip": zipped({"orders.csv": text, "read me.txt": b"hello"}),
        "zip of xlsx": zipped({"a/b.xlsx": book}), "xls": xls(cells(rows)), "tsv": text.replace(b",", b"\t"),
        "ods": ods(cells(rows)),
    }[kind]  # fmt: skip
    path = tmp_path / "download.bin"
    path.write_bytes(content)
    code, result, _err = imported(run, str(path))
    assert (code, counts(result)) == (0, (2, 0, 0, 0, 0))
    assert counts(taken(run, tmp_path, text)) == (0, 0, 2, 0, 0)
    assert earned(run)["CNY"]["earned"] == "2.80"


def test_amounts_dates_and_numbers_of_cells_come_exactly(run: Run, tmp_path: Path) -> None:
    names = [*TAOBAO.values(), "佣金比率"]
    typed = [
        datetime.fromisoformat("2026-09-30T12:00"),
        datetime.fromisoformat("2026-10-10T12:00"),
        6100,
        "茶",
        "1001",
        1001.0,
        SETTLED,
        0.1 + 0.2,
        2.80267,
        "",
        "",
        0.025,
    ]
    (tmp_path / "a.xlsx").write_bytes(xlsx([names, typed], formats={"L2": "0.0%"}))
    code, _result, err = imported(run, str(tmp_path / "a.xlsx"))
    assert (code, err) == (0, "")
    [row] = listed(run)
    assert (row["amount"], row["ordered_at"], row["settled_at"]) == (
        "2.80267",
        "2026-09-30T04:00:00Z",
        "2026-10-10T04:00:00Z",
    )


def test_an_order_number_that_a_spreadsheet_has_cut_is_refused_with_the_cause(run: Run, tmp_path: Path) -> None:
    table = cells([taobao("1"), taobao("2")])
    table[1][4] = 1168000000000000001
    (tmp_path / "a.xlsx").write_bytes(xlsx(table))
    code, result, err = imported(run, str(tmp_path / "a.xlsx"))
    assert (code, counts(result)) == (0, (1, 0, 0, 0, 1))
    assert "a spreadsheet has cut this number; import the file as it was downloaded" in err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, one of them below, and what lies beside them."""
    path = tmp_path / "downloads"
    (path / "2026").mkdir(parents=True)
    (path / "a.csv").write_bytes(paper([taobao("1"), taobao("2")]))
    (path / "2026" / "b.csv").write_bytes(paper([taobao("1", SETTLED)]))
    (path / "note.txt").write_text("call mother")
    (path / ".hidden.csv").write_bytes(paper([taobao("9")]))
    (path / "around").symlink_to(path, target_is_directory=True)
    os.mkfifo(path / "pipe.csv")
    return path


def test_a_folder_is_read_file_by_file_in_the_order_of_their_names(run: Run, folder: Path) -> None:
    code, results, err = imported(run, str(folder))
    assert code == 0, err
    assert [(one["file"], counts(one)) for one in results] == [
        ("2026/b.csv", (1, 0, 0, 0, 0)), ("a.csv", (1, 0, 1, 0, 0)),
    ]  # fmt: skip
    assert "“note.txt” was left out" in err
    assert states(run) == {"1": "settled", "2": "pending"}
    assert "a.csv: taobao" in run("commission", "import", str(folder)).out


def test_a_bad_file_in_a_folder_stops_no_other(run: Run, folder: Path) -> None:
    (folder / "0.xlsx").write_bytes(xlsx([["a"]])[:300])
    (folder / "0-gone.csv").symlink_to(folder / "nothing")
    (folder / "b.csv").write_bytes(paper([taobao("3", settled="x", status=SETTLED)]))
    code, results, err = imported(run, str(folder))
    assert code == 7
    assert [(one["file"], one["error"]) for one in results] == [
        ("0-gone.csv", "unknown-file"), ("0.xlsx", "damaged-file"), ("2026/b.csv", None), ("a.csv", None),
        ("b.csv", "nothing-readable"),
    ]  # fmt: skip
    assert "3 of 5 reports failed; the others are kept" in err
    assert states(run) == {"1": "settled", "2": "pending"}


def test_a_folder_without_a_report_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _result, err = imported(run, str(tmp_path / "empty"))
    assert (code, "there is no report in" in err) == (5, True)


def test_several_files_may_be_named_and_one_of_them_be_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(paper([taobao("1")]))
    code, results, _err = imported(run, str(tmp_path / "a.csv"), "-", stdin=paper([taobao("2")]))
    assert (code, [one["new"] for one in results]) == (0, [1, 1])
    code, results, err = imported(run, str(tmp_path / "a.csv"), str(tmp_path / "gone.csv"))
    assert (code, [one["error"] for one in results]) == (7, [None, "unknown-file"]), err
    assert run("commission", "import").code == 2


def test_of_a_damaged_archive_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    made = zipped({"a.csv": paper([taobao("1")]), "b.xlsx": xlsx([["a"]])[:300]})
    (tmp_path / "all.zip").write_bytes(made)
    assert imported(run, str(tmp_path / "all.zip"))[0] == 5
    assert listed(run) == []


def test_an_archive_of_several_reports_has_a_result_for_each(run: Run, tmp_path: Path) -> None:
    other = paper([shopee("1", "1", total="1", net="1")], SHOPEE)
    made = zipped({"one.csv": paper([taobao("1")]), "two.csv": other, "x.csv": b"a,b\n1,2\n"})
    (tmp_path / "all.zip").write_bytes(made)
    code, results, err = imported(run, str(tmp_path / "all.zip"))
    assert code == 0
    assert [(one["file"], one["platform"]) for one in results] == [
        ("all.zip/one.csv", "taobao"), ("all.zip/two.csv", "shopee"),
    ]  # fmt: skip
    assert "“all.zip/x.csv” was left out: it has no layout that is known" in err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (xlsx([["a"]])[:200], "damaged-file"), (locked_xlsx(), "locked-file"), (locked_zip(), "locked-file"),
        (zipped({}), "bad-archive"), (zipped({"../a.csv": b""}), "bad-archive"),
        (zipped({"a.csv": b"\0" * (40 * 1024 * 1024)}), "too-much"), (b"%PDF-1.4", "unknown-file"),
        (b"", "unknown-file"), (b"\0" * 5000, "unknown-file"), (b"a,b,c\n1,2,3\n", "unknown-file"),
        (xlsx([["a", "b"]]), "unknown-file"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_by_its_name_and_leaves_nothing(
    run: Run, db: Path, tmp_path: Path, content: bytes, code: str
) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    said = run("commission", "import", str(tmp_path / "x.csv"))
    assert (said.code, said.out) == (5, "")
    assert said.err.startswith(f"error[{code}]: ")
    assert len(said.err.splitlines()) == 2
    assert not db.exists()


def test_an_unknown_header_is_shown_with_the_platforms_that_come_closest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Order id,Item id,Item Name,Qty,Something\n1,2,3,4,5\n")
    said = run("commission", "import", str(tmp_path / "x.csv"))
    assert "its header is: Order id, Item id, Item Name, Qty, Something" in said.err
    assert "the closest is shopee (" in said.err
    assert "--map NAME" in said.err


def test_a_strict_import_keeps_nothing_of_a_file_with_a_flaw(run: Run, tmp_path: Path) -> None:
    good = taobao("1")
    for flaw in (taobao("2", SETTLED, settled="x"), taobao("2", "神秘")):
        result = taken(run, tmp_path, paper([good, flaw]), "--strict")
        assert result["exit"] == 5
        assert "error[not-strict]" in result["err"]
        assert (result["batch"], listed(run)) == (None, [])
    assert taken(run, tmp_path, paper([good]), "--strict")["exit"] == 0
    assert states(run) == {"1": "pending"}


def test_nul_bytes_and_mixed_encodings_cost_no_row(run: Run, tmp_path: Path) -> None:
    content = paper([taobao("1", title="a\0b"), taobao("2"), taobao("3", title="X")]).replace(
        b"X", "龙井".encode("gb18030")
    )
    assert counts(taken(run, tmp_path, content)) == (3, 0, 0, 0, 0)


def test_a_header_that_comes_twice_and_a_thousand_columns_are_read(run: Run, tmp_path: Path) -> None:
    one = paper([taobao("1")])
    assert counts(taken(run, tmp_path, one + paper([taobao("2")]))) == (2, 0, 0, 1, 0)
    header, row = one.decode().splitlines()
    wide = f"{header},{','.join(f'c{n}' for n in range(1000))}\n{row},{',' * 999}\n"
    assert counts(taken(run, tmp_path, wide.encode())) == (0, 0, 1, 0, 0)


def test_no_buyer_enters_the_file(run: Run, db: Path, tmp_path: Path) -> None:
    names = TAOBAO | {"buyer": "买家姓名", "phone": "收货人手机", "address": "收货地址", "mail": "Buyer Email"}
    secret = {
        "buyer": "王小明",
        "phone": "13812345678",
        "address": "深圳市南山区科技路一号",
        "mail": "xiaoming@example.com",
    }
    taken(run, tmp_path, paper([taobao("1", **secret), taobao("2", SETTLED, settled="x", **secret)], names))
    content = b"".join(one.read_bytes() for one in db.parent.iterdir() if one.is_file())
    assert "龙井".encode() in content
    for said in secret.values():
        assert said.encode() not in content


# As of when a report tells


def at(run: Run, folder: Path, day: str, row: Row) -> dict[str, Any]:
    return taken(run, folder, paper([row]), "--as-of", f"2026-10-{day}")


def test_an_older_report_never_overrides_what_a_newer_one_said(run: Run, tmp_path: Path) -> None:
    at(run, tmp_path, "12", taobao("1", VOID))
    assert counts(at(run, tmp_path, "11", taobao("1", SETTLED))) == (0, 0, 1, 0, 0)
    assert states(run) == {"1": "void"}
    assert counts(at(run, tmp_path, "13", taobao("1", SETTLED))) == (0, 1, 0, 0, 0)
    assert counts(at(run, tmp_path, "12", taobao("1", VOID))) == (0, 0, 1, 0, 0)
    assert states(run) == {"1": "settled"}


def test_a_newer_report_may_bring_an_earlier_estimate_again(run: Run, tmp_path: Path) -> None:
    for day, said, stands in (
        ("10", "3.00", "3.00"),
        ("11", "4.00", "4.00"),
        ("10", "3.00", "4.00"),
        ("12", "3.00", "3.00"),
    ):
        at(run, tmp_path, day, taobao("1", estimate=said))
        assert [row["amount"] for row in listed(run)] == [stands]


def test_a_newer_report_may_correct_a_figure_twice(run: Run, tmp_path: Path) -> None:
    for day, said, stands in (
        ("10", "3.00", "3.00"),
        ("11", "2.50", "2.50"),
        ("12", "2.80", "2.80"),
        ("11", "2.50", "2.80"),
    ):
        at(run, tmp_path, day, taobao("1", SETTLED, settled=said))
        assert earned(run)["CNY"]["earned"] == stands


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("AffiliateCommissionReport202610110813.csv", "AffiliateCommissionReport202610120813.csv"),
        ("orders 2026-10-11 08.13.csv", "orders 2026-10-11 20:13:00.csv"),
        ("1791694098694-Fee.csv", "1791794098694-Fee.csv"),
    ],
)
def test_the_time_in_a_files_name_is_when_it_tells(run: Run, tmp_path: Path, older: str, newer: str) -> None:
    (tmp_path / older).write_bytes(paper([taobao("1", SETTLED)]))
    (tmp_path / newer).write_bytes(paper([taobao("1", VOID)]))
    for name in (newer, older):
        code, result, _err = imported(run, str(tmp_path / name))
        assert (code, result["as_of"][:8]) == (0, "2026-10-")
    assert states(run) == {"1": "void"}


def test_the_latest_date_in_the_rows_is_the_least_it_can_be(run: Run, tmp_path: Path) -> None:
    later = taobao("9", ordered="2026-10-14 12:00:00")
    taken(run, tmp_path, paper([taobao("1", VOID), later]))
    result = taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    assert result["as_of"] == "2026-10-10T04:00:00Z"
    assert states(run)["1"] == "void", "an order that is void is not revived by what seems older"
    taken(run, tmp_path, paper([taobao("9", VOID)]))
    assert states(run)["9"] == "void", "a report of few orders may be the newer one: what it takes away is taken"
    taken(run, tmp_path, paper([taobao("1", SETTLED), taobao("8", ordered="2026-10-15 08:00:00")]))
    assert states(run)["1"] == "settled"


# A report that no platform has

UNKNOWN = """Order No,Product,Product ID,Placed at,State,Earned (€),Buyer phone
1001,Tea,77,14/10/2026 10:00,approved,"3,00",138
1002,Cup,78,02/10/2026 11:00,paid out,"5,50",139
1003,Pot,79,02/10/2026 11:00,cancelled,"5,50",139
"""


def test_an_unknown_report_is_described_and_can_be_imported_then(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "订单编号,商品名称,商品ID,下单时间,订单状态,佣金(元),买家手机\n"
        "1001,茶,77,2026/10/01 10:00:00,已付款,3.00,138\n1002,杯,78,2026/10/02 11:00:00,已结算,5.50,139\n", "utf-8",
    )  # fmt: skip
    assert run("commission", "import", str(path), "--map", "taobao").code == 4
    assert run("commission", "import", str(path), "--map", "../x").code == 2
    shown = run("commission", "import", str(path), "--map")
    assert (shown.code, shown.err) == (0, "")
    assert 'order = "订单编号"' in shown.out
    said = run("commission", "import", str(path), "--map", "corner")
    assert said.code == 0
    assert Path(said.out.strip()).read_text("utf-8") == shown.out.replace('"my-shop"', '"corner"')
    from sharecli.platforms import loader

    loader.platforms.cache_clear()
    code, result, err = imported(run, str(path), "--platform", "corner")
    assert (code, result["platform"], counts(result)) == (0, "corner", (2, 0, 0, 0, 0)), err
    assert (earned(run)["CNY"]["pending"], earned(run)["CNY"]["earned"]) == ("3.00", "5.50")


def test_a_description_is_guessed_from_english_headings_and_the_looks_of_cells(run: Run, tmp_path: Path) -> None:
    import tomllib

    (tmp_path / "x.csv").write_text(UNKNOWN, "utf-8")
    told = tomllib.loads(run("commission", "import", str(tmp_path / "x.csv"), "--map").out)
    [report] = told["report"]
    assert report["columns"]["order"] == "Order No"
    assert (report["columns"]["estimate"], report["columns"]["ordered"]) == ("Earned (€)", "Placed at")
    assert (report["decimal"], report["dates"], told["currency"]) == (",", ["%d/%m/%Y %H:%M"], "EUR")
    assert report["status"] == {"approved": "confirmed", "paid out": "paid", "cancelled": "void"}
    (tmp_path / "y.csv").write_bytes(b"hello")
    assert run("commission", "import", str(tmp_path / "y.csv"), "--map").code == 1
    (tmp_path / "z.csv").write_bytes(b"Title,State,Price\nTea,on sale,3\n")
    assert "needed, and not found" in run("commission", "import", str(tmp_path / "z.csv"), "--map").out
    said = run("commission", "import", str(tmp_path / "z.csv"), "--map", "corner")
    assert (said.code, "no column of “z.csv” is: order, ordered, estimate" in said.err) == (1, True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_are_an_accident(run: Run, tmp_path: Path, data: st.DataObject) -> None:
    made = bytearray(data.draw(st.sampled_from(SEEDS)) + data.draw(st.binary(max_size=60)))
    for _time in range(data.draw(st.integers(0, 6))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "x").write_bytes(bytes(made))
    code, _result, _err = imported(run, str(tmp_path / "x"), "--dry-run")
    assert code in {0, 5}


SEEDS = [
    paper([taobao("1"), taobao("2", SETTLED)]), paper([shopee("1", "1", total="1", net="1")], SHOPEE),
    xlsx(cells([taobao("1")])), ods(cells([taobao("1")])), xls(cells([taobao("1", PENDING)])),
    zipped({"a.csv": paper([taobao("1")])}), gzip.compress(paper([taobao("1")])),
]  # fmt: skip


def test_an_empty_path_is_no_folder(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for words in (("",), ("a.csv", ""), ("", "--map")):
        said = run("commission", "import", *words)
        assert (said.code, "error[usage]: the path of a report is empty" in said.err) == (2, True)
    assert run("commission", "import", "a.csv", "--account", "").code == 0


def test_a_damaged_file_is_told_so_in_our_own_words(run: Run, tmp_path: Path) -> None:
    whole = xlsx([["a"]])
    for name, content in (("a.xlsx", whole[:200]), ("b.xlsx", whole[: len(whole) // 2]), ("c.gz", b"\x1f\x8b" + whole)):
        (tmp_path / name).write_bytes(content)
        said = run("commission", "import", str(tmp_path / name)).err
        why = "the file is damaged: it is cut off, or its bytes are no longer what they were"
        assert said == f"error[damaged-file]: {why}\n hint: download it again\n"
