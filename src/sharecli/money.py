"""Money: a whole number of micros and a currency; rates: a whole number of billionths. Never a float."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.text import clean

MICROS = 1_000_000
BILLIONTHS = 1_000_000_000
LARGEST = 10**10 * MICROS
"""The largest single amount, in micros: nine hundred of them still add up inside SQLite's 64-bit sum()."""

_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
MINOR_DIGITS = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}
"""Digits after the point where ISO 4217 says other than two."""

CURRENCIES = frozenset(
    (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
        "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
        "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL "
        "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
        "RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
        "UAH UGX USD UYI UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
    ).split()
)
"""ISO 4217 codes in use."""

SYMBOLS = {
    "CNY": "¥", "JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "PHP": "₱", "VND": "₫", "THB": "฿", "KRW": "₩",
    "INR": "₹", "IDR": "Rp", "MYR": "RM", "SGD": "S$", "BRL": "R$", "HKD": "HK$", "TWD": "NT$",
}  # fmt: skip
"""What stands before a price on a poster; elsewhere the code is written."""

_LONGEST_RATE = 40
_AMOUNT = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*([%‰]?)")


def digits(currency: str) -> int:
    """How many digits the currency's minor unit has."""
    return MINOR_DIGITS.get(currency, 2)


def known_currency(word: str) -> str:
    """An ISO 4217 code, in capitals.

    Raises:
        BadValue: no such currency.
    """
    code = word.strip().upper()
    if code not in CURRENCIES:
        raise BadValue(
            _("there is no currency “{word}”").format(word=clean(word, limit=20)),
            hint=_("use an ISO 4217 code, such as --currency CNY, USD or PHP"),
        )
    return code


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of one currency.

    Attributes:
        micros: millionths of the currency unit.
        currency: ISO 4217 code.
    """

    micros: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} do not mix"
            raise ValueError(message)
        return Money(self.micros + other.micros, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.micros, self.currency)

    def __str__(self) -> str:
        """A decimal string with at least the currency's minor digits, and more only where they are not zero."""
        return decimal_string(self.micros, self.currency)

    def shown(self) -> str:
        """For people: grouped by thousands."""
        return grouped(self.micros, self.currency)


def decimal_string(micros: int, currency: str) -> str:
    """Micros as a plain decimal number: ``25800000, "CNY"`` is ``25.80``; no exponent, no grouping."""
    whole, fraction = divmod(abs(micros), MICROS)
    least = digits(currency)
    tail = f"{fraction:06d}"
    tail = tail[:least] + tail[least:].rstrip("0")
    return f"{'-' if micros < 0 else ''}{whole}{'.' + tail if tail else ''}"


def grouped(micros: int, currency: str) -> str:
    """Micros as people read them: ``1,234.50``."""
    return separated(decimal_string(micros, currency))


def separated(decimal: str) -> str:
    """A plain decimal number with its thousands apart: ``-1234.50`` is ``-1,234.50``."""
    whole, point, tail = decimal.removeprefix("-").partition(".")
    return f"{'-' if decimal.startswith('-') else ''}{int(whole):,}{point}{tail}"


def smallest(currency: str) -> int:
    """The currency's minor unit, in micros: a cent of the dollar is 10,000."""
    return MICROS // int(10 ** digits(currency))


def micros_of(word: str) -> int:
    """A decimal number, exactly: ``1,299.5``, ``-3``, full-width digits; at most six digits after the point.

    Raises:
        ValueError: anything else. The message is a clause that says why.
    """
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", word).strip().replace("−", "-"))
    if not match:
        if "," in word and "." not in word:
            raise ValueError(_("a comma only groups thousands; the decimal mark is a point"))
        raise ValueError(_("not a decimal number"))
    sign, whole, fraction = match.groups(default="")
    if len(whole) > 20 or len(fraction.rstrip("0")) > 6:  # noqa: PLR2004 - beyond LARGEST; micros have six digits
        raise ValueError(_("too large") if len(whole) > 20 else _("more than six digits after the point"))  # noqa: PLR2004 - as above
    micros = int(whole.replace(",", "")) * MICROS + int(f"{fraction.rstrip('0'):0<6}")
    if micros > LARGEST:
        raise ValueError(_("too large"))
    return -micros if sign == "-" else micros


def amount(word: str, currency: str, *, name: str, negative: bool = False, fine: bool = False) -> Money:
    """An amount that a person typed, such as a price.

    Args:
        word: what was typed; the currency's own symbol may stand before it.
        currency: ISO 4217 code.
        name: what it is, for the error: "price".
        negative: whether it may be below zero.
        fine: whether it may be finer than the currency's minor unit, as what reports tell and platforms pay is.

    Raises:
        BadValue: not a number, negative, too large, or finer than the currency's minor unit.
    """
    said = clean(word, limit=40)
    bare = word.strip().removeprefix(SYMBOLS.get(currency, currency)).removeprefix("￥" if currency == "CNY" else "\0")
    try:
        micros = micros_of(bare)
    except ValueError as why:
        message = _("the {name} “{said}” cannot be read: {why}").format(name=_(name), said=said, why=why)
        raise BadValue(message, hint=_("write it like 129 or 1,299.50")) from None
    if micros < 0 and not negative:
        message = _("the {name} “{said}” is below zero").format(name=_(name), said=said)
        raise BadValue(message, hint=_("write it like 129 or 1,299.50"))
    if not fine and micros % smallest(currency):
        message = _("the {name} “{said}” has more digits after the point than {currency} has")
        raise BadValue(message.format(name=_(name), said=said, currency=currency), hint=_("round it"))
    return Money(micros, currency)


def rate(word: str) -> int:
    """A commission rate in billionths: ``2.5%``, ``25‰`` and ``0.025`` are all 25,000,000.

    Raises:
        BadValue: not a rate, or above 100 %.
    """
    hint = _("write it like 20%, 2.5% or 0.025")
    match = _RATE.fullmatch(unicodedata.normalize("NFKC", word).strip())
    if not match or len(word) > _LONGEST_RATE:
        message = _("the commission “{said}” is not a rate").format(said=clean(word, limit=40))
        raise BadValue(message, hint=hint)
    number, unit = match.groups()
    from fractions import Fraction  # not needed to show a list

    exact = Fraction(number) * BILLIONTHS / {"%": 100, "‰": 1000, "": 1}[unit]
    if exact > BILLIONTHS or (not unit and exact == BILLIONTHS):
        message = _("the commission “{said}” is more than the price").format(said=clean(word, limit=40))
        raise BadValue(
            message,
            hint=_("did you mean {number}%?").format(number=clean(number, limit=20)) if not unit else hint,
        )
    if exact.denominator != 1:
        message = _("the commission “{said}” is finer than a billionth").format(said=clean(word, limit=40))
        raise BadValue(message, hint=hint)
    return int(exact)


def percent(billionths: int) -> str:
    """A rate as people and files write it: 25,000,000 is ``2.5%``."""
    whole, fraction = divmod(billionths, BILLIONTHS // 100)
    tail = f"{fraction:07d}".rstrip("0")
    return f"{whole}{'.' + tail if tail else ''}%"


def share(of: Money, billionths: int) -> Money:
    """The commission on a price: rounded half up to the currency's minor unit. An estimate, never a platform's word."""
    unit = smallest(of.currency)
    whole = BILLIONTHS * unit
    units = (2 * abs(of.micros) * billionths + whole) // (2 * whole)
    return Money(units * unit if of.micros >= 0 else -units * unit, of.currency)


def add(amounts: Iterable[Money]) -> dict[str, Money]:
    """Sums by currency; currencies never mix."""
    sums: dict[str, Money] = {}
    for one in amounts:
        sums[one.currency] = sums[one.currency] + one if one.currency in sums else one
    return sums
