"""A TOML data file, read word by word: what is wrong in it is named by file, line and reason."""

import difflib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sharecli.errors import BadData
from sharecli.language import _
from sharecli.text import clean


class Table:
    """One table of a data file. Every key is asked for once; :meth:`done` refuses those nobody asked for."""

    def __init__(self, path: Path, values: dict[str, Any], source: str, part: "_Part | None" = None) -> None:
        self._path = path
        self._values = values
        self._source = source
        self._part = part or _Part("", 0, source.count("\n") + 1)
        self._asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without a default it has to be there."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, _("should be text"))
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """A list of strings."""
        value = self._value(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, _("should be a list of texts"))
        return tuple(value)

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int = 100_000) -> int:
        """A whole number between two bounds, both included."""
        value = self._value(key, default)
        if type(value) is not int or not least <= value <= most:
            raise self.wrong(key, _between(least, most))
        return value

    def wholes(self, key: str, *, count: int, least: int = 1, most: int = 20_000) -> tuple[int, ...]:
        """A list of so many whole numbers."""
        value = self._value(key, None)
        if not isinstance(value, list) or len(value) != count or not all(type(one) is int for one in value):
            raise self.wrong(key, _("should be a list of {count} whole numbers").format(count=count))
        if not all(least <= one <= most for one in value):
            raise self.wrong(key, _between(least, most))
        return tuple(value)

    def numbers(
        self, key: str, *, count: int, least: float, most: float, default: tuple[float, ...] | None = None
    ) -> tuple[float, ...]:
        """A list of so many numbers, whole or decimal."""
        value = self._value(key, list(default) if default is not None else None)
        whole = isinstance(value, list) and len(value) == count and all(type(one) in {int, float} for one in value)
        if not whole or not all(least <= one <= most for one in value):
            words = _("should be a list of {count} numbers from {least} to {most}")
            raise self.wrong(key, words.format(count=count, least=least, most=most))
        return tuple(float(one) for one in value)

    def flag(self, key: str, *, default: bool) -> bool:
        """``true`` or ``false``."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, _("should be true or false"))
        return value

    def words(self, key: str) -> dict[str, str]:
        """A table of strings, empty where it is missing."""
        value = self._value(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.wrong(key, _("should be a table of texts"))
        return value

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of lists of strings; a single string is a list of one."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, _("should be a table"))
        many = {name: [one] if isinstance(one, str) else one for name, one in value.items()}
        inner = Table(self._path, many, self._source, self._inside(key)[0])
        return {name: inner.texts(name) for name in value}

    def table(self, key: str) -> "Table":
        """A table inside, empty where it is missing."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, _("should be a table"))
        return Table(self._path, value, self._source, self._inside(key)[0])

    def words_by_name(self, key: str) -> dict[str, dict[str, str]]:
        """A table of tables of strings, empty where it is missing."""
        outer = self.table(key)
        return {name: outer.words(name) for name in outer.names()}

    def names(self) -> tuple[str, ...]:
        """The keys that stand here, in their order."""
        return tuple(self._values)

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables (``[[key]]``)."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, _("should be a list of tables"))
        parts = self._inside(key)
        # One table inside brackets on one line has no header of its own: it shares the place of the list.
        return tuple(
            Table(self._path, one, self._source, parts[min(place, len(parts) - 1)]) for place, one in enumerate(value)
        )

    def done(self) -> None:
        """Refuse a key that nobody asked for: it is a slip of the pen.

        Raises:
            BadData: naming the key and the closest one that means something.
        """
        for key in self._values:
            if key not in self._asked:
                close = difflib.get_close_matches(key, sorted(self._asked), n=1)
                if close:
                    raise self.wrong(key, _("is not a key here; did you mean “{key}”?").format(key=close[0]))
                raise self.wrong(key, _("is not a key here"))

    def wrong(self, key: str, reason: str, *, word: str = "") -> BadData:
        """The error for one key, or for one word in its value."""
        lines = self._source.split("\n")
        line = _line_of(lines, self._part, key)
        if word and line is not None:
            near = (place for place in range(line, self._part.last) if word in lines[place])
            line = next(near, line)
        shown = clean(key, limit=40)
        return _broken(self._path, (self._part.first if line is None else line) + 1, f"“{shown}” {reason}")

    def _inside(self, key: str) -> "list[_Part]":
        lines = self._source.split("\n")
        if found := _sections(lines, self._part, key):
            return found
        line = _line_of(lines, self._part, key)
        return [_Part(self._part.inner(key), self._part.first if line is None else line, self._part.last)]

    def _value(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        value = self._values.get(key, default)
        if value is None:
            raise self.wrong(key, _("is missing"))
        return value


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a table stands in its file.

    Attributes:
        name: its dotted name, empty for the whole file.
        first: its first line, from 0.
        last: the line after its last one.
    """

    name: str
    first: int
    last: int

    def inner(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


# tomllib keeps no positions, and a parser that does would be a dependency: headers are found by eye.
_HEADER = re.compile(r"[ \t]*\[\[?([^\[\]#]+)\]\]?[ \t]*(?:#.*)?")


def _headers(lines: list[str], part: _Part) -> list[tuple[int, str]]:
    found = ((place, _HEADER.fullmatch(lines[place])) for place in range(part.first, part.last))
    return [(place, re.sub(r"[\s\"']", "", match[1])) for place, match in found if match]


def _sections(lines: list[str], part: _Part, key: str) -> list[_Part]:
    """The parts under ``[key]``, or under each ``[[key]]``."""
    name = part.inner(key)
    headers = _headers(lines, part)
    found = []
    for number, (place, said) in enumerate(headers):
        if said == name:
            after = (later for later, other in headers[number + 1 :] if not other.startswith(f"{name}."))
            found.append(_Part(name, place, next(after, part.last)))
    return found


def _line_of(lines: list[str], part: _Part, key: str) -> int | None:
    headers = _headers(lines, part)
    own_end = next((place for place, _said in headers if place > part.first or not part.name), part.last)
    pattern = re.compile(rf"""(?<![\w-])["']?{re.escape(key)}["']?\s*[=.]""")
    for place in range(part.first, own_end):
        if pattern.search(lines[place].partition("#")[0]):
            return place
    name = part.inner(key)
    return next((place for place, said in headers if said == name or said.startswith(f"{name}.")), None)


def _between(least: int, most: int) -> str:
    return _("should be a whole number from {least} to {most}").format(least=least, most=most)


def load(path: Path, *, over: dict[str, Any] | None = None) -> tuple[Table, dict[str, Any]]:
    """Read a TOML file; ``over`` are the built-in values that it changes, key by key, tables merged.

    Raises:
        BadData: not UTF-8, or not TOML.
    """
    try:
        # Notepad on Windows writes a byte order mark, which TOML does not know.
        source = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        said = str(error).split(" (at")[0]
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else source.rstrip("\n").count("\n") + 1
        raise _broken(path, line, clean(said[:1].lower() + said[1:])) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _broken(path, line, _("is not UTF-8; save the file as UTF-8")) from None
    except OSError as error:
        raise _broken(path, 1, error.strerror or str(error)) from None
    merged = _merged(over, values) if over else values
    return Table(path, merged, source), merged


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = under | over
    for key, value in over.items():
        below = under.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _merged(below, value)
    return merged


def _broken(path: Path, line: int, reason: str) -> BadData:
    message = _("{path}, line {line}: {reason}").format(path=path, line=line, reason=reason)
    return BadData(message, hint=_("mend that line, or move the file away: {path}").format(path=path))


def shelf(built_in: Path, own: Path) -> list[tuple[str, Table]]:
    """Every data file of a kind by key, the built-in ones and the seller's over or beside them.

    The key is the file's name without ``.toml``, in lower case: keys are looked up so.

    Raises:
        BadData: one cannot be read.
    """
    loaded = {path.stem: load(path) for path in built_in.glob("*.toml")}
    for path in sorted(own.glob("*.toml")):
        # Finder's ._name.toml and editors' .#name.toml are not data files.
        if not path.name.startswith("."):
            key = key_of(path)
            loaded[key] = load(path, over=loaded[key][1] if key in loaded else None)
    return [(key, loaded[key][0]) for key in sorted(loaded)]


def key_of(path: Path) -> str:
    """The key of a data file."""
    return unicodedata.normalize("NFC", path.stem).lower()
