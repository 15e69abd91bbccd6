"""Writes a product list, and its pictures where asked."""

from pathlib import Path

from sharecli.errors import Usage
from sharecli.files import folder as writable, write_whole
from sharecli.language import _, plural
from sharecli.products import listfile, records
from sharecli.shell.desk import Desk
from sharecli.shell.page import Page
from sharecli.text import clean


def write_list(desk: Desk, file: Path, *, images: Path | None, bom: bool, kind: str = "") -> Page:
    """Export every product, sorted by code.

    Args:
        desk: the file.
        file: where to; ``-`` for the standard output.
        images: the pictures' folder, relative to the list, or None for a list without them.
        bom: lead a CSV with a byte order mark.
        kind: ``csv`` or ``json``; empty for what the file's ending says.

    Raises:
        Usage: the file's ending says neither CSV nor JSON, or not what ``kind`` says.
        CannotWrite: the file or folder cannot be written.
    """
    ending = file.suffix.lower().lstrip(".") if str(file) != "-" else kind or "csv"
    if ending not in {"csv", "json"}:
        raise Usage(
            _("“{file}” ends in neither .csv nor .json").format(file=file.name),
            hint="sharecli product export products.csv",
        )
    if kind and kind != ending:
        raise Usage(
            _("“{file}” ends in .{ending}, but --format says {kind}").format(file=file.name, ending=ending, kind=kind),
            hint=f"sharecli product export {file.stem}.{kind}",
        )
    products = records.chosen(desk.store, archived=None)
    names: dict[str, str] | None = None
    if images is not None:
        if str(file) == "-":
            raise Usage(
                _("pictures need a file to stand beside"),
                hint="sharecli product export products.csv --images images",
            )
        home = writable(file.parent / images, hint=_("name another folder with --images"))
        names = {}
        for one in products:
            content = records.jpeg(desk.store, one.image) if one.image else None
            if content is not None:
                write_whole(home / f"{one.code}.jpg", content)
                names[one.code] = (images / f"{one.code}.jpg").as_posix()
    content = listfile.as_file(products, kind=ending, images=names, bom=bom)
    if str(file) == "-":
        return Page({}, raw=content)
    writable(file.parent, hint=_("name another file: sharecli product export FILE.csv"))
    write_whole(file, content)
    words = plural("{count} product written to {file}", "{count} products written to {file}", len(products))
    return Page({}, notes=[words.format(count=len(products), file=clean(str(file)))])
