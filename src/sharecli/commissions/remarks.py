"""What an import remarks beside its counts: rows it cannot read, words nobody knows, lines of another account."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sharecli.commissions import records
from sharecli.commissions.model import Line
from sharecli.errors import RowProblem
from sharecli.language import _, plural
from sharecli.text import clean

_FEW = 3
"""Rows with the same trouble that are named one by one; JSON has all of them."""

_PLACES = 8
"""Lines of a file that are named in one sentence."""


@dataclass(slots=True)
class _Places:
    """Lines of the file: the first few, and how many there are."""

    first: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, place: int) -> None:
        self.count += 1
        insort(self.first, place)  # lines are thought of order by order, not as they stand in the file
        del self.first[_PLACES:]

    def __str__(self) -> str:
        said = ", ".join(map(str, self.first))
        more = self.count - len(self.first)
        return _("{lines} and {count} more").format(lines=said, count=more) if more else said


class Remarks:
    """What is odd about a report's lines, though they can be read.

    Attributes:
        unknown: a word that nobody knows, and whether its lines are new, to where it stands.
        behind: settled lines that have another figure here, and keep theirs: the report only seems older.
    """

    def __init__(self) -> None:
        self.unknown: dict[tuple[str, bool], _Places] = {}
        self._elsewhere: Counter[str] = Counter()
        self.behind = 0

    def do_not_know(self, word: str, place: int, *, new: bool) -> None:
        """A line has a status that the layout does not have."""
        self.unknown.setdefault((word, new), _Places()).add(place)

    def look_elsewhere(self, there: Sequence[records.Known], account: str, new: Iterable[Line]) -> None:
        """Which of the new lines stand under another account of the seller's.

        Args:
            there: what the ledger has of their orders, of every account.
            account: this import's.
            new: the lines.
        """
        others: dict[tuple[str, str, int], str] = {}
        for one in there:
            if one.stands and (one.reported_as or not one.by_hand):
                whose, line_, nth = one.reported_as or (one.account, one.line, one.nth)
                if whose != account:
                    others[one.order, line_, nth] = whose
        self._elsewhere.update(
            others[place] for line in new if others and (place := (line.order, line.line, line.nth)) in others
        )

    def words(self) -> list[str]:
        """A sentence for each word that nobody knows."""
        found = sorted(self.unknown.items(), key=lambda item: item[1].first)
        return [_unknown(word, places, new=new) for (word, new), places in found]

    def older(self) -> list[str]:
        """A sentence where a report that only seems older has other figures: it may be the newer one."""
        if not self.behind:
            return []
        words = plural(
            "{count} commission keeps the figure of a report that seems newer than this one",
            "{count} commissions keep the figures of reports that seem newer than this one",
            self.behind,
        )
        way = _("{words}; if this one is newer, import it with --as-of and the day it was downloaded on")
        return [way.format(words=words.format(count=self.behind))]

    def twice(self, batch: int | None) -> list[str]:
        """A sentence for each account under which lines stand already; ``batch`` is the import that may go again."""
        found = []
        for whose, count in sorted(self._elsewhere.items()):
            words = plural(
                "{count} commission stands under {account} already, and counts twice now",
                "{count} commissions stand under {account} already, and count twice now",
                count,
            )
            named = _("the account “{account}”").format(account=clean(whose, limit=40)) if whose else _("no account")
            said = words.format(count=count, account=named)
            if batch is not None:
                way = _("{words}; if that is the same account: sharecli commission import --undo {batch}")
                said = way.format(words=said, batch=batch)
            found.append(said)
        return found


def _unknown(word: str, places: _Places, *, new: bool) -> str:
    where = plural("line {lines}", "lines {lines}", places.count).format(lines=places)
    if word:
        words = (
            _("the status “{status}” is not known; pending for now: {lines}")
            if new
            else _("the status “{status}” is not known; left as they were: {lines}")
        )
        return words.format(status=clean(word, limit=40), lines=where)
    words = (
        _("without a status; pending for now: {lines}") if new else _("without a status; left as they were: {lines}")
    )
    return words.format(lines=where)


def rows(problems: Iterable[RowProblem]) -> list[str]:
    """A sentence for each row that cannot be read; of many with the same trouble the first few, and their number."""
    alike: dict[tuple[str, str], list[RowProblem]] = {}
    for one in problems:
        alike.setdefault((one.column, one.why), []).append(one)
    found: list[str] = []
    for (_column, why), some in alike.items():
        shown = len(some) if len(some) <= _FEW + 1 else _FEW
        found += map(_sentence, some[:shown])
        if more := len(some) - shown:
            found.append(_("and {count} more of the same: {why}").format(count=more, why=why))
    return found


def _sentence(problem: RowProblem) -> str:
    words = _("line {line}, {column}") if problem.column else _("line {line}")
    where = words.format(line=problem.line, column=problem.column)
    said = f" “{problem.said}”" if problem.said else ""
    return _("{where}: {why}").format(where=f"{where}{said}", why=problem.why)
