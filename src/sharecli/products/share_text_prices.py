"""Reads a price in a share text: all of the number that stands there, or none of it. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

AMOUNT = r"(?>\d{1,20}(?:[,.\uff0e'\u2019·]\d{1,20}|[，、 \u00a0\u2009\u202f]\d{3}(?!\d)){0,6})"
"""A number with whatever may belong to it. It never lets go of a part of it: half of 5,999.00 is another price."""

_CERTAIN = re.compile(r"(?:\d{1,7}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,2})?", re.ASCII)
_NOT_ALONE = re.compile(
    r"\d|[,.'\u2019·]{1,9}\d|[,.，、]?\s{1,3}[,.，、]?\d{3}(?!\d)"  # it goes on
    r"|\s{0,3}[万萬千百亿億折成%\uff05]|\s?[kKwW](?![A-Za-z])"  # times ten thousand, or a part of a price
    r"|\s{0,2}[元块塊]?\s{0,2}[-~\uff5e—\u2013至到]\s{0,2}[¥￥]?\s{0,2}\d"  # from … to …
    r"|\s{0,2}[块塊]\s?\d|\s{0,2}元\s?\d{1,2}(?:角|毛|(?![\w]))"  # 9块9
    r"|[步件个個人次天]"  # so many of something
)


@dataclass(frozen=True, slots=True)
class Price:
    """A price that a text says.

    Attributes:
        amount: decimal digits, or empty.
        unclear: the number as it stands there, where it can be read in more than one way; or empty.
    """

    amount: str = ""
    unclear: str = ""


def first(patterns: Iterable[str], text: str) -> Price:
    """The first price that one of the patterns finds; no later one takes the place of one that is not clear.

    Args:
        patterns: regular expressions with one group, in which ``{amount}`` stands for :data:`AMOUNT`.
        text: the text.
    """
    for pattern in patterns:
        if found := re.search(pattern.replace("{amount}", AMOUNT), text):
            return _price(found[1], text[found.end(1) :][:40])
    return Price()


def _price(said: str, after: str) -> Price:
    plain = "".join(str(unicodedata.decimal(one, one)) for one in said).replace("\uff0e", ".")
    if not _CERTAIN.fullmatch(plain) or _NOT_ALONE.match(after):
        return Price(unclear=said)
    return Price(plain.replace(",", ""))
