"""Text from outside, made safe to show: what is invisible becomes visible, what is hostile stays text."""

import unicodedata

_EMOJI = range(0x1F000, 0x1FB00)
"""Blocks that hold nothing but pictures: one may be younger than Python's tables, which call it unassigned."""
_EMOJI_JOINERS = {"\u200d", "\ufe0f", "\ufe0e"}
_REGIONS = tuple(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""The flags of England, Scotland and Wales: the only use of tag characters, which else hide a text in a text."""
HIDDEN = "\ufffd"
"""What stands for a mark that nobody sees, such as one that turns the direction of a line."""
_WIDTHLESS = dict.fromkeys(map(ord, "\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"))
"""For str.translate: what pages and apps put between letters to break or join words; it hides nothing, and says
nothing. What turns a line around is not among it."""
_SPREADSHEET_TRIGGERS = tuple("=+-@\t\r＝＋－＠")


def clean(value: str, *, limit: int | None = None) -> str:
    """``value`` with every control and formatting character made visible, on one line.

    Control characters become their pictures (ESC is ``␛``), bidirectional marks and other invisible
    formatting becomes ``�``; what emoji are joined of stays. ``limit`` cuts to so many characters, with ``…``.
    """
    shown = value if value.isprintable() else _shown(value)
    if limit is not None and len(shown) > limit:
        return shown[: limit - 1] + "…"
    return shown


def _shown(value: str) -> str:
    for flag in _REGIONS:
        if flag in value:
            return flag.join(map(_shown, value.split(flag)))
    return "".join(map(_visible, value))


def _visible(character: str) -> str:
    if character.isprintable() or character in _EMOJI_JOINERS:
        return character
    point = ord(character)
    if point in _EMOJI:
        return character
    if point < 0x20:  # noqa: PLR2004 - C0 ends at U+0020; the pictures start at U+2400
        return chr(0x2400 + point)
    if point == 0x7F:  # noqa: PLR2004 - DELETE
        return "␡"
    if unicodedata.category(character) == "Zs":
        return " "
    return HIDDEN


def one_line(value: str) -> str:
    """What a seller pasted as a single line: NFC, white space folded, the rest cleaned.

    A no-break or ideographic space becomes a space; a line break becomes a space. Soft hyphens, spaces without width
    and the like, which a web page has between its letters, are dropped.
    """
    bare = value if value.isascii() else unicodedata.normalize("NFC", value.translate(_WIDTHLESS))
    folded = " ".join(bare.split())
    return clean(folded)


def cell(value: str) -> str:
    """A text cell for a spreadsheet: one that would run as a formula is led by an apostrophe (CWE-1236).

    A text that looks led already gets one more, so that :func:`uncell` gives back exactly what was there.
    """
    return "'" + value if value.lstrip("'").startswith(_SPREADSHEET_TRIGGERS) else value


def uncell(value: str) -> str:
    """The text behind :func:`cell`."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(_SPREADSHEET_TRIGGERS) else value
