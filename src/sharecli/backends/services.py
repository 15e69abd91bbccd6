"""Which public shorteners there are, and what is known of each: data, the seller's own file over it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from sharecli import datafile, places
from sharecli.language import _

STATES = ("documented", "unverified", "interstitial", "closed", "unfit")


@dataclass(frozen=True, slots=True)
class Service:
    """A public shortener.

    Attributes:
        name: as pyshorteners calls it.
        address: what is asked, https.
        hosts: those that a short link of its may have.
        key: whether it wants a key.
        busy: HTTP statuses, beside 429, by which it says that it was asked too often.
        state: one of :data:`STATES`.
        why: what is wrong with it, or empty.
        source: who says so.
    """

    name: str
    address: str
    hosts: tuple[str, ...]
    key: bool
    busy: tuple[int, ...]
    state: str
    why: str
    source: str

    @property
    def usable(self) -> bool:
        """Whether it is worth asking at all."""
        return self.state not in {"closed", "unfit"}


@cache
def services() -> dict[str, Service]:
    """Every public shortener by its name.

    Raises:
        BadData: the seller's file is broken.
    """
    table, values = datafile.load(Path(__file__).with_name("shorteners.toml"))
    own = places.config_folder() / "shorteners.toml"
    if own.is_file():
        table, values = datafile.load(own, over=values)
    return {name: _service(name, table.table(name)) for name in values}


def _service(name: str, table: datafile.Table) -> Service:
    service = Service(
        name=name,
        address=table.text("address"),
        hosts=table.texts("hosts", None),
        key=table.flag("key", default=False),
        busy=_statuses(table),
        state=table.text("state"),
        why=table.text("why", ""),
        source=table.text("source", ""),
    )
    table.done()
    if service.state not in STATES:
        raise table.wrong("state", _("should be one of {known}").format(known=", ".join(STATES)))
    if urlsplit(service.address).scheme != "https":
        raise table.wrong("address", _("should begin with https://"))
    return service


def _statuses(table: datafile.Table) -> tuple[int, ...]:
    return table.wholes("busy", count=1, least=400, most=599) if "busy" in table.names() else ()
