"""Visits an address on the web: by https, public addresses alone, and never for longer than a moment."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sharecli import __version__
from sharecli.dialling import Barred, Late, Line, NoSuchHost, Offline, looked_up
from sharecli.errors import BadValue, Unreadable
from sharecli.language import _
from sharecli.products.addresses import public
from sharecli.products.model import url_of
from sharecli.text import clean

if TYPE_CHECKING:
    import ssl
    from http.client import HTTPResponse
    from ipaddress import IPv4Address, IPv6Address
    from socket import socket

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
        offline: whether nobody could be asked, so that nothing is known of who was to answer.
    """

    code = "fetch-failed"

    def __init__(self, message: str, *, hint: str | None = None, slow: bool = False, offline: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.slow, self.offline = slow, offline


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


@dataclass(frozen=True, slots=True)
class Messenger:
    """Goes and fetches. The defaults are the rules; a test has a server of its own.

    No proxy is used, whatever the environment names: a proxy would look the name up again, and might be led to
    another address than the one that was checked.

    Attributes:
        allowed: whether an address may be visited.
        look_up: host and port to the addresses and ports where it is found.
        trust: whose certificates are believed; the system's and those that come with Python's where None.
        seconds: for everything together.
    """

    allowed: "Callable[[IPv4Address | IPv6Address], bool]" = public
    look_up: Callable[[str, int], Sequence[tuple[str, int]]] = looked_up
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
    """One fetch, with all its redirects."""

    messenger: Messenger
    url: str
    errand: Errand
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        one = self.messenger
        self.line = Line(one.seconds, one.allowed, one.look_up)

    def come_back(self) -> Answer:
        try:
            return self.line.within(self._answer, name="sharecli-fetch")
        except Late:
            message = _("“{url}” took longer than {seconds:g} seconds")
            raise self._failed(message.format(url=said(self.url), seconds=self.messenger.seconds), slow=True) from None

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
                self.line.drop()
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
        safe = trust.wrap_socket(
            self._dialled(host, port), server_hostname=host.rstrip("."), do_handshake_on_connect=False
        )
        self.line.hold(safe)
        safe.do_handshake()
        asking = HTTPSConnection(host, port, context=trust)
        asking.sock = safe
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        agent = f"sharecli/{__version__} {self.errand.agent}".strip()
        asked = {"User-Agent": agent, "Accept": self.errand.accept}
        asking.request("GET", target, headers=asked | {"Accept-Encoding": "identity", "Connection": "close"})
        return asking.getresponse()

    def _dialled(self, host: str, port: int) -> "socket":
        try:
            return self.line.dial(host, port)
        except NoSuchHost:
            raise self._failed(_("there is no server “{host}”").format(host=clean(host, limit=80))) from None
        except Offline:
            message = _("“{host}” could not be asked: this computer reaches no name server, or no network")
            raise self._failed(message.format(host=clean(host, limit=80)), offline=True) from None
        except Barred as error:
            message = _("“{host}” is not on the public internet: {address}")
            words = message.format(host=clean(host, limit=80), address=clean(error.address, limit=60))
            raise BadAddress(words, hint=self.errand.hint) from None

    def _body(self, answer: "HTTPResponse", url: str, redirects: int) -> Answer:
        promised, content, most = answer.length or 0, bytearray(), self.errand.most
        read = answer.status == _OK and not (self.errand.whole and promised > most)  # an error's page says nothing more
        if read:
            while not self.line.late and len(content) <= most and (piece := answer.read1(_PIECE)):
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

    def _failed(self, message: str, *, slow: bool = False, offline: bool = False) -> FetchFailed:
        return FetchFailed(message, hint=self.errand.hint, slow=slow, offline=offline)


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
