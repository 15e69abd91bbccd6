"""Judges what a shop's server answered: does it still sell, is it gone, or does the answer tell nothing? Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from sharecli.language import _
from sharecli.links.reading import Reading, Words, read
from sharecli.platforms.model import Alive
from sharecli.products.visiting import Answer
from sharecli.text import clean


class State(StrEnum):
    """What a destination is."""

    alive = "alive"
    sold_out = "sold-out"
    gone = "gone"
    unreachable = "unreachable"
    unsure = "unsure"
    unknown = "unknown"


DEAD = frozenset({State.sold_out, State.gone, State.unreachable})
"""Nobody can buy anything there."""

_OK, _NO_MORE, _TOO_OFTEN, _ITS_OWN = 200, frozenset({404, 410}), 429, 500
_SAYS_ENCODING = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_FRONT = re.compile(r"/?(?:index|home|default|main)?(?:\.[a-z]{2,5})?/?", re.IGNORECASE)
_AROUND = 20
"""Characters beside a word about being sold out: with more it is a sentence, and that may be about anything."""

_BESIDE = 12
"""Characters beside the words of a button, or of a heading that says that nothing is there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a destination is, and why.

    Attributes:
        state: alive, dead in one of three ways, or not to be told.
        status: of HTTP; 0 where there was no answer.
        redirects: how many were followed.
        why: one clause; empty for what is alive.
    """

    state: State
    status: int
    redirects: int
    why: str


def judge(answer: Answer, alive: Alive, asked: str = "") -> Verdict:
    """What a shop's answer means.

    Args:
        answer: the last one, behind the redirects.
        alive: the platform's words and places.
        asked: the address that was visited first.
    """
    told = _by_status(answer) or _by_place(answer, alive, asked)
    if not told and answer.status != _OK:
        told = State.unknown, _("the shop answers {status} to a program").format(status=answer.status)
    state, why = told or _said(read(text_of(answer)), alive)
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


def _by_place(answer: Answer, alive: Alive, asked: str) -> tuple[State, str] | None:
    where, path = answer.url.partition("://")[2], urlsplit(answer.url).path
    parts = {part.casefold() for part in re.split(r"[/.]", path) if part} if answer.redirects else set()
    gone = next((place for place in alive.gone_at if where.startswith(place)), "")
    if gone or not parts.isdisjoint(alive.gone_paths):
        return State.gone, _("it leads to {place}").format(place=gone or path)
    asks = next((place for place in alive.asks_at if where.startswith(place)), "")
    if asks or not parts.isdisjoint(alive.asks_paths):
        return State.unknown, _("the shop wants to know who asks: {place}").format(place=asks or path)
    if answer.redirects and answer.status == _OK and _FRONT.fullmatch(path) and not _is_front(asked):
        return State.unsure, _("it leads to the shop's front page")
    return None


def _is_front(asked: str) -> bool:
    parts = urlsplit(asked)
    return not asked or bool(_FRONT.fullmatch(parts.path) and not parts.query)


def _said(page: Reading, alive: Alive) -> tuple[State, str]:
    """What a page means. What shops tell search engines is surer than any word."""
    if page.offered is not None:
        return (State.alive, "") if page.offered else (State.sold_out, page.said)
    if all(one.heading == "title" for one in page.words):
        return State.unsure, _("the page is empty without its scripts")
    return _by_words(page, alive)


def _by_words(page: Reading, alive: Alive) -> tuple[State, str]:
    """What a page's words mean: a button is surer than a sentence, and what stands alone surer than what does not."""
    buys = [one for one in page.words if not one.dead and not one.heading and _is(one, alive.buys, _BESIDE)]
    if any(one.main for one in buys):
        return State.alive, ""
    if gone := _no_page(page, alive):
        return gone if not buys else (State.unsure, gone[1])
    somewhere = ""
    for one in page.words:
        if word := next((word for word in alive.sold_out if _has(one.text, word)), ""):
            if _surely(one, word, alive):
                return State.sold_out, _("the page says “{word}”").format(word=word)
            somewhere = somewhere or word
    if somewhere and not buys:
        return State.unsure, _("somewhere the page says “{word}”; look yourself").format(word=somewhere)
    return State.alive, ""


def _no_page(page: Reading, alive: Alive) -> tuple[State, str] | None:
    """What a page says that stands in the place of another."""
    says = _("the page says “{word}”")
    for one in page.words:
        if word := next((word for word in alive.gone if _has(one.text, word)), ""):
            return State.gone, says.format(word=word)
    unsure = ""
    for one in (one for one in page.words if one.heading):
        for part in re.split(r"\s[|·–—-]\s|[|·]", one.text):
            if word := next((word for word in alive.headings if _has(part, word)), ""):
                if len(part) <= len(word) + _BESIDE:
                    return State.gone, says.format(word=word)
                unsure = unsure or word
    return (State.unsure, says.format(word=unsure)) if unsure else None


def _surely(one: Words, word: str, alive: Alive) -> bool:
    """Whether a word about being sold out is about the page's own thing, and no question or story."""
    if not one.main or one.heading or len(one.text) > len(word) + _AROUND or re.search("[?？]", one.text):
        return False
    return not any(_has(one.text, but) for but in alive.but_not)


def _is(one: Words, words: tuple[str, ...], beside: int) -> bool:
    return any(len(one.text) <= len(word) + beside and _has(one.text, word) for word in words)


def _has(text: str, word: str) -> bool:
    """Whether words have a word in them, in any case; letters of the Latin alphabet end where a word ends."""
    folded = word.casefold()
    start = text.find(folded)
    while start >= 0:
        around = text[start - 1 : start] + text[start + len(folded) : start + len(folded) + 1]
        if not (folded[:1].isascii() and any(mark.isascii() and mark.isalnum() for mark in around)):
            return True
        start = text.find(folded, start + 1)
    return False


def text_of(answer: Answer) -> str:
    """A page's words, in the encoding that it or its server says."""
    said = _SAYS_ENCODING.search(answer.content[:4096])
    name = (answer.encoding or (said[1].decode("ascii") if said else "")).lower()
    try:
        # A Chinese shop that says gb2312 means its successor.
        return answer.content.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(name, name) or "utf-8", "replace")
    except LookupError:
        return answer.content.decode("utf-8", "replace")
