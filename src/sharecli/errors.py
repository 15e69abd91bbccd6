"""Every refusal: a stable code, one sentence, a command to paste, and an exit code per family."""

from dataclasses import dataclass
from typing import ClassVar


class SharecliError(Exception):
    """sharecli refuses, and says what to do instead.

    Attributes:
        code: stable, unique, listed in docs/errors.md.
        exit_code: 1 refused, 2 usage, 3 not found, 4 conflict, 5 unreadable input, 6 store, 7 part of a batch.
        message: what is wrong, lower case, the offending value in quotes, no full stop.
        hint: what to do, ending in a command to paste.
    """

    code: ClassVar[str] = "refused"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(SharecliError):
    """A rule forbids it."""


class Usage(SharecliError):
    """The words of the command are off."""

    code = "usage"
    exit_code = 2


class NotFound(SharecliError):
    """Nothing goes by that name."""

    code = "not-found"
    exit_code = 3


class Taken(SharecliError):
    """The name is somebody else's already."""

    code = "taken"
    exit_code = 4


class Unreadable(SharecliError):
    """The input cannot be read."""

    code = "unreadable"
    exit_code = 5


class NothingReadable(Unreadable):
    """Not one row of a file could be read."""

    code = "nothing-readable"


class StoreTrouble(SharecliError):
    """The SQLite file cannot be used."""

    code = "store"
    exit_code = 6


class PartFailed(SharecliError):
    """Some of a batch failed; the rest is done and kept."""

    code = "part-failed"
    exit_code = 7


class Stopped(SharecliError):
    """Ctrl-C: what was finished is kept."""

    code = "stopped"
    exit_code = 130


class BadValue(Usage):
    """A word on the command line is not what it should be (a price, a rate, a period, a code)."""

    code = "bad-value"


class BadData(Unreadable):
    """A data file of the seller's (a platform, a channel, a template) is broken."""

    code = "bad-data-file"


class CannotWrite(Refused):
    """The folder or file to write into cannot be written."""

    code = "cannot-write"


class Unexpected(SharecliError):
    """Something that no rule foresaw: a mistake of sharecli's, or a damaged file that SQLite reads all the same."""

    code = "unexpected"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row of an imported file that was left out, and why. A value: an import reports all of them.

    Attributes:
        line: the line of the file, from 1, as an editor counts it.
        column: the column's header, or an empty string where the row as a whole is meant.
        said: what stood there, cleaned for showing.
        why: the reason, one clause.
    """

    line: int
    column: str
    said: str
    why: str
