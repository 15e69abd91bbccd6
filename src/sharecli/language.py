"""The seller's language: which one it is, and every sentence in it."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "messages"
"""The catalogue's name. Typer's own sentences ask for this domain, so one catalogue serves both."""

_CHINESE = "zh_CN"


@cache
def chosen() -> str:
    """The language to speak: ``en`` or ``zh_CN``.

    ``SHARECLI_LANG`` wins, then ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG``, as gettext reads them.
    """
    for variable in ("SHARECLI_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        for wish in value.split(":"):
            name = wish.replace("-", "_").split(".")[0].lower()
            if name.startswith("zh"):
                return _CHINESE
            if name.startswith("en") or name in {"c", "posix"}:
                return "en"
    return "en"


@cache
def _catalogue() -> "NullTranslations":
    import gettext

    return gettext.translation(DOMAIN, LOCALE, languages=[_CHINESE])


def settle() -> None:
    """Hand the catalogue to Typer, whose module constants are translated while it is imported."""
    if chosen() != "en":
        import gettext

        gettext.bindtextdomain(DOMAIN, str(LOCALE))
        # gettext.gettext() looks at LANGUAGE alone; our own choice has to reach it.
        os.environ["LANGUAGE"] = chosen()


def _(message: str) -> str:
    """The sentence in the seller's language; English is the source."""
    # gettext answers an empty text with the head of its catalogue.
    return message if chosen() == "en" or not message else _catalogue().gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """The sentence that agrees with ``count``, in the seller's language."""
    if chosen() == "en":
        return one if count == 1 else many
    return _catalogue().ngettext(one, many, count)
