"""Where the seller's file and own data files lie."""

import sys
from pathlib import Path

import pytest

from sharecli import places


def test_the_file_lies_where_the_seller_says_or_where_the_system_keeps_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert places.data_file() == home / "data" / "sharecli" / "sharecli.db"
    assert places.config_folder() == home / "config" / "sharecli"
    monkeypatch.setenv("SHARECLI_DB", "~/my.db")
    assert places.data_file() == home / "my.db"
    monkeypatch.setenv("SHARECLI_DB", "~nobody-of-that-name/my.db")
    assert places.data_file() == Path("~nobody-of-that-name/my.db")


@pytest.mark.parametrize(
    ("system", "data", "config"),
    [
        ("linux", ".local/share/sharecli/sharecli.db", ".config/sharecli"),
        (
            "darwin",
            "Library/Application Support/sharecli/sharecli.db",
            "Library/Application Support/sharecli",
        ),
        ("win32", "Local/sharecli/sharecli.db", "Roaming/sharecli"),
    ],
)
def test_each_system_has_its_own_custom(
    home: Path, monkeypatch: pytest.MonkeyPatch, system: str, data: str, config: str
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("LOCALAPPDATA", str(home / "Local"))
    monkeypatch.setenv("APPDATA", str(home / "Roaming"))
    monkeypatch.setattr(sys, "platform", system)
    assert places.data_file() == home / data
    assert places.config_folder() == home / config
