"""What a request asks for, and what it says of who asks; nothing in it is believed."""

import time
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from sharecli.clicks.classes import LONGEST, how_of
from sharecli.clicks.model import Led
from sharecli.redirects.sink import Arrival

type_scope = MutableMapping[str, Any]

LONGEST_CODE = 80
"""Characters of a path that are looked up and kept; a code has 40 at most."""

_HOST = 253


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


def headers_of(scope: type_scope) -> dict[str, str]:
    """The headers as text, byte by byte; of one that comes twice, the last."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def arrival(
    scope: type_scope, headers: dict[str, str], code: str, link: int | None = None, led: Led = Led.away
) -> Arrival:
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
        link=link,
        code=code[: LONGEST_CODE + 1],  # one more than is kept, so that what is kept says that it was cut
        at_ms=time.time_ns() // 1_000_000,
        how=how_of(scope["method"], headers),
        agent=_text(headers.get("user-agent", ""))[:LONGEST],
        ref_host=_host(_text(headers.get("referer", ""))),
        host=headers.get("host", "")[:_HOST].lower(),
        address=client[0] if client else "",
        led=led,
    )


def _text(value: str) -> str:
    """A header in letters: UTF-8 where it is that."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value


def _host(referer: str) -> str:
    """The host of the page that a visitor came from, and nothing else of it."""
    if not referer:
        return ""
    try:
        return (urlsplit(referer[:2048]).hostname or "")[:_HOST]
    except ValueError:
        return ""
