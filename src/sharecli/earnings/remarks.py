"""What a report has to say beside its figures: which rates it used, what it could not do."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from sharecli.earnings.model import Report, tenths
from sharecli.earnings.spans import called
from sharecli.language import _, plural
from sharecli.money import decimal_string, digits, grouped
from sharecli.period import Span


def remarks(made: Report, *, today: date) -> list[str]:
    """Sentences for the seller, in order."""
    return [*_held(made), *_conversion(made), *_comparison(made, today)]


def _held(made: Report) -> Iterator[str]:
    for currency, micros in made.held:
        words = _("{sum} of what is pending is held")
        yield words.format(sum=f"{grouped(micros, currency)} {currency}")


def _conversion(made: Report) -> Iterator[str]:
    for one in made.conversions:
        words = plural(
            "{lines} line in {currency}: 1 {base} = {rate} {quote}, your rate from {on}",
            "{lines} lines in {currency}: 1 {base} = {rate} {quote}, your rate from {on}",
            one.lines,
        )
        yield words.format(**one.row())
    for currency, day in zip(made.left, made.oldest, strict=True):
        words = _("{currency} stays in {currency} where you set no rate; set one: {command}")
        command = f"sharecli rate set {currency} {made.to} RATE --on {day}"
        yield words.format(currency=currency, command=command)
    if made.conversions:
        smallest = decimal_string(10 ** (6 - digits(made.to)), made.to)
        words = _("each converted figure is rounded half up to {smallest} {currency}, once, after adding up")
        yield words.format(smallest=smallest, currency=made.to)


def _comparison(made: Report, today: date) -> Iterator[str]:
    if made.compared is None:
        return
    if all(before is None for before in made.before) and made.rows:
        words = _("there is nothing to compare with: your ledger begins after {period}")
        yield words.format(period=called(made.compared))
        return
    if _under_way(made.span, today):
        words = _("{period} is not over: it is compared with as many days, {compared}")
        yield words.format(period=called(made.span), compared=made.compared)
    yield _("worth is what was earned and what is coming")
    for one in made.totals:
        if one.coming > 0 and one.worth > 0:
            words = _("{percent}% of what {period} is worth in {currency} is still a promise")
            part = tenths(Fraction(100 * one.coming, one.worth))
            yield words.format(percent=part, period=called(made.span), currency=one.currency)


def _under_way(span: Span, today: date) -> bool:
    return span.start is not None and span.end is not None and span.start <= today and (span.end - today).days > 1
