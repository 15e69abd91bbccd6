"""What captions are to be written: the links of products, made where they are missing, and what to know beforehand."""

from collections.abc import Sequence
from itertools import groupby

from sharecli.captions.fields import Subject
from sharecli.captions.model import Caption
from sharecli.captions.writing import Wish, written_for
from sharecli.channels import loader as channels
from sharecli.language import _, plural
from sharecli.links import making, telling
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


def written(
    desk: Desk,
    products: Sequence[str],
    keys: Sequence[str],
    wish: Wish,
    *,
    campaign: str = "",
    people: Sequence[str] = (),
    together: bool = False,
) -> tuple[list[Caption], list[str]]:
    """Captions of products on channels for people, and what the seller should know; nothing is refused yet.

    Args:
        desk: the file.
        products: codes.
        keys: of the channels.
        wish: how they are wanted.
        campaign: of the links, or empty.
        people: whose links.
        together: whether one caption is about all products.

    Raises:
        NotFound: no such product, channel, tone or language.
        BadData: a template or a rule file is broken.
    """
    goods = making.selected(desk, products, every=False, tags=[])
    places = list({one.key: one for one in map(channels.find, keys)}.values())
    now = settings.read(desk.store)
    made = making.ensure(desk, now, goods, places, campaign=campaign, people=making.people_of(people))
    order = {code.strip().lower(): place for place, code in reversed(list(enumerate(products)))}
    made.sort(key=lambda one: (places.index(one.channel), one.link.person, order.get(one.product.code, 0)))
    groups = [list(group) for _key, group in groupby(made, lambda one: (one.channel.key, one.link.person))]
    parts = groups if together else [[one] for one in made]
    captions = [
        written_for(
            [Subject(one.product, one.url, one.link.code) for one in part],
            channel=part[0].channel,
            settings=now,
            wish=wish,
        )
        for part in parts
    ]
    notes = [telling.tally(made)] if any(one.new for one in made) else []
    return captions, [*notes, *telling.notes(made, now), *_remarks(captions, wish)]


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
