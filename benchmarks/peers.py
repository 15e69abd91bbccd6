"""Draws the card of our template by other means: Pillow by hand, and headless Chromium from HTML.

Places and sizes are those of the template `card`, so that the pictures hold the same: the product's picture cropped to
cover, a rounded panel, title, price, seller, call to action, a QR code of level M with four modules of quiet zone, the
ad label. Neither looks for missing letters, reads the code back, waits for the disk or lists what it made.
"""

import html
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import segno
from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont, ImageOps
from shops import SELLER, TAGLINE, TITLES, Shop

WIDTH, HEIGHT, PICTURE = 1080, 1440, 940
RED, INK, MUTED, PAPER, RULE = "#c8402f", "#221d19", "#6a6058", "#faf2e9", "#e0ccc0"
JPEG: dict[str, Any] = {"quality": 90, "subsampling": "4:4:4"}

PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: face; src: url("file://{font}"); }}
* {{ margin: 0; position: absolute; font-family: face; white-space: nowrap; line-height: 1; }}
</style><body style="width:{width}px;height:{height}px;background:{paper};color:{ink};overflow:hidden">
<img src="file://{picture}" style="width:100%;height:{cover}px;object-fit:cover">
<div style="top:{top}px;width:100%;height:{height}px;border-radius:44px;background:{paper}"></div>
<b style="left:64px;top:{headline}px;font-size:58px;width:952px;white-space:normal">{title}</b>
<b style="left:64px;top:{symbol}px;font-size:62px;color:{red}">¥</b>
<b style="left:108px;top:{price}px;font-size:124px;color:{red}">129</b>
<div style="left:64px;top:{rule}px;width:576px;height:2px;background:{line}"></div>
<div style="left:64px;top:{seal}px;width:76px;height:76px;border-radius:38px;background:{red}"></div>
<span style="left:84px;top:{initial}px;font-size:35px;color:{paper}">{letter}</span>
<b style="left:160px;top:{name}px;font-size:34px">{seller}</b>
<span style="left:160px;top:{motto}px;font-size:27px;color:{muted}">{tagline}</span>
<b style="left:64px;top:{call}px;font-size:34px">长按或扫码查看</b>
<div style="left:696px;top:{box}px;width:318px;height:318px;border:1px solid {line};border-radius:22px;background:#fff">
<div style="left:{inset}px;top:{inset}px">{code}</div></div>
<div style="left:48px;top:44px;width:104px;height:54px;border-radius:27px;background:{ink}"></div>
<span style="left:72px;top:57px;font-size:28px;color:white">广告</span>"""


def by_pillow(shop: Shop, into: Path, *, count: int, threads: int, kind: str, **saving: Any) -> None:
    """So many cards by Pillow, which lets other threads work while it scales and packs."""
    into.mkdir(exist_ok=True)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(partial(_keep, shop, into, kind, saving), range(count)))


def by_chromium(shop: Shop, into: Path, *, count: int) -> None:
    """So many cards as screenshots, a headless Chromium each.

    Raises:
        CalledProcessError: Chromium failed.
    """
    into.mkdir(exist_ok=True)
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"]
    for place in range(count):
        page = into / f"{place}.html"
        page.write_text(_page(shop, place), "utf-8")
        # The profile of its own keeps it from a Chromium that is open on this desk.
        words = ["chromium", *switches, f"--user-data-dir={into / 'profile'}", f"--screenshot={into / f'{place}.png'}"]
        subprocess.run(
            [*words, f"file://{page}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            env={**os.environ, "LANG": "C.UTF-8"},
        )


def _keep(shop: Shop, into: Path, kind: str, saving: dict[str, Any], place: int) -> None:
    card(shop, place).save(into / f"{place}.{kind}", **saving)


def card(shop: Shop, place: int) -> Image.Image:
    """One card by Pillow."""
    made = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    with Image.open(shop.picture(place)) as picture:
        # The cheapest way that Pillow has to a picture that is larger than needed.
        picture.draft("RGB", (WIDTH, PICTURE))
        made.paste(ImageOps.fit(picture, (WIDTH, PICTURE), Image.Resampling.BICUBIC))
    draw = ImageDraw.Draw(made)
    lines = _wrapped(f"{TITLES[place % len(TITLES)]} {place}", _font(58), WIDTH - 128)
    top, row = _top(len(lines)), _row(len(lines))
    draw.rounded_rectangle((0, top, WIDTH, HEIGHT + 44), 44, fill=PAPER)
    for number, line in enumerate(lines):
        draw.text((64, top + 52 + 75 * number), line, INK, _font(58), stroke_width=1, stroke_fill=INK)
    draw.text((64, row + 58), "¥", RED, _font(62), stroke_width=1, stroke_fill=RED)
    draw.text((108, row), "129", RED, _font(124), stroke_width=2, stroke_fill=RED)
    draw.line((64, row + 180, 640, row + 180), RULE, 2)
    draw.ellipse((64, row + 210, 140, row + 286), fill=RED)
    draw.text((102, row + 248), SELLER[0], PAPER, _font(35), anchor="mm")
    draw.text((160, row + 200), SELLER, INK, _font(34), stroke_width=1, stroke_fill=INK)
    draw.text((160, row + 246), TAGLINE, MUTED, _font(27))
    draw.text((64, row + 310), "长按或扫码查看", INK, _font(34), stroke_width=1, stroke_fill=INK)
    draw.rounded_rectangle((696, row + 10, 1016, row + 330), 22, fill="white", outline=RULE, width=2)
    cells = [[0 if cell else 255 for cell in line] for line in _code(place).matrix_iter(border=4)]
    side = len(cells) * 8
    symbol = Image.frombytes("L", (len(cells), len(cells)), bytes(cell for line in cells for cell in line))
    made.paste(symbol.resize((side, side), Image.Resampling.NEAREST), (856 - side // 2, row + 170 - side // 2))
    draw.rounded_rectangle((48, 44, 152, 98), 27, fill=INK)
    draw.text((100, 71), "广告", "white", _font(28), anchor="mm")
    return made


def _page(shop: Shop, place: int) -> str:
    title = f"{TITLES[place % len(TITLES)]} {place}"
    lines = len(_wrapped(title, _font(58), WIDTH - 128))
    top, row, code = _top(lines), _row(lines), _code(place)
    return PAGE.format(
        font=FONT_PATH, picture=shop.picture(place), title=html.escape(title), letter=SELLER[0], seller=SELLER,
        tagline=TAGLINE, code=code.svg_inline(scale=8, border=4), inset=(318 - code.symbol_size(8, 4)[0]) // 2,
        width=WIDTH, height=HEIGHT, cover=PICTURE, paper=PAPER, ink=INK, red=RED, muted=MUTED, line=RULE,
        top=top, headline=top + 56, symbol=row + 72, price=row + 20, rule=row + 179, seal=row + 210,
        initial=row + 230, name=row + 206, motto=row + 252, call=row + 316, box=row + 10,
    )  # fmt: skip


def _top(lines: int) -> int:
    """Where the panel begins."""
    return PICTURE - 44 - 75 * (lines - 1)


def _row(lines: int) -> int:
    """Where price and code begin."""
    return _top(lines) + 52 + 75 * lines + 40


def _code(place: int) -> Any:
    return segno.make_qr(f"https://go.example.shop/c{place:06}", error="m", boost_error=False)


@cache
def _font(size: int) -> Any:
    return ImageFont.truetype(str(FONT_PATH), size)


def _wrapped(words: str, font: Any, column: int) -> list[str]:
    """At most two lines, broken where they are full; an ellipsis where that is not enough."""
    lines = [""]
    for letter in words:
        if font.getlength(lines[-1] + letter) > column:
            lines.append("")
        lines[-1] += letter
    return lines if len(lines) <= 2 else [lines[0], lines[1][:-1] + "…"]  # noqa: PLR2004 - two lines
