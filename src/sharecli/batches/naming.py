"""Names of files by a pattern such as ``{channel}/{code}-{title}``; none leads out of the folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sharecli.errors import Usage
from sharecli.files import safe_name
from sharecli.language import _
from sharecli.text import clean

FIELDS = ("code", "channel", "title", "platform", "person", "campaign", "link", "canvas", "template", "n")
"""What may stand between braces; ``n`` is the number of the file in this run, from 1, and ``{n:03}`` fills it up."""

LONGEST = 200
"""Bytes of a part of a name: a product, a channel and a campaign fit in whole, so none is cut to another's name."""

_DEEPEST = 8
_MOST_DIGITS = 9
_PIECE = re.compile(r"\{([^{}]*)\}")
_SEPARATOR = re.compile(r"[/\\]")
_ELSEWHERE = re.compile(r"(?:~|[A-Za-z]:)?[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:")
_IN_NO_NAME = ': * ? " < > |'
_ENDING = re.compile(r"(?<=[^/\\. ])\.(?:png|jpe?g|svg|pdf)$", re.IGNORECASE)
"""Of the kinds of file that are made: a file gets its own, whatever a seller writes."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of names, read.

    Attributes:
        parts: of the path, each a row of texts and fields: ``("", "code", 0)`` is a field, ``("-", "", 0)`` a text.
    """

    parts: tuple[tuple[tuple[str, str, int], ...], ...]

    @classmethod
    def read(cls, words: str) -> Self:
        """A pattern from the command line; the ending of a kind of file, such as ``.png``, is dropped.

        Raises:
            Usage: it names a field that there is not, or leads out of the folder.
        """
        if not words.strip() or not words.isprintable():
            raise _bad(words, _("a pattern of names is printable text"))
        if _ELSEWHERE.match(words):
            raise _bad(words, _("a name begins in the folder of --into"))
        if _DRIVE.match(words):
            raise _bad(words, _("no file's name has any of these: {characters}").format(characters=_IN_NO_NAME))
        parts = _SEPARATOR.split(_ENDING.sub("", words))
        if ".." in (part.strip() for part in parts):
            raise _bad(words, _("a name cannot leave its folder"))
        if not parts[-1].strip(" .") or len(parts) > _DEEPEST:
            raise _bad(words, _("a name is up to {count} folders and a file").format(count=_DEEPEST - 1))
        return cls(tuple(_part(part, words) for part in parts if part.strip(" .")))

    def name(self, values: Mapping[str, str], *, n: int) -> str:
        """The name of one file, without its ending: safe on every system, ``/`` between folders.

        A folder whose fields are all empty is left out.

        Args:
            values: by the names of :data:`FIELDS`; what is missing is empty.
            n: the file's number in this run, from 1.
        """
        filled = ["".join(_filled(piece, values, n) for piece in part) for part in self.parts]
        kept = [part for part in filled[:-1] if part.strip(" .-_")]
        return "/".join(safe_name(part, longest=LONGEST) for part in [*kept, filled[-1]])


def safe_path(words: str) -> str:
    """A path of a file below some folder, without its ending, made of any words: what would lead out is dropped.

    The last part is the file; ``tea/../../x`` becomes ``tea/x``.
    """
    if "/" not in words and "\\" not in words:
        return safe_name(words, longest=LONGEST)
    parts = [part for part in _SEPARATOR.split(words) if part.strip(" .")]
    return "/".join(safe_name(part, longest=LONGEST) for part in parts[-_DEEPEST:] or [words])


def _part(part: str, whole: str) -> tuple[tuple[str, str, int], ...]:
    pieces: list[tuple[str, str, int]] = []
    end = 0
    for found in _PIECE.finditer(part):
        pieces.append((_text(part[end : found.start()], whole), "", 0))
        pieces.append(_field(found[1], whole))
        end = found.end()
    pieces.append((_text(part[end:], whole), "", 0))
    return tuple(piece for piece in pieces if piece[0] or piece[1])


def _text(text: str, whole: str) -> str:
    if "{" in text or "}" in text:
        raise _bad(whole, _("a brace opens a field and none closes it"))
    return text


def _field(words: str, whole: str) -> tuple[str, str, int]:
    # No str.format here: its fields reach into attributes and indices.
    name, colon, digits = words.partition(":")
    if name not in FIELDS:
        raise _bad(whole, _("there is no field “{field}”").format(field="{" + clean(words, limit=40) + "}"))
    if not colon:
        return ("", name, 0)
    if name != "n" or not re.fullmatch("0?[1-9]", digits, re.ASCII) or int(digits) > _MOST_DIGITS:
        raise _bad(whole, _("only the number takes a width, as in {example}").format(example="{n:03}"))
    return ("", name, int(digits))


def _filled(piece: tuple[str, str, int], values: Mapping[str, str], n: int) -> str:
    text, field, digits = piece
    if not field:
        return text
    return f"{n:0{digits}}" if field == "n" else values.get(field, "")


def _bad(words: str, why: str) -> Usage:
    message = _("the name “{pattern}” cannot be used: {why}").format(pattern=clean(words, limit=80), why=why)
    known = " ".join("{" + field + "}" for field in FIELDS)
    return Usage(message, hint=_('--name "{example}"; the fields are: {fields}').format(
        example="{channel}/{code}-{title}", fields=known
    ))  # fmt: skip
