"""What a request is: a person, the preview of a chat, a crawler, a browser that fetches ahead."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sharecli.clicks.model import Kind

LONGEST = 512
"""Characters of a user agent that are looked at and kept; a longer one is somebody's joke."""

_DATA = tomllib.loads(Path(__file__).with_name("agents.toml").read_text("utf-8"))

RULES: int = _DATA["rules"]
"""The version of the rules; a click keeps that under which it was judged."""

_REMEMBERED = 10_000
"""Agents whose judgement is kept at hand: few are many people's."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a user agent says.

    Attributes:
        kind: human, preview, bot or unknown.
        app: the app whose own window it is, or whose preview; empty where it is neither.
    """

    kind: Kind
    app: str = ""


class _Section:
    """The rules of one section, in their order.

    Args:
        table: name to regular expression.
        flags: of each of them.
    """

    def __init__(self, table: dict[str, str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self._any = re.compile("|".join(f"(?:{rule})" for rule in table.values()), flags)
        self._each = [(name, re.compile(rule, flags)) for name, rule in table.items()]

    def name(self, agent: str) -> str:
        """The first rule that knows the agent; empty where none does."""
        if not self._any.search(agent):
            return ""
        # All at once, the rule that matches furthest to the left would win: Alipay says UCBrowser before its own name.
        return next(name for name, rule in self._each if rule.search(agent))


@dataclass(frozen=True, slots=True)
class _Rules:
    headers: tuple[str, ...]
    words: tuple[str, ...]
    preview: _Section
    machine: _Section
    in_app: _Section
    browser: re.Pattern[str]


@lru_cache(_REMEMBERED)
def judged(agent: str) -> Judged:
    """What a user agent says of a request; up to a millisecond and a half for one that was not asked for lately.

    Args:
        agent: as it came; only its first :data:`LONGEST` characters count.
    """
    ours = _rules()
    said = agent[:LONGEST].strip()
    if app := ours.preview.name(said):
        return Judged(Kind.preview, app)
    if said in {"", "-"} or ours.machine.name(said):
        return Judged(Kind.bot)
    if app := ours.in_app.name(said):
        return Judged(Kind.human, app)
    if not ours.browser.fullmatch(said) and _crawls(said):
        return Judged(Kind.bot)
    return Judged(Kind.human if said.startswith(("Mozilla/", "Opera/")) else Kind.unknown)


def kind_of(how: str, judgement: Judged) -> Kind:
    """The class of a click.

    Args:
        how: ``get``, ``head`` or ``prefetch``.
        judgement: of its user agent.
    """
    # X sends one GET as Twitterbot and then three HEADs under the names of phones: nobody looks with HEAD.
    if how == "head":
        return Kind.head
    return Kind.prefetch if how == "prefetch" else judgement.kind


def how_of(method: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> str:
    """How a request asked: ``get``, ``head`` or ``prefetch``.

    Args:
        method: GET or HEAD.
        headers: names in lower case.
    """
    if method == "HEAD":
        return "head"
    ours = _rules()
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    for name, value in pairs:
        if name in ours.headers and any(word in value.lower() for word in ours.words):
            return "prefetch"
    return "get"


def purposes() -> tuple[str, ...]:
    """The headers in which a program says that it only fetches ahead; in lower case."""
    return _rules().headers


@cache
def _rules() -> _Rules:
    return _Rules(
        headers=tuple(_DATA["prefetch"]["headers"]),
        words=tuple(_DATA["prefetch"]["words"]),
        preview=_Section(_DATA["preview"], re.IGNORECASE),
        machine=_Section(_DATA["machine"]),
        in_app=_Section(_DATA["in-app"]),
        browser=re.compile(_DATA["browser"]["ordinary"]),
    )


def _crawls(agent: str) -> bool:
    return bool(_detector().is_crawler(agent))


@cache
def _detector() -> Any:
    # It reads a thousand patterns: only an agent that no rule here knows needs it.
    from crawlerdetect import CrawlerDetect  # type: ignore[import-untyped] # no types are published

    return CrawlerDetect()
