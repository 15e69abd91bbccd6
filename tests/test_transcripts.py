"""Every console block of every README is typed in an empty home, and has to say what the page says."""

import os
import re
import shlex
from pathlib import Path

import pytest

from conftest import Run

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in (
        ROOT / "README.md",
        ROOT / "README.zh-CN.md",
        ROOT / "docs/story.md",
        *ROOT.glob("src/sharecli/*/README.md"),
    )
    if "```console" in path.read_text("utf-8")
)
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def alike(expected: str, said: str) -> bool:
    """Whether a command said what the page says; a line ``...`` stands for any lines, ``…`` for any words."""
    pattern = re.escape(expected).replace(re.escape("...\n"), "(?:.*\n)*?").replace("…", ".*?")
    return re.fullmatch(pattern, said) is not None


def typed(block: str, run: Run) -> tuple[str, list[str]]:
    """The block as it comes out now (what matches stays as written), and what does not match."""
    now, wrong = [], []
    for command in re.split(r"(?m)^(?=\$ )", block):
        if not command.strip():
            continue
        line, _newline, expected = command.partition("\n")
        words = shlex.split(line.removeprefix("$ "))
        assert words[0] == "sharecli", line
        done = run(*words[1:])
        said = done.err + done.out + (f"[{done.code}]\n" if done.code else "")
        if not alike(expected, said):
            wrong.append(f"{line}\n--- the page says\n{expected}--- it said\n{said}")
        now.append(f"{line}\n{expected if alike(expected, said) else said}")
    return "".join(now), wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_says_what_happens(page: Path, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("COLUMNS", "110")
    if page.name.endswith("zh-CN.md"):
        monkeypatch.setenv("SHARECLI_LANG", "zh_CN")
        from sharecli import language

        language.chosen.cache_clear()
    (home / "src").symlink_to(ROOT / "src")  # the tour imports a report that comes with the project
    problems: list[str] = []

    def one(match: re.Match[str]) -> str:
        block, wrong = typed(match[0], run)
        problems.extend(wrong)
        return block

    text = page.read_text("utf-8")
    blessed = _BLOCK.sub(one, text)
    if os.environ.get("BLESS") == "1" and blessed != text:
        page.write_text(blessed, "utf-8")
        return
    assert not problems, "\n".join(problems)


def test_three_dots_stand_for_lines_and_not_for_anything_else() -> None:
    assert alike("a\n...\nc\n", "a\nb\nb\nc\n")
    assert alike("link …\n", "link abc\n")
    assert not alike("a\n", "a\nb\n")
    assert not alike("a.c\n", "abc\n")
