"""Hands links over to a backend, one by one, and writes down what became of each at once."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sharecli.backends import carried_records, delivering, opening, records, shorteners
from sharecli.backends.addresses import same_address, without_names
from sharecli.backends.delivering import Delivery
from sharecli.backends.engine import Carrier
from sharecli.backends.model import Backend, Carried, Kind, Seen, Wish
from sharecli.backends.services import services
from sharecli.backends.trouble import CarrierFailed
from sharecli.language import _
from sharecli.period import stamp
from sharecli.store.open import Store


@dataclass(frozen=True, slots=True)
class Errand:
    """A link that a backend shall carry, in plain values.

    Attributes:
        link_id: its row's number.
        code: its code.
        destination: where it leads.
        title: the product's.
        tags: product and channel.
    """

    link_id: int
    code: str
    destination: str
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an errand.

    Attributes:
        carried: as it stands now.
        what: ``new``, ``moved``, ``kept``, ``failed``, ``spared``, or ``ended``: out of use, and there no more.
        error: what went wrong, or None.
        dropped: the tags that were left out because they name a person.
    """

    carried: Carried
    what: str
    error: CarrierFailed | None = None
    dropped: tuple[str, ...] = ()


def ready(store: Store, backend: Backend, *, at: datetime) -> Backend:
    """A backend that has a row; a public service gets its own with the first link."""
    if backend.id:
        return backend
    with store.writing() as db:
        return records.keep(db, backend, at=at)


def rests_until(store: Store, backend: Backend, *, at: datetime) -> str:
    """Until when a backend wants to be left alone (UTC, as stored); empty where it does not."""
    until = carried_records.rest(store, backend.id) if backend.id else ""
    return until if until > stamp(at) else ""


def hand_over(store: Store, backend: Backend, errands: Sequence[Errand], *, at: datetime) -> Iterator[Done]:
    """Have links carried. Of those that are, a backend is asked whether it has them still, and where they lead there.

    A stranger is asked that only of a link that leads elsewhere by now. One that was asked too often is not asked
    again before it said, for no link and by no command.

    Args:
        store: the file.
        backend: with its row.
        errands: the links.
        at: now.

    Raises:
        CarrierKey: there is no key. The links are pending all the same.
        KeyExposed: others can read it.
    """
    with store.writing() as db:
        carried_records.wanted(db, [one.link_id for one in errands], backend, at=at)
    names = carried_records.names_of_people(store) if backend.kind is Kind.public else set()
    there = carried_records.there(store, backend, links={one.link_id for one in errands})
    delivery: Delivery | None = None
    spared = bool(rests_until(store, backend, at=at))
    for errand in errands:
        before = there[errand.link_id]
        target, dropped = without_names(errand.destination, names)
        as_before = before.state == "carried" and not before.stale
        if as_before and (spared or backend.kind is Kind.public):
            yield Done(before, "kept")
        elif spared:
            yield Done(before, "spared")
        else:
            if delivery is None:
                delivery = _delivery(backend, there.values())
            else:
                time.sleep(delivery.carrier.pause)
            problem = _one(store, delivery, before, errand, target, at=at)
            after = carried_records.one(store, errand.link_id, backend.id) or before
            yield Done(after, "failed" if problem else delivery.what, problem, dropped)
            spared = problem is not None and (problem.spares or delivery.blind)


def _delivery(backend: Backend, there: Iterable[Carried]) -> Delivery:
    public = backend.kind is Kind.public
    asked = [one for one in there if one.state == "carried" and (one.stale or not public)]
    return Delivery(opening.opened(backend), asked)


def _one(
    store: Store, delivery: Delivery, before: Carried, errand: Errand, target: str, *, at: datetime
) -> CarrierFailed | None:
    try:
        where = delivery.hand(before, Wish(errand.code, target, errand.title, errand.tags))
    except CarrierFailed as error:
        note = carried_records.lost if delivery.has_lost(before) else carried_records.failed
        with store.writing() as db:
            note(db, before.id, error, at=at)
        return error
    if delivery.what != "kept" or before.problem:
        with store.writing() as db:
            carried_records.placed(db, before.id, where, destination=errand.destination, target=target, at=at)
    return None


def look(store: Store, backend: Backend, *, at: datetime) -> tuple[list[Done], CarrierFailed | None]:
    """Bring a backend's visits back, see that it has the links still, and take those away that are out of use.

    Args:
        store: the file.
        backend: with its row.
        at: now.

    Returns:
        What is not as it was, and why it could not be asked, or None.

    Raises:
        CarrierKey: there is no key.
        KeyExposed: others can read it.
    """
    there = [one for one in carried_records.there(store, backend).values() if one.state == "carried"]
    if not there or backend.kind is Kind.public or rests_until(store, backend, at=at):
        return [], None
    carrier = opening.opened(backend)
    try:
        found = carrier.seen([one.placed for one in there])
    except CarrierFailed as error:
        return [], error
    with store.writing() as db:
        counts = [(one, seen.visits) for one in there if (seen := found.get(one.code)) and seen.visits]
        carried_records.counted(db, counts, at=at)
    done = []
    for one in there:
        looked = _retired if one.retired else _in_use
        if what := looked(store, carrier, one, found.get(one.code), at=at):
            done.append(Done(carried_records.one(store, one.link_id, backend.id) or one, *what))
            if what[1] is not None and what[1].spares:
                break
    return done, None


def _in_use(
    store: Store, _carrier: Carrier, one: Carried, seen: Seen | None, *, at: datetime
) -> tuple[str, CarrierFailed | None] | None:
    if one.stale:  # what it leads to was looked at when it was to be moved, and nobody could
        return None
    if seen is None:
        error: CarrierFailed = delivering.gone(one)
        with store.writing() as db:
            carried_records.lost(db, one.id, error, at=at)
        return "failed", error
    if not same_address(seen.target, one.target):
        error = delivering.elsewhere(one, seen)
        with store.writing() as db:
            carried_records.failed(db, one.id, error, at=at)
        return "failed", error
    if one.problem:
        with store.writing() as db:
            carried_records.settled(db, one.id, at=at)
    return None


def _retired(
    store: Store, carrier: Carrier, one: Carried, seen: Seen | None, *, at: datetime
) -> tuple[str, CarrierFailed | None]:
    try:
        # What leads to another place than ours is another's by now, and stays.
        if seen is not None and same_address(seen.target, one.target):
            carrier.take_away(one.placed)
    except CarrierFailed as error:
        with store.writing() as db:
            carried_records.failed(db, one.id, error, at=at)
        return "failed", error
    with store.writing() as db:
        carried_records.ended(db, one.id, at=at)
    return "ended", None


def told_of(backend: Backend) -> list[str]:
    """What a seller should know before a stranger carries links.

    Raises:
        CarrierClosed: the public service is gone, or unfit.
    """
    if backend.kind is not Kind.public:
        return []
    shorteners.see_usable(services()[backend.name])
    said = _("{name} is a stranger: it sees where your links lead, and may change or lose them")
    return [said.format(name=backend.name)]
