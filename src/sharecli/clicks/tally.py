"""What became of the lines of a log: each is counted once."""

from collections import Counter
from dataclasses import dataclass, field

from sharecli.clicks.addresses import Left


@dataclass(slots=True)
class Tally:
    """What became of the lines of a log.

    Attributes:
        name: the file's.
        layout: what kind of log it is.
        read: lines.
        imported: clicks that are new, those who were turned away among them.
        duplicate: clicks and orphans that were there already.
        orphan: requests that are new, for a code that no link has.
        left: lines that are no click, and why.
        away: requests that were turned away with 404 or 410, new or not.
        elsewhere: the other domains that lines told of.
        bad: lines that could not be read.
        examples: the numbers of the first of these.
        agentless: whether there are requests of which it does not keep the user agent.
    """

    name: str
    layout: str = ""
    read: int = 0
    imported: int = 0
    duplicate: int = 0
    orphan: int = 0
    left: Counter[Left] = field(default_factory=Counter)
    away: int = 0
    elsewhere: list[str] = field(default_factory=list)
    bad: int = 0
    examples: list[int] = field(default_factory=list)
    agentless: bool = False

    @property
    def ignored(self) -> int:
        """Lines that are no click."""
        return self.left.total()

    def row(self) -> dict[str, str | int]:
        """The JSON contract: ``file as read imported duplicate orphan ignored bad``; the last five add up to read."""
        return {
            "file": self.name, "as": self.layout, "read": self.read, "imported": self.imported,
            "duplicate": self.duplicate, "orphan": self.orphan, "ignored": self.ignored, "bad": self.bad,
        }  # fmt: skip
