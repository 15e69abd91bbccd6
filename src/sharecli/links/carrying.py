"""Gives links to backends: which may go, what goes along, and what the seller should know before."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sharecli.backends import carried_records, handing, records as backends
from sharecli.backends.handing import Done, Errand
from sharecli.backends.model import Backend, Carried, Kind
from sharecli.channels import loader as channels
from sharecli.errors import NotFound, PartFailed, Refused, SharecliError, Usage
from sharecli.language import _, plural
from sharecli.links import records
from sharecli.links.model import UNLIMITED, Link
from sharecli.period import local
from sharecli.platforms import loader as platforms
from sharecli.products import records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.shell.progress import watched

Row = dict[str, str | int | bool | None]


class ShorteningForbidden(Refused):
    """The platform forbids that its links go through a short one."""

    code = "shortening-forbidden"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Links on their way to a backend.

    Attributes:
        backend: with its row.
        errands: what goes.
        notes: what the seller should know.
    """

    backend: Backend
    errands: list[Errand]
    notes: list[str]


def chosen(desk: Desk, codes: Sequence[str], *, every: bool) -> list[Link]:
    """The links a command is about, in use.

    Raises:
        Usage: none was named, or both codes and ``--all``.
        NotFound: a code that does not exist.
        Refused: a named link is retired.
    """
    if bool(codes) == every:
        raise Usage(_("either links by their codes, or --all"), hint="sharecli link push --all --to NAME")
    if every:
        return records.chosen(desk.store)
    found = list({one.id: one for one in (records.find(desk.store, code) for code in codes)}.values())
    if retired := next((one for one in found if one.status == "retired"), None):
        message = _("“{code}” is retired").format(code=retired.code)
        raise Refused(message, hint="sharecli link list")
    return found


def packed(desk: Desk, links: Sequence[Link], name: str) -> Parcel:
    """Links made ready for a backend; those whose platform forbids short links stay behind, and the notes say so.

    Raises:
        NotFound: there is no such backend.
        ShorteningForbidden: not one of them may go.
    """
    backend = backends.find(desk.store, name)
    notes = handing.told_of(backend)
    if backend.kind is Kind.public:
        notes += _strangers_warnings(links)
    may, rules = _allowed(links)
    if links and not may:
        raise ShorteningForbidden(rules[0], hint="sharecli link list")
    if limited := sum(one.limits != UNLIMITED for one in may):
        words = plural(
            "{count} link has dates or a most of clicks, which hold on your own domain alone",
            "{count} links have dates or a most of clicks, which hold on your own domain alone",
            limited,
        )
        notes.append(words.format(count=limited))
    notes += _rest(desk, backend)
    titles = {one.code: one.title for one in products.chosen(desk.store, archived=None)}
    errands = [_errand(one, titles.get(one.product, "")) for one in may]
    return Parcel(handing.ready(desk.store, backend, at=desk.now()), errands, notes + rules)


def _rest(desk: Desk, backend: Backend) -> list[str]:
    until = handing.rests_until(desk.store, backend, at=desk.now())
    if not until:
        return []
    words = _("“{name}” was asked too often and wants rest until {moment}; nothing is sent there before")
    moment = local(until, settings.read(desk.store).zone)
    return [words.format(name=backend.name, moment=f"{moment:%Y-%m-%d %H:%M:%S}")]


def handed_over(desk: Desk, parcel: Parcel) -> Iterator[Done]:
    """Hand them over one by one, with a bar.

    Raises:
        CarrierKey: there is no key.
        KeyExposed: others can read it.
    """
    work = handing.hand_over(desk.store, parcel.backend, parcel.errands, at=desk.now())
    return watched(work, total=len(parcel.errands), what=_("links"))


def pending(desk: Desk, name: str) -> list[tuple[str, list[Link]]]:
    """Links in use that wait for a backend, or lead elsewhere by now, by the backend's name.

    Args:
        desk: the file.
        name: only this backend's; all where empty.
    """
    only = backends.find(desk.store, name).name if name else ""
    there = {one.id for one in backends.chosen(desk.store, used=True)}
    found = [
        one
        for one in carried_records.carried(desk.store, backend=only)
        if (one.state == "pending" or one.stale) and one.backend_id in there
    ]
    found.sort(key=lambda one: one.backend)
    by_id = {one.id: one for one in records.chosen(desk.store)}
    return [(backend, [by_id[one.link_id] for one in rows]) for backend, rows in groupby(found, key=_backend_of)]


def sentences(done: Collection[Done]) -> list[str]:
    """What became of them, in words: a tally, and each error with its code once for all links that it struck."""
    said = []
    for what, words in _tallies().items():
        if count := sum(one.what == what for one in done):
            said.append(plural(*words, count).format(count=count))
    if tags := sorted({tag for one in done for tag in one.dropped}):
        said.append(_("left out because they name a person: {tags}").format(tags=", ".join(tags)))
    said += [f"{one.carried.code}: [{one.error.code}] {one.error.message}" for one in done if one.error]
    return said


def failure(done: Collection[Done]) -> SharecliError | None:
    """The error of a command whose links did not all arrive; a lone one speaks for itself."""
    failed = [one.error for one in done if one.error]
    waiting = sum(one.what in {"failed", "spared"} for one in done)
    if len(done) == 1 and failed:
        return failed[0]
    if not waiting:
        return None
    if any(one.carried.state == "carried" for one in done if one.what == "failed"):
        message = plural(
            "{count} link is not as it should be there", "{count} links are not as they should be there", waiting
        )
    else:
        message = plural("{count} link is not carried yet", "{count} links are not carried yet", waiting)
    return PartFailed(message.format(count=waiting), hint="sharecli link sync")


def rows_of(done: Collection[Done]) -> list[Row]:
    """The JSON contract of handing over: that of :class:`Carried`, and ``what`` became of each."""
    return [one.carried.row() | {"what": one.what} for one in done]


def other_address(desk: Desk, done: Sequence[Done]) -> list[str]:
    """A seller whose codes lead to one domain, and whose backend answers on another, has printed the wrong one."""
    base = settings.read(desk.store).base_url
    there = next((one.carried for one in done if one.carried.short_url and one.carried.kind is not Kind.public), None)
    if not base or there is None or there.short_url.lower() == f"{base}/{there.code}":
        return []
    words = _("your codes lead to {base}, {name} answers at {url}: set --domain, or base-url")
    return [words.format(base=base, name=there.backend, url=there.short_url)]


def _tallies() -> dict[str, tuple[str, str]]:
    return {
        "new": (_("{count} link is carried now"), _("{count} links are carried now")),
        "moved": (_("{count} link leads elsewhere now"), _("{count} links lead elsewhere now")),
        "ended": (_("{count} retired link was taken away there"), _("{count} retired links were taken away there")),
        "kept": (_("{count} link as before"), _("{count} links as before")),
        "spared": (_("{count} link was not tried; it waits"), _("{count} links were not tried; they wait")),
    }


def _backend_of(one: Carried) -> str:
    return one.backend


def _errand(link: Link, title: str) -> Errand:
    tags = (f"p:{link.product}", f"c:{link.channel}")
    return Errand(link.id, link.code, link.destination, title, tags)


def _allowed(links: Sequence[Link]) -> tuple[list[Link], list[str]]:
    may, rules = [], []
    for link in links:
        # A link may have been led to another platform than its product's: both have a say.
        sellers = (platforms.platforms().get(link.platform), platforms.detect(link.destination))
        forbidding = next((one for one in sellers if one is not None and not one.shorten), None)
        if forbidding is None:
            may.append(link)
        else:
            words = _("{platform} links stay long: {rule}")
            rules.append(words.format(platform=forbidding.key, rule=_(forbidding.shorten_rule)))
    return may, list(dict.fromkeys(rules))


def _strangers_warnings(links: Sequence[Link]) -> list[str]:
    said = []
    for key in dict.fromkeys(one.channel for one in links):
        try:
            channel = channels.find(key)
        except NotFound:  # the seller's own file of it is gone
            continue
        if not channel.short_links:
            words = _("warning: on {channel} a stranger's short link often does not open: {rule}")
            said.append(words.format(channel=channel.key, rule=_(channel.qr_rule)))
    return said
