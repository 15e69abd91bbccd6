"""Text from outside, made safe to show: what is invisible becomes visible, what is hostile stays text."""

import unicodedata

_EMOJI_JOINERS = {"\u200d", "\ufe0f", "\ufe0e"}
_SPREADSHEET_TRIGGERS = tuple("=+-@\t\r＝＋－＠")


def clean(value: str, *, limit: int | None = None) -> str:
    """``value`` with every control and formatting character made visible, on one line.

    Control characters become their pictures (ESC is ``␛``), bidirectional marks and other invisible
    formatting becomes ``�``; joiners inside emoji stay. ``limit`` cuts to so many characters, with ``…``.
    """
    shown = value if value.isascii() and value.isprintable() else "".join(map(_visible, value))
    if limit is not None and len(shown) > limit:
        return shown[: limit - 1] + "…"
    return shown


def _visible(character: str) -> str:
    if character.isprintable() or character in _EMOJI_JOINERS:
        return character
    point = ord(character)
    if point < 0x20:  # noqa: PLR2004 - C0 ends at U+0020; the pictures start at U+2400
        return chr(0x2400 + point)
    if point == 0x7F:  # noqa: PLR2004 - DELETE
        return "␡"
    if unicodedata.category(character) == "Zs":
        return " "
    return "�"


def one_line(value: str) -> str:
    """What a seller pasted as a single line: NFC, white space folded, the rest cleaned.

    A no-break or ideographic space becomes a space; a line break becomes a space.
    """
    folded = " ".join(unicodedata.normalize("NFC", value.replace("\ufeff", "")).split())
    return clean(folded)


def cell(value: str) -> str:
    """A text cell for a spreadsheet: one that would run as a formula is led by an apostrophe (CWE-1236).

    A text that looks led already gets one more, so that :func:`uncell` gives back exactly what was there.
    """
    return "'" + value if value.lstrip("'").startswith(_SPREADSHEET_TRIGGERS) else value


def uncell(value: str) -> str:
    """The text behind :func:`cell`."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(_SPREADSHEET_TRIGGERS) else value
