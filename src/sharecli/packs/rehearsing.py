"""Says what a share would make, and refuses what it would refuse; nothing is changed."""

from collections.abc import Sequence

from sharecli.captions import writing
from sharecli.captions.fields import Subject
from sharecli.language import _
from sharecli.links import making as links, records as link_records
from sharecli.packs import resting
from sharecli.packs.model import Pack, Spot
from sharecli.packs.sharing import Outcome, Wish, home_of
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


def rehearse(desk: Desk, codes: Sequence[str], spot: Spot, wish: Wish) -> Outcome:
    """What :func:`sharecli.packs.sharing.share` would do.

    A caption is checked with the link that is there, or where there is none with the shop's; the text is not shown,
    because the link in it would be another.

    Raises:
        GroupSpared: as in earnest.
        CaptionRefused: as in earnest.
        NotFound: as in earnest.
    """
    now = settings.read(desk.store)
    at = desk.now().astimezone(now.zone)
    goods = {one.code: one for one in links.selected(desk, codes, every=False, tags=[])}
    wanted = [goods[code] for code in dict.fromkeys(links.product_of(desk, code).code for code in codes)]
    against = resting.overruled(desk, spot.group, wanted, at, force=wish.force)
    there = links.by_key(
        link_records.chosen(
            desk.store, products=list(goods), channels=[spot.channel.key], campaign=spot.content, people=[spot.person]
        )
    )
    done = Outcome()
    for one in wanted:
        link = there.get((one.code, spot.channel.key, spot.content, spot.person))
        url = links.url_of(link, now) if link else ""
        written = writing.written_for(
            [Subject(one, url or one.url, link.code if link else "")], channel=spot.channel, settings=now,
            wish=wish.caption,
        )  # fmt: skip
        caption = writing.passed([written], force=wish.force)[0]
        done.packs.append(
            Pack(
                one.code,
                spot,
                home_of(spot, wish.into, at) / spot.pack(one.code),
                link=link.code if link else "",
                url=url,
                forced=caption.forced or one.id in against,
                label=caption.labelled,
            )
        )
    done.say(*against.values(), _("a dry run: nothing was changed"))
    return done
