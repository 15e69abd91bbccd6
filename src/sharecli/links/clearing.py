"""Takes another's words out of a shop's link, so that a report leads back to the seller's own. Pure."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from sharecli.platforms.model import Platform
from sharecli.text import clean

_ACCOUNT = "{account}"

_Tags = tuple[tuple[str, str], ...]


def cleared(url: str, tags: Mapping[str, str], seller: Platform, account: str) -> tuple[str, tuple[str, ...]]:
    """A link without the words that stand where ours have to, and what those were: ``tag=other-20``.

    What says the same for every link stays, such as eBay's ``mkevt``; so does what the platform's file says is the
    seller's own to choose, and an account that is the seller's. What belongs to another's account goes with it.

    Args:
        url: normalised, and not signed.
        tags: parameter to template, those that will be put in.
        seller: the platform.
        account: the seller's there, or empty.
    """
    query = url.partition("?")[2]
    if not query:
        return url, ()
    general, own = tuple(seller.tags.items()), tuple(tags.items())
    ours, mine, about = _ours(own, general, seller.keeps, seller.with_account)
    # Most links have no such word in them: one look is enough, unless somebody wrote a name in other signs.
    if "%" not in query and not about.search(query):
        return url, ()
    mine = {name: account if template == _ACCOUNT else template for name, template in mine.items()}
    parts = urlsplit(url)
    pieces = [(piece, *_read(piece)) for piece in parts.query.split("&")]
    others = [name for _piece, name, value in pieces if name in mine and value != mine[name]]
    gone = ours - set(mine) | set(others)
    if others:
        gone |= {name.lower() for name in seller.with_account}
    if gone.isdisjoint(name for _piece, name, _value in pieces):
        return url, ()
    kept = "&".join(piece for piece, name, _value in pieces if name not in gone)
    taken = dict.fromkeys(
        clean(piece, limit=80) for piece, name, value in pieces if name in gone and value not in {"", mine.get(name)}
    )
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, parts.fragment)), tuple(taken)


@lru_cache(maxsize=256)
def _ours(
    own: _Tags, general: _Tags, keeps: tuple[str, ...], with_account: tuple[str, ...]
) -> tuple[frozenset[str], dict[str, str], re.Pattern[str]]:
    """Names in small letters: of what is to be ours, of accounts with their templates, and what finds any of them."""
    ours = frozenset(name.lower() for name, template in own if "{" in template and name not in keeps)
    # A seller with several accounts names each in a file of their own, instead of by a brace.
    accounts = {name for name, template in general if template == _ACCOUNT}
    mine = {name.lower(): template for name, template in own if template == _ACCOUNT or name in accounts}
    names = map(re.escape, sorted(ours | set(mine) | set(with_account)))
    return ours, mine, re.compile(f"(?i)(?:{'|'.join(names)})(?:[=&]|$)")


def account_in(url: str, seller: Platform) -> str:
    """The account that a link names already, as ``tag=other-20``; empty where it names none."""
    tags = seller.tags_for(url)
    for piece in urlsplit(url).query.split("&"):
        name, value = _read(piece)
        if value and any(one.lower() == name and template == _ACCOUNT for one, template in tags.items()):
            return clean(piece, limit=80)
    return ""


def no_more_there(taken: Collection[str], destination: str) -> tuple[str, ...]:
    """What was taken and is not what stands in a link now: leading a link where it leads replaces nothing."""
    now = set(urlsplit(destination).query.split("&"))
    return tuple(word for word in taken if word not in now)


def _read(piece: str) -> tuple[str, str]:
    name, _sign, value = piece.partition("=")
    return unquote_plus(name).lower(), unquote_plus(value)
