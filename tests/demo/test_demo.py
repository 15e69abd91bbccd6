"""``sharecli demo`` for real, once: what it makes is counted, read by other decoders and added up by hand."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from codes.decoders import opencv, zxing
from process import sharecli

CHANNELS = ["wechat-moments", "telegram", "instagram"]


@dataclass(frozen=True)
class Shown:
    """What the demo said, and where it worked."""

    home: Path
    out: str
    err: str

    def ask(self, *words: str) -> Any:
        """A question to the demo's own file."""
        done = sharecli("--db", str(self.home / "sharecli.db"), *words, "-F", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The demo, run once in an empty home, with English chosen."""
    home = tmp_path_factory.mktemp("demo")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SHARECLI_", "LC_", "XDG_"))}
    done = subprocess.run(
        [sys.executable, "-m", "sharecli", "demo", "--into", str(home / "into")],
        env=clean | {"HOME": str(home), "LANG": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "110"},
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return Shown(home / "into", done.stdout.decode(), done.stderr.decode())


def test_it_shows_every_command_it_runs_and_says_where_the_posters_lie(shown: Shown) -> None:
    typed = [" ".join(line.split()[2:4]) for line in shown.out.splitlines() if line.startswith("$ sharecli ")]
    assert typed == [*["config set"] * 4, "product import", "product list", "link new", "poster batch",
                     *["commission import"] * 2, "commission add", "earnings --by"]  # fmt: skip
    assert shown.out.endswith(
        f"42 posters, each QR code read back from its file. They lie in:\n{shown.home / 'posters'}\n"
    )
    assert "Traceback" not in shown.err
    assert "error" not in shown.err


def test_it_keeps_to_its_home(shown: Shown) -> None:
    assert sorted(path.name for path in shown.home.iterdir()) == ["posters", "sharecli.db"]
    assert [path.name for path in shown.home.parent.iterdir()] == ["into"]


def test_it_has_a_dozen_products_four_platforms_three_currencies_and_both_languages(shown: Shown) -> None:
    products = shown.ask("product", "list")
    assert len(products) >= 12
    assert {"taobao", "jd", "pinduoduo", "shopee"} <= {one["platform"] for one in products}
    assert {one["currency"] for one in products} == {"CNY", "USD", "PHP"}
    titles = [one["title"] for one in products]
    assert sum(title.isascii() for title in titles) >= 5
    assert sum(not title.isascii() for title in titles) >= 5


def test_there_is_a_poster_for_every_product_and_channel_and_other_decoders_read_it(shown: Shown) -> None:
    links = {(one["product"], one["channel"]): one["url"] for one in shown.ask("link", "list")}
    products = [one["code"] for one in shown.ask("product", "list")]
    sizes = {"wechat-moments": (1080, 1440), "telegram": (960, 1280), "instagram": (1080, 1920)}
    assert set(links) == {(product, channel) for product in products for channel in CHANNELS}
    assert len(set(links.values())) == len(links)
    seen = 0
    for (product, channel), url in links.items():
        with Image.open(shown.home / "posters" / f"{product}-{channel}.png") as picture:
            assert picture.size == sizes[channel]
            drawn = picture.convert("L")
        assert zxing(drawn) == [url]
        said = opencv(drawn)
        assert said in {url, ""}  # it cannot read every code, even alone on white; it never reads another one
        seen += said == url
    assert seen >= len(links) * 0.8
    assert len(list((shown.home / "posters").glob("*.png"))) == len(links)


def test_the_earnings_are_those_one_adds_up_by_hand_from_the_bundled_reports(shown: Shown) -> None:
    """Settled and paid are earned; a void order is none; 维权成功 takes its commission back.

    Taobao, CNY. 朋友圈: 25.80 + 25.80 + 22.00 settled, 37.38 received. telegram: 37.38 settled and taken back,
    25.80 paid for by the buyer. instagram: 6.62 paid for by the buyer, one void order.
    Shopee, PHP. instagram: 67.425 completed, 67.425 pending. telegram: two items of one order, of which 25.90 was
    completed and the other cancelled. wechat_moments: 25.90 completed. By hand, USD: 5.40.
    """
    earned = shown.ask("earnings", "--by", "channel", "--period", "2026-10")
    columns = ["orders", "pending", "confirmed", "settled", "paid", "reversed", "earned"]
    rows = {
        (row["key"], row["currency"]): [row["orders"], *(Decimal(row[name]) for name in columns[1:])]
        for row in earned["rows"]
    }
    assert rows == {
        (channel, currency): [orders, *map(Decimal, amounts.split())]
        for channel, currency, orders, amounts in (
            ("wechat-moments", "CNY", 4, "0 37.38 73.60 0 0 73.60"),
            ("telegram", "CNY", 2, "25.80 0 37.38 0 -37.38 0"),
            ("instagram", "CNY", 1, "6.62 0 0 0 0 0"),
            ("instagram", "PHP", 2, "67.425 0 67.425 0 0 67.425"),
            ("telegram", "PHP", 1, "0 0 25.90 0 0 25.90"),
            ("wechat-moments", "PHP", 1, "0 0 25.90 0 0 25.90"),
            ("instagram", "USD", 1, "0 0 5.40 0 0 5.40"),
        )
    }
    totals = {row["currency"]: Decimal(row["earned"]) for row in earned["totals"]}
    assert totals == {"CNY": Decimal("73.60"), "PHP": Decimal("119.225"), "USD": Decimal("5.40")}


def test_the_table_it_ends_with_says_the_same(shown: Shown) -> None:
    lines = [line.split() for line in shown.out.splitlines()]
    assert ["total", "CNY", "7", "32.42", "37.38", "110.98", "·", "-37.38", "73.60"] in lines
    assert ["total", "PHP", "4", "67.425", "·", "119.225", "·", "·", "119.225"] in lines
    assert ["total", "USD", "1", "·", "·", "5.40", "·", "·", "5.40"] in lines


def test_a_home_that_holds_a_file_already_is_left_alone(shown: Shown) -> None:
    before = (shown.home / "sharecli.db").read_bytes()
    done = sharecli("demo", "--into", str(shown.home))
    assert (done.returncode, done.stdout) == (4, b"")
    assert "is there already; the demo wants a home of its own\n hint: sharecli demo\n" in done.stderr.decode()
    assert (shown.home / "sharecli.db").read_bytes() == before


def test_a_home_that_is_a_file_is_refused(home: Path) -> None:
    (home / "file").touch()
    done = sharecli("demo", "--into", str(home / "file"))
    assert done.returncode == 1
    assert "is a file, not a folder" in done.stderr.decode()
