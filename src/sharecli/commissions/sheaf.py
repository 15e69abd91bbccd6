"""A report's lines on their way: read row by row, told order by order, and never all of them at once."""

import marshal
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sharecli.commissions import layouts
from sharecli.commissions.hooks import settled_order
from sharecli.commissions.model import Facts, Line
from sharecli.commissions.restating import days_spoken_for
from sharecli.errors import RowProblem
from sharecli.store.pile import Pile

_AT_ONCE = 500
_line = attrgetter(*(name for name in Line.__slots__ if name != "facts"))
_facts = attrgetter(*Facts.__slots__)


def _packed(line: Line) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """A line as plain values, which are put aside several times as fast as objects."""
    return _line(line), _facts(line.facts)


def _unpacked(values: tuple[tuple[Any, ...], tuple[Any, ...]]) -> Line:
    """The line of :func:`_packed`."""
    (*most, as_of, refunded_at, seen, reason), facts = values
    every = (*most, Facts(*facts), as_of, refunded_at, seen, reason)
    return Line(*every)


class Sheaf:
    """The lines of one report.

    Args:
        match: the report.
        now: this moment.

    Attributes:
        problems: rows that cannot be read.
        skipped: rows that are no order.
        count: how many lines there are.
        latest: the latest moment in them that is not to come, UTC as stored, or empty.
        whole: the orders of which the report tells everything, whether it shows them or not.
    """

    def __init__(self, match: layouts.Match, now: datetime) -> None:
        self._hook = match.layout.hook
        self._pile = Pile()
        self.problems: list[RowProblem] = []
        self.skipped = self.count = 0
        self.latest = ""
        self.whole: frozenset[str] = frozenset()
        self._parents: set[str] = set()
        self._read(match, now)
        if self._hook in {"newest-wins", "split-orders"} and self.count:
            self._read_again()

    def _read(self, match: layouts.Match, now: datetime) -> None:
        shown: set[str] = set()
        dated = 0
        some: list[tuple[int, bytes, bytes]] = []
        for one, money, parent, has_date in layouts.rows_of(match, now):
            if parent:
                self._parents.add(parent)
            dated += has_date
            if one is None:
                self.skipped += 1
            elif isinstance(one, RowProblem):
                self.problems.append(one)
            else:
                self.count += 1
                self._look(one)
                if self._hook == "replaces-its-days":
                    shown.add(one.order)
                some.append((self.count, _key(one.order), marshal.dumps((_packed(one), money))))
                if len(some) == _AT_ONCE:
                    self._pile.put(some)
                    some = []
        self._pile.put(some)
        if self._hook == "split-orders":
            self.whole = frozenset(self._parents)
        elif dated <= self.count:  # of a row that cannot be read nobody knows which line it is: nothing is gone
            self.whole = days_spoken_for(shown)

    def _read_again(self) -> None:
        """What the layout's rule drops or voids has no moments."""
        first, self.count, self.latest = self.count, 0, ""
        for lines in self.orders():
            self.count += len(lines)
            for one in lines:
                self._look(one)
        self.skipped += first - self.count

    def _look(self, line: Line) -> None:
        self.latest = max(self.latest, line.seen)

    def orders(self) -> Iterator[list[Line]]:
        """Every order's lines in the order of its rows; the orders by their numbers."""
        for _order, rows in groupby(self._pile.by_key(), key=lambda row: row[0]):
            found = [marshal.loads(value) for _key_, value in rows]  # noqa: S302 - our own, from a file of our own
            lines = [_unpacked(values) for values, _money in found]
            yield settled_order(self._hook, lines, [money for _values, money in found], self._parents)

    def close(self) -> None:
        """Nothing is left of it."""
        self._pile.close()


def _key(order: str) -> bytes:
    return order.encode("utf-8", "surrogatepass")
