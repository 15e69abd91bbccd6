"""The seller's settings: which there are, what they default to, what they accept. Pure."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sharecli import money
from sharecli.errors import BadValue, NotFound
from sharecli.language import _
from sharecli.suggest import closest
from sharecli.text import clean, one_line

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

KEYS = {
    "base-url": "your short domain, such as https://go.example.shop; links are then BASE-URL/CODE",
    "currency": "the currency of a price typed without one, as an ISO 4217 code",
    "time-zone": "the clock of your days and months, as an IANA name such as Asia/Shanghai",
    "name": "your name on posters",
    "tagline": "a line under your name on posters",
}
"""Every key and what it means. Beside these, ``account.PLATFORM`` is what a platform pays you by (Amazon: your tag)."""

ACCOUNT_MEANING = "what the platform pays you by"

_ACCOUNT = re.compile(r"account\.[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the seller set.

    Attributes:
        base_url: without a slash at the end, or empty.
        currency: ISO 4217 code.
        time_zone: IANA name.
        name: on posters.
        tagline: on posters.
        accounts: platform key to the seller's id there.
    """

    base_url: str
    currency: str
    time_zone: str
    name: str
    tagline: str
    accounts: dict[str, str]

    @property
    def zone(self) -> "ZoneInfo":
        """The seller's clock."""
        from zoneinfo import ZoneInfo  # looks for its data when it is imported; a list needs no clock

        return ZoneInfo(self.time_zone)


def settings_of(kept: dict[str, str], *, system_zone: str) -> Settings:
    """The settings, with defaults for what was not set."""
    return Settings(
        base_url=kept.get("base-url", ""),
        currency=kept.get("currency", "CNY"),
        time_zone=kept.get("time-zone", system_zone),
        name=kept.get("name", ""),
        tagline=kept.get("tagline", ""),
        accounts={key.removeprefix("account."): value for key, value in kept.items() if key.startswith("account.")},
    )


def known_key(key: str) -> str:
    """A key that exists.

    Raises:
        NotFound: with the closest keys.
    """
    said = key.strip().lower().replace("_", "-")
    if said in KEYS or _ACCOUNT.fullmatch(said):
        return said
    message = _("there is no setting “{key}”").format(key=clean(key, limit=40))
    raise NotFound(message, hint=closest(said, KEYS, paste="sharecli config set {} …"))


def checked(key: str, value: str) -> str:
    """A value as it is kept.

    Raises:
        BadValue: the key does not accept it.
    """
    if key == "base-url":
        return _base_url(value)
    if key == "currency":
        return money.known_currency(value)
    if key == "time-zone":
        return _time_zone(value)
    shown = one_line(value)
    if len(shown) > 80:  # noqa: PLR2004 - what fits on a poster
        raise BadValue(
            _("the {key} has {count} characters; at most 80").format(key=key, count=len(shown)),
            hint=_("shorten it"),
        )
    if key.startswith("account.") and not re.fullmatch(r"[\w.-]*", shown, re.ASCII):
        message = _("the account “{value}” may have only letters, digits, “.”, “_” and “-”")
        raise BadValue(message.format(value=shown), hint="sharecli config set account.amazon yourname-20")
    return shown


def _base_url(value: str) -> str:
    bare = value.strip().rstrip("/")
    if not bare:
        return ""
    hint = "sharecli config set base-url https://go.example.shop"
    message = _("the base URL “{value}” is not a web address").format(value=clean(value, limit=80))
    try:
        parts = urlsplit(bare)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise BadValue(message, hint=hint) from None
    good_path = re.fullmatch(r"(/[A-Za-z0-9._~-]+)*", parts.path)
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9.-]+", host) or not good_path:
        raise BadValue(message, hint=hint)
    if parts.query or parts.fragment or parts.username is not None or len(bare) > 100:  # noqa: PLR2004 - a QR code is to stay small
        raise BadValue(message, hint=hint)
    return f"{parts.scheme}://{host}{port}{parts.path}"


def _time_zone(value: str) -> str:
    name = value.strip()
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = _("there is no time zone “{value}”").format(value=clean(value, limit=40))
        raise BadValue(message, hint="sharecli config set time-zone Asia/Shanghai") from None
    return name
