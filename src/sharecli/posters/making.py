"""From products and channels to jobs: the posters are composed, the codes encoded, each with its recipe."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.errors import SharecliError, Usage
from sharecli.language import _, plural
from sharecli.links import making as links
from sharecli.links.making import Made
from sharecli.places import expanded
from sharecli.posters import crew, templates, verify
from sharecli.posters.expected import Expected
from sharecli.posters.jobs import Drawing, Job
from sharecli.posters.kinds import Kind
from sharecli.posters.look import Look, Style
from sharecli.posters.model import Brand, Poster, Template, Wish, compose, file_name, lacking
from sharecli.posters.naming import Pattern
from sharecli.posters.palette import palette
from sharecli.posters.qr import Code
from sharecli.posters.render import Studio
from sharecli.posters.styles import prepared_logo
from sharecli.products.material import note_of
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.checking import checked
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to be made.

    Attributes:
        made: its link, product and channel.
        template: its key, or empty for the one of the command, the settings or the canvas.
        canvas: its name, or empty for the one of the command or the channel.
        words: the seller's recommendation, or empty for the one of the command or the product.
        name: of its file, a pattern; or empty for the one of the command.
    """

    made: Made
    template: str = ""
    canvas: str = ""
    words: str = ""
    name: str = ""


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
    """

    kind: Kind = Kind.png
    look: Look = field(default_factory=Look)
    template: str = ""
    usual: str = ""
    brand: Brand = field(default_factory=Brand)
    wish: Wish = field(default_factory=Wish)
    pattern: Pattern | None = None
    verified: bool = True


def ensured(
    desk: Desk,
    goods: Sequence[Product],
    keys: Sequence[str] | None,
    campaign: str,
    people: Sequence[str] = ("",),
) -> tuple[list[Made], list[str], Settings]:
    """The links of products on channels for people, made where they are missing, and what the seller should know.

    Raises:
        Usage: no channel was named.
        NotFound: no such channel.
    """
    if not keys:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    now = settings.read(desk.store)
    places = list({one.key: one for one in map(channels.find, keys)}.values())
    made = links.ensure(desk, now, goods, places, campaign=campaign, people=people)
    return made, remarks(made, now), now


def remarks(made: Sequence[Made], now: Settings) -> list[str]:
    """What the seller should know about these links and their channels; each rule once."""
    notes = links.notes(made, now)
    places = {one.channel.key: one.channel for one in made}.values()
    notes += [_("{where}: {why}").format(where=one.key, why=_(one.qr_rule)) for one in places if one.qr_rule]
    if any(one.new for one in made):
        notes.insert(0, links.tally(made))
    return notes


def manner(
    now: Settings,
    *,
    kind: Kind = Kind.png,
    style: Style = Style.square,
    logo: Path | None = None,
    color: str = "",
    template: str = "",
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

    Raises:
        BadValue: no such colour or theme.
        NotFound: no such template.
        PoorContrast: the colour is too pale for a code.
        Usage: the pattern of names is none.
        Unreadable: the logo cannot be read.
    """
    brand = brand_of(now)
    if theme:
        brand = replace(brand, theme=checked("theme", theme))
    if accent:
        brand = replace(brand, accent=checked("accent", accent))
    if color.strip().lower() == "accent":
        color = palette(brand.accent, theme=brand.theme)["code_dark"]
    look = Look(style, color or "#000000", prepared_logo(expanded(logo)) if logo else b"")
    return Manner(
        kind=kind,
        look=look,
        template=templates.find(template).key if template else "",
        usual=templates.find(now.template).key if now.template else "",
        brand=brand,
        wish=Wish(
            canvas=canvas, code=code, label=label, bleed=bleed, marks=marks, words=note_of(words) if words else ""
        ),
        pattern=Pattern.read(name) if name else None,
        verified=verified,
    )


def warnings(manner: Manner, orders: Sequence[Order]) -> list[str]:
    """What a rule says to how these are wanted."""
    notes = []
    places = {order.made.channel.key: order.made.channel for order in orders}.values()
    if not manner.wish.label:
        rules = dict.fromkeys(place.label_rule for place in places)
        notes.append(_("warning: no ad label; the rule: {rule}").format(rule="; ".join(rules)))
    return notes + unproven(manner)


def unproven(manner: Manner) -> list[str]:
    """What is to be said where nothing is proven."""
    if manner.verified:
        return []
    return [_("warning: nothing is read back, so nobody knows whether it scans; the manifest says so")]


def brand_of(now: Settings) -> Brand:
    """How the seller shows themselves, by their settings."""
    return Brand(now.name, now.tagline, now.handle, now.avatar, now.accent, now.theme, now.locale, now.label)


class Emoji:
    """Which emoji were left out of how many posters, to be told once a batch."""

    def __init__(self) -> None:
        self._gone: dict[str, None] = {}
        self._posters = 0

    def note(self, gone: Sequence[str]) -> None:
        """One poster's."""
        if gone:
            self._gone |= dict.fromkeys(gone)
            self._posters += 1

    def remarks(self) -> list[str]:
        """One sentence, or none."""
        from sharecli.posters.fonts import cabinet, left_out

        return [left_out(self._gone, posters=self._posters, where=cabinet())] if self._gone else []


def poster_jobs(studio: Studio, orders: Iterable[Order], manner: Manner, emoji: Emoji) -> list[Job]:
    """A job a poster; what cannot be composed is a job that fails with the reason."""
    jobs = []
    for number, order in enumerate(orders, start=1):
        template = None
        try:
            canvas = channels.canvas_of(order.made.channel, order.canvas or manner.wish.canvas)
            template = _template(order, manner, canvas)
            wish = replace(manner.wish, words=order.words or manner.wish.words)
            name = _name(order, manner, number, canvas=canvas.name, template=template.key)
            poster = compose(
                order.made.product, order.made.channel, canvas, template, name=name, link=order.made.link.code,
                url=order.made.url, brand=manner.brand, wish=wish,
            )  # fmt: skip
            jobs.append(_poster_job(studio, poster, template, order.made, manner, emoji))
        except SharecliError as error:
            name = _name(order, manner, number, canvas=order.canvas, template=order.template)
            jobs.append(_refused(order.made, name, manner.kind, error))
    return jobs


def _template(order: Order, manner: Manner, canvas: Canvas) -> Template:
    """The one that was named for this; else the seller's usual one where it suits; else the one for the canvas."""
    if key := order.template or manner.template:
        return templates.find(key)
    if manner.usual:
        usual = templates.find(manner.usual)
        words = order.words or manner.wish.words
        if usual.fits(canvas) and not lacking(usual, order.made.product, words=words):
            return usual
    return templates.fitting(canvas)


def code_jobs(orders: Iterable[Order], manner: Manner) -> list[Job]:
    """A job a code."""
    look = manner.look.row()
    return [
        _code_job(order.made, _name(order, manner, number), manner, look)
        for number, order in enumerate(orders, start=1)
    ]


def _poster_job(studio: Studio, poster: Poster, template: Template, made: Made, manner: Manner, emoji: Emoji) -> Job:
    kind = manner.kind
    dots = poster.canvas.dots_per_inch

    def make() -> Drawing:
        drawable, gone = studio.check(poster)
        code = Code(poster.url, manner.look) if poster.url else None
        content = studio.draw(drawable, template, code, kind)
        wanted = [code.expected() if code else Expected("")]
        if manner.verified:
            verify.prove(content, wanted, kind=kind.value, dpi=dots if poster.printed else 0)
        emoji.note(gone)
        return Drawing(content, codes=[one.to_json() for one in wanted])

    facts = {
        **_whose(made),
        "template": template.key,
        "canvas": poster.canvas.name,
        "theme": poster.brand.theme,
        "language": poster.language,
        "label": bool(poster.label),
        **({"dpi": dots} if poster.printed else {}),
        **(manner.look.row() if poster.url else {}),
    }
    return Job(
        name=poster.name,
        ending=kind.value,
        product=poster.product,
        channel=poster.channel,
        link=poster.link,
        url=poster.url,
        width=poster.sheet[0] if kind.pixels else 0,
        height=poster.sheet[1] if kind.pixels else 0,
        make=make,
        before=lambda: studio.bring(poster.image),
        recipe=_recipe(
            poster, manner.look.row(), kind.value, templates.print_of(template), studio.families(poster.language)
        ),
        facts=facts,
        verified=manner.verified,
    )


def _code_job(made: Made, name: str, manner: Manner, look: dict[str, str | None]) -> Job:
    kind = manner.kind.value
    return Job(
        name=name,
        ending=kind,
        product=made.product.code,
        channel=made.channel.key,
        link=made.link.code,
        url=made.url,
        width=0,
        height=0,
        make=partial(crew.drawn, made.url, manner.look, manner.kind, verified=manner.verified),
        recipe=_recipe(made.url, look, kind),
        facts=_whose(made) | look,
        verified=manner.verified,
        crowd=crew.crowd(manner.look, manner.kind),
    )


def _refused(made: Made, name: str, kind: Kind, error: SharecliError) -> Job:
    def make() -> Drawing:
        raise error

    return Job(name, kind.value, made.product.code, made.channel.key, made.link.code, made.url, 0, 0, make)


def _whose(made: Made) -> dict[str, Any]:
    return {"person": made.link.person or None, "campaign": made.link.campaign or None}


def _name(order: Order, manner: Manner, number: int, **more: str) -> str:
    made = order.made
    pattern = Pattern.read(order.name) if order.name else manner.pattern
    if pattern is None:
        return file_name(made.product.code, made.channel.key, made.link.campaign, made.link.person)
    values = {
        "code": made.product.code,
        "channel": made.channel.key,
        "title": made.product.title,
        "platform": made.product.platform,
        "person": made.link.person,
        "campaign": made.link.campaign,
        "link": made.link.code,
    }
    return pattern.name(values | more, n=number)


def _recipe(*parts: object) -> str:
    """Everything that determines a file's bytes, as one hash."""
    return hashlib.sha256(repr((_tools(), *parts)).encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _tools() -> tuple[str, ...]:
    from importlib.metadata import version

    return tuple(version(name) for name in ("sharecli", "typst", "zxing-cpp", "pillow"))


def told(written: int, kept: int, into: object) -> str:
    """How many files there are, for the last line."""
    words = plural("{count} file in {folder}", "{count} files in {folder}", written + kept)
    said = words.format(count=written + kept, folder=into)
    return said + (_(", {kept} of them unchanged").format(kept=kept) if kept else "")
