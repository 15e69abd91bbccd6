"""One request, from the name to the last byte, by a line that was checked and has a deadline."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sharecli.backends.answer import Answer
from sharecli.backends.trouble import (
    CarrierBadAnswer,
    CarrierFailed,
    CarrierPrivate,
    CarrierSlow,
    CarrierTooLarge,
    CarrierUnreachable,
)
from sharecli.dialling import Barred, Late, Line, NoSuchHost, Offline
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    import socket

    from requests import Session
    from urllib3.connection import HTTPConnection

    from sharecli.backends.wire import Wire

_PIECE = 16 * 1024


@dataclass(slots=True)
class Trip:
    """One request, and the line that it goes by."""

    wire: "Wire"
    who: str
    method: str
    url: str
    words: dict[str, Any]
    largest: int
    read: bool
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        self.line = Line(self.wire.seconds, self.wire.allowed, self.wire.look_up)

    def come_back(self) -> Answer:
        """The answer, or the error, in time."""
        try:
            return self.line.within(self._told, name="sharecli-carrier")
        except Late:
            raise self._slow() from None

    def _told(self) -> Answer:
        try:
            return self._asked()
        except Exception as error:  # noqa: BLE001 - whatever it is, its own words may hold a key
            problem = self._named(error)
        raise problem

    def _named(self, error: BaseException) -> BaseException:
        """The error in our words alone: what requests says may hold the whole address, and a key in it."""
        from requests import exceptions as theirs

        if isinstance(error, CarrierFailed):
            return error.with_traceback(None)
        if isinstance(error, theirs.SSLError):
            message = _("the certificate of “{host}” is not good").format(host=self._host)
            return CarrierUnreachable(message)
        if isinstance(error, theirs.Timeout):
            return self._slow()
        if isinstance(error, theirs.ConnectionError | OSError) and not isinstance(error, theirs.ChunkedEncodingError):
            return CarrierUnreachable(_("“{host}” broke off in the middle").format(host=self._host))
        message = _("“{host}” does not answer as a web server does: {why}")
        return CarrierBadAnswer(message.format(host=self._host, why=type(error).__name__))

    def _slow(self) -> CarrierSlow:
        message = _("“{name}” took longer than {seconds:g} seconds")
        return CarrierSlow(message.format(name=self.who, seconds=self.wire.seconds))

    @property
    def _host(self) -> str:
        return clean(urlsplit(self.url).hostname or "", limit=80)

    def _asked(self) -> Answer:
        with _session(self) as session:
            limits = (self.wire.seconds, self.wire.seconds)
            found = session.request(
                self.method, self.url, allow_redirects=False, stream=True, timeout=limits, **self.words
            )
            with contextlib.closing(found):
                headers = {name.lower(): value for name, value in found.headers.items()}
                body = self._body(found.raw, headers) if self.read else b""
                return Answer(self.who, found.status_code, headers, body)

    def _body(self, raw: Any, headers: Mapping[str, str]) -> bytes:
        # Nothing packed was asked for: a small body that unpacks to gigabytes is not even tried.
        if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
            raise CarrierBadAnswer(_("“{name}” sends a packed answer").format(name=self.who))
        content = bytearray()
        while not self.line.late and len(content) <= self.largest:
            piece = raw.read(_PIECE, decode_content=False)
            if not piece:
                return bytes(content)
            content += piece
        message = _("“{name}” sends more than {most:,} bytes")
        raise CarrierTooLarge(message.format(name=self.who, most=self.largest))

    def dial(self, host: str, port: int) -> "socket.socket":
        """A connection to a host, or why there is none."""
        said = clean(host, limit=80)
        try:
            return self.line.dial(host, port)
        except NoSuchHost:
            raise CarrierUnreachable(_("there is no server “{host}”").format(host=said)) from None
        except Offline:
            message = _("“{host}” could not be asked: this computer reaches no name server, or no network")
            raise CarrierUnreachable(message.format(host=said)) from None
        except Barred as error:
            message = _("“{host}” is not on the public internet: {address}")
            raise CarrierPrivate(
                message.format(host=said, address=clean(error.address, limit=60)), hint="sharecli backend add --help"
            ) from None
        except OSError as error:
            why = _((error.strerror or str(error)).lower())
            message = _("cannot reach “{url}”: {why}")
            raise CarrierUnreachable(message.format(url=said, why=clean(why, limit=100))) from None

    def speak(self, through: "HTTPConnection") -> None:
        """Have the line in hand before a word is written: no key goes out after the deadline.

        Raises:
            Late: it has passed.
        """
        if through.sock is None:
            through.connect()
        if through.sock is not None:
            self.line.hold(through.sock)


def _session(trip: Trip) -> "Session":
    """A session of requests whose lines are dialled by the trip."""
    from requests import Session
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class Plain(HTTPConnection):
        def _new_conn(self) -> "socket.socket":
            return trip.dial(self.host, self.port or 80)

        def send(self, data: Any) -> None:
            trip.speak(self)
            super().send(data)

    class Safe(HTTPSConnection):
        def _new_conn(self) -> "socket.socket":
            return trip.dial(self.host, self.port or 443)

        def send(self, data: Any) -> None:
            trip.speak(self)
            super().send(data)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    class Dialled(HTTPAdapter):
        def init_poolmanager(self, *words: Any, **named: Any) -> None:
            super().init_poolmanager(*words, ssl_context=trip.wire.trust, **named)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SafePool}

    class Unled(Session):
        def get_redirect_target(self, resp: Any) -> str | None:  # noqa: ARG002 - the parent's
            """Nothing: to prepare a next request, which is never made, it would read all of this answer."""
            return None

    session = Unled()
    session.trust_env = False  # no proxy, no .netrc
    session.mount("http://", Dialled())
    session.mount("https://", Dialled())
    return session
