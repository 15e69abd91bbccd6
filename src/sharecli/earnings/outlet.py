"""Writes a report to a file, whole or not at all; the ending says which kind it is."""

from collections.abc import Sequence
from pathlib import Path

from sharecli.earnings.adding import Asked
from sharecli.earnings.model import Report
from sharecli.errors import Usage
from sharecli.files import folder, write_whole
from sharecli.language import _
from sharecli.places import expanded
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.shell.page import Format, Page, as_csv, as_json, as_markdown
from sharecli.text import clean

_BOM = b"\xef\xbb\xbf"
_ENDINGS = (".html", ".xlsx", ".csv", ".json", ".md")


def page(
    desk: Desk, asked: Asked, made: Report, *, to: Path | None, bom: bool, out: Format, notes: Sequence[str]
) -> Page:
    """The report in a file, or as CSV with a byte order mark.

    Raises:
        Usage: the ending is none that can be written, or a mark is asked for where none belongs.
        CannotWrite: the file or folder cannot be written.
    """
    ending = (".csv" if out is Format.csv else "") if to is None else to.suffix.lower()
    if bom and ending != ".csv":
        raise Usage(_("a byte order mark leads a CSV, nothing else"), hint="sharecli earnings --format csv --bom")
    if to is None:
        return Page({}, notes=notes, raw=_csv(made, bom=bom))
    if ending not in _ENDINGS:
        message = _("“{file}” ends in none of: {endings}")
        raise Usage(
            message.format(file=clean(to.name), endings=" ".join(_ENDINGS)), hint="sharecli earnings --to earnings.html"
        )
    content = _content(desk, asked, made, ending=ending, bom=bom, notes=notes)
    said = _("written to {file}").format(file=clean(str(to)))
    done = written(to, content, said=said)
    return Page({}, notes=[*notes, *done.notes])


def written(file: Path, content: bytes, *, said: str) -> Page:
    """A file's content, written whole; to the standard output for ``-``."""
    if str(file) == "-":
        return Page({}, raw=content)
    path = expanded(file)
    folder(path.parent, hint=_("name another file"))
    write_whole(path, content)
    return Page({}, notes=[said])


def _csv(made: Report, *, bom: bool) -> bytes:
    rows = made.data()["rows"]
    assert isinstance(rows, list)  # noqa: S101 - the contract
    return (_BOM if bom else b"") + as_csv(rows).encode()


def _content(desk: Desk, asked: Asked, made: Report, *, ending: str, bom: bool, notes: Sequence[str]) -> bytes:
    if ending == ".csv":
        return _csv(made, bom=bom)
    if ending == ".json":
        return as_json(made.data()).encode()
    if ending == ".md":
        rows = made.data()["rows"]
        assert isinstance(rows, list)  # noqa: S101 - the contract
        return as_markdown(rows).encode()
    if ending == ".xlsx":
        from sharecli.earnings.workbook import workbook

        return workbook(made, notes=notes)
    from sharecli.earnings import trends, web_page

    name = settings.read(desk.store).name
    curves = trends.curves(desk.store, asked)
    return web_page.page(made, curves, today=asked.today, name=name, notes=notes).encode()
