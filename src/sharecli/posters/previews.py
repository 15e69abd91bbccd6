"""Small pictures of what the templates make, in the seller's own colours."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.codes import qr
from sharecli.codes.kinds import Kind
from sharecli.errors import CannotWrite, SharecliError
from sharecli.files import cannot_write, folder, write_whole
from sharecli.language import _
from sharecli.lettering.fonts import GlyphMissing
from sharecli.money import Money
from sharecli.pictures import BadPicture
from sharecli.posters import templates
from sharecli.posters.composing import compose
from sharecli.posters.making import brand_of
from sharecli.posters.model import Brand, Poster, Template, Wish
from sharecli.posters.render import Studio
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 360
"""Pixels of a preview."""

_MARK = "sharecli preview"
"""What a preview says of itself, so that it is known again."""
_HEAD = 1024
"""Bytes of a PNG in which that stands."""

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
"""Where the seller has no product yet, or one that cannot be drawn."""
_LATIN = replace(
    _SAMPLE, title="Longjing Green Tea, 100 g, spring harvest", currency="USD", price=Money(18_000_000, "USD")
)
"""Where no font here has Chinese letters."""

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
        trouble: why it could not be drawn; the picture is an empty page then, and not written.
    """

    template: Template
    png: bytes
    path: Path | None
    trouble: SharecliError | None = None

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
        CannotWrite: the folder cannot be written, or has a picture of that name that sharecli did not make.
    """
    found = list(templates.templates().values())
    if into:
        for template in found:
            _see_free(into / f"{template.key}.png")
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
        for one in drawn(studio, found, first, brand_of(now)):
            path = folder(into) / f"{one.template.key}.png" if into and not one.trouble else None
            if path:
                write_whole(path, one.png)
            rows.append(replace(one, path=path))
    return rows


def drawn(studio: Studio, found: Iterable[Template], product: Product | None, brand: Brand) -> Iterator[Preview]:
    """A PNG of each template, 360 pixels wide; of one that is broken, the reason.

    Args:
        studio: where they are drawn.
        found: the templates.
        product: what they show, or None for a sample.
        brand: who shares it.
    """
    # This is about the templates: what cannot be drawn of the seller's own gives way to what can.
    shows = [(product, brand)] if product else []
    shows += [(_SAMPLE, brand), (_LATIN, brand), (_LATIN, Brand(accent=brand.accent, theme=brand.theme))]
    for template in found:
        try:
            content = _first(studio, template, shows)
        except SharecliError as error:
            yield Preview(template, _empty(template), None, error)
        else:
            yield Preview(template, content, None)


def _first(studio: Studio, template: Template, shows: Sequence[tuple[Product, Brand]]) -> bytes:
    """A template with the first of these products and sellers that can be drawn.

    Raises:
        SharecliError: the template is broken, or none can be drawn.
    """
    *tries, last = shows
    for product, brand in tries:
        with suppress(GlyphMissing, BadPicture):
            return _one(studio, template, product, brand)
    return _one(studio, template, *last)


def _one(studio: Studio, template: Template, product: Product, brand: Brand) -> bytes:
    poster, _gone = studio.check(_poster(template, product, brand))
    studio.bring(poster.image)
    try:
        content = studio.draw(poster, template, qr.Code(_URL), Kind.png)
    finally:
        studio.let_go(poster.image)
    from PIL.PngImagePlugin import PngInfo

    out, made_by = io.BytesIO(), PngInfo()
    made_by.add_text("Software", _MARK)
    small(content, WIDTH).save(out, "PNG", pnginfo=made_by)
    return out.getvalue()


def _see_free(path: Path) -> None:
    """See that nothing is lost where a preview is written: nothing is there, or an earlier one."""
    try:
        if not path.is_file() or not path.stat().st_size:
            return
        with path.open("rb") as file:
            if f"Software\0{_MARK}".encode() in file.read(_HEAD):
                return
    except OSError as error:
        raise cannot_write(path, error) from None
    message = _("“{path}” is there and was not made by sharecli; it is left as it is").format(path=path)
    raise CannotWrite(message, hint=_("name another folder with --into"))


def _empty(template: Template) -> bytes:
    """A grey page, so that a list of pictures has one for each."""
    from PIL import Image

    canvas = _canvas(template)
    out = io.BytesIO()
    Image.new("RGB", (WIDTH, round(canvas.height * WIDTH / canvas.width)), "#808080").save(out, "PNG")
    return out.getvalue()


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
    canvas = _canvas(template)
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


def _canvas(template: Template) -> Canvas:
    """One that the template claims."""
    own = Canvas("own", 1080, round(1080 * (template.least + template.most) / 2), 72, 0, 0, 0)
    return next((one for one in _CANVASES if template.fits(one)), own)
