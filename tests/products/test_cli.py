"""sharecli product, as a seller types it: every spelling, every key, every refusal."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Run, Said
from factories import product
from sharecli.products import records
from sharecli.store.open import Store

KEYS = ["code", "title", "price", "currency", "commission", "platform", "url", "tags", "status"]
URL = "https://item.taobao.com/item.htm?id=6100"
ADD = ("product", "add", URL, "--title", "明前龙井 100g 礼盒", "--price", "129", "--currency", "CNY",
       "--commission", "20%", "--code", "longjing", "--tag", "tea")  # fmt: skip

HOSTILE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def harmless(said: Said) -> bool:
    return not HOSTILE.search(said.out + said.err)


def refused(said: Said, code: int, *words: str) -> None:
    """Two lines on stderr, the second a hint; nothing on stdout; nothing a terminal would act on."""
    assert (said.code, said.out) == (code, "")
    lines = said.err.splitlines()
    assert [line.split("[")[0].split(":")[0] for line in lines] == ["error", " hint"], said.err
    for word in words:
        assert word in said.err
    assert harmless(said)
    assert "Traceback" not in said.err


def test_a_product_is_added_with_the_words_of_the_contract(run: Run) -> None:
    said = run(*ADD, "-F", "json")
    assert said.code == 0
    row = json.loads(said.out)
    assert list(row) == KEYS
    assert row == {
        "code": "longjing",
        "title": "明前龙井 100g 礼盒",
        "price": "129.00",
        "currency": "CNY",
        "commission": "20%",
        "platform": "taobao",
        "url": URL,
        "tags": ["tea"],
        "status": "active",
    }
    assert json.loads(run("product", "show", "longjing", "-F", "json").out) == row
    assert json.loads(run("product", "list", "-F", "json").out) == [row]


def test_a_product_without_price_and_rate_says_so_with_null(run: Run) -> None:
    row = json.loads(run("product", "add", "https://shop.example/x", "--title", "杯", "-F", "json").out)
    assert (row["price"], row["commission"], row["currency"], row["platform"]) == (None, None, "CNY", "own-shop")
    assert re.fullmatch(r"p-[2-9b-z]{7}", row["code"])


def test_a_code_is_made_of_the_title_or_the_item_and_never_taken_twice(run: Run) -> None:
    made = [
        json.loads(run("product", "add", url, "--title", title, "-F", "json").out)["code"]
        for url, title in [
            (URL, "Merino Scarf"),
            (URL, "Merino Scarf"),
            (URL, "龙井"),
            ("https://shop.example/", "Admin"),
        ]
    ]
    assert made == ["merino-scarf", "merino-scarf-2", "taobao-6100", "admin-1"]


def test_the_same_link_twice_is_kept_and_remarked(run: Run) -> None:
    run(*ADD)
    said = run("product", "add", URL, "--title", "Another")
    assert said.code == 0
    assert "“longjing” has the same link" in said.err


def test_what_is_edited_changes_and_the_rest_stays(run: Run) -> None:
    run(*ADD)
    before = json.loads(run("product", "show", "longjing", "-F", "json").out)
    said = run("product", "edit", "LONGJING", "--price", "119", "--tag", "gift", "-F", "json")
    assert json.loads(said.out) == before | {"price": "119.00", "tags": ["gift"]}
    renamed = run("product", "edit", "longjing", "--new-code", "spring-tea", "--no-tags", "-F", "json")
    assert json.loads(renamed.out) == before | {"code": "spring-tea", "price": "119.00", "tags": []}
    assert run("product", "show", "longjing").code == 3
    moved = run("product", "edit", "spring-tea", "--url", "https://item.jd.com/7.html", "-F", "json")
    assert json.loads(moved.out)["platform"] == "jd"
    assert "retarget" in moved.err


def test_an_edit_that_makes_no_sense_is_refused(run: Run) -> None:
    run(*ADD)
    run("product", "add", "https://shop.example/x", "--title", "Cup", "--code", "cup")
    refused(run("product", "edit", "longjing"), 2, "nothing to change")
    refused(run("product", "edit", "longjing", "--currency", "USD"), 2, "new price")
    refused(run("product", "edit", "longjing", "--new-code", "cup"), 4, "another product's")
    refused(run("product", "edit", "nothing", "--price", "1"), 3, "no product")
    refused(run("product", "edit", "longjing", "--price", "1.234"), 2, "more digits")


def test_an_archived_product_leaves_the_list_and_comes_back(run: Run) -> None:
    run(*ADD)
    assert json.loads(run("product", "archive", "longjing", "-F", "json").out)["status"] == "archived"
    assert json.loads(run("product", "list", "-F", "json").out) == []
    assert [one["code"] for one in json.loads(run("product", "list", "--archived", "-F", "json").out)] == ["longjing"]
    refused(run("link", "new", "longjing", "--channel", "print"), 1, "archived", "sharecli product restore longjing")
    assert json.loads(run("product", "restore", "longjing", "-F", "json").out)["status"] == "active"
    assert run("link", "new", "longjing", "--channel", "print").code == 0


def test_the_list_is_chosen_by_tag_and_platform(run: Run) -> None:
    run(*ADD)
    run(
        "product",
        "add",
        "https://item.jd.com/7.html",
        "--title",
        "Cup",
        "--code",
        "cup",
        "--tag",
        "tea",
        "--tag",
        "cup",
    )

    def codes(*words: str) -> list[str]:
        return [one["code"] for one in json.loads(run("product", "list", *words, "-F", "json").out)]

    assert codes() == ["cup", "longjing"]
    assert codes("--tag", "TEA") == ["cup", "longjing"]
    assert codes("--tag", "tea", "--tag", "cup") == ["cup"]
    assert codes("--platform", "JD") == ["cup"]
    refused(run("product", "list", "--platform", "taoboa"), 3, "no platform", "taobao")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--price", "12,5"), 2, "a comma only groups thousands"),
        (("--price", "-1"), 2, "below zero"),
        (("--price", "1e9999"), 2, "not a decimal number"),
        (("--price", "NaN"), 2, "not a decimal number"),
        (("--price", "9" * 400), 2, "too large"),
        (("--price", "10000000000.01"), 2, "too large"),
        (("--price", "1.005"), 2, "more digits"),
        (("--price", "1.5", "--currency", "JPY"), 2, "more digits"),
        (("--price", "\x1b[31m1"), 2, "␛[31m1"),
        (("--commission", "120%"), 2, "more than the price"),
        (("--commission", "20"), 2, "did you mean 20%"),
        (("--commission", "-5%"), 2, "not a rate"),
        (("--currency", "RMB"), 2, "no currency"),
        (("--currency", "\u202ecny"), 2, "no currency"),
        (("--code", "龙井"), 2, "a–z"),
        (("--code", "../x"), 2, "a–z"),
        (("--code", "admin"), 2, "reserved"),
        (("--platform", "taobo"), 3, "no platform"),
        (("--tag", "x" * 41), 2, "too long"),
        (("--title", " \u3000 "), 2, "the title is empty"),
        (("--title", "x" * 5000), 2, "5,000 characters"),
    ],
)
def test_a_bad_word_is_named_with_what_to_do(run: Run, db: Path, words: tuple[str, ...], code: int, said: str) -> None:
    refused(run("product", "add", URL, "--title", "Tea", *words), code, said)
    assert not db.exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("javascript:alert(1)", "neither http nor https"),
        ("https://shop.example/a b", "a space or a character no link may have"),
        ("https://shop.example/\r\nX: y", "a space or a character no link may have"),
        ("https://shop.example\\@evil.example", "a space or a character no link may have"),
        ("https://me:secret@shop.example/", "user name"),
        ("https://shop.example/" + "x" * 10_000, "10,021 characters"),
        ("https://shop.example/\x1b]8;;\x07", "␛]8"),
    ],
)
def test_a_bad_link_is_named_with_what_to_do(run: Run, url: str, said: str) -> None:
    refused(run("product", "add", url, "--title", "Tea"), 2, said)


def test_a_code_that_exists_is_a_conflict_whatever_its_case(run: Run) -> None:
    run(*ADD)
    said = run(*ADD[:-4], "--code", "LongJing")
    refused(said, 4, "error[code-taken]", "longjing")
    assert len(json.loads(run("product", "list", "-F", "json").out)) == 1


def test_a_link_with_a_chinese_host_is_kept_in_ascii(run: Run) -> None:
    row = json.loads(run("product", "add", "https://例子.中国/茶", "--title", "茶", "-F", "json").out)
    assert row["url"] == "https://xn--fsqu00a.xn--fiqs8s/%E8%8C%B6"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("a\x1b[31mred", "a␛[31mred"),
        ("[/] [bold]x[/bold]", "[/] [bold]x[/bold]"),
        ("a\u202egpj.exe", "a�gpj.exe"),
        ("a\u2066b", "a�b"),
        ("a\x00b", "a␀b"),
        ("a\x9b31mb", "a�31mb"),
        ("a\nb\tc\r\nd", "a b c d"),
        ("a\u200bb\u00ad", "ab"),
        ("👩‍👩‍👧 茶", "👩‍👩‍👧 茶"),
        ("=1+1", "=1+1"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_hostile_title_is_made_visible_in_every_format(run: Run, title: str, kept: str) -> None:
    said = run("product", "add", URL, "--title", title, "--code", "x", "-F", "json")
    assert json.loads(said.out)["title"] == kept
    assert harmless(said)
    for words in (("list",), ("list", "-F", "csv"), ("list", "-F", "markdown"), ("show", "x"), ("list", "-F", "json")):
        shown = run("product", *words)
        assert shown.code == 0
        assert harmless(shown), words
    assert kept in re.sub(r"\n\s*", "", run("product", "show", "x").out)


def test_a_spreadsheet_never_runs_a_title_of_an_exported_list(run: Run) -> None:
    run("product", "add", URL, "--title", '=HYPERLINK("http://evil.example")', "--code", "x", "--price", "1")
    assert """"'=HYPERLINK(""http://evil.example"")\"""" in run("product", "export", "-").out


def test_the_product_list_is_a_picture_with_chinese_in_line(run: Run, golden: Callable[[str, str], None]) -> None:
    run(*ADD)
    more = (
        "--title",
        "宜兴紫砂小品茶杯 手工 六杯套装",
        "--price",
        "1299",
        "--commission",
        "12.5%",
        "--code",
        "zisha-cup",
    )
    run("product", "add", "https://item.jd.com/7.html", *more, "--tag", "gift", "--tag", "mid-autumn", "--tag", "tea")
    run(
        "product",
        "add",
        "https://shopee.ph/a-i.1.2",
        "--title",
        "Merino scarf, undyed",
        "--price",
        "890",
        "--code",
        "scarf",
    )
    run(
        "product",
        "add",
        "https://shop.example/x",
        "--title",
        "有田焼の器 ☕",
        "--price",
        "1200",
        "--currency",
        "JPY",
        "--code",
        "arita",
    )
    golden("product-list", run("product", "list").out)


def at_once(db: Path, *commands: tuple[str, ...]) -> list[tuple[int, str]]:
    """Several processes that begin together: exit code and what each complained of."""
    start = [sys.executable, "-m", "sharecli", "--db", str(db)]
    going = [
        subprocess.Popen([*start, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        for words in commands
    ]
    said = [one.communicate(timeout=60)[1].decode() for one in going]
    return [(one.returncode, words) for one, words in zip(going, said, strict=True)]


def test_edits_of_different_fields_at_the_same_time_all_survive(run: Run, db: Path, tmp_path: Path) -> None:
    run(*ADD)
    (tmp_path / "list.csv").write_text(f"code,title,url\nlongjing,Imported,{URL}\n")
    for price in ("118", "119", "120"):
        ended = at_once(
            db,
            ("product", "edit", "longjing", "--price", price),
            ("product", "edit", "longjing", "--commission", f"{price[1:]}%"),
            ("product", "edit", "longjing", "--tag", f"tag{price}"),
            ("product", "archive" if price != "119" else "restore", "longjing"),
            ("product", "import", str(tmp_path / "list.csv")),
        )
        assert [code for code, _said in ended] == [0] * 5, ended
        row = json.loads(run("product", "show", "longjing", "-F", "json").out)
        assert (row["price"], row["commission"], row["tags"]) == (f"{price}.00", f"{price[1:]}%", [f"tag{price}"])
        assert (row["title"], row["status"]) == ("Imported", "archived" if price != "119" else "active")


def test_a_code_that_two_want_at_the_same_time_is_given_to_one(run: Run, db: Path) -> None:
    for number in range(4):
        run("product", "add", f"https://shop.example/{number}", "--title", "Cup", "--code", f"cup-{number}")
    ended = at_once(db, *(("product", "edit", f"cup-{number}", "--new-code", "mug") for number in range(4)))
    assert sorted(code for code, _said in ended) == [0, 4, 4, 4]
    assert all("error[code-taken]" in said for code, said in ended if code)


def test_a_platform_set_by_hand_stays_where_the_new_link_does_not_tell(run: Run) -> None:
    run("product", "add", "https://short.example/a", "--title", "Tea", "--code", "tea", "--platform", "taobao")

    def platform(*words: str) -> str:
        said = run("product", "edit", "tea", *words, "-F", "json")
        assert said.code == 0, said.err
        return str(json.loads(said.out)["platform"])

    assert platform("--url", "https://short.example/b") == "taobao"
    assert platform("--url", "https://item.jd.com/7.html") == "jd"
    assert platform("--url", "https://short.example/c") == "own-shop"
    assert platform("--platform", "Pinduoduo") == "pinduoduo"
    assert platform("--url", "https://short.example/d", "--platform", "douyin") == "douyin"
    refused(run("product", "edit", "tea", "--platform", "taobo"), 3, "no platform")


def test_a_missing_link_is_called_missing(run: Run) -> None:
    refused(run("product", "add", " ", "--title", "Tea"), 2, "the link is missing")


MATERIAL = ("--was", "159", "--note", "头采\n送人自用都好", "--focus", "左上")


def test_what_a_poster_shows_besides_is_kept_and_follows_the_nine_keys(run: Run) -> None:
    row = json.loads(run(*ADD, *MATERIAL, "-F", "json").out)
    assert list(row) == [*KEYS, "was", "note", "focus"]
    assert (row["was"], row["note"], row["focus"]) == ("159.00", "头采\n送人自用都好", "0%,0%")
    assert json.loads(run("product", "show", "longjing", "-F", "json").out) == row
    bare = json.loads(
        run("product", "add", "https://shop.example/x", "--title", "杯", "--focus", "top", "-F", "json").out
    )
    assert list(bare) == [*KEYS, "focus"]


def test_a_card_shows_what_a_poster_shows_besides_and_a_bare_product_none_of_it(run: Run) -> None:
    lines = run(*ADD, *MATERIAL).out.splitlines()
    assert [line.split()[:3] for line in lines if line.startswith("former")] == [["former", "price", "159.00"]]
    place = next(number for number, line in enumerate(lines) if line.startswith("your words"))
    assert (lines[place].split()[2:], lines[place + 1].split()) == (["头采"], ["送人自用都好"])
    assert any(line.split() == ["focus", "0%,0%"] for line in lines)
    bare = run("product", "add", "https://shop.example/x", "--title", "杯").out
    assert not re.search("former price|your words|focus", bare)


def test_what_a_poster_shows_besides_is_changed_and_taken_away_one_by_one(run: Run) -> None:
    first = json.loads(run(*ADD, *MATERIAL, "-F", "json").out)

    def edited(*words: str) -> dict[str, str]:
        said = run("product", "edit", "longjing", *words, "-F", "json")
        assert said.code == 0, said.err
        row: dict[str, str] = json.loads(said.out)
        return row

    def less(row: dict[str, str], *keys: str) -> dict[str, str]:
        return {key: value for key, value in row.items() if key not in keys}

    assert edited("--title", "Tea") == first | {"title": "Tea"}
    assert edited("--was", "199", "--note", "新茶", "--focus", "50,30") == first | {
        "title": "Tea", "was": "199.00", "note": "新茶", "focus": "50%,30%"
    }  # fmt: skip
    assert "note" not in edited("--note", "")
    assert "was" not in edited("--no-was")
    assert edited("--focus", "center") == less(first, "was", "note", "focus") | {"title": "Tea"}
    assert edited("--was", "159")["was"] == "159.00"
    assert "was" not in edited("--was", "")
    assert edited("--price", "20", "--currency", "USD", "--was", "25")["was"] == "25.00"


def test_a_former_price_that_is_none_is_refused_whichever_of_the_two_changes(run: Run) -> None:
    run(*ADD, "--was", "159")
    before = run("product", "show", "longjing", "-F", "json").out
    refused(
        run("product", "edit", "longjing", "--was", "129"), 2, "“129.00 CNY” is not higher than the price “129.00 CNY”"
    )
    refused(run("product", "edit", "longjing", "--price", "159"), 2, "“159.00 CNY” is not higher", "--no-was")
    refused(run("product", "edit", "longjing", "--price", "20", "--currency", "USD"), 2, "not higher", "20.00 USD")
    refused(run("product", "edit", "longjing", "--was", "170", "--no-was"), 2, "either --was or --no-was")
    refused(run("product", "edit", "longjing", "--focus", "50,300"), 2, "“50,300” is no point of a picture")
    refused(run("product", "edit", "longjing", "--note", "茶" * 301), 2, "301 characters")
    refused(run("product", "edit", "longjing", "--focus", "\x1b[31m"), 2, "␛[31m")
    assert run("product", "show", "longjing", "-F", "json").out == before
    refused(run("product", "add", URL, "--title", "Tea", "--was", "9"), 2, "“9.00 CNY” needs a price")
    assert run("product", "edit", "longjing", "--price", "159", "--no-was").code == 0


def test_a_list_of_products_of_which_one_has_a_note_is_a_whole_table_in_every_format(run: Run) -> None:
    run("product", "add", "https://shop.example/x", "--title", "Cup", "--code", "cup")
    run(*ADD, *MATERIAL)
    lines = run("product", "list", "-F", "csv").out.splitlines()
    assert lines[0] == ",".join([*KEYS, "was", "note", "focus"])
    assert (len(lines), lines[1][-3:], "头采␊送人自用都好" in lines[2]) == (3, ",,,", True)
    drawn = run("product", "list", "-F", "markdown").out.splitlines()
    assert {line.count(" | ") for line in drawn} == {11}


def test_the_list_is_chosen_by_words_of_title_or_code(run: Run) -> None:
    for code, title in (
        ("longjing", "明前龙井 100g 礼盒"),
        ("cup-1", "Élan ＣＵＰ, blue"),
        ("cup-2", "Cup, red [50%_]"),
    ):
        run("product", "add", f"https://shop.example/{code}", "--title", title, "--code", code)

    def codes(*words: str) -> list[str]:
        return [one["code"] for one in json.loads(run("product", "list", *words, "-F", "json").out)]

    assert codes("--query", "CUP") == ["cup-1", "cup-2"]
    assert codes("--query", "龙井") == codes("--query", "LONGJING") == codes("--query", " 礼盒  龙井 ") == ["longjing"]
    assert codes("--query", "red cup") == ["cup-2"]
    assert codes("--query", "éLAN") == codes("--query", "e\u0301lan") == ["cup-1"]
    assert codes("--query", "50%_") == codes("--query", "[") == ["cup-2"]
    assert codes("--query", "cup 龙井") == codes("--query", "x' OR 1=1 --") == []
    assert codes("--query", " ") == ["cup-1", "cup-2", "longjing"]
    run("product", "archive", "cup-2")
    assert codes("--query", "cup") == ["cup-1"]
    assert codes("--query", "cup", "--archived") == ["cup-2"]


def test_the_list_is_chosen_by_the_sellers_day_on_which_a_product_was_added(run: Run, db: Path) -> None:
    store = Store(db)
    # UTC; Shanghai is eight hours ahead.
    for code, day, hour in (("old", 1, 0), ("eve", 9, 15), ("morning", 9, 16), ("late", 15, 1)):
        records.keep(store, product(code=code), at=datetime(2026, 10, day, hour, tzinfo=UTC))
    store.close()

    def codes(*words: str) -> list[str]:
        return [one["code"] for one in json.loads(run("product", "list", *words, "-F", "json").out)]

    assert codes("--since", "2026-10-10") == ["late", "morning"]
    assert codes("--since", "2026-10-09") == ["eve", "late", "morning"]
    assert codes("--since", "today") == ["late"]
    assert codes("--since", "last-6-days") == ["late", "morning"]
    assert codes("--since", "2026-10") == codes("--since", "all") == ["eve", "late", "morning", "old"]
    assert codes("--since", "2026-11-01") == []
    assert codes("--since", "2026-10-10", "--query", "late") == ["late"]
    for words in ("7d", "2026-13-01", "\x1b[31m", "1800-01-01"):
        refused(
            run("product", "list", "--since", words), 2, "is neither a day nor a period", "2026-10-03, today, last-7-"
        )
    run("config", "set", "time-zone", "America/New_York")
    assert codes("--since", "2026-10-10") == ["late"]


def test_a_link_with_spaces_is_shown_as_it_could_be_typed(run: Run) -> None:
    said = run("product", "add", "https://own.example/p/9 with  it's", "--title", "x")
    refused(said, 2, "a space", "'https://own.example/p/9%20with%20%20it%27s'")
    assert run("product", "add", "https://own.example/p/9%20with%20%20it%27s", "--title", "x").code == 0
    refused(run("product", "add", "https://own.example/a b<c", "--title", "x"), 2, "hint: sharecli product add")


def test_a_new_product_is_not_told_of_an_option_that_adding_has_not(run: Run) -> None:
    said = run("product", "add", "https://own.example/p/9", "--title", "x", "--price", "10", "--was", "5")
    refused(said, 2, "is not higher than the price", "or leave it out")
    assert "--no-was" not in said.err
