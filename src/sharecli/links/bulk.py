"""Makes the links of a list: each good row in one transaction, each bad one named."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sharecli import slug, spreadsheet
from sharecli.channels import loader as channels
from sharecli.errors import BadValue, RowProblem, SharecliError
from sharecli.language import _
from sharecli.links import limiting, making, records
from sharecli.links.making import Key, Made, Wish
from sharecli.links.model import UNLIMITED, Limits, Link
from sharecli.links.tagging import destination_of
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.products.transfer import MissingColumn
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk
from sharecli.text import clean, uncell

T = TypeVar("T")

COLUMNS = ("product", "channel", "campaign", "person", "code", "from", "until", "fallback", "max_clicks")
"""The headers, in order; the first two are needed."""

ENCODINGS = ("utf-8", "utf-16", "gb18030")
_MEANINGS = {
    "product": ("product", "商品编码", "商品代码", "编码", "商品"),
    "channel": ("channel", "渠道"),
    "campaign": ("campaign", "活动"),
    "person": ("person", "推广人", "达人", "人"),
    "code": ("code", "短码", "短链", "链接代码"),
    "from": ("from", "开始", "开始时间", "生效时间"),
    "until": ("until", "结束", "结束时间", "失效时间"),
    "fallback": ("fallback", "备用链接", "失效后链接"),
    "max_clicks": ("max_clicks", "maxclicks", "最多点击", "点击上限"),
}
_FIELD = {spreadsheet.name_of(name): field for field, names in _MEANINGS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row.

    Attributes:
        line: of the file, from 1.
        what: ``new``, ``kept`` (there was such a link) or ``problem``.
        made: the link; None with a problem, and for a new one as long as it is not made.
        problem: or None.
        wish: what shall be made; None for what is there.
    """

    line: int
    what: str
    made: Made | None = None
    problem: RowProblem | None = None
    wish: Wish | None = None

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``line result code product channel url column said why``; None for what there is not."""
        link, problem = self.made.link if self.made else None, self.problem
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


def take_in(desk: Desk, file: Path, *, check: bool, dry_run: bool) -> list[Result]:
    """Make the links of a list, and say what became of each row.

    Args:
        desk: the file and the clock.
        file: a CSV, or ``-`` for standard input.
        check: whether drawn codes end in a check character.
        dry_run: whether nothing shall be kept.

    Raises:
        UnknownFile: it cannot be read as a list.
        MissingColumn: it has no ``product`` or no ``channel`` column.
    """
    rows = _rows(spreadsheet.content_of(file), clean(file.name, limit=80))
    now = settings.read(desk.store)
    results = _thought(desk, now, rows)
    if dry_run or not any(one.wish for one in results):
        return results
    with desk.store.writing() as db:
        results = _thought(desk, now, rows)  # under the lock: what stands now is what is added to
        made = iter(making.keep(desk, db, now, [one.wish for one in results if one.wish], check=check))
        return [replace(one, made=next(made)) if one.wish else one for one in results]


def _rows(content: bytes, name: str) -> list[tuple[int, dict[str, str]] | RowProblem]:
    sheet = spreadsheet.read(content, lambda names: sum(one in _FIELD for one in names), encodings=ENCODINGS)
    hint = _("the header is: {columns}").format(columns=",".join(COLUMNS))
    if sheet is None:
        message = _("“{file}” has no header that is known").format(file=name)
        raise spreadsheet.UnknownFile(message, hint=hint)
    places: dict[str, int] = {}
    for place, heading in enumerate(sheet.names):
        if heading in _FIELD:
            places.setdefault(_FIELD[heading], place)
    for needed in COLUMNS[:2]:
        if needed not in places:
            message = _("“{file}” has no column “{column}”").format(file=name, column=needed)
            raise MissingColumn(message, hint=hint)
    rows: list[tuple[int, dict[str, str]] | RowProblem] = []
    for line, cells in sheet.rows:
        if why := spreadsheet.unread(cells):
            rows.append(RowProblem(line, "", "", clean(why)))
        elif len(cells) > len(sheet.names):
            why = _("has {count} cells, the header {header}").format(count=len(cells), header=len(sheet.names))
            rows.append(RowProblem(line, "", clean(cells[0], limit=40), why))
        else:
            rows.append((line, {key: uncell(cells[at]).strip() for key, at in places.items() if at < len(cells)}))
    return rows


def _thought(desk: Desk, now: Settings, rows: Sequence[tuple[int, dict[str, str]] | RowProblem]) -> list[Result]:
    """What would become of each row; nothing is kept."""
    goods = {one.code: one for one in products.chosen(desk.store, archived=None)}
    thinking = _Thinking(now, goods, making.by_key(records.chosen(desk.store)), records.codes(desk.store))
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
        self, now: Settings, goods: dict[str, Product], there: dict[Key, Link], codes: Collection[str]
    ) -> None:
        self._now, self._goods, self._there, self._codes = now, goods, there, codes
        self._asked: dict[Key, int] = {}
        self._named: dict[str, int] = {}

    def result(self, line: int, words: dict[str, str]) -> Result:
        """What a row would become.

        Raises:
            SharecliError: it is a problem.
        """
        wish = self._wish(words)
        if link := self._there.get(wish.key):
            if wish.code and link.code != wish.code:
                raise _BadCell("code", _("there is such a link already: {code}").format(code=link.code))
            if wish.limits not in (UNLIMITED, link.limits):
                why = _("there is such a link already: {code}; for other limits: sharecli link limit {code}")
                raise _BadCell("code", why.format(code=link.code))
            made = Made(link, making.url_of(link, self._now), wish.product, wish.channel, new=False)
            return Result(line, "kept", made)
        if earlier := self._asked.get(wish.key):
            raise _BadCell("product", _("asks for the same link as line {line}").format(line=earlier))
        if wish.code in self._codes:
            raise _BadCell("code", records.taken(wish.code).message)
        if wish.code and (earlier := self._named.get(wish.code)):
            raise _BadCell("code", _("has the code of line {line}").format(line=earlier))
        # Where it would lead is seen now: a link that cannot be made is this row's problem, not the whole list's.
        destination_of(
            wish.product.url, wish.product.platform, code=wish.code or slug.ALPHABET[: slug.LENGTH + 1],
            product=wish.product.code, channel=wish.channel.key, campaign=wish.campaign, settings=self._now,
        )  # fmt: skip
        self._asked[wish.key] = line
        if wish.code:
            self._named[wish.code] = line
        return Result(line, "new", wish=wish)

    def _wish(self, words: dict[str, str]) -> Wish:
        product = self._goods.get(words.get("product", "").lower())
        if product is None:
            raise _BadCell("product", _("there is no such product"))
        if product.status == "archived":
            raise _BadCell("product", _("“{code}” is archived").format(code=product.code))
        return Wish(
            product=product,
            channel=_cell("channel", words, channels.find),
            campaign=_cell("campaign", words, making.campaign_of),
            person=_cell("person", words, lambda word: making.people_of([word] if word else [])[0]),
            code=_cell("code", words, lambda word: slug.own_word(word, hint="") if word else ""),
            limits=self._limits(words),
        )

    def _limits(self, words: dict[str, str]) -> Limits:
        made = UNLIMITED
        for column in COLUMNS[5:]:  # one after another, so that a problem knows its column
            said = {column: words.get(column, "")}
            try:
                made = limiting.limits_of(
                    self._now,
                    opens=said.get("from", ""),
                    until=said.get("until", ""),
                    fallback=said.get("fallback", ""),
                    most=said.get("max_clicks", ""),
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
