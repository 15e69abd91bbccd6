"""Makes the links of a list: each good row in one transaction, each bad one named."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sharecli import slug, spreadsheet
from sharecli.channels import loader as channels
from sharecli.errors import BadValue, RowProblem, SharecliError
from sharecli.language import _
from sharecli.links import choosing, columns, limiting, making, person_records, records
from sharecli.links.making import Key, Made, Wish
from sharecli.links.model import UNLIMITED, Limits, Link
from sharecli.links.tagging import Way
from sharecli.period import stamp
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk
from sharecli.text import clean

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row.

    Attributes:
        line: of the file, from 1.
        what: ``new``, ``kept`` (there was such a link) or ``problem``.
        made: the link; None with a problem, and for a new one as long as it is not made.
        problem: or None.
        wish: what shall be made; None for what is there.
        remark: what a seller should know about a good row, or None.
        taken: words of others in the shop's link in whose place ours shall stand.
    """

    line: int
    what: str
    made: Made | None = None
    problem: RowProblem | None = None
    wish: Wish | None = None
    remark: RowProblem | None = None
    taken: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``line result code product channel url column said why``; None for what there is not."""
        link, problem = self.made.link if self.made else None, self.problem or self.remark
        asked = self.wish or self.made
        return {
            "line": self.line,
            "result": self.what,
            "code": link.code if link else self.wish.code or None if self.wish else None,
            "product": asked.product.code if asked else None,
            "channel": asked.channel.key if asked else None,
            "url": self.made.url if self.made else None,
            "column": problem.column if problem else None,
            "said": problem.said if problem else None,
            "why": problem.why if problem else None,
        }


class _BadCell(BadValue):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def take_in(desk: Desk, file: Path, *, check: bool, dry_run: bool) -> tuple[list[Result], list[str]]:
    """Make the links of a list, and say what became of each row; and what of the list nobody reads.

    Args:
        desk: the file and the clock.
        file: a CSV, or ``-`` for standard input.
        check: whether drawn codes end in a check character.
        dry_run: whether nothing shall be kept.

    Raises:
        UnknownFile: it cannot be read as a list.
        MissingColumn: it has no ``product`` or no ``channel`` column.
    """
    rows, notes = columns.rows_of(spreadsheet.content_of(file), clean(file.name, limit=80))
    now = settings.read(desk.store)
    results = _thought(desk, now, rows)
    if dry_run or not any(one.wish for one in results):
        return results, notes
    with desk.store.writing() as db:
        results = _thought(desk, now, rows)  # under the lock: what stands now is what is added to
        made = iter(making.keep(desk, db, now, [one.wish for one in results if one.wish], check=check))
        return [replace(one, made=next(made)) if one.wish else one for one in results], notes


def rehearsed(desk: Desk, wishes: Sequence[Wish]) -> list[Result]:
    """What would become of wishes that stand in no list, numbered from 1; nothing is kept.

    Raises:
        SharecliError: one of them is a problem; the same as without a rehearsal.
    """
    there = making.by_key(records.chosen(desk.store))
    person_records.check(desk.store, (one.person for one in wishes if one.key not in there))
    for one in wishes:
        if one.code and one.key in there:
            making.be_called(there[one.key], one.code)
        elif one.code and one.code in records.codes(desk.store):
            raise records.taken(one.code)
    thinking = _thinking(desk, settings.read(desk.store))
    return [thinking.of(line, wish, {}) for line, wish in enumerate(wishes, start=1)]


def _thinking(desk: Desk, now: Settings) -> "_Thinking":
    goods = {one.code: one for one in products.chosen(desk.store, archived=None)}
    there = making.by_key(records.chosen(desk.store))
    people = person_records.known(desk.store)
    return _Thinking(now, goods, there, records.codes(desk.store), people, stamp(desk.now()))


def _thought(desk: Desk, now: Settings, rows: Sequence[tuple[int, dict[str, str]] | RowProblem]) -> list[Result]:
    """What would become of each row; nothing is kept."""
    thinking = _thinking(desk, now)
    results = []
    for row in rows:
        if isinstance(row, RowProblem):
            results.append(Result(row.line, "problem", problem=row))
            continue
        line, words = row
        try:
            results.append(thinking.result(line, words))
        except SharecliError as error:
            column = error.column if isinstance(error, _BadCell) else ""
            said = clean(words.get(column, ""), limit=60)
            results.append(Result(line, "problem", problem=RowProblem(line, column, said, clean(error.message))))
    return results


class _Thinking:
    """Goes through the rows of a list, remembering what those before said."""

    def __init__(
        self,
        now: Settings,
        goods: dict[str, Product],
        there: dict[Key, Link],
        codes: Collection[str],
        people: dict[str, bool],
        at: str,
    ) -> None:
        self._now, self._goods, self._there, self._codes, self._people = now, goods, there, codes, people
        self._at = at
        self._asked: dict[Key, int] = {}
        self._named: dict[str, int] = {}

    def result(self, line: int, words: dict[str, str]) -> Result:
        """What a row would become.

        Raises:
            SharecliError: it is a problem.
        """
        wish = self._wish(words)
        made = self.of(line, wish, words)
        if wish.limits.state(self._at) != "closed":
            return made
        why = _("that moment has passed: the link is closed already")
        return replace(made, remark=RowProblem(line, "until", clean(words.get("until", ""), limit=60), why))

    def of(self, line: int, wish: Wish, words: dict[str, str]) -> Result:
        """What a wish would become.

        Args:
            line: of the list.
            wish: what it asks for.
            words: the cells that said so, by their columns.

        Raises:
            SharecliError: it is a problem.
        """
        # Before anything else, so that a list says the same of a row whether its links are made by now or not.
        if earlier := self._asked.get(wish.key):
            raise _BadCell("product", _("asks for the same link as line {line}").format(line=earlier))
        if wish.code and (earlier := self._named.get(wish.code)):
            raise _BadCell("code", _("has the code of line {line}").format(line=earlier))
        if link := self._there.get(wish.key):
            if wish.code and link.code != wish.code:
                raise _BadCell("code", _("there is such a link already: {code}").format(code=link.code))
            if wish.limits not in (UNLIMITED, link.limits):
                why = _("there is such a link already: {code}; for other limits: sharecli link limit {code}")
                raise _BadCell("code", why.format(code=link.code))
            made = Made(link, making.url_of(link, self._now), wish.product, wish.channel, new=False)
            self._remember(line, wish)
            return Result(line, "kept", made)
        for column, word in (("campaign", wish.campaign), ("person", wish.person)):
            _cell(column, {column: word}, choosing.nobodys_number)
        if wish.person:
            _cell("person", words, lambda _word: person_records.known_to_be(wish.person, self._people))
        if wish.code in self._codes:
            raise _BadCell("code", records.taken(wish.code).message)
        # Where it would lead is seen now: a link that cannot be made is this row's problem, not the whole list's.
        way = Way(wish.product.url, wish.product.platform, self._now)
        way.to(
            code=wish.code or slug.ALPHABET[: slug.LENGTH + 1], product=wish.product.code, channel=wish.channel.key,
            campaign=wish.campaign,
        )  # fmt: skip
        self._remember(line, wish)
        return Result(line, "new", wish=wish, taken=way.taken)

    def _remember(self, line: int, wish: Wish) -> None:
        self._asked[wish.key] = line
        if wish.code:
            self._named[wish.code] = line

    def _wish(self, words: dict[str, str]) -> Wish:
        product = self._goods.get(words.get("product", "").lower())
        if product is None:
            raise _BadCell("product", _("there is no such product"))
        if product.status == "archived":
            raise _BadCell("product", _("“{code}” is archived").format(code=product.code))
        return Wish(
            product=product,
            channel=_cell("channel", words, channels.find),
            campaign=_cell("campaign", words, choosing.campaign_of),
            person=_cell("person", words, lambda word: choosing.people_of([word] if word else [])[0]),
            code=_cell("code", words, lambda word: slug.own_word(word, hint="") if word else ""),
            limits=self._limits(words),
        )

    def _limits(self, words: dict[str, str]) -> Limits:
        made = UNLIMITED
        for column in columns.COLUMNS[5:]:  # one after another, so that a problem knows its column
            said = {column: words.get(column, "")}
            try:
                made = limiting.limits_of(
                    self._now,
                    opens=said.get("from"),
                    until=said.get("until"),
                    fallback=said.get("fallback"),
                    most=said.get("max_clicks"),
                    before=made,
                )
            except SharecliError as error:
                raise _BadCell(column, error.message) from None
        return made


def _cell(column: str, words: dict[str, str], read: Callable[[str], T]) -> T:
    try:
        return read(words.get(column, ""))
    except SharecliError as error:
        raise _BadCell(column, error.message) from None
