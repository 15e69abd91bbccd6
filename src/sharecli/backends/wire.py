"""Asks a server: one deadline for everything, a cap on bytes, no redirect followed, no address that is not allowed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sharecli import __version__
from sharecli.backends.answer import Answer
from sharecli.backends.trip import Trip
from sharecli.backends.trouble import CarrierPrivate
from sharecli.dialling import looked_up
from sharecli.language import _
from sharecli.products.addresses import public
from sharecli.text import clean

if TYPE_CHECKING:
    import ssl
    from ipaddress import IPv4Address, IPv6Address


SECONDS = 12.0
"""For everything together: the name, the handshake, the last byte."""

LARGEST = 2 * 1024 * 1024
"""Bytes of an answer. Fifty links with all that an engine tells of them are some 100 KB."""


def own_network(address: "IPv4Address | IPv6Address") -> bool:
    """Whether a backend that may be private may be visited there: not where a cloud keeps its secrets."""
    barred = address.is_link_local or address.is_multicast or address.is_unspecified
    return public(address) or (address.is_private and not barred)


@dataclass(frozen=True, slots=True)
class Wire:
    """How servers are asked. The defaults are the rules; a test has a server of its own.

    No proxy is used and no cookie or password of the system's is sent, whatever the environment names.

    Attributes:
        allowed: whether an address may be visited.
        look_up: host and port to the addresses and ports where it is found.
        trust: whose certificates are believed; the system's and certifi's where None.
        seconds: for everything together.
        plain: whether http will do.
    """

    allowed: "Callable[[IPv4Address | IPv6Address], bool]" = public
    look_up: Callable[[str, int], Sequence[tuple[str, int]]] = looked_up
    trust: "ssl.SSLContext | None" = None
    seconds: float = SECONDS
    plain: bool = False

    def ask(
        self,
        who: str,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        content: Any = None,
        largest: int = LARGEST,
        read: bool = True,
    ) -> Answer:
        """One answer; a redirect is an answer like any other.

        Args:
            who: the service's name, for sentences.
            method: of HTTP.
            url: without secrets.
            headers: beside the usual ones.
            params: of the query.
            form: a form to send.
            content: JSON to send.
            largest: bytes of the answer.
            read: whether the answer's body is wanted.

        Raises:
            CarrierPrivate: the address is not https, or not one that may be visited.
            CarrierUnreachable: nobody is there, or the certificate is not good.
            CarrierSlow: the deadline passed.
            CarrierTooLarge: the answer is larger.
            CarrierBadAnswer: it does not speak HTTP.
        """
        if urlsplit(url).scheme != "https" and not self.plain:
            raise not_https(url)
        asked = {"User-Agent": f"sharecli/{__version__}", "Accept-Encoding": "identity", "Connection": "close"}
        words = {"headers": {**asked, **(headers or {})}, "params": params, "data": form, "json": content}
        return Trip(self, who, method, url, words, largest, read).come_back()


def not_https(url: str) -> CarrierPrivate:
    """The refusal of an address that would carry a key in the clear."""
    message = _("“{url}” is not https").format(url=clean(url, limit=120))
    return CarrierPrivate(message, hint=_("a backend in your own network: --allow-private"))
