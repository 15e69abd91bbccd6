"""What each setting accepts, and the form it is kept in. Pure."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from sharecli import money
from sharecli.colour import colour
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.text import clean, one_line

_LONGEST = {"handle": 40, "label": 20}
"""Characters that fit on a poster, where it is not 80."""

_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-]([a-z]{4}))?(?:[_-]([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Hangul fillers: letters by category, and nothing to see."""


def checked(key: str, value: str) -> str:
    """A value as it is kept.

    Raises:
        BadValue: the key does not accept it.
    """
    rule = _RULES.get(key)
    return rule(value) if rule else _line(key, value)


def _line(key: str, value: str) -> str:
    shown = one_line(value)
    most = _LONGEST.get(key, 80)
    if len(shown) > most:
        message = _("the {key} has {count} characters; at most {most}").format(key=key, count=len(shown), most=most)
        raise BadValue(message, hint=_("shorten it"))
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


def _theme(value: str) -> str:
    word = value.strip().lower()
    if word not in {"light", "dark"}:
        message = _("the theme “{value}” is neither light nor dark").format(value=clean(value, limit=40))
        raise BadValue(message, hint="sharecli config set theme dark")
    return word


def _locale(value: str) -> str:
    said = _LOCALE.fullmatch(value.strip())
    message = _("there is no locale “{value}”").format(value=clean(value, limit=40))
    hint = "sharecli config set locale de_DE"
    if not said:
        raise BadValue(message, hint=hint)
    language, script, territory = said.groups(default="")
    name = "_".join(part for part in (language.lower(), script.title(), territory.upper()) if part)
    from babel.core import Locale, UnknownLocaleError  # megabytes of data; one setting needs them

    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        raise BadValue(message, hint=hint) from None
    return name


def _template(value: str) -> str:
    word = value.strip().lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", word):
        message = _("the template “{value}” may have only letters, digits and “-”; at most 40")
        raise BadValue(message.format(value=clean(value, limit=40)), hint="sharecli poster templates")
    return word


def _label(value: str) -> str:
    shown = _line("label", value)
    if not any(one.isalpha() and one not in _BLANK_LETTERS for one in shown):
        message = _("the label “{value}” says nothing: it has to be seen that this is advertising")
        raise BadValue(message.format(value=shown), hint="sharecli config set label Werbung")
    return shown


_RULES: dict[str, Callable[[str], str]] = {
    "base-url": _base_url,
    "currency": money.known_currency,
    "time-zone": _time_zone,
    "accent": colour,
    "theme": _theme,
    "locale": _locale,
    "template": _template,
    "label": _label,
}
