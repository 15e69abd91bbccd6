"""From orders to jobs: the posters are composed, the codes encoded, each with its recipe."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sharecli.batches import crew
from sharecli.batches.jobs import Drawing, Job
from sharecli.batches.naming import Pattern
from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.codes import verify
from sharecli.codes.expected import Expected
from sharecli.codes.kinds import Kind
from sharecli.codes.look import Look, Style
from sharecli.codes.qr import Code
from sharecli.errors import SharecliError, Usage
from sharecli.language import _
from sharecli.links.making import Made
from sharecli.posters import recipes, templates
from sharecli.posters.composing import compose, worded
from sharecli.posters.manner import Manner, brand_of, manner, unmarked, unproven, warnings
from sharecli.posters.model import Poster, Template, lacking
from sharecli.posters.ordering import Order, ensured, named, remarks
from sharecli.posters.render import Studio
from sharecli.text import HIDDEN

__all__ = [
    "Emoji", "Manner", "Order", "brand_of", "code_jobs", "ensured", "manner", "poster_jobs", "remarks", "unmarked",
    "unproven", "warnings",
]  # fmt: skip


class Emoji:
    """Which emoji and unseen marks were left out of how many posters, to be told once a batch."""

    def __init__(self) -> None:
        self._gone: dict[str, None] = {}
        self._posters = 0
        self._untitled: dict[str, None] = {}
        self._marked: dict[str, None] = {}

    def note(self, gone: Sequence[str], *, product: str = "", titled: bool = True) -> None:
        """One poster's.

        Args:
            gone: as :meth:`Studio.check` gave it.
            product: its code.
            titled: whether anything is left of the title.
        """
        if emoji := [one for one in gone if one != HIDDEN]:
            self._gone |= dict.fromkeys(emoji)
            self._posters += 1
        if HIDDEN in gone:
            self._marked[product] = None
        if not titled:
            self._untitled[product] = None

    def remarks(self) -> list[str]:
        """A sentence of each, or none."""
        from sharecli.lettering.fonts import cabinet, left_out

        said = unmarked(list(self._marked))
        if self._gone:
            said.append(left_out(self._gone, posters=self._posters, where=cabinet(), untitled=[*self._untitled]))
        return said


def poster_jobs(studio: Studio, orders: Iterable[Order], manner: Manner, emoji: Emoji) -> list[Job]:
    """A job a poster; what cannot be composed is a job that fails with the reason."""
    from sharecli.lettering.fonts import cabinet

    jobs = []
    prints: dict[str, object] = {}
    for number, order in enumerate(orders, start=1):
        template = None
        try:
            canvas = channels.canvas_of(order.made.channel, order.canvas or manner.wish.canvas)
            template = _template(order, manner, canvas)
            wish = replace(manner.wish, words=order.words or manner.wish.words)
            if (wish.bleed or wish.marks) and not canvas.bleed_mm:
                raise _not_for_paper(order.made, canvas)
            name = _name(order, manner, number, canvas=canvas.name, template=template.key)
            poster = compose(
                order.made.product, order.made.channel, canvas, template, name=name, link=order.made.link.code,
                url=order.made.url, brand=manner.brand, wish=wish,
            )  # fmt: skip
            if poster.language not in prints:
                prints[poster.language] = recipes.fonts_print(cabinet(), studio.families(poster.language))
            recipe = recipes.of_poster(
                poster, manner.look.row(), manner.kind.value, templates.print_of(template), prints[poster.language]
            )
            jobs.append(_poster_job(studio, poster, template, order.made, manner, emoji, recipe=recipe))
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


def _not_for_paper(made: Made, canvas: Canvas) -> Usage:
    message = _("“{canvas}” of {channel} is not for a print shop: it has neither bleed nor crop marks")
    return Usage(message.format(canvas=canvas.name, channel=made.channel.key), hint="--channel print")


def code_jobs(orders: Iterable[Order], manner: Manner) -> list[Job]:
    """A job a code."""
    look = manner.look.row()
    return [
        _code_job(order.made, _name(order, manner, number), manner, look)
        for number, order in enumerate(orders, start=1)
    ]


def _poster_job(
    studio: Studio, poster: Poster, template: Template, made: Made, manner: Manner, emoji: Emoji, *, recipe: str
) -> Job:
    kind = manner.kind
    dots = poster.canvas.dots_per_inch

    def make() -> Drawing:
        try:
            drawable, gone = studio.check(poster)
            worded(drawable, template)
            code = Code(poster.url, manner.look) if poster.url else None
            content = studio.draw(drawable, template, code, kind)
        finally:
            studio.let_go(poster.image)
        wanted = [code.expected() if code else Expected("")]
        if manner.verified:
            verify.prove(content, wanted, kind=kind.value, dpi=dots if poster.printed else 0)
        emoji.note(gone, product=poster.product, titled=bool(drawable.title))
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
        recipe=recipe,
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
        recipe=recipes.of_code(made.url, look, kind, typeset=_is_typeset(manner.look, manner.kind)),
        facts=_whose(made) | look,
        verified=manner.verified,
        crowd=crew.crowd(manner.look, manner.kind),
    )


def _is_typeset(look: Look, kind: Kind) -> bool:
    """Whether Typst has a hand in a code: plain squares are pixels at once, and an SVG is written as it is."""
    return kind is Kind.pdf or (kind is Kind.png and (look.style is not Style.square or bool(look.logo)))


def _refused(made: Made, name: str, kind: Kind, error: SharecliError) -> Job:
    def make() -> Drawing:
        raise error

    return Job(name, kind.value, made.product.code, made.channel.key, made.link.code, made.url, 0, 0, make)


def _whose(made: Made) -> dict[str, Any]:
    return {"person": made.link.person or None, "campaign": made.link.campaign or None}


def _name(order: Order, manner: Manner, number: int, *, canvas: str = "", template: str = "") -> str:
    link = order.made.link
    return named(
        Pattern.read(order.name) if order.name else manner.pattern, order.made.product, order.made.channel.key,
        campaign=link.campaign, person=link.person, link=link.code, n=number, canvas=canvas, template=template,
    )  # fmt: skip
