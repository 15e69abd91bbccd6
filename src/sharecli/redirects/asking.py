"""What a request asks for, and what it says of who asks; nothing in it is believed."""

import time
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from sharecli.clicks.classes import LONGEST, how_of, purposes
from sharecli.clicks.model import Led
from sharecli.redirects import pages
from sharecli.redirects.arrivals import Arrival

type_scope = MutableMapping[str, Any]
type_said = dict[bytes, bytes]

LONGEST_CODE = 80
"""Characters of a path that are looked up and kept; a code has 40 at most."""

_HOST = 253
_PURPOSES = frozenset(name.encode() for name in purposes())


def word_of(scope: type_scope) -> str:
    """What was asked for: in lower case, without a slash at its end, and without halves of letters."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    word: str = path.removeprefix("/").removesuffix("/").lower()
    return word if word.isascii() else word.encode("utf-8", "replace").decode("utf-8")


def below(prefix: str, word: str) -> str:
    """What was asked for, below the path of the seller's base URL; a proxy may have taken that path away already.

    >>> below("/go", "go/tea"), below("/go", "tea"), below("/go", "go"), below("", "tea")
    ('tea', 'tea', '', 'tea')
    """
    path = prefix.strip("/").lower()
    return "" if path and word == path else word.removeprefix(f"{path}/")


def headers_of(scope: type_scope) -> type_said:
    """The headers, of one that comes twice the last. As bytes: of most requests nobody looks at more than three."""
    return dict(scope["headers"])


def spoken(headers: type_said) -> str:
    """The language a visitor's browser likes best, of those that the server's pages have."""
    return pages.language({"accept-language": headers.get(b"accept-language", b"").decode("latin-1")})


def arrival(scope: type_scope, headers: type_said, code: str, link: int | None = None, led: Led = Led.away) -> Arrival:
    """What the sink is told of a request for a code.

    Args:
        scope: of the request.
        headers: of :func:`headers_of`.
        code: as it was asked for.
        link: the link's number, or None.
        led: what becomes of it.
    """
    client = scope.get("client")
    return Arrival(
        link,
        code[: LONGEST_CODE + 1],  # one more than is kept, so that what is kept says that it was cut
        time.time_ns() // 1_000_000,
        _how(scope["method"], headers),
        _text(headers.get(b"user-agent", b""))[:LONGEST],
        _host(_text(headers[b"referer"])) if b"referer" in headers else "",
        headers.get(b"host", b"")[:_HOST].decode("latin-1").lower(),
        client[0] if client else "",
        led,
    )


def _how(method: str, headers: type_said) -> str:
    if method == "GET" and _PURPOSES.isdisjoint(headers):
        return "get"
    return how_of(method, ((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.items()))


def _text(value: bytes) -> str:
    """A header in letters: UTF-8 where it is that."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _host(referer: str) -> str:
    """The host of the page that a visitor came from, and nothing else of it."""
    if not referer:
        return ""
    try:
        return (urlsplit(referer[:2048]).hostname or "")[:_HOST]
    except ValueError:
        return ""
