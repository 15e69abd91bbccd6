"""What a request asked for: a code, or something that is none. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from sharecli import slug

_LONGEST = 64
_HOST = re.compile(r"[a-z0-9.\-]{1,253}|\[[0-9a-f:.]+\]")


class Left(StrEnum):
    """Why a line of a log is no click."""

    blank = "blank"
    other_line = "other line"
    method = "method"
    page = "page"
    refused = "refused"
    look = "look"
    elsewhere = "elsewhere"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a target means.

    Attributes:
        link: the link's number; None where there is no link of that code.
        code: in lower case; empty where it is no code at all.
        left: why it is no code, or None.
    """

    link: int | None
    code: str
    left: Left | None = None


def asked(target: str, codes: Mapping[str, int], *, folder: str = "") -> Asked:
    """What the target of a request means.

    A code is one word behind the domain. A page, a picture, ``/favicon.ico``, ``/robots.txt``, ``/.well-known/…`` and
    the words that the server needs for itself are none, and neither is ``/CODE+``, which
    only shows where it leads, whether or not there is such a link.

    Args:
        target: path and query, or a whole address.
        codes: lower-case code to link number.
        folder: where the codes lie below the domain, such as ``/go``; a log may have it or not.
    """
    path = target
    if "://" in path[:8]:
        path = "/" + path.split("/", 3)[3] if path.count("/") > 2 else "/"  # noqa: PLR2004 - the slashes of https://
    path = path.partition("?")[0].partition("#")[0]
    if folder and path.startswith(folder + "/"):
        path = path[len(folder) :]
    word = path.removeprefix("/").removesuffix("/")
    if "%" in word:
        word = unquote(word, errors="replace")
    code = word.strip().lower()
    link = codes.get(code)
    if link is not None:
        return Asked(link, code)
    if orphan := orphaned(code):
        return Asked(None, orphan)
    return Asked(None, "", Left.look if code.endswith("+") and orphaned(code[:-1]) else Left.page)


def orphaned(word: str) -> str:
    """The code that a word may have been meant for which no link has; empty where it is no code at all.

    What ``serve`` keeps as an orphan and what a log's line is counted as are the same.

    >>> orphaned("tee"), orphaned("tee+"), orphaned("wp-admin/x.php"), orphaned("sitemap.xml"), orphaned("admin")
    ('tee', '', '', '', '')

    Args:
        word: in lower case, below the domain and the folder of the codes.
    """
    code = word.strip()
    if not code or len(code) > _LONGEST or "/" in code or "." in code or code.endswith("+"):
        return ""
    return "" if code in slug.RESERVED else code


def host_named(host: str) -> str:
    """A domain without what changes nothing about it: case, port, the last dot, Unicode or not; empty where it is none.

    >>> host_named("Go.Example.Shop.:443"), host_named("_"), host_named("茶.example"), host_named("[::1]:80")
    ('go.example.shop', '', 'xn--cl1a.example', '[::1]')
    """
    said = host.strip().lower()
    name = f"{said.partition(']')[0]}]" if said.startswith("[") else said.partition(":")[0].rstrip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    # nginx calls the server that takes what no other does "_".
    return name if any(one.isalnum() for one in name) else ""


def host_of(referer: str) -> str:
    """The host of the page that a request came from; empty where it does not say, or says nonsense."""
    before, found, after = referer.partition("://")
    if not found or len(before) > 20:  # noqa: PLR2004 - android-app:// is a long one
        return ""
    place = after.partition("/")[0].partition("?")[0].rpartition("@")[2].lower()
    host = place if place.startswith("[") else place.partition(":")[0]
    return host if _HOST.fullmatch(host) else ""
