"""Draws the demo's product pictures, one flat-shaded still life per product, into src/sharecli/demo/images.

Each product is a function that puts shapes on a 900 by 900 drawing. All share one scene: a soft coloured
wall, a floor that starts at y = 600 (or none, for what lies flat and is seen from above), light from the
upper left, shadows that fall to the right. Products stand near y = 690. The finished scene is moved up by
`LIFT`, because a square poster cuts a fifth off the top and the bottom of its picture.
"""

import io
import math
from collections.abc import Callable
from pathlib import Path

import noto_cjk_sans_otc
import typst
from PIL import Image

FOLDER = Path(__file__).resolve().parent.parent / "src" / "sharecli" / "demo" / "images"
SIDE = 900
FLOOR = 600
LIFT = 46
QUALITY = 86
LARGEST = 80_000
DARK = (46, 30, 24)
WHITE = (255, 255, 255)

Pair = tuple[float, float]


def tone(colour: str, amount: float) -> str:
    """The colour moved towards white (amount above 0) or towards a warm dark (below 0)."""
    goal = WHITE if amount > 0 else DARK
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    mixed = (round(c + (g - c) * abs(amount)) for c, g in zip(channels, goal, strict=True))
    return "#" + "".join(f"{c:02x}" for c in mixed)


class Drawing:
    """An SVG picture that grows shape by shape."""

    def __init__(self, wall: str, *, lying: bool = False) -> None:
        self.parts: list[str] = []
        self.definitions: list[str] = [
            f'<filter id="blur{n}" x="-60%" y="-60%" width="220%" height="220%">'
            f'<feGaussianBlur stdDeviation="{n}"/></filter>'
            for n in (6, 14, 26, 60)
        ]
        self.definitions.append(
            '<radialGradient id="glow"><stop offset="0" stop-color="#fff" stop-opacity="0.55"/>'
            '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>'
        )
        self.draw("rect", width=SIDE, height=SIDE + LIFT, fill=self.down(tone(wall, 0.18), wall))
        self.draw("circle", cx=270, cy=250, r=560, fill="url(#glow)")
        if not lying:
            floor = self.down(tone(wall, 0.42), tone(wall, 0.12))
            self.draw("rect", y=FLOOR, width=SIDE, height=SIDE + LIFT - FLOOR, fill=floor)

    def draw(self, tag: str, inside: str = "", blur: int = 0, **attributes: str | float) -> None:
        """Adds one shape; `stroke_width=2` becomes stroke-width="2"."""
        if blur:
            attributes["filter"] = f"url(#blur{blur})"
        written = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        self.parts.append(f"<{tag} {written}>{inside}</{tag}>")

    def path(self, d: str, fill: str, opacity: float = 1, blur: int = 0) -> None:
        """Adds a filled outline."""
        self.draw("path", blur=blur, d=d, fill=fill, opacity=opacity)

    def stroke(self, d: str, colour: str, width: float, opacity: float = 1, blur: int = 0) -> None:
        """Adds a line with round ends."""
        look = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
        self.draw("path", "", blur, d=d, stroke=colour, stroke_width=width, opacity=opacity, **look)

    def oval(self, at: Pair, radii: Pair, fill: str, opacity: float = 1, blur: int = 0) -> None:
        """Adds an upright ellipse around a point."""
        x, y, across, up = (round(n, 1) for n in at + radii)
        self.draw("ellipse", "", blur, cx=x, cy=y, rx=across, ry=up, fill=fill, opacity=opacity)

    def ring(self, at: Pair, radii: Pair, colour: str, width: float, opacity: float = 1) -> None:
        """Adds the outline of an ellipse."""
        (x, y), (across, up) = at, radii
        place = {"cx": x, "cy": y, "rx": across, "ry": up}
        self.draw("ellipse", "", 0, fill="none", stroke=colour, stroke_width=width, opacity=opacity, **place)

    def disc(self, at: Pair, radius: float, fill: str, opacity: float = 1, blur: int = 0) -> None:
        """Adds a circle around a point."""
        self.oval(at, (radius, radius), fill, opacity, blur)

    def box(
        self,
        place: tuple[float, float, float, float],
        corner: float,
        fill: str,
        opacity: float = 1,
        blur: int = 0,
    ) -> None:
        """Adds a rectangle (x, y, width, height) with rounded corners."""
        x, y, width, height = (round(n, 1) for n in place)
        self.draw("rect", "", blur, x=x, y=y, width=width, height=height, rx=corner, fill=fill, opacity=opacity)

    def group(self, transform: str) -> None:
        """Opens a group; close it with `end`."""
        self.parts.append(f'<g transform="{transform}">')

    def end(self) -> None:
        """Closes the group opened last."""
        self.parts.append("</g>")

    def gradient(self, direction: str, *colours: str) -> str:
        """A fill that runs through the colours at even steps."""
        name = f"g{len(self.definitions)}"
        kind = "radialGradient" if direction.startswith("cx") else "linearGradient"
        last = len(colours) - 1
        stops = "".join(f'<stop offset="{i / last:.3f}" stop-color="{c}"/>' for i, c in enumerate(colours))
        self.definitions.append(f'<{kind} id="{name}" {direction}>{stops}</{kind}>')
        return f"url(#{name})"

    def down(self, *colours: str) -> str:
        """A fill from top to bottom."""
        return self.gradient('x1="0" y1="0" x2="0" y2="1"', *colours)

    def across(self, *colours: str) -> str:
        """A fill from left to right."""
        return self.gradient('x1="0" y1="0" x2="1" y2="0"', *colours)

    def diagonal(self, *colours: str) -> str:
        """A fill from the upper left to the lower right."""
        return self.gradient('x1="0" y1="0" x2="1" y2="1"', *colours)

    def round(self, colour: str) -> str:
        """The fill of something upright and round, lit from the left."""
        steps = (-0.06, 0.22, 0.1, 0.0, -0.16, -0.34, -0.28)
        return self.across(*(tone(colour, s) for s in steps))

    def ball(self, colour: str) -> str:
        """The fill of a ball, lit from the upper left."""
        steps = (0.42, 0.16, 0.0, -0.14, -0.36)
        return self.gradient('cx="0.34" cy="0.3" r="0.78"', *(tone(colour, s) for s in steps))

    def shadow(self, x: float, y: float, reach: float, height: float = 26) -> None:
        """The shadow on the floor under something `reach` to either side of x: a soft one and a close one."""
        self.oval((x + reach * 0.34, y + 4), (reach * 1.22, height * 1.5), "#2e1e18", 0.2, blur=26)
        self.oval((x + 8, y), (reach, height * 0.7), "#2e1e18", 0.42, blur=6)

    def text(self, words: str, x: float, y: float, size: float, fill: str) -> None:
        """Centred lettering."""
        self.draw(
            "text",
            words,
            x=x,
            y=y,
            font_size=size,
            fill=fill,
            text_anchor="middle",
            font_family="Noto Sans CJK SC",
        )

    def leaf(self, x: float, y: float, length: float, turn: float, colour: str = "#6f9a4a") -> None:
        """A leaf with its stalk at (x, y), pointing along `turn` degrees."""
        w = length * 0.2
        self.group(f"translate({x} {y}) rotate({turn})")
        self.path(
            f"M0 0C{length * 0.25} {-w * 1.5} {length * 0.7} {-w * 1.3} {length} 0"
            f"C{length * 0.7} {w * 1.3} {length * 0.25} {w * 1.5} 0 0Z",
            self.down(tone(colour, 0.22), tone(colour, -0.2)),
        )
        self.stroke(f"M0 0Q{length * 0.5} {-w * 0.2} {length * 0.92} 0", tone(colour, 0.4), max(1.5, length * 0.014))
        self.end()

    def svg(self) -> str:
        """The finished picture."""
        definitions, shapes = "".join(self.definitions), "".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" '
            f'viewBox="0 {LIFT} {SIDE} {SIDE}"><defs>{definitions}</defs>{shapes}</svg>'
        )


def longjing() -> Drawing:
    """Green tea: a tin with a paper label before its gift box, and a few leaves."""
    d = Drawing("#cfdcc0")
    green, gold = "#3f6b4a", "#c9a45c"
    d.shadow(590, 676, 160)
    d.path("M470 300L720 300L720 676L470 676Z", d.diagonal("#6f9274", "#52785a"))
    d.path("M720 300L760 280L760 652L720 676Z", "#3d5d45")
    d.path("M470 300L512 280L760 280L720 300Z", "#8fae90")
    d.path("M470 372L720 372L720 380L470 380Z", gold)
    d.path("M720 372L760 350L760 358L720 380Z", tone(gold, -0.25))
    for i in range(3):
        d.stroke(f"M560 {560 + i * 26}q24 -22 48 0t48 0t48 0", "#8fae90", 4, opacity=0.7)
    d.shadow(360, 694, 136)
    body = "M230 330L230 674A130 28 0 0 0 490 674L490 330Z"
    d.path(body, d.round(green))
    d.path("M230 300L230 352A130 28 0 0 0 490 352L490 300Z", d.round(gold))
    d.oval((360, 300), (130, 28), d.diagonal("#f0d9a4", gold))
    d.ring((360, 298), (104, 20), "#e9cf96", 3)
    d.path("M286 425Q360 442 434 425L434 620Q360 637 286 620Z", d.round("#f3ead6"))
    d.stroke("M298 440Q360 453 422 440L422 606Q360 619 298 606Z", gold, 2.5)
    d.text("龙", 360, 518, 62, "#35573d")
    d.text("井", 360, 586, 62, "#35573d")
    for x, y, n, turn in ((560, 742, 90, -24), (566, 744, 74, 12), (470, 764, 66, 170), (640, 770, 58, -150)):
        d.leaf(x, y, n, turn)
    return d


def zisha_cup() -> Drawing:
    """A clay tea cup on a wooden tray, steaming."""
    d = Drawing("#e3d3c0")
    clay = "#8f4f37"
    d.shadow(450, 716, 270, 24)
    d.path("M180 676L180 702A270 34 0 0 0 720 702L720 676Z", d.round("#a9794d"))
    d.oval((450, 676), (270, 36), d.diagonal("#dcb588", "#bb8a5a"))
    for rx in (246, 206, 160):
        d.ring((450, 677), (rx, rx * 0.13), "#a97b4d", 2, opacity=0.5)
    d.oval((476, 676), (140, 18), "#2e1e18", opacity=0.45, blur=6)
    d.path("M372 630L366 668A84 13 0 0 0 534 668L528 630Z", d.round(tone(clay, -0.12)))
    d.path("M258 390C258 520 310 646 390 650L510 650C590 646 642 520 642 390Z", d.round(clay))
    d.path("M266 450Q450 500 634 450L630 472Q450 522 270 472Z", tone(clay, -0.2), opacity=0.5)
    d.oval((450, 390), (192, 44), d.round(tone(clay, 0.1)))
    d.oval((450, 393), (178, 37), d.down("#4a2419", "#6d3826"))
    d.path("M286 404A170 32 0 0 0 614 404A172 24 0 0 0 286 404Z", d.across("#e0a24a", "#b86f24"))
    d.stroke("M300 440C304 520 330 590 366 620", "#ffffff", 16, opacity=0.18, blur=6)
    for x, h in ((400, 150), (456, 190), (512, 140)):
        d.stroke(
            f"M{x} 356c-34 -{h * 0.3} 34 -{h * 0.45} 0 -{h * 0.72}c-14 -24 -4 -40 8 -54",
            "#ffffff",
            13,
            opacity=0.5,
            blur=6,
        )
    return d


def wool_scarf() -> Drawing:
    """A folded plaid scarf with its fringed end laid over the front."""
    d = Drawing("#d5d9e2")
    wool, stripe, thin = "#a8483f", "#7d2f30", "#e9d5bd"
    d.shadow(450, 690, 270)
    for i, (x, w) in enumerate(((182, 536), (190, 524), (184, 530), (194, 510))):
        y = 612 - i * 76
        d.box((x, y, w, 82), 40, d.down(tone(wool, 0.16), wool, tone(wool, -0.34)))
        for sx in (226, 286, 612):
            d.path(f"M{sx} {y + 2}h22v78h-22Z", stripe, opacity=0.45)
            d.path(f"M{sx + 34} {y + 2}h5v78h-5Z", thin, opacity=0.6)
        d.stroke(f"M{x + 30} {y + 66}H{x + w - 30}", "#3c1416", 3, opacity=0.22)
    d.path("M350 366L596 366L600 640L346 640Z", "#2e1e18", opacity=0.3, blur=14)
    front = "M352 386Q352 358 382 356L560 356Q590 358 590 386L594 636L348 636Z"
    d.path(front, d.down(tone(wool, 0.26), tone(wool, 0.06), tone(wool, -0.1)))
    for x in (392, 500):
        d.path(f"M{x} 357h40v279h-40Z", stripe, opacity=0.5)
        d.path(f"M{x + 56} 357h7v279h-7Z", thin, opacity=0.75)
    for y in (410, 540):
        d.path(f"M350 {y}H592V{y + 40}H350Z", stripe, opacity=0.5)
        d.path(f"M350 {y + 56}H592V{y + 63}H350Z", thin, opacity=0.75)
    for y in range(366, 636, 9):
        d.stroke(f"M352 {y}H590", "#ffffff", 1.4, opacity=0.12)
    for i in range(21):
        thread = 352 + i * 11.9
        colour = (wool, stripe, thin)[(i * 2) % 3]
        d.stroke(
            f"M{thread:.1f} 634q{3 * math.sin(i):.1f} 30 {5 * math.sin(i * 2.1):.1f} 64",
            tone(colour, 0.12),
            7,
        )
    return d


def osmanthus_cake() -> Drawing:
    """Translucent squares of osmanthus jelly cake on a celadon plate."""
    d = Drawing("#e9dcc3")
    d.shadow(450, 706, 290, 30)
    d.oval((450, 676), (308, 76), d.round("#9dbcae"))
    d.oval((450, 664), (308, 74), d.diagonal("#d7e8df", "#abc9bb"))
    d.oval((450, 668), (238, 52), d.down("#a9c6b8", "#c7ddd2"))

    def cake(x: float, y: float) -> None:
        """One cube, its lowest corner at (x, y)."""
        a, b, h = 118, 44, 96
        d.oval((x + 24, y - 26), (130, 34), "#5a3d12", opacity=0.28, blur=14)
        d.path(f"M{x} {y}l{-a} {-b}v{-h}l{a} {b}Z", d.down("#f6d684", "#e6b04c"))
        d.path(f"M{x} {y}l{a} {-b}v{-h}l{-a} {b}Z", d.down("#e3ad47", "#c88a2c"))
        d.path(f"M{x} {y - h}l{-a} {-b}l{a} {-b}l{a} {b}Z", d.diagonal("#fff3c4", "#f2cd73"))
        d.stroke(f"M{x - a} {y - h - b}l{a} {b}l{a} {-b}M{x} {y - h}v{h - 6}", "#fff8dc", 3, opacity=0.7)
        for dx, dy in (
            (-60, -34),
            (-14, -60),
            (32, -30),
            (-24, -16),
            (60, -48),
            (4, -84),
            (-84, -54),
            (34, -72),
        ):
            flower(x + dx * 0.86, y - h + dy * 0.86 - 6)

    def flower(x: float, y: float) -> None:
        """Four tiny petals."""
        for px, py in ((-6, 0), (6, 0), (0, -4.4), (0, 4.4)):
            d.oval((x + px, y + py), (5.6, 4.2), "#e8871e")
        d.disc((x, y), 2.6, "#fbe08a")

    cake(450, 566)
    cake(322, 634)
    cake(578, 634)
    cake(450, 706)
    for x, y in ((230, 690), (668, 690), (612, 712), (262, 712)):
        flower(x, y)
    return d


def keyboard() -> Drawing:
    """A compact keyboard, 75 per cent layout, seen from above the front edge."""
    d = Drawing("#cfd6dc", lying=True)
    d.box((150, 470, 650, 230), 40, "#2e1e18", opacity=0.34, blur=26)
    d.group("translate(450 480) skewX(-7) rotate(-4) scale(1 .92)")
    d.box((-330, -124, 660, 318), 26, d.down("#8d949c", "#555c65"))
    d.box((-330, -150, 660, 318), 26, d.diagonal("#f4f1ea", "#d9d5cc"))
    d.box((-314, -134, 628, 286), 14, "#3a3f47")
    rows = """
        2 1 1 1 1 1 1 1 1 1 1 1 1 1 1
        1 1 1 1 1 1 1 1 1 1 1 1 1 2 1
        1.5 1 1 1 1 1 1 1 1 1 1 1 1 1.5 1
        1.75 1 1 1 1 1 1 1 1 1 1 1 2.25 1
        2.25 1 1 1 1 1 1 1 1 1 1 1.75 1 1
        1.25 1.25 1.25 6.25 1 1 1 1 1 1
    """.strip().splitlines()
    unit, deep = 38.6, 46.2
    for r, row in enumerate(rows):
        x = -308.0
        widths = [float(w) for w in row.split()]
        for k, width in enumerate(widths):
            edge = k == 0 or k >= len(widths) - 2 or r == len(rows) - 1
            colour = "#7d93a6" if edge else "#f6f3ec"
            if (r, k) in {(0, 0), (3, len(widths) - 2)}:
                colour = "#e07a3f"
            if r == len(rows) - 1 and width > 6:  # noqa: PLR2004 - the space bar
                colour = "#f6f3ec"
            w, y = width * unit - 4, -129 + r * deep
            d.box((x, y, w, 42), 7, tone(colour, -0.3))
            d.box((x + 4, y + 1, w - 8, 33), 6, d.down(tone(colour, 0.3), colour))
            x += width * unit
    d.end()
    return d


def wok() -> Drawing:
    """A cast-iron wok with a wooden handle."""
    d = Drawing("#dccfc4")
    iron = "#4a4b50"
    d.shadow(430, 690, 160, 26)
    d.stroke("M640 440C700 424 744 396 800 344", "#2f2f33", 34)
    d.stroke("M690 424C738 402 766 380 812 338", "#8a5a35", 40)
    d.stroke("M696 410C736 392 764 370 802 336", "#c08a58", 10, opacity=0.8)
    d.stroke("M196 452C150 430 130 470 168 500C184 512 204 508 214 500", "#333338", 22)
    d.path("M170 440C190 600 300 690 370 694L490 694C560 690 670 600 690 440Z", d.round(iron))
    d.oval((430, 440), (264, 84), d.round(tone(iron, 0.22)))
    d.oval((430, 443), (250, 76), d.diagonal("#232427", "#5d5f66"))
    d.oval((440, 470), (176, 42), d.down("#2b2c30", "#46484e"))
    d.path("M500 504C580 496 640 476 662 452C644 490 570 512 500 514Z", "#ffffff", opacity=0.3, blur=6)
    d.stroke("M210 520C236 590 290 640 340 662", "#ffffff", 16, opacity=0.16, blur=6)
    for x, h in ((370, 120), (440, 160), (510, 110)):
        d.stroke(f"M{x} 400c-30 -{h * 0.3} 30 -{h * 0.5} 0 -{h}", "#ffffff", 14, opacity=0.45, blur=6)
    return d


def citrus() -> Drawing:
    """Three knobbly mandarins with leaves, and one cut open."""
    d = Drawing("#f0ddc0")
    peel = "#ee8a1d"

    def fruit(x: float, y: float, r: float) -> None:
        """A whole fruit with the neck this sort is known for."""
        d.shadow(x, y + r * 0.86, r * 0.86, 22)
        d.group(f"translate({x} {y}) scale({r / 100})")
        d.path("M-34 -84C-16 -126 16 -126 34 -84Z", d.round(tone(peel, -0.04)))
        d.end()
        d.oval((x, y), (r * 1.05, r * 0.92), d.ball(peel))
        for i in range(44):
            turn, far = i * 2.399963, r * 0.88 * math.sqrt((i + 0.5) / 44)
            d.disc(
                (x + far * math.cos(turn) * 1.05, y + far * math.sin(turn) * 0.92),
                2.2,
                "#b85f0c",
                opacity=0.3,
            )
        d.stroke(f"M{x} {y - r * 1.1}q4 -16 14 -24", "#6b5a2a", 9)

    fruit(560, 470, 128)
    d.leaf(572, 312, 140, -28)
    fruit(310, 540, 150)
    d.leaf(322, 356, 160, -150)
    d.leaf(322, 358, 120, -40, "#82ad52")
    x, y, r = 560, 630, 112
    d.shadow(x, y + r * 0.8, r, 22)
    d.oval((x + 10, y + 6), (r * 1.08, r), d.ball(tone(peel, -0.08)))
    d.disc((x, y), r * 0.98, "#fbe3b4")
    for i in range(10):
        d.group(f"translate({x} {y}) rotate({i * 36}) scale({r / 100})")
        d.path("M6 0C30 -30 70 -30 88 -18Q94 0 88 18C70 30 30 30 6 0Z", "#f7a02b")
        d.path("M21 -2C40 -20 60 -18 78 -10Q50 -4 21 -2Z", "#ffc669")
        d.end()
    d.disc((x, y), 8, "#fdeccb")
    return d


def red_dates() -> Drawing:
    """A bowl heaped with red dates."""
    d = Drawing("#e6d3cb")
    red = "#9c2a22"

    def date(x: float, y: float, turn: float, size: float = 1) -> None:
        """One wrinkled date."""
        d.group(f"translate({x} {y}) rotate({turn}) scale({size})")
        d.oval((0, 0), (56, 40), d.ball(red))
        for dy in (-18, -4, 10, 22):
            d.stroke(f"M-34 {dy}q18 -9 34 0t34 -2", "#5c1311", 2.6, opacity=0.45)
        d.oval((-16, -20), (17, 6), "#ffd9c9", opacity=0.4)
        d.oval((54, 0), (4, 7), "#5c3a1e")
        d.end()

    d.shadow(440, 704, 150, 24)
    heap = (
        (440, 300, 12),
        (360, 340, -30),
        (520, 342, 34),
        (440, 370, -8),
        (290, 392, 22),
        (372, 410, 40),
        (510, 408, -24),
        (590, 396, 10),
        (238, 438, -14),
        (320, 450, 8),
        (440, 448, 20),
        (556, 450, -38),
        (640, 440, 24),
        (396, 482, -30),
        (488, 484, 14),
        (260, 472, 30),
        (616, 474, -10),
    )
    d.oval((440, 456), (268, 56), "#6d2320")
    for x, y, turn in heap:
        date(x, y, turn)
    glaze = "#f1ebe0"
    d.path(
        "M172 456C180 600 280 688 350 692V702H530V692C600 688 700 600 708 456A268 56 0 0 1 172 456Z",
        d.round(glaze),
    )
    d.stroke("M172 456A268 56 0 0 0 708 456", "#ffffff", 9)
    d.stroke("M186 520A258 52 0 0 0 694 520", "#5a7d94", 10, opacity=0.85)
    d.stroke("M192 540A250 50 0 0 0 688 540", "#5a7d94", 4, opacity=0.85)
    for x, y, turn in ((690, 700, -16), (212, 716, 24)):
        d.shadow(x, y + 30, 50, 12)
        date(x, y, turn)
    return d


def blender() -> Drawing:
    """A portable blender filled with a berry smoothie."""
    d = Drawing("#d9d3e6")
    body = "#f4f1f4"
    d.group("translate(81 122) scale(.82)")
    d.shadow(450, 696, 122, 24)
    d.stroke("M392 222C386 150 514 150 508 222", "#8d7fae", 18)
    d.path("M352 226Q352 208 376 208L524 208Q548 208 548 226L552 284L348 284Z", d.round(body))
    d.path("M344 284L556 284L566 520L334 520Z", d.round("#efe6f2"), opacity=0.72)
    d.path("M341 350Q396 334 450 350T559 350L566 520L334 520Z", d.round("#c8487a"))
    d.path("M341 350Q396 334 450 350T559 350L559 362Q504 378 450 362T341 362Z", "#f0a3be")
    for x, y, r in (
        (386, 410, 9),
        (470, 440, 12),
        (512, 398, 7),
        (420, 474, 8),
        (526, 470, 9),
        (398, 446, 5),
    ):
        d.disc((x, y), r, "#f3b3c9", opacity=0.7)
    for i in range(5):
        d.stroke(f"M538 {376 + i * 30}h{-22 if i % 2 else -34}", "#ffffff", 4, opacity=0.8)
    d.stroke("M366 304L358 500", "#ffffff", 14, opacity=0.6)
    d.path("M328 516L572 516L572 552L328 552Z", d.round("#8d7fae"))
    d.path("M330 552L570 552L562 672Q560 698 530 700L370 700Q340 698 338 672Z", d.round(body))
    d.disc((450, 622), 34, d.diagonal("#ffffff", "#d9d2de"))
    d.ring((450, 622), (34, 34), "#8d7fae", 5)
    d.stroke("M450 606v16M438 612a16 16 0 1 0 24 0", "#8d7fae", 5)
    d.shadow(650, 706, 46, 12)
    for x, y, r in ((620, 676, 34), (684, 682, 30)):
        d.disc((x, y), r, d.ball("#4c5a9b"))
        d.disc((x - 2, y - r * 0.62), r * 0.26, "#2f3866")
    d.shadow(264, 712, 48, 12)
    d.path("M264 716C220 690 206 650 230 634C250 622 278 622 298 634C322 650 308 690 264 716Z", d.ball("#d8384a"))
    for x, y in ((244, 652), (264, 664), (284, 652), (252, 680), (276, 680), (264, 698)):
        d.oval((x, y), (2.4, 4), "#ffe08a")
    for turn in (-150, -90, -30):
        d.leaf(264, 634, 36, turn, "#6f9a4a")
    d.end()
    return d


def organizer() -> Drawing:
    """A bamboo organizer with pencils, a ruler and a drawer."""
    d = Drawing("#d3dedb")
    wood, dark = "#d9b077", "#a9793f"
    d.shadow(450, 694, 250, 24)
    d.path("M214 400L706 400L706 520L214 520Z", "#7a552b")
    for x, top, colour in ((262, 236, "#e07a3f"), (300, 214, "#4f7f8c"), (338, 252, "#e3b23c")):
        d.box((x - 11, top, 22, 260), 0, d.round(colour))
        d.path(f"M{x - 11} {top}L{x} {top - 36}L{x + 11} {top}Z", "#f2d9b3")
        d.path(f"M{x - 4} {top - 23}L{x} {top - 36}L{x + 4} {top - 23}Z", "#3b3230")
    d.path("M392 230L440 222L452 470L404 470Z", d.down("#f4f0e6", "#d8d2c2"))
    for i in range(9):
        d.stroke(f"M{394 + i * 0.6} {250 + i * 20}h{20 if i % 2 else 12}", "#7d7565", 3)
    for x, y, colour in ((558, 300, "#5f8f8a"), (582, 318, "#e9e1d0"), (606, 288, "#b5534a")):
        d.box((x, y, 22, 200), 0, d.down(colour, tone(colour, -0.1)))
    d.box((636, 330, 34, 160), 0, d.down("#39506b", "#2c3f56"))
    d.path("M190 410L386 410L386 700L190 700Z", d.diagonal(tone(wood, 0.24), wood))
    d.path("M386 440L510 440L510 700L386 700Z", d.diagonal(tone(wood, 0.1), tone(wood, -0.1)))
    d.path("M510 410L710 410L710 700L510 700Z", d.diagonal(tone(wood, 0.18), tone(wood, -0.08)))
    for x, y, w in ((190, 410, 196), (386, 440, 124), (510, 410, 200)):
        d.path(f"M{x} {y}h{w}v12h{-w}Z", tone(wood, 0.45))
    d.box((210.5, 572.5, 479, 109), 9, dark)
    d.box((213.5, 575.5, 473, 103), 7, d.down(tone(wood, 0.3), wood))
    d.disc((450, 626), 15, d.ball("#8a5f34"))
    for y in (470, 508, 540):
        d.stroke(f"M206 {y}q60 -8 160 2M528 {y + 4}q70 8 164 -3", dark, 2, opacity=0.35)
    d.stroke("M232 606q90 -10 180 0M490 650q90 8 176 -2", dark, 2, opacity=0.35)
    d.path("M386 440h8v134h-8ZM510 410h8v164h-8Z", "#2e1e18", opacity=0.18)
    return d


def tote() -> Drawing:
    """A canvas tote bag with a printed sun over hills."""
    d = Drawing("#dcd9cb")
    canvas = "#f1e7d3"
    d.shadow(450, 706, 220, 24)
    d.stroke("M350 380C344 150 556 150 550 380", tone(canvas, -0.22), 26)
    d.path(
        "M256 350L644 350L672 684Q674 708 648 708L252 708Q226 708 228 684Z",
        d.gradient('x1="0" y1="0" x2="1" y2="0.3"', tone(canvas, 0.5), canvas, tone(canvas, -0.16)),
    )
    d.path("M256 350L644 350L648 392L252 392Z", tone(canvas, -0.06))
    for x in range(256, 640, 16):
        d.stroke(f"M{x} 390h8", tone(canvas, -0.3), 2.5)
    d.stroke("M334 396C330 130 570 130 566 396", tone(canvas, -0.06), 26)
    d.stroke("M328 380C326 128 562 118 572 372", "#ffffff", 5, opacity=0.6)
    for x in (334, 566):
        d.box((x - 15, 360, 30, 48), 3, tone(canvas, -0.1))
        d.stroke(f"M{x - 9} 368l18 30M{x + 9} 368l-18 30", tone(canvas, -0.35), 2.2)
    d.disc((450, 528), 66, "#dd7a4a")
    d.path("M336 590C380 540 420 548 456 584C496 540 530 546 566 590L566 640L336 640Z", "#4f7c74")
    d.path("M336 616C390 580 420 596 470 616C510 630 540 616 566 604L566 640L336 640Z", "#335a55")
    d.path("M300 420C296 520 292 620 286 700L262 700C276 600 286 500 290 420Z", "#2e1e18", opacity=0.06)
    d.path("M604 420C610 520 622 620 634 700L650 700C638 600 622 500 614 420Z", "#2e1e18", opacity=0.09)
    return d


def candle() -> Drawing:
    """A soy candle in amber glass, with a fig and a sprig of cedar."""
    d = Drawing("#e4d6cd")
    glass = "#a8622c"
    d.disc((420, 260), 150, "#ffe9b8", opacity=0.75, blur=60)
    d.shadow(420, 698, 160, 24)
    d.path("M272 390L272 666Q272 704 310 706L530 706Q568 704 568 666L568 390Z", d.round(glass))
    d.oval((420, 390), (148, 34), tone(glass, -0.3))
    d.oval((420, 400), (134, 27), d.gradient('cx="0.5" cy="0.3" r="0.8"', "#fff6df", "#ecd3a4"))
    d.ring((420, 390), (148, 34), "#e3ab74", 5)
    d.stroke("M420 398V352", "#4a3526", 6)
    d.path(
        "M420 262C452 306 452 332 440 350Q420 368 400 350C388 332 388 306 420 262Z",
        d.down("#ffd76a", "#f59a2c"),
    )
    d.path("M420 306C434 328 434 340 428 350Q420 358 412 350C406 340 406 328 420 306Z", "#fff4cf")
    d.path("M312 480Q420 506 528 480L528 628Q420 654 312 628Z", d.round("#f4ecdc"))
    d.text("CEDAR", 420, 568, 40, "#4a3a2c")
    d.text("&amp; FIG", 420, 612, 32, "#8a5a35")
    d.stroke("M376 516Q420 524 464 516", "#8a5a35", 2.5)
    d.stroke("M292 430V650", "#ffffff", 13, opacity=0.32)
    d.shadow(640, 712, 74, 18)
    d.path(
        "M640 556C654 590 716 612 714 660C712 702 676 716 640 716S566 702 566 660C566 612 626 590 640 556Z",
        d.ball("#6a3f63"),
    )
    for x in (606, 640, 674):
        d.stroke(f"M640 584C{x} 620 {x} 670 {640 + (x - 640) * 0.7} 706", "#472744", 2.5, opacity=0.5)
    d.stroke("M640 566q4 -20 14 -26", "#6f7d45", 9)
    d.stroke("M180 756Q250 742 330 748", "#6b4b30", 6)
    for i in range(8):
        d.leaf(192 + i * 18, 753 - i * 1.2, 46, -52 if i % 2 else 40, "#5d7f5c")
    return d


def notebook() -> Drawing:
    """A notebook with an elastic band, leaning on an open page of dots."""
    d = Drawing("#d6dcea", lying=True)
    cover = "#2f5d6b"
    d.box((240, 250, 460, 462), 16, "#2e1e18", opacity=0.32, blur=26)
    d.group("rotate(7 520 450)")
    d.box((356, 216, 330, 456), 10, "#c9c1b0")
    d.box((350, 210, 330, 456), 10, d.diagonal("#fffdf6", "#efe8d8"))
    for row in range(16):
        for column in range(12):
            d.disc((378 + column * 25, 240 + row * 26), 2.3, "#9a917f")
    d.end()
    d.group("rotate(-6 400 470)")
    d.box((238, 232, 336, 470), 16, "#2e1e18", opacity=0.35, blur=14)
    d.path("M460 690h22v66l-11 -14l-11 14Z", "#d8694a")
    d.box((238, 236, 332, 466), 12, "#f3ead6")
    for i in range(4):
        d.stroke(f"M246 {690 + i * 3}H560", "#cfc4ac", 1.4)
    d.box((230, 222, 336, 466), 16, d.diagonal(tone(cover, 0.24), cover, tone(cover, -0.2)))
    d.path("M246 222H268V688H246Q230 688 230 672V238Q230 222 246 222Z", "#1d3d47", opacity=0.5)
    d.box((316, 310, 170, 104), 6, "#f3ead6")
    d.text("NOTES", 401, 362, 34, "#2f5d6b")
    d.stroke("M342 386H460", "#d8694a", 3)
    d.box((520, 222, 17, 466), 0, d.round("#d8694a"))
    d.end()
    d.group("translate(640 560) rotate(64)")
    d.box((-120, 8, 260, 22), 11, "#2e1e18", opacity=0.35, blur=6)
    d.box((-130, -12, 220, 24), 6, d.down("#f2c25c", "#d99a2b"))
    d.path("M90 -12L136 0L90 12Z", "#f2d9b3")
    d.path("M122 -4L136 0L122 4Z", "#3b3230")
    d.box((-150, -12, 28, 24), 6, "#d8694a")
    d.end()
    return d


def mug() -> Drawing:
    """A speckled stoneware mug, glazed in two tones."""
    d = Drawing("#d4ddd8")
    clay, glaze = "#e8dfcf", "#5f8791"
    d.shadow(430, 698, 158, 26)
    d.stroke("M580 410C740 380 740 610 572 598", tone(glaze, -0.2), 46)
    d.stroke("M580 404C730 376 730 600 572 590", glaze, 34)
    d.stroke("M600 392C690 388 706 450 702 490", "#ffffff", 7, opacity=0.4)
    body = "M250 320L262 640Q266 700 320 702L540 702Q594 700 598 640L610 320Z"
    d.path(body, d.round(clay))
    d.path("M250 320L260 560Q300 586 340 566T430 572T520 564T601 558L610 320Z", d.round(glaze))
    d.stroke("M260 562Q300 588 340 568T430 574T520 566T601 560", tone(glaze, 0.35), 4, opacity=0.8)
    for i in range(90):
        turn = i * 2.399963
        x = 430 + 150 * math.cos(turn) * math.sqrt((i + 3) / 93)
        y = 530 + 160 * math.sin(turn) * math.sqrt((i + 3) / 93)
        d.disc((x, y), 1.6 + i % 3 * 0.7, "#3a3430", opacity=0.38)
    d.oval((430, 320), (180, 42), d.round(tone(glaze, 0.2)))
    d.oval((430, 323), (166, 35), d.down("#8c7f6e", "#d8cdb9"))
    d.path("M272 334A160 30 0 0 0 588 334A164 22 0 0 0 272 334Z", d.across("#6f452a", "#4b2c1a"))
    d.stroke("M288 380L298 620", "#ffffff", 18, opacity=0.28, blur=6)
    for x, h in ((390, 100), (450, 130)):
        d.stroke(f"M{x} 290c-26 -{h * 0.3} 26 -{h * 0.5} 0 -{h}", "#ffffff", 13, opacity=0.5, blur=6)
    return d


PRODUCTS: dict[str, Callable[[], Drawing]] = {
    "longjing": longjing,
    "zisha-cup": zisha_cup,
    "wool-scarf": wool_scarf,
    "osmanthus-cake": osmanthus_cake,
    "keyboard": keyboard,
    "wok": wok,
    "citrus": citrus,
    "red-dates": red_dates,
    "blender": blender,
    "organizer": organizer,
    "tote": tote,
    "candle": candle,
    "notebook": notebook,
    "mug": mug,
}


def picture(svg: str) -> bytes:
    """The drawing as a JPEG file. Typst draws it: it is here already, and knows SVG's blurs and letters."""
    page = """
        #set page(width: 900pt, height: 900pt, margin: 0pt)
        #image(bytes(sys.inputs.svg), format: "svg", width: 100%)
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(Path(noto_cjk_sans_otc.FONT_PATH).parent)])
    png = typst.compile(page.encode(), format="png", ppi=72, sys_inputs={"svg": svg}, font_paths=fonts)
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(
        out, "JPEG", quality=QUALITY, subsampling=0, optimize=True, progressive=True
    )
    return out.getvalue()


def main() -> None:
    """Rewrites the folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.jpg"):
        old.unlink()
    total = 0
    for code, draw in PRODUCTS.items():
        jpeg = picture(draw().svg())
        if len(jpeg) > LARGEST:
            raise SystemExit(f"{code}: {len(jpeg)} bytes is more than {LARGEST}")
        (FOLDER / f"{code}.jpg").write_bytes(jpeg)
        total += len(jpeg)
    print(f"{len(PRODUCTS)} pictures, {total} bytes, in {FOLDER}")


if __name__ == "__main__":
    main()
