"""A poster: what stands on it, as the template takes it. Pure."""

import json
import re
from dataclasses import dataclass
from typing import Any

from sharecli.channels.model import Channel
from sharecli.money import SYMBOLS, grouped
from sharecli.products.model import Product

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORDS = {
    "zh": {"touch": "长按或扫码查看", "print": "扫码查看", "search": "搜"},
    "en": {"touch": "Scan to see it", "print": "Scan to see it", "search": "Search"},
}
_ELSEWHERE = {("zh", "USD"): "US$", ("zh", "JPY"): "JP¥", ("en", "CNY"): "CN¥"}
"""Symbols that would be taken for another currency's by readers of that language."""

_LONGEST_SEARCH = 18


@dataclass(frozen=True, slots=True)
class Poster:
    """What one poster says.

    Attributes:
        name: the file's name without its ending.
        product: the product's code.
        channel: the channel's key.
        link: the link's code.
        url: what the QR code holds; empty where the channel wants no code.
        language: ``zh`` or ``en``.
        title: of the product.
        price_symbol: such as ``¥``.
        price_amount: such as ``1,299``; empty without a price.
        label: the ad label.
        seller: the seller's name, or empty.
        tagline: or empty.
        call: the call to action; empty without a QR code.
        search: what to search for where there is no code.
        image: SHA-256 of the product's picture, or empty.
        width: pixels.
        height: pixels.
        safe_top: pixels at the top that the app covers.
        safe_bottom: pixels at the bottom that the app covers.
        dots_per_inch: written into the file.
    """

    name: str
    product: str
    channel: str
    link: str
    url: str
    language: str
    title: str
    price_symbol: str
    price_amount: str
    label: str
    seller: str
    tagline: str
    call: str
    search: str
    image: str
    width: int
    height: int
    safe_top: int
    safe_bottom: int
    dots_per_inch: int

    def data(self, *, fonts: tuple[str, ...], image: str, qr: dict[str, Any] | None) -> str:
        """What the template takes, as JSON.

        Args:
            fonts: family names, the preferred one first.
            image: the picture's path from the root of the template's folder, or empty.
            qr: ``svg`` and ``modules`` of the code, or None.
        """
        return json.dumps(
            {
                "width": self.width,
                "height": self.height,
                "safe_top": self.safe_top,
                "safe_bottom": self.safe_bottom,
                "lang": self.language,
                "title": self.title,
                "price_symbol": self.price_symbol,
                "price_amount": self.price_amount,
                "label": self.label,
                "seller": self.seller,
                "tagline": self.tagline,
                "cta": self.call,
                "image": image or None,
                "qr": qr,
                "search": self.search or None,
                "search_hint": _WORDS[self.language]["search"],
                "fonts": list(fonts),
            },
            ensure_ascii=False,
        )


def file_name(product: str, channel: str, campaign: str) -> str:
    """A picture's name without its ending; "_" stands in no code, so a campaign is never taken for a channel."""
    return f"{product}-{channel}" + (f"_{campaign}" if campaign else "")


def compose(
    product: Product, channel: Channel, *, link: str, url: str, campaign: str, seller: str, tagline: str
) -> Poster:
    """A poster for a product on a channel, in the language of the product's title.

    Args:
        product: what it shows.
        channel: its canvas, and whether a QR code may stand there.
        link: the link's code.
        url: what goes into the QR code.
        campaign: or empty.
        seller: the seller's name, or empty.
        tagline: or empty.
    """
    language = "zh" if _HAN.search(product.title) else "en"
    symbol, amount = _price(product, language)
    return Poster(
        name=file_name(product.code, channel.key, campaign),
        product=product.code,
        channel=channel.key,
        link=link,
        url=url if channel.qr else "",
        language=language,
        title=product.title,
        price_symbol=symbol,
        price_amount=amount,
        label=channel.label(language),
        seller=seller,
        tagline=tagline,
        call=_WORDS[language]["print" if channel.printed else "touch"] if channel.qr else "",
        search="" if channel.qr else _search(product.title),
        image=product.image,
        width=channel.width,
        height=channel.height,
        safe_top=channel.safe_top,
        safe_bottom=channel.safe_bottom,
        dots_per_inch=channel.dots_per_inch,
    )


def _price(product: Product, language: str) -> tuple[str, str]:
    if product.price is None:
        return "", ""
    currency = product.currency
    symbol = _ELSEWHERE.get((language, currency)) or SYMBOLS.get(currency) or f"{currency} "
    amount = grouped(product.price.micros, currency)
    whole, _point, cents = amount.partition(".")
    return symbol, whole if not cents.strip("0") else amount


def _search(title: str) -> str:
    """The first words of a title, as one would type them."""
    first = re.split(r"[,，。;；:：|(（\[【!！]", title)[0].strip() or title
    if len(first) <= _LONGEST_SEARCH:
        return first
    cut = first[:_LONGEST_SEARCH]
    return (cut.rpartition(" ")[0] or cut).strip()
