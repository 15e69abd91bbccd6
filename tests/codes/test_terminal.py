"""The code in the terminal, parsed back into modules and read by decoders that did not draw it."""

import re

import pytest

from codes.decoders import drawn, margins, opencv, zxing
from conftest import Run
from process import sharecli
from sharecli.codes import terminal

SHORT = "https://go.example.shop/dm6d6bw"
PRODUCT = ("product", "add", "https://shop.example.com/t", "--title", "Tea", "--code", "tea", "--platform", "own-shop")


def blocks(text: str) -> list[list[bool]]:
    """Half blocks: a dark module is the block, on paper."""
    lines = text.splitlines()
    width = max(map(len, lines))
    rows: list[list[bool]] = []
    for line in lines:
        cells = line.ljust(width)
        assert set(cells) <= set(" ▀▄█")
        rows += [[cell in "▀█" for cell in cells], [cell in "▄█" for cell in cells]]
    return rows


def letters(text: str) -> list[list[bool]]:
    """Two number signs a module."""
    lines = text.splitlines()
    width = max(map(len, lines)) + 8  # spaces at the end of a line are not written
    cells = [line.ljust(width) for line in lines]
    assert all(line[::2] == line[1::2] and set(line) <= set(" #") for line in cells)
    return [[cell == "#" for cell in line[::2]] for line in cells]


def _dark(colour: int) -> bool:
    """Whether a colour of the 256 is nearly black; the others used are nearly white."""
    if colour in {16, 232}:
        return True
    assert colour in {231, 255}
    return False


def coloured(text: str, columns_a_module: int) -> list[list[bool]]:
    """What a terminal shows: every half of every cell in its own colour."""
    rows: list[list[bool]] = []
    for line in text.splitlines():
        upper: list[bool] = []
        lower: list[bool] = []
        ink: bool | None = None
        paper: bool | None = None
        for escape, cell in re.findall(r"\x1b\[([\d;]*)m|(.)", line):
            if cell:
                top, bottom = {"█": (ink, ink), "▀": (ink, paper), "▄": (paper, ink)}.get(cell, (paper, paper))
                assert top is not None, "no module has the terminal's own colours"
                upper.append(top)
                lower.append(bottom is not False)  # below the last row the theme shows
            elif escape.startswith("48;5;"):
                paper = _dark(int(escape[5:]))
            elif escape.startswith("38;5;"):
                ink = _dark(int(escape[5:]))
            else:
                ink = paper = None
        rows += [upper, lower]
    if columns_a_module == 2:
        assert all(row[::2] == row[1::2] for row in rows)
        return [row[::2] for row in rows[::2]]
    return rows


def parted(said: str) -> tuple[str, str]:
    """The picture and the link below it."""
    picture, newline, url = said.removesuffix("\n").rpartition("\n")
    return picture + newline, url


def readable(matrix: list[list[bool]]) -> None:
    picture = drawn(matrix)
    assert opencv(picture) == SHORT
    assert zxing(picture) == [SHORT]


def test_in_a_pipe_a_dark_module_is_a_block_and_the_quiet_zone_is_four(run: Run) -> None:
    run(*PRODUCT)
    run("config", "set", "base-url", "https://go.example.shop")
    said = run("qr", "show", "tea", "--channel", "telegram")
    assert said.code == 0
    picture, url = parted(said.out)
    assert re.fullmatch(r"https://go\.example\.shop/[2-9a-z]{7}", url)
    matrix = blocks(picture)
    above, left, _below, right = margins(matrix)
    assert (above, left, right) == (4, 4, 4)
    assert zxing(drawn(matrix)) == [url]
    readable(blocks(terminal.draw(SHORT)))
    assert "\x1b" not in said.out


def test_in_a_terminal_every_cell_has_its_own_colours_and_the_quiet_zone_is_four(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    matrix = coloured(terminal.draw(SHORT), 1)
    side = len(matrix[0])
    assert side == terminal.width(SHORT) == 37
    # The last line has half a row more than there are modules; the theme shows there.
    assert margins(matrix[:side]) == (4, 4, 4, 4)
    readable(matrix[:side])


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
@pytest.mark.parametrize("colour", [False, True])
def test_a_console_without_half_blocks_gets_what_it_can_show(run: Run, encoding: str, colour: bool) -> None:  # noqa: FBT001
    run(*PRODUCT)
    over = {"PYTHONIOENCODING": encoding, "FORCE_COLOR": "1" if colour else "", "COLUMNS": "100"}
    done = sharecli("qr", "show", "tea", "--channel", "telegram", "-F", "json", env=over)
    assert done.returncode == 0
    url = re.search(rb'"url": "([^"]+)"', done.stdout)
    assert url is not None
    done = sharecli("qr", "show", "tea", "--channel", "telegram", env=over)
    assert done.returncode == 0
    assert done.stdout.isascii()
    picture = parted(done.stdout.decode("ascii"))[0]
    matrix = coloured(picture, 2) if colour else letters(picture)
    above, left, below, right = margins(matrix)
    assert (above, left, below) == (4, 4, 4)
    assert right >= 4
    assert zxing(drawn(matrix)) == [url[1].decode()]


@pytest.mark.parametrize(
    ("over", "colour"),
    [
        ({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1", "TERM": "dumb"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False), ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": ""}, True),
    ],
)  # fmt: skip
def test_a_terminal_that_wants_no_colours_gets_plain_blocks(
    monkeypatch: pytest.MonkeyPatch,
    over: dict[str, str],
    colour: bool,  # noqa: FBT001 - a column of the table
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in over.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    shown = terminal.draw(SHORT)
    assert ("\x1b" in shown) is colour
    if not colour:
        readable(blocks(shown))


def test_a_terminal_that_is_too_narrow_is_told_the_columns_it_needs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*PRODUCT)
    monkeypatch.setenv("COLUMNS", "30")
    said = run("qr", "show", "tea", "--channel", "telegram")
    assert said.code == 0
    assert re.search(r"this code needs \d\d columns, the terminal has 30", said.err)
    assert "sharecli qr export tea --channel telegram --into qr/" in said.err
    narrow = sharecli(
        "qr", "show", "tea", "--channel", "telegram", env={"PYTHONIOENCODING": "gbk", "COLUMNS": "60"}
    ).stderr.decode("gbk")
    assert re.search(r"this code needs \d\d columns, the terminal has 60", narrow), "two columns a module there"


def test_a_link_that_no_code_holds_is_refused() -> None:
    from sharecli.codes.qr import Unscannable

    with pytest.raises(Unscannable, match="a link of 5000 characters does not fit"):
        terminal.draw("x" * 5000)
