"""Shares products in one place: refused first, then made, then noted in the diary, one product after another."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sharecli.batches.jobs import Job
from sharecli.batches.running import told
from sharecli.captions import ordering, writing
from sharecli.captions.model import Caption
from sharecli.errors import PartFailed, SharecliError, Stopped
from sharecli.language import _, plural
from sharecli.links import choosing, making as links
from sharecli.links.making import Made
from sharecli.packs import making, records, resting
from sharecli.packs.model import Pack, Spot
from sharecli.period import stamp
from sharecli.posters import making as posters
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sharecli.posters.render import Studio

FOLDER = Path("shares")


@dataclass(frozen=True, slots=True)
class Wish:
    """How packs are wanted.

    Attributes:
        caption: how the captions.
        words: the recommendation on the poster; empty for the product's.
        into: the folder of all days.
        poster: whether there is one.
        code: whether there is a code beside it, where the channel allows one.
        force: whether groups and rules are overruled.
        at: the moment for which it is planned, with the seller's zone; None for now.
    """

    caption: writing.Wish = field(default_factory=writing.Wish)
    words: str = ""
    into: Path = FOLDER
    poster: bool = True
    code: bool = True
    force: bool = False
    at: datetime | None = None

    def moment(self, desk: Desk, zone: ZoneInfo) -> datetime:
        """When it is shared, on the seller's clock: as of then a group is spared, and that the diary has."""
        return self.at or desk.now().astimezone(zone)


@dataclass(slots=True)
class Outcome:
    """What became of a command, or of some of a plan.

    Attributes:
        packs: what was made and noted.
        failed: what was not: the product's code and why.
        notes: what the seller should know, each once.
    """

    packs: list[Pack] = field(default_factory=list)
    failed: list[tuple[str, SharecliError]] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def say(self, *sentences: str) -> None:
        """Note sentences that were not said yet."""
        self.notes |= dict.fromkeys(sentences)

    def failure(self) -> PartFailed | None:
        """The error where some failed, and None where none did."""
        if not self.failed:
            return None
        words = plural(
            "{count} share of {total} was not made: {names}", "{count} shares of {total} were not made: {names}",
            len(self.failed),
        )  # fmt: skip
        shown = ", ".join(dict.fromkeys(code for code, _error in self.failed))
        total = len(self.failed) + len(self.packs)
        return PartFailed(words.format(count=len(self.failed), total=total, names=shown), hint=self.failed[0][1].hint)

    def stopped(self) -> Stopped:
        """The error where Ctrl-C came in between."""
        count = len(self.packs)
        words = plural("stopped: {count} share is in the diary", "stopped: {count} shares are in the diary", count)
        return Stopped(words.format(count=count), hint="sharecli share log --period today")


def share(desk: Desk, codes: Sequence[str], spot: Spot, wish: Wish) -> Outcome:
    """Make a pack of each product and note it; what fails is told, and the others are kept.

    Args:
        desk: the file and the clock.
        codes: product codes, in the order in which they are to be posted.
        spot: where.
        wish: how.

    Raises:
        GroupSpared: the group shall be spared one of them; nothing is made.
        CaptionRefused: a rule finds an error in a caption; nothing is made.
        NotFound: no such product, tone or language.
        Stopped: Ctrl-C.
        SharecliError: the one product that was asked for cannot be made.
    """
    now = settings.read(desk.store)
    at = wish.moment(desk, now.zone)
    goods = in_order(desk, codes)
    against = resting.overruled(desk, spot.group, goods, at, force=wish.force)
    written, notes = ordering.written(
        desk, [one.code for one in goods], [spot.channel.key], wish.caption, campaign=spot.content,
        people=[spot.person] if spot.person else [], force=wish.force,
    )  # fmt: skip
    captions = {one.product[0]: one for one in written}
    done = Outcome()
    done.say(*notes, *(_("warning: {why}; forced, and the diary says so").format(why=one) for one in against.values()))
    made = links.ensure(desk, now, goods, [spot.channel], campaign=spot.content, people=(spot.person,))
    if wish.poster or wish.code:
        done.say(*posters.remarks(made, now))
    with ExitStack() as stack:
        bench = _Bench(desk, now, wish, stack)
        for one in made:
            try:
                done.packs.append(_shared(desk, one, spot, captions[one.product.code], bench, done, against, at))
            except SharecliError as error:
                if len(made) == 1:
                    raise
                done.failed.append((one.product.code, error))
                done.say(_("{where}: {why}").format(where=one.product.code, why=error.message))
            except KeyboardInterrupt:
                raise done.stopped() from None
        done.say(*bench.emoji.remarks())
    for pack in done.packs:
        done.say(told(len(pack.files), 0, pack.folder))
    return done


def in_order(desk: Desk, codes: Sequence[str]) -> list[Product]:
    """The products of these codes, each once.

    Raises:
        NotFound: there is no such product.
        ProductArchived: one is off the list.
    """
    found = {one.code: one for one in choosing.selected(desk, codes, every=False, tags=[])}
    return [found[code] for code in dict.fromkeys(choosing.product_of(desk, code).code for code in codes)]


def home_of(spot: Spot, into: Path, at: datetime) -> Path:
    """The folder of a place on a day of the seller's calendar."""
    return into / f"{at:%Y-%m-%d}" / spot.folder


def _shared(
    desk: Desk, made: Made, spot: Spot, caption: Caption, bench: "_Bench", done: Outcome, against: dict[int, str],
    at: datetime,
) -> Pack:  # fmt: skip
    wish, code = bench.wish, made.product.code
    folder = None
    with making.waiting(home_of(spot, wish.into, at), caption.text, bench.jobs(made)) as (place, remarks):
        try:
            with desk.store.writing() as db:
                # Under the lock: another sharecli may have shared it there since.
                late = resting.overruled(desk, spot.group, [made.product], at, force=wish.force)
                forced = caption.forced or made.product.id in against | late
                folder = making.placed(place, spot.pack(code))
                records.note(db, made, spot, folder, at=at, forced=forced, label=caption.labelled)
        except BaseException:
            if folder is not None:  # what the diary does not know is not there
                shutil.rmtree(folder, ignore_errors=True)
            raise
        done.say(*remarks)
        return Pack(
            code, spot, folder, making.names(folder), made.link.code, made.url, caption.text, forced, caption.labelled,
            stamp(at),
        )  # fmt: skip


class _Bench:
    """Where posters and codes are drawn; the studio opens when the first poster is wanted."""

    def __init__(self, desk: Desk, now: Settings, wish: Wish, stack: ExitStack) -> None:
        self.wish, self.emoji = wish, posters.Emoji()
        self._desk, self._now, self._stack = desk, now, stack
        self._studio: Studio | None = None

    def jobs(self, made: Made) -> list[Job]:
        """What of a product is to be drawn."""
        order, wish = posters.Order(made), self.wish
        found: list[Job] = []
        if wish.poster:
            manner = posters.manner(self._now, label=wish.caption.label, words=wish.words, name=making.POSTER)
            found += posters.poster_jobs(self._open(), [order], manner, self.emoji)
        if wish.code and made.channel.qr:
            found += posters.code_jobs([order], posters.manner(self._now, template=None, name=making.CODE))
        return found

    def _open(self) -> "Studio":
        if self._studio is None:
            from sharecli.posters.render import Studio
            from sharecli.products import records as products

            avatar = settings.avatar(self._desk.store) if self._now.avatar else None
            studio = Studio(lambda image: products.jpeg(self._desk.store, image), avatar=avatar)
            self._studio = self._stack.enter_context(studio)
        return self._studio
