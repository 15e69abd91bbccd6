"""How things are to be made: the command's words over the settings, and what a rule says to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sharecli.batches.naming import Pattern
from sharecli.codes.kinds import Kind
from sharecli.codes.look import Look, Style
from sharecli.codes.styles import prepared_logo
from sharecli.colour import contrast, first, lch
from sharecli.errors import SharecliError
from sharecli.language import _
from sharecli.pictures import BadPicture
from sharecli.places import expanded
from sharecli.posters import templates
from sharecli.posters.model import Brand, Wish
from sharecli.posters.ordering import Order
from sharecli.posters.palette import READABLE, palette
from sharecli.products.material import note_of
from sharecli.settings.checking import checked
from sharecli.settings.model import Settings
from sharecli.text import HIDDEN

_WHITE = "#ffffff"
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Manner:
    """How things are to be made this time.

    Attributes:
        kind: of file.
        look: of the codes.
        template: the key of the one that was named, or empty.
        usual: the key of the seller's usual one, which gives way where it does not suit; or empty.
        brand: who shares.
        wish: what stands on it.
        pattern: of the files' names, or None for the usual ones.
        verified: whether each is proven to scan.
        notes: what in the settings cannot be used.
    """

    kind: Kind = Kind.png
    look: Look = field(default_factory=Look)
    template: str = ""
    usual: str = ""
    brand: Brand = field(default_factory=Brand)
    wish: Wish = field(default_factory=Wish)
    pattern: Pattern | None = None
    verified: bool = True
    notes: tuple[str, ...] = ()


def manner(
    now: Settings,
    *,
    kind: Kind = Kind.png,
    style: Style = Style.square,
    logo: Path | None = None,
    color: str = "",
    template: str | None = None,
    theme: str = "",
    accent: str = "",
    canvas: str = "",
    code: bool | None = None,
    label: bool = True,
    bleed: bool = False,
    marks: bool = False,
    words: str = "",
    name: str = "",
    verified: bool = True,
) -> Manner:
    """How things are to be made: the command's words over the settings.

    Args:
        now: the settings.
        kind: of file.
        style: of the codes' modules.
        logo: a picture in the middle of the codes.
        color: of the modules; ``accent`` for the seller's own.
        template: the one that was named; empty for the usual one, None for what has no template, such as a bare code.
        theme: ``light`` or ``dark``; empty for the setting.
        accent: a colour; empty for the setting.
        canvas: a name; empty for the channel's usual one.
        code: whether a code shall stand on it; None for what the channel allows.
        label: whether the ad label shall stand on it.
        bleed: whether it is drawn over its edges.
        marks: whether crop marks stand around it.
        words: the recommendation; empty for the product's.
        name: of the files, a pattern; empty for the usual ones.
        verified: whether each is proven to scan.

    Raises:
        BadPicture: the logo cannot be read.
        BadValue: no such colour or theme.
        NotFound: no such template was named.
        PoorContrast: the colour is too pale for a code.
        Usage: the pattern of names is none.
    """
    brand = brand_of(now)
    if theme:
        brand = replace(brand, theme=checked("theme", theme))
    if accent:
        brand = replace(brand, accent=checked("accent", accent))
    if color.strip().lower() == "accent":
        color = _dark(palette(brand.accent)["strong"])
    look = Look(style, color or "#000000", _logo(logo) if logo else b"")
    usual, notes = _usual(now) if template == "" else ("", ())
    return Manner(
        kind=kind,
        look=look,
        template=templates.find(template).key if template else "",
        usual=usual,
        brand=brand,
        wish=Wish(
            canvas=canvas,
            code=code,
            label=label,
            bleed=bleed,
            marks=marks,
            words=note_of(words, what=_("your recommendation")) if words else "",
        ),
        pattern=Pattern.read(name) if name else None,
        verified=verified,
        notes=notes,
    )


def brand_of(now: Settings) -> Brand:
    """How the seller shows themselves, by their settings."""
    return Brand(now.name, now.tagline, now.handle, now.avatar, now.accent, now.theme, now.locale, now.label)


def warnings(manner: Manner, orders: Sequence[Order]) -> list[str]:
    """What a rule says to how these are wanted."""
    notes = list(manner.notes)
    places = {order.made.channel.key: order.made.channel for order in orders}.values()
    if manner.wish.code:
        words = _("warning: a code stands where {where} forbids one; the rule: {rule}")
        notes += [words.format(where=place.key, rule=_(place.qr_rule)) for place in places if not place.qr]
    if not manner.wish.label:
        rules = dict.fromkeys(place.label_rule for place in places)
        notes.append(_("warning: no ad label; the rule: {rule}").format(rule="; ".join(rules)))
    return notes + unproven(manner)


def unproven(manner: Manner) -> list[str]:
    """What is to be said where nothing is proven."""
    if manner.verified:
        return []
    return [_("warning: nothing is read back, so nobody knows whether it scans; the manifest says so")]


def unmarked(products: Sequence[str]) -> list[str]:
    """What is to be said where marks that nobody sees were left off.

    Args:
        products: codes of those whose words had any.
    """
    if not products:
        return []
    words = _("“{mark}” stands for a mark that nobody sees, and is left off: {products}; without it: {command}")
    names = ", ".join(products[:_NAMED]) + (" …" if len(products) > _NAMED else "")
    command = f"sharecli product edit {products[0]} --title …"
    return [words.format(mark=HIDDEN, products=names, command=command)]


def _usual(now: Settings) -> tuple[str, tuple[str, ...]]:
    """The key of the seller's usual template, and why it cannot be used, if so: another one does as well."""
    if not now.template:
        return "", ()
    try:
        return templates.find(now.template).key, ()
    except SharecliError as error:
        words = _("your usual template is left aside: {why}; choose another: {command}")
        return "", (words.format(why=error.message, command="sharecli config set template card"),)


def _logo(path: Path) -> bytes:
    try:
        return prepared_logo(expanded(path))
    except BadPicture as error:
        hint = _("use a PNG, JPEG or WebP of at most 25 megapixels: {option}").format(option="--logo FILE")
        raise BadPicture(error.message, hint=hint) from None


def _dark(color: str) -> str:
    """The colour, or so dark a shade of it that it reads on white as text does."""
    own = lch(color)
    if contrast(color, _WHITE) >= READABLE:
        return color
    return first(
        lambda light: replace(own, light=light).hex(),
        lambda shade: contrast(shade, _WHITE) >= READABLE,
        start=own.light,
        end=0.0,
    )
