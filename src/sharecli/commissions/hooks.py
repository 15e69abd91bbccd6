"""What TOML cannot say of a report's rows: whose the money of an order is, which row is the newest. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from sharecli.commissions.ledger import split
from sharecli.commissions.model import Line

_SUREST = ("paid", "settled", "refunded", "confirmed", "held", "pending", "?", "void")


def settled_order(
    hook: str, lines: list[Line], money: Sequence[tuple[int, int]], parents: Collection[str]
) -> list[Line]:
    """The lines of one order after the layout's rule for them, each with its count among the identical ones.

    Args:
        hook: the rule's name, or empty.
        lines: all that the report tells of the order, in the order of its rows.
        money: the order's net and total as far as they stand in each of its rows.
        parents: the orders that were split into others.
    """
    if hook == "order-money-on-first-row":
        lines = _order_money(lines, sum(net for net, _total in money), sum(total for _net, total in money))
    elif hook == "newest-wins":
        lines = _newest(lines)
    elif hook == "split-orders" and lines[0].order in parents:
        # JD splits an order by warehouse: the parts carry its money, and what it was before is void.
        lines = [replace(one, state="void", settled=None, settled_at="", seen="", reason="duplicate") for one in lines]
    return _counted(lines)


def _counted(lines: list[Line]) -> list[Line]:
    """Which of the identical ones each line is: the same whatever the order of the rows."""
    if len(lines) == 1 or len({one.line for one in lines}) == len(lines):
        return lines  # as nearly always
    seen: Counter[str] = Counter()
    counts: dict[int, int] = {}
    for one in sorted(lines, key=_likeness):
        seen[one.line] += 1
        counts[one.file_line] = seen[one.line]
    return [replace(one, nth=counts[one.file_line]) for one in lines]


def _likeness(one: Line) -> tuple[object, ...]:
    return (
        one.ordered_at,
        one.title,
        one.quantity,
        one.estimate or 0,
        _SUREST.index(one.state),
        one.settled or 0,
    )


def _newest(lines: list[Line]) -> list[Line]:
    """At eBay a transaction stands again with its new total at every change: only the newest row is the truth."""
    best: dict[str, Line] = {}
    for one in lines:
        kept = best.get(one.line)
        # Two rows of one moment: the same in whatever order they stand.
        if kept is None or (one.as_of, _likeness(one)) >= (kept.as_of, _likeness(kept)):
            best[one.line] = one
    return [one for one in lines if best[one.line].file_line == one.file_line]


def _order_money(lines: list[Line], net: int, total: int) -> list[Line]:
    """Shopee prints an order's net commission on its first row only: it is split over the order's items.

    The first row may be a cancelled item; skipping it would lose the order's money, summing the column per item would
    give it to the wrong one. An item gets its own commission x (the order's net / the order's total).
    """
    # Always in the same order, so that shuffled rows give each item the same share, to the last micro.
    places = sorted(range(len(lines)), key=lambda place: (lines[place].line, _likeness(lines[place])))
    parts = [max(lines[place].estimate or 0, 0) for place in places]
    whole = sum(parts)
    if net == total or not whole:
        return lines
    # Without a total (some layouts lack it) the net is the order's; with one, these items may be a part of it.
    shares = split(net * whole // total if total else net, parts)
    found = list(lines)
    for place, share in zip(places, shares, strict=True):
        one = lines[place]
        found[place] = replace(one, estimate=share, settled=share if one.settled is not None else None)
    return found
