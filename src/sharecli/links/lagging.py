"""Says who else leads a link, and does so as before, once it leads elsewhere here, has limits, or is retired."""

from collections.abc import Sequence

from sharecli.backends import carried_records, records as backends
from sharecli.backends.model import Carried, Kind
from sharecli.language import _
from sharecli.links import making
from sharecli.links.model import UNLIMITED, Link
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

_SYNC = "sharecli link sync"
_STATUS = "sharecli publish status DIR"


def retargeted(desk: Desk, link: Link) -> list[str]:
    """What to do where a link still leads to the old place."""
    there = [one for one in _carried(desk, link) if one.stale]
    return _told(
        desk, link, there,
        ours=_("“{code}” still leads to the old place at {names}: {command}"),
        by_hand=_("“{code}” still leads to the old place at {names}: change it there by hand, then {command}"),
        removed=_("“{code}” still leads to the old place at {names}, which is off your list: change it there by hand"),
        public=_("{names} still leads to the old place, and nobody can change that"),
    )  # fmt: skip


def retired(desk: Desk, link: Link) -> list[str]:
    """What to do where a retired link still leads on."""
    return _told(
        desk, link, _carried(desk, link),
        ours=_("“{code}” still leads on at {names}: {command}"),
        by_hand=_("“{code}” still leads on at {names}: delete it there by hand, then {command}"),
        removed=_("“{code}” still leads on at {names}, which is off your list: delete it there by hand"),
        public=_("{names} still leads on, and nobody can change that"),
    )  # fmt: skip


def limited(desk: Desk, link: Link) -> list[str]:
    """Where a link's limits do not hold."""
    there = _carried(desk, link) if link.limits != UNLIMITED else []
    words = _("“{code}” leads on at {names} whatever its limits say: they hold on your own domain alone")
    return _told(desk, link, there, ours=words, by_hand=words, removed=words, public=words)


def _carried(desk: Desk, link: Link) -> list[Carried]:
    return [one for one in carried_records.carried(desk.store, links=[link.id]) if one.state == "carried"]


def _told(
    desk: Desk, link: Link, there: Sequence[Carried], *, ours: str, by_hand: str, removed: str, public: str
) -> list[str]:
    listed = {one.id for one in backends.chosen(desk.store, used=True)}
    names: dict[str, list[str]] = {}
    for one in there:
        if one.kind is Kind.public:
            names.setdefault(public, []).append(one.short_url)  # what stands on posters; who carries it is beside it
        else:
            words = removed if one.backend_id not in listed else by_hand if one.kind is Kind.yourls else ours
            names.setdefault(words, []).append(one.backend)
    said = [
        words.format(names=", ".join(dict.fromkeys(who)), code=link.code, command=_SYNC) for words, who in names.items()
    ]
    now = settings.read(desk.store)
    if making.url_of(link, now) != link.destination:
        said.append(_("redirects published as files do not know of this yet: {command}").format(command=_STATUS))
    return said
