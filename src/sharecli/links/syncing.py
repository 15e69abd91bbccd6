"""Keeps backends and the ledger of one mind: what waits is tried again, and what was counted is brought back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sharecli.backends import carried_records, handing, records as backends
from sharecli.backends.handing import Done
from sharecli.backends.model import Backend, Carried, Kind
from sharecli.errors import PartFailed, SharecliError
from sharecli.language import _
from sharecli.links import carrying
from sharecli.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class Synced:
    """How things stand after syncing.

    Attributes:
        found: every link that is carried, or shall be.
        notes: what happened.
        error: what went wrong, or None.
    """

    found: list[Carried]
    notes: list[str]
    error: SharecliError | None


def synced(desk: Desk, source: str) -> Synced:
    """Sync with every backend, or with one.

    Args:
        desk: the file and the clock.
        source: a backend's name, or empty.

    Raises:
        NotFound: there is no such backend.
    """
    only = backends.find(desk.store, source).name if source else ""
    done, errors, notes = _again(desk, only)
    for backend in _asked(desk, only):
        error: SharecliError | None
        try:
            looked, error = handing.look(desk.store, backend, at=desk.now())
            done += looked
        except SharecliError as refusal:
            error = refusal
        if error is not None:
            errors.append(error)
            notes.append(f"{backend.name}: [{error.code}] {error.message}")
    found = carried_records.carried(desk.store, backend=only)
    return Synced(found, [*notes, *carrying.sentences(done)], carrying.failure(done) or _together(errors))


def _again(desk: Desk, source: str) -> tuple[list[Done], list[SharecliError], list[str]]:
    done: list[Done] = []
    errors: list[SharecliError] = []
    notes: list[str] = []
    for name, links in carrying.pending(desk, source):
        try:
            parcel = carrying.packed(desk, links, name)
            notes += parcel.notes
            done += carrying.handed_over(desk, parcel)
        except SharecliError as error:  # one backend without its key keeps no other from being asked
            errors.append(error)
            notes.append(f"{name}: [{error.code}] {error.message}")
    return done, errors, notes


def _asked(desk: Desk, source: str) -> list[Backend]:
    found = [backends.find(desk.store, source)] if source else backends.chosen(desk.store)
    return [one for one in found if one.kind is not Kind.public]


def _together(errors: Sequence[SharecliError]) -> SharecliError | None:
    if len(errors) < 2:  # noqa: PLR2004 - one speaks for itself
        return errors[0] if errors else None
    return PartFailed(_("not every backend did what it should"), hint="sharecli backend test")
