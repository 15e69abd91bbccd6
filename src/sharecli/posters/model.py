"""A poster: what stands on it, for whom it is drawn, and what its template asks for. Pure."""

from dataclasses import dataclass
from datetime import tzinfo

from sharecli.channels.model import Canvas
from sharecli.deals.model import Standing
from sharecli.errors import Refused
from sharecli.lettering.prices import Price
from sharecli.money import Money
from sharecli.products.model import Product

_MM_PER_INCH = 25.4
_MARKS_MM = 5
"""Around the page, for crop marks, as in ``templates/sharecli.typ``."""


class TemplateDoesNotFit(Refused):
    """The template is not made for what it is asked to show."""

    code = "template-does-not-fit"


@dataclass(frozen=True, slots=True)
class Template:
    """What a template is good for, as its data file says; docs/templates.md has the units.

    Attributes:
        key: the file's name and the word after ``--template``.
        name: in English.
        name_zh: in Chinese.
        about: in English, one line.
        about_zh: in Chinese.
        least: height over width of the flattest canvas it is good at.
        most: height over width of the tallest.
        picture: the greatest part of the canvas that the product's picture covers, width and height.
        needs: fields without which it makes no sense.
        own: whether it is the seller's own.
    """

    key: str
    name: str
    name_zh: str
    about: str
    about_zh: str
    least: float
    most: float
    picture: tuple[float, float]
    needs: tuple[str, ...]
    own: bool

    def fits(self, canvas: Canvas) -> bool:
        """Whether it claims that canvas."""
        return self.least <= shape_of(canvas) <= self.most


@dataclass(frozen=True, slots=True)
class Brand:
    """How the seller shows themselves.

    Attributes:
        name: or empty.
        tagline: or empty.
        handle: or empty.
        avatar: SHA-256 of their picture, or empty.
        accent: ``#rrggbb``.
        theme: ``light`` or ``dark``.
        locale: such as ``de_DE``; empty for that of the poster's language.
        label: their own wording of the ad label, or empty.
    """

    name: str = ""
    tagline: str = ""
    handle: str = ""
    avatar: str = ""
    accent: str = "#c8402f"
    theme: str = "light"
    locale: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a poster says of a deal, as it stands when the poster is made.

    Attributes:
        price: in large: in a group, or as far as a bargain has come.
        former: what it costs without the deal.
        ladder: names and prices from the highest to the lowest, as they are written.
        status: such as ``差 1 人成团``.
        until: the deadline, such as ``10月16日 12:00 截止``.
        now: what stands before the price.
        alone: what stands before the former price.
        missing: how many more it takes.
        size: how many it takes in all.
    """

    price: Money
    former: Money
    ladder: tuple[tuple[str, str], ...]
    status: str
    until: str
    now: str
    alone: str
    missing: int
    size: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How posters are wanted this time.

    Attributes:
        canvas: a name, or empty for the channel's usual one.
        code: whether there shall be a QR code; None for what the channel allows.
        label: whether the ad label shall stand on it.
        bleed: whether it is drawn over its edges for a print shop.
        marks: whether crop marks stand around it.
        words: the seller's recommendation; empty for the product's.
        deal: a group-buy or a bargain as it stands now, or None.
        zone: the seller's clock, for the deal's deadline; None for UTC.
    """

    canvas: str = ""
    code: bool | None = None
    label: bool = True
    bleed: bool = False
    marks: bool = False
    words: str = ""
    deal: Standing | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Poster:
    """What one poster says.

    Attributes:
        name: the file's name without its ending.
        product: the product's code.
        channel: the channel's key.
        link: the link's code.
        url: what the QR code holds; empty without a code.
        template: the template's key.
        canvas: its size.
        bleed: pixels drawn over every edge; may have a half.
        marks: whether crop marks stand around it.
        printed: whether it ends up on paper.
        language: of its words, as BCP 47 has it: ``zh``, ``zh-Hant``, ``en``.
        title: of the product.
        price: its parts, or None.
        was: the former price, or empty.
        saving: such as ``省 ¥30``, or empty.
        words: the seller's recommendation, or empty.
        label: the ad label; empty where the seller took it away.
        brand: who shares it.
        phrases: the words around, by name.
        search: what to search for where there is no code, or empty.
        image: SHA-256 of the product's picture, or empty.
        focus: the picture's point that stays in sight, in percent from the left and the top.
        deal: what is said of a deal, or None.
    """

    name: str
    product: str
    channel: str
    link: str
    url: str
    template: str
    canvas: Canvas
    bleed: float
    marks: bool
    printed: bool
    language: str
    title: str
    price: Price | None
    was: str
    saving: str
    words: str
    label: str
    brand: Brand
    phrases: dict[str, str]
    search: str
    image: str
    focus: tuple[int, int]
    deal: Shown | None = None

    @property
    def width(self) -> int:
        """Pixels of the page, bleed included."""
        return round(self.canvas.width + 2 * self.bleed)

    @property
    def height(self) -> int:
        """Pixels of the page, bleed included."""
        return round(self.canvas.height + 2 * self.bleed)

    @property
    def sheet(self) -> tuple[int, int]:
        """Pixels of the finished picture: the page, and with crop marks the margin that they stand in."""
        room = round(_MARKS_MM / _MM_PER_INCH * self.canvas.dots_per_inch) if self.marks else 0
        return self.width + 2 * room, self.height + 2 * room

    def texts(self) -> list[str]:
        """Everything on it that a font has to draw."""
        price = self.price.text if self.price else ""
        brand = self.brand
        named = [brand.name, brand.tagline, brand.handle]
        return [self.title, self.words, self.label, self.search, price, self.was, self.saving, *named,
                *self.phrases.values(), *self._of_deal()]  # fmt: skip

    def _of_deal(self) -> list[str]:
        one = self.deal
        return [one.status, one.until, *(word for step in one.ladder for word in step)] if one else []


def shape_of(canvas: Canvas) -> float:
    """Height over width of what an app leaves free."""
    return (canvas.height - canvas.safe_top - canvas.safe_bottom) / canvas.width


def file_name(product: str, channel: str, campaign: str, person: str = "") -> str:
    """A picture's name without its ending; "_" stands in no code, so none is taken for another's."""
    return f"{product}-{channel}" + (f"_{campaign}" if campaign else "") + (f"__{person}" if person else "")


def bleed_of(canvas: Canvas) -> float:
    """Pixels drawn over each edge for the cut. The page is to have whole ones, so a side may have a half."""
    exact = canvas.bleed_mm / _MM_PER_INCH * canvas.dots_per_inch
    return round(2 * exact) / 2


def is_cheaper(product: Product) -> bool:
    """Whether it has a former price that was higher."""
    return bool(product.was and product.price and product.was.micros > product.price.micros)


LACKING = {
    "price": ("a price", "--price 129"),
    "was": ("a former price", "--was 159"),
    "words": ("words of yours", '--note "…"'),
    "image": ("a picture", "--image FILE"),
}
"""What a need is called, and the option that fills it."""


def lacking(template: Template, product: Product, *, words: str = "") -> list[str]:
    """The fields that a template needs and a product has not.

    Args:
        template: which.
        product: what it shall show.
        words: the recommendation, where it is not the product's own.
    """
    there = {
        "price": product.price,
        "was": is_cheaper(product),
        "words": words or product.note,
        "image": product.image,
    }
    return [need for need in template.needs if not there[need]]
