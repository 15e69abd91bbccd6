"""Measures `poster batch` of 500 posters with a picture beside the same card by Pillow and by headless Chromium.

Ours: the real command in a process of its own, start-up included; layout by Typst on every core, each file synced
before it gets its name and listed in the manifest, and, unless told otherwise, read back from its final bytes.
The peers (`peers.py`) do less. What one of their cards costs does not depend on how many there are, so they draw fewer
and the cost of one is compared. Half of the pictures are smooth drawings, half have a photograph's grain, because that
decides how long a PNG takes to pack. The last batch is of 10,000 posters, which takes a while.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from beside import first_line, growth, machine, medians, run, seconds, table, targets, wanted
from peers import HEIGHT, JPEG, WIDTH, by_chromium, by_pillow
from shops import Shop

COUNT, DRAWN, SHOTS, ROUNDS, TWICE = 500, 50, 4, 3, 2000
SIZES = (1, 100, 1000, 10_000)
CORES = os.cpu_count() or 1
OURS, QUICK, AGAIN = (
    "sharecli poster batch",
    "sharecli poster batch --no-verify",
    "sharecli poster batch, nothing changed",
)
PLAIN, FASTEST, SPREAD = "Pillow, PNG as it comes", "Pillow, fastest PNG", "Pillow, fastest PNG, a thread a core"
OURS_JPEG, PILLOW_JPEG, CHROMIUM = "sharecli poster batch --as jpg", "Pillow, JPEG", "Chromium, a process each"
Way = tuple[int, Callable[[], object]]
"""How many posters a way makes, and the way."""


def main() -> None:
    """Make the products and links, draw them each way, print."""
    have_chromium = wanted("chromium", "chromium")
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        tags = {COUNT, DRAWN, TWICE, *SIZES}
        shop = Shop(Path(folder), products=max(tags), channel="wechat-moments", tags=sorted(tags), pictures=5)
        ways = _ours(shop) | _peers(shop, have_chromium=have_chromium)
        # Each way ends long after it began: nothing is gained by a round that is thrown away.
        spent = medians({name: way for name, (_count, way) in ways.items()}, rounds=ROUNDS, warm_up=False)
        each = {name: spent[name] / count for name, (count, _way) in ways.items()}
        _say(each, {name: count for name, (count, _way) in ways.items()}, _sizes(shop))
        again = _again(shop)
        _judge(each, again)
        batch = partial(shop.batch, "poster", "batch")
        growth(
            f"Posters of {WIDTH} × {HEIGHT} by count, read back, one run each",
            {(size, "read back"): [*batch(first=size, into=f"by-{size}"), "--force"] for size in SIZES},
            shop.environment,
        )
    browser = f", {first_line('chromium', '--version')}" if shutil.which("chromium") else ""
    print(f"\n{machine('typst', 'pillow', 'zxing-cpp', 'segno')}{browser}")


def _ours(shop: Shop) -> dict[str, Way]:
    batch = partial(shop.batch, "poster", "batch", first=COUNT)
    return {
        OURS: (COUNT, partial(run, [*batch(into="ours"), "--force"], shop.environment)),
        QUICK: (COUNT, partial(run, [*batch(into="quick"), "--no-verify", "--force"], shop.environment)),
        OURS_JPEG: (COUNT, partial(run, [*batch(into="jpg"), "--as", "jpg", "--force"], shop.environment)),
    }


def _peers(shop: Shop, *, have_chromium: bool) -> dict[str, Way]:
    pillow = partial(by_pillow, shop, count=DRAWN)
    return {
        PLAIN: (DRAWN, partial(pillow, shop.home / "plain", threads=1, kind="png")),
        FASTEST: (DRAWN, partial(pillow, shop.home / "fastest", threads=1, kind="png", compress_level=1)),
        SPREAD: (DRAWN, partial(pillow, shop.home / "fastest", threads=CORES, kind="png", compress_level=1)),
        PILLOW_JPEG: (DRAWN, partial(pillow, shop.home / "jpeg", threads=1, kind="jpg", **JPEG)),
        **({CHROMIUM: (SHOTS, partial(by_chromium, shop, shop.home / "shots", count=SHOTS))} if have_chromium else {}),
    }


def _sizes(shop: Shop) -> dict[str, int]:
    """Bytes of a file of each way, on average."""
    folders = {
        OURS: "ours",
        QUICK: "quick",
        OURS_JPEG: "jpg",
        PLAIN: "plain",
        FASTEST: "fastest",
        SPREAD: "fastest",
        PILLOW_JPEG: "jpeg",
        CHROMIUM: "shots",
    }
    found = {}
    for name, folder in folders.items():
        files = [one.stat().st_size for one in (shop.home / folder).glob("*.*g")]
        if files:
            found[name] = sum(files) // len(files)
    return found


def _say(each: dict[str, float], counts: dict[str, int], sizes: dict[str, int]) -> None:
    lines = [
        (name, f"{counts[name]}", f"{one * 1000:.0f}", f"{one / each[OURS]:.2f}", f"{sizes[name] // 1000}")
        for name, one in each.items()
    ]
    columns = ("how", "measured on", "ms a poster", "beside ours", "kB a file")
    table(f"Posters of {WIDTH} × {HEIGHT} with a picture, medians of {ROUNDS} interleaved rounds", columns, lines)


def _again(shop: Shop) -> float:
    """What a second batch costs in which nothing changed, as a part of the first."""
    batch = partial(run, shop.batch("poster", "batch", first=TWICE, into="twice"), shop.environment)
    first, second = seconds(batch), seconds(batch)
    lines = [("the first", f"{first:.1f}", "1.00"), (AGAIN, f"{second:.2f}", f"{second / first:.3f}")]
    table(f"{TWICE:,} posters twice", ("batch", "seconds", "beside the first"), lines)
    return second / first


def _judge(each: dict[str, float], again: float) -> None:
    asked = [(OURS, PLAIN, 3.0), (OURS, FASTEST, 3.0), (OURS_JPEG, PILLOW_JPEG, 3.0), (OURS, CHROMIUM, 10.0)]
    targets(
        *(
            (f"{mine}: times faster than {peer}", each[peer] / each[mine], ">=", least)
            for mine, peer, least in asked
            if peer in each
        ),
        (f"{OURS}: times the cost of --no-verify", each[OURS] / each[QUICK], "<=", 2.5),
        (f"{AGAIN}: part of the first", again, "<=", 0.05),
    )


if __name__ == "__main__":
    main()
