"""Makes a seller's shop to measure in: products with pictures, prices and tags, and their links."""

from collections.abc import Sequence
from pathlib import Path

from beside import program, run
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

TITLES = (
    "明前龙井 100g 礼盒",
    "宜兴紫砂主人杯 原矿朱泥 120ml",
    "Portable Blender, 400 ml, USB-C",
    "Dotted Notebook A5, 160 pages",
)
SELLER, TAGLINE = "小满", "好物慢慢挑 · small things, well made"
DEMO = Path(__file__).parent.parent / "src" / "sharecli" / "demo" / "images"


class Shop:
    """A shop in a folder.

    Attributes:
        home: the folder.
        environment: what a sharecli process needs to find it.
        command: the words that a command begins with.
        pictures: those of its products, in turn.
    """

    def __init__(self, home: Path, *, products: int, channel: str, tags: Sequence[int], pictures: int = 0) -> None:
        """Make it; a tag ``first-N`` is on the first N products, ``pictures`` of either kind hang on them in turn."""
        self.home, self.channel = home, channel
        self.environment = {"SHARECLI_DB": f"{home}/sharecli.db", "XDG_CONFIG_HOME": str(home), "SHARECLI_LANG": "en"}
        self.command = [program("sharecli")]
        (home / "images").mkdir()
        self.pictures = [one for kind in zip(*self._pictures(pictures), strict=True) for one in kind]
        lines = ["code,title,price,currency,commission,platform,url,tags,status,image"]
        for place in range(products):
            title, url = TITLES[place % len(TITLES)], f"https://shop.example.com/p/{place}"
            on = " ".join(f"first-{tag}" for tag in tags if place < tag)
            image = f"images/{self.picture(place).name}" if pictures else ""
            lines.append(f'tea-{place:05},"{title} {place}",129.00,CNY,20%,own-shop,{url},{on},active,{image}')
        (home / "products.csv").write_text("\n".join(lines) + "\n", "utf-8")
        for words in (
            ["config", "set", "base-url", "https://go.example.shop"],
            ["config", "set", "name", SELLER],
            ["config", "set", "tagline", TAGLINE],
            ["product", "import", str(home / "products.csv")],
            ["link", "new", "--all", "--channel", channel],
        ):
            run([*self.command, *words], self.environment)

    def picture(self, place: int) -> Path:
        """The picture of a product."""
        return self.pictures[place % len(self.pictures)]

    def batch(self, *words: str, first: int, into: str) -> list[str]:
        """The words of a command for the shop's channel, the first so many products and a folder."""
        chosen = ["--channel", self.channel, "--tag", f"first-{first}", "--into", str(self.home / into)]
        return [*self.command, *words, *chosen]

    def _pictures(self, count: int) -> tuple[list[Path], list[Path]]:
        smooth = sorted(DEMO.glob("*.jpg"))[:count]
        for picture in smooth:
            (self.home / "images" / picture.name).write_bytes(picture.read_bytes())
        photos = [self.home / "images" / f"photo-{number}.jpg" for number in range(count)]
        for number, path in enumerate(photos):
            photograph(number).save(path, "JPEG", quality=88)
        return [self.home / "images" / one.name for one in smooth], photos


def photograph(number: int) -> Image.Image:
    """A picture that packs as a photograph does: light that falls off, things out of focus, and grain everywhere."""
    side = 1600
    light = ImageOps.colorize(Image.radial_gradient("L").resize((side, side)), "#f4ead8", "#5d4a3c")
    draw = ImageDraw.Draw(light)
    for thing in range(40):
        x, y, size = (thing * 397 + number * 211) % side, (thing * 613 + number * 89) % side, 40 + thing * 37 % 260
        color = f"hsl({(thing * 47 + number * 31) % 360}, 45%, {30 + thing * 13 % 50}%)"
        draw.ellipse((x - size, y - size // 2, x + size, y + size // 2), color)
    light = light.filter(ImageFilter.GaussianBlur(3))
    grain = Image.merge("RGB", [Image.effect_noise((side, side), 10) for _band in "RGB"])
    return ImageChops.add(light, grain, offset=-128)
