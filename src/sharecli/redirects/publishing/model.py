"""What is published: which code leads where at a moment, what stays out and why, when that will change. Pure."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

_CODE = re.compile(r"[a-z0-9-]{1,40}")
_LEGAL = "!#$%&'()*+,/:;=?@[]~"
"""What a link may hold beside letters, digits and ``_.-`` (RFC 3986); anything else is percent-encoded."""

_WEB = re.compile(r"https?://[A-Za-z0-9\[]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f]")


class Why(StrEnum):
    """Why a link does not lead to its shop."""

    retired = "retired"
    not_yet = "not-yet"
    over = "over"
    full = "full"
    stays_long = "stays-long"
    unsafe = "unsafe"
    taken = "taken"


@dataclass(frozen=True, slots=True)
class Target:
    """A link, as far as a redirect cares.

    Attributes:
        code: as it was made.
        link: its number.
        platform: its product's platform.
        destination: where it leads.
        status: ``active`` or ``retired``.
        opens_at: from when on, UTC as stored, or None.
        closes_at: the first moment at which it leads there no more, UTC as stored, or None.
        fallback: where it leads else, or empty.
        max_clicks: how many people it lets through, or None.
    """

    code: str
    link: int
    platform: str
    destination: str
    status: str = "active"
    opens_at: str | None = None
    closes_at: str | None = None
    fallback: str = ""
    max_clicks: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published at a moment.

    Attributes:
        redirects: code to where it leads, sorted by code.
        left_out: code to why nothing is published for it.
        fallen_back: code to why it leads to its fallback.
        dated: how many links open or close later.
        counted: how many links count the people they let through.
        changes_at: the next moment at which another plan is due by the clock, UTC as stored, or None.
    """

    redirects: dict[str, str]
    left_out: dict[str, Why]
    fallen_back: dict[str, Why]
    dated: int = 0
    counted: int = 0
    changes_at: str | None = None


def plan(
    targets: Sequence[Target],
    *,
    now: str,
    full: Collection[int] = (),
    stays_long: Callable[[Target, str], bool] = lambda _target, _to: False,
    taken: Collection[str] = (),
) -> Plan:
    """What is to be published.

    Args:
        targets: every link.
        now: UTC, as stored.
        full: the numbers of links that have let through as many people as they may.
        stays_long: says whether a link's platform forbids that it goes through a short one.
        taken: codes that the engine needs for itself.
    """
    redirects: dict[str, str] = {}
    out: dict[str, Why] = {}
    back: dict[str, Why] = {}
    for one in sorted(targets, key=lambda target: target.code.lower()):
        code = one.code.lower()
        why = _closed(one, now, full)
        to = legal(one.destination if why is None else one.fallback)
        if why is not None and not one.fallback:
            out[code] = why
        elif not to or not _CODE.fullmatch(code):
            out[code] = Why.unsafe
        elif code in taken:
            out[code] = Why.taken
        elif stays_long(one, to):
            out[code] = Why.stays_long
        else:
            redirects[code] = to
            if why is not None:
                back[code] = why
    live = [one for one in targets if one.status != "retired"]
    moments = [(one.link, at) for one in live for at in (one.opens_at, one.closes_at) if at is not None and at > now]
    return Plan(
        redirects,
        out,
        back,
        dated=len({link for link, _at in moments}),
        counted=sum(one.max_clicks is not None and one.link not in full for one in live),
        changes_at=min((at for _link, at in moments), default=None),
    )


def legal(url: str) -> str:
    """A web address as it may stand in a header and in a file: nothing but the characters of RFC 3986.

    Empty where it is none, or where it holds a control character: encoded, it would lead somewhere else.

    >>> legal('https://shop.example/茶 "x"?a={b}&c=$d')
    'https://shop.example/%E8%8C%B6%20%22x%22?a=%7Bb%7D&c=$d'
    """
    if not _WEB.match(url) or _INVISIBLE.search(url):
        return ""
    return quote(url, safe=_LEGAL, errors="replace")


def _closed(one: Target, now: str, full: Collection[int]) -> Why | None:
    if one.status == "retired":
        return Why.retired
    if one.opens_at is not None and now < one.opens_at:
        return Why.not_yet
    if one.closes_at is not None and now >= one.closes_at:
        return Why.over
    return Why.full if one.max_clicks is not None and one.link in full else None
