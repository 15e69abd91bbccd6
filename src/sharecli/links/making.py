"""Makes links: one per product, channel, campaign and person; asking again gives the same one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sharecli import slug
from sharecli.channels.model import Channel
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.links import choosing, person_records, records
from sharecli.links.model import UNLIMITED, Limits, Link
from sharecli.links.tagging import Way, seller_of
from sharecli.period import stamp
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import host_of
from sharecli.products.model import Product
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sqlite_utils import Database


Key = tuple[str, str, str, str]
"""Product, channel, campaign and person: what there is one link in use for."""


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was asked for.

    Attributes:
        link: the link.
        url: what goes into its QR code.
        product: what it sells.
        channel: where it is posted.
        new: whether it was made just now.
        taken: words of others in the shop's link in whose place ours stand now, such as ``tag=other-20``.
    """

    link: Link
    url: str
    product: Product
    channel: Channel
    new: bool
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A link that shall be there.

    Attributes:
        product: what it sells.
        channel: where it is posted.
        campaign: or empty.
        person: whose it is, or empty.
        code: the seller's own word for it; drawn where empty.
        limits: how long it leads.
    """

    product: Product
    channel: Channel
    campaign: str = ""
    person: str = ""
    code: str = ""
    limits: Limits = UNLIMITED

    @property
    def key(self) -> Key:
        """What there is one link in use for."""
        return self.product.code, self.channel.key, self.campaign, self.person


def ensure(
    desk: Desk,
    settings: Settings,
    goods: Sequence[Product],
    channels: Sequence[Channel],
    *,
    campaign: str = "",
    code: str = "",
    people: Sequence[str] = ("",),
    check: bool = False,
) -> list[Made]:
    """A link for every product, channel and person, in that order; the missing ones are made in one transaction.

    Args:
        desk: the file and the clock.
        settings: base URL and accounts.
        goods: products.
        channels: channels.
        campaign: or empty.
        code: the seller's own word, for a single link.
        people: whose links, each once; an empty word for nobody's.
        check: whether a code that is drawn ends in a check character.

    Raises:
        Usage: a code for more than one link.
        LinkTaken: the code is another link's.
        PersonUnknown: a link is missing for somebody who is not in the seller's list.
        PersonForgotten: a link is missing for somebody who is forgotten.
        BadValue: a destination leads back to the seller's own short domain.
    """
    wanted = wished(goods, channels, campaign, people, code)

    def active() -> dict[Key, Link]:
        found = records.chosen(
            desk.store,
            products={one.code for one in goods},
            channels=[channel.key for channel in channels],
            campaign=campaign,
            people=people,
        )
        return by_key(found)

    keys = [one.key for one in wanted]
    there = active()
    missing = [key for key in keys if key not in there]
    person_records.check(desk.store, dict.fromkeys(key[3] for key in missing))
    for word in filter(slug.is_number_of_somebody, (campaign, *people)):
        if any(word in key[2:] for key in missing):
            choosing.nobodys_number(word)
    if code and not missing:
        be_called(there[wanted[0].key], code)
    made: dict[Key, Made] = {}
    late = _without_account(there, goods, settings)
    taken = {link.id: words for link, _destination, words in late}
    if missing or late:
        with desk.store.writing() as db:
            for link, destination, _taken in late:
                records.move(db, link, destination, at=desk.now())
            # Another sharecli may have made some since; under the lock the answer stands.
            there = active()
            still = [one for one, key in zip(wanted, keys, strict=True) if key not in there]
            new = keep(desk, db, settings, still, check=check)
            made = dict(zip((key for key in keys if key not in there), new, strict=True))
    return [
        made.get(key)
        or Made(
            link := there[key], url_of(link, settings), one.product, one.channel, new=False,
            taken=taken.get(link.id, ()),
        )
        for one, key in zip(wanted, keys, strict=True)
    ]  # fmt: skip


def wished(
    goods: Sequence[Product], channels: Sequence[Channel], campaign: str, people: Sequence[str], code: str
) -> list[Wish]:
    """A wish for every product, channel and person, in that order.

    Raises:
        Usage: a code for more than one link.
    """
    wanted = [Wish(one, channel, campaign, person, code) for one in goods for channel in channels for person in people]
    if code and len(wanted) != 1:
        raise Usage(
            _("one code fits one link; this would be {count}").format(count=len(wanted)), hint=_("leave --code out")
        )
    return wanted


def by_key(links: Iterable[Link]) -> dict[Key, Link]:
    """Links in use, each by what it is for."""
    return {(link.product, link.channel, link.campaign, link.person): link for link in links}


def be_called(link: Link, code: str) -> None:
    """Refuse another code for what has a link.

    Raises:
        LinkTaken: the link's code is not this one.
    """
    if link.code != code:
        message = _("“{product}” has a link for {channel} already: {code}")
        raise records.LinkTaken(
            message.format(product=link.product, channel=link.channel, code=link.code),
            hint=f"sharecli link retire {link.code}",
        )


def keep(desk: Desk, db: "Database", settings: Settings, wanted: Sequence[Wish], *, check: bool = False) -> list[Made]:
    """Make a new link for each wish, in a transaction that is open.

    Args:
        desk: the file and the clock.
        db: from ``store.writing()``.
        settings: base URL and accounts.
        wanted: what has no link in use.
        check: whether a code that is drawn ends in a check character.

    Raises:
        LinkTaken: a code is another link's.
        BadValue: a destination leads back to the seller's own short domain, or is too long.
    """
    used = records.codes(desk.store) if wanted else set()
    for one in wanted:
        if one.code in used:
            raise records.taken(one.code)
    used.update(one.code for one in wanted)
    number, now = records.next_id(db), desk.now()
    at = stamp(now)
    codes = (code for code in slug.drawn(len(wanted), check=check) if code not in used)
    ways: dict[str, tuple[Way, bool]] = {}
    made = []
    for one in wanted:
        goods = one.product
        if goods.code not in ways:
            way = Way(goods.url, goods.platform, settings)
            ways[goods.code] = way, bool(settings.base_url) and _may_shorten(goods.platform, host_of(goods.url))
        way, short = ways[goods.code]
        code = one.code
        if not code:
            code = next(codes)
            used.add(code)
        place = one.channel.key
        link = Link(
            code, goods.code, goods.platform, place, one.campaign,
            way.to(code=code, product=goods.code, channel=place, campaign=one.campaign),
            "active", at, number, one.person, one.limits,
        )  # fmt: skip
        number += 1
        url = link.url(settings.base_url, shorten=short)
        made.append(Made(link, url, goods, one.channel, new=True, taken=way.taken))
    records.keep_all(db, [(one.product.id, one.link) for one in made], at=now)
    return made


def _without_account(
    there: Mapping[Key, Link], goods: Sequence[Product], settings: Settings
) -> list[tuple[Link, str, tuple[str, ...]]]:
    """Links that were made before the platform's account was set, where they shall lead now, and what that replaces.

    A link that the seller led elsewhere is left alone: only one that is exactly what was made then is made anew.
    """
    late: list[tuple[Link, str, tuple[str, ...]]] = []
    products_by_code = {one.code: one for one in goods}
    ways: dict[str, tuple[Way, Way] | None] = {}
    for link in there.values() if settings.accounts else ():
        if link.product not in ways:
            one = products_by_code[link.product]
            seller = seller_of(one.url, one.platform)
            ways[link.product] = (
                (Way(one.url, one.platform, replace(settings, accounts={})), Way(one.url, one.platform, settings))
                if settings.accounts.get(seller.key)
                else None
            )
        if pair := ways[link.product]:
            then, now = (
                way.to(code=link.code, product=link.product, channel=link.channel, campaign=link.campaign)
                for way in pair
            )
            if link.destination == then != now:
                late.append((link, now, pair[1].taken))
    return late


def url_of(link: Link, settings: Settings) -> str:
    """What goes into a link's QR code."""
    if not settings.base_url:
        return link.destination
    return link.url(settings.base_url, shorten=_may_shorten(link.platform, host_of(link.destination)))


@cache
def _may_shorten(platform: str, host: str) -> bool:
    # A link may have been led to another platform than its product's: both have a say.
    sellers = (platforms.platforms().get(platform), platforms.detect(f"https://{host}/"))
    return all(seller is None or seller.shorten for seller in sellers)
