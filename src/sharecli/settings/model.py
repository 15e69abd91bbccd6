"""The seller's settings: which there are, what they mean, what they default to. Pure."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.suggest import closest
from sharecli.text import clean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

KEYS = {
    "base-url": "your short domain, such as https://go.example.shop; links are then BASE-URL/CODE",
    "currency": "the currency of a price typed without one, as an ISO 4217 code",
    "time-zone": "the clock of your days and months, as an IANA name such as Asia/Shanghai",
    "name": "your name on posters",
    "tagline": "a line under your name on posters",
    "handle": "what to look you up by in the apps, on posters, such as @xiaoman",
    "avatar": "your picture on posters: a PNG, JPEG or WebP, kept as a square",
    "accent": "the colour that posters take theirs from, such as c8402f",
    "theme": "the ground of posters: light or dark",
    "locale": "how prices are written, such as zh_CN or de_DE, and the language of the words around a title in Latin "
    "letters; empty: by the title and the currency",
    "template": "the poster template you use, such as card; empty: the one that suits the canvas",
    "label": "your word for the ad label on posters, such as Werbung; empty: the channel's",
}
"""Every key and what it means. Beside these, ``account.PLATFORM`` is what a platform pays you by (Amazon: your tag)."""

ACCOUNT_MEANING = "what the platform pays you by"

AVATAR_SIDE = 400
"""Pixels of a side of the seller's picture."""

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
        handle: on posters.
        avatar: SHA-256 of the seller's picture, or empty.
        accent: ``#rrggbb``.
        theme: ``light`` or ``dark``.
        locale: CLDR name such as ``de_DE``; empty means by the poster's language.
        template: a template's key, or empty. Whether there is one is not known here.
        label: the ad label in the seller's words, or empty.
        accounts: platform key to the seller's id there.
    """

    base_url: str
    currency: str
    time_zone: str
    name: str
    tagline: str
    handle: str
    avatar: str
    accent: str
    theme: str
    locale: str
    template: str
    label: str
    accounts: dict[str, str]

    @property
    def zone(self) -> "ZoneInfo":
        """The seller's clock."""
        from zoneinfo import ZoneInfo  # looks for its data when it is imported; a list needs no clock

        return ZoneInfo(self.time_zone)


def settings_of(kept: dict[str, str], *, system_zone: str, avatar: str = "") -> Settings:
    """The settings, with defaults for what was not set.

    Args:
        kept: what was set, by key.
        system_zone: the time zone where none was set.
        avatar: SHA-256 of the seller's picture, or empty.
    """
    return Settings(
        base_url=kept.get("base-url", ""),
        currency=kept.get("currency", "CNY"),
        time_zone=kept.get("time-zone", system_zone),
        name=kept.get("name", ""),
        tagline=kept.get("tagline", ""),
        handle=kept.get("handle", ""),
        avatar=avatar,
        accent=kept.get("accent", "#c8402f"),
        theme=kept.get("theme", "light"),
        locale=kept.get("locale", ""),
        template=kept.get("template", ""),
        label=kept.get("label", ""),
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
