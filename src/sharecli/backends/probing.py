"""Looks whether a service is there and takes the key, and remembers what it found."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sharecli.backends import keys, opening, records
from sharecli.backends.keys import Key
from sharecli.backends.model import Backend, Probe
from sharecli.backends.records import Check
from sharecli.backends.trouble import CarrierFailed, CarrierPrivate
from sharecli.errors import SharecliError
from sharecli.period import stamp
from sharecli.store.open import Store


def checked(store: Store, backends: Sequence[Backend], *, at: datetime) -> Iterator[tuple[Check, SharecliError | None]]:
    """Each service as it is now; what was found is kept at once."""
    for one in backends:
        began = time.monotonic()
        error: SharecliError | None = None
        probe = Probe("")
        try:
            probe = opening.opened(one).probe()
        except SharecliError as found:
            error = found
        check = _check(one, error or probe, began, at)
        with store.writing() as db:
            records.note_check(db, check)
            if one.id and error is None:
                unique = one.unique_urls if probe.unique_urls is None else probe.unique_urls
                records.learnt(db, replace(one, hyphens=probe.hyphens, unique_urls=unique))
        yield check, error


def first(backend: Backend, key: Key | None, *, at: datetime) -> tuple[Probe, Check]:
    """A backend looked at before it is kept.

    Args:
        backend: which.
        key: its key; looked for where None.
        at: now.

    Raises:
        CarrierFailed: it is not there, or does not take the key.
        KeyExposed: others can read the key.
    """
    began = time.monotonic()
    try:
        probe = opening.opened(backend, key).probe()
    except CarrierFailed as error:
        # What mends a backend that is there needs its name, and nobody has that name yet.
        if not isinstance(error, CarrierPrivate):
            error.hint = keys.how_when_added(backend)
        raise
    return probe, _check(backend, probe, began, at)


def _check(backend: Backend, found: Probe | SharecliError, began: float, at: datetime) -> Check:
    millis = round((time.monotonic() - began) * 1000)
    alive = isinstance(found, Probe)
    code, said = ("", found.said) if isinstance(found, Probe) else (found.code, found.message)
    return Check(backend.name, backend.kind, alive, code, said, millis, stamp(at))
