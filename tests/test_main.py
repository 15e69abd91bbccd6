"""The program as a shell starts it: pipes, consoles, words that are off, and never a traceback."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import Run
from factories import kept_product
from process import environment, sharecli
from sharecli import __version__

BOTH = [{}, {"PYTHONUNBUFFERED": "1"}]


@pytest.fixture
def many(db: Path) -> Path:
    """A file with products whose titles fill a pipe's buffer."""
    db.parent.mkdir(parents=True)
    for nth in range(3):
        kept_product(db, code=f"tea-{nth}", title="明前龙井 🍵" + "茶" * 100, tags=["茶", "🍵"])
    return db


def piped(command: str, **over: str) -> tuple[int, str]:
    """A pipeline in a real shell; the program's own exit code and what reached the terminal."""
    said = subprocess.run(
        ["bash", "-c", f'{command}; exit "${{PIPESTATUS[0]}}"'],
        env=environment(PYTHON=sys.executable, **over),
        capture_output=True,
        text=True,
        check=False,
    )
    return said.returncode, said.stderr


@pytest.mark.parametrize("env", BOTH)
@pytest.mark.parametrize(
    "words", ["product list", "product list -F json", "product list -F csv", "--values tags ''", "--version"]
)
def test_a_reader_that_leaves_is_no_trouble(many: Path, words: str, env: dict[str, str]) -> None:
    assert many.is_file()
    assert piped(f'"$PYTHON" -m sharecli {words} | (exec <&-; sleep 0.4)', **env) == (0, "")


def test_help_into_a_pipe_that_closes_shows_no_traceback() -> None:
    code, err = piped('"$PYTHON" -m sharecli --help | head -0')
    assert code in {0, 1}
    assert err == ""


@pytest.mark.parametrize("env", BOTH)
def test_a_full_disk_behind_a_redirection_is_told_in_two_lines(many: Path, env: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        for form in ("table", "json", "csv"):
            said = sharecli("product", "list", "-F", form, stdout=full, env=env)
            assert said.returncode == 1
            assert (
                said.stderr.decode()
                .splitlines()[0]
                .startswith("error[cannot-write]: cannot write to the standard output")
            )
            assert len(said.stderr.splitlines()) == 2
    assert many.is_file()


def test_closed_streams_are_no_trouble(many: Path) -> None:
    assert many.is_file()
    for closing in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
        code, err = piped(f'"$PYTHON" -m sharecli product list -F json {closing}')
        assert (code, err) == (0, "")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252", "utf-8"])
def test_a_console_that_cannot_show_a_character_shows_a_question_mark(many: Path, encoding: str) -> None:
    assert many.is_file()
    env = {"PYTHONIOENCODING": encoding}
    for words in (
        ("product", "list"),
        ("product", "list", "-F", "json"),
        ("--values", "tags", ""),
        ("--help",),
        (),
        ("nonsense 🍵",),
    ):
        said = sharecli(*words, env=env)
        assert said.returncode in {0, 2}
        assert b"Traceback" not in said.stderr
        said.stdout.decode(encoding)
    shown = sharecli("product", "show", "tea-0", env=env).stdout.decode(encoding)
    assert ("明前龙井" in shown) == (encoding in {"gbk", "utf-8"})
    assert ("🍵" in shown) == (encoding == "utf-8")


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("produkt",), "there is no command produkt", "did you mean product, payout?"),
        (("product", "lst"), "there is no command lst", "did you mean list?"),
        (("xyzzy",), "there is no command xyzzy", "sharecli --help"),
        (("--nope",), "there is no option --nope", "sharecli --help"),
        (("product", "list", "--zzz"), "there is no option --zzz", "sharecli product list --help"),
        (("product", "list", "--platfrm", "x"), "there is no option --platfrm", "did you mean --platform?"),
        (("product", "show"), "code is missing", "sharecli product show --help"),
        (("product", "list", "-F", "xml"), "is not one of", "sharecli product list --help"),
        (("product", "list", "--tag"), "--tag", "sharecli product list --help"),
        (("it's",), "there is no command it's", "sharecli --help"),
        (("a.b'.c",), "there is no command a.b'.c", "sharecli --help"),
        (("product", "list", "too", "many"), "", "sharecli product list --help"),
        (("\x1b[31m",), "there is no command \\x1b[31m", "sharecli --help"),
    ],
)
def test_words_that_are_off_are_named_in_two_lines(run: Run, words: tuple[str, ...], message: str, hint: str) -> None:
    said = run(*words)
    assert said.code == 2
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first.startswith("error[usage]: ")
    assert message in first
    assert second == f" hint: {hint}"
    assert "\x1b" not in said.err


def test_bytes_that_are_not_utf_8_are_refused_or_shown_and_never_crash(many: Path) -> None:
    assert many.is_file()
    for words in (
        (b"product", b"show", b"\xff"),
        (b"\xff",),
        (b"product", b"list", b"--tag", b"\xff"),
        (b"config", b"get", b"\xff"),
    ):
        said = sharecli(*words)
        assert said.returncode in {0, 2, 3}
        assert b"Traceback" not in said.stderr
    said = sharecli(b"product", b"show", b"\xff")
    assert said.stderr.decode().startswith("error[bad-value]: “�” is not UTF-8 text")


@pytest.mark.parametrize(
    "path", ["~nobody-of-that-name/x.db", "x" * 300, "a/" * 2500, "/dev/null/x.db", "/proc/sharecli/x.db"]
)
def test_a_path_that_leads_nowhere_is_refused_by_every_door(path: str, tmp_path: Path) -> None:
    for words in (("product", "list"), ("config", "set", "name", "x"), ("db", "check"), ("db", "backup")):
        said = subprocess.run(
            [sys.executable, "-m", "sharecli", "--db", path, *words],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            check=False,
        )
        assert said.returncode in {0, 6}
        assert b"Traceback" not in said.stderr
    assert sharecli("--values", "products", "", "--db", path).stdout == b""


def test_the_version_is_the_same_by_the_fast_way_and_the_slow(run: Run) -> None:
    assert sharecli("--version").stdout.decode() == f"sharecli {__version__}\n"
    assert run("--version").out == f"sharecli {__version__}\n"


def test_colour_is_for_terminals_and_for_who_asks(many: Path) -> None:
    assert many.is_file()
    assert b"\x1b" not in sharecli("product", "list").stdout
    assert b"\x1b" in sharecli("product", "list", env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[3" not in sharecli("product", "list", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_columns_is_honoured_and_a_pipe_without_it_is_not_folded(many: Path) -> None:
    assert many.is_file()
    narrow = sharecli("product", "list", env={"COLUMNS": "80"}).stdout.decode()
    assert len(narrow.splitlines()) > 4
    wide = sharecli("product", "list", env={"COLUMNS": ""}).stdout.decode()
    assert len(wide.splitlines()) == 4


def test_data_goes_to_the_output_and_everything_else_to_the_error_stream(many: Path) -> None:
    assert many.is_file()
    said = sharecli("product", "add", "https://example.com/x", "--title", "x", "-F", "json")
    assert json.loads(said.stdout)["title"] == "x"
    assert said.stderr.decode().startswith("note: ")


def test_debugging_shows_the_traceback_that_is_hidden_otherwise(db: Path) -> None:
    db.parent.mkdir(parents=True)
    db.write_text("not a database, but long enough to be looked at " * 50)
    assert b"Traceback" not in sharecli("product", "list").stderr
    assert b"Traceback" in sharecli("product", "list", env={"SHARECLI_DEBUG": "1"}).stderr


def test_what_no_rule_foresaw_is_told_in_two_lines(db: Path) -> None:
    db.parent.mkdir(parents=True)
    kept_product(db)
    with sqlite3.connect(db) as connection:
        connection.execute("INSERT INTO settings VALUES ('time-zone', 'Mars/Olympus')")
    connection.close()
    said = sharecli("earnings")
    assert said.returncode == 1
    assert said.stderr.decode().startswith("error[unexpected]: ")
    assert b"Traceback" in sharecli("earnings", env={"SHARECLI_DEBUG": "1"}).stderr


def test_an_interruption_ends_with_130_and_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sharecli", "product", "import", "-"],
        env=environment(),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as waiting:
        assert waiting.stdin is not None
        waiting.stdin.write(b"title\n" + b"x" * 100_000)  # more than a pipe holds: returns once the command reads
        waiting.stdin.flush()
        while waiting.poll() is None:
            time.sleep(0.2)
            waiting.send_signal(signal.SIGINT)
            # One that comes just before Python begins to wait is heard at the next: then it is pressed again.
            with suppress(subprocess.TimeoutExpired):
                waiting.wait(5)
        err = waiting.stderr.read() if waiting.stderr else b""
    assert waiting.returncode == 130
    assert err == b"\n"
