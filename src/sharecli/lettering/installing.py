"""The command that brings a missing font onto this system."""

import os
import shutil
import unicodedata
from collections.abc import Iterable

from sharecli.language import _

_CJK = set("CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA HANGUL BOPOMOFO IDEOGRAPHIC FULLWIDTH HALFWIDTH".split())
_PLAIN = {"LATIN", "GREEK", "CYRILLIC", "COMBINING"}
"""First words of Unicode names that the font called plainly "Noto Sans" draws."""

# How each installs; the packages of plain Noto Sans, of Chinese, Japanese and Korean, and of emoji; that of any other
# script, where Debian and Arch have one package for all.
_MANAGERS: dict[str, tuple[str, dict[str, str], str]] = {
    "apt": (
        "apt install",
        {"": "fonts-noto-core", "cjk": "fonts-noto-cjk", "emoji": "fonts-noto-color-emoji"},
        "fonts-noto-core",
    ),
    "dnf": (
        "dnf install",
        {
            "": "google-noto-sans-fonts",
            "cjk": "google-noto-sans-cjk-fonts",
            "emoji": "google-noto-color-emoji-fonts",
        },
        "google-noto-sans-{}-fonts",
    ),
    "pacman": (
        "pacman -S",
        {"": "noto-fonts", "cjk": "noto-fonts-cjk", "emoji": "noto-fonts-emoji"},
        "noto-fonts",
    ),
    "apk": (
        "apk add",
        {"": "font-noto", "cjk": "font-noto-cjk", "emoji": "font-noto-emoji"},
        "font-noto-{}",
    ),
    "brew": (
        "brew install --cask",
        {"": "font-noto-sans", "cjk": "font-noto-sans-cjk", "emoji": "font-noto-color-emoji"},
        "font-noto-sans-{}",
    ),
}
_BY_HAND = {"": "Noto Sans", "cjk": "Noto Sans CJK", "emoji": "Noto Color Emoji"}


def script_of(letter: str) -> str:
    """What kind of font a letter is in: ``cjk``, ``thai``, ``symbols`` …; empty for Latin, Greek and Cyrillic."""
    first = unicodedata.name(letter, "SYMBOL").split(maxsplit=1)[0]
    if first in _CJK:
        return "cjk"
    if first in _PLAIN:
        return ""
    return first.lower() if unicodedata.category(letter)[0] in "LM" else "symbols"


def command(scripts: Iterable[str]) -> str:
    """What installs fonts for these scripts (or ``emoji``) here: a command to paste, or what to install by hand.

    Args:
        scripts: as :func:`script_of` names them.
    """
    wanted = sorted(set(scripts))
    for program, (install, packages, other) in _MANAGERS.items():
        if shutil.which(program):
            names = dict.fromkeys(packages.get(script, other.format(script)) for script in wanted)
            return f"{_raised(program)}{install} {' '.join(names)}"
    fonts = ", ".join(_BY_HAND.get(script, f"Noto Sans {script.title()}") for script in wanted)
    return _("install the font {fonts} from https://fonts.google.com/noto").format(fonts=fonts)


def _raised(program: str) -> str:
    """Root in a container often has no sudo and needs none; Homebrew refuses it."""
    return "" if program == "brew" or getattr(os, "geteuid", lambda: 0)() == 0 else "sudo "
