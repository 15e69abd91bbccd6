"""Posters for tests, composed as a command composes them, and pictures for them to show."""

import io
from dataclasses import replace
from functools import cache

from PIL import Image

from factories import product
from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.codes.expected import Expected
from sharecli.codes.kinds import Kind
from sharecli.codes.look import PLAIN, Look
from sharecli.codes.qr import Code
from sharecli.posters import templates
from sharecli.posters.composing import compose
from sharecli.posters.model import Brand, Poster, Wish
from sharecli.posters.render import Studio

URL = "https://go.example.shop/dm6d6bw"
BRAND = Brand(name="小满", tagline="好物慢慢挑 · small things, well made", handle="@xiaoman")
NOTE = "喝了三年，每年春天都等它。\n泡开是豆香，第三泡还是甜的。"


@cache
def jpeg(width: int, height: int) -> bytes:
    """Colours that run into each other, as in a photograph of a product."""
    out = io.BytesIO()
    red, green = Image.linear_gradient("L").resize((width, height)), Image.radial_gradient("L").resize((width, height))
    Image.merge("RGB", (red, green, green.rotate(180))).save(out, "JPEG", quality=88)
    return out.getvalue()


PICTURES = {"square": jpeg(900, 900), "wide": jpeg(1600, 600), "tall": jpeg(500, 1600), "tiny": jpeg(8, 8)}
"""By the words that stand for their SHA-256."""


def poster(
    channel: str = "wechat-moments",
    *,
    canvas: str = "",
    template: str = "",
    url: str = URL,
    image: str = "square",
    name: str = "longjing",
    brand: Brand = BRAND,
    wish: Wish | None = None,
    **over: object,
) -> Poster:
    """A poster of the sample product; ``over`` is the product's own, as a person types it."""
    place = channels.find(channel)
    size = channels.canvas_of(place, canvas)
    layout = templates.find(template) if template else templates.fitting(size)
    goods = replace(product(**over), image=image)
    return compose(
        goods, place, size, layout, name=name, link="dm6d6bw", url=url, brand=brand, wish=wish or Wish(canvas=canvas)
    )


def drawn(studio: Studio, one: Poster, kind: Kind = Kind.png, look: Look = PLAIN) -> bytes:
    """The bytes of a poster, made as a batch makes it."""
    studio.bring(one.image)
    return studio.draw(studio.check(one)[0], templates.find(one.template), code(one, look), kind)


def code(one: Poster, look: Look = PLAIN) -> Code | None:
    """Its QR code, where it has one."""
    return Code(one.url, look) if one.url else None


def wanted(one: Poster, look: Look = PLAIN) -> list[Expected]:
    """What it has to read back as."""
    made = code(one, look)
    return [made.expected()] if made else [Expected("")]


def every_canvas() -> list[tuple[str, Canvas]]:
    """Every channel's every canvas."""
    return [(key, canvas) for key, place in channels.channels().items() for canvas in place.canvases]
