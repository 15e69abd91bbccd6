"""The phrases that a seller allows: in captions/allow.txt of the config folder, one a line."""

from collections.abc import Sequence

from sharecli import places
from sharecli.errors import BadData
from sharecli.language import _
from sharecli.shell.typed import again
from sharecli.text import one_line


def phrases(more: Sequence[str] = ()) -> tuple[str, ...]:
    """The seller's phrases, and those of the command; a word of a rule inside one of them is no finding.

    Args:
        more: from the command line.

    Raises:
        BadData: the file is not UTF-8.
    """
    path = places.config_folder() / "captions" / "allow.txt"
    try:
        lines = path.read_text("utf-8-sig").splitlines() if path.is_file() else []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        words = _("{path}, line {line}: {reason}")
        message = words.format(path=path, line=line, reason=_("is not UTF-8; save the file as UTF-8"))
        raise BadData(
            message, hint=_("mend it, or move the file away, then: {command}").format(command=again())
        ) from None
    said = (one_line(line) for line in (*(line.partition(" #")[0] for line in lines), *more))
    # A phrase of marks alone would be found everywhere.
    return tuple(dict.fromkeys(one for one in said if any(map(str.isalnum, one)) and not one.startswith("#")))
