"""Measures `poster batch` of 100 posters, read back, beside the same card drawn with Pillow alone.

Ours: the real command in a process of its own, start-up and manifest included; layout by Typst on every core, each
poster decoded again from its final bytes, each file synced to the disk before it gets its name.
Pillow's: a loop in this process that lays the same card out by hand (picture cropped to cover, rounded panel, title
wrapped by measuring, price, seller, QR code by segno) and saves a PNG; nothing is read back, checked for missing
letters, synced or listed. Once with Pillow's own PNG setting and once with its fastest, on one thread and on all.
"""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import segno
from beside import machine, medians, program, run, table
from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont, ImageOps

COUNT, ROUNDS = 100, 3
WIDTH, HEIGHT = 1080, 1440
IMAGES = sorted((Path(__file__).parent.parent / "src" / "sharecli" / "demo" / "images").glob("*.jpg"))
TITLES = (
    "明前龙井 100g 礼盒",
    "宜兴紫砂主人杯 原矿朱泥 120ml",
    "Portable Blender, 400 ml, USB-C",
    "Dotted Notebook A5, 160 pages",
)


def main() -> None:
    """Make the products and links, draw them each way, print."""
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        home = Path(folder)
        environment = {"SHARECLI_DB": f"{folder}/sharecli.db", "XDG_CONFIG_HOME": folder, "SHARECLI_LANG": "en"}
        ours = program("sharecli")
        _shop(home, environment, ours)
        batch = [ours, "poster", "batch", "--channel", "wechat-moments", "--into", f"{folder}/ours"]
        rivals = {
            "sharecli poster batch (read back, synced, manifest)": partial(run, batch, environment),
            "Pillow, PNG as it comes": partial(_pillow, home / "pillow", level=6, threads=1),
            "Pillow, fastest PNG": partial(_pillow, home / "pillow", level=1, threads=1),
            "Pillow, fastest PNG, a thread a core": partial(
                _pillow, home / "pillow", level=1, threads=os.cpu_count() or 1
            ),
        }
        spent = medians(rivals, rounds=ROUNDS)
        sizes = {name: sum(one.stat().st_size for one in (home / name).glob("*.png")) for name in ("ours", "pillow")}
        made = len(list((home / "ours").glob("*.png")))
    mine = next(iter(spent.values()))
    lines = [
        (name, f"{one / COUNT * 1000:.0f}", f"{COUNT / one:.1f}", f"{one / mine:.2f}") for name, one in spent.items()
    ]
    table(
        f"{made} posters of {WIDTH} × {HEIGHT}, medians of {ROUNDS} interleaved rounds",
        ("how", "ms a poster", "posters a second", "time beside ours"),
        lines,
    )
    per = {name: size // COUNT // 1000 for name, size in sizes.items()}
    print(f"\na file of ours has {per['ours']} kB, of the fastest Pillow's {per['pillow']} kB")
    print(machine("typst", "pillow", "zxing-cpp", "segno"))


def _shop(home: Path, environment: dict[str, str], ours: str) -> None:
    (home / "images").mkdir()
    for picture in IMAGES:
        (home / "images" / picture.name).write_bytes(picture.read_bytes())
    lines = ["code,title,price,currency,commission,platform,url,tags,status,image"]
    for place in range(COUNT):
        title, image = TITLES[place % len(TITLES)], IMAGES[place % len(IMAGES)].name
        url = f"https://shop.example.com/p/{place}"
        lines.append(f'tea-{place:03},"{title} {place}",129.00,CNY,20%,own-shop,{url},gift,active,images/{image}')
    (home / "products.csv").write_text("\n".join(lines) + "\n", "utf-8")
    for words in (
        ["config", "set", "base-url", "https://go.example.shop"],
        ["config", "set", "name", "小满"],
        ["config", "set", "tagline", "好物慢慢挑 · small things, well made"],
        ["product", "import", str(home / "products.csv")],
        ["link", "new", "--all", "--channel", "wechat-moments"],
    ):
        run([ours, *words], environment)


def _pillow(into: Path, *, level: int, threads: int) -> None:
    into.mkdir(exist_ok=True)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(partial(_card, into, level), range(COUNT)))


@cache
def _font(size: int) -> Any:
    return ImageFont.truetype(str(FONT_PATH), size)


def _card(into: Path, level: int, place: int) -> None:
    """One card: the places and sizes are those of our template."""
    red, ink, muted, paper = "#c8402f", "#221d19", "#6a6058", "#faf2e9"
    card = Image.new("RGB", (WIDTH, HEIGHT), paper)
    with Image.open(IMAGES[place % len(IMAGES)]) as picture:
        card.paste(ImageOps.fit(picture, (WIDTH, 940), Image.Resampling.BICUBIC))
    draw = ImageDraw.Draw(card)
    lines = _wrapped(f"{TITLES[place % len(TITLES)]} {place}", _font(58), WIDTH - 128)
    top = 940 - 44 - 75 * (len(lines) - 1)
    draw.rounded_rectangle((0, top, WIDTH, HEIGHT + 44), 44, fill=paper)
    for number, line in enumerate(lines):
        draw.text((64, top + 52 + 75 * number), line, ink, _font(58), stroke_width=1, stroke_fill=ink)
    row = top + 52 + 75 * len(lines) + 40
    draw.text((64, row + 58), "¥", red, _font(62), stroke_width=1, stroke_fill=red)
    draw.text((108, row), "129", red, _font(124), stroke_width=2, stroke_fill=red)
    draw.line((64, row + 180, 640, row + 180), "#e0ccc0", 2)
    draw.ellipse((64, row + 210, 140, row + 286), fill=red)
    draw.text((102, row + 248), "小", paper, _font(35), anchor="mm")
    draw.text((160, row + 200), "小满", ink, _font(34), stroke_width=1, stroke_fill=ink)
    draw.text((160, row + 246), "好物慢慢挑 · small things, well made", muted, _font(27))
    draw.text((64, row + 310), "长按或扫码查看", ink, _font(34), stroke_width=1, stroke_fill=ink)
    draw.rounded_rectangle((696, row + 10, 1016, row + 330), 22, fill="white", outline="#e0ccc0", width=2)
    code = segno.make_qr(f"https://go.example.shop/c{place:06}", error="m", boost_error=False)
    cells = [[0 if cell else 255 for cell in line] for line in code.matrix_iter(border=4)]
    side = len(cells) * 8
    symbol = Image.frombytes("L", (len(cells), len(cells)), bytes(cell for line in cells for cell in line))
    card.paste(symbol.resize((side, side), Image.Resampling.NEAREST), (856 - side // 2, row + 170 - side // 2))
    draw.rounded_rectangle((48, 44, 152, 98), 27, fill=ink)
    draw.text((100, 71), "广告", "white", _font(28), anchor="mm")
    card.save(into / f"{place}.png", compress_level=level)


def _wrapped(words: str, font: Any, column: int) -> list[str]:
    """At most two lines, broken where they are full; an ellipsis where that is not enough."""
    lines = [""]
    for letter in words:
        if font.getlength(lines[-1] + letter) > column:
            lines.append("")
        lines[-1] += letter
    return lines if len(lines) <= 2 else [lines[0], lines[1][:-1] + "…"]  # noqa: PLR2004 - two lines


if __name__ == "__main__":
    main()
