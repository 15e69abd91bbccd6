"""A line to a server: to the very address that was checked, and cut at a deadline that holds for all of it."""

import contextlib
import errno
import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

T = TypeVar("T")
Wire = TypeVar("Wire", bound=socket.socket)


class NoSuchHost(Exception):
    """Name servers say that there is no such name."""


class Offline(Exception):
    """Nobody could be asked: no name server answers, or no way leads out. Nothing is known of the host."""


class Barred(Exception):
    """An address of the name is not one that may be visited.

    Attributes:
        address: which.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Late(TimeoutError):
    """The deadline has passed."""


_UNKNOWN = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_NO_WAY = {errno.ENETUNREACH, errno.ENETDOWN}
_NOBODY = (
    (socket.AF_INET, ("192.0.2.1", 9)),
    (socket.AF_INET6, ("2001:db8::1", 9)),
)
"""Addresses that are for documentation alone: whether a way leads there says whether one leads out."""


def looked_up(host: str, port: int) -> list[tuple[str, int]]:
    """The addresses and ports where a host is found, as this system knows them.

    Raises:
        Offline: a system without a network may also say that there is no such name; then nobody was asked.
        OSError: it is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _UNKNOWN and not a_way_out():
            raise Offline(host) from None
        raise
    return list(dict.fromkeys((str(one[4][0]), port) for one in found))


def a_way_out() -> bool:
    """Whether this computer has a way to anywhere else. Nothing is sent."""
    for family, place in _NOBODY:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(place)
            return True
    return False


@dataclass(slots=True)
class Line:
    """What one errand speaks through. After the deadline nothing is dialled and nothing written any more.

    Attributes:
        seconds: for everything together: the name, the handshake, the last byte.
        allowed: whether an address may be visited.
        look_up: host and port to the addresses and ports where it is found.
    """

    seconds: float
    allowed: "Callable[[IPv4Address | IPv6Address], bool]"
    look_up: Callable[[str, int], Sequence[tuple[str, int]]] = looked_up
    _held: socket.socket | None = None
    _late: threading.Event = field(default_factory=threading.Event)

    @property
    def late(self) -> bool:
        """Whether nobody waits for the errand any more."""
        return self._late.is_set()

    def within(self, errand: Callable[[], T], *, name: str) -> T:
        """What an errand brings. It runs in a thread: no slow name server, handshake, header or drip outlasts the time.

        Args:
            errand: what is done; it dials here.
            name: of the thread.

        Raises:
            Late: it did not end in time; what the errand raises, as it is.
        """
        answer: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue()

        def run() -> None:
            found: T | None = None
            problem: BaseException | None = None
            try:
                found = errand()
            except BaseException as error:  # noqa: BLE001 - told in the thread that waits
                problem = error
            self.drop()
            answer.put((found, problem))

        ends = time.monotonic() + self.seconds
        # A daemon: a name server that never answers must not keep the program from ending.
        threading.Thread(target=run, daemon=True, name=name).start()
        try:
            found, problem = answer.get(timeout=self.seconds)
        except queue.Empty:
            raise Late from None
        finally:
            self._late.set()
            self._cut()
        if isinstance(problem, TimeoutError) and time.monotonic() >= ends:
            raise Late from problem  # the errand's own patience ended at the same moment
        if problem is not None:
            raise problem
        return found  # type: ignore[return-value] # an errand without a problem has brought something

    def dial(self, host: str, port: int) -> socket.socket:
        """A connection to a host, to an address that was checked: looked up again, the name could mean another one.

        Raises:
            NoSuchHost: name servers say that there is no such name.
            Offline: no name server answers, or no way leads out.
            Barred: one of its addresses may not be visited.
            Late: the deadline has passed.
            OSError: nobody answers at any address.
        """
        from ipaddress import ip_address

        places = self._places(host, port)
        for address, _port in places:
            # Every one of them: a name that has a public and a private address is up to something.
            if not self.allowed(ip_address(address.partition("%")[0])):
                raise Barred(address)
        problem = OSError("no address")
        ways = False
        for place in places:
            if self.late:
                raise Late
            try:
                # All of it has a deadline; half of that leaves time for another address.
                wire = socket.create_connection(place, timeout=self.seconds / 2)
            except OSError as error:
                # What a server does says more than that this computer has no way to another of its addresses.
                if error.errno not in _NO_WAY or not ways:
                    problem = error
                ways = ways or error.errno not in _NO_WAY
                continue
            # The deadline cuts it first; this is for who dials without one.
            wire.settimeout(self.seconds * 2)
            return self.hold(wire)
        if places and not ways:
            raise Offline(host) from None
        raise problem

    def _places(self, host: str, port: int) -> list[tuple[str, int]]:
        try:
            return list(self.look_up(host, port))
        except UnicodeError:  # a name that no name server could be asked for
            raise NoSuchHost(host) from None
        except OSError as error:
            if isinstance(error, socket.gaierror) and error.errno in _UNKNOWN:
                raise NoSuchHost(host) from None
            raise Offline(host) from None

    def hold(self, wire: Wire) -> Wire:
        """The connection that is spoken through from now on, so that it is cut at the deadline.

        Raises:
            Late: the deadline has passed; the connection is closed.
        """
        # Held before the look at the clock: who cuts the line then either finds it here, or was seen.
        self._held = wire
        if self.late:
            self.drop()
            raise Late
        return wire

    def drop(self) -> None:
        """Close what is held; for the thread that speaks."""
        if (wire := self._held) is not None:
            self._cut()
            with contextlib.suppress(OSError):
                wire.close()

    def _cut(self) -> None:
        if (wire := self._held) is not None:
            with contextlib.suppress(OSError):
                # Wakes the thread that reads. Not by TLS's own shutdown, which lets go of the cipher first: what the
                # other thread writes at that moment would go out in the clear.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)
