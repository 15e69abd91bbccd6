"""Writes a statement as a PDF on A4, with the totals first and page numbers, laid out by Typst."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sharecli.errors import Refused
from sharecli.language import _, chosen
from sharecli.lettering.fonts import Cabinet, cabinet
from sharecli.partners import wording
from sharecli.partners.statement import Statement
from sharecli.sheets.overview import TEMPLATES
from sharecli.text import one_line

_TEMPLATE = Path(__file__).parent / "print" / "statement.typ"

MOST = 5_000
"""Lines on paper, more than a hundred pages; who has more wants a CSV."""


class TooManyLines(Refused):
    """A statement is too long to be read on paper."""

    code = "too-many-lines"


def pdf(made: Statement, *, today: str) -> bytes:
    """The statement as a PDF of as many A4 pages as it needs.

    Args:
        made: the statement.
        today: the seller's day, as it is printed.

    Raises:
        TooManyLines: more than :data:`MOST`.
    """
    if made.lines > MOST:
        message = _("{count:,} lines are too many for paper; at most {most:,}").format(count=made.lines, most=MOST)
        raise TooManyLines(message, hint=f"sharecli partner statement {made.person} --to {made.person}.csv")
    fonts = cabinet()
    data = {
        "language": "zh" if chosen() != "en" else "en",
        "fonts": fonts.families_for("zh-CN" if chosen() != "en" else "en"),
        "title": _("Statement for {name}").format(name=made.name or made.person),
        "facts": [
            [_("written by"), made.seller],
            [_("for"), f"{made.name} ({made.person})" if made.name else made.person],
            [_("period"), _("all") if str(made.span) == "all" else str(made.span)],
            [_("written on"), today],
        ],
        "sums": [wording.sums_headings(), *wording.sums_cells(made)],
        "headings": wording.headings(),
        "rows": [wording.cells(row) for row in made.rows() if row["what"] not in {"opening", "closing"}],
        "empty": _("Nothing came or went in this period."),
        "explained": _(
            "Shares are of the seller's commission, in exact amounts; what is paid is rounded down to the smallest "
            "unit, and the rest is carried over. “By” names who shared the link, where it was a friend."
        ),
        "page": _("page {page} of {pages}"),
    }
    return _laid_out(data, fonts)


def _laid_out(data: Mapping[str, object], fonts: Cabinet) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        root = Path(folder)
        (root / "words.typ").write_bytes((TEMPLATES / "words.typ").read_bytes())
        (root / "statement.typ").write_bytes(_TEMPLATE.read_bytes())
        (root / "data.json").write_text(json.dumps(_drawable(data, fonts), ensure_ascii=False), "utf-8")
        # Nothing lies there: a package that the seller has elsewhere is no part of a statement.
        made = typst.compile(
            root / "statement.typ", root=root, font_paths=fonts.fonts, format="pdf", package_path=root / "none",
            package_cache_path=root / "none",
        )  # fmt: skip
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file however many pages it has
    return made


def _drawable(value: object, fonts: Cabinet) -> object:
    """Words on one line; a letter that no font here has is no reason to write no statement."""
    if isinstance(value, Mapping):
        return {key: _drawable(one, fonts) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one, fonts) for one in value]
    line = one_line(str(value))
    missing = set(fonts.missing(line))
    return "".join("?" if one in missing else one for one in line) if missing else line
