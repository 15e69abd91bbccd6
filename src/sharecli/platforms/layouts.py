"""Reads the reports of a platform's TOML file: the layouts that are income, and the files that are not."""

import codecs
import re

from sharecli import datafile
from sharecli.language import _
from sharecli.money import CURRENCIES
from sharecli.platforms.model import Layout, Refusal
from sharecli.text import clean

FIELDS = frozenset({
    "order", "line", "item", "model", "promotion", "title", "quantity", "price", "base", "rate", "estimate",
    "settled", "fee", "status", "claim", "refund", "ordered", "confirmed", "settled-at", "sub-id", "currency",
    "net", "total", "seller", "device", "market", "due", "parent", "returned", "updated", "ordered-time",
    "settled-at-time", "updated-time", "refunded-at",
})  # fmt: skip
STATES = frozenset({"pending", "confirmed", "settled", "paid", "held", "void", "refunded", "reversal", "ignore"})
REASONS = frozenset({
    "order_canceled", "refund", "terms_violation", "tracking_error", "duplicate", "correction", "other",
})  # fmt: skip
HOOKS = frozenset({"", "order-money-on-first-row", "newest-wins", "split-orders", "replaces-its-days"})


def check_currency(table: datafile.Table, code: str, key: str) -> None:
    """Refuse what is no currency.

    Raises:
        BadData: naming the key.
    """
    if code not in CURRENCIES:
        reason = _("should be an ISO 4217 code, not “{word}”").format(word=clean(code, limit=20))
        raise table.wrong(key, reason, word=code)


def refusal_of(table: datafile.Table) -> Refusal:
    """One ``[[refuse]]``.

    Raises:
        BadData: it is broken.
    """
    why = table.text("why")
    refusal = Refusal(
        has=table.texts("has", None),
        encodings=table.texts("encodings", ("utf-8",)),
        why=why,
        why_zh=table.text("why-zh", why),
    )
    if not refusal.has:
        raise table.wrong("has", _("should name a header or more"))
    _check_encodings(table, refusal.encodings)
    table.done()
    return refusal


def layout_of(table: datafile.Table) -> Layout:
    """One ``[[report]]``.

    Raises:
        BadData: it is broken.
    """
    layout = Layout(
        name=table.text("layout"),
        columns=table.lists("columns"),
        needs=table.texts("needs"),
        has=table.texts("has"),
        key=table.texts("key"),
        strangers=table.texts("strangers"),
        kind=table.text("kind", ""),
        order_from=table.texts("order-from"),
        sums=table.texts("sums"),
        statuses=table.words("status"),
        state=table.text("state", ""),
        marks=table.words_by_name("marks"),
        claims=table.words("claim"),
        encodings=table.texts("encodings", ("utf-8",)),
        nulls=table.texts("nulls", ("", "-", "--")),
        nulls_of=table.lists("nulls-of"),
        dates=table.texts("dates", ("%Y-%m-%d %H:%M:%S",)),
        time_zone=table.text("time-zone", "UTC"),
        zones=table.words("zones"),
        currency=table.text("currency", ""),
        symbols=table.words("symbols"),
        decimal=table.text("decimal", "."),
        hook=table.text("hook", ""),
        reasons=table.words("reasons"),
    )
    own = FIELDS & layout.columns.keys()
    for key, said, allowed in (
        ("columns", set(layout.columns), FIELDS),
        ("needs", set(layout.needs), own),
        ("key", set(layout.key), own),
        ("order-from", set(layout.order_from), own),
        ("sums", set(layout.sums), own),
        ("nulls-of", set(layout.nulls_of), own),
        ("status", set(layout.statuses.values()), STATES),
        ("state", {layout.state} - {""}, STATES),
        ("marks", {state for words in layout.marks.values() for state in words.values()} - {""}, STATES),
        ("claim", set(layout.claims.values()), STATES),
        ("reasons", set(layout.reasons.values()), REASONS),
        ("decimal", {layout.decimal}, {".", ","}),
        ("hook", {layout.hook}, HOOKS),
    ):
        if unknown := said - allowed:
            word = min(unknown)
            reason = _("has the unknown word “{word}”").format(word=clean(word, limit=40))
            raise table.wrong(key, reason, word=word)
    for code in (layout.currency,) if layout.currency else ():
        check_currency(table, code, "currency")
    for code in layout.symbols.values():
        check_currency(table, code, "symbols")
    _check_clock(table, layout)
    _check_dates(table, layout)
    _check_encodings(table, layout.encodings)
    table.done()
    return layout


def _check_clock(table: datafile.Table, layout: Layout) -> None:
    from zoneinfo import ZoneInfo

    for key, zone in (("time-zone", layout.time_zone), *(("zones", zone) for zone in layout.zones.values())):
        try:
            ZoneInfo(zone)
        except (LookupError, ValueError, OSError):  # OSError: "Asia" alone is a folder
            reason = _("should be an IANA time zone, such as Asia/Shanghai")
            raise table.wrong(key, reason, word=zone) from None


def _check_dates(table: datafile.Table, layout: Layout) -> None:
    # 03/04/2026 would be two days: the form that stands first would guess it, row by row.
    # A form that begins with the year is never one of the two.
    orders = {"".join(re.findall(r"%([dm])", form)) for form in layout.dates if not form.startswith("%Y")}
    if {"dm", "md"} <= orders:
        raise table.wrong("dates", _("has the day before the month and behind it"))


def _check_encodings(table: datafile.Table, encodings: tuple[str, ...]) -> None:
    for encoding in encodings:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise table.wrong("encodings", _("should be encodings Python knows"), word=encoding) from None
