"""A product: something a seller shares, wherever it is sold. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from sharecli import money
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.money import Money
from sharecli.products.material import MIDDLE, focus_words
from sharecli.text import clean, one_line

LONGEST_TITLE = 300
LONGEST_URL = 2048
"""What every browser, server and shortener carries."""

COLUMNS = ("code", "title", "price", "currency", "commission", "platform", "url", "tags", "status")
"""The JSON keys and CSV headers, in order; :data:`MATERIAL` and an ``image`` column may follow."""

MATERIAL = ("was", "note", "focus")
"""Further keys and headers, in order: a key only where the product has one, a column only where any product has."""

# What RFC 3986 lets stand in a path or query, "%" included: an encoded link stays encoded as it is.
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?"
_NOT_IN_A_LINK = re.compile(r"[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\\<>\"^`{}|]")


@dataclass(frozen=True, slots=True)
class Product:
    """Something a seller shares.

    Attributes:
        code: the seller's word for it, unique, lower case.
        title: one line, cleaned.
        price: None where it is not known.
        currency: ISO 4217 code, also without a price.
        rate: commission in billionths of the price, or None.
        platform: a platform's key.
        item: the platform's own number, or empty.
        url: normalised; what its links lead to.
        tags: sorted, lower case.
        status: ``active`` or ``archived``.
        image: SHA-256 of its picture, or empty.
        was: the former price, in the price's currency and higher, or None.
        note: the seller's own words for it, up to 300 characters; it may have line breaks.
        focus: the point of its picture that has to stay in sight, in percents from the left and the top.
        id: the row's number; 0 before it is kept.
    """

    code: str
    title: str
    price: Money | None
    currency: str
    rate: int | None
    platform: str
    item: str
    url: str
    tags: tuple[str, ...] = ()
    status: str = "active"
    image: str = ""
    was: Money | None = None
    note: str = ""
    focus: tuple[int, int] = MIDDLE
    id: int = 0

    def row(self) -> dict[str, str | list[str] | None]:
        """The JSON contract: ``code title price currency commission platform url tags status``, always and first.

        ``was``, ``note`` and ``focus`` (``50%,30%``) follow, in that order, where the product has one.
        """
        row: dict[str, str | list[str] | None] = {
            "code": self.code,
            "title": self.title,
            "price": str(self.price) if self.price else None,
            "currency": self.currency,
            "commission": money.percent(self.rate) if self.rate is not None else None,
            "platform": self.platform,
            "url": self.url,
            "tags": list(self.tags),
            "status": self.status,
        }
        if self.was:
            row["was"] = str(self.was)
        if self.note:
            row["note"] = self.note
        if self.focus != MIDDLE:
            row["focus"] = focus_words(self.focus)
        return row

    def estimate(self) -> Money | None:
        """What one sale may bring; an estimate."""
        return money.share(self.price, self.rate) if self.price and self.rate is not None else None


def title_of(words: str) -> str:
    """A title as it is kept.

    Raises:
        BadValue: empty, or longer than 300 characters.
    """
    title = one_line(words)
    if not title:
        raise BadValue(_("the title is empty"), hint='--title "明前龙井 100g 礼盒"')
    if len(title) > LONGEST_TITLE:
        message = _("the title has {count:,} characters; at most {most}").format(count=len(title), most=LONGEST_TITLE)
        raise BadValue(message, hint=_("shorten it: what sells stands in the first twenty"))
    return title


def tags_of(words: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they are kept: lower case, each once, sorted; a comma or a space separates, too.

    Raises:
        BadValue: one is longer than 40 characters, or there are more than 30.
    """
    tags = {tag for word in words for tag in re.split(r"[\s,，、;|]+", one_line(word).lower()) if tag}
    if long := next((tag for tag in tags if len(tag) > 40), None):  # noqa: PLR2004 - a word, not a sentence
        raise BadValue(_("the tag “{tag}” is too long").format(tag=clean(long, limit=50)), hint="--tag tea")
    if len(tags) > 30:  # noqa: PLR2004 - more says nothing
        raise BadValue(_("{count} tags are too many; at most 30").format(count=len(tags)), hint="--tag tea")
    return tuple(sorted(tags))


def url_of(words: str, *, hint: str = "sharecli product add https://item.taobao.com/item.htm?id=6100 --title …") -> str:
    """A link as it is kept: http or https, an ASCII host, path and query percent-encoded, at most 2,048 characters.

    What is encoded already is not touched, so that a signed link keeps its signature.

    Args:
        words: as they were typed.
        hint: for errors: the command with a link in it.

    Raises:
        BadValue: missing, another scheme, spaces or control characters, a name or password in it, no host, too long.
    """
    bare = words.strip()
    said = clean(bare, limit=80)
    if not bare:
        raise BadValue(_("the link is missing"), hint=hint)
    if _NOT_IN_A_LINK.search(bare):
        message = _("the link “{url}” has a space or a character no link may have").format(url=said)
        raise BadValue(message, hint=_encoded(bare) or hint)
    try:
        parts = urlsplit(bare)
        port = parts.port
    except ValueError:
        raise BadValue(_("the link “{url}” cannot be read").format(url=said), hint=hint) from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise BadValue(_("the link “{url}” is neither http nor https").format(url=said), hint=hint)
    if parts.username is not None or parts.password is not None:
        raise BadValue(_("the link “{url}” has a user name in it").format(url=said), hint=hint)
    name = parts.hostname or ""
    if "[" in parts.netloc and ":" not in name:
        name = ""  # brackets are for IPv6 alone
    netloc = _host(name, said, hint) + (f":{port}" if port else "")
    url = urlunsplit(
        (
            parts.scheme.lower(),
            netloc,
            quote(parts.path, safe=_PATH) or "/",
            quote(parts.query, safe=_QUERY),
            quote(parts.fragment, safe=_QUERY),
        )
    )
    if len(url) > LONGEST_URL:
        message = _("the link has {count:,} characters; at most {most:,}").format(count=len(url), most=LONGEST_URL)
        raise BadValue(message, hint=_("use the platform's short link"))
    return url


def _encoded(link: str) -> str:
    """The seller's own link with its spaces encoded, as a shell takes it; empty where more than spaces is wrong."""
    mended = re.sub(" +", lambda found: "%20" * len(found[0]), link)
    if _NOT_IN_A_LINK.search(mended):
        return ""
    words = _("a space in a link is written {space}, and a link stands in quotation marks: {link}")
    return words.format(space="%20", link="'" + mended.replace("'", "%27") + "'")


def _host(name: str, said: str, hint: str) -> str:
    try:
        host = name.encode("idna").decode("ascii").lower() if not name.isascii() else name.lower()
    except UnicodeError:
        host = ""
    if ":" in host:
        import ipaddress

        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            host = ""
    if not re.fullmatch(
        r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?",
        host,
    ):
        raise BadValue(_("the link “{url}” names no host").format(url=said), hint=hint)
    return host
