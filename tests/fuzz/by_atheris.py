"""Looks for bytes that break the reading of reports: ``python tests/fuzz/by_atheris.py FOLDER [libFuzzer's words]``.

Wants atheris (``pip install atheris``). FOLDER keeps what was worth keeping; what breaks is written beside it.
"""

import sys
from importlib import import_module
from pathlib import Path

atheris = import_module("atheris")  # by name: it is no part of what a contributor has to install

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["sharecli"]):
    from fuzz import reading


def main() -> None:
    """Put the seeds into the folder, and begin."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(reading.seeds()):
        (folder / f"seed-{place:02}").write_bytes(seed)
    atheris.Setup([*sys.argv, "-max_len=6000"], reading.look)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
