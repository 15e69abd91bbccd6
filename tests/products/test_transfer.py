"""Product lists in and out: what was exported comes back byte by byte, and a bad row costs no good one."""

import json
import os
import tracemalloc
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image

from conftest import Run

HEADER = "code,title,price,currency,commission,platform,url,tags,status"
GOOD = "cup,Cup,12.50,CNY,20%,own-shop,https://shop.example/cup,gift tea,active"

_CHARACTERS = st.characters(exclude_categories=["Cs"])
_HOSTILE = st.sampled_from(
    ["=1+1", "+1", "-1", "-1.5", "@x", "'=x", "''", '"', '""', "a,b", "a;b", "a\nb", "a\r\nb", "\t=x", "＝x", "[/]",
     "\x1b[31m", "\x00", "\u202e", "茶", "𠮷", "☕️", "👩‍👩‍👧", "e\u0301", "e\ufeff\u0301",
     "|", "\\", "NULL", "{", "0x1", "1e5", "001"]
)  # fmt: skip
TITLES = st.lists(st.one_of(_HOSTILE, st.text(_CHARACTERS, max_size=8)), min_size=1, max_size=4).map("".join)
PRICES = st.one_of(
    st.just(("", "CNY")),
    st.integers(0, 10**11).map(lambda fen: (f"{fen // 100}.{fen % 100:02d}", "CNY")),
    st.integers(0, 10**9).map(lambda yen: (str(yen), "JPY")),
    st.integers(0, 10**12).map(lambda fils: (f"{fils // 1000}.{fils % 1000:03d}", "KWD")),
)
RATES = st.one_of(
    st.just(""), st.integers(0, 10**9).map(lambda billionths: f"{billionths // 10**7}.{billionths % 10**7:07d}%")
)
_NOTES = st.lists(st.one_of(_HOSTILE, st.text(_CHARACTERS, max_size=8)), max_size=4).map("\n".join)
MATERIAL = st.tuples(st.sampled_from(["", "7", "0.5"]), _NOTES, st.tuples(st.integers(0, 100), st.integers(0, 100)))
"""How much more it was, whole or half; the note; the point of the picture."""
PRODUCTS = st.lists(st.tuples(TITLES, PRICES, RATES, st.lists(TITLES, max_size=3), st.booleans(), MATERIAL), max_size=5)


def afresh(db: Path) -> None:
    """Begin with an empty file again."""
    db.unlink(missing_ok=True)


def imported(run: Run, path: Path, content: bytes, *words: str) -> dict[str, Any]:
    """What an import of these bytes says as JSON, and how it ended."""
    path.write_bytes(content)
    said = run("product", "import", str(path), "-F", "json", *words)
    assert "Traceback" not in said.err
    result: dict[str, Any] = json.loads(said.out)
    assert result["rows"] == result["new"] + result["updated"] + result["unchanged"] + result["problems"]
    return result | {"exit": said.code, "err": said.err}


def rows(run: Run) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads(run("product", "list", "-F", "json").out)
    return kept


@pytest.mark.parametrize("ending", ["csv", "json"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=PRODUCTS)
def test_what_was_exported_comes_back_byte_by_byte(
    run: Run, db: Path, tmp_path: Path, ending: str, wanted: list[tuple[Any, ...]]
) -> None:
    afresh(db)
    source = []
    for number, (title, (price, currency), rate, tags, archived, (more, note, (left, top))) in enumerate(wanted):
        was = str(Decimal(price) + Decimal(more)) if price and more and currency == "CNY" else ""
        source.append(
            {"code": f"c{number}", "title": title, "price": price, "currency": currency, "commission": rate,
             "url": f"https://shop.example/{number}", "tags": tags, "status": "archived" if archived else "active",
             "was": was, "note": note, "focus": f"{left},{top}"}
        )  # fmt: skip
    taken = imported(run, tmp_path / "source.json", json.dumps(source).encode())
    empty = [title for title, *_rest in wanted if not title.replace("\ufeff", "").split()]
    assert taken["problems"] == len(empty), taken
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    assert run("product", "export", str(first)).code == 0
    again = imported(run, first, first.read_bytes())
    assert (again["new"], again["updated"], again["problems"]) == (0, 0, 0)
    afresh(db)
    assert imported(run, first, first.read_bytes())["new"] == taken["new"]
    run("product", "export", str(second))
    assert second.read_bytes() == first.read_bytes()
    assert run("product", "export", "-", "-F", ending).out.encode() == first.read_bytes()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_pictures_travel_with_the_list(run: Run, db: Path, tmp_path: Path, ending: str) -> None:
    for code, colour in (("cup", "red"), ("tea", "blue")):
        Image.new("RGB", (40, 30), colour).save(tmp_path / f"{code}.png")
        picture = str(tmp_path / f"{code}.png")
        run("product", "add", f"https://shop.example/{code}", "--title", code, "--code", code, "--image", picture)
    run("product", "add", "https://shop.example/bare", "--title", "Bare", "--code", "bare")
    list_ = tmp_path / "out" / f"list.{ending}"
    assert run("product", "export", str(list_), "--images", "pictures").code == 0
    assert sorted(path.name for path in (list_.parent / "pictures").iterdir()) == ["cup.jpg", "tea.jpg"]
    afresh(db)
    assert imported(run, list_, list_.read_bytes())["new"] == 3
    again = list_.with_name(f"again.{ending}")
    run("product", "export", str(again), "--images", "pictures")
    assert again.read_bytes() == list_.read_bytes()


def test_the_header_and_a_row_are_those_of_the_contract(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD}\n".encode())
    assert run("product", "export", "-").out == f"{HEADER}\n{GOOD}\n"
    assert json.loads(run("product", "export", "-", "-F", "json").out) == rows(run)
    run("product", "export", str(tmp_path / "marked.csv"), "--bom")
    assert (tmp_path / "marked.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sellers_own_sheet_is_read_in_any_encoding(run: Run, tmp_path: Path, encoding: str, delimiter: str) -> None:
    sheet = [["标题", "链接", "售价", "佣金比例", "标签"], ["明前龙井", "https://shop.example/x", "129", "20%", "茶"]]
    content = "\r\n".join(delimiter.join(row) for row in sheet).encode(encoding)
    assert imported(run, tmp_path / "x.csv", content)["new"] == 1
    row = rows(run)[0]
    assert (row["title"], row["price"], row["commission"], row["tags"]) == ("明前龙井", "129.00", "20%", ["茶"])


def test_one_bad_row_in_a_hundred_is_named_and_the_others_are_kept(run: Run, tmp_path: Path) -> None:
    lines = [f"p{n},Cup {n},1.00,CNY,,own-shop,https://shop.example/{n},,active" for n in range(100)]
    lines[41] = lines[41].replace("1.00", '"12,5"')
    said = imported(run, tmp_path / "x.csv", "\n".join([HEADER, *lines]).encode())
    assert (said["exit"], said["new"], said["problems"]) == (0, 99, 1)
    assert [(one["line"], one["column"], one["said"]) for one in said["details"]] == [(43, "price", "12,5")]
    assert "line 43, price: the price “12,5” cannot be read" in said["err"]
    assert len(rows(run)) == 99


def test_a_list_of_which_nothing_is_good_is_an_error(run: Run, db: Path, tmp_path: Path) -> None:
    said = imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD.replace('12.50', 'x')}\n".encode())
    assert (said["exit"], said["problems"]) == (5, 1)
    assert "error[nothing-readable]" in said["err"]
    assert not db.exists()


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("code", "-x-"), ("title", " "), ("title", "x" * 301), ("price", "-1"), ("price", "1e9999"), ("price", "1.001"),
        ("currency", "RMB"), ("commission", "120%"), ("platform", "nowhere"), ("url", "javascript:x"),
        ("url", "https://a b/"), ("tags", "x" * 41), ("status", "sold"), ("image", "../../etc/passwd"),
        ("image", "/etc/passwd"), ("image", "no.png"), ("image", "a\0b"), ("image", "cup"), ("image", "x" * 3000),
        ("was", "1.00"), ("was", "x"), ("was", "1.001"), ("note", "x" * 301), ("focus", "101,0"), ("focus", "up"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh_CN.UTF-8"])
def test_a_bad_cell_is_named_by_line_and_column(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str, said: str, language: str
) -> None:
    from sharecli.language import chosen

    monkeypatch.setenv("SHARECLI_LANG", language)
    chosen.cache_clear()
    cells = {**dict(zip(HEADER.split(","), GOOD.split(","), strict=True)), "image": "", column: said}
    result = imported(run, tmp_path / "x.json", json.dumps([cells]).encode())
    assert [(one["line"], one["column"]) for one in result["details"]] == [(1, column)]
    assert "\0" not in result["err"]


def test_a_picture_path_never_leads_out_of_the_lists_folder(run: Run, tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    for picture in ("../secret.png", str(tmp_path / "secret.png"), "link.png", "loop.png", "x/../../secret.png"):
        said = imported(run, folder / "x.csv", f"{HEADER},image\n{GOOD},{picture}\n".encode())
        assert (said["exit"], said["details"][0]["column"]) == (5, "image"), picture
    Image.new("RGB", (4, 4)).save(folder / "own.png")
    assert imported(run, folder / "x.csv", f"{HEADER},image\n{GOOD},own.png\n".encode())["new"] == 1


def test_a_code_or_a_link_that_stands_twice_is_named_with_both_lines(run: Run, tmp_path: Path) -> None:
    said = imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD}\n{GOOD}\n".encode())
    assert [(one["line"], one["column"], one["why"]) for one in said["details"]] == [
        (3, "code", "the code stands on line 2, too")
    ]
    bare = b"title,url\nTea,https://shop.example/t\nTea,https://shop.example/t\n"
    for _time in range(2):  # the second import says the same as the first
        said = imported(run, tmp_path / "x.csv", bare)
        assert [(one["line"], one["column"]) for one in said["details"]] in ([(3, "url")], [(3, "code")])
    assert len(rows(run)) == 2


def test_a_row_without_a_code_finds_its_product_by_the_link(run: Run, tmp_path: Path) -> None:
    run("product", "add", "https://shop.example/t", "--title", "Tea", "--code", "longjing")
    said = imported(run, tmp_path / "x.csv", b"title,url,price\nSpring tea,https://shop.example/t,9\n")
    assert (said["new"], said["updated"]) == (0, 1)
    assert [(one["code"], one["title"]) for one in rows(run)] == [("longjing", "Spring tea")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.csv", b"code,title,price\na,b,1\n", "missing-column"),
        ("x.csv", b"", "unknown-file"),
        ("x.csv", b"\n\n\n", "unknown-file"),
        ("x.csv", b"a,b,c\n1,2,3\n", "unknown-file"),
        ("x.csv", bytes(range(256)) * 8, "unknown-file"),
        ("x.json", b'{"products": 5}', "unknown-file"),
        ("x.json", b'{"rows": []}', "unknown-file"),
        ("x.json", b"[{]", "unknown-file"),
        ("x.json", b"[" * 100_000, "unknown-file"),
        ("x.json", "[\u8336]".encode("utf-16"), "unknown-file"),
        ("x.json", b'["tea"]', "nothing-readable"),
        ("x.json", b'[{"title": "\\ud800", "url": "https://shop.example/\\ud800"}]', "nothing-readable"),
    ],
)
def test_what_is_no_list_is_refused_by_name(
    run: Run, db: Path, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = run("product", "import", str(tmp_path / name))
    assert said.code == 5
    assert f"error[{code}]" in said.err
    assert not db.exists()


def test_an_error_names_the_header_that_is_needed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"code,title,price\na,b,1\n")
    said = run("product", "import", str(tmp_path / "x.csv"))
    assert "has no column “url”" in said.err
    assert f"the header is: {HEADER}" in said.err


def test_a_list_that_is_a_folder_or_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.csv"):
        assert run("product", "import", str(path)).code == 5
    assert run("product", "export", str(tmp_path / "x.txt")).code == 2
    assert run("product", "export", str(tmp_path)).code == 2
    (tmp_path / "file").write_text("x")
    said = run("product", "export", str(tmp_path / "file" / "x.csv"))
    assert (said.code, "is a file, not a folder" in said.err) == (1, True)


def test_a_dry_run_says_what_would_come_and_changes_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    said = imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD}\n".encode(), "--dry-run")
    assert said["new"] == 1
    assert "a dry run" in said["err"]
    assert not db.exists()


def test_a_list_comes_from_standard_input_too(run: Run) -> None:
    assert run("product", "import", "-", stdin=f"{HEADER}\n{GOOD}\n".encode()).code == 0
    assert [one["code"] for one in rows(run)] == ["cup"]


def test_a_file_name_with_an_escape_is_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    run("product", "add", "https://shop.example/t", "--title", "Tea")
    path = tmp_path / "a\x1b[31m\u202e.csv"
    for words in (("export", str(path)), ("import", str(path)), ("import", f"{path}.csv")):
        said = run("product", *words)
        assert "\x1b" not in said.out + said.err
        assert "\u202e" not in said.out + said.err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(str.encode),
        st.text(max_size=200).map(lambda text: f"title,url\n{text}".encode()),
    )
)
def test_no_bytes_at_all_bring_more_than_a_named_error(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    said = run("product", "import", str(tmp_path / "x.csv"), "--dry-run")
    assert said.code in {0, 5}
    assert "\x1b" not in said.out + said.err


def test_letters_are_kept_composed(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "x.csv", b"title,url\ncafe\xcc\x81,https://shop.example/t\n")
    assert unicodedata.is_normalized("NFC", rows(run)[0]["title"])


def test_an_unclosed_quotation_mark_costs_its_own_row_and_is_named(run: Run, tmp_path: Path) -> None:
    lines = [f"p{n},Cup {n},1.00,CNY,,own-shop,https://shop.example/{n},,active" for n in range(100)]
    lines[49] = lines[49].replace("Cup", '"Cup')
    said = imported(run, tmp_path / "x.csv", "\n".join([HEADER, *lines]).encode())
    assert (said["exit"], said["new"], said["problems"]) == (0, 99, 1)
    assert [(one["line"], one["column"]) for one in said["details"]] == [(51, "")]
    assert "line 51: a quotation mark opens a cell and none closes it" in said["err"]


def test_an_import_changes_only_what_the_list_has_a_column_for(run: Run, tmp_path: Path) -> None:
    url = "https://shop.example/cup"
    run("product", "add", url, "--title", "Cup", "--code", "cup", "--price", "12.50", "--currency", "USD",
        "--commission", "20%", "--tag", "gift", "--platform", "taobao")  # fmt: skip
    run("product", "archive", "cup")
    before = json.loads(run("product", "show", "cup", "-F", "json").out)
    said = imported(run, tmp_path / "x.csv", f"title,url\nMug,{url}\n".encode())
    assert (said["updated"], said["problems"]) == (1, 0)
    assert json.loads(run("product", "show", "cup", "-F", "json").out) == before | {"title": "Mug"}
    assert imported(run, tmp_path / "x.csv", f"title,url\nMug,{url}\n".encode())["unchanged"] == 1
    imported(run, tmp_path / "x.csv", f"code,title,url,price\ncup,Mug,{url},9.5\n".encode())
    assert json.loads(run("product", "show", "cup", "-F", "json").out) == before | {"title": "Mug", "price": "9.50"}


def test_an_empty_cell_takes_a_price_a_commission_and_tags_away(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD.replace('active', 'archived')}\n".encode())
    before = json.loads(run("product", "show", "cup", "-F", "json").out)
    imported(run, tmp_path / "x.csv", f"{HEADER}\ncup,Cup,,,,,{before['url']},,\n".encode())
    after = json.loads(run("product", "show", "cup", "-F", "json").out)
    assert after == before | {"price": None, "commission": None, "tags": []}


def test_a_new_currency_without_a_new_price_is_refused_in_a_list_too(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD}\n".encode())
    said = imported(run, tmp_path / "x.csv", b"code,title,url,currency\ncup,Cup,https://shop.example/cup,USD\n")
    assert [(one["line"], one["column"], one["why"]) for one in said["details"]] == [
        (2, "currency", "a new currency needs a new price")
    ]
    assert rows(run)[0]["currency"] == "CNY"


def test_a_sheet_with_a_shops_own_chinese_words_is_read(run: Run, tmp_path: Path) -> None:
    sheet = "宝贝标题,宝贝链接,商品价格,现价,商品编码,佣金率（%）\n龙井,https://shop.example/x,150,129,tea,20\n"
    assert imported(run, tmp_path / "x.csv", sheet.encode("gb18030"))["new"] == 1
    row = rows(run)[0]
    assert (row["code"], row["title"], row["price"], row["commission"]) == ("tea", "龙井", "129.00", "20%")
    for title, link in (("宝贝名称", "商品链接"), ("商品名", "链接"), ("商品名称", "推广链接")):
        content = f"{title},{link},佣金率%\n龙井,https://shop.example/x,12.5\n".encode()
        assert imported(run, tmp_path / "x.csv", content)["problems"] == 0
        assert rows(run)[0]["commission"] == "12.5%"


def test_a_problem_names_the_column_as_it_stands_in_the_file(run: Run, tmp_path: Path) -> None:
    sheet = "商品名称,商品链接,售价(元)\n龙井,,1\n茶,https://shop.example/x,x\n"
    said = imported(run, tmp_path / "x.csv", sheet.encode())
    assert [(one["line"], one["column"]) for one in said["details"]] == [(2, "商品链接"), (3, "售价(元)")]
    assert "line 2, 商品链接: the link is missing" in said["err"]


def test_a_missing_column_is_told_in_chinese_words_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("标题,价格\n茶,1\n".encode())
    said = run("product", "import", str(tmp_path / "x.csv"))
    assert f"{HEADER}, or in Chinese: 编码,标题,价格,币种,佣金比例,平台,链接,标签,状态" in said.err


def test_a_spreadsheets_own_file_is_told_to_be_saved_as_csv(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 50)
    said = run("product", "import", str(tmp_path / "x.xlsx"))
    assert said.code == 5
    assert "save it as CSV" in said.err


def test_a_format_that_contradicts_the_ending_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("product", "export", str(tmp_path / "list.json"), "-F", "csv")
    assert (said.code, said.out) == (2, "")
    assert "“list.json” ends in .json, but --format says csv" in said.err
    assert not (tmp_path / "list.json").exists()
    assert run("product", "export", str(tmp_path / "list.json"), "-F", "json").code == 0
    said = run("product", "export", "-", "-F", "table")
    assert said.code == 2
    assert "csv" in said.err


def test_a_place_that_cannot_be_written_has_a_hint_that_fits(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = run("product", "export", str(tmp_path / "file" / "x.csv"))
    assert (said.code, "--into" in said.err) == (1, False)
    said = run("product", "export", str(tmp_path / "x.csv"), "--images", "file")
    assert (said.code, "--into" in said.err, "--images" in said.err) == (1, False, True)


def test_pictures_of_a_list_are_not_all_in_memory_at_once(run: Run, tmp_path: Path) -> None:
    lines = []
    for number in range(40):
        Image.effect_noise((1200, 800), 100 + number).save(tmp_path / f"{number}.jpg", quality=95)
        lines.append(f"c{number},Cup,https://shop.example/{number},{number}.jpg")
    content = "\n".join(["code,title,url,image", *lines]).encode()
    imported(run, tmp_path / "x.csv", content, "--dry-run")
    tracemalloc.start()
    assert imported(run, tmp_path / "x.csv", content)["new"] == 40
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    kept = sum(path.stat().st_size for path in (tmp_path / "data" / "sharecli").iterdir())
    assert peak < kept / 2
    assert imported(run, tmp_path / "x.csv", content)["unchanged"] == 40


def test_a_bad_picture_is_a_problem_only_of_its_own_row_and_nothing_half_stays(run: Run, tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    content = b"title,url,image,price\nA,https://a.example/,a.png,1\nB,https://b.example/,b.png,1\nC,,a.png,1\n"
    said = imported(run, tmp_path / "x.csv", content)
    assert (said["new"], [(one["line"], one["column"]) for one in said["details"]]) == (1, [(3, "image"), (4, "url")])


def test_columns_for_what_a_poster_shows_besides_come_only_where_a_product_has_it(
    run: Run, db: Path, tmp_path: Path
) -> None:
    imported(run, tmp_path / "x.csv", f"{HEADER}\n{GOOD}\n".encode())
    assert run("product", "export", "-").out.splitlines()[0] == HEADER
    run("product", "edit", "cup", "--focus", "50,30")
    assert run("product", "export", "-").out == f'{HEADER},focus\n{GOOD},"50%,30%"\n'
    run("product", "edit", "cup", "--was", "15", "--note", "Light.\n=Dark.")
    run("product", "add", "https://shop.example/bare", "--title", "Bare", "--code", "bare", "--currency", "CNY")
    run("product", "export", str(tmp_path / "list.csv"), "--images", "pictures")
    content = (tmp_path / "list.csv").read_bytes()
    assert content.decode() == (
        f"{HEADER},was,note,focus,image\n"
        "bare,Bare,,CNY,,own-shop,https://shop.example/bare,,active,,,,\n"
        f'{GOOD},15.00,"Light.\n=Dark.","50%,30%",\n'
    )
    assert imported(run, tmp_path / "list.csv", content)["unchanged"] == 2
    afresh(db)
    assert imported(run, tmp_path / "list.csv", content)["new"] == 2
    assert run("product", "export", "-").out == content.decode().replace(",image", "").replace(
        ",,,,\n", ",,,\n"
    ).replace('",\n', '"\n')


@pytest.mark.parametrize("heading", ["原价,推荐语,焦点", "划线价,推荐理由,图片焦点", "was,note,focus"])
def test_a_shops_own_words_for_former_price_note_and_focus_are_read(run: Run, tmp_path: Path, heading: str) -> None:
    sheet = f'标题,链接,现价,{heading}\n龙井,https://shop.example/x,129,159,"头采\r\n送人",左上\n'
    assert imported(run, tmp_path / "x.csv", sheet.encode("gb18030"))["problems"] == 0
    row = rows(run)[0]
    assert (row["price"], row["was"], row["note"], row["focus"]) == ("129.00", "159.00", "头采\n送人", "0%,0%")


def test_a_shops_sheet_that_repeats_the_price_as_the_former_one_means_that_nothing_is_off(
    run: Run, tmp_path: Path
) -> None:
    said = imported(run, tmp_path / "x.csv", "标题,链接,现价,原价\n茶,https://shop.example/x,129,129.00\n".encode())
    assert (said["new"], said["problems"]) == (1, 0)
    assert "was" not in rows(run)[0]


def test_a_list_changes_what_a_poster_shows_besides_only_where_it_has_a_cell(run: Run, tmp_path: Path) -> None:
    url = "https://shop.example/cup"
    run("product", "add", url, "--title", "Cup", "--code", "cup", "--price", "12", "--was", "15", "--note", "Light.",
        "--focus", "top")  # fmt: skip
    before = rows(run)[0]
    assert imported(run, tmp_path / "x.csv", f"title,url\nMug,{url}\n".encode())["updated"] == 1
    assert rows(run)[0] == before | {"title": "Mug"}
    assert imported(run, tmp_path / "x.csv", f"title,url,was,note\nMug,{url},,\n".encode())["updated"] == 1
    bare = {key: value for key, value in before.items() if key not in {"was", "note"}}
    assert rows(run)[0] == bare | {"title": "Mug"}
    imported(run, tmp_path / "x.csv", f"title,url,was\nMug,{url},15\n".encode())
    said = imported(run, tmp_path / "x.csv", f"title,url,price\nMug,{url},15\n".encode())
    assert [(one["line"], one["column"]) for one in said["details"]] == [(2, "price")]
    assert "“15.00 CNY” is not higher than the price “15.00 CNY”" in said["err"]
    assert rows(run)[0]["price"] == "12.00"


def test_a_hostile_picture_costs_its_own_row_and_no_other(run: Run, tmp_path: Path) -> None:
    from test_pictures import WOUNDS, wounded

    (tmp_path / "wounded.jpg").write_bytes(wounded(*WOUNDS[0]))
    (tmp_path / "text.jpg").write_text("hello")
    os.mkfifo(tmp_path / "pipe.jpg")
    names = ("text.jpg", "wounded.jpg", "pipe.jpg", "folder/none.jpg")
    lines = [f"{name},https://{place}.example/,{name}" for place, name in enumerate(names)]
    said = imported(run, tmp_path / "x.csv", "\n".join(["title,url,image", *lines]).encode())
    assert (said["new"], [(one["line"], one["column"]) for one in said["details"]]) == (
        1,
        [(2, "image"), (4, "image"), (5, "image")],
    )
