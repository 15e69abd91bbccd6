"""What TOML cannot say of a report's rows: whose the money of an order is, which row is the newest. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from sharecli.commissions.cells import BadCell, Row
from sharecli.commissions.ledger import split
from sharecli.commissions.match import Match
from sharecli.commissions.model import Line
from sharecli.errors import RowProblem

Read = list[Line | RowProblem | None]
"""One entry a row of the file, in its order; None for a row that is no order."""

_SUREST = ("paid", "settled", "refunded", "confirmed", "held", "pending", "?", "void")


def settled_rows(match: Match, read: Read, problem: Callable[[int, BadCell], RowProblem]) -> Read:
    """The rows after the layout's rule for them.

    Args:
        match: the file.
        read: what was read, row by row.
        problem: a bad cell, by its line of the file, as a problem.
    """
    if match.layout.hook == "order-money-on-first-row":
        return _order_money(match, read, problem)
    if match.layout.hook == "newest-wins":
        return _newest(read)
    if match.layout.hook == "split-orders":
        return _without_parents(match, read)
    return read


def counted(lines: Sequence[Line]) -> dict[int, int]:
    """Which of the identical ones each line is, by its place in the file: the same whatever the order of the rows."""
    seen: Counter[tuple[str, str]] = Counter()
    counts: dict[int, int] = {}
    for one in sorted(lines, key=_likeness):
        seen[one.order, one.line] += 1
        counts[one.file_line] = seen[one.order, one.line]
    return counts


def _likeness(one: Line) -> tuple[object, ...]:
    return (
        one.ordered_at,
        one.title,
        one.quantity,
        one.estimate or 0,
        _SUREST.index(one.state),
        one.settled or 0,
    )


def _newest(read: Read) -> Read:
    """At eBay a transaction stands again with its new total at every change: only the newest row is the truth."""
    best: dict[tuple[str, str], Line] = {}
    for one in read:
        if isinstance(one, Line):
            kept = best.get((one.order, one.line))
            # Two rows of one moment: the same in whatever order they stand.
            if kept is None or (one.as_of, _likeness(one)) >= (kept.as_of, _likeness(kept)):
                best[one.order, one.line] = one
    return [
        None if isinstance(one, Line) and best[one.order, one.line].file_line != one.file_line else one for one in read
    ]


def _without_parents(match: Match, read: Read) -> Read:
    """JD splits an order by warehouse: the parts carry its money, and what it was before is void."""
    parents = parents_in(match)
    return [
        replace(one, state="void", settled=None, settled_at="")
        if isinstance(one, Line) and one.order in parents
        else one
        for one in read
    ]


def parents_in(match: Match) -> set[str]:
    """The orders that were split into others, by the rows that name them."""
    parents = set()
    for _number, cells in match.sheet.rows:
        row = Row(match, cells)
        try:
            order, parent = row.number("order"), row.number("parent")
        except BadCell:
            continue
        if order and parent not in {"", "0", order}:
            parents.add(parent)
    return parents


def _order_money(match: Match, read: Read, problem: Callable[[int, BadCell], RowProblem]) -> Read:
    """Shopee prints an order's net commission on its first row only: it is split over the order's items.

    The first row may be a cancelled item; skipping it would lose the order's money, summing the column per item would
    give it to the wrong one. An item gets its own commission x (the order's net / the order's total).
    """
    orders: dict[str, list[int]] = {}
    nets: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for place, (one, (number, cells)) in enumerate(zip(read, match.sheet.rows, strict=True)):
        if not isinstance(one, Line):
            continue
        row = Row(match, cells)
        try:
            net, total = row.micros("net", one.currency) or 0, row.micros("total", one.currency) or 0
        except BadCell as bad:
            read[place] = problem(number, bad)
            continue
        orders.setdefault(one.order, []).append(place)
        nets[one.order] += net
        totals[one.order] += total
    for order, places in orders.items():
        items = [(place, one) for place in places if isinstance(one := read[place], Line)]
        # Always in the same order, so that shuffled rows give each item the same share, to the last micro.
        items.sort(key=lambda item: (item[1].line, _likeness(item[1])))
        parts = [max(one.estimate or 0, 0) for _place, one in items]
        whole, net, total = sum(parts), nets[order], totals[order]
        if net == total or not whole:
            continue
        # Without a total (some layouts lack it) the net is the order's; with one, these items may be a part of it.
        for (place, one), share in zip(items, split(net * whole // total if total else net, parts), strict=True):
            read[place] = replace(one, estimate=share, settled=share if one.settled is not None else None)
    return read
