"""Describes an unknown report as a platform of the seller's own: a TOML file to look at, mend, and import with."""

import json
import re
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from sharecli import containers, places, spreadsheet
from sharecli.commissions.guessing import NULLS, Guess, guess
from sharecli.commissions.inbox import ENCODINGS
from sharecli.errors import BadValue, Refused, Taken
from sharecli.files import folder, safe_name, write_whole
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.text import clean

_ROWS = 500
"""Rows from which the columns are guessed."""

_NEEDED = ("order", "ordered", "estimate")
_UNWRITTEN = '"?"'


class PlatformKnown(Taken):
    """There is a platform of that name."""

    code = "platform-known"


class NotAReport(Refused):
    """A file has no table that could be a report of orders."""

    code = "not-a-report"


def describe(path: Path, name: str) -> tuple[str, Path | None]:
    """Describe a report.

    Args:
        path: the report.
        name: the platform it shall be, or empty.

    Returns:
        The TOML, and where it was written; None for an empty name.

    Raises:
        NotAReport: it has no table.
        PlatformKnown: there is such a platform.
        BadValue: the name is none.
    """
    key = name.strip().lower()
    if name and (key != safe_name(key) or key.startswith("_")):
        message = _("“{name}” is no name for a platform").format(name=clean(name, limit=40))
        raise BadValue(message, hint=_("use letters, digits and hyphens: --map my-shop"))
    if key in platforms.platforms():
        message = _("there is a platform “{key}”").format(key=key)
        raise PlatformKnown(message, hint=_("choose another name, or mend that platform's file"))
    header, rows, encoding = _table(path)
    found = guess(header, rows)
    written = _toml(key or "my-shop", path.name, found, encoding)
    if not key:
        return written, None
    if missing := [name for name in _NEEDED if name not in found.columns]:
        # A file without these would be taken for any report, or stop every command.
        message = _("no column of “{file}” is: {fields}").format(file=path.name, fields=", ".join(missing))
        raise NotAReport(message, hint=_("see what was found, and write the file yourself: --map without a name"))
    place = folder(places.config_folder() / "platforms", hint=_("make that folder writable")) / f"{key}.toml"
    write_whole(place, written.encode())
    return written, place


def _table(path: Path) -> tuple[list[str], list[list[str]], str]:
    """The first table with headings, some of its rows, and its encoding."""
    for part in containers.parts_of(containers.source_of(path)):
        first = spreadsheet.first_row(part.content, encodings=ENCODINGS)
        if sum(bool(cell.strip()) for cell in first) < len(_NEEDED):
            continue
        sheet = spreadsheet.read(
            part.content, _only([spreadsheet.name_of(cell) for cell in first]), encodings=ENCODINGS
        )
        if sheet is not None:
            rows = [cells for _line, cells in islice(sheet.rows, _ROWS) if not spreadsheet.unread(cells)]
            return list(sheet.header), rows, sheet.encoding
    message = _("“{file}” has no table that could be a report of orders").format(file=path.name)
    raise NotAReport(message, hint=_("name a report with a header and a row for each order"))


def _only(wanted: list[str]) -> Callable[[Sequence[str]], int]:
    return lambda names: int(list(names) == wanted)


def _toml(key: str, file: str, found: Guess, encoding: str) -> str:
    plain = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "xlsx": "utf-8", "ods": "utf-8", "xls": "utf-8"}
    encodings = list(dict.fromkeys([plain.get(encoding, encoding), "utf-8"]))
    state = "" if found.statuses else 'state = "pending"  # ' + _("no column tells where an order stands")
    lines = [
        "# "
        + _("Guessed from {file}. Look at every line; what stands behind a # is a remark.").format(file=clean(file)),
        f"name = {_said(key)}",
        f"currency = {_said(found.currency or 'CNY')}" + ("" if found.currency else "  # " + _("not told; check it")),
        "",
        "[[report]]",
        'layout = "report"',
        f"encodings = {_said(encodings)}",
        f"nulls = {_said(list(NULLS))}",
        f"dates = {_said(list(found.dates) or ['%Y-%m-%d %H:%M:%S'])}" + _check(not found.dates),
        'time-zone = "Asia/Shanghai"  # ' + _("the clock of its dates; check it"),
        f"decimal = {_said(found.decimal)}",
        *([] if "currency" in found.columns else [f"currency = {_said(found.currency or 'CNY')}"]),
        *([state] if state else []),
        f"needs = {_said([name for name in ('order', 'status', 'estimate', 'ordered') if name in found.columns])}",
        f"key = {_said([name for name in ('line', 'item') if name in found.columns])}  # "
        + _("what tells the lines of one order apart"),
        "",
        "[report.columns]",
        *(_column(name, heading, sure=name in found.sure) for name, heading in found.columns.items()),
        *(f"# {name} = {_UNWRITTEN}  # " + _("needed, and not found") for name in _NEEDED if name not in found.columns),
    ]
    if found.left:
        lines.append("# " + _("not used: {headings}").format(headings=clean(", ".join(found.left), limit=400)))
    if found.statuses:
        lines += ["", "[report.status]", "# pending confirmed settled paid held void refunded ignore"]
        lines += [
            f"{_said(word)} = {_said(state)}  # " + _("{count} rows; check it").format(count=count)
            for word, (state, count) in found.statuses.items()
        ]
    return "\n".join(lines) + "\n"


def _column(name: str, heading: str, *, sure: bool) -> str:
    return f"{name} = {_said(heading)}" + _check(not sure)


def _check(doubtful: bool) -> str:  # noqa: FBT001 - read aloud
    return "  # " + _("check it") if doubtful else ""


def _said(value: str | list[str]) -> str:
    """A TOML text or list of texts: JSON's own, but for DELETE."""
    return re.sub("\x7f", r"\\u007f", json.dumps(value, ensure_ascii=False))
