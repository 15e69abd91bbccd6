"""The links that captions will have: those that are there, and stand-ins of the same length for those to be made."""

from collections.abc import Sequence

from sharecli import slug
from sharecli.channels.model import Channel
from sharecli.links import making, person_records, records
from sharecli.links.making import Made, Wish
from sharecli.links.model import Link
from sharecli.links.tagging import Way
from sharecli.products.model import Product
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk


def foreseen(
    desk: Desk,
    settings: Settings,
    goods: Sequence[Product],
    channels: Sequence[Channel],
    *,
    campaign: str = "",
    people: Sequence[str] = ("",),
) -> list[Made]:
    """What :func:`sharecli.links.making.ensure` would give; nothing is written, so a refusal leaves no link behind.

    Args:
        desk: the file.
        settings: base URL and accounts.
        goods: products.
        channels: channels.
        campaign: or empty.
        people: whose links, each once; an empty word for nobody's.

    Returns:
        In the same order. What is not there yet is ``new``, and its code was drawn for a look only.

    Raises:
        PersonUnknown: a link is missing for somebody who is not in the seller's list.
        PersonForgotten: a link is missing for somebody who is forgotten.
        BadValue: a destination leads back to the seller's own short domain, or is too long.
    """
    wanted = [Wish(one, channel, campaign, person) for one in goods for channel in channels for person in people]
    there = making.by_key(
        records.chosen(
            desk.store,
            products={one.code for one in goods},
            channels=[channel.key for channel in channels],
            campaign=campaign,
            people=people,
        )
    )
    missing = [one for one in wanted if one.key not in there]
    person_records.check(desk.store, (one.person for one in missing))
    codes = slug.drawn(max(len(missing), 1))
    found = []
    for one in wanted:
        link = there.get(one.key)
        new = link is None
        if link is None:
            link = _stand_in(one, next(codes), settings)
        found.append(Made(link, making.url_of(link, settings), one.product, one.channel, new=new))
    return found


def _stand_in(one: Wish, code: str, settings: Settings) -> Link:
    goods, place = one.product, one.channel.key
    way = Way(goods.url, goods.platform, settings)
    there = way.to(code=code, product=goods.code, channel=place, campaign=one.campaign)
    return Link(code, goods.code, goods.platform, place, one.campaign, there, "active", "", person=one.person)
