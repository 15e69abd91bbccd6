"""What captions are to be written: all of them are rendered and checked before a link is made for any."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sharecli.captions.fields import Subject
from sharecli.captions.foreseeing import foreseen
from sharecli.captions.model import Caption
from sharecli.captions.writing import Wish, passed, written_for
from sharecli.channels import loader as channels
from sharecli.channels.model import Channel
from sharecli.language import _, plural
from sharecli.links import choosing, making, telling
from sharecli.links.making import Made
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class _Order:
    """Captions that are wanted."""

    products: Sequence[str]
    goods: Sequence[Product]
    places: list[Channel]
    people: Sequence[str]
    campaign: str
    wish: Wish
    together: bool
    now: Settings

    def foreseen(self, desk: Desk) -> list[Made]:
        return self._sorted(
            foreseen(desk, self.now, self.goods, self.places, campaign=self.campaign, people=self.people)
        )

    def made(self, desk: Desk) -> list[Made]:
        return self._sorted(
            making.ensure(desk, self.now, self.goods, self.places, campaign=self.campaign, people=self.people)
        )

    def captions(self, made: Sequence[Made], *, force: bool) -> list[Caption]:
        groups = [list(group) for _key, group in groupby(made, lambda one: (one.channel.key, one.link.person))]
        parts = groups if self.together else [[one] for one in made]
        written = [
            written_for(
                [Subject(one.product, one.url, one.link.code) for one in part],
                channel=part[0].channel,
                settings=self.now,
                wish=self.wish,
            )
            for part in parts
        ]
        return passed(written, force=force)

    def _sorted(self, made: list[Made]) -> list[Made]:
        order = {code.strip().lower(): place for place, code in reversed(list(enumerate(self.products)))}
        return sorted(
            made, key=lambda one: (self.places.index(one.channel), one.link.person, order.get(one.product.code, 0))
        )


def written(
    desk: Desk,
    products: Sequence[str],
    keys: Sequence[str],
    wish: Wish,
    *,
    campaign: str = "",
    people: Sequence[str] = (),
    together: bool = False,
    force: bool = False,
) -> tuple[list[Caption], list[str]]:
    """Captions of products on channels for people, and what the seller should know; their links are made.

    Args:
        desk: the file.
        products: codes.
        keys: of the channels.
        wish: how they are wanted.
        campaign: of the links, or empty.
        people: whose links.
        together: whether one caption is about all products.
        force: whether an error that a rule finds is overruled.

    Raises:
        CaptionRefused: a rule finds an error; as with all that follow, no link was made.
        NotFound: no such product, channel, tone or language.
        BadData: a template or a rule file is broken.
    """
    order = _order(desk, products, keys, wish, campaign=campaign, people=people, together=together)
    before = order.foreseen(desk)
    captions = order.captions(before, force=force)
    made = order.made(desk)
    if [one.url for one in made] != [one.url for one in before]:
        captions = order.captions(made, force=force)
    notes = [telling.tally(made)] if any(one.new for one in made) else []
    return captions, [*notes, *telling.notes(made, order.now), *_remarks(captions, wish)]


def rehearsed(
    desk: Desk,
    products: Sequence[str],
    keys: Sequence[str],
    wish: Wish,
    *,
    campaign: str = "",
    people: Sequence[str] = (),
    force: bool = False,
) -> list[tuple[Made, Caption]]:
    """What :func:`written` would write, each caption with its link or a stand-in; nothing is changed.

    Raises:
        CaptionRefused: as there.
        NotFound: as there.
        BadData: as there.
    """
    order = _order(desk, products, keys, wish, campaign=campaign, people=people)
    made = order.foreseen(desk)
    return list(zip(made, order.captions(made, force=force), strict=True))


def _order(
    desk: Desk,
    products: Sequence[str],
    keys: Sequence[str],
    wish: Wish,
    *,
    campaign: str,
    people: Sequence[str],
    together: bool = False,
) -> _Order:
    return _Order(
        products,
        choosing.selected(desk, products, every=False, tags=[]),
        list({one.key: one for one in map(channels.find, keys)}.values()),
        choosing.people_of(people),
        campaign,
        wish,
        together,
        settings.read(desk.store),
    )


def _remarks(captions: Sequence[Caption], wish: Wish) -> list[str]:
    """What the rules say beside errors, each once, and what they are not."""
    said = dict.fromkeys((one.rule, one.words, one.why, one.source) for made in captions for one in made.findings)
    notes = [
        _("{rule}: {what}{why} ({source})").format(
            rule=rule, what=f"“{words}”: " if words else "", why=why, source=source
        )
        for rule, words, why, source in said
    ]
    if not wish.label:
        notes.append(_("warning: no ad label; the answer records it"))
    if other := sorted({one.language for one in captions if one.tone != wish.tone}):
        words = _("no template “{tone}” for {languages}: the plain one was taken")
        notes.append(words.format(tone=wish.tone, languages=", ".join(other)))
    if said:
        count = len(said)
        words = plural("{count} finding; ", "{count} findings; ", count).format(count=count)
        notes.append(words + disclaimer())
    return notes


def disclaimer() -> str:
    """What a check of words is not."""
    return _("the check knows words, not your case: it is no legal advice")
