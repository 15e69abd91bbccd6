"""Measures how long a small command takes, beside `python -c pass` and two peers, all by their real entry points.

A ratio to `python -c pass` says more than milliseconds do: it holds on other machines.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from beside import BIN, machine, medians, program, run, table

Key = tuple[str, int | str]
"""A command, and how many rows it meets."""

ROUNDS, FEW = 21, 3
SMALL, LARGE = 50, 10_000
TARGETS = {"sharecli --version": 1.5, "completion": 2.0, "product list -F json": 7.0, "product list": 10.0}


def main() -> None:
    """Make two shops, measure, print."""
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        home = Path(folder)
        environment = {
            "HOME": folder,
            "XDG_CONFIG_HOME": f"{folder}/config",
            "XDG_CACHE_HOME": f"{folder}/cache",
            "TODOMAN_CONFIG": f"{folder}/todoman.py",
            "SHARECLI_LANG": "en",
            "LANG": "C.UTF-8",
            "COLUMNS": "100",
        }
        small, large = _shop(home, SMALL, environment), _shop(home, LARGE, environment)
        ours = program("sharecli")
        words: dict[Key, list[str]] = {
            ("python -c pass", ""): [sys.executable, "-c", "pass"],
            ("python -c 'import typer'", ""): [sys.executable, "-c", "import typer"],
            ("sharecli --version", ""): [ours, "--version"],
            ("completion", LARGE): [ours, "--values", "products", "tea", "--db", large],
            ("product list -F json", SMALL): [ours, "--db", small, "product", "list", "-F", "json"],
            ("product list", SMALL): [ours, "--db", small, "product", "list"],
        }
        words |= _peers(home, small)
        many: dict[Key, list[str]] = {
            ("product list -F json", LARGE): [ours, "--db", large, "product", "list", "-F", "json"],
            ("product list", LARGE): [ours, "--db", large, "product", "list"],
        }
        if (BIN / "sqlite-utils").exists():
            many["sqlite-utils rows", LARGE] = [program("sqlite-utils"), "rows", large, "products"]
        spent = medians(_acts(words, environment), rounds=ROUNDS) | medians(_acts(many, environment), rounds=FEW)
    base = next(iter(spent.values()))
    lines = []
    for (name, rows), one in spent.items():
        target = TARGETS.get(name) if rows != LARGE or name == "completion" else None
        verdict = "" if target is None else f"≤ {target:g}" + (", missed" if one > target * base else "")
        lines.append((name, f"{rows:,}" if rows else "", f"{one * 1000:.0f}", f"{one / base:.1f}", verdict))
    columns = ("command", "rows", "ms", "ratio", "target")
    table(f"Start-up: medians of {ROUNDS} interleaved rounds ({FEW} with {LARGE:,} rows)", columns, lines)
    print(f"\n{machine('typer', 'rich', 'sqlite-utils', 'todoman')}")


def _acts(words: dict[Key, list[str]], environment: dict[str, str]) -> dict[Key, Callable[[], object]]:
    return {key: partial(run, one, environment) for key, one in words.items()}


def _shop(home: Path, count: int, environment: dict[str, str]) -> str:
    """A file with so many products, half of them called tea-…."""
    lines = ["code,title,price,currency,commission,platform,url,tags,status"]
    for place in range(count):
        word = ("tea", "cup")[place % 2]
        url = f"https://shop.example.com/p/{place}"
        lines.append(f"{word}-{place:05},明前龙井 100g 礼盒 {place},129.00,CNY,20%,own-shop,{url},gift {word},active")
    (home / "products.csv").write_text("\n".join(lines) + "\n", "utf-8")
    path = str(home / f"{count}.db")
    run([program("sharecli"), "--db", path, "product", "import", str(home / "products.csv")], environment)
    return path


def _peers(home: Path, small: str) -> dict[Key, list[str]]:
    """The peers that are here; `pip install 'sharecli[bench]'` brings both."""
    found: dict[Key, list[str]] = {}
    if (BIN / "sqlite-utils").exists():
        found["sqlite-utils rows", SMALL] = [program("sqlite-utils"), "rows", small, "products"]
    if (BIN / "todo").exists():
        _todos(home, SMALL)
        found["todo list", SMALL] = [program("todo"), "list"]
    return found


def _todos(home: Path, count: int) -> None:
    folder = home / "todos" / "shop"
    folder.mkdir(parents=True)
    (home / "todoman.py").write_text(f'path = "{home / "todos"}/*"\n', "utf-8")
    for place in range(count):
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:bench", "BEGIN:VTODO", f"UID:{place}"]
        body = ["DTSTAMP:20261001T000000Z", f"SUMMARY:post product {place}", "END:VTODO", "END:VCALENDAR", ""]
        (folder / f"{place}.ics").write_text("\r\n".join(head + body), "utf-8")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"a program to be measured failed: {error}")
