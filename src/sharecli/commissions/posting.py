"""One report on its way into the ledger: what its lines change, thought of first and written then."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.channels import loader as channels
from sharecli.commissions import batch_records, entry_records, layouts, ledger, matching, records, restating
from sharecli.commissions.hearing import GONE, AsOf, Word, hear
from sharecli.commissions.model import Line
from sharecli.errors import RowProblem
from sharecli.language import _
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sharecli.commissions.attribution import Origin

_REPLACING = frozenset({"newest-wins", "replaces-its-days"})
"""Hooks under which a platform's later word replaces its earlier one."""


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
    """One report on its way into the ledger.

    Args:
        desk: whose file it is.
        match: the report.
        how: how the seller wants it.

    Attributes:
        lines: what the report tells.
        problems: rows that were left out.
        skipped: rows that are no order.
        replaces: whether the platform's later word replaces its earlier one.
        as_of: the moment whose state of things it tells; to be set before it is thought of.
        batch: its number, once it is kept.
        tally: lines by what becomes of them.
        unknown: status words that nobody knows, with their count.
        moved: pending and earned money by currency, in micros.
    """

    def __init__(self, desk: Desk, match: layouts.Match, how: How) -> None:
        self._desk = desk
        self._match = match
        self._how = how
        self.replaces = match.layout.hook in _REPLACING
        self.lines: list[Line] = []
        self.problems: list[RowProblem] = []
        self.skipped = 0
        for one in layouts.lines_of(match, desk.now()):
            if one is None:
                self.skipped += 1
            elif isinstance(one, RowProblem):
                self.problems.append(one)
            else:
                self.lines.append(one)
        self._given_up = len(self.problems)
        self.as_of = AsOf()
        self.batch: int | None = None
        self._origins = records.origins(desk.store, channels.channels().values())
        self._forget()

    def _forget(self) -> None:
        self.tally: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.moved: dict[str, Counter[str]] = {}
        self._plan: list[
            tuple[records.Known | None, records.Known | None, Line, Origin, Word, list[ledger.Change]]
        ] = []
        self._gone: list[tuple[records.Known, Word, list[ledger.Change]]] = []
        del self.problems[self._given_up :]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what became of them."""
        rows = len(self.lines) + self._given_up + self.skipped
        changed = {name: self.tally[name] for name in ("new", "updated", "unchanged")}
        return {"rows": rows, **changed, "skipped": self.skipped, "problems": len(self.problems)}

    def flaws(self) -> bool:
        """Whether a strict import has something to refuse."""
        return bool(self.problems or self.unknown)

    def has_news(self, said_before: bool) -> bool:  # noqa: FBT001 - one question
        """Whether there is anything to keep."""
        gone = any(changes for _kept, _word, changes in self._gone)
        return bool(self.tally["new"] or self.tally["updated"] or gone or not said_before)

    def think(self) -> None:
        """What each line says, and what that changes; nothing is written."""
        self._forget()
        store, platform = self._desk.store, self._match.platform.key
        from_where = [self._origins.origin(platform, line.item, line.sub_ids) for line in self.lines]
        orders = {line.order for line in self.lines} | (whole := restating.spoken_for(self._match, self.lines))
        there = records.known(store, platform, sorted(orders))
        lines = matching.told_apart(there, self._how.account, self.lines)
        found = matching.led_to(there, self._how.account, lines, from_where)
        for line, origin, kept in zip(lines, from_where, found, strict=True):
            self._think_of(line, origin, kept)
        if whole:
            shown = {kept.number for kept in found if kept}
            for one in there:
                mine = one.account == self._how.account and not one.by_hand
                if mine and one.order in whole and one.number not in shown:
                    self._miss(one)

    def _think_of(self, line: Line, origin: "Origin", kept: records.Known | None) -> None:
        said = line.state
        if said == "?":
            self.unknown[line.status] += 1
            said = "pending"
        if kept and kept.currency != line.currency:
            why = _("the ledger has this order in {currency}").format(currency=kept.currency)
            self.problems.append(RowProblem(line.file_line, "", line.currency, why))
            return
        at = line.as_of or line.settled_at or (line.facts.confirmed_at if said == "confirmed" else "")
        mine = AsOf(line.as_of, sure=True) if line.as_of else self.as_of
        word = Word(said, line.estimate, line.settled, at, mine, self.replaces, line.status)
        stands = kept.stands if kept else None
        changes = self._news(kept, word)
        fuller = records.filled(kept, line, origin, self._how.account) if kept else None
        self._plan.append((kept, fuller, line, origin, word, changes))
        if kept and not changes and fuller == kept:
            self.tally["unchanged"] += 1
            return
        self.tally["updated" if stands else "new"] += 1
        if changes:
            self._move(line.currency, stands, changes)

    def _news(self, kept: records.Known | None, word: Word) -> list[ledger.Change]:
        if kept is None:
            return hear(None, AsOf(), word)
        store, number = self._desk.store, kept.number
        return hear(kept.stands, kept.told, word, lambda estimate: records.had_estimate(store, number, estimate))

    def _miss(self, kept: records.Known) -> None:
        """A line of the ledger that this report should show, and does not."""
        reason = "duplicate" if self._match.layout.hook == "split-orders" else "correction"
        word = Word(f"{GONE}{reason}", as_of=self.as_of, replaces=self.replaces)
        changes = self._news(kept, word)
        self._gone.append((kept, word, changes))
        if changes:
            self._move(kept.currency, kept.stands, changes)

    def _move(self, currency: str, stands: ledger.Standing | None, changes: list[ledger.Change]) -> None:
        pending, earned = ledger.worth(stands)
        then_pending, then_earned = ledger.worth(ledger.after(stands, changes))
        sums = self.moved.setdefault(currency, Counter())
        sums["pending"] += then_pending - pending
        sums["earned"] += then_earned - earned

    def write(self, db: Any, now: datetime) -> None:
        """Write what was thought, in a transaction that is open."""
        assert self.batch is not None  # noqa: S101 - kept just before
        platform, account = self._match.platform.key, self._how.account
        entry = entry_records.Entry(db, platform=platform, account=account, at=now, batch=self.batch)
        words: list[tuple[int, Word]] = []
        later: list[tuple[int, AsOf]] = []
        for kept, fuller, line, origin, word, changes in self._plan:
            if kept is None or fuller is None:
                words.append((entry.add(line, origin, changes, word.as_of), word))
                continue
            entry.change(kept, line.status, changes)
            if fuller != kept:
                entry.fill(fuller)
            words.append((kept.number, word))
            if word.as_of > kept.told:
                later.append((kept.number, word.as_of))
        for one, word, changes in self._gone:
            entry.change(one, word.status, changes)
            words.append((one.number, word))
            if word.as_of > one.told:
                later.append((one.number, word.as_of))
        batch_records.say(db, self.batch, words)
        batch_records.told(db, later)
