"""Money is exact: read, written, shared and added without a lost micro."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.core import get_global
from babel.numbers import get_currency_precision, list_currencies
from hypothesis import given, strategies as st

from sharecli import money
from sharecli.errors import BadValue
from sharecli.money import BILLIONTHS, LARGEST, MICROS, Money

CODES = st.sampled_from(sorted(money.CURRENCIES))
MICRO_COUNTS = st.integers(-LARGEST, LARGEST)


@given(MICRO_COUNTS, CODES)
def test_what_is_written_reads_back_as_the_same_micros(micros: int, code: str) -> None:
    assert money.micros_of(str(Money(micros, code))) == micros
    assert money.micros_of(Money(micros, code).shown()) == micros


@given(MICRO_COUNTS, CODES)
def test_a_decimal_string_has_no_exponent_and_at_least_the_minor_digits(micros: int, code: str) -> None:
    said = str(Money(micros, code))
    assert Decimal(said) * MICROS == micros
    assert "e" not in said.lower()
    assert len(said.partition(".")[2]) >= money.digits(code)


@given(st.integers(0, 10**9), CODES)
def test_a_price_in_minor_units_is_accepted_as_it_is_written(units: int, code: str) -> None:
    price = Money(units * 10 ** (6 - money.digits(code)), code)
    assert money.amount(str(price), code, name="price") == price
    assert money.amount(f" {money.SYMBOLS.get(code, code)} {price.shown()} ", code, name="price") == price


@given(st.integers(0, LARGEST // MICROS), st.integers(0, BILLIONTHS), CODES)
def test_a_share_is_rounded_half_up_like_decimal_does(units: int, rate: int, code: str) -> None:
    exponent = Decimal(1).scaleb(-money.digits(code))
    exact = Decimal(units) * Decimal(rate) / Decimal(BILLIONTHS)
    expected = exact.quantize(exponent, ROUND_HALF_UP)
    assert Decimal(str(money.share(Money(units * MICROS, code), rate))) == expected


def test_half_a_cent_goes_up() -> None:
    assert str(money.share(Money(100_000, "CNY"), BILLIONTHS // 20)) == "0.01"
    assert str(money.share(Money(1 * MICROS, "JPY"), BILLIONTHS // 2)) == "1"
    assert str(money.share(Money(90_000, "CNY"), BILLIONTHS // 20)) == "0.00"


@given(st.lists(st.builds(Money, MICRO_COUNTS, CODES)))
def test_sums_are_exact_and_currencies_never_mix(amounts: list[Money]) -> None:
    sums = money.add(amounts)
    assert set(sums) == {one.currency for one in amounts}
    for code, total in sums.items():
        assert total == Money(sum(one.micros for one in amounts if one.currency == code), code)


def test_adding_two_currencies_is_refused() -> None:
    with pytest.raises(ValueError, match="CNY and USD do not mix"):
        Money(1, "CNY") + Money(1, "USD")


@given(st.integers(0, BILLIONTHS))
def test_a_rate_reads_back_as_it_was_written(billionths: int) -> None:
    assert money.rate(money.percent(billionths)) == billionths


@pytest.mark.parametrize("word", ["2.5%", "25‰", "0.025", " 2.5 % ", "２．５％", "2.50000000000000000000000000000%"])
def test_a_rate_has_several_spellings(word: str) -> None:
    assert money.rate(word) == 25_000_000


@pytest.mark.parametrize(
    "word",
    [
        "",
        "120%",
        "1",
        "20",
        "-5%",
        "5%%",
        "abc",
        "1e2%",
        "nan",
        "inf%",
        "0.0000000001",
        "0." + "1" * 40,
        "9" * 400,
    ],
)
def test_a_rate_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(BadValue):
        money.rate(word)


def test_a_bare_twenty_is_asked_back_as_a_percentage() -> None:
    with pytest.raises(BadValue) as refused:
        money.rate("20")
    assert refused.value.hint == "did you mean 20%?"


@pytest.mark.parametrize(
    ("word", "micros"),
    [
        ("129", 129_000_000),
        ("1,299.50", 1_299_500_000),
        ("１２９．５", 129_500_000),
        ("−3", -3_000_000),
        ("+3", 3_000_000),
        ("0.000001", 1),
        ("0.1000000", 100_000),
        ("10000000000", LARGEST),
    ],
)
def test_numbers_are_read_as_people_write_them(word: str, micros: int) -> None:
    assert money.micros_of(word) == micros


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("12,5", "a comma only groups thousands"),
        ("1,23,456", "a comma only groups thousands"),
        ("1e9999", "not a decimal number"),
        ("", "not a decimal number"),
        ("--1", "not a decimal number"),
        ("1.", "not a decimal number"),
        (".5", "not a decimal number"),
        ("nan", "not a decimal number"),
        ("0x10", "not a decimal number"),
        ("0.0000001", "more than six digits"),
        ("10000000000.000001", "too large"),
        ("9" * 400, "too large"),
    ],
)
def test_a_number_that_is_none_is_refused_with_the_reason(word: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        money.micros_of(word)


@pytest.mark.parametrize(
    ("word", "code", "why"),
    [
        ("12,5", "CNY", "cannot be read"),
        ("-1", "CNY", "below zero"),
        ("1e9999", "CNY", "cannot be read"),
        ("0.125", "CNY", "more digits after the point than CNY has"),
        ("12.5", "JPY", "more digits after the point than JPY has"),
        ("1.2345", "KWD", "more digits after the point than KWD has"),
        ("\x1b[31m1", "CNY", "␛"),
    ],
)
def test_a_price_that_is_none_is_refused_with_the_reason(word: str, code: str, why: str) -> None:
    with pytest.raises(BadValue, match=why) as refused:
        money.amount(word, code, name="price")
    assert refused.value.exit_code == 2
    assert refused.value.hint


def test_a_price_may_carry_its_own_sign() -> None:
    assert money.amount("¥129", "CNY", name="price") == Money(129 * MICROS, "CNY")
    assert money.amount("￥129", "CNY", name="price") == Money(129 * MICROS, "CNY")
    assert money.amount("CHF 129", "CHF", name="price") == Money(129 * MICROS, "CHF")
    assert money.amount("-1.50", "USD", name="amount", negative=True) == Money(-1_500_000, "USD")


def test_the_currencies_are_those_that_babel_knows_to_be_in_use() -> None:
    today = {
        one
        for entries in get_global("territory_currencies").values()
        for one, _since, until, tender in entries
        if until is None and tender
    }
    # CLDR counts coins of islands as tender, and is ahead or behind in years of a currency reform.
    assert list_currencies() | {"XCG", "ZWG"} >= money.CURRENCIES
    assert today - money.CURRENCIES <= {
        "BGN",
        "CUC",
        "ANG",
        "ZWL",
        "SLE",
        "VED",
        "CHE",
        "CHW",
        "CLF",
        "COU",
        "MXV",
        "USN",
        "UYW",
    }


@pytest.mark.parametrize("code", sorted(money.CURRENCIES))
def test_the_minor_digits_are_those_of_iso_4217(code: str) -> None:
    # CLDR writes what people use; ISO 4217 keeps a minor unit that these no longer have (or calls it five to one).
    by_custom = {
        "AFN",
        "ALL",
        "AMD",
        "COP",
        "CRC",
        "GYD",
        "IDR",
        "IRR",
        "KPW",
        "LAK",
        "LBP",
        "MGA",
        "MMK",
        "MNT",
        "MRU",
    }
    by_custom |= {
        "MUR",
        "PKR",
        "RSD",
        "SOS",
        "STN",
        "SYP",
        "TZS",
        "UZS",
        "YER",
        "CZK",
        "HUF",
        "NOK",
        "SEK",
        "TWD",
        "CVE",
        "IQD",
    }
    if code not in by_custom:
        assert money.digits(code) == get_currency_precision(code)


@pytest.mark.parametrize("word", ["cny", " CNY ", "Cny"])
def test_a_currency_is_known_in_any_case(word: str) -> None:
    assert money.known_currency(word) == "CNY"


@pytest.mark.parametrize("word", ["", "RMB", "XXX", "¥", "\x1b[31m", "CNY CNY"])
def test_an_unknown_currency_is_refused(word: str) -> None:
    with pytest.raises(BadValue, match="there is no currency") as refused:
        money.known_currency(word)
    assert "\x1b" not in refused.value.message


def test_the_largest_amounts_still_add_up_in_sqlite() -> None:
    assert 900 * LARGEST < 2**63
