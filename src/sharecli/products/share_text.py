"""Reads the text that a shop's app puts on the clipboard: link, title, price. Nothing is fetched."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sharecli.errors import BadValue, Unreadable
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import host_of
from sharecli.products import share_text_prices
from sharecli.products.model import LONGEST_TITLE
from sharecli.products.share_text_prices import AMOUNT, Price
from sharecli.text import clean, one_line

LONGEST = 20_000
"""Characters. A share text has two hundred."""

_LINK = re.compile(r"(?i)https?://[a-z0-9](?:(?![\"'`<>(){}\[\]|\\^])[!-~]){3,2100}")
"""ASCII: Chinese words often follow without a space."""

_CLAUSE = re.compile(r"[^\s，。,:：;；!！?？…~～|]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_HINT = "sharecli product add --from-text share.txt --title …"


class NoShareText(Unreadable):
    """A text out of which no single product can be read."""

    code = "no-share-text"


@dataclass(frozen=True, slots=True)
class Shared:
    """What a share text says.

    Attributes:
        url: the link, as it stands there.
        platform: a platform's key.
        title: or empty.
        price: decimal digits, or empty.
        unclear: a price as it stands there that can be read in more than one way, so that there is none; or empty.
    """

    url: str
    platform: str
    title: str
    price: str
    unclear: str = ""


def decoded(content: bytes) -> str:
    """A text file's words, whatever wrote it.

    Raises:
        NoShareText: it is no text, or far too long for one.
    """
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) > LONGEST:
            break
        return text
    raise NoShareText(_("this is no share text: it is no text, or a very long one"), hint=_HINT)


def read(text: str) -> Shared:
    """What a share text says.

    Raises:
        NoShareText: it has no link, or several; one product at a time, so that its title and price are surely its own.
        BadValue: it says it is from one platform, and its link leads elsewhere.
    """
    bare = _INVISIBLE.sub("", text)
    # A text that went through a Markdown editor has each link twice: [link](link).
    links = list(dict.fromkeys(one.rstrip(".,;!") for one in _LINK.findall(bare)))
    if not links:
        message = _("there is no link in this text; a code alone (￥…￥) is only understood by the shop's app")
        raise NoShareText(message, hint=_("share it again and choose “copy the link”"))
    if len(links) > 1:
        message = _("there are {count} links in this text; one product at a time")
        raise NoShareText(message.format(count=len(links)), hint=_("give each product's text on its own"))
    url = links[0]
    seller = platforms.detect(url)
    _check_label(bare, seller.key, url)
    title, rest = _title(bare, url)
    patterns = _data()["patterns"]
    price = share_text_prices.first(patterns["price"], bare.replace(url, " "))
    if price == Price():
        price = share_text_prices.first(patterns["bare-price"], _without("tokens", rest.replace(url, " ")))
    return Shared(url, seller.key, title, price.amount, clean(one_line(price.unclear), limit=40))


def _check_label(text: str, platform: str, url: str) -> None:
    for label, key in _data()["labels"].items():
        if f"【{label}】" in text and platform != key:
            message = _("the text says it is from {label}, and its link leads to {host}")
            raise BadValue(
                message.format(label=label, host=clean(host_of(url), limit=60)),
                hint=_("where that is right, name the link itself: sharecli product add URL --title …"),
            )


def _title(text: str, url: str) -> tuple[str, str]:
    """The title, or an empty string; and the text without it, where it stands between its marks."""
    for pattern in _data()["patterns"]["title"]:
        for found in re.finditer(pattern.replace("{link}", re.escape(url)), text):
            if title := _fit(one_line(found[1])):
                return title, text[: found.start(1)] + " " + text[found.end(1) :]
    lines = (one_line(_without("noise", _without("tokens", line))) for line in text.replace(url, "\n").splitlines())
    return max((_fit(_without_idle(line)) for line in lines), key=len, default=""), text


def _fit(title: str) -> str:
    """A title that is one: some letter is in it, and it is not too long."""
    return title if len(title) <= LONGEST_TITLE and any(map(str.isalpha, title)) else ""


def _without_idle(line: str) -> str:
    """A line without what only says what to do with it, at its beginning and its end: 快来帮我拼一下."""
    clauses = [one for one in _CLAUSE.finditer(line) if not _idle().fullmatch(one[0])]
    return line[clauses[0].start() : clauses[-1].end()] if clauses else ""


def _without(what: str, text: str) -> str:
    for pattern in _data()["patterns"][what]:
        text = re.sub(pattern.replace("{amount}", AMOUNT), " ", text)
    return text


@cache
def _idle() -> re.Pattern[str]:
    words = sorted(_data()["words"]["idle"], key=len, reverse=True)
    # Each of them at most a hundred times, and taken for good: no text takes long.
    return re.compile(rf"(?i)(?>(?:{'|'.join(map(re.escape, words))}|[\W_]){{1,100}}+)")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("share_texts.toml").read_text("utf-8"))
