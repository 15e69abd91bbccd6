"""Hands one link to a backend: places it, leads it elsewhere, or finds that it is there no more, or another's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sharecli.backends.addresses import same_address
from sharecli.backends.engine import Carrier
from sharecli.backends.model import Carried, Placed, Seen, Wish
from sharecli.backends.trouble import CarrierElsewhere, CarrierFailed
from sharecli.language import _
from sharecli.text import clean


@dataclass(slots=True)
class Delivery:
    """What hands links over.

    Attributes:
        carrier: what speaks to the backend.
        asked: which of the links that it carries it is asked about, all at once.
        seen: what it has of them; None before it was asked.
        what: what became of the last link: ``new``, ``moved`` or ``kept``.
    """

    carrier: Carrier
    asked: Sequence[Carried]
    seen: dict[str, Seen] | None = None
    what: str = ""

    @property
    def blind(self) -> bool:
        """Whether it did not say what it has of them."""
        return self.seen is None and bool(self.asked)

    def has_lost(self, one: Carried) -> bool:
        """Whether the backend said that it has a link no more that it carried."""
        return one.state == "carried" and self.seen is not None and one.code not in self.seen

    def hand(self, before: Carried, wish: Wish) -> Placed:
        """Have a link carried.

        Args:
            before: as the ledger knows it.
            wish: as it shall be.

        Raises:
            CarrierFailed: it does not work; or its code leads to what we never sent there, and is left alone.
        """
        found = self._found(before)
        if found is None:
            self.what, where = "new", self.carrier.place(wish)
            return where
        if not same_address(found.target, wish.target):
            if not same_address(found.target, before.target):
                raise elsewhere(before, found)
            self.carrier.lead(before.placed, wish.target)
        self.what = "moved" if before.stale else "kept"
        return before.placed

    def _found(self, before: Carried) -> Seen | None:
        if before.state != "carried":
            return None
        if self.seen is None:
            self.seen = self.carrier.seen([one.placed for one in self.asked])
        return self.seen.get(before.code)


def gone(one: Carried) -> CarrierFailed:
    """The error for a link that a backend has lost."""
    message = _("“{name}” has “{code}” no more: whoever scans it there is not led on")
    return CarrierFailed(message.format(name=one.backend, code=one.code), hint=_again(one))


def elsewhere(one: Carried, seen: Seen) -> CarrierElsewhere:
    """The error for a link that leads to what we never sent there: by hand, or because the code is another's by now."""
    message = _("at “{name}” the code “{code}” leads to “{there}”, which was not sent from here")
    said = message.format(name=one.backend, code=one.code, there=clean(seen.target, limit=120))
    return CarrierElsewhere(said, hint=_("delete it there, then: {command}").format(command=_again(one)))


def _again(one: Carried) -> str:
    return f"sharecli link push {one.code} --to {one.backend}"
