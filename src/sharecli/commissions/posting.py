"""One report on its way into the ledger: what its lines change, thought of first and written then."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from sharecli.channels import loader as channels
from sharecli.commissions import (
    batch_records,
    entry_records,
    inscribing,
    layouts,
    ledger,
    matching,
    records,
    restating,
    slice_records,
    undo_records,
)
from sharecli.commissions.attribution import Origin
from sharecli.commissions.hearing import falls_behind, hear
from sharecli.commissions.intent import Intent, Intents
from sharecli.commissions.model import Line, State
from sharecli.commissions.remarks import Remarks
from sharecli.commissions.sheaf import Sheaf
from sharecli.commissions.words import GONE, UNTOLD, AsOf, Word, word_of
from sharecli.errors import RowProblem
from sharecli.language import _
from sharecli.shell.desk import Desk

REPLACING = frozenset({"newest-wins", "replaces-its-days"})
"""Hooks under which a platform's later word replaces its earlier one."""

_ORDERS = 500
"""Orders that are asked for at once."""

_LINES = 2_000
"""Lines that are thought of at once; an order's are never parted."""


@dataclass(frozen=True, slots=True)
class How:
    """How a seller wants reports to be taken in.

    Attributes:
        account: the seller's account, or empty.
        told: as of when, where the seller says so.
        dry_run: change nothing.
        strict: keep nothing of a file with a problem.
    """

    account: str = ""
    told: datetime | None = None
    dry_run: bool = False
    strict: bool = False


class Posting:
    """One report on its way into the ledger; however long it is, so many of its lines are held at once.

    Args:
        desk: whose file it is.
        match: the report.
        how: how the seller wants it.

    Attributes:
        sheaf: what the report tells.
        problems: rows that were left out.
        replaces: whether the platform's later word replaces its earlier one.
        as_of: the moment whose state of things it tells; to be set before it is thought of.
        batch: its number, once it is kept.
        tally: lines by what becomes of them.
        remarks: words that nobody knows, and lines that stand under another account.
        moved: pending and earned money by currency, in micros.
    """

    def __init__(self, desk: Desk, match: layouts.Match, how: How) -> None:
        self._desk = desk
        self._match = match
        self._how = how
        self.replaces = match.layout.hook in REPLACING
        self.sheaf = Sheaf(match, desk.now())
        self.problems = list(self.sheaf.problems)
        self.as_of = AsOf()
        self.batch: int | None = None
        self.tally: Counter[str] = Counter()
        self.remarks = Remarks()
        self.moved: dict[str, Counter[str]] = {}
        self._origins = records.origins(desk.store, channels.channels().values())
        self._intents = Intents()
        self._lost = False
        self._slices: list[tuple[slice_records.Slice, frozenset[str]]] = []

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what became of them."""
        rows = self.sheaf.count + len(self.sheaf.problems) + self.sheaf.skipped
        changed = {name: self.tally[name] for name in ("new", "updated", "unchanged")}
        return {"rows": rows, **changed, "skipped": self.sheaf.skipped, "problems": len(self.problems)}

    def flaws(self) -> bool:
        """Whether a strict import has something to refuse."""
        return bool(self.problems or self.remarks.unknown)

    def has_news(self, said_before: bool) -> bool:  # noqa: FBT001 - one question
        """Whether there is anything to keep."""
        return bool(self.tally["new"] or self.tally["updated"] or self._lost or not said_before)

    def close(self) -> None:
        """Nothing is left of what was put aside."""
        self.sheaf.close()
        self._intents.close()

    def think(self) -> None:
        """What each line says, and what that changes; nothing is written."""
        if self._match.layout.hook == "replaces-its-days":
            platform, account = self._match.platform.key, self._how.account
            slices = slice_records.slices(self._desk.store, platform, account, since=self.as_of)
            self._slices = [(one, restating.days_spoken_for(one.shown)) for one in slices]
        found: list[RowProblem] = []
        for part, orders, lines in self._parts():
            self._think_of_some(part, orders, lines, found)
        # As they stand in the file, though they were thought of order by order.
        self.problems += sorted(found, key=lambda one: one.line)

    def _parts(self) -> Iterator[tuple[int, list[str], list[Line]]]:
        """Orders with their lines, so many at once, and the number of the five hundred orders that they belong to."""
        orders: list[str] = []
        lines: list[Line] = []
        last = 0
        for place, (order, its_lines) in enumerate(self._orders()):
            if orders and (place // _ORDERS != last or len(lines) + len(its_lines) > _LINES):
                yield last, orders, lines
                orders, lines = [], []
            last = place // _ORDERS
            orders.append(order)
            lines += its_lines
        if orders:
            yield last, orders, lines

    def _orders(self) -> Iterator[tuple[str, list[Line]]]:
        """The orders of which the report tells, by their numbers; no lines where it tells that there are none."""
        shown = ((lines[0].order, lines) for lines in self.sheaf.orders())
        silent: Iterator[tuple[str, list[Line]]] = ((order, []) for order in sorted(self.sheaf.whole))
        for order, some in groupby(merge(shown, silent, key=itemgetter(0)), key=itemgetter(0)):
            yield order, [line for _order, lines in some for line in lines]

    def _think_of_some(self, part: int, orders: list[str], lines: list[Line], bad: list[RowProblem]) -> None:
        platform, account = self._match.platform.key, self._how.account
        from_where = [self._origins.origin(platform, line.item, line.sub_ids) for line in lines]
        there = records.known(self._desk.store, platform, orders)
        lines = matching.told_apart(there, account, lines)
        found = matching.led_to(there, account, lines, from_where)
        intents: list[tuple[int, Intent]] = []
        lives = undo_records.Lives(self._desk.store, [kept.number for kept in found if kept])
        for line, origin, kept in zip(lines, from_where, found, strict=True):
            if kept and kept.currency != line.currency:
                why = _("the ledger has this order in {currency}").format(currency=kept.currency)
                self._said(line, kept)
                bad.append(RowProblem(line.file_line, "", line.currency, why))
            else:
                intents.append((line.file_line, self._think_of(line, origin, kept, lives)))
        self.remarks.look_elsewhere(there, account, [line for line, kept in zip(lines, found, strict=True) if not kept])
        self._intents.add(intents)
        shown = {kept.number for kept in found if kept}
        missing = [one for one in there if self._missed(one) and one.number not in shown]
        self._intents.add_lost(part, [(one.number, self._miss(one)) for one in missing])

    def _said(self, line: Line, kept: records.Known | None) -> str:
        """The state that a line is said to be in; pending where the platform's word is not known."""
        if line.state != "?":
            return line.state
        self.remarks.do_not_know(line.status, line.file_line, new=not (kept and kept.stands))
        return "pending"

    def _think_of(self, line: Line, origin: Origin, kept: records.Known | None, lives: undo_records.Lives) -> Intent:
        mine = AsOf(line.as_of, sure=True) if line.as_of else self.as_of
        settled_at = kept.settled_at if kept else ""
        word = word_of(
            line, self._said(line, kept), mine,
            replaces=self.replaces, promises=self._match.promises, settled_at=settled_at,
        )  # fmt: skip
        if kept is None:
            return self._think_of_new(line, origin, word)
        changes = hear(kept.stands, kept.told, word, lambda: lives.of(kept.number))
        self.remarks.behind += not changes and falls_behind(kept.stands, kept.told, word)
        fuller = records.filled(kept, line, origin, self._how.account)
        if not changes and fuller == kept:
            self.tally["unchanged"] += 1
        else:
            self.tally["updated" if kept.stands or not changes else "new"] += 1
            if changes:
                self._move(line.currency, kept.stands, changes)
        return Intent(
            batch_records.said_of(word), line.status, [entry_records.change_of(one) for one in changes],
            identity=entry_records.identity_of(kept),
            filling=entry_records.filling_of(fuller) if fuller != kept else None,
            told=batch_records.told_of(mine) if mine > kept.told else None,
        )  # fmt: skip

    def _think_of_new(self, line: Line, origin: Origin, word: Word) -> Intent:
        """A line that the ledger has not; where a newer report has told of its day without it, it counts nowhere."""
        without = [one for one, whole in self._slices if line.order in whole]
        told = max(one.as_of for one in without) if without else UNTOLD
        changes = hear(None, told, word)
        if changes:
            self.tally["new"] += 1
            self._move(line.currency, None, changes)
        else:
            self.tally["unchanged"] += 1
            changes = [ledger.Change(State.void, reason="undone")]
        return Intent(
            batch_records.said_of(word), line.status, [entry_records.change_of(one) for one in changes],
            new=entry_records.row_of(line, origin, max(told, word.as_of) if without else word.as_of),
            without=tuple(one.batch for one in without),
        )  # fmt: skip

    def _missed(self, one: records.Known) -> bool:
        return one.account == self._how.account and not one.by_hand and one.order in self.sheaf.whole

    def _miss(self, kept: records.Known) -> Intent:
        """A line of the ledger that this report should show, and does not."""
        reason = "duplicate" if self._match.layout.hook == "split-orders" else "correction"
        back_at = max(self.as_of.moment, kept.settled_at) if self.as_of.moment else ""
        word = Word(f"{GONE}{reason}", as_of=self.as_of, replaces=self.replaces, back_at=back_at)
        changes = hear(kept.stands, kept.told, word)
        if changes:
            self._lost = True
            self._move(kept.currency, kept.stands, changes)
        return Intent(
            batch_records.said_of(word), "", [entry_records.change_of(one) for one in changes],
            identity=entry_records.identity_of(kept),
            told=batch_records.told_of(self.as_of) if self.as_of > kept.told else None,
        )  # fmt: skip

    def _move(self, currency: str, stands: ledger.Standing | None, changes: list[ledger.Change]) -> None:
        pending, earned = ledger.worth(stands)
        then_pending, then_earned = ledger.worth(ledger.after(stands, changes))
        sums = self.moved.setdefault(currency, Counter())
        sums["pending"] += then_pending - pending
        sums["earned"] += then_earned - earned

    def write(self, db: Any, now: datetime) -> None:
        """Write what was thought, in a transaction that is open and in the order of the file."""
        assert self.batch is not None  # noqa: S101 - kept just before
        platform, account = self._match.platform.key, self._how.account
        entry = entry_records.Entry(db, platform=platform, account=account, at=now, batch=self.batch)
        inscribing.write(db, entry, self.batch, self._intents.every())
