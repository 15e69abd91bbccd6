"""Everything that determines a file's bytes, as one hash: a file is made again when any of it has changed."""

import hashlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from sharecli import __version__
from sharecli.lettering.fonts import Cabinet

_FOR_CODES = ("zxing_cpp", "qrcode", "pillow")
_FOR_VECTORS = (*_FOR_CODES, "typst")
_FOR_POSTERS = (*_FOR_VECTORS, "pypdfium2", "fonttools")
"""The packages that draw, by the names of their folders. fontTools knows which emoji no font has."""


def of_code(*parts: object, typeset: bool) -> str:
    """The recipe of a code.

    Args:
        parts: what it holds and how it looks.
        typeset: whether Typst draws it.
    """
    return _hashed(_releases(_FOR_VECTORS if typeset else _FOR_CODES), parts)


def of_poster(*parts: object) -> str:
    """The recipe of a poster; :func:`fonts_print` is to be among its parts."""
    return _hashed(_releases(_FOR_POSTERS), parts)


def fonts_print(where: Cabinet, families: Sequence[str]) -> tuple[object, ...]:
    """What changes when a file of these fonts does: its place, size and time, for to read it takes a second.

    Args:
        where: the fonts there are.
        families: the ones that draw, the preferred one first.
    """
    wanted = set(families)
    paths = sorted({one.path for one in where.fonts.fonts() if one.path and one.family in wanted})
    files: list[tuple[str, int, int]] = []
    for path in paths:
        with suppress(OSError):
            there = os.stat(path)  # noqa: PTH116 - a path as text
            files.append((path, there.st_size, there.st_mtime_ns))
    return (tuple(families), *files)


def _hashed(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _releases(packages: Sequence[str]) -> tuple[str, ...]:
    return (__version__, *(_installed().get(name) or _release(name) for name in packages))


@cache
def _installed() -> dict[str, str]:
    """Releases by the names of the folders that installers leave; importing their reader is slow."""
    there: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for name in os.listdir(place or "."):  # noqa: PTH208 - names are enough
                if name.endswith(".dist-info"):
                    package, _dash, release = name.removesuffix(".dist-info").partition("-")
                    there.setdefault(package.lower(), release)
    return there


@cache
def _release(name: str) -> str:
    from importlib.metadata import version

    return version(name)
