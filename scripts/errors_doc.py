"""Writes docs/errors.md from the error classes: code, exit code, meaning, an example. Run by ``make bless``."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import sharecli
from sharecli.errors import SharecliError

TARGET = Path(__file__).parent.parent / "docs/errors.md"

FAMILIES = {
    1: "Refused",
    2: "The words of the command",
    3: "Not found",
    4: "Conflict",
    5: "Unreadable input",
    6: "The file",
    7: "Part of a batch",
}

PROVOKED = {
    "already-undone": "`sharecli commission import --undo 1`, twice",
    "bad-archive": "`sharecli commission import reports.zip`, when it is empty, has an archive inside or names `../orders.csv`",
    "bad-address": "`sharecli product fetch-image longjing https://192.168.1.1/picture.jpg`",
    "bad-data-file": "`config/sharecli/platforms/mine.toml` with `hosts = 3`, then `sharecli product list`",
    "bad-picture": "`sharecli product add URL --title Tea --image notes.txt`",
    "bad-value": "`sharecli product add URL --title Tea --price 12,5`",
    "built-upon": "`sharecli commission import --undo 1`, when an order of that import was confirmed by hand since",
    "cannot-write": "`sharecli product export /proc/list.csv`",
    "code-taken": "`sharecli product add URL --title Tea --code longjing`, twice",
    "commission-known": "`sharecli commission add longjing --amount 1 --order A-1`, twice",
    "damaged-file": "`head -c 300 orders.xlsx > cut.xlsx`, then `sharecli commission import cut.xlsx`",
    "demo-stopped": "`sharecli demo` in an installation whose bundled data is missing",
    "does-not-match": "`sharecli reconcile --platform taobao --period 2026-10`, when a settled commission is in no payout",
    "fetch-failed": "`sharecli product fetch-image longjing https://nothing.invalid/picture.jpg`",
    "glyph-missing": "`sharecli poster make` for a Chinese title on a machine without a Chinese font",
    "line-not-payable": "`sharecli payout add --platform taobao --gross 1 --line A-1` for a commission that is pending",
    "lines-do-not-add-up": "`sharecli payout add --platform taobao --gross 10` with 73.60 settled",
    "link-retired": "`sharecli link retarget CODE URL` for a link that was retired",
    "link-taken": "`sharecli link new longjing --channel email --code spring`, when another link is `spring`",
    "locked-file": "`sharecli commission import orders.xlsx`, when it wants a password",
    "logo-too-large": "`sharecli qr export longjing --channel email --logo logo.png`, when the link has 1,200 characters",
    "missing-column": "`sharecli product import` of a CSV without a title column",
    "not-a-report": "`sharecli commission import letter.txt --map`",
    "not-found": "`sharecli product show nothing-of-that-name`",
    "not-income": "`sharecli commission import orders.csv`, when it is a merchant's: what is paid out, not what is earned",
    "not-strict": "`sharecli commission import orders.csv --strict`, when one of its rows cannot be read",
    "nothing-readable": "`sharecli product import` of a CSV in which every row is broken",
    "part-failed": "`sharecli poster batch`, when one of the posters cannot be made",
    "payout-known": "`sharecli payout add --platform taobao --gross 1 --no-lines --reference P-1`, twice",
    "payout-void": "`sharecli payout void P-2 --reason mistake`, twice",
    "platform-known": "`sharecli commission import orders.csv --map taobao`",
    "poor-contrast": "`sharecli qr export longjing --channel email --color ffe08a`",
    "product-archived": "`sharecli link new longjing --channel email` after `sharecli product archive longjing`",
    "refused": "the family: a rule forbids it",
    "several-lines": "`sharecli commission show 1`, when 1 is the number of one commission and the order of another",
    "state-forbids": "`sharecli commission release A-1` for a commission that is not held",
    "stopped": "Ctrl-C in the middle of `sharecli poster batch`",
    "store": "the family: SQLite complains in a way that has no code of its own",
    "store-damaged": "`truncate -s 20000` on the file, then `sharecli db check`",
    "store-foreign": "`sharecli --db another-programs.sqlite product list`",
    "store-full": "`sharecli product import` on a full disk",
    "store-locked": "a command that writes while another has been writing for more than five seconds",
    "store-newer": "a file that a later sharecli has migrated",
    "store-shut": "`sharecli --db /tmp product list`: a folder, or a place that may not be read or written",
    "taken": "the family: the name is given already",
    "too-much": "`sharecli commission import bomb.zip`, when it unpacks to far more than itself",
    "template-does-not-fit": "`sharecli poster make longjing --channel telegram --canvas square --template story`",
    "template-taken": "`sharecli poster template new card`",
    "too-many-pictures": "`sharecli poster contact-sheet posters/ --columns 1`, when there are thirty posters",
    "too-small-to-scan": "`sharecli poster sheet longjing --pieces stickers --size 25`, when the link has 1,200 characters",
    "unexpected": "a mistake of ours; `SHARECLI_DEBUG=1` shows the traceback to report",
    "unknown-file": "`sharecli commission import holiday.jpg`",
    "unreadable": "the family: the input cannot be read",
    "unscannable": "a poster or QR code that does not read back as the link it was made for",
    "usage": "`sharecli product lst`",
}
"""What provokes each error, by code. A code without an entry is not ready to be released."""


def classes() -> list[type[SharecliError]]:
    """Every public error of the package, its modules all imported."""
    for module in walk_packages(sharecli.__path__, "sharecli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found, waiting = set(), [SharecliError]
    while waiting:
        found |= (inner := set(waiting.pop().__subclasses__()))
        waiting += inner
    mine = [one for one in found if one.__module__.startswith("sharecli.") and not one.__name__.startswith("_")]
    return sorted(mine, key=lambda one: (one.exit_code, one.code, one.__module__))


def page() -> str:
    """The whole of docs/errors.md."""
    parts = [
        "# Errors",
        "",
        "Written by `make bless` from the classes. Every refusal is two lines on the standard error stream:",
        "`error[code]: what is wrong`, then ` hint: what to do`. The code never changes; the exit code is the family's.",
        "Interrupted with Ctrl-C, a command ends with 130. `SHARECLI_DEBUG=1` shows a traceback instead.",
        "",
    ]
    for exit_code, family in FAMILIES.items():
        parts += [f"## {exit_code}: {family}", "", "| code | meaning | such as |", "| --- | --- | --- |"]
        rows = {one.code: one for one in reversed(classes()) if one.exit_code == exit_code}
        for code, one in sorted(rows.items()):
            meaning = (one.__doc__ or "").splitlines()[0]
            parts.append(f"| `{code}` | {meaning} | {PROVOKED[code]} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
