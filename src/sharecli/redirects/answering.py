"""What goes back to a visitor: status, headers and body of each kind of answer."""

import json
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from sharecli.redirects import pages

_SAFE = "%/:?#[]@!$&'()*+,;=~"
"""What stands in an address as it is; everything else would break a header, or has no place in one."""

_AS_IT_IS = re.compile(rf"[A-Za-z0-9_.\-{re.escape(_SAFE)}]*")
"""Most addresses; a look is a tenth of the price of quoting."""

type_headers = tuple[tuple[bytes, bytes], ...]

# What is cached is never asked for again: neither counted, nor led elsewhere when the seller retargets the link.
_COMMON: type_headers = ((b"cache-control", b"private, no-store"), (b"x-robots-tag", b"noindex"))
_LEADS: type_headers = (*_COMMON, (b"referrer-policy", b"no-referrer-when-downgrade"), (b"content-length", b"0"))
_PAGE: type_headers = (
    *_COMMON,
    (b"content-type", b"text/html; charset=utf-8"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
)


class Answer(NamedTuple):
    """What goes back.

    Attributes:
        status: of HTTP.
        headers: the length of the body among them.
        body: or empty.
        wire: the headers as they are sent, with the empty line behind them; only of an answer that leads on.
    """

    status: int
    headers: type_headers
    body: bytes = b""
    wire: bytes = b""


_NOTHING = Answer(204, ((b"cache-control", b"public, max-age=86400"),))
# Everything may be fetched: what may not follow a link cannot show a card for it. X-Robots-Tag keeps links out of
# search results.
_ROBOTS = Answer(200, ((b"content-type", b"text/plain"), (b"content-length", b"24")), b"User-agent: *\nDisallow:\n")

NOT_ALLOWED = Answer(405, ((b"allow", b"GET, HEAD"), (b"content-length", b"0"), *_COMMON))

NEVER_COUNTED = {
    "robots.txt": _ROBOTS,
    "favicon.ico": _NOTHING,
    "apple-touch-icon.png": _NOTHING,
    "apple-touch-icon-precomposed.png": _NOTHING,
}
"""What browsers and crawlers ask for by themselves."""


@lru_cache(10_000)
def lead(there: str) -> Answer:
    """302: found, this time there."""
    whole = there if _AS_IT_IS.fullmatch(there) else quote(there, safe=_SAFE)
    headers = ((b"location", whole.encode("ascii")), *_LEADS)
    return Answer(302, headers, wire=b"".join(b"%s: %s\r\n" % one for one in headers) + b"\r\n")


def page(status: int, html: str, *more: tuple[bytes, bytes]) -> Answer:
    """A page for people."""
    body = html.encode()
    return Answer(status, (*_PAGE, (b"content-length", str(len(body)).encode()), *more), body)


def away(speech: str) -> Answer:
    """503: the seller's file cannot be read at this moment."""
    return page(503, pages.plain("away", speech=speech), (b"retry-after", b"2"))


def health(said: dict[str, str | bool], *, well: bool) -> Answer:
    """How the server is, for those who watch over it."""
    body = json.dumps(said).encode()
    headers = (*_COMMON, (b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()))
    return Answer(200 if well else 503, headers, body)
