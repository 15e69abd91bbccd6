"""What a caption template is given: a product on a channel, and the words around it. docs/captions.md lists it."""

from dataclasses import dataclass
from typing import Any

from sharecli.channels.model import Channel
from sharecli.lettering import wording
from sharecli.platforms import loader as platforms
from sharecli.products.model import Product
from sharecli.settings.model import Settings

LEAST_TITLE = 20
"""Characters of a title that stay where a channel folds its captions."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A product that a caption is about.

    Attributes:
        product: the product.
        url: its link.
        code: the link's code, or empty.
    """

    product: Product
    url: str
    code: str = ""


def one(
    subject: Subject, *, channel: Channel, language: str, settings: Settings, link: bool, note: str
) -> dict[str, Any]:
    """The fields of one product; what it has not got is an empty text.

    Args:
        subject: the product and its link.
        channel: where it is posted.
        language: of the caption.
        settings: the seller's.
        link: whether the link stands in the text.
        note: the seller's words, as long as they fit.
    """
    product = subject.product
    price = _amount(product.price, language, settings)
    cheaper = product.was and product.price and product.was.micros > product.price.micros
    seller = platforms.platforms().get(product.platform)
    return {
        "title": _short(product.title, channel),
        "price": price,
        "was": _amount(product.was, language, settings) if cheaper else "",
        "saving": wording.saving(product.was, product.price, language=language, locale=settings.locale)
        if cheaper and product.was and product.price
        else "",
        "note": note,
        "link": subject.url if link else "",
        "search": "" if link else wording.search_words(product.title, language),
        "tags": list(product.tags),
        "platform": seller.named("zh" if language.startswith("zh") else "en") if seller else product.platform,
        "code": product.code,
    }


def around(*, channel: Channel, language: str, settings: Settings, label: str, statements: list[str]) -> dict[str, Any]:
    """The fields that several products share."""
    phrases = wording.phrases(language, printed=channel.printed, code=False, seller=settings.name)
    return {
        "label": label,
        "statements": statements,
        "seller": settings.name,
        "handle": settings.handle,
        "tagline": settings.tagline,
        "channel": channel.named("zh" if language.startswith("zh") else "en"),
        "language": language,
        "phrases": {key: phrases[key] for key in ("was", "now", "search", "recommends")},
    }


def _amount(money: Any, language: str, settings: Settings) -> str:
    return wording.price(money, language=language, locale=settings.locale).text if money else ""


def _short(title: str, channel: Channel) -> str:
    """A title that leaves room for label, price and link above the fold."""
    most = max(channel.fold // 3, LEAST_TITLE) if channel.fold else max(channel.caption // 3, LEAST_TITLE)
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"
