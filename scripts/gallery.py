"""Writes docs/images: what each template makes, Chinese and English, with a picture and without; and the demo's."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "src" / "sharecli" / "demo"
TARGET = ROOT / "docs" / "images"

GAP = 24
HEIGHT = 720
CANVASES = {"story": ["--channel", "instagram"]}
USUAL = ["--channel", "telegram"]
GOODS = ("longjing", "candle")
FRONT = (("longjing", "wechat-moments"), ("candle", "instagram"), ("wool-scarf", "instagram"))
FRONT_HEIGHT = 1000


def main() -> None:
    """Make the posters by the real command in a throw-away home, and lay each template's four beside each other."""
    with tempfile.TemporaryDirectory(prefix="sharecli-gallery-") as folder:
        home = Path(folder)
        environment = os.environ | {
            "SHARECLI_DB": f"{folder}/sharecli.db", "XDG_CONFIG_HOME": folder, "SHARECLI_LANG": "en",
        }  # fmt: skip

        def run(*words: str) -> None:
            subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-m", "sharecli", *words], env=environment, check=True, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip

        with (DEMO / "products.csv").open(encoding="utf-8") as handle:
            rows = [row for row in csv.DictReader(handle) if row["code"] in GOODS]
        bare = [row | {"code": f"{row['code']}-bare", "image": ""} for row in rows]
        (home / "images").mkdir()
        for row in rows:
            shutil.copy(DEMO / row["image"], home / row["image"])
        goods = home / "goods.csv"
        with goods.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0].keys())
            writer.writeheader()
            writer.writerows([*rows, *bare])
        for words in (
            ["config", "set", "base-url", "https://go.example.shop"],
            ["config", "set", "name", "小满"],
            ["config", "set", "handle", "@xiaoman"],
            ["config", "set", "tagline", "好物慢慢挑 · small things, well made"],
            ["product", "import", str(goods)],
        ):
            run(*words)
        for key in ("card", "price", "story", "minimal", "note"):
            into = home / key
            names = [f"{code}{ending}" for code in GOODS for ending in ("", "-bare")]
            run("poster", "make", *names, *CANVASES.get(key, USUAL), "--template", key, "--into", str(into),
                "--name", "{code}")  # fmt: skip
            _row([into / f"{name}.png" for name in names], HEIGHT).save(TARGET / f"gallery-{key}.jpg", quality=88)
        run("demo", "--into", f"{folder}/demo")
        made = [home / "demo" / "posters" / f"{code}-{channel}.png" for code, channel in FRONT]
        _row(made, FRONT_HEIGHT).save(TARGET / "posters.jpg", quality=88)


def _row(files: list[Path], high: int) -> Image.Image:
    """The pictures beside each other, as high as each other."""
    small = []
    for file in files:
        with Image.open(file) as opened:
            size = (round(opened.width * high / opened.height), high)
            small.append(opened.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    width = sum(one.width for one in small) + GAP * (len(small) - 1)
    row = Image.new("RGB", (width, high), "white")
    left = 0
    for one in small:
        row.paste(one, (left, 0))
        left += one.width + GAP
    return row


if __name__ == "__main__":
    main()
