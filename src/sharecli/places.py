"""Where the seller's file and own data files lie on this system."""

# Importing pathlib would cost TAB as much as its query; those who want a Path import it.
# ruff: noqa: PTH111, PTH118
import os
import sys

TYPE_CHECKING = False  # as type checkers read it; importing typing would cost as much again
if TYPE_CHECKING:
    from pathlib import Path


def data_file() -> "Path":
    """The SQLite file: ``SHARECLI_DB``, else ``sharecli.db`` in the system's data folder."""
    from pathlib import Path

    return Path(data_address())


def config_folder() -> "Path":
    """The folder of the seller's own platforms, channels and templates."""
    from pathlib import Path

    return Path(config_address())


def expanded(path: "Path") -> "Path":
    """``path`` with its ``~``; as it stands where nobody has that home."""
    return type(path)(os.path.expanduser(path))


def data_address() -> str:
    """:func:`data_file` as text, for TAB."""
    if named := os.environ.get("SHARECLI_DB"):
        return os.path.expanduser(named)
    folder = _base("XDG_DATA_HOME", mac="Library/Application Support", windows="LOCALAPPDATA", other=".local/share")
    return os.path.join(folder, "sharecli.db")


def config_address() -> str:
    """:func:`config_folder` as text, for TAB."""
    return _base("XDG_CONFIG_HOME", mac="Library/Application Support", windows="APPDATA", other=".config")


def _base(variable: str, *, mac: str, windows: str, other: str) -> str:
    # platformdirs would do, at more than the cost of a whole completion; XDG variables are honoured everywhere.
    if named := os.environ.get(variable):
        return os.path.join(named, "sharecli")
    if sys.platform == "win32" and (roaming := os.environ.get(windows)):
        return os.path.join(roaming, "sharecli")
    return os.path.join(os.path.expanduser("~"), mac if sys.platform == "darwin" else other, "sharecli")
