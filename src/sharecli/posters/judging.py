"""Judges a template by its text and by the page it made, before a pixel of that is painted."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sharecli.codes import raster
from sharecli.errors import BadData
from sharecli.language import _
from sharecli.posters import labelled, templates
from sharecli.posters.model import Poster, Template
from sharecli.text import clean

_PACKAGE = re.compile(r'"(@[\w-]+/[^"]*)')
_FETCHED = re.compile(r"packages\.typst\.org/(\w+)/(\S+)-(\d+\.\d+\.\d+)\.tar|\(searched for (@[^)\s]+)\)")
"""Where Typst says which package it looked for; its name may have been put together while the template ran."""

_SVG_SIZE = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')

_NEARLY = 0.01
"""Points, so pixels: Typst rounds in a PDF."""


def offline(template: Template, layout: bytes) -> None:
    """Refuse a layout that imports a package: Typst would fetch it from the network.

    Raises:
        BadData: naming file and line.
    """
    for number, line in enumerate(layout.decode("utf-8", "replace").splitlines(), start=1):
        package = _PACKAGE.search(line)
        if package and not line.lstrip().startswith("//"):
            raise _wrong(template, templates.layout_of(template), str(number), _fetched(package[1]))


def _fetched(package: str) -> str:
    return _("“{package}” would be fetched from the network").format(package=package)


def broken(template: Template, said: str, diagnostic: str) -> BadData:
    """Typst's own words with the seller's file and line: the first place named that lies in the template itself."""
    named = re.findall(r"┌─ (?:\S*/)?([^/\s:]+\.typ):(\d+):\d+", diagnostic)
    path = templates.layout_of(template)
    line = next((line for file, line in named if file == f"{template.key}.typ"), "")
    if not line and named:
        path, line = templates.LIBRARY, named[0][1]
    if wanted := _FETCHED.search(said):
        said = _fetched(wanted[4] or f"@{wanted[1]}/{wanted[2]}:{wanted[3]}")
    return _wrong(template, path, line, said)


def one_page(poster: Poster, template: Template, made: Any, form: str) -> bytes:
    """The one page of the poster's size that a template has to make; it might be larger than any memory.

    Args:
        poster: what was laid out.
        template: by which.
        made: what Typst gave: bytes, or for an SVG of several pages a list.
        form: pdf or svg.

    Raises:
        BadData: there are more pages, or the page has another size.
    """
    if form == "pdf":
        sizes = _sizes(template, made)
    else:
        sizes = [_size(made)] if isinstance(made, bytes) else [(0.0, 0.0)] * len(made)
    path = templates.layout_of(template)
    if len(sizes) != 1:
        message = _("{path}: the template makes {count} pages instead of one")
        raise BadData(message.format(path=path, count=len(sizes)), hint=_("let everything fit on the page"))
    (width, height), (wide, high) = sizes[0], poster.sheet
    if max(abs(width - wide), abs(height - high)) > _NEARLY:
        message = _("{path}: the template makes a page of {width:g} × {height:g} instead of {wide} × {high}")
        raise BadData(
            message.format(path=path, width=width, height=height, wide=wide, high=high),
            hint=_("begin it as the built-in ones do: {line}").format(line="#show: poster"),
        )
    return bytes(made)


def _sizes(template: Template, pdf: bytes) -> list[tuple[float, float]]:
    try:
        return raster.sizes(pdf)
    except ValueError as error:
        raise _wrong(template, templates.layout_of(template), "", str(error)) from None


def _size(svg: bytes) -> tuple[float, float]:
    found = _SVG_SIZE.search(svg[:1000])
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def complete(poster: Poster, template: Template, seen: list[str]) -> None:
    """Whether what has to stand on a poster stands there; the manifest will say that it does.

    Args:
        poster: what was laid out.
        template: by which.
        seen: the pieces that ``sharecli.typ`` found itself drawing: ``label``, ``code``.

    Raises:
        BadData: the ad label is left out, or the code.
    """
    path = templates.layout_of(template)
    if poster.label and "label" not in seen:
        message = _("{path}: the template leaves out the ad label")
        raise BadData(message.format(path=path), hint=_disclosed())
    # Whoever draws the code's SVG by hand has it read back like any other.
    if poster.url and "code" not in seen and b"qr.svg" not in path.read_bytes():
        message = _("{path}: the template leaves out the QR code")
        hint = _("let it show {piece}, or make posters without one: {option}")
        piece = "code(code-size(px(300), px(400)))"
        raise BadData(message.format(path=path), hint=hint.format(piece=piece, option="--no-code"))


def disclosed(poster: Poster, template: Template, pdf: bytes, alone: Callable[[], bytes]) -> None:
    """Whether the ad label is seen on the page; that its piece was drawn is not enough.

    Args:
        poster: what was laid out.
        template: by which.
        pdf: its page, a point a pixel.
        alone: gives a page with the label alone, for scripts that a PDF holds otherwise than they are written.

    Raises:
        BadData: it is hidden, covered, beyond the edge, or too small.
    """
    try:
        if (why := labelled.fault(poster, pdf, [poster.label])) and (words := labelled.words_of(alone())):
            why = labelled.fault(poster, pdf, words)
    except ValueError as error:
        raise _wrong(template, templates.layout_of(template), "", str(error)) from None
    if why:
        raise BadData(why.format(path=templates.layout_of(template)), hint=_disclosed())


def _disclosed() -> str:
    hint = _("let it show {piece}, or take the label away: {option}")
    return hint.format(piece="disclosure(area.w)", option="--no-label")


def _wrong(template: Template, path: Path, line: str, why: str) -> BadData:
    where = _("{path}, line {line}").format(path=path, line=line) if line else str(path)
    message = _("{path}: the poster template is broken: {why}")
    return BadData(
        message.format(path=where, why=clean(why.strip(), limit=300)),
        hint=_("mend that line, or move the file away: {path}").format(path=path)
        if template.own
        else _("reinstall sharecli"),
    )
