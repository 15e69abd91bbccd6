"""Reports as files: whole or not at all, exact, and nothing in them runs or is fetched."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import Run
from earnings.ledgers import Sold, Word, keep, season

NASTY = '<script>alert(1)</script>&"\'=HYPERLINK("http://evil")'
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def seasoned(db: Path) -> None:
    keep(db, season())


@pytest.fixture
def hostile(db: Path, run: Run) -> None:
    fine = Word("settled", 1, 12_345_678_901_234_567 // 10**3, "2026-10-02T04:00:00Z")
    keep(
        db,
        [
            Sold("1", (fine,), channel="=1+1"),
            Sold("2", channel=NASTY, ordered_at="2026-09-01T04:00:00Z"),
            Sold("3", (Word("pending", 33_575_000),), platform="shopee", currency="PHP", channel="@SUM(A1)"),
            Sold("4", (Word("settled", 5, 9_999_999_999_999_999, "2026-10-02T04:00:00Z"),), currency="USD"),
        ],
    )
    run("config", "set", "name", "</style><b>")


@pytest.mark.usefixtures("seasoned")
@pytest.mark.parametrize(
    "words", [(), ("--by", "product", "--by", "month"), ("--period", "2026-09", "--compare", "previous")]
)
def test_a_file_says_what_the_terminal_says(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    for ending, form in ((".csv", "csv"), (".json", "json"), (".md", "markdown")):
        path = tmp_path / f"earnings{ending}"
        said = run("earnings", *words, "--to", str(path))
        assert (said.code, said.out) == (0, "")
        assert f"written to {path}" in said.err
        assert path.read_text("utf-8") == run("earnings", *words, "-F", form).out


@pytest.mark.usefixtures("seasoned")
def test_a_mark_leads_the_csv_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "earnings.csv"
    assert run("earnings", "--to", str(path), "--bom").code == 0
    plain = run("earnings", "-F", "csv").out
    assert path.read_bytes() == b"\xef\xbb\xbf" + plain.encode()
    assert run("earnings", "-F", "csv", "--bom").out == "\ufeff" + plain
    for words in (("--bom",), ("-F", "json", "--bom"), ("--to", str(tmp_path / "x.html"), "--bom")):
        assert run("earnings", *words).err.startswith("error[usage]: a byte order mark")


@pytest.mark.usefixtures("seasoned")
def test_a_file_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    assert run("earnings", "--to", str(tmp_path / "earnings.docx")).err.splitlines()[0] == (
        "error[usage]: “earnings.docx” ends in none of: .html .xlsx .csv .json .md"
    )
    said = run("earnings", "--to", "/proc/nowhere/earnings.html")
    assert (said.code, said.err.startswith("error[cannot-write]")) == (1, True)
    (tmp_path / "a.html").mkdir()
    assert run("earnings", "--to", str(tmp_path / "a.html")).code == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".sharecli")] == []


def numbers(content: bytes) -> list[str]:
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    return re.findall(r'<c r="[A-Z]+\d+"[^>]*><v>([^<]*)</v>', sheet)


@pytest.mark.usefixtures("hostile")
def test_a_workbook_is_exact_and_nothing_in_it_runs(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    path = tmp_path / "earnings.xlsx"
    assert run("earnings", "--to", str(path)).code == 0
    first = path.read_bytes()
    run("earnings", "--to", str(path))
    assert path.read_bytes() == first
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    data = json.loads(run("earnings", "-F", "json").out)
    head, *body = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert head == ["channel", "currency", "orders", "pending", "confirmed", "settled", "paid", "taken back", "earned"]
    for row, cells in zip(data["rows"], body, strict=False):
        assert [cells[0] or None, *cells[1:3]] == [row["key"], row["currency"], row["orders"]]
        wanted = [row[name] for name in ("pending", "confirmed", "settled", "paid", "reversed", "earned")]
        assert [Decimal(str(cell)) for cell in cells[3:9]] == [Decimal(word) for word in wanted]
    written = numbers(first)
    assert "12345678.901234" in written
    assert sheet["A2"].data_type == "s"
    shown = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    assert shown[12345678.901234] == '#,##0.000000 "CNY"'
    assert any(form == '#,##0.000 "PHP"' for form in shown.values())


@pytest.mark.usefixtures("hostile")
def test_an_amount_beyond_a_spreadsheets_digits_stays_exact_as_text(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    path = tmp_path / "earnings.xlsx"
    run("earnings", "--currency", "USD", "--to", str(path))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert Decimal(str(sheet["F2"].value)) == Decimal("9999999999.999999")


class Seen(HTMLParser):
    """What a browser would see: tags, what they point to, and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.points: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.points += [
            f"{name}={value}" for name, value in attrs if name in {"src", "href", "srcset", "data", "action"}
        ]
        assert not [name for name, _value in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen(path: Path) -> Seen:
    found = Seen()
    found.feed(path.read_text("utf-8"))
    return found


@pytest.mark.usefixtures("hostile")
def test_a_web_page_fetches_nothing_and_runs_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "earnings.html"
    assert run("earnings", "--to", str(path)).code == 0
    page = seen(path)
    assert not {"script", "link", "img", "iframe", "object", "b/"} & set(page.tags)
    assert page.tags.count("b") == 3
    assert page.tags.count("style") == 1
    assert page.points == []
    text = path.read_text("utf-8")
    assert "http" not in re.sub(r"&quot;http://evil|http-equiv", "", text)
    assert "url(" not in text
    assert "default-src 'none'" in text
    assert any("<script>alert(1)</script>" in word for word in page.words)
    assert '<html lang="en">' in text
    assert "svg" in page.tags


@pytest.mark.usefixtures("seasoned")
def test_a_web_page_has_every_total_and_adds_the_rest_up(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "earnings.html"
    assert run("earnings", "--by", "day", "--by", "product", "--to", str(path)).code == 0
    words = seen(path).words
    for total in json.loads(run("earnings", "-F", "json").out)["totals"]:
        assert f"{Decimal(total['earned']):,} {total['currency']}" in words
    rest = [word for word in words if re.fullmatch(r"\d+ others", word)]
    assert len(rest) == 3
    run("earnings", "--period", "2026-09", "--compare", "previous", "--to", str(path))
    assert "before" in seen(path).words
    assert "Earnings 2026-09" in seen(path).words


def test_a_page_that_compares_keeps_the_largest_rows_and_folds_those_of_nothing(
    run: Run, db: Path, tmp_path: Path
) -> None:
    def sold(number: int, said: str, micros: int, title: str, month: int) -> Sold:
        day = f"2026-{month:02d}-03T04:00:00Z"
        words = (Word(said, micros, micros if said == "settled" else None, day),)
        return Sold(str(number), words, title=title, ordered_at=day)

    keep(
        db,
        [
            *(sold(n, "settled", (n + 1) * 10**6, f"T{n:02d}", 9) for n in range(60)),
            *(sold(100 + n, "void", 0, f"ZERO{n}", 9) for n in range(20)),
            sold(200, "pending", 150_000 * 10**6, "PROMISE", 9),
            *(sold(300 + n, "settled", 7 * 10**6, f"T{n:02d}", 8) for n in range(0, 60, 3)),
        ],
    )
    path = tmp_path / "earnings.html"
    assert (
        run("earnings", "--by", "product", "--period", "2026-09", "--compare", "previous", "--to", str(path)).code == 0
    )
    words = seen(path).words
    assert "PROMISE" in words
    assert words.index("PROMISE") < words.index("T59")
    assert not [word for word in words if word.startswith("ZERO")]
    rows = re.findall(r"<tr(?: class=\"total\")?>(.*?)</tr>", path.read_text("utf-8"))[1:]
    befores = [Decimal(re.findall(r'class="n">([^<]*)<', row)[3].replace(",", "")) for row in rows]
    assert sum(befores[:-1]) == befores[-1] == 140
    assert [word for word in words if re.fullmatch(r"\d+ others", word)]


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize("micros", [191_920_000, 10**15 - 10_000])
def test_no_word_of_a_tile_is_cut(run: Run, db: Path, tmp_path: Path, micros: int) -> None:
    life = (Word("pending", micros),)
    units = ["CNY", "USD", "EUR", "PHP", "GBP"]
    keep(db, [Sold(f"{unit}{nth}", life, currency=unit) for unit in units for nth in range(51)])
    path = tmp_path / "earnings.html"
    assert run("earnings", "--to", str(path)).code == 0
    # A browser says how wide the words are, and how wide their tile is.
    look = (
        "<script>document.title = [...document.querySelectorAll('.tile')].map(one => one.scrollWidth <= one.clientWidth"
        " && one.getBoundingClientRect().right <= innerWidth)</script></body>"
    )
    text = path.read_text("utf-8")
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text).replace("</body>", look)
    path.write_text(opened, "utf-8")
    words = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'browser'}"]
    words += ["--window-size=720,1000", "--dump-dom", path.as_uri()]
    done = subprocess.run([str(CHROMIUM), *words], capture_output=True, text=True, check=True, timeout=120)
    assert re.search(r"<title>(.*?)</title>", done.stdout)[1] == ",".join(["true"] * 5)  # type: ignore[index]


def test_a_web_page_of_nothing_is_a_page(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "earnings.html"
    assert run("earnings", "--to", str(path)).code == 0
    assert "svg" not in seen(path).tags


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_the_fullest_page_prints_on_one_sheet(run: Run, db: Path, tmp_path: Path) -> None:
    units = ["CNY", "PHP", "USD", "EUR", "VND", "IDR"]
    sold = [
        Sold(
            str(number), (Word("settled", 10**11 + number, 10**12 + number * 10**7, "2026-10-02T04:00:00Z"),),
            currency=units[number % 6], channel=f"{'很长的渠道名称' * 4} channel number {number}",
            ordered_at=f"2026-0{1 + number % 9}-03T04:00:00Z",
        )
        for number in range(200)
    ]  # fmt: skip
    keep(db, sold)
    for unit in units[1:5]:
        run("rate", "set", unit, "CNY", "7.1", "--on", "2026-05-01")
    for name, words in {
        "many": ("--by", "channel"), "two": ("--by", "channel", "--by", "product", "--by", "month"),
        "in": ("--in", "CNY"), "one": ("--currency", "CNY", "--period", "2026-09", "--compare", "previous"),
    }.items():  # fmt: skip
        path = tmp_path / f"{name}.html"
        assert run("earnings", *words, "--to", str(path)).code == 0
        assert pages(path) == 1, name


def pages(path: Path) -> int:
    printed = path.with_suffix(".pdf")
    subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={path.parent / 'browser'}",
            "--no-pdf-header-footer", f"--print-to-pdf={printed}", path.as_uri(),
        ],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
