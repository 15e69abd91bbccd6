"""Judges what a shop's server answered: does it still sell, is it gone, or does the answer tell nothing? Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from sharecli.language import _
from sharecli.platforms.model import Alive
from sharecli.products.visiting import Answer
from sharecli.text import clean


class State(StrEnum):
    """What a destination is."""

    alive = "alive"
    sold_out = "sold-out"
    gone = "gone"
    unreachable = "unreachable"
    unknown = "unknown"


DEAD = frozenset({State.sold_out, State.gone, State.unreachable})
"""Nobody can buy anything there."""

_OK, _NO_MORE, _TOO_OFTEN, _ITS_OWN = 200, frozenset({404, 410}), 429, 500
_HIDDEN = re.compile(r"(?si)<(script|style|template|noscript)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_OFFERED = re.compile(r"schema\.org/(InStock|LimitedAvailability|OnlineOnly|PreOrder|PreSale|BackOrder|MadeToOrder)")
_NOT_OFFERED = re.compile(r"schema\.org/(OutOfStock|SoldOut|Discontinued)")
_SAYS_ENCODING = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a destination is, and why.

    Attributes:
        state: alive, dead in one of three ways, or unknown.
        status: of HTTP; 0 where there was no answer.
        redirects: how many were followed.
        why: one clause; empty for what is alive.
    """

    state: State
    status: int
    redirects: int
    why: str


def judge(answer: Answer, alive: Alive) -> Verdict:
    """What a shop's answer means.

    Args:
        answer: the last one, behind the redirects.
        alive: the platform's words and places.
    """
    told = _by_status(answer) or _by_place(answer.url.partition("://")[2], alive)
    if not told and answer.status != _OK:
        told = State.unknown, _("the shop answers {status} to a program").format(status=answer.status)
    state, why = told or _said(_text(answer), alive)
    return Verdict(state, answer.status, answer.redirects, clean(why, limit=160))


def _by_status(answer: Answer) -> tuple[State, str] | None:
    if answer.status in _NO_MORE:
        return State.gone, _("the shop answers {status}").format(status=answer.status)
    if answer.status == _TOO_OFTEN:
        return State.unknown, _("the shop was asked too often (429); try again later")
    if answer.status >= _ITS_OWN:
        why = _("the shop has trouble of its own ({status}); try again later")
        return State.unknown, why.format(status=answer.status)
    return None


def _by_place(where: str, alive: Alive) -> tuple[State, str] | None:
    if place := next((place for place in alive.gone_at if where.startswith(place)), ""):
        return State.gone, _("it leads to {place}").format(place=place)
    if place := next((place for place in alive.asks_at if where.startswith(place)), ""):
        return State.unknown, _("the shop wants to know who asks: {place}").format(place=place)
    return None


def _said(page: str, alive: Alive) -> tuple[State, str]:
    """What the words of a page mean."""
    # What shops tell search engines is surer than any word: of several sizes one may be left.
    if _OFFERED.search(page):
        return State.alive, ""
    if found := _NOT_OFFERED.search(page):
        return State.sold_out, found[0]
    # The words of a script stand on every page of a shop, also those for what is sold out.
    seen = " ".join(unescape(_MARKUP.sub(" ", _HIDDEN.sub(" ", page))).split()).casefold()
    for state, words in ((State.gone, alive.gone), (State.sold_out, alive.sold_out)):
        if word := next((word for word in words if word.casefold() in seen), ""):
            return state, _("the page says “{word}”").format(word=word)
    return State.alive, ""


def _text(answer: Answer) -> str:
    said = _SAYS_ENCODING.search(answer.content[:4096])
    name = (answer.encoding or (said[1].decode("ascii") if said else "")).lower()
    try:
        # A Chinese shop that says gb2312 means its successor.
        return answer.content.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(name, name) or "utf-8", "replace")
    except LookupError:
        return answer.content.decode("utf-8", "replace")
