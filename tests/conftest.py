"""The fixtures every test may use: a desk in an empty home, the command line at that desk, golden pictures."""

import os

# Rooms are entered while tests are collected, and take the language they find.
os.environ["SHARECLI_LANG"] = "en"

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Machines are slow and shared, so no example has a deadline. Where a change is judged, it is by the same examples as
# the one before; everywhere else they are drawn anew each time.
settings.register_profile(
    "house", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 10, 15, 4, 0, tzinfo=UTC)
"""Thursday, noon in Shanghai."""


@dataclass(frozen=True)
class Said:
    """What a command said.

    Attributes:
        code: exit code.
        out: standard output.
        err: standard error stream.
    """

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home: no file, no data files of one's own, English, Shanghai time, 80 columns."""
    for name in [name for name in os.environ if name.startswith(("SHARECLI_", "LC_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in ("FORCE_COLOR", "NO_COLOR", "LANGUAGE", "_SHARECLI_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("COLUMNS", "80")
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    """Forget what is read once per process."""
    from sharecli import language
    from sharecli.backends import services
    from sharecli.captions import rules, templates as captions
    from sharecli.channels import loader as channels
    from sharecli.links import making
    from sharecli.platforms import loader as platforms
    from sharecli.posters import templates

    cached = (
        language.chosen, language._catalogue, channels.channels, platforms.platforms, making._may_shorten,
        templates._shelf, templates.print_of, services.services, rules._read, captions._templates,
    )  # fmt: skip
    for one in cached:
        one.cache_clear()


@pytest.fixture
def db(home: Path) -> Path:
    """Where the seller's file will lie."""
    return home / "data" / "sharecli" / "sharecli.db"


@pytest.fixture
def run(db: Path) -> Run:
    """Run a command in this process, at a desk whose clock stands still; standard input is bytes or nothing."""
    from typer.testing import CliRunner

    from sharecli.app import app
    from sharecli.shell.desk import Desk

    def go(*words: str, stdin: bytes = b"") -> Said:
        desk = Desk(db, clock=lambda: NOW)
        try:
            result = CliRunner().invoke(app, list(words), input=stdin, obj=desk)
        finally:
            desk.close()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return go


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a picture of the terminal with ``tests/golden/NAME.txt``; ``BLESS=1`` (``make bless``) writes it."""

    def compare(name: str, picture: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("BLESS") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(picture, "utf-8")
        assert path.is_file(), f"no golden picture {path.name}; look at it, then: make bless"
        assert picture == path.read_text("utf-8")

    return compare
