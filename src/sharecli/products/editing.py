"""Changes a product by a seller's words; what is not named stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sharecli import money, slug
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.products import compose
from sharecli.products.material import be_higher, focus_of, former, note_of
from sharecli.products.model import Product, tags_of, title_of, url_of


@dataclass(frozen=True, slots=True)
class Change:
    """What a seller wants to be otherwise; an empty word, or None, changes nothing.

    Attributes:
        title: one line.
        url: where it is sold.
        price: decimal.
        currency: ISO 4217 code; another one needs another price.
        commission: a rate such as ``20%``.
        platform: a platform's key.
        new_code: another code.
        tags: instead of the tags it has; None changes nothing, no tags take them away.
        was: the former price; empty words take it away, None changes nothing.
        note: the seller's own words; empty words take them away, None changes nothing.
        focus: the point of the picture.
    """

    title: str = ""
    url: str = ""
    price: str = ""
    currency: str = ""
    commission: str = ""
    platform: str = ""
    new_code: str = ""
    tags: Sequence[str] | None = None
    was: str | None = None
    note: str | None = None
    focus: str = ""

    def __bool__(self) -> bool:
        return self != Change()


def changed(before: Product, change: Change) -> Product:
    """The product as it shall be.

    Raises:
        BadValue: a word is not what it should be, or the former price would not be higher than the price.
        Usage: a new currency without a new price.
        NotFound: no such platform.
    """
    unit = money.known_currency(change.currency) if change.currency else before.currency
    if change.currency and not change.price and before.price and unit != before.currency:
        raise Usage(
            _("a new currency needs a new price"),
            hint=f"sharecli product edit {before.code} --price … --currency {unit}",
        )
    after = replace(before, currency=unit)
    if change.title:
        after = replace(after, title=title_of(change.title))
    if change.price:
        after = replace(after, price=money.amount(change.price, unit, name="price"))
    if change.commission:
        after = replace(after, rate=money.rate(change.commission))
    if change.tags is not None:
        after = replace(after, tags=tags_of(list(change.tags)))
    if change.url or change.platform:
        link = (
            url_of(change.url, hint=f"sharecli product edit {before.code} --url https://shop.example/cup")
            if change.url
            else before.url
        )
        key, item = compose.seller_of(before, link, change.platform)
        after = replace(after, url=link, platform=key, item=item)
    if change.new_code:
        after = replace(after, code=slug.own_word(change.new_code, hint="--new-code longjing-2"))
    return _material(after, change)


def _material(after: Product, change: Change) -> Product:
    if change.was is not None:
        after = replace(after, was=former(change.was, after.price, after.currency, kept=True))
    elif after.was is not None:
        be_higher(after.was, after.price, kept=True)
    if change.note is not None:
        after = replace(after, note=note_of(change.note))
    if change.focus:
        after = replace(after, focus=focus_of(change.focus))
    return after
