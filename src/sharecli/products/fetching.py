"""Fetches a picture from the web: by https, from public addresses alone, and never for longer than a moment."""

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sharecli import __version__, pictures
from sharecli.errors import BadValue, Unreadable
from sharecli.language import _
from sharecli.pictures import Picture
from sharecli.products.addresses import public
from sharecli.products.model import url_of
from sharecli.text import clean

if TYPE_CHECKING:
    import ssl
    from http.client import HTTPResponse
    from ipaddress import IPv4Address, IPv6Address

LARGEST = 10 * 1024 * 1024
"""Bytes."""

SECONDS = 15.0
"""For everything together: the name, every redirect, the last byte."""

MOST_REDIRECTS = 3

_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_OK = 200


class BadAddress(BadValue):
    """A picture's address that is not fetched from: not https, or not on the public internet."""

    code = "bad-address"


class FetchFailed(Unreadable):
    """The picture did not come."""

    code = "fetch-failed"


def _looked_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True)
class Messenger:
    """Goes and fetches. The defaults are the rules; a test has a server of its own.

    No proxy is used, whatever the environment names: a proxy would look the name up again, and might be led to
    another address than the one that was checked.

    Attributes:
        allowed: whether an address may be visited.
        look_up: host and port to addresses.
        trust: whose certificates are believed; the system's and those that come with Python's where None.
        seconds: for everything together.
    """

    allowed: "Callable[[IPv4Address | IPv6Address], bool]" = public
    look_up: Callable[[str, int], Sequence[str]] = _looked_up
    trust: "ssl.SSLContext | None" = None
    seconds: float = SECONDS

    def fetch(self, url: str) -> Picture:
        """The picture at an address.

        Raises:
            BadAddress: not https, or not on the public internet; of a redirect, too.
            FetchFailed: nobody there, the wrong certificate, an error, too slow, too large, too many redirects.
            BadPicture: what came is no picture.
            BadValue: not an address at all.
        """
        first = _https(url)
        content = _Trip(self, first).come_back()
        return pictures.read_bytes(content, name=_said(first), hint=_by_hand())


def fetch(url: str, messenger: Messenger | None = None) -> Picture:
    """The picture at an address, as :meth:`Messenger.fetch` gets it."""
    return (messenger or Messenger()).fetch(url)


@dataclass(slots=True)
class _Trip:
    """One fetch. It runs in a thread, so that no slow name server, handshake, header or drip outlasts the deadline."""

    messenger: Messenger
    url: str
    wire: socket.socket | None = None
    late: threading.Event = field(default_factory=threading.Event)

    def come_back(self) -> bytes:
        answer: queue.Queue[bytes | BaseException] = queue.Queue()
        # A daemon: a name server that never answers must not keep the program from ending.
        threading.Thread(target=self._run, args=(answer,), daemon=True, name="sharecli-fetch").start()
        try:
            found = answer.get(timeout=self.messenger.seconds)
        except queue.Empty:
            message = _("“{url}” took longer than {seconds:g} seconds")
            raise _failed(message.format(url=_said(self.url), seconds=self.messenger.seconds)) from None
        finally:
            self.late.set()
            self._hang_up()
        if isinstance(found, BaseException):
            raise found
        return found

    def _run(self, answer: "queue.Queue[bytes | BaseException]") -> None:
        try:
            answer.put(self._content())
        except BaseException as error:  # noqa: BLE001 - told in the thread that waits
            answer.put(error)

    def _hang_up(self) -> None:
        if (line := self.wire) is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads
            with contextlib.suppress(OSError):
                line.close()

    def _content(self) -> bytes:
        from http.client import HTTPException
        from ssl import SSLCertVerificationError, SSLError

        url = self.url
        try:
            for _step in range(MOST_REDIRECTS + 1):
                with contextlib.closing(self._asked(url)) as answer:
                    if answer.status not in _REDIRECTS:
                        return self._body(answer, url)
                    there = answer.headers.get("Location", "").encode("latin-1").decode("utf-8", "replace")
                self._hang_up()
                url = _https(_joined(url, there))
        except SSLCertVerificationError as error:
            message = _("the certificate of “{url}” is not good: {why}")
            raise _failed(message.format(url=_said(url), why=clean(error.verify_message, limit=100))) from None
        except SSLError as error:
            message = _("cannot talk to “{url}” safely: {why}")
            raise _failed(message.format(url=_said(url), why=clean(error.reason or str(error), limit=100))) from None
        except HTTPException as error:
            message = _("“{url}” does not answer as a web server does: {why}")
            raise _failed(message.format(url=_said(url), why=type(error).__name__)) from None
        except ValueError as error:  # a name or a header that no protocol can carry
            message = _("“{url}” does not answer as a web server does: {why}")
            raise _failed(message.format(url=_said(url), why=type(error).__name__)) from None
        except OSError as error:
            why = _((error.strerror or str(error)).lower())
            raise _failed(_("cannot reach “{url}”: {why}").format(url=_said(url), why=clean(why, limit=100))) from None
        message = _("“{url}” leads on and on; {most} redirects are followed")
        raise _failed(message.format(url=_said(self.url), most=MOST_REDIRECTS))

    def _asked(self, url: str) -> "HTTPResponse":
        """The answer of the server at an address, which is checked; its body has not been read."""
        from http.client import HTTPSConnection

        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        trust = self.messenger.trust or _trusted()
        # The connection goes to the address that was checked: looked up again, the name could mean another one.
        bare = self._reached(self._addresses(host, port), port)
        safe = trust.wrap_socket(bare, server_hostname=host.rstrip("."), do_handshake_on_connect=False)
        self.wire = safe
        safe.do_handshake()
        line = HTTPSConnection(host, port, context=trust)
        line.sock = safe
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = {"User-Agent": f"sharecli/{__version__}", "Accept": "image/jpeg,image/png,image/webp"}
        line.request("GET", target, headers=asked | {"Accept-Encoding": "identity", "Connection": "close"})
        return line.getresponse()

    def _addresses(self, host: str, port: int) -> list[str]:
        from ipaddress import ip_address

        try:
            found = list(self.messenger.look_up(host, port))
        except (OSError, UnicodeError):
            raise _failed(_("there is no server “{host}”").format(host=clean(host, limit=80))) from None
        for one in found:
            # Every one of them: a name that has a public and a private address is up to something.
            if not self.messenger.allowed(ip_address(one.partition("%")[0])):
                message = _("“{host}” is not on the public internet: {address}")
                said = message.format(host=clean(host, limit=80), address=clean(one, limit=60))
                raise BadAddress(said, hint=_by_hand())
        return found

    def _reached(self, addresses: Sequence[str], port: int) -> socket.socket:
        problem = OSError("no address")
        for one in addresses:
            if self.late.is_set():
                break
            try:
                # The whole trip has a deadline; half of it leaves time for another address.
                return socket.create_connection((one, port), timeout=self.messenger.seconds / 2)
            except OSError as error:
                problem = error
        raise problem

    def _body(self, answer: "HTTPResponse", url: str) -> bytes:
        if answer.status != _OK:
            said = f"{answer.status} {clean(answer.reason, limit=60)}".strip()
            raise _failed(_("“{url}” answers {status}").format(url=_said(url), status=said))
        promised, content = answer.length or 0, bytearray()
        if promised > LARGEST:
            raise _too_large(url)
        while not self.late.is_set() and len(content) <= LARGEST and (piece := answer.read1(_PIECE)):
            content += piece
        if len(content) > LARGEST:
            raise _too_large(url)
        if len(content) < promised:
            raise _failed(_("“{url}” broke off in the middle").format(url=_said(url)))
        return bytes(content)


def _joined(url: str, there: str) -> str:
    """Where a redirect leads from an address.

    Raises:
        BadAddress: what it says cannot be read.
    """
    try:
        return urljoin(url, there)
    except ValueError:
        message = _("the link “{url}” cannot be read").format(url=clean(there, limit=80))
        raise BadAddress(message, hint=_by_hand()) from None


def _https(url: str) -> str:
    try:
        address = url_of(url)
    except BadValue as error:
        raise BadAddress(error.message, hint=_by_hand()) from None
    if urlsplit(address).scheme != "https":
        raise BadAddress(_("“{url}” is not https").format(url=_said(address)), hint=_by_hand())
    return address


def _trusted() -> "ssl.SSLContext":
    """The system's authorities, and those that pip brings: python.org's Python for macOS has none of its own."""
    import ssl

    trust = ssl.create_default_context()
    with contextlib.suppress(ImportError):
        import certifi

        trust.load_verify_locations(certifi.where())
    return trust


def _said(url: str) -> str:
    return clean(url, limit=120)


def _by_hand() -> str:
    return _("save the picture yourself and name the file: sharecli product edit CODE --image FILE")


def _failed(message: str) -> FetchFailed:
    return FetchFailed(message, hint=_by_hand())


def _too_large(url: str) -> FetchFailed:
    return _failed(_("“{url}” is larger than {most} MB").format(url=_said(url), most=LARGEST // 1024 // 1024))
