"""A price is written as the seller's locale writes it, and never loses a micro."""

import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from sharecli.lettering.prices import Price, price
from sharecli.money import CURRENCIES, LARGEST, Money, amount, decimal_string, digits

SP = "\u00a0"
THIN = "\u202f"


@pytest.mark.parametrize(
    ("said", "currency", "language", "parts"),
    [
        ("129", "CNY", "zh", ("¥", "129", "", "")),
        ("129.50", "CNY", "zh", ("¥", "129", ".50", "")),
        ("1299999.90", "CNY", "zh", ("¥", "1,299,999", ".90", "")),
        ("129", "CNY", "en", ("CN¥", "129", "", "")),
        ("129", "CNY", "zh-Hant", ("CN¥", "129", "", "")),
        ("1299", "TWD", "zh-Hant", ("$", "1,299", "", "")),
        ("1299", "TWD", "zh", ("NT$", "1,299", "", "")),
        ("1299", "JPY", "en", ("¥", "1,299", "", "")),
        ("1299", "JPY", "zh", ("JP¥", "1,299", "", "")),
        ("1299", "JPY", "ja", ("￥", "1,299", "", "")),
        ("18", "USD", "en", ("$", "18", "", "")),
        ("18", "USD", "zh", ("US$", "18", "", "")),
        ("18", "AUD", "en", ("A$", "18", "", "")),
        ("12.500", "KWD", "en", (f"KWD{SP}", "12", ".500", "")),
        ("12.000", "KWD", "zh", (f"KWD{SP}", "12", "", "")),
        ("899.00", "PHP", "en", ("₱", "899", "", "")),
        ("0.05", "EUR", "en", ("€", "0", ".05", "")),
        ("0", "EUR", "en", ("€", "0", "", "")),
        ("150000", "VND", "en", ("₫", "150,000", "", "")),
        ("150000", "VND", "vi", ("", "150.000", "", f"{SP}₫")),
        ("9.99", "CHF", "en", (f"CHF{SP}", "9", ".99", "")),
        ("9.99", "CHF", "de", (f"CHF{SP}", "9", ".99", "")),
        ("15000", "KRW", "ko", ("₩", "15,000", "", "")),
        ("1234.50", "EUR", "de", ("", "1.234", ",50", f"{SP}€")),
        ("1234.50", "EUR", "nl", (f"€{SP}", "1.234", ",50", "")),
        ("1234.50", "EUR", "fr", ("", f"1{THIN}234", ",50", f"{SP}€")),
        ("1234.50", "EUR", "es", ("", "1234", ",50", f"{SP}€")),
        ("12345.50", "EUR", "es", ("", "12.345", ",50", f"{SP}€")),
        ("1234.50", "BRL", "pt", (f"R${SP}", "1.234", ",50", "")),
        ("1234.50", "EUR", "pt", ("", "1234", ",50", f"{SP}€")),
        ("150000", "IDR", "id", (f"Rp{SP}", "150.000", "", "")),
        ("150000", "IDR", "zh", (f"Rp{SP}", "150,000", "", "")),
        ("25.90", "MYR", "en", (f"RM{SP}", "25", ".90", "")),
        ("25.90", "SGD", "zh", ("S$", "25", ".90", "")),
        ("590", "THB", "th", ("฿", "590", "", "")),
        ("123456", "INR", "en", ("₹", "1,23,456", "", "")),
    ],
)
def test_readers_see_their_currency_as_they_write_it(
    said: str, currency: str, language: str, parts: tuple[str, str, str, str]
) -> None:
    made = price(amount(said, currency, name="price"), language=language, locale="")
    assert (made.before, made.whole, made.cents, made.after) == parts


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", f"1.234,50{SP}€"),
        ("de-DE", f"1.234,50{SP}€"),
        ("de_DE.UTF-8", f"1.234,50{SP}€"),
        ("de_AT", f"€{SP}1.234,50"),
        ("de_CH", f"EUR{SP}1’234.50"),
        ("nl_NL", f"€{SP}1.234,50"),
        ("en_IE", "€1,234.50"),
        ("zh_CN", "€1,234.50"),
        ("fr_CH", f"1{THIN}234.50{SP}€"),
        ("ar_EG", f"١٬٢٣٤٫٥٠{SP}€"),
        ("fa_IR", f"€{SP}۱٬۲۳۴٫۵۰"),
        ("he_IL", f"1,234.50{SP}€"),
        ("de_XX", f"1.234,50{SP}€"),
        ("klingon", "€1,234.50"),
        ("../../etc", "€1,234.50"),
        ("_", "€1,234.50"),
    ],
)
def test_the_sellers_locale_decides_and_an_unknown_one_does_not(locale: str, text: str) -> None:
    assert price(Money(1_234_500_000, "EUR"), language="en", locale=locale).text == text


def test_a_language_of_the_sellers_own_has_its_own_habits() -> None:
    assert price(Money(1_234_500_000, "EUR"), language="sv", locale="").text == f"1{SP}234,50{SP}€"


def test_the_parts_put_together_are_the_text() -> None:
    assert Price("", "1.234", ",50", f"{SP}€").text == f"1.234,50{SP}€"


LOCALES = (
    "zh_CN en_US en_IN de_DE de_CH fr_FR es_ES pt_PT ja_JP vi_VN th_TH ar_EG fa_IR bn_BD my_MM mr_IN he_IL".split()
)


@given(st.integers(0, LARGEST), st.sampled_from(sorted(CURRENCIES)), st.sampled_from(LOCALES))
def test_the_digits_of_a_price_are_its_micros(units: int, currency: str, locale: str) -> None:
    least = 10 ** (6 - digits(currency))
    money = Money(units // least * least, currency)
    made = price(money, language="en", locale=locale)
    shown = "".join(str(int(one)) for one in made.whole + made.cents if one.isdecimal())
    if not made.cents and digits(currency):
        shown += "0" * digits(currency)
    assert int(shown) == money.micros // least
    assert not any(one.isdecimal() for one in made.before + made.after)
    assert not any(one in "\u200e\u200f\u061c¤" for one in made.text)


@given(st.integers(-LARGEST, LARGEST))
def test_no_micro_is_lost_where_an_amount_is_finer_than_its_currency(micros: int) -> None:
    made = price(Money(micros, "CNY"), language="zh", locale="")
    plain = made.text.replace("¥", "").replace(",", "")
    assert plain == decimal_string(micros, "CNY").removesuffix(".00")


def test_babel_agrees() -> None:
    """Our own joining of CLDR's pieces, against the one that everyone uses (which knows no currency spacing)."""
    from decimal import Decimal

    from babel.numbers import format_currency

    for locale in ("zh_CN", "en_US", "en_IN", "de_DE", "de_AT", "de_CH", "fr_FR", "it_IT", "nl_NL", "pt_BR", "ja_JP"):
        for currency in ("CNY", "EUR", "USD", "JPY", "GBP"):
            micros = 1_234_567_000_000 if currency == "JPY" else 1_234_567_500_000
            theirs = format_currency(Decimal(micros).scaleb(-6), currency, locale=locale)
            ours = price(Money(micros, currency), language="en", locale=locale).text
            assert ours.replace(SP, "") == theirs.replace(SP, ""), locale


def test_babel_is_read_in_only_for_a_price() -> None:
    asked = "import sys, sharecli.lettering.wording; print('babel' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", asked], text=True).strip() == "False"
