"""What a server is told of a request, and what of that may be written down."""

from typing import NamedTuple

from sharecli.clicks.model import Led
from sharecli.clicks.spooling import Record
from sharecli.clicks.visitors import visitor
from sharecli.redirects.salting import DaySalts


class Arrival(NamedTuple):
    """A request as it came. It lives in memory only: the address is never written, nor logged.

    A named tuple: one is made for each request, at a fifth of a frozen dataclass's price.

    Attributes:
        link: the link's number, or None for an orphan.
        code: as it was asked for.
        at_ms: milliseconds since 1970, UTC.
        how: ``get``, ``head`` or ``prefetch``.
        agent: what the visitor's program calls itself.
        ref_host: the host of the page it came from, or empty.
        host: the domain that was asked.
        address: the visitor's, or empty.
        led: what became of it.
    """

    link: int | None
    code: str
    at_ms: int
    how: str
    agent: str
    ref_host: str
    host: str
    address: str
    led: Led


def recorded(one: Arrival, salts: DaySalts | None) -> Record:
    """A request without its visitor's address.

    Args:
        one: the request.
        salts: where a visitor is told from another; else no address is looked at.
    """
    known = None
    if salts is not None and one.address:
        known = visitor(salts.of(one.at_ms), host=one.host, address=one.address, agent=one.agent).hex()
    return Record(one.link, one.code, one.at_ms, one.how, one.agent, one.ref_host, known, one.led)
