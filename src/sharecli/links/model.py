"""A link: what goes into a QR code, where it leads, and what it is tagged with. Pure."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit, urlunsplit

from sharecli.errors import BadValue
from sharecli.language import _


@dataclass(frozen=True, slots=True)
class Link:
    """A referral link.

    Attributes:
        code: unique for ever, lower case.
        product: the product's code.
        platform: the product's platform.
        channel: a channel's key.
        campaign: or empty.
        destination: the tagged link of the shop.
        status: ``active`` or ``retired``.
        created_at: UTC, as stored.
        id: the row's number; 0 before it is kept.
        person: whose link it is, a word such as ``ling``; or empty.
    """

    code: str
    product: str
    platform: str
    channel: str
    campaign: str
    destination: str
    status: str
    created_at: str
    id: int = 0
    person: str = ""

    def url(self, base_url: str, *, shorten: bool = True) -> str:
        """What goes into the QR code: the short link, or the destination where there is no domain for one.

        Args:
            base_url: the seller's domain, or empty.
            shorten: whether the platform lets its links go through a short one.
        """
        return f"{base_url}/{self.code}" if base_url and shorten else self.destination

    def row(self, url: str) -> dict[str, str]:
        """The JSON contract: ``code product channel url destination status created_at``, and ``person`` where set."""
        row = {
            "code": self.code,
            "product": self.product,
            "channel": self.channel,
            "url": url,
            "destination": self.destination,
            "status": self.status,
            "created_at": self.created_at,
        }
        return row | {"person": self.person} if self.person else row


def tagged(url: str, tags: dict[str, str], values: dict[str, str]) -> str:
    """``url`` with tags added to its query; what stands there already stays, byte by byte.

    Args:
        url: normalised.
        tags: parameter to template, such as ``utm_source`` to ``{channel}``.
        values: what the templates name. A tag whose value is missing or empty is left out; a parameter that the link
            has already is the seller's own and stays.
    """
    parts = urlsplit(url)
    there = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    made = []
    for name, template in tags.items():
        if name in there or any(not value and f"{{{word}}}" in template for word, value in values.items()):
            continue
        made.append(f"{quote(name, safe='')}={quote(template.format(**values), safe='')}")
    query = "&".join([parts.query, *made] if parts.query else made)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))


def _door(parts: SplitResult) -> tuple[str, int]:
    """Host and port that a link knocks at, however they are written."""
    return (parts.hostname or "").rstrip("."), parts.port or {"http": 80}.get(parts.scheme, 443)


def not_a_loop(destination: str, base_url: str) -> str:
    """A destination that does not lead back to the seller's own short domain.

    Raises:
        BadValue: it does.
    """
    own, there = urlsplit(base_url), urlsplit(destination)
    own_path = own.path.rstrip("/") + "/"
    if base_url and _door(own) == _door(there) and there.path.startswith(own_path):
        message = _("the link “{url}” leads back to your own short domain")
        raise BadValue(message.format(url=destination[:80]), hint=_("give the shop's own link"))
    return destination
