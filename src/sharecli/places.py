"""Where the seller's file and own data files lie on this system."""

import os
import sys
from pathlib import Path


def data_file() -> Path:
    """The SQLite file: ``SHARECLI_DB``, else ``sharecli.db`` in the system's data folder."""
    if named := os.environ.get("SHARECLI_DB"):
        return expanded(Path(named))
    return (
        _base("XDG_DATA_HOME", mac="Library/Application Support", windows="LOCALAPPDATA", other=".local/share")
        / "sharecli.db"
    )


def config_folder() -> Path:
    """The folder of the seller's own platforms, channels and templates."""
    return _base("XDG_CONFIG_HOME", mac="Library/Application Support", windows="APPDATA", other=".config")


def expanded(path: Path) -> Path:
    """``path`` with its ``~``; as it stands where nobody has that home."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _base(variable: str, *, mac: str, windows: str, other: str) -> Path:
    # platformdirs would do, at more than the cost of a whole completion; XDG variables are honoured everywhere.
    if named := os.environ.get(variable):
        return Path(named) / "sharecli"
    if sys.platform == "win32" and (roaming := os.environ.get(windows)):
        return Path(roaming) / "sharecli"
    return Path.home() / (mac if sys.platform == "darwin" else other) / "sharecli"
