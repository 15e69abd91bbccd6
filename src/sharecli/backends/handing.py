"""Hands links over to a backend, one by one, and writes down what became of each at once."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sharecli.backends import carried_records, opening, records, shorteners
from sharecli.backends.addresses import without_names
from sharecli.backends.engine import Carrier
from sharecli.backends.model import Backend, Carried, Kind, Placed, Wish
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
        what: ``new``, ``moved``, ``kept``, ``failed`` or ``spared``.
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
    """Have links carried; those that are, and lead to the same place, are left alone.

    One that was asked too often is not asked again before it said, for no link and by no command.

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
    carrier: Carrier | None = None
    problem: CarrierFailed | None = None
    resting = rests_until(store, backend, at=at)
    for errand in errands:
        before = carried_records.one(store, errand.link_id, backend.id)
        assert before is not None  # noqa: S101 - it was written above
        target, dropped = without_names(errand.destination, names)
        if before.state == "carried" and not before.stale:
            yield Done(before, "kept")
        elif problem is not None or resting:
            yield Done(before, "spared")
        else:
            if carrier is None:
                carrier = opening.opened(backend)
            else:
                time.sleep(carrier.pause)
            problem = _one(store, carrier, before, errand, target, at=at)
            after = carried_records.one(store, errand.link_id, backend.id) or before
            what = "failed" if problem else "moved" if before.state == "carried" else "new"
            yield Done(after, what, problem, dropped)
            problem = problem if problem is not None and problem.spares else None


def _one(
    store: Store, carrier: Carrier, before: Carried, errand: Errand, target: str, *, at: datetime
) -> CarrierFailed | None:
    try:
        where: Placed = before.placed
        if before.state == "carried":
            if before.target != target:
                carrier.lead(where, target)
        else:
            where = carrier.place(Wish(errand.code, target, errand.title, errand.tags))
    except CarrierFailed as error:
        with store.writing() as db:
            carried_records.failed(db, before.id, error, at=at)
        return error
    with store.writing() as db:
        carried_records.placed(db, before.id, where, destination=errand.destination, target=target, at=at)
    return None


def count(store: Store, backend: Backend, *, at: datetime) -> CarrierFailed | None:
    """Bring a backend's visits back; what went wrong, or None.

    Raises:
        CarrierKey: there is no key.
        KeyExposed: others can read it.
    """
    there = {
        one.code: one
        for one in carried_records.carried(store)
        if one.backend == backend.name and one.state == "carried"
    }
    if not there or backend.kind is Kind.public or rests_until(store, backend, at=at):
        return None
    try:
        found = opening.opened(backend).visits([one.placed for one in there.values()])
    except CarrierFailed as error:
        return error
    with store.writing() as db:
        carried_records.counted(db, [(there[code], seen) for code, seen in found.items()], at=at)
    return None


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
