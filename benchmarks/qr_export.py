"""Measures `qr export` of 2,000 PNG files beside segno, qrcode, one qrencode process a code and the bare encoder.

Ours: the real command in a process of its own, start-up included; each file is synced before it gets its name and
listed in the manifest, and, unless told otherwise, read back from its final bytes first. The peers write and forget:
loops in this process, already warm, except for qrencode, which is a program. All write level M, 10 pixels a module,
quiet zone 4. The bare cost is what we stand on: zxing-cpp encodes, Pillow packs one bit a pixel at its fastest setting,
on one thread.
"""

import json
import os
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beside import first_line, growth, machine, medians, run, table, targets, wanted
from shops import Shop

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT, ROUNDS = 2000, 3
SIZES = (1, 100, 1000, 10_000)
OURS, QUICK, AGAIN = "sharecli qr export", "sharecli qr export --no-verify", "sharecli qr export, nothing changed"
SEGNO, QRCODE, QRENCODE = "segno, a loop", "qrcode, a loop", "qrencode, a process each"
BARE = "zxing-cpp and Pillow, a loop"


def main() -> None:
    """Make the links, draw them each way, print."""
    have_qrencode = wanted("qrencode", "qrencode")
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        shop = Shop(Path(folder), products=max(SIZES), channel="telegram", tags=(COUNT, *SIZES))
        urls = _urls(shop)
        export = partial(shop.batch, "qr", "export", first=COUNT)
        rivals: dict[str, Callable[[], object]] = {
            OURS: partial(run, [*export(into="ours"), "--force"], shop.environment),
            AGAIN: partial(run, export(into="ours"), shop.environment),
            QUICK: partial(run, [*export(into="quick"), "--no-verify", "--force"], shop.environment),
            BARE: partial(_bare, urls, _fresh(shop, "bare")),
            SEGNO: partial(_segno, urls, _fresh(shop, "segno")),
            QRCODE: partial(_qrcode, urls, _fresh(shop, "qrcode")),
        }
        if have_qrencode:
            rivals[QRENCODE] = partial(_qrencode, urls, _fresh(shop, "qrencode"))
        spent = medians(rivals, rounds=ROUNDS)
        made = {len(list((shop.home / name).glob("*.png"))) for name in ("ours", "quick", "bare", "segno", "qrcode")}
        _say(spent, made=made)
        ways = {}
        for size in SIZES:
            for how, more in (("read back", ["--force"]), ("--no-verify", ["--no-verify", "--force"])):
                ways[size, how] = [*shop.batch("qr", "export", first=size, into=f"{size}{how}"), *more]
        growth("QR codes by count, one run each", ways, shop.environment)
    print(f"\n{machine('zxing-cpp', 'pillow', 'segno', 'qrcode')}{_qrencode_version()}")


def _say(spent: dict[str, float], *, made: set[int]) -> None:
    lines = [
        (name, f"{one:.2f}", f"{COUNT / one:.0f}", f"{one / spent[OURS]:.2f}", f"{one / spent[QUICK]:.2f}")
        for name, one in spent.items()
    ]
    table(
        f"{' or '.join(map(str, made))} QR codes as PNG, medians of {ROUNDS} interleaved rounds",
        ("how", "seconds", "codes a second", "beside ours", "beside ours without reading back"),
        lines,
    )
    asked = [
        (OURS, SEGNO, 4.0),
        (OURS, QRCODE, 4.0),
        (OURS, QRENCODE, 1.5),
        (QUICK, SEGNO, 8.0),
        (QUICK, QRCODE, 8.0),
        (QUICK, QRENCODE, 2.5),
    ]
    targets(
        *(
            (f"{mine}: times faster than {peer}", spent[peer] / spent[mine], ">=", wanted_ratio)
            for mine, peer, wanted_ratio in asked
            if peer in spent
        ),
        (f"{QUICK}: times the cost of {BARE}", spent[QUICK] / spent[BARE], "<=", 1.5),
    )


def _urls(shop: Shop) -> list[str]:
    """The links of the products that are measured, as the command has them."""
    words = [*shop.command, "link", "list", "-F", "json"]
    said = subprocess.run(words, env={**os.environ, **shop.environment}, capture_output=True, check=True).stdout
    return [row["url"] for row in json.loads(said)][:COUNT]


def _fresh(shop: Shop, name: str) -> Path:
    folder = shop.home / name
    folder.mkdir(exist_ok=True)
    return folder


def _bare(urls: list[str], into: Path) -> None:
    import zxingcpp
    from PIL import Image

    for number, url in enumerate(urls):
        code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        modules: Any = code.to_image(scale=1, add_quiet_zones=True)
        height, width = modules.shape
        small = Image.frombuffer("L", (width, height), bytes(memoryview(modules))).convert(
            "1", dither=Image.Dither.NONE
        )
        large = small.resize((width * 10, height * 10), Image.Resampling.NEAREST)
        large.save(into / f"{number}.png", compress_level=1)


def _segno(urls: list[str], into: Path) -> None:
    import segno

    for number, url in enumerate(urls):
        segno.make_qr(url, error="m", boost_error=False).save(str(into / f"{number}.png"), scale=10, border=4)


def _qrcode(urls: list[str], into: Path) -> None:
    import qrcode

    for number, url in enumerate(urls):
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=10, border=4)
        code.add_data(url)
        code.make_image().save(str(into / f"{number}.png"))


def _qrencode(urls: list[str], into: Path) -> None:
    for number, url in enumerate(urls):
        subprocess.run(
            ["qrencode", "-l", "M", "-s", "10", "-m", "4", "-o", str(into / f"{number}.png"), url], check=True
        )


def _qrencode_version() -> str:
    return f", {first_line('qrencode', '--version')}" if shutil.which("qrencode") else ""


if __name__ == "__main__":
    main()
