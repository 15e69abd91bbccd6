"""One request, from the name to the last byte, in a thread with a deadline; its line goes where it was checked."""

import contextlib
import queue
import socket
import threading
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
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from requests import Session

    from sharecli.backends.wire import Wire

_PIECE = 16 * 1024


@dataclass(slots=True)
class Trip:
    """One request. It runs in a thread: no slow name server, handshake, header or drip outlasts the deadline."""

    wire: "Wire"
    who: str
    method: str
    url: str
    words: dict[str, Any]
    largest: int
    read: bool
    line: Any = None
    late: threading.Event = field(default_factory=threading.Event)

    def come_back(self) -> Answer:
        """The answer, or the error, in time."""
        answer: queue.Queue[Answer | BaseException] = queue.Queue()
        # A daemon: a name server that never answers must not keep the program from ending.
        threading.Thread(target=self._run, args=(answer,), daemon=True, name="sharecli-carrier").start()
        try:
            found = answer.get(timeout=self.wire.seconds)
        except queue.Empty:
            raise self._slow() from None
        finally:
            self.late.set()
            self._hang_up()
        if isinstance(found, BaseException):
            raise found
        return found

    def _run(self, answer: "queue.Queue[Answer | BaseException]") -> None:
        try:
            found: Answer | BaseException = self._asked()
        except BaseException as error:  # noqa: BLE001 - told in the thread that waits
            found = self._named(error)
        answer.put(found)

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

    def _hang_up(self) -> None:
        if (wire := getattr(self.line, "sock", None)) is not None:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads

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
        while not self.late.is_set() and len(content) <= self.largest:
            piece = raw.read(_PIECE, decode_content=False)
            if not piece:
                return bytes(content)
            content += piece
        message = _("“{name}” sends more than {most:,} bytes")
        raise CarrierTooLarge(message.format(name=self.who, most=self.largest))

    def dial(self, host: str, port: int) -> socket.socket:
        """A line to a host; to the very address that was checked, for a name looked up again could mean another."""
        from ipaddress import ip_address

        said = clean(host, limit=80)
        try:
            found = list(self.wire.look_up(host, port))
        except (OSError, UnicodeError):
            raise CarrierUnreachable(_("there is no server “{host}”").format(host=said)) from None
        for address, _port in found:
            if not self.wire.allowed(ip_address(address.partition("%")[0])):
                message = _("“{host}” is not on the public internet: {address}")
                raise CarrierPrivate(
                    message.format(host=said, address=clean(address, limit=60)), hint="sharecli backend add --help"
                )
        why = "no address"
        for place in found:
            try:
                return socket.create_connection(place, timeout=self.wire.seconds)
            except OSError as error:
                why = _((error.strerror or str(error)).lower())
        raise CarrierUnreachable(_("cannot reach “{url}”: {why}").format(url=said, why=clean(why, limit=100)))


def _session(trip: Trip) -> "Session":
    """A session of requests whose lines are dialled by the trip."""
    from requests import Session
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            trip.line = self
            return trip.dial(self.host, self.port or 80)

    class Safe(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            trip.line = self
            return trip.dial(self.host, self.port or 443)

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
