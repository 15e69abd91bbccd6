"""Visits an address on the web: by https, public addresses alone, and never for longer than a moment."""

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sharecli import __version__
from sharecli.errors import BadValue, Unreadable
from sharecli.language import _
from sharecli.products.addresses import public
from sharecli.products.model import url_of
from sharecli.text import clean

if TYPE_CHECKING:
    import ssl
    from http.client import HTTPResponse
    from ipaddress import IPv4Address, IPv6Address

SECONDS = 15.0
"""For everything together: the name, every redirect, the last byte."""

_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_OK = 200


class BadAddress(BadValue):
    """An address that is not visited: not https, or not on the public internet."""

    code = "bad-address"


class FetchFailed(Unreadable):
    """What was to be fetched did not come.

    Attributes:
        slow: whether it only took too long.
    """

    code = "fetch-failed"

    def __init__(self, message: str, *, hint: str | None = None, slow: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.slow = slow


@dataclass(frozen=True, slots=True)
class Errand:
    """What a visit is for.

    Attributes:
        accept: media types.
        agent: what it calls itself, behind the program's name and version.
        most: bytes that are read of an answer.
        whole: whether less than the whole is of no use: an answer that promises more is not read at all.
        redirects: how many are followed.
        hint: for errors.
    """

    accept: str
    most: int
    redirects: int
    hint: str
    agent: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end.

    Attributes:
        status: of HTTP.
        reason: the words beside it.
        url: where the redirects led.
        redirects: how many there were.
        content: as much as was read.
        encoding: what the server calls the text's, or empty.
        cut: whether there is more than was read.
        broken: whether it broke off in the middle.
    """

    status: int
    reason: str
    url: str
    redirects: int
    content: bytes
    encoding: str
    cut: bool
    broken: bool


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

    def visit(self, url: str, errand: Errand) -> Answer:
        """What the server at an address says.

        Raises:
            BadAddress: not https, or not on the public internet; of a redirect, too.
            FetchFailed: nobody there, the wrong certificate, too slow, too many redirects.
        """
        return _Trip(self, https(url, hint=errand.hint), errand).come_back()


@dataclass(slots=True)
class _Trip:
    """One fetch. It runs in a thread, so that no slow name server, handshake, header or drip outlasts the deadline."""

    messenger: Messenger
    url: str
    errand: Errand
    wire: socket.socket | None = None
    late: threading.Event = field(default_factory=threading.Event)

    def come_back(self) -> Answer:
        answer: queue.Queue[Answer | BaseException] = queue.Queue()
        # A daemon: a name server that never answers must not keep the program from ending.
        threading.Thread(target=self._run, args=(answer,), daemon=True, name="sharecli-fetch").start()
        try:
            found = answer.get(timeout=self.messenger.seconds)
        except queue.Empty:
            message = _("“{url}” took longer than {seconds:g} seconds")
            raise self._failed(message.format(url=said(self.url), seconds=self.messenger.seconds), slow=True) from None
        finally:
            self.late.set()
            self._hang_up()
        if isinstance(found, BaseException):
            raise found
        return found

    def _run(self, answer: "queue.Queue[Answer | BaseException]") -> None:
        try:
            answer.put(self._answer())
        except BaseException as error:  # noqa: BLE001 - told in the thread that waits
            answer.put(error)

    def _hang_up(self) -> None:
        if (line := self.wire) is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads
            with contextlib.suppress(OSError):
                line.close()

    def _answer(self) -> Answer:
        from http.client import HTTPException
        from ssl import SSLCertVerificationError, SSLError

        url = self.url
        try:
            for step in range(self.errand.redirects + 1):
                with contextlib.closing(self._asked(url)) as answer:
                    if answer.status not in _REDIRECTS:
                        return self._body(answer, url, step)
                    there = answer.headers.get("Location", "").encode("latin-1").decode("utf-8", "replace")
                self._hang_up()
                url = https(self._joined(url, there), hint=self.errand.hint)
        except SSLCertVerificationError as error:
            message = _("the certificate of “{url}” is not good: {why}")
            raise self._failed(message.format(url=said(url), why=clean(error.verify_message, limit=100))) from None
        except SSLError as error:
            message = _("cannot talk to “{url}” safely: {why}")
            raise self._failed(
                message.format(url=said(url), why=clean(error.reason or str(error), limit=100))
            ) from None
        except HTTPException as error:
            message = _("“{url}” does not answer as a web server does: {why}")
            raise self._failed(message.format(url=said(url), why=type(error).__name__)) from None
        except ValueError as error:  # a name or a header that no protocol can carry
            message = _("“{url}” does not answer as a web server does: {why}")
            raise self._failed(message.format(url=said(url), why=type(error).__name__)) from None
        except OSError as error:
            why, slow = clean(_((error.strerror or str(error)).lower()), limit=100), isinstance(error, TimeoutError)
            message = _("cannot reach “{url}”: {why}")
            raise self._failed(message.format(url=said(url), why=why), slow=slow) from None
        message = _("“{url}” leads on and on; {most} redirects are followed")
        raise self._failed(message.format(url=said(self.url), most=self.errand.redirects))

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
        agent = f"sharecli/{__version__} {self.errand.agent}".strip()
        asked = {"User-Agent": agent, "Accept": self.errand.accept}
        line.request("GET", target, headers=asked | {"Accept-Encoding": "identity", "Connection": "close"})
        return line.getresponse()

    def _addresses(self, host: str, port: int) -> list[str]:
        from ipaddress import ip_address

        try:
            found = list(self.messenger.look_up(host, port))
        except (OSError, UnicodeError):
            raise self._failed(_("there is no server “{host}”").format(host=clean(host, limit=80))) from None
        for one in found:
            # Every one of them: a name that has a public and a private address is up to something.
            if not self.messenger.allowed(ip_address(one.partition("%")[0])):
                message = _("“{host}” is not on the public internet: {address}")
                words = message.format(host=clean(host, limit=80), address=clean(one, limit=60))
                raise BadAddress(words, hint=self.errand.hint)
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

    def _body(self, answer: "HTTPResponse", url: str, redirects: int) -> Answer:
        promised, content, most = answer.length or 0, bytearray(), self.errand.most
        read = answer.status == _OK and not (self.errand.whole and promised > most)  # an error's page says nothing more
        if read:
            while not self.late.is_set() and len(content) <= most and (piece := answer.read1(_PIECE)):
                content += piece
        cut = len(content) > most or promised > most
        return Answer(
            status=answer.status,
            reason=answer.reason,
            url=url,
            redirects=redirects,
            content=bytes(content[:most]),
            encoding=answer.headers.get_content_charset("") or "",
            cut=cut,
            broken=read and not cut and len(content) < promised,
        )

    def _joined(self, url: str, there: str) -> str:
        """Where a redirect leads from an address.

        Raises:
            BadAddress: what it says cannot be read.
        """
        try:
            return urljoin(url, there)
        except ValueError:
            message = _("the link “{url}” cannot be read").format(url=clean(there, limit=80))
            raise BadAddress(message, hint=self.errand.hint) from None

    def _failed(self, message: str, *, slow: bool = False) -> FetchFailed:
        return FetchFailed(message, hint=self.errand.hint, slow=slow)


def https(url: str, *, hint: str) -> str:
    """An address as it is visited.

    Raises:
        BadAddress: it cannot be read, or is not https.
    """
    try:
        address = url_of(url)
    except BadValue as error:
        raise BadAddress(error.message, hint=hint) from None
    if urlsplit(address).scheme != "https":
        raise BadAddress(_("“{url}” is not https").format(url=said(address)), hint=hint)
    return address


def said(url: str) -> str:
    """An address in a sentence."""
    return clean(url, limit=120)


def _trusted() -> "ssl.SSLContext":
    """The system's authorities, and those that pip brings: python.org's Python for macOS has none of its own."""
    import ssl

    trust = ssl.create_default_context()
    with contextlib.suppress(ImportError):
        import certifi

        trust.load_verify_locations(certifi.where())
    return trust
