"""Friends with links, and reports of what came by them, by way of the command line's own doors."""

import json
import shlex
from pathlib import Path
from typing import Any

from commissions.papers import SETTLED, SHOPEE, paper, shopee, taobao
from conftest import Run
from factories import kept_product

LINK = ("link", "new", "longjing", "-c", "wechat-moments", "-F", "json", "--person")


def friends(run: Run, db: Path, *words: str) -> dict[str, str]:
    """People with a link each, for a tea: word to the link's code."""
    kept_product(db)
    codes = {}
    for word in words:
        assert run("person", "add", word.capitalize(), "--word", word).code == 0
        codes[word] = json.loads(run(*LINK, word).out)[0]["code"]
    return codes


def sold(run: Run, folder: Path, code: str, order: str, cents: int, *, day: str = "2026-10-03", **cells: str) -> None:
    """A report that a sale by a link is settled."""
    amount = f"{cents // 100}.{cents % 100:02d}"
    row = {"place": code, "ordered": f"{day} 12:00:00", "estimate": amount, "settled": amount}
    took(run, folder, paper([taobao(order, cells.pop("status", SETTLED), **row | cells)]))


def sold_abroad(run: Run, folder: Path, code: str, order: str, pesos: str) -> None:
    """A report that a sale by a link is completed, in pesos."""
    row = {"sub1": code, "ordered": "2026-10-03 12:00:00", "total": pesos, "net": pesos}
    took(run, folder, paper([shopee(order, pesos, **row)], SHOPEE))


def took(run: Run, folder: Path, content: bytes) -> None:
    """Import a report; all of it is read."""
    path = folder / "report.csv"
    path.write_bytes(content)
    said = run("commission", "import", str(path))
    assert said.code == 0, said.err


def partner(run: Run, *words: str) -> Any:
    """What a command of the room says as JSON."""
    said = run("partner", *words, "-F", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def refused(run: Run, *words: str) -> tuple[int, str]:
    """Exit code and error of a command of the room that is refused; its hint is there."""
    said = run("partner", *words)
    assert said.code != 0
    assert " hint: " in said.err
    return said.code, said.err


def pasted(error: str) -> list[str]:
    """The words of the hint behind ``sharecli partner``."""
    return shlex.split(error.splitlines()[-1].removeprefix(" hint: ").partition("sharecli partner ")[2])


def owed(run: Run) -> dict[tuple[str, str], str]:
    """What is owed, by partner and currency."""
    rows: list[dict[str, str]] = partner(run, "list")["rows"]
    return {(row["partner"], row["currency"]): row["owed"] for row in rows if row["currency"]}
