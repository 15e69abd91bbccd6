"""Small pictures of what the templates make, in the seller's own colours."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.files import folder, write_whole
from sharecli.money import Money
from sharecli.posters import qr, templates
from sharecli.posters.fonts import GlyphMissing
from sharecli.posters.kinds import Kind
from sharecli.posters.making import brand_of
from sharecli.posters.model import Brand, Poster, Template, Wish, compose
from sharecli.posters.render import Studio
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 360
"""Pixels of a preview."""

_CANVASES = (
    Canvas("portrait", 1080, 1440, 72, 0, 0, 0),
    Canvas("story", 1080, 1920, 72, 250, 250, 0),
    Canvas("square", 1080, 1080, 72, 0, 0, 0),
)
"""The first of them that a template claims shows it."""

_URL = "https://go.example.shop/longjing"
_SAMPLE = Product(
    code="longjing",
    title="明前龙井 100g 礼盒",
    price=Money(129_000_000, "CNY"),
    currency="CNY",
    rate=None,
    platform="own-shop",
    item="",
    url=_URL,
)
"""Where the seller has no product yet."""

_ANY = "any"
"""Stands for the SHA-256 of a picture where a template needs one and no product has any."""

_NOTES = {"zh": "喝了三年，每年春天都等它。泡开是豆香，第三泡还是甜的。"}
_NOTE = "Three years with it, and I still look forward to every morning."


@dataclass(frozen=True, slots=True)
class Preview:
    """A template with its small picture.

    Attributes:
        template: which.
        png: 360 pixels wide; empty where none was asked for.
        path: where it was written, or None.
    """

    template: Template
    png: bytes
    path: Path | None

    def row(self) -> dict[str, Any]:
        """For programs: ``template name about least most needs own layout preview``."""
        one = self.template
        return {
            "template": one.key,
            "name": one.name,
            "about": one.about,
            "least": f"{one.least:g}",
            "most": f"{one.most:g}",
            "needs": list(one.needs),
            "own": one.own,
            "layout": str(templates.layout_of(one)),
            "preview": str(self.path) if self.path else None,
        }


def shown(desk: Desk, *, into: Path | None, pictures: bool) -> list[Preview]:
    """Every template; with its picture where it is asked for.

    Args:
        desk: the file, for the seller's colours and first product.
        into: a folder for the pictures, or None.
        pictures: whether to draw them.

    Raises:
        BadData: a template is broken.
        CannotWrite: the folder cannot be written.
    """
    found = list(templates.templates().values())
    if not pictures:
        return [Preview(one, b"", None) for one in found]
    now = settings.read(desk.store)
    goods = products.chosen(desk.store)
    first = next((one for one in goods if one.image), goods[0] if goods else None)
    avatar = settings.avatar(desk.store) if now.avatar else None
    rows = []

    def picture(image: str) -> bytes | None:
        return _gradient() if image == _ANY else products.jpeg(desk.store, image)

    with Studio(picture, avatar=avatar) as studio:
        for template, png in drawn(studio, found, first, brand_of(now)):
            path = folder(into) / f"{template.key}.png" if into else None
            if path:
                write_whole(path, png)
            rows.append(Preview(template, png, path))
    return rows


def drawn(
    studio: Studio, found: Iterable[Template], product: Product | None, brand: Brand
) -> Iterator[tuple[Template, bytes]]:
    """A PNG of each template, 360 pixels wide.

    Args:
        studio: where they are drawn.
        found: the templates.
        product: what they show, or None for a sample.
        brand: who shares it.

    Raises:
        BadData: a template is broken.
    """
    for template in found:
        try:
            poster, _gone = studio.check(_poster(template, product or _SAMPLE, brand))
        except GlyphMissing:  # this is about the templates
            poster, _gone = studio.check(_poster(template, _SAMPLE, brand))
        studio.bring(poster.image)
        content = studio.draw(poster, template, qr.Code(_URL), Kind.png)
        out = io.BytesIO()
        small(content, WIDTH).save(out, "PNG")
        yield template, out.getvalue()


def small(png: bytes, width: int) -> "Image":
    """The picture that many pixels wide, in RGB."""
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
        size = (width, round(opened.height * width / opened.width))
        return opened.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _gradient() -> bytes:
    """A JPEG of no particular product."""
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((900, 900)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def _poster(template: Template, product: Product, brand: Brand) -> Poster:
    canvas = next((one for one in _CANVASES if template.fits(one)), None)
    if canvas is None:
        canvas = Canvas("own", 1080, round(1080 * (template.least + template.most) / 2), 72, 0, 0, 0)
    price = product.price or Money(129_000_000, product.currency)
    was = product.was or Money(price.micros + max(price.micros // 4, 1), price.currency)
    # A seller without pictures shall see, too, what a template that needs one makes of it.
    image = product.image or (_ANY if "image" in template.needs else "")
    shown = replace(product, price=price, was=was, image=image)
    channel = channels.find("telegram")  # any on which a code may stand
    made = compose(
        shown, channel, canvas, template, name=template.key, link="", url=_URL, brand=brand,
        wish=Wish(words=product.note or _NOTE),
    )  # fmt: skip
    return replace(made, words=product.note or _NOTES.get(made.language, _NOTE))
