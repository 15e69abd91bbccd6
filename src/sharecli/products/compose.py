"""Words to a product: what a seller typed or a file says, checked and completed."""

import secrets
from collections.abc import Callable, Sequence

from sharecli import money, slug
from sharecli.platforms import loader as platforms
from sharecli.products.material import focus_of, former, note_of
from sharecli.products.model import Product, tags_of, title_of, url_of

_CODE_HINT = "--code longjing"


def product(
    *,
    url: str,
    title: str,
    price: str = "",
    currency: str = "",
    commission: str = "",
    code: str = "",
    platform: str = "",
    tags: Sequence[str] = (),
    was: str = "",
    note: str = "",
    focus: str = "",
    default_currency: str = "CNY",
    taken: Callable[[str], bool] = lambda _code: False,
) -> Product:
    """A product out of words.

    Args:
        url: its link; the platform and the item are read from it.
        title: one line.
        price: decimal, or empty.
        currency: ISO 4217 code; else the platform's; a shop of one's own has the seller's.
        commission: a rate such as ``20%``, or empty.
        code: the seller's word; made from title or item where empty.
        platform: a platform's key; found by the link's host where empty.
        tags: any number.
        was: the former price, decimal, or empty.
        note: the seller's own words, or empty.
        focus: the point of the picture, such as ``50%,30%`` or ``top``; the middle where empty.
        default_currency: the seller's.
        taken: whether a code is another product's; asked only for a code that is made here.

    Raises:
        BadValue: one of the words is not what it should be.
        NotFound: no such platform.
    """
    link = url_of(url)
    seller = platforms.find(platform) if platform else platforms.detect(link)
    own_shop = seller.key == platforms.OWN_SHOP
    unit = money.known_currency(currency or (default_currency if own_shop else seller.currency) or default_currency)
    name = title_of(title)
    item = seller.item_in(link)
    now = money.amount(price, unit, name="price") if price.strip() else None
    return Product(
        code=slug.own_word(code, hint=_CODE_HINT)
        if code.strip()
        else _made(name, f"{seller.key}-{item}" if item else "", taken),
        title=name,
        price=now,
        currency=unit,
        rate=money.rate(commission) if commission.strip() else None,
        platform=seller.key,
        item=item,
        url=link,
        tags=tags_of(list(tags)),
        was=former(was, now, unit),
        note=note_of(note),
        focus=focus_of(focus),
    )


def seller_of(before: Product, link: str, platform: str = "") -> tuple[str, str]:
    """The platform of a kept product and its number there, under a link that may be another.

    A platform that was set by hand, where the old link did not tell, stays as long as the new one does not tell either.

    Args:
        before: the kept product.
        link: its link from now on, normalised.
        platform: a platform's key, where one is named.

    Raises:
        NotFound: no such platform.
    """
    if platform.strip():
        seller = platforms.find(platform)
        return seller.key, seller.item_in(link)
    if link == before.url:
        return before.platform, before.item
    seller = platforms.detect(link)
    if seller.key == platforms.OWN_SHOP and platforms.detect(before.url).key != before.platform:
        kept = platforms.platforms().get(before.platform)
        return before.platform, kept.item_in(link) if kept else ""
    return seller.key, seller.item_in(link)


def _made(title: str, item: str, taken: Callable[[str], bool]) -> str:
    base = slug.from_words(title) or slug.from_words(item) or f"p-{slug.draw()}"
    if base in slug.RESERVED:
        base = f"{base}-1"
    for ending in ("", *(f"-{number}" for number in range(2, 100))):
        if not taken(base + ending):
            return base + ending
    return f"{base[:32]}-{secrets.token_hex(3)}"
