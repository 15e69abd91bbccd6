"""Draws the completion scripts: the command tree as tables in a shell's words, inside an engine that reads the line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from sharecli.language import _
from sharecli.shell.tree import Command, Parameter


class Shell(StrEnum):
    """The shells that are spoken."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


FILES = {
    Shell.bash: "sharecli.bash",
    Shell.zsh: "_sharecli",
    Shell.fish: "sharecli.fish",
    Shell.powershell: "sharecli.ps1",
}
"""How the scripts in completions/ are called: the names under which the shells look for them."""

PERIODS = (
    "today",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "last-30-days",
    "this-year",
    "all",
)
CURRENCIES = ("CNY", "EUR", "GBP", "HKD", "IDR", "INR", "JPY", "KRW", "MYR", "PHP", "SGD", "THB", "TWD", "USD", "VND")
LANGUAGES = ("zh", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "pt", "it", "nl", "vi", "id", "th", "ms")
SETTINGS = (
    "base-url",
    "currency",
    "time-zone",
    "name",
    "tagline",
    "handle",
    "avatar",
    "accent",
    "theme",
    "locale",
    "template",
    "label",
)

_ANY = "*"
_WHAT: dict[tuple[str, str, str], str | tuple[str, ...]] = {
    # (noun, verb, parameter): a kind of living values, file, folder, text, or the words themselves.
    (_ANY, _ANY, "channel"): "channels",
    (_ANY, _ANY, "platform"): "platforms",
    (_ANY, _ANY, "tag"): "tags",
    (_ANY, _ANY, "person"): "people",
    (_ANY, _ANY, "template"): "templates",
    (_ANY, _ANY, "theme"): ("light", "dark"),
    (_ANY, _ANY, "source"): "file",
    ("poster", "template", "source"): "templates",
    ("poster", "verify", "folder"): "folder",
    ("poster", "contact-sheet", "source"): "folder",
    (_ANY, _ANY, "product"): "products",
    (_ANY, _ANY, "products"): "products",
    (_ANY, _ANY, "period"): PERIODS,
    (_ANY, _ANY, "currency"): CURRENCIES,
    (_ANY, _ANY, "in"): CURRENCIES,
    (_ANY, _ANY, "base"): CURRENCIES,
    (_ANY, _ANY, "quote"): CURRENCIES,
    (_ANY, _ANY, "into"): "folder",
    ("product", _ANY, "code"): "products",
    ("product", "add", "code"): "text",  # a word of one's own
    ("product", "restore", "code"): "archived",
    ("product", "export", "images"): "folder",
    ("link", _ANY, "code"): "links",
    ("link", "new", "code"): "text",
    ("commission", "match", "link"): "links",
    ("commission", "add", "link"): "links",
    ("earnings", "goal", "when"): PERIODS[:-1],  # nobody has a goal for all time
    ("config", _ANY, "key"): SETTINGS,
    ("publish", _ANY, "folder"): "folder",
    ("publish", _ANY, "log"): "text",
    ("backend", _ANY, "name"): "backends",
    ("backend", _ANY, "names"): "backends",
    ("backend", "add", "name"): "text",
    ("share", "next", "person"): "people",
    ("link", "push", "to"): "backends",
    ("link", "sync", "source"): "backends",
    ("link", "new", "via"): ("isgd", "dagd", "clckru", "chilpit", "qpsru", "tinyurl", "cuttly", "bitly"),
    ("link", "push", "codes"): "links",
    ("link", "clicks", "codes"): "links",
    ("link", "check", "codes"): "links",
    ("link", "new", "file"): "file",
    ("product", "add", "from_text"): "file",
    (_ANY, _ANY, "referred_by"): "people",
    (_ANY, _ANY, "group"): "groups",
    (_ANY, _ANY, "leave"): "groups",
    (_ANY, _ANY, "no_handle"): "channels",
    (_ANY, _ANY, "stage"): ("stranger", "acquaintance", "trusted", "advocate"),
    (_ANY, _ANY, "interest"): "tags",
    (_ANY, "add", "word"): "text",
    (_ANY, _ANY, "content"): "contents",
    ("content", "add", "content"): "text",
    ("share", _ANY, "tone"): ("plain", "friendly", "expert"),
    ("share", "plan", "source"): "file",
    ("share", "plan", "to"): "file",
    ("share", "plan", "day"): ("today",),
    ("deal", _ANY, "deal"): "deals",
    ("poster", "make", "deal"): "deals",
    ("deal", _ANY, "leader"): "people",
    ("deal", _ANY, "owner"): "people",
    ("deal", _ANY, "helper"): "people",
    ("deal", _ANY, "code"): "text",
    ("partner", _ANY, "name"): "people",
    ("partner", _ANY, "invited_by"): "people",
    ("serve", _ANY, "privacy"): ("day-hash", "no-visitor"),
    ("serve", _ANY, "host"): "text",
    ("serve", _ANY, "trusted_proxy"): "text",
    ("caption", _ANY, "tone"): ("plain", "friendly", "expert", "list"),
    ("caption", _ANY, "language"): LANGUAGES,
    ("caption", "template", "source"): ("plain", "friendly", "expert", "list"),
}


def what(path: tuple[str, ...], one: Parameter) -> tuple[str, tuple[str, ...]]:
    """What may stand for a parameter: a kind, and the words where the kind is ``words``."""
    noun, verb = (*path, "", "")[:2]
    places = ((noun, verb, one.key), (noun, _ANY, one.key), (_ANY, _ANY, one.key))
    known = [_WHAT[place] for place in places if place in _WHAT]
    bare = "file" if one.takes == "path" else "text"
    found: str | tuple[str, ...] = one.choices or (known[0] if known else bare)
    return ("words", found) if isinstance(found, tuple) else (found, ())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a shell writes the two tables.

    Attributes:
        engine: the file in engines/ that reads the line; it has a line ``# OFFERS`` and a line ``# TAKES``.
        quote: a text as a literal that nothing is expanded in.
        between: what stands between the members of a list.
        either: what stands between the labels of a case.
        offers: a row of what a command offers, of ``at``, ``verbs`` and ``flags``.
        takes: a row of what may stand in places, of ``labels``, ``kind`` and ``choices``.
        described: whether the shell shows descriptions.
    """

    engine: str
    quote: Callable[[str], str]
    between: str
    either: str
    offers: str
    takes: str
    described: bool = True


def _posix(text: str) -> str:
    return "'" + text.replace("'", r"'\''") + "'"


def _fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _powershell(text: str) -> str:
    # Windows PowerShell reads a script in the system's code page, where a byte of UTF-8 may be a quote: ASCII only.
    pieces = re.split(r"([^\x00-\x7f]+)", text.replace("'", "''"))
    if len(pieces) == 1:
        return f"'{pieces[0]}'"
    return "(" + " + ".join(_characters(one) if place % 2 else f"'{one}'" for place, one in enumerate(pieces)) + ")"


def _characters(text: str) -> str:
    units = text.encode("utf-16-be")
    return " + ".join(f"[char]{int.from_bytes(units[place : place + 2])}" for place in range(0, len(units), 2))


_POSIX = {
    "quote": _posix,
    "between": " ",
    "either": " | ",
    "offers": "    {at}) verbs=({verbs}) flags=({flags}) ;;",
    "takes": "    {labels}) kind={kind} choices=({choices}) ;;",
}
DIALECTS = {
    Shell.bash: Dialect(engine="bash.bash", described=False, **_POSIX),  # type: ignore[arg-type] # one dict, three types
    Shell.zsh: Dialect(engine="zsh.zsh", **_POSIX),  # type: ignore[arg-type] # as above
    Shell.fish: Dialect(
        engine="fish.fish",
        quote=_fish,
        between=" ",
        either=" ",
        offers="        case {at}\n            set verbs {verbs}\n            set flags {flags}",
        takes="        case {labels}\n            set kind {kind}\n            set choices {choices}",
    ),
    Shell.powershell: Dialect(
        engine="powershell.ps1",
        quote=_powershell,
        between=", ",
        either=", ",
        offers="        {at} {{ $verbs = @({verbs}); $flags = @({flags}) }}",
        takes="        {{ $_ -cin @({labels}) }} {{ $kind = {kind}; $choices = @({choices}) }}",
    ),
}


def script(shell: Shell, root: Command) -> str:
    """The completion script of a shell."""
    dialect = DIALECTS[shell]
    engine = files("sharecli.shell").joinpath("engines", dialect.engine).read_text("utf-8")
    tables = {"# OFFERS": _offers(dialect, root), "# TAKES": _takes(dialect, root)}
    lines = ("\n".join(tables.get(line.strip(), [line])) for line in engine.splitlines())
    return "".join(f"{line.rstrip()}\n" for line in "\n".join(lines).split("\n"))


def _offers(dialect: Dialect, root: Command) -> list[str]:
    return [
        dialect.offers.format(
            at=dialect.quote(" ".join(command.path)),
            verbs=dialect.between.join(_row(dialect, verb.path[-1], verb.help) for verb in command.verbs),
            flags=dialect.between.join(
                [
                    *(_row(dialect, ",".join(one.names) + "*" * one.repeats, one.help) for one in command.options),
                    _row(dialect, "--help,-h", _("Show this message and exit.")),
                ]
            ),
        )
        for command in root.all()
    ]


def _row(dialect: Dialect, names: str, help_: str) -> str:
    # The first sentence says what it is. A line of its own would end the row, an escape would reach the terminal.
    first = re.split(r"(?<=[.!?])\s|(?<=。)", " ".join(help_.split()), maxsplit=1)[0]
    plain = "".join(letter for letter in first if letter.isprintable())
    return dialect.quote(f"{names}:{plain}" if dialect.described else names)


def _takes(dialect: Dialect, root: Command) -> list[str]:
    places: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for command in root.all():
        at = " ".join(command.path)
        for one in command.options:
            if one.takes != "nothing":
                places.setdefault(what(command.path, one), []).extend(f"{at} {name}" for name in one.names)
        for number, one in enumerate(command.arguments, 1):
            places.setdefault(what(command.path, one), []).append(f"{at} {'+' if one.repeats else number}")
    return [
        dialect.takes.format(
            labels=dialect.either.join(map(dialect.quote, labels)),
            kind=dialect.quote(kind),
            choices=dialect.between.join(map(dialect.quote, words)),
        )
        for (kind, words), labels in places.items()
    ]
