"""Tables of files: a name and a link are never cut, and can be copied as one piece."""

from pathlib import Path

from rich.text import Text

from batches.batches import URL, job, made_in
from sharecli.batches import view
from sharecli.batches.checking import Checked
from sharecli.batches.jobs import Drawing, Kept, Written
from sharecli.shell.page import console

LONG = "wechat-moments/" + "longjing-" * 8 + "tea"


def shown(drawing: object) -> list[str]:
    """The lines on 80 columns."""
    if isinstance(drawing, Text):
        return drawing.plain.splitlines()
    where = console()
    with where.capture() as captured:
        where.print(drawing)
    return [line.rstrip() for line in captured.get().splitlines()]


def written(folder: Path, name: str, url: str) -> list[Written | Kept]:
    done = made_in(folder, [job(name, url=url, make=lambda: Drawing(b"x"))])
    return [one for one in done if isinstance(one, Written | Kept)]


def test_a_long_name_and_its_link_stand_whole_on_a_narrow_terminal(tmp_path: Path) -> None:
    url = f"https://shop.example/x?utm_content={'a' * 100}"
    rows = written(tmp_path, LONG, url)
    assert shown(view.files(rows)) == [f"{LONG}.png", f"  {url}"]


def test_what_fits_is_a_table(tmp_path: Path) -> None:
    lines = shown(view.files(written(tmp_path, "tea-qq", URL)))
    assert [line.split() for line in lines] == [["file", "reads", "back", "as"], ["tea-qq.png", URL]]


def test_a_row_that_says_nothing_of_its_proof_is_not_verified(tmp_path: Path) -> None:
    row = Kept(job("a"), tmp_path / "a.png", {"file": "a.png"})
    assert "not verified" in shown(view.files([row]))[1]
    proven = Kept(job("a"), tmp_path / "a.png", {"file": "a.png", "verified": True})
    assert "no code here" in shown(view.files([proven]))[1]


def test_a_proof_says_scans_of_what_has_a_code_alone() -> None:
    rows = [Checked("a.png", ok=True), Checked("b.png", ok=True, bare=True)]
    lines = shown(view.checked(rows))
    assert [line.split(maxsplit=1) for line in lines[1:]] == [["a.png", "scans"], ["b.png", "no code here"]]
    why = "a code that nobody wants is there: " + URL
    bad = [Checked(f"{LONG}.png", ok=False, why=why)]
    assert shown(view.checked(bad)) == [f"{LONG}.png", f"  {why}"]
