"""From a mixed list to what is to be made: products, channels and people are looked up, links are made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sharecli import slug
from sharecli.batches import listing
from sharecli.batches.listing import Listing, Wanted
from sharecli.batches.naming import Pattern
from sharecli.channels import loader as channels
from sharecli.channels.model import Channel
from sharecli.errors import NothingReadable, PartFailed, RowProblem, SharecliError
from sharecli.language import _, plural
from sharecli.links import choosing, making as links
from sharecli.links.making import Made
from sharecli.places import expanded
from sharecli.posters import ordering, templates
from sharecli.posters.ordering import Order, named
from sharecli.posters.whose import Whose
from sharecli.products import records as products
from sharecli.products.intake import sentence
from sharecli.products.material import note_of
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class _Found:
    """A row whose words mean something."""

    row: Wanted
    product: Product
    channels: tuple[Channel, ...]
    campaign: str
    people: tuple[str, ...]


def orders_from(
    desk: Desk,
    source: Path,
    keys: Sequence[str],
    campaign: str,
    people: Sequence[str],
    *,
    name: str = "",
    code: bool | None = None,
    bare: bool = False,
) -> tuple[list[Order], list[str], Settings, PartFailed | None]:
    """What a list asks for, in its order, what the seller should know, and what of it cannot be made.

    Args:
        desk: the file.
        source: the list; ``-`` reads the standard input.
        keys: channels for rows that name none.
        campaign: for rows that name none.
        people: for rows that name none.
        name: of the files, a pattern, for rows that have none.
        code: whether codes were asked for; None for what each channel allows.
        bare: whether codes alone are made, for which templates, canvases and words mean nothing.

    Raises:
        Usage: the pattern of names is none.
        UnknownFile: the list cannot be read.
        NothingReadable: not one row can be made.
        PersonUnknown: a link is missing for somebody of the command's who is not in the seller's list.
        PersonForgotten: a link is missing for somebody of the command's who is forgotten.
        BadValue: a link is missing, and the command's campaign or person looks like somebody's number.
    """
    listed = listing.read(expanded(source))
    now = settings.read(desk.store)
    usual = (tuple(map(channels.find, keys)), campaign, tuple(choosing.people_of(people)))
    problems = list(listed.problems)
    found: list[_Found] = []
    whose = Whose(desk)
    names = _Names(Pattern.read(name) if name else None, bare=bare)
    for row in listed.rows:
        one = _found(desk, listed, row, usual, whose)
        if isinstance(one, RowProblem):
            problems.append(one)
        elif why := names.clash(one):
            problems.append(listed.problem(row, "name", why))
        else:
            found.append(one)
    said = [sentence(problem) for problem in sorted(problems, key=lambda one: one.line)]
    if not found:
        message = _("no row of “{file}” can be made").format(file=source.name)
        raise NothingReadable(message, hint=said[0] if said else _("the list has no rows"))
    made = _made(desk, now, found)
    orders = [
        Order(made[one.product.code, channel.key, one.campaign, person], one.row.template, one.row.canvas,
              one.row.words, one.row.name)
        for one in found for channel in one.channels for person in one.people
    ]  # fmt: skip
    notes = ordering.remarks([order.made for order in orders], now, code=code)
    if listed.unknown:
        words = _("columns that mean nothing here: {names}")
        notes.append(words.format(names=", ".join(listed.unknown)))
    return orders, [*notes, *said], now, _failure(problems, len(listed.rows) + len(listed.problems))


class _Names:
    """The names of the files that the rows ask for. Links are made for rows alone that can have theirs."""

    def __init__(self, pattern: Pattern | None, *, bare: bool) -> None:
        self._pattern, self._bare = pattern, bare
        self._taken: dict[str, tuple[tuple[str, ...], int]] = {}
        self._count = 0

    def clash(self, one: _Found) -> str:
        """Why a row's files cannot have their names beside those of earlier rows; empty where they can."""
        mine: dict[str, tuple[tuple[str, ...], int]] = {}
        wanted = [(channel, person) for channel in one.channels for person in one.people]
        for number, (channel, person) in enumerate(wanted, start=self._count + 1):
            name, what = self._named(one, channel, person, number)
            other, line = mine.get(name.lower()) or self._taken.get(name.lower()) or (what, 0)
            if other != what:
                words = _("its file would be {name}, as that of line {line}")
                return words.format(name=name, line=line)
            mine.setdefault(name.lower(), (what, one.row.line))
        self._taken = mine | self._taken
        self._count += len(wanted)
        return ""

    def _named(self, one: _Found, channel: Channel, person: str, number: int) -> tuple[str, tuple[str, ...]]:
        """A file's name, and everything by which its picture may differ from another."""
        link = (one.product.code, channel.key, one.campaign, person)
        canvas = channels.canvas_of(channel, one.row.canvas).name
        name = named(
            Pattern.read(one.row.name) if one.row.name else self._pattern, one.product, channel.key,
            campaign=one.campaign, person=person, n=number, canvas=canvas, template=one.row.template,
            link="_".join(link),  # it has none yet; this one is nobody else's either
        )  # fmt: skip
        return name, link if self._bare else (*link, canvas, one.row.template, one.row.words)


def _found(
    desk: Desk, listed: Listing, row: Wanted, usual: tuple[tuple[Channel, ...], str, tuple[str, ...]], whose: Whose
) -> _Found | RowProblem:
    field = "product"
    try:
        product = products.find(desk.store, row.product)
        if product.status == "archived":
            return listed.problem(row, field, _("is archived"))
        field = "channel"
        places = (channels.find(row.channel),) if row.channel else usual[0]
        if not places:
            return listed.problem(row, field, _("no channel is named, neither here nor by --channel"))
        field = "campaign"
        campaign = (
            slug.own_word(row.campaign.replace(" ", "-"), hint="", what=_("the campaign")) if row.campaign else usual[1]
        )
        field = "person"
        people = (slug.own_word(row.person, hint="", what=_("the person")),) if row.person else usual[2]
        whose.see(product, places, campaign, people)
        field = "campaign"
        whose.see_campaign(product, places, campaign, people)
        # The rest is looked at now, too: a slip is named by its line, and no link is made for it.
        field = "template"
        template = templates.find(row.template).key if row.template else ""
        field = "canvas"
        for place in places:
            channels.canvas_of(place, row.canvas)
        field = "words"
        words = note_of(row.words, what=_("your recommendation"))
        field = "name"
        if row.name:
            Pattern.read(row.name)
        return _Found(replace(row, words=words, template=template), product, places, campaign, people)
    except SharecliError as error:
        if field in {"person", "campaign"} and not getattr(row, field):
            raise  # the command's own word: no row can mend it
        return listed.problem(row, field, error.message)


def _made(desk: Desk, now: Settings, found: Sequence[_Found]) -> dict[tuple[str, str, str, str], Made]:
    """The links by product, channel, campaign and person; rows that differ in the product alone go together."""
    wanted: dict[tuple[str, str, str], dict[str, Product]] = {}
    places = {channel.key: channel for one in found for channel in one.channels}
    for one in found:
        for channel in one.channels:
            for person in one.people:
                wanted.setdefault((channel.key, one.campaign, person), {})[one.product.code] = one.product
    made: dict[tuple[str, str, str, str], Made] = {}
    for (key, campaign, person), goods in wanted.items():
        there = links.ensure(desk, now, list(goods.values()), [places[key]], campaign=campaign, people=[person])
        made |= {(link.product.code, key, campaign, person): link for link in there}
    return made


def _failure(problems: Sequence[RowProblem], total: int) -> PartFailed | None:
    if not problems:
        return None
    words = plural(
        "{count} row of {total} was left out, the others were made",
        "{count} rows of {total} were left out, the others were made",
        len(problems),
    )
    return PartFailed(words.format(count=len(problems), total=total), hint=_("mend these rows and run it again"))
