"""Says what a share would make, and refuses what it would refuse; nothing is changed."""

from collections.abc import Sequence

from sharecli.captions import ordering
from sharecli.language import _
from sharecli.packs import resting
from sharecli.packs.model import Pack, Spot
from sharecli.packs.sharing import Outcome, Wish, home_of, in_order
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


def rehearse(desk: Desk, codes: Sequence[str], spot: Spot, wish: Wish) -> Outcome:
    """What :func:`sharecli.packs.sharing.share` would do.

    A caption is checked with the link that is there, or where there is none with a stand-in; the text is not shown,
    because the link in it would be another.

    Raises:
        GroupSpared: as in earnest.
        CaptionRefused: as in earnest.
        NotFound: as in earnest.
    """
    at = wish.moment(desk, settings.read(desk.store).zone)
    goods = in_order(desk, codes)
    against = resting.overruled(desk, spot.group, goods, at, force=wish.force)
    written = ordering.rehearsed(
        desk, [one.code for one in goods], [spot.channel.key], wish.caption, campaign=spot.content,
        people=[spot.person] if spot.person else [], force=wish.force,
    )  # fmt: skip
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
