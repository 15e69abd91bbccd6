"""Addresses: whether two are one, and one without the names of people in it. Pure."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote, unquote_plus, unquote_to_bytes, urlsplit, urlunsplit


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one, however their letters are encoded."""
    return _bare(one) == _bare(other)


def _bare(url: str) -> tuple[str, str, int | None, bytes, bytes]:
    try:
        parts = urlsplit(url)
        port = None if parts.port == {"http": 80, "https": 443}.get(parts.scheme) else parts.port
    except ValueError:
        return "", "", None, b"", url.encode("utf-8", "replace")
    path = unquote_to_bytes(parts.path or "/")
    # In a query a space is written in two ways, and a backend may write it anew.
    return parts.scheme, (parts.hostname or "").rstrip("."), port, path, unquote_to_bytes(parts.query.replace("+", " "))


def without_names(url: str, people: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """An address without those of its UTM tags that name a person, and which tags those were.

    Only ``utm_…`` is touched, for what else stands in a shop's link may be what makes it work.

    Args:
        url: normalised.
        people: names, and the words by which the seller knows people.
    """
    parts = urlsplit(url)
    names = [_folded(one) for one in people if one.strip()]
    kept, dropped = [], []
    for pair in parts.query.split("&") if parts.query else []:
        name, _equals, value = pair.partition("=")
        key = unquote(name).lower()
        if key.startswith("utm_") and any(_named(one, _folded(unquote_plus(value))) for one in names):
            dropped.append(key)
        else:
            kept.append(pair)
    if not dropped:
        return url, ()
    return urlunsplit(parts._replace(query="&".join(kept))), tuple(dropped)


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip().casefold()


def _named(name: str, value: str) -> bool:
    # "ling" is in "autumn-ling", but not in "sterling"; Chinese has no spaces to go by.
    if name.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", value) is not None
    return name in value
