"""Takes logs in: one after another, each accounted for; what is wrong with one stops no other."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from sqlite3 import Connection
from urllib.parse import urlsplit

from sharecli.clicks import code_records, csv_logs, store as clicks_store
from sharecli.clicks.addresses import Left, host_named
from sharecli.clicks.import_records import Keeper, remember
from sharecli.clicks.logfiles import Block, UnknownLog, opened
from sharecli.clicks.recognising import Layout, Reading, readable
from sharecli.clicks.taking import Ground, Taker
from sharecli.clicks.tally import Tally
from sharecli.clicks.visitors import Salts
from sharecli.errors import PartFailed, SharecliError
from sharecli.language import _, plural
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.text import clean

_SHOWN = 8
"""Columns that are named in one sentence."""


def take_all(
    desk: Desk, paths: Sequence[Path], layout: Layout | None
) -> tuple[list[Tally], list[str], SharecliError | None]:
    """Read logs into the clicks beside the seller's file.

    Args:
        desk: the seller's.
        paths: of logs; ``-`` is the standard input, a folder stands for the files in it.
        layout: what they are, or None to look.

    Returns:
        What became of each, what to remark, and what failed.
    """
    now = settings.read(desk.store)
    # The clicks are of nobody as long as there is no link, and every request would be an orphan.
    codes = code_records.codes(desk.store)
    short = urlsplit(now.base_url)
    where = clicks_store.beside(desk.path)
    taken = _Taken()
    with clicks_store.explained(where), closing(clicks_store.open_writer(where)) as connection:
        salts = Salts(connection, now.zone, desk.today(now.zone))
        ground = Ground(codes, host_named(short.hostname or ""), short.path.rstrip("/"), salts)
        for path, listed in _files(paths):
            tally = Tally(clean(path.name if str(path) != "-" else "-", limit=200))
            try:
                with opened(path) as blocks:
                    log = readable(blocks, path, layout, now.zone)
                    line = _take(log, ground, where, tally)
                    taken.unread.update(dict.fromkeys(log.unread))
                    _remember(connection, tally, line, desk)
            except SharecliError as error:
                if listed and isinstance(error, UnknownLog) and error.foreign:
                    taken.foreign.append(error)
                    continue
                taken.failures.append(error)
            taken.tallies.append(tally)
    return taken.tallies, _notes(taken, short.hostname or "", codes_known=bool(codes)), taken.error()


def _take(log: Reading, ground: Ground, where: Path, tally: Tally) -> str:
    """Take one log in; its first line that says something, by which it is known again."""
    tally.layout = log.layout.value if log.layout else ""
    first = next(log.blocks, Block(b"", []))
    with closing(Keeper(where, tally.layout or Layout.nginx.value)) as keeper, _quick_turns():
        Taker(ground, keeper, tally).take(chain([first], log.blocks), log.parse, log.quick)
    return next((one for one in first.lines if one.strip()), "")


@dataclass(slots=True)
class _Taken:
    """What became of files so far.

    Attributes:
        tallies: of those that were read, or should have been.
        failures: why some were not.
        foreign: why files of a folder were left out: such as are no logs.
        unread: headings of columns that say nothing here.
    """

    tallies: list[Tally] = field(default_factory=list)
    failures: list[SharecliError] = field(default_factory=list)
    foreign: list[SharecliError] = field(default_factory=list)
    unread: dict[str, None] = field(default_factory=dict)

    def error(self) -> SharecliError | None:
        """What is wrong with all of it; nothing, where only files were left out that are no logs, and others read."""
        if len(self.tallies) == len(self.failures):
            return _failed([*self.failures, *self.foreign], len(self.tallies) + len(self.foreign))
        return _failed(self.failures, len(self.tallies))


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let reading and writing take turns ten times as often: a writer that comes back waits for Python's lock."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _remember(connection: Connection, tally: Tally, line: str, desk: Desk) -> None:
    if not line:
        return
    digest = hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=16).hexdigest()
    told = tally.imported + tally.duplicate + tally.orphan
    remember(connection, name=tally.name, first_hash=digest, size=tally.read, offset=told, at=desk.now())


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Each file, and whether it is only listed in a folder, so that it may be anything."""
    for path in paths:
        if str(path) != "-" and path.is_dir():
            found = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            if not found:
                message = _("there is no file in “{path}”").format(path=path)
                raise UnknownLog(message, hint="sharecli clicks import /var/log/nginx/access.log")
            yield from ((one, True) for one in found)
        else:
            yield path, False


def _notes(taken: _Taken, own_host: str, *, codes_known: bool) -> list[str]:
    tallies = taken.tallies
    left: Counter[Left] = Counter()
    for one in tallies:
        left += one.left
    reasons = {
        Left.page: _("pages, pictures and files that are no codes: {count}"),
        Left.refused: _("requests for your links that were answered with an error: {count}"),
        Left.method: _("requests that were neither GET nor HEAD: {count}"),
        Left.look: _("looks at where a link leads (CODE+): {count}"),
        Left.other_line: _("lines of another kind: {count}"),
        Left.blank: _("empty lines: {count}"),
    }
    notes = [words.format(count=left[reason]) for reason, words in reasons.items() if left[reason]]
    if left[Left.elsewhere]:
        hosts = list(dict.fromkeys(host for one in tallies for host in one.elsewhere))
        words = _("requests for other domains than {own}: {count} ({hosts})")
        named = ", ".join(hosts[:5]) + " …" * (len(hosts) > 5)  # noqa: PLR2004 - a line's worth
        notes.append(words.format(own=own_host, count=left[Left.elsewhere], hosts=named))
    if away := sum(one.away for one in tallies):
        words = plural("{count} click was turned away with 404 or 410, and is kept as that",
                       "{count} clicks were turned away with 404 or 410, and are kept as that", away)  # fmt: skip
        notes.append(words.format(count=away))
    for one in tallies:
        if one.agentless:
            words = _("{name}: where it keeps no user agent, nobody can be told for a person: these are unknown")
            notes.append(words.format(name=one.name))
        if one.bad:
            words = plural(
                "{name}: {count} line cannot be read: {lines}", "{name}: {count} lines cannot be read: {lines}", one.bad
            )
            lines = ", ".join(map(str, one.examples)) + (" …" if one.bad > len(one.examples) else "")
            notes.append(words.format(name=one.name, count=one.bad, lines=lines))
    notes += _unread(list(taken.unread))
    if tallies:
        notes += [_("left out: {why}").format(why=one.message) for one in taken.foreign]
    if not codes_known:
        notes.append(_("there is no link yet, so every request is an orphan"))
    return notes


def _unread(headings: Sequence[str]) -> list[str]:
    """The columns of a CSV that say nothing here: a misspelt one may be that of user agents, and nobody is a person."""
    if not headings:
        return []
    words = plural(
        "warning: nothing is read from the column {names}", "warning: nothing is read from the columns {names}",
        len(headings),
    )  # fmt: skip
    shown = [clean(name, limit=40) for name in headings[:_SHOWN]] + ["…"] * (len(headings) > _SHOWN)
    said = words.format(names=", ".join(shown))
    near = [found for name in headings for found in get_close_matches(name, csv_logs.KNOWN, 1, 0.75)]
    if not near:
        return [said]
    return [_("{what}; was {columns} meant?").format(what=said, columns=", ".join(dict.fromkeys(near)))]


def _failed(failures: Sequence[SharecliError], files: int) -> SharecliError | None:
    if len(failures) <= 1 and files <= 1:
        return failures[0] if failures else None
    if not failures:
        return None
    first = failures[0]
    words = plural("{count} log was not read: {why}", "{count} logs were not read: {why}", len(failures))
    return PartFailed(words.format(count=len(failures), why=first.message), hint=first.hint)
