"""Reads a shop's page as a buyer sees it: what it says for search engines, its buttons, and its words. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

_HIDDEN = re.compile(r"(?si)<(script|style|template|noscript)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_PIECE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})((?:\s[^<>]{0,2000})?)/?>|([^<]+|<)")
_SCRIPT = re.compile(r"(?i)<script\b([^<>]{0,2000})>")
_SAID = re.compile(r"\"availability\"\s{0,9}:\s{0,9}\"([^\"]{1,200})\"")
_META = re.compile(r"(?si)<(?:meta|link)\b([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(
    r"([A-Za-z_:-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'<>]{1,2000}))"
)
_REFRESH = re.compile(
    r"(?i)^\s{0,9}([0-5])(?:\.\d{0,9})?\s{0,9}[;,]\s{0,9}(?:url\s{0,9}=\s{0,9})?[\"']?([^\"']{1,2000})"
)

_OFFERED = frozenset(
    "instock limitedavailability onlineonly preorder presale backorder madetoorder availablefororder available".split()
)
_NOT_OFFERED = frozenset("outofstock oos soldout discontinued".split())
_OTHERS = frozenset(
    {"isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "itemListElement", "review", "isPartOf"}
)
"""What stands below these in data for search engines is about other things than the page's own."""

_INLINE = frozenset("a abbr b bdi em font i mark s small span strong sub sup u wbr".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_MOST_DATA, _MOST_WORDS = 40, 20_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand together on a page.

    Attributes:
        text: in folded case, with single spaces.
        main: whether they stand with the page's own thing, before the headings of others.
        heading: ``title``, or ``h1`` to ``h4`` for the page's first heading; else empty.
        button: whether they stand on something that can be pressed.
        dead: whether that cannot be pressed now.
    """

    text: str
    main: bool = True
    heading: str = ""
    button: bool = False
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says.

    Attributes:
        offered: whether the data for search engines says that it can be bought; None where it says both, or nothing.
        said: its word for that, such as ``OutOfStock``; empty where it says nothing.
        words: all that can be read, in its order.
    """

    offered: bool | None
    said: str
    words: tuple[Words, ...]


def read(page: str) -> Reading:
    """What a page says; whatever it is, in a time that grows with its length alone."""
    offered, said = _for_machines(page, _metas(page))
    return Reading(offered, said, tuple(islice(_Sight().seen(_HIDDEN.sub(" ", page)), _MOST_WORDS)))


def refresh_of(page: str) -> str:
    """Where a page leads by itself within seconds, or an empty string."""
    metas = _metas(_HIDDEN.sub(" ", page))
    said = next((one.get("content", "") for one in metas if one.get("http-equiv", "").lower() == "refresh"), "")
    there = _REFRESH.match(unescape(said))
    return there[2].strip() if there else ""


def _metas(page: str) -> list[dict[str, str]]:
    return [_attributes(found[1]) for found in _META.finditer(page)]


def _for_machines(page: str, metas: list[dict[str, str]]) -> tuple[bool | None, str]:
    """The surest source that says anything: an offer's data, then the page's, then what stands in its markup."""
    for words in (
        list(_offers(page)),
        [
            one.get("content", "")
            for one in metas
            if one.get("property", "") in {"product:availability", "og:availability"}
        ],
        [one.get("href", "") or one.get("content", "") for one in metas if one.get("itemprop", "") == "availability"],
    ):
        known = {plain: word for word in words if (plain := _plain(word)) in _OFFERED | _NOT_OFFERED}
        if known:
            yes, no = known.keys() & _OFFERED, known.keys() & _NOT_OFFERED
            # Of several sizes one may be left; other things' markup stands on a page, too, but not in its own offers.
            return bool(yes), known[min(yes or no)][:60]
    return None, ""


def _offers(page: str) -> Iterator[str]:
    for number, found in enumerate(found for found in _SCRIPT.finditer(page) if "ld+json" in found[1].lower()):
        end = page.find("</", found.end())
        while end >= 0 and page[end + 2 : end + 8].lower() != "script":
            end = page.find("</", end + 1)
        if end < 0 or number >= _MOST_DATA:
            return
        try:
            yield from _availabilities(json.loads(page[found.end() : end]), _DEEPEST)
        except (ValueError, RecursionError):  # a comma too many, and everything else is good
            yield from _SAID.findall(page[found.end() : end])


def _availabilities(data: Any, deep: int) -> Iterator[str]:
    if deep and isinstance(data, list):
        for one in data:
            yield from _availabilities(one, deep - 1)
    elif deep and isinstance(data, dict):
        for key, value in data.items():
            if key == "availability":
                word = value.get("@id", "") if isinstance(value, dict) else value
                yield from [word] if isinstance(word, str) else []
            elif key not in _OTHERS:
                yield from _availabilities(value, deep - 1)


def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", re.split(r"[/#:]", word.strip().rstrip("/"))[-1].lower())


def _attributes(words: str) -> dict[str, str]:
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(words)}


@dataclass(slots=True)
class _Sight:
    """Goes through a page without scripts, piece by piece."""

    pieces: list[str] = field(default_factory=list)
    tag: str = ""
    pressed: str = ""
    dead: bool = False
    first: bool = False
    others: bool = False

    def seen(self, page: str) -> Iterator[Words]:
        """The words, block by block."""
        unseen, depth = "", 0
        for found in _PIECE.finditer(page):
            closes, name, attributes, text = found[1], (found[2] or "").lower(), found[3] or "", found[4]
            if unseen:
                if name == unseen:
                    depth += -1 if closes else 1
                    unseen = unseen if depth else ""
            elif text:
                self.pieces.append(text)
            elif not closes and name not in _VOID and _is_hidden(attributes):
                unseen, depth = name, 1
            elif name not in _INLINE or self._presses(name, attributes, closes):
                yield from self._block()
                yield from self._entered(name, attributes, closes)
        yield from self._block()

    def _presses(self, name: str, attributes: str, closes: str) -> bool:
        if closes:
            return name == self.pressed
        return name == "a" and re.search(r"(?i)\b(?:btn|button|cart|buy)", attributes) is not None

    def _entered(self, name: str, attributes: str, closes: str) -> Iterator[Words]:
        if closes:
            self.tag = "" if name == self.tag else self.tag
            if name == self.pressed:
                self.pressed, self.dead = "", False
            return
        if name in _HEADINGS:
            # What stands below a second heading is a description, questions, or other things.
            self.others |= self.first
            self.first = True
        if name in _HEADINGS or name == "title":
            self.tag = name
        if name == "button" or (name == "a" and self._presses(name, attributes, closes)):
            self.pressed, self.dead = name, _is_dead(attributes)
        elif name == "input":
            said = _attributes(attributes)
            if said.get("type", "").lower() in {"submit", "button"}:
                yield from self._told(said.get("value", ""), button=True, dead=_is_dead(attributes))

    def _block(self) -> Iterator[Words]:
        text, self.pieces = "".join(self.pieces), []
        yield from self._told(text, button=bool(self.pressed), dead=self.dead)

    def _told(self, text: str, *, button: bool, dead: bool) -> Iterator[Words]:
        if said := " ".join(unescape(text).split()).casefold():
            heading = self.tag if self.tag == "title" or not self.others else ""
            yield Words(said, not self.others, heading, button, dead)


def _is_dead(attributes: str) -> bool:
    bare = _ATTRIBUTE.sub(lambda found: f" {found[1]}=" if found[1].lower() == "disabled" else " ", attributes)
    return bool(re.search(r"(?i)(?:^|\s)disabled(?![\w-])", bare)) or bool(
        re.search(r"(?i)aria-disabled\s{0,9}=\s{0,9}[\"']?true", attributes)
    )


def _is_hidden(attributes: str) -> bool:
    if not attributes:
        return False
    bare = _ATTRIBUTE.sub(lambda found: f" {found[1]}=" if found[1].lower() == "hidden" else " ", attributes)
    return bool(re.search(r"(?i)(?:^|\s)hidden(?![\w-])", bare)) or bool(
        re.search(r"(?i)style\s{0,9}=\s{0,9}[\"'][^\"']{0,500}display\s{0,9}:\s{0,9}none", attributes)
    )
