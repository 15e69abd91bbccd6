"""What a deal may offer: the words of a command, checked before anybody is told of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from sharecli import money, slug
from sharecli.deals.model import Deal, Kind, unit_of
from sharecli.errors import BadValue, Refused
from sharecli.language import _, plural
from sharecli.money import decimal_string
from sharecli.period import stamp
from sharecli.products.model import Product
from sharecli.shell.typed import again
from sharecli.text import clean

MOST = 1000
"""Members or helpers: more than that is an audience, and cannot be kept by hand."""
LONGEST = 24 * 90
"""Hours."""
HIGHEST_SEED = (1 << 63) - 1

USUAL_SIZE, USUAL_HELPERS, USUAL_HOURS = 3, 20, 24
"""What a hint proposes."""


class ProductOff(Refused):
    """The product cannot be dealt in: it is archived, or has no price."""

    code = "no-deal-without-price"


def group(product: Product, *, price: str, size: int, hours: int, at: datetime) -> Deal:
    """A group-buy that is not kept yet.

    Args:
        product: what is sold.
        price: in a group, as it was typed.
        size: members.
        hours: until the deadline.
        at: this moment.

    Raises:
        BadValue: the price is not below the product's own, or not above zero; a group of one; no hours.
        ProductOff: the product has no price, or is archived.
    """
    alone = _alone(product)
    goal = money.amount(price, product.currency, name="price").micros
    hint = again("--price", _example(alone, product.currency))
    if goal >= alone:
        message = _("the group price {price} is not below what “{code}” costs alone: {alone}")
        raise BadValue(_filled(message, product, price=goal, alone=alone), hint=hint)
    if not goal:
        raise BadValue(_("a group price of zero is no price"), hint=hint)
    if size < 2:  # noqa: PLR2004 - a group
        message = _("a group of {size} is no group; it takes at least 2").format(size=size)
        raise BadValue(message, hint=again("--size", str(USUAL_SIZE)))
    _few(size, again("--size", str(MOST)))
    return _deal(product, Kind.group, (alone, goal), size=size, until=_end(at, hours), at=at)


def bargain(
    product: Product, *, start: str, floor: str, helpers: int, hours: int, seed: int | None, at: datetime
) -> Deal:
    """A bargain that is not kept yet.

    Args:
        product: what is sold.
        start: the price it begins at, as it was typed; empty for the product's own.
        floor: the price it ends at, as it was typed.
        helpers: how many it takes.
        hours: until the deadline.
        seed: of the cuts, or None for one that is drawn.
        at: this moment.

    Raises:
        BadValue: the floor is not below the start, the start is above the product's own price, nobody helps, a helper
            would have less than the currency's smallest unit to cut, no hours, or no such seed.
        ProductOff: the product has no price, or is archived.
    """
    own = _alone(product)
    first = money.amount(start, product.currency, name="price").micros if start else own
    goal = money.amount(floor, product.currency, name="floor").micros
    if first > own:
        message = _("{price} is above what “{code}” costs: {alone}; a price that is raised to be cut misleads")
        hint = again("--from", decimal_string(own, product.currency))
        raise BadValue(_filled(message, product, price=first, alone=own), hint=hint)
    if goal >= first:
        message = _("the floor {price} is not below the price it begins at: {alone}")
        hint = again("--floor", _example(first, product.currency))
        raise BadValue(_filled(message, product, price=goal, alone=first), hint=hint)
    units = (first - goal) // unit_of(product.currency)
    if helpers < 1:
        message = _("a bargain with {count} helpers has nobody to cut").format(count=helpers)
        raise BadValue(message, hint=again("--helpers", str(min(USUAL_HELPERS, units))))
    _few(helpers, again("--helpers", str(min(MOST, units))))
    blank = _deal(product, Kind.bargain, (first, goal), size=helpers, until=_end(at, hours), at=at)
    if units < helpers:
        message = plural(
            "{amount} {currency} cannot be cut by {count} helper: each takes at least {unit}; at most {most}",
            "{amount} {currency} cannot be cut by {count} helpers: each takes at least {unit}; at most {most}",
            helpers,
        )
        said = message.format(
            amount=decimal_string(first - goal, product.currency), currency=product.currency, count=helpers,
            unit=decimal_string(blank.unit, product.currency), most=units,
        )  # fmt: skip
        raise BadValue(said, hint=again("--helpers", str(units)))
    return replace(blank, seed=_seed(seed))


def code_of(word: str, product: Product, kind: Kind, number: int) -> str:
    """A deal's code: the seller's own word, or one made of the product's, such as ``longjing-g1``.

    Raises:
        BadValue: the word is none.
    """
    if word:
        return slug.own_word(word, hint=again("--code", "tea-for-three"))
    return f"{product.code[:32].rstrip('-')}-{kind.value[0]}{number}"


def named(deal: Deal, code: str, *, channel: str) -> Deal:
    """A deal with its code and where it is posted."""
    return replace(deal, code=code, channel=channel)


def _alone(product: Product) -> int:
    said = clean(product.code, limit=60)
    if product.status == "archived":
        message = _("“{code}” is archived").format(code=said)
        raise ProductOff(message, hint=f"sharecli product restore {product.code}")
    if product.price is None or not product.price.micros:
        message = _("“{code}” has no price that a deal could be below").format(code=said)
        raise ProductOff(message, hint=f"sharecli product edit {product.code} --price 129")
    return product.price.micros


def _deal(product: Product, kind: Kind, prices: tuple[int, int], *, size: int, until: datetime, at: datetime) -> Deal:
    start, goal = prices
    return Deal(
        "", kind, product.code, product.currency, start, goal, size, stamp(at), stamp(until), product_id=product.id
    )


def _end(at: datetime, hours: int) -> datetime:
    if not 1 <= hours <= LONGEST:
        message = _("{hours} hours is no time for a deal; 1 to {most}").format(hours=hours, most=LONGEST)
        raise BadValue(message, hint=again("--hours", str(USUAL_HOURS)))
    return at + timedelta(hours=hours)


def _few(count: int, hint: str) -> None:
    if count > MOST:
        message = _("{count} people are too many for a deal; at most {most}").format(count=count, most=MOST)
        raise BadValue(message, hint=hint)


def _seed(seed: int | None) -> int:
    if seed is None:
        import secrets

        return secrets.randbits(32)
    if not 0 <= seed <= HIGHEST_SEED:
        message = _("the seed {seed} is not a whole number from 0 to {most}")
        raise BadValue(message.format(seed=clean(str(seed), limit=40), most=HIGHEST_SEED), hint=again("--seed", "7"))
    return seed


def _example(micros: int, currency: str) -> str:
    """Some seven tenths of a price, in whole units where it has them."""
    unit = 10 ** (6 - money.digits(currency))
    coarse = money.MICROS if micros >= 10 * money.MICROS else unit
    return decimal_string(max(micros * 7 // 10 // coarse * coarse, unit), currency)


def _filled(message: str, product: Product, *, price: int, alone: int) -> str:
    return message.format(
        price=decimal_string(price, product.currency), alone=decimal_string(alone, product.currency),
        code=clean(product.code, limit=60),
    )  # fmt: skip
