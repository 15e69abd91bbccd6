"""A plan as a CSV that a seller edits, and the packs of its days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from sharecli import spreadsheet
from sharecli.errors import BadValue, SharecliError, Taken
from sharecli.files import folder, write_whole
from sharecli.language import _
from sharecli.packs import rehearsing, sharing, spots
from sharecli.packs.planning import NOON
from sharecli.packs.sharing import Outcome, Wish
from sharecli.period import Span, a_day
from sharecli.products.listfile import MissingColumn
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.shell.page import as_csv
from sharecli.shell.typed import again
from sharecli.text import clean, uncell

COLUMNS = ("day", "group", "channel", "product", "content", "why")
"""The headers of a plan, in order; ``person`` may follow, and ``why`` is read by people only."""

_MEANINGS = {
    "day": ("day", "date", "日期", "天"),
    "group": ("group", "群", "群组"),
    "channel": ("channel", "渠道"),
    "product": ("product", "商品编码", "商品代码", "编码", "商品"),
    "content": ("content", "内容"),
    "person": ("person", "推广人", "达人", "人"),
}
_FIELD = {spreadsheet.name_of(name): field for field, names in _MEANINGS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a plan.

    Attributes:
        number: of the file, from 1.
        words: by column; what is missing is not there.
        broken: why it cannot be read, or empty.
    """

    number: int
    words: dict[str, str]
    broken: str = ""


class PlanThere(Taken):
    """A file of that name is there; it may be a plan that the seller has edited."""

    code = "plan-there"


def free(path: Path) -> None:
    """Refuse a path where something is.

    Raises:
        PlanThere: with a name that is free.
    """
    if not (path.exists() or path.is_symlink()):
        return
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    other = next(one for one in names if not one.exists())
    message = _("“{path}” is there already, and may have been edited; --force replaces it")
    hint = again("--to", str(other))
    raise PlanThere(message.format(path=clean(str(path), limit=120)), hint=hint)


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write a plan whole; spreadsheets read the Chinese in it by its first bytes.

    Raises:
        CannotWrite: the path cannot be written.
    """
    folder(path.parent, hint=_("name another file with --to"))
    write_whole(path, b"\xef\xbb\xbf" + as_csv(list(rows), COLUMNS).encode())


def read(path: Path) -> list[Line]:
    """The rows of a plan.

    Raises:
        UnknownFile: it is no list.
        MissingColumn: it has no ``day`` or no ``product``.
    """
    name = clean(path.name, limit=80)
    sheet = spreadsheet.read(
        spreadsheet.content_of(path), lambda names: sum(one in _FIELD for one in names),
        encodings=("utf-8", "utf-16", "gb18030"),
    )  # fmt: skip
    hint = _("the header is: {columns}").format(columns=",".join(COLUMNS))
    if sheet is None:
        raise spreadsheet.UnknownFile(_("“{file}” has no header that is known").format(file=name), hint=hint)
    places: dict[str, int] = {}
    for place, heading in enumerate(sheet.names):
        if heading in _FIELD:
            places.setdefault(_FIELD[heading], place)
    for needed in ("day", "product"):
        if needed not in places:
            message = _("“{file}” has no column “{column}”").format(file=name, column=needed)
            raise MissingColumn(message, hint=hint)
    return [
        Line(
            number,
            {key: uncell(cells[at]).strip() for key, at in places.items() if at < len(cells)},
            clean(spreadsheet.unread(cells) or ""),
        )
        for number, cells in sheet.rows
    ]


def followed(desk: Desk, lines: Sequence[Line], span: Span, wish: Wish, *, dry_run: bool) -> Outcome:
    """Make the packs of the days in a span, row by row; a row that cannot be followed is told, and stops no other.

    A row of a day to come is made as of that day's noon: group, folder and diary have it there. One of a day that is
    over is shared now, if it is shared at all.

    Args:
        desk: the file and the clock.
        lines: of the plan.
        span: which days.
        wish: how packs are wanted.
        dry_run: whether nothing shall be made.
    """
    done = Outcome()
    act = partial(rehearsing.rehearse, before={}) if dry_run else sharing.share
    for line in lines:
        try:
            if not _within(line, span):
                continue
            words = {key: line.words.get(key, "") for key in ("channel", "group", "person", "content")}
            spot = spots.spot_of(desk, **_placed(words), paste="{}")
            some = act(desk, [line.words.get("product", "")], spot, replace(wish, at=_moment(line, desk, done)))
        except SharecliError as error:
            done.failed.append((_called(line), error))
            done.say(_("line {line}: {why}").format(line=line.number, why=error.message))
        else:
            done.packs += some.packs
            done.say(*some.notes)
    if not (done.packs or done.failed):
        done.say(_("nothing is planned for that day"))
    return done


def _called(line: Line) -> str:
    """A row as the seller finds it again: a product may stand in several."""
    number = _("line {line}").format(line=line.number)
    code = clean(line.words.get("product", ""), limit=60)
    return f"{number} ({code})" if code else number


def _placed(words: dict[str, str]) -> dict[str, str]:
    if not (words["group"] or words["channel"]):
        hint = _("the header is: {columns}").format(columns=",".join(COLUMNS))
        raise BadValue(_("where? neither a group nor a channel was named"), hint=hint)
    return words


def _within(line: Line, span: Span) -> bool:
    if line.broken:
        raise BadValue(line.broken)
    day = _day(line.words.get("day", ""))
    return (span.start or date.min) <= day < (span.end or date.max)


def _moment(line: Line, desk: Desk, done: Outcome) -> datetime | None:
    """When a row is shared; None for now."""
    zone = settings.read(desk.store).zone
    day, today = _day(line.words.get("day", "")), desk.today(zone)
    if day < today:
        words = _("line {line}: {day} is over, so it is shared today")
        done.say(words.format(line=line.number, day=day))
    return datetime.combine(day, NOON, tzinfo=zone) if day > today else None


def _day(words: str) -> date:
    """A day as a plan has it, or as spreadsheets make of it: ``2026/10/3``.

    Raises:
        BadValue: it is none.
    """
    parts = words.replace("/", "-").split("-")
    if len(parts) == 3 and all(one.isascii() and one.isdigit() for one in parts):  # noqa: PLR2004 - year, month, day
        year, month, day = parts
        words = f"{year}-{month:0>2}-{day:0>2}"
    return a_day(words)
