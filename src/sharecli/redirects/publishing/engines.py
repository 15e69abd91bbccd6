"""The engines: what each one's files are called, what it allows, and who says so; read from a TOML file each."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sharecli.datafile import load


class To(StrEnum):
    """What carries the redirects."""

    nginx = "nginx"
    caddy = "caddy"
    cloudflare = "cloudflare"
    netlify = "netlify"
    html = "html"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine, or a host that runs one.

    Attributes:
        to: its word on the command line.
        name: its own.
        grammar: how its files are read back: ``nginx``, ``caddy``, ``rules`` or ``pages``.
        source: who says what it allows.
        files: names to templates; ``{code}`` in a name means a file per link.
        next: the command that makes it take the files, with ``{folder}`` in it.
        log: where it writes its log unless told otherwise; empty where it has none that a seller can read.
        rules: how many redirects it takes, or 0.
        advised: how many redirects it takes well, or 0.
        line: how many characters a line may have, or 0.
        word: how many bytes a value may have as it stands in the file, or 0.
        taken: codes that it needs for itself.
    """

    to: To
    name: str
    grammar: str
    source: str
    files: dict[str, str]
    next: str
    log: str
    rules: int
    advised: int
    line: int
    word: int
    taken: tuple[str, ...]


def engine(to: To) -> Engine:
    """The engine of that word."""
    table, _values = load(Path(__file__).parent / "engines" / f"{to}.toml")
    limits = table.table("limits")
    made = Engine(
        to,
        table.text("name"),
        table.text("grammar"),
        table.text("source"),
        {one.text("name"): one.text("template") for one in table.tables("file")},
        table.text("next"),
        table.text("log", ""),
        limits.whole("rules", 0),
        limits.whole("advised", 0),
        limits.whole("line", 0),
        limits.whole("word", 0),
        limits.texts("taken"),
    )
    limits.done()
    table.done()
    return made
