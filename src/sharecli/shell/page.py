"""Page: what a command hands back. Shown once, here, for people or as JSON, CSV or Markdown."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sharecli.errors import CannotWrite, SharecliError
from sharecli.language import _
from sharecli.text import cell, clean

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

type_data = dict[str, Any] | list[dict[str, Any]]


_HELD = 1 << 20
"""Bytes of an answer in parts that are held in memory."""


class Format(StrEnum):
    """How data is shown."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


@dataclass(frozen=True, slots=True)
class Page:
    """What a command hands back.

    Attributes:
        data: rows, or one thing, in the words of the JSON contract: strings, whole numbers, lists and None.
        draw: makes what people see; called for ``table`` only, so that Rich is imported for people only.
        format: how to show it.
        notes: remarks for the standard error stream, one line each.
        raw: shown as it is instead of everything else: a QR code, a completion script, an exported file. A long
            one comes in parts, which are put aside until the last is there: where one fails, nothing is shown.
        error: what part of the work failed; shown after the rest, and its exit code is the command's.
    """

    data: type_data
    draw: "Callable[[], RenderableType] | None" = None
    format: Format = Format.table
    notes: Sequence[str] = ()
    raw: str | bytes | Iterable[str | bytes] | None = None
    error: SharecliError | None = None


def show(page: Any, **_options: Any) -> None:
    """Show a page; the root's result callback.

    Raises:
        SharecliError: the page's own error, after it was shown.
    """
    if not isinstance(page, Page):
        return
    for note in page.notes:
        remark(note)
    if isinstance(page.raw, str | bytes):
        write(page.raw)
    elif page.raw is not None:
        _write_whole(page.raw)
    elif page.format is Format.json:
        write(as_json(page.data))
    elif page.format is Format.csv:
        write(as_csv(_rows(page.data)))
    elif page.format is Format.markdown:
        write(as_markdown(_rows(page.data)))
    elif page.draw is not None:
        _print(page.draw())
    if page.error is not None:
        raise page.error


def as_json(data: type_data) -> str:
    """JSON for programs and eyes: readable Chinese, and no character that a terminal would act on."""
    written = _indented(data, "\n")
    if not written.replace("\n", "").isprintable():
        written = written.translate(
            {ord(one): _escaped(one) for one in set(written) if not one.isprintable() and one != "\n"}
        )
    return written + "\n"


def _indented(value: Any, start: str) -> str:
    """What ``json.dumps`` with an indent of 2 writes, in half the time: Python's own makes a generator per bracket.

    Args:
        value: anything that JSON can say; keys are text.
        start: what a line begins with where the value stands, the line break before it included.
    """
    from json import dumps
    from json.encoder import encode_basestring

    def written(value: Any, start: str) -> str:
        if isinstance(value, str):
            return encode_basestring(value)
        inner = start + "  "
        if isinstance(value, dict) and value:
            members = [f"{encode_basestring(key)}: {written(one, inner)}" for key, one in value.items()]
            return f"{{{inner}{f',{inner}'.join(members)}{start}}}"
        if isinstance(value, (list, tuple)) and value:
            return f"[{inner}{f',{inner}'.join([written(one, inner) for one in value])}{start}]"
        return repr(value) if type(value) is int else "null" if value is None else dumps(value)

    return written(value, start)


def _escaped(character: str) -> str:
    import json

    # Beyond U+FFFF JSON wants a pair, which the encoder makes; it leaves DELETE alone.
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def as_csv(rows: list[dict[str, Any]], columns: Sequence[str] | None = None, *, breaks: bool = False) -> str:
    """RFC 4180 with LF; a text that a spreadsheet would run is led by an apostrophe, a number is left alone.

    Args:
        rows: one thing each; where they differ in keys, a key that a row has not got is an empty cell.
        columns: the keys to write; every one that a row has where None.
        breaks: leave a text's line breaks, for a file that a spreadsheet reads; else a row is a line.
    """
    import csv
    import io

    out = io.StringIO(newline="")
    names = list(columns) if columns is not None else _keys(rows)
    if not names:
        return ""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name), breaks=breaks) for name in names])
    return out.getvalue()


def as_markdown(rows: list[dict[str, Any]]) -> str:
    """A Markdown table."""
    if not rows:
        return ""
    names = _keys(rows)
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    for row in rows:
        words = (_plain(row.get(name)) for name in names)
        cells = (word.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for word in words)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def console(*, stderr: bool = False) -> "Console":
    """Where people look. A pipe has no colours and no width unless ``COLUMNS`` says one."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    plain = not stream.isatty() and not os.environ.get("FORCE_COLOR")
    said = os.environ.get("COLUMNS", "")
    wide = 10_000 if plain else shutil.get_terminal_size().columns
    width = int(said) if said.isdecimal() and int(said) else wide  # COLUMNS=0 would draw nothing
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def remark(sentence: str) -> None:
    """A remark on the standard error stream."""
    _complain(_one(_("note: {sentence}").format(sentence=sentence)) + "\n")


def refuse(error: SharecliError) -> None:
    """An error: what is wrong, and a command to paste."""
    _complain(f"error[{error.code}]: {_one(error.message)}\n")
    if error.hint:
        _complain(" " + _("hint: {words}").format(words=_one(error.hint)) + "\n")


def _print(drawing: "RenderableType") -> None:
    from rich.text import Text

    where = console()
    with _standard_output(), where.capture() as captured:
        # Rich would break a text that is to be copied in one piece, and crop a line that is too long for the
        # terminal, figures and all; a terminal wraps it by itself.
        where.print(drawing, soft_wrap=isinstance(drawing, Text), crop=False)
    # Rich fills each line up to its column; in a file those spaces are noise.
    write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _one(sentence: str) -> str:
    return clean(" ".join(sentence.split()), limit=2000)


def _complain(line: str) -> None:
    with suppress(OSError):  # a full disk or a reader that has gone is told of elsewhere
        sys.stdout.flush()
    sys.stderr.write(line)
    sys.stderr.flush()


def _write_whole(parts: Iterable[str | bytes]) -> None:
    """Put parts on the standard output once the last of them is there; many lie where the system keeps such files."""
    import tempfile

    with tempfile.SpooledTemporaryFile(max_size=_HELD) as aside:
        try:
            for part in parts:
                aside.write(part.encode() if isinstance(part, str) else part)
            aside.seek(0)
        except OSError as error:
            message = _("cannot write “{path}”: {why}")
            why = _((error.strerror or str(error)).lower())
            hint = _("free some space and run the command again")
            raise CannotWrite(message.format(path=tempfile.gettempdir(), why=why), hint=hint) from None
        while some := aside.read(_HELD):
            write(some)


def write(content: str | bytes) -> None:
    """Put something on the standard output, at once."""
    with _standard_output():
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()


@contextmanager
def _standard_output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        message = _("cannot write to the standard output: {why}").format(why=_((error.strerror or str(error)).lower()))
        raise CannotWrite(message, hint=_("free some space and run the command again")) from None


def _rows(data: type_data) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return data
    rows = data.get("rows")
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else [data]


def _keys(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Every key that a row has, in the order in which they first come."""
    return list(dict.fromkeys(key for row in rows for key in row))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(_plain(one) for one in value)
    return clean(str(value))


def _cell(value: Any, *, breaks: bool) -> str:
    plain = "\n".join(map(_plain, value.split("\n"))) if breaks and isinstance(value, str) else _plain(value)
    number = plain.removeprefix("-").replace(".", "", 1)
    return plain if number.isascii() and number.isdigit() else cell(plain)
