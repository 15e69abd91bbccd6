"""Composes a poster: a product on a channel, with the words around it in the language of its title."""

from dataclasses import replace

from sharecli.channels.model import Canvas, Channel
from sharecli.language import _
from sharecli.lettering import wording
from sharecli.posters import dealing
from sharecli.posters.model import (
    LACKING,
    Brand,
    Poster,
    Template,
    TemplateDoesNotFit,
    Wish,
    bleed_of,
    is_cheaper,
    lacking,
)
from sharecli.products.model import Product


def compose(
    product: Product,
    channel: Channel,
    canvas: Canvas,
    template: Template,
    *,
    name: str,
    link: str,
    url: str,
    brand: Brand,
    wish: Wish,
) -> Poster:
    """A poster for a product on a channel, in the language of the product's title.

    Args:
        product: what it shows.
        channel: whether a QR code may stand there, and its ad label.
        canvas: its size.
        template: how it is laid out.
        name: the file's name without its ending.
        link: the link's code.
        url: what goes into the QR code.
        brand: who shares it.
        wish: how it is wanted.

    Raises:
        TemplateDoesNotFit: the template is not made for this canvas, or the product lacks what it needs.
        BadData: the seller's own ``words.toml`` is broken.
    """
    words = wish.words or product.note
    _suited(template, canvas, product, words=words)
    language = wording.language_of(product.title, locale=brand.locale, currency=product.currency, more=words)
    code = channel.qr if wish.code is None else wish.code
    deal = None
    if wish.deal:
        deal = dealing.shown(wish.deal, product, language=language, locale=brand.locale, zone=wish.zone)
        # A deal's price is cheaper than what it costs without, and the ladder has the former price.
        product = replace(product, price=deal.price, was=deal.former if deal.former > deal.price else None)
    price = wording.price(product.price, language=language, locale=brand.locale) if product.price else None
    was, saving = _saved(product, language, brand.locale)
    phrases = wording.phrases(language, printed=channel.printed, code=code, seller=brand.name)
    return Poster(
        name=name,
        product=product.code,
        channel=channel.key,
        link=link,
        url=url if code else "",
        template=template.key,
        canvas=canvas,
        bleed=bleed_of(canvas) if wish.bleed or wish.marks else 0.0,
        marks=wish.marks,
        printed=channel.printed,
        language=language,
        title=product.title,
        price=price,
        was=was,
        saving=saving,
        words=words,
        label=(brand.label or wording.label(channel, language)) if wish.label else "",
        brand=brand,
        phrases=phrases | {"was": deal.alone, "now": deal.now} if deal else phrases,
        search="" if code else wording.search_words(product.title, language),
        image=product.image,
        focus=product.focus,
        deal=deal,
    )


def _saved(product: Product, language: str, locale: str) -> tuple[str, str]:
    """The former price, and what is saved; both empty where it was not higher."""
    if not (is_cheaper(product) and product.was and product.price):
        return "", ""
    was = wording.price(product.was, language=language, locale=locale)
    return was.text, wording.saving(product.was, product.price, language=language, locale=locale)


def _suited(template: Template, canvas: Canvas, product: Product, *, words: str) -> None:
    """Refuse a template that is asked for what it is not made for."""
    if not template.fits(canvas):
        said = _("the template “{template}” is not made for a canvas of {width} × {height}")
        raise TemplateDoesNotFit(
            said.format(template=template.key, width=canvas.width, height=canvas.height),
            hint="sharecli poster templates",
        )
    if missing := lacking(template, product, words=words):
        raise _without(missing[0], template, product.code)


def worded(poster: Poster, template: Template) -> None:
    """See that what is left of the seller's words, once what nobody can draw is left out, is enough for a template.

    Raises:
        TemplateDoesNotFit: it needs words, and they were emoji alone.
    """
    if "words" in template.needs and not poster.words.strip():
        raise _without("words", template, poster.product)


def _without(need: str, template: Template, code: str) -> TemplateDoesNotFit:
    what, option = LACKING[need]
    said = _("the template “{template}” needs {what}, and “{code}” has none")
    return TemplateDoesNotFit(
        said.format(template=template.key, what=_(what), code=code), hint=f"sharecli product edit {code} {option}"
    )
