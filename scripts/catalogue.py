"""Writes the Chinese catalogue: finds every sentence, keeps the translations there are, compiles. Run by ``make bless``.

Sentences are found in three places: ``_()`` and ``plural()`` in the source, the help texts of the whole command tree
(a docstring is a command's help), and words that are looked up from data (settings' meanings, states, the rules in
platforms' and channels' files). What is missing stays empty, and a test says so.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "src/sharecli/locale/zh_CN/LC_MESSAGES"
TYPERS_OWN = (
    "Options",
    "Arguments",
    "Commands",
    "Error",
    "Aborted.",
    "[default: {}]",
    "[env var: {}]",
    "[required]",
    "(deprecated) ",
    "Show this message and exit.",
)


def in_source() -> Iterator[Any]:
    """The message ids of ``_()`` and ``plural()``."""
    found = extract_from_dir(
        ROOT / "src/sharecli", keywords={"_": None, "plural": (1, 2)}, method_map=[("**.py", "python")]
    )
    for _file, _line, message, _comments, _context in found:
        yield message


def in_commands() -> Iterator[str]:
    """The help texts of every command, argument and option."""
    from sharecli.shell.lazy import enter
    from sharecli.shell.rooms import ROOMS

    for name, room in ROOMS.items():
        yield room.help
        yield room.panel
        yield from _helps(enter(name, room.module))


def in_data() -> Iterator[str]:
    """Words that are looked up from data."""
    from sharecli.channels.loader import channels
    from sharecli.commissions.model import State
    from sharecli.dashboard.view import FIRST_STEPS
    from sharecli.earnings.model import By
    from sharecli.platforms.loader import platforms
    from sharecli.settings.model import ACCOUNT_MEANING, KEYS

    yield from KEYS.values()
    yield ACCOUNT_MEANING
    yield from (meaning for _command, meaning in FIRST_STEPS)
    yield from (*By, *State, "active", "archived", "retired", "new", "retarget", "retire", "you", "default")
    yield from ("contents", "references", "ledger chain", "ledger standing")
    for seller in platforms().values():
        yield from (seller.shorten_rule, seller.print_rule, seller.account)
    for place in channels().values():
        yield from (place.qr_rule, place.link_rule)


def catalogue() -> Catalog:
    """Every sentence with the translation that the committed catalogue has for it."""
    os.environ["SHARECLI_LANG"] = "en"  # help texts are translated while a room is entered
    path = FOLDER / "messages.po"
    before = read_po(io.BytesIO(path.read_bytes()), locale="zh_CN") if path.is_file() else Catalog(locale="zh_CN")
    made = Catalog(
        locale="zh_CN", project="sharecli", header_comment="# sharecli in Chinese. GPL-3.0-or-later.", fuzzy=False
    )
    made.creation_date = made.revision_date = before.creation_date if path.is_file() else made.creation_date
    messages = dict.fromkeys([*in_source(), *in_commands(), *in_data(), *TYPERS_OWN])
    for message in sorted((one for one in messages if one), key=str):
        kept = before.get(message[0] if isinstance(message, tuple) else message)
        made.add(message, kept.string if kept else None)
    return made


def written(made: Catalog) -> tuple[bytes, bytes]:
    """The ``.po`` and the ``.mo``."""
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, made, width=120, sort_output=True, omit_header=False)
    write_mo(compiled, made)
    return text.getvalue(), compiled.getvalue()


def _helps(command: Any) -> Iterator[str]:
    if command.help:
        yield " ".join(command.help.split())
    yield from (parameter.help for parameter in command.params if getattr(parameter, "help", None))
    for inner in getattr(command, "commands", {}).values():
        yield from _helps(inner)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    po, mo = written(catalogue())
    (FOLDER / "messages.po").write_bytes(po)
    (FOLDER / "messages.mo").write_bytes(mo)
