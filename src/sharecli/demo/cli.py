"""sharecli demo: the main job on bundled data, by the same commands a seller types."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from sharecli.errors import SharecliError, Taken
from sharecli.files import folder
from sharecli.language import _
from sharecli.places import expanded
from sharecli.shell.page import Page, write

app = typer.Typer(add_completion=False, help="Run the main job on bundled data, in a throw-away home.")

HERE = Path(__file__).parent
CHANNELS = ("wechat-moments", "telegram", "instagram")
_FILE = "sharecli.db"
_SHOWN = 16


class DemoStopped(SharecliError):
    """A step of the demo failed."""

    code = "demo-stopped"


@app.command()
def demo(
    into: Annotated[
        Path | None, typer.Option(help="The home to use; else a new temporary folder.", show_default=False)
    ] = None,
) -> Page:
    """Run the main job on bundled data, in a throw-away home."""
    home = folder(expanded(into)).resolve() if into else Path(tempfile.mkdtemp(prefix="sharecli-demo-"))
    if (home / _FILE).exists():
        # It may be a seller's own, and a second demo would find its own orders there.
        message = _("“{path}” is there already; the demo wants a home of its own")
        raise Taken(message.format(path=home / _FILE), hint="sharecli demo")
    if (home / "sharecli.db").exists():
        message = _("“{folder}” was used by a demo before").format(folder=home)
        raise DemoStopped(message, hint=_("name an empty folder, or leave --into out"))
    posters = home / "posters"
    for words in _steps(posters):
        _run(words, home)
    found = _read_back(posters)
    return Page(
        {},
        raw=_("{count} posters, each QR code read back from its file. They lie in:\n{folder}\n").format(
            count=found, folder=posters
        ),
    )


def _steps(posters: Path) -> list[list[str]]:
    channels = [word for channel in CHANNELS for word in ("--channel", channel)]
    return [
        ["config", "set", "base-url", "https://go.example.shop"],
        ["config", "set", "time-zone", "Asia/Shanghai"],
        ["config", "set", "name", "小满"],
        ["config", "set", "tagline", "好物慢慢挑 · small things, well made"],
        ["product", "import", str(HERE / "products.csv")],
        ["product", "list"],
        ["link", "new", "--all", *channels],
        ["poster", "batch", *channels, "--into", str(posters)],
        ["commission", "import", str(HERE / "reports" / "taobao-2026-10.csv")],
        ["commission", "import", str(HERE / "reports" / "shopee-2026-10.csv")],
        ["commission", "add", "candle", "--amount", "5.40", "--channel", "instagram", "--order", "A-1001",
         "--on", "2026-10-03", "--state", "settled"],
        ["earnings", "--by", "channel", "--period", "2026-10"],
    ]  # fmt: skip


def _run(words: list[str], home: Path) -> None:
    """One command in a process of its own, as a shell would start it; a long answer is cut."""
    write(f"\n$ sharecli {shlex.join(Path(word).name if word.startswith(str(HERE)) else word for word in words)}\n")
    environment = os.environ | {
        "SHARECLI_DB": str(home / _FILE),
        "XDG_CONFIG_HOME": str(home / "config"),
        "COLUMNS": os.environ.get("COLUMNS", "110"),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(  # noqa: S603 - our own program, with words of our own
        [sys.executable, "-m", "sharecli", *words], env=environment, stdout=subprocess.PIPE, check=False
    )
    lines = done.stdout.decode().splitlines()
    shown = (
        lines
        if len(lines) <= _SHOWN
        else [*lines[: _SHOWN - 2], _("… and {count} more lines").format(count=len(lines) - _SHOWN + 2)]
    )
    write("".join(f"{line}\n" for line in shown))
    if done.returncode:
        message = _("a step of the demo ended with {code}").format(code=done.returncode)
        raise DemoStopped(message, hint=f"sharecli {shlex.join(words)}")


def _read_back(posters: Path) -> int:
    """Read every poster again from its file, against the manifest; how many."""
    from PIL import Image

    from sharecli.codes.qr import Unscannable, read

    rows = json.loads((posters / "manifest.json").read_text("utf-8"))["files"]
    for row in rows:
        with Image.open(posters / row["file"], formats=["PNG"]) as picture:
            if read(picture.convert("L")) != [row["url"]]:
                raise Unscannable(_("{file} does not read back as {url}").format(file=row["file"], url=row["url"]))
    return len(rows)
