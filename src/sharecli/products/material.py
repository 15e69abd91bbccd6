"""What a poster shows besides title and price: a former price, the seller's own words, the point of a picture. Pure."""

import re
import unicodedata

from sharecli import money
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.money import Money
from sharecli.text import clean, one_line

LONGEST_NOTE = 300
"""Characters, line breaks included."""

_MOST_LINES = 20
"""More is no recommendation; and a cell of a list may not run over fifty lines of its file."""

MIDDLE = (50, 50)
"""Where a picture's point is as long as nobody says otherwise: percents from the left and from the top."""

_ACROSS = {"left": 0, "right": 100, "左": 0, "右": 100}
_DOWN = {"top": 0, "bottom": 100, "上": 0, "顶": 0, "下": 100, "底": 100}
_MIDST = {"center", "centre", "middle", "中", "居中", "中间"}


def former(words: str, price: Money | None, currency: str, *, kept: bool = False) -> Money | None:
    """A former price that a person typed; None for empty words.

    Args:
        words: decimal, in the price's currency.
        price: what it costs now.
        currency: the price's.
        kept: whether it is of a product that is there already, from which it can be taken away.

    Raises:
        BadValue: not an amount of that currency, or not higher than the price.
    """
    if not words.strip():
        return None
    was = money.amount(words, currency, name="former price")
    be_higher(was, price, kept=kept)
    return was


def be_higher(was: Money, price: Money | None, *, kept: bool = False) -> None:
    """Refuse a former price that saves nobody anything.

    Args:
        was: the former price.
        price: what it costs now.
        kept: whether it is of a product that is there already, from which it can be taken away.

    Raises:
        BadValue: there is no price, it is in another currency, or it is not lower.
    """
    hint = (
        _("name the price before the discount, such as --was 159, or take it away with --no-was")
        if kept
        else _("name the price before the discount, such as --price 129 --was 159, or leave it out")
    )
    if price is None:
        message = _("the former price “{was}” needs a price to compare with")
        raise BadValue(message.format(was=f"{was.shown()} {was.currency}"), hint=hint)
    if was.currency != price.currency or was.micros <= price.micros:
        message = _("the former price “{was}” is not higher than the price “{price}”")
        said = {"was": f"{was.shown()} {was.currency}", "price": f"{price.shown()} {price.currency}"}
        raise BadValue(message.format(**said), hint=hint)


def note_of(words: str, *, what: str = "") -> str:
    """The seller's own words as they are kept: each line cleaned, one empty line between paragraphs at most.

    Args:
        words: as they were typed.
        what: the words are, translated, with their article, in the singular; "the note" where empty.

    Raises:
        BadValue: longer than 300 characters, or than 20 lines.
    """
    lines: list[str] = []
    for line in map(one_line, words.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    note = "\n".join(lines).strip("\n")
    said = what or _("the note")
    hint = _("shorten it: a poster has room for two or three sentences")
    if (count := len(note)) > LONGEST_NOTE:
        message = _("{what} has {count:,} characters; at most {most}")
        raise BadValue(message.format(what=said, count=count, most=LONGEST_NOTE), hint=hint)
    if (count := note.count("\n") + 1) > _MOST_LINES:
        message = _("{what} has {count} lines; at most {most}")
        raise BadValue(message.format(what=said, count=count, most=_MOST_LINES), hint=hint)
    return note


def focus_of(words: str) -> tuple[int, int]:
    """The point of a picture that has to stay in sight when it is cut: ``50,30``, ``50%,30%``, ``top``, ``左上``.

    Returns:
        Whole percents from the left and from the top; the middle for empty words.

    Raises:
        BadValue: none of these.
    """
    said = unicodedata.normalize("NFKC", words).strip().lower()
    if not said:
        return MIDDLE
    if match := re.fullmatch(r"(\d{1,3})\s*%?\s*[,、\s]\s*(\d{1,3})\s*%?", said):
        point = int(match[1]), int(match[2])
    else:
        point = _named(said) or (-1, -1)
    if not all(0 <= part <= 100 for part in point):  # noqa: PLR2004 - percents
        message = _("“{said}” is no point of a picture").format(said=clean(words, limit=40))
        raise BadValue(message, hint=_("use percents from the left and the top, --focus 50%,30%, or --focus top-left"))
    return point


def _named(said: str) -> tuple[int, int] | None:
    """The point that a word or two mean, in either order; each direction once."""
    bare = said.removesuffix("角")
    parts = re.findall(r"[a-z]+|[左右上下顶底]|居?中间?", bare)
    if "".join(parts) != re.sub(r"[-_\s]+", "", bare) or len(parts) not in {1, 2}:
        return None
    across = [_ACROSS[part] for part in parts if part in _ACROSS]
    down = [_DOWN[part] for part in parts if part in _DOWN]
    midst = [part for part in parts if part in _MIDST]
    if len(across) > 1 or len(down) > 1 or len(across) + len(down) + len(midst) != len(parts):
        return None
    return (*across, 50)[0], (*down, 50)[0]


def focus_words(focus: tuple[int, int]) -> str:
    """A point as it is written: ``50%,30%``; without the signs a spreadsheet would make a number of it."""
    return f"{focus[0]}%,{focus[1]}%"
