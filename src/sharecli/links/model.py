"""A link: what goes into a QR code, where it leads, and what it is tagged with. Pure."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from sharecli.errors import BadValue
from sharecli.language import _


@dataclass(frozen=True, slots=True)
class Limits:
    """From when until when a link leads, and what is after that.

    Attributes:
        opens_at: UTC, as stored: it leads from then on; or empty.
        closes_at: UTC, as stored: then it leads no more; or empty.
        fallback: where it leads before, after, and beyond ``max_clicks``; or empty: nowhere.
        max_clicks: people that it lets through; 0 for any number.
    """

    opens_at: str = ""
    closes_at: str = ""
    fallback: str = ""
    max_clicks: int = 0

    def state(self, at: str) -> str:
        """``waiting``, ``open`` or ``closed`` at a moment, UTC as stored. How many came is not known here."""
        if self.opens_at and at < self.opens_at:
            return "waiting"
        return "closed" if self.closes_at and at >= self.closes_at else "open"

    def row(self) -> dict[str, str | int]:
        """The JSON keys of what is set: ``opens_at closes_at fallback max_clicks``."""
        every: dict[str, str | int] = {
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "fallback": self.fallback,
            "max_clicks": self.max_clicks,
        }
        return {key: value for key, value in every.items() if value}


UNLIMITED = Limits()


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
        limits: how long it leads.
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
    limits: Limits = UNLIMITED

    def url(self, base_url: str, *, shorten: bool = True) -> str:
        """What goes into the QR code: the short link, or the destination where there is no domain for one.

        Args:
            base_url: the seller's domain, or empty.
            shorten: whether the platform lets its links go through a short one.
        """
        return f"{base_url}/{self.code}" if base_url and shorten else self.destination

    def row(self, url: str, *, state: str = "open") -> dict[str, str | int]:
        """The JSON contract: ``code product channel url destination status created_at``.

        ``person`` and the keys of :meth:`Limits.row` follow where they are set, and ``state`` where it does not lead
        now though it is in use: ``waiting``, ``closed`` or ``full``.
        """
        row: dict[str, str | int] = {
            "code": self.code,
            "product": self.product,
            "channel": self.channel,
            "url": url,
            "destination": self.destination,
            "status": self.status,
            "created_at": self.created_at,
        }
        row |= ({"person": self.person} if self.person else {}) | self.limits.row()
        return row | ({"state": state} if state != "open" else {})


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
