"""A request that came for a link, and the classes of who sends such requests. Pure."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """Who asked: a person, or what asks in their place."""

    human = "human"
    preview = "preview"
    bot = "bot"
    prefetch = "prefetch"
    head = "head"
    unknown = "unknown"


HOWS = ("get", "head", "prefetch")
"""How a link is asked for."""


class Led(IntEnum):
    """What became of a request: turned away with 404 or 410, led to where the link leads, or to its fallback."""

    away = 0
    there = 1
    fallback = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A request for a code, before its class is known.

    Attributes:
        link: the link's number in the seller's file; None where no link has that code (an orphan).
        code: as it was asked for, lower case, without control characters.
        at_ms: when, in milliseconds since 1970, UTC.
        how: ``get``, ``head`` or ``prefetch``.
        agent: what the visitor's program calls itself; empty where it does not say.
        ref_host: the host of the page it came from, or empty.
        visitor: eight bytes that are the same for one visitor on one day and mean nothing after it; None if unknown.
        source: where it is known from, such as ``serve``.
        key: what it is known again by, where it can be read twice; else None.
        led: what became of it.
    """

    link: int | None
    code: str
    at_ms: int
    how: str
    agent: str
    ref_host: str
    visitor: bytes | None
    source: str
    key: str | None = None
    led: Led = Led.there
