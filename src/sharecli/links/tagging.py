"""Leads a link to its shop, tagged the platform's way; what stands in the shop's link stays, byte by byte."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.links.clearing import cleared
from sharecli.links.model import not_a_loop
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import Platform
from sharecli.platforms.sub_ids import SubId
from sharecli.products.model import LONGEST_URL
from sharecli.settings.model import Settings

_NAMED = re.compile(r"\{(\w+)\}")
_PIECES = re.compile(r"(\{\w+\})")
_UNQUOTED = "_.-~"
"""Marks that stand in a link as they are."""


class Tagging:
    """The tags of one address: read once, for thousands of links to it.

    Args:
        url: normalised.
        tags: parameter to template, such as ``utm_source`` to ``{channel}``. A parameter that the address has already
            is the seller's own and stays.
        sub_ids: the grammar of some of those parameters.
    """

    def __init__(self, url: str, tags: Mapping[str, str], sub_ids: tuple[SubId, ...] = ()) -> None:
        parts = urlsplit(url)
        there = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
        self._url = url
        self._front = urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))
        self._front += "&" if parts.query else "?"
        self._back = f"#{parts.fragment}" if parts.fragment else ""
        self._tags = _compiled(tuple((name, tags[name]) for name in tags if name not in there), sub_ids)

    def tagged(self, values: Mapping[str, str]) -> str:
        """The address with its tags.

        Args:
            values: what the templates name. A tag whose value is missing or empty is left out.

        Raises:
            BadValue: a value is longer than the platform takes.
        """
        for word, marks, longest in self._tags.words:
            value = values.get(word, "")
            plain = value.isalnum() or value.translate(marks).isalnum()
            if not (plain and value.isascii() and len(value) <= longest):
                made = "&".join(_spelled(self._tags.parts, values))
                break
        else:
            made = self._tags.pattern.format_map(values)
        return f"{self._front}{made}{self._back}" if made else self._url

    def bare(self, destination: str) -> str:
        """A link to this address without the tags, so that whoever opens it counts as nobody's buyer."""
        parts = urlsplit(destination)
        leads = tuple(lead for lead, *_rest in self._tags.parts)
        kept = "&".join(one for one in parts.query.split("&") if not one.startswith(leads)) if leads else parts.query
        return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, ""))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Tags, ready to be filled in.

    Attributes:
        parts: the parameter with its sign, the template, the names in it, and its grammar.
        pattern: all of them, with the names in braces.
        words: each name, the marks that may stand in its place as they are, and the most characters. Most words are
            letters and digits: one look at each, and the whole pattern is filled in at once.
    """

    parts: tuple[tuple[str, str, tuple[str, ...], SubId | None], ...]
    pattern: str
    words: tuple[tuple[str, dict[int, None], int], ...]


@lru_cache(maxsize=256)
def _compiled(tags: tuple[tuple[str, str], ...], sub_ids: tuple[SubId, ...]) -> _Compiled:
    grammars = {one.name: one for one in sub_ids if not one.enter}
    parts, made = [], []
    marks: dict[str, set[str]] = {}
    longest: dict[str, int] = {}
    for name, template in tags:
        lead, words, grammar = f"{quote(name, safe='')}=", tuple(_NAMED.findall(template)), grammars.get(name)
        if "account" in words:
            grammar = None  # the platform gave it to the seller: it is not for us to change
        parts.append((lead, template, words, grammar))
        made.append(lead + "".join(one if one[:1] == "{" else quote(one, safe="") for one in _PIECES.split(template)))
        for word in words:
            allowed = {mark for mark in _UNQUOTED if grammar is None or re.fullmatch(f"[{grammar.allowed}]", mark)}
            marks[word] = marks.get(word, allowed) & allowed
            # Where a tag is more than the name, its length is looked at anew each time.
            most = (grammar.longest if template == f"{{{word}}}" else 0) if grammar else LONGEST_URL
            longest[word] = min(longest.get(word, LONGEST_URL), most)
    words_of = tuple((word, {ord(mark): None for mark in some}, longest[word]) for word, some in marks.items())
    return _Compiled(tuple(parts), "&".join(made), words_of)


def _spelled(
    parts: Iterable[tuple[str, str, tuple[str, ...], SubId | None]], values: Mapping[str, str]
) -> Iterator[str]:
    """Each tag with its value, word by word and in its grammar."""
    for lead, template, words, grammar in parts:
        if all(map(values.get, words)):
            value = template.format_map(values)
            if spelled := quote(fitted(grammar, value) if grammar else value, safe=""):
                yield lead + spelled


class Way:
    """Where the links of one product lead.

    Args:
        url: the shop's link, normalised.
        platform: a platform's key; found by the link's host where there is none of that key.
        settings: base URL and accounts.

    Attributes:
        seller: the platform.
        taken: words of others that stood where ours do now, such as ``tag=other-20``.

    Raises:
        BadValue: it leads back to the seller's own short domain.
    """

    def __init__(self, url: str, platform: str, settings: Settings) -> None:
        self.seller = seller_of(url, platform)
        self._account = settings.accounts.get(self.seller.key, "")
        tags = {} if self.seller.signs(url) else self.seller.tags_for(url)
        if not self._account:
            tags = {name: template for name, template in tags.items() if "{account}" not in template}
        # Tags change neither the host nor the path, so that one look at the address is enough.
        bare, self.taken = cleared(not_a_loop(url, settings.base_url), tags, self.seller, self._account)
        self._tagging = Tagging(bare, tags, self.seller.sub_ids)

    def to(self, *, code: str, product: str, channel: str, campaign: str) -> str:
        """The shop's link, tagged for one link; a signed one stays as it is.

        Raises:
            BadValue: with its tags it is too long, or a tag is.
        """
        there = self._tagging.tagged(values_of(code, product, channel, campaign, self._account))
        if len(there) > LONGEST_URL:
            message = _("the link of “{product}” has {count:,} characters with its tags; at most {most:,}")
            raise BadValue(
                message.format(product=product, count=len(there), most=LONGEST_URL),
                hint=_("use the platform's short link"),
            )
        return there


def by_hand(seller: Platform, *, code: str, product: str, channel: str, campaign: str) -> list[tuple[SubId, str]]:
    """What a person has to enter at a platform whose links cannot carry it: each sub-id and the word for it.

    Raises:
        BadValue: a word is longer than the platform takes.
    """
    values = values_of(code, product, channel, campaign, "")
    return [(one, fitted(one, one.enter.format_map(values))) for one in seller.sub_ids if one.enter]


def values_of(code: str, product: str, channel: str, campaign: str, account: str) -> dict[str, str]:
    """What a tag may name. A person is not among it: a link is seen by everybody."""
    return {
        "link": code,
        "product": product,
        "channel": channel.replace("-", "_"),
        "campaign": campaign or product,
        "account": account,
    }


def fitted(sub_id: SubId, word: str) -> str:
    """A word in a platform's grammar.

    Raises:
        BadValue: it is longer than the platform takes; cut off, it would lead back to nothing.
    """
    value = sub_id.fit(word)
    if len(value) > sub_id.longest:
        message = _("“{word}” is too long for {name}, which has {most} characters at most")
        raise BadValue(
            message.format(word=value[:80], name=sub_id.name, most=sub_id.longest),
            hint=_("choose a shorter word with --code"),
        )
    return value


def seller_of(url: str, platform: str) -> Platform:
    """The platform of that key; the one whose host the link has where there is none."""
    return platforms.platforms().get(platform) or platforms.detect(url)
