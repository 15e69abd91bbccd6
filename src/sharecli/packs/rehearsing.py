"""Says what a share would make, and refuses what it would refuse; nothing is changed."""

from collections.abc import Sequence

from sharecli.captions import ordering
from sharecli.language import _
from sharecli.packs import resting
from sharecli.packs.model import Pack, Spot
from sharecli.packs.sharing import Outcome, Wish, home_of, in_order
from sharecli.people.sparing import Shared
from sharecli.period import stamp
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


def rehearse(
    desk: Desk, codes: Sequence[str], spot: Spot, wish: Wish, *, before: dict[int, list[Shared]] | None = None
) -> Outcome:
    """What :func:`sharecli.packs.sharing.share` would do.

    A caption is checked with the link that is there, or where there is none with a stand-in; the text is not shown,
    because the link in it would be another.

    Args:
        desk: the file and the clock.
        codes: product codes, in the order in which they are to be posted.
        spot: where.
        wish: how.
        before: what was rehearsed before this, by the group's number: it counts as shared. This one is added.

    Raises:
        GroupSpared: as in earnest.
        CaptionRefused: as in earnest.
        NotFound: as in earnest.
    """
    at = wish.moment(desk, settings.read(desk.store).zone)
    goods = in_order(desk, codes)
    there = [] if before is None or spot.group is None else before.setdefault(spot.group.id, [])
    against = resting.overruled(desk, spot.group, goods, at, force=wish.force, besides=there)
    written = ordering.rehearsed(
        desk, [one.code for one in goods], [spot.channel.key], wish.caption, campaign=spot.content,
        people=[spot.person] if spot.person else [], force=wish.force,
    )  # fmt: skip
    there += [Shared(one.id, stamp(at)) for one in goods]
    done = Outcome()
    for made, caption in written:
        code = made.product.code
        done.packs.append(
            Pack(
                code,
                spot,
                home_of(spot, wish.into, at) / spot.pack(code),
                link="" if made.new else made.link.code,
                url="" if made.new else made.url,
                forced=caption.forced or made.product.id in against,
                label=caption.labelled,
            )
        )
    done.say(*against.values(), _("a dry run: nothing was changed"))
    return done
