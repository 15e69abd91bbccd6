"""Prices as a locale writes them (Unicode CLDR), in the parts a poster draws at different sizes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from sharecli.money import Money, decimal_string

_LOCALES = {
    "zh": "zh_CN", "zh-Hant": "zh_TW", "en": "en_US", "ja": "ja_JP", "ko": "ko_KR", "de": "de_DE", "fr": "fr_FR",
    "es": "es_ES", "pt": "pt_BR", "it": "it_IT", "nl": "nl_NL", "vi": "vi_VN", "id": "id_ID", "th": "th_TH",
    "ms": "ms_MY",
}  # fmt: skip
"""Whose habits a language's readers have, where the seller names no locale."""
_AT_HOME = {
    ("en", "GBP"): "en_GB", ("en", "INR"): "en_IN", ("de", "CHF"): "de_CH", ("fr", "CHF"): "fr_CH",
    ("it", "CHF"): "it_CH", ("fr", "CAD"): "fr_CA", ("es", "MXN"): "es_MX", ("pt", "EUR"): "pt_PT",
    ("zh-Hant", "HKD"): "zh_HK", ("zh-Hant", "MOP"): "zh_MO",
}  # fmt: skip
"""The same, where the currency tells the country: no other country's dollar is written “$” for want of a locale."""

_SIGNS = {"SGD": "S$", "MYR": "RM", "IDR": "Rp", "THB": "฿"}
"""Signs that mean no other currency, for locales of which CLDR knows the code alone."""
_ZEROS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀", "tibt": "༠", "olck": "᱐", "adlm": "𞥐"}
"""The zero of CLDR's other decimal digits; the nine after it follow."""
_FROM_FIVE = {"es", "es_ES", "pt_PT", "pl", "pl_PL"}
"""Locales that group no number of four digits (CLDR's minimumGroupingDigits, which Babel leaves out)."""
_MARKS = re.compile("[\u200e\u200f\u061c]")


@dataclass(frozen=True, slots=True)
class Price:
    """A price in parts; put together they are the price as the locale writes it.

    Attributes:
        before: sign and space before the number, such as ``¥``, or empty.
        whole: grouped, such as ``1.234``.
        cents: with the decimal mark, such as ``,50``; empty when they are zero.
        after: space and sign after the number, such as `` €``, or empty.
    """

    before: str
    whole: str
    cents: str
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.whole + self.cents + self.after


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a locale writes a currency.

    Attributes:
        before: the number.
        after: the number.
        group: mark between groups of digits.
        point: decimal mark.
        sizes: digits of the last group, and of the others.
        least: digits that have to stand before the last group for there to be groups.
        digits: for str.translate, where they are not 0 to 9.
    """

    before: str
    after: str
    group: str
    point: str
    sizes: tuple[int, int]
    least: int
    digits: dict[int, str]


def price(money: Money, *, language: str, locale: str) -> Price:
    """An amount as a locale writes it, exactly: from whole micros, never through a float.

    Args:
        money: what it costs.
        language: of the poster; decides where ``locale`` is empty or unknown.
        locale: the seller's, such as ``de_DE``, or empty.
    """
    habit = _habit(locale, language, money.currency)
    whole, _point, cents = decimal_string(abs(money.micros), money.currency).partition(".")
    grouped = _grouped(whole, habit).translate(habit.digits)
    tail = habit.point + cents.translate(habit.digits) if cents.strip("0") else ""
    return Price(("-" if money.micros < 0 else "") + habit.before, grouped, tail, habit.after)


def _grouped(whole: str, habit: _Habit) -> str:
    last, others = habit.sizes
    if len(whole) < last + habit.least:
        return whole
    head, tail = whole[:-last], whole[-last:]
    start = len(head) % others
    groups = [head[:start]] if start else []
    groups += [head[place : place + others] for place in range(start, len(head), others)]
    return habit.group.join([*groups, tail])


@lru_cache(maxsize=256)
def _habit(locale: str, language: str, currency: str) -> _Habit:
    from babel.core import Locale, UnknownLocaleError

    # What a system calls a locale has an encoding behind it ("de_DE.UTF-8") and may have a hyphen ("de-DE").
    wished = re.split(r"[.@]", locale.replace("-", "_"))[0]
    usual = _AT_HOME.get((language, currency)) or _LOCALES.get(language, language.replace("-", "_"))
    for name in (wished, wished.partition("_")[0], usual, "en_US"):
        try:
            found = Locale.parse(name) if name else None
        except (UnknownLocaleError, ValueError):
            continue
        if found is not None:
            break
    assert found is not None  # noqa: S101 - Babel has en_US
    system = found.default_numbering_system if found.default_numbering_system in _ZEROS else "latn"
    signs = {**found.number_symbols["latn"], **found.number_symbols.get(system, {})}
    pattern = found.currency_formats["standard"]
    sign = found.currency_symbols.get(currency, currency)
    sign = _SIGNS.get(currency, sign) if sign == currency else sign
    zero = ord(_ZEROS.get(system, "0"))
    return _Habit(
        before=_beside(pattern.prefix[0], sign, inner=-1),
        after=_beside(pattern.suffix[0], sign, inner=0),
        group=signs.get("currencyGroup", signs["group"]),
        point=signs.get("currencyDecimal", signs["decimal"]),
        sizes=pattern.grouping,
        least=2 if str(found) in _FROM_FIVE else 1,
        digits={} if zero == ord("0") else {ord("0") + place: chr(zero + place) for place in range(10)},
    )


def _beside(pattern: str, sign: str, *, inner: int) -> str:
    """What stands on one side of the number; ``inner`` is the place of the character that touches it.

    CLDR's currencySpacing: a no-break space parts letters from digits ("CHF 9"). The marks of direction go: each part
    is drawn by itself.
    """
    words = _MARKS.sub("", pattern.replace("¤", sign))
    touching = _MARKS.sub("", pattern)[inner:][:1]
    if touching == "¤" and unicodedata.category(words[inner])[0] not in "SZ":
        words = words + "\u00a0" if inner else "\u00a0" + words
    return words
