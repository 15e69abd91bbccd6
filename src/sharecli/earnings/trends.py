"""How it went over time, step after step, for the sparklines and the curves."""

from dataclasses import replace
from datetime import timedelta

from sharecli.earnings import records, spans
from sharecli.earnings.adding import Asked, report
from sharecli.earnings.model import TIMES, By, Curve
from sharecli.period import Span
from sharecli.store.open import Store

MOST = 16
"""Steps; the latest are kept."""

Trends = dict[tuple[tuple[str, ...], str], list[int]]


def step_of(span: Span) -> By:
    """Days for a month, weeks for a quarter, months beyond."""
    assert span.start is not None and span.end is not None  # noqa: S101, PT018 - the caller has bounded it
    length = span.end - span.start
    if length <= timedelta(days=MOST):
        return By.day
    return By.week if length <= timedelta(days=7 * MOST - 7) else By.month


def bounded(store: Store, asked: Asked) -> Span | None:
    """The days of the period that have orders around them, up to today; None where there are none."""
    there = records.days(store, asked.zone)
    if there is None or there.start is None or there.end is None:
        return None
    start = max(asked.span.start or there.start, there.start)
    end = min(asked.span.end or there.end, there.end)
    return Span(start, end) if start < end else None


def trends(store: Store, asked: Asked) -> Trends:
    """By keys and currency: what was earned or is on its way, in micros, step after step; none where keys are times."""
    span = bounded(store, asked)
    if span is None or any(by in TIMES for by in asked.bys):
        return {}
    step = step_of(span)
    steps = spans.buckets(span, step)[-MOST:]
    places = {name: place for place, name in enumerate(steps)}
    found: Trends = {}
    for one in report(store, replace(asked, bys=(*asked.bys, step), against=None)).rows:
        place = places.get(one.names[-1])
        if place is not None:
            found.setdefault((one.names[:-1], one.currency), [0] * len(steps))[place] += max(one.earned, 0) + one.coming
    return found


def curves(store: Store, asked: Asked) -> list[Curve]:
    """Each currency over time, those that earned most first."""
    span = bounded(store, asked)
    if span is None:
        return []
    step = step_of(span)
    steps = tuple(spans.buckets(span, step)[-MOST:])
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for one in report(store, replace(asked, bys=(step,), against=None)).rows:
        if one.key in steps:
            found.setdefault(one.currency, {})[one.key] = (one.earned, one.coming)
    made = [
        Curve(
            unit,
            steps,
            tuple(by.get(step, (0, 0))[0] for step in steps),
            tuple(by.get(step, (0, 0))[1] for step in steps),
        )
        for unit, by in found.items()
    ]
    return sorted(made, key=lambda one: (-sum(one.earned) - sum(one.coming), one.currency))
