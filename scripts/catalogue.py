"""Writes the Chinese catalogue: finds every sentence, keeps the translations there are, compiles. Run by ``make bless``.

Sentences are found in three places: ``_()`` and ``plural()`` in the source, the help texts of the whole command tree
(a docstring is a command's help), and words that are looked up from data (settings' meanings, states, the rules in
platforms' and channels' files). What is missing stays empty, and a test says so.
"""

import ast
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

Message = str | tuple[str, str]

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
SYSTEMS_OWN = (
    "no such file or directory",
    "permission denied",
    "operation not permitted",
    "is a directory",
    "not a directory",
    "file exists",
    "file name too long",
    "file too large",
    "no space left on device",
    "disk quota exceeded",
    "read-only file system",
    "input/output error",
    "bad file descriptor",
    "too many levels of symbolic links",
)
"""Why a file cannot be opened, in the words of the C library, which the program writes in lower case."""


NAMES = (
    # links and settings
    "active", "archived", "retired", "new", "retarget", "retire", "you", "default",
    # the checks of the file
    "contents", "references", "ledger chain", "ledger standing", "payout chain", "payout standing",
    # a commission: what it is, how its amount came about, what happened to it
    "commission", "platform", "order", "product", "item", "channel", "link", "sub-id", "ordered", "state",
    "price", "reckoned from", "estimate", "settled", "platform's fee", "refunded to the buyer", "taken back", "added",
    "received", "still owed to you", "owed back", "adjustment", "payout", "payout-void", "undone",
    # a payout
    "paid on", "reference", "void", "gross", "fee", "tax", "net", "its lines were to bring", "off by",
    # earnings, forecasts, tax years
    "quarter", "fees", "withheld", "now", "orders", "coming", "earned", "worth", "before", "reversed",
    # amounts that cannot be read
    "amount", "refund", "goal",
)  # fmt: skip
"""Names that views keep in tables and look up one by one."""


class Book(Catalog):
    """A catalogue whose head says what a reader of it needs, and nothing of the day or of Babel's version."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The head."""
        return [
            ("Project-Id-Version", "sharecli"),
            ("Language", "zh_CN"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def in_source() -> Iterator[Message]:
    """The message ids of ``_()`` and ``plural()``, inside f-strings too, which Babel sees from Python 3.12 on only."""
    for path in sorted((ROOT / "src/sharecli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(message))]):
                    yield message
                case ast.Call(
                    func=ast.Name(id="plural"), args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _]
                ):
                    yield one, many


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
    from sharecli.backends.model import COUNTED
    from sharecli.backends.services import services
    from sharecli.channels.loader import channels
    from sharecli.commissions.ledger import REASONS
    from sharecli.commissions.model import State
    from sharecli.dashboard.view import FIRST_STEPS
    from sharecli.earnings.model import By
    from sharecli.packs.content import Kind
    from sharecli.payouts.reconciling import Verdict
    from sharecli.people.branching import METHOD
    from sharecli.people.model import Stage
    from sharecli.platforms.loader import platforms
    from sharecli.posters.model import LACKING
    from sharecli.settings.model import ACCOUNT_MEANING, KEYS

    yield from KEYS.values()
    yield ACCOUNT_MEANING
    yield from (meaning for _command, meaning in FIRST_STEPS)
    yield from (*By, *State, *Verdict, "active", "archived", "retired", "new", "retarget", "retire", "you", "default")
    yield from ("contents", "references", "ledger chain", "ledger standing")
    yield from (what for what, _option in LACKING.values())
    yield from (
        *REASONS,
        *NAMES,
        *Stage,
        *Kind,
        METHOD,
        "floor",
        "opening",
        "closing",
        "promised now",
        *COUNTED.values(),
        "error",
        "warning",
    )
    yield from (
        "unsure",
        "full",
        "limit",
        "waiting",
        "closed",
        "kept",
        "problem",
        "alive",
        "sold-out",
        "gone",
        "unreachable",
        "unknown",
    )
    yield from (
        "human",
        "preview",
        "bot",
        "prefetch",
        "head",
        "day",
        "hour",
        "app",
        "source",
        "from",
        "kind",
        "browser",
    )
    yield from ("file", "as", "read", "imported", "duplicate", "orphan", "ignored", "bad")
    yield from ("classic web shop", "sharing among acquaintances", "top influencers")
    yield from ("environment", "keyring", "file", "key-exposed", "pending", "carried")
    yield from ("partner chains", "partner payments", "on", "what", "order", "product", "by", "commission", "share")
    yield from ("amount", "earned", "taken back", "paid", "payment", "settled", "correction", "undone", "sale")
    for service in services().values():
        yield from (service.why, service.state)
    for seller in platforms().values():
        yield from (seller.shorten_rule, seller.print_rule, seller.account)
        yield from (one.where for one in seller.sub_ids)
    for place in channels().values():
        yield from (place.qr_rule, place.link_rule)


def catalogue() -> Catalog:
    """Every sentence with the translation that the committed catalogue has for it."""
    os.environ["SHARECLI_LANG"] = "en"  # help texts are translated while a room is entered
    path = FOLDER / "messages.po"
    before = read_po(io.BytesIO(path.read_bytes()), locale="zh_CN") if path.is_file() else Catalog(locale="zh_CN")
    made = Book(locale="zh_CN", header_comment="# sharecli in Chinese. GPL-3.0-or-later.", fuzzy=False)
    messages = dict.fromkeys([*in_source(), *in_commands(), *in_data(), *TYPERS_OWN, *SYSTEMS_OWN])
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
