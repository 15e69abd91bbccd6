"""Keeps Typst from the network: it fetches packages by itself, wherever their names come from."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_NOWHERE = "http://127.0.0.1:0"
"""A proxy at which nobody ever listens, on no machine."""

_WAY = {"https_proxy": _NOWHERE, "HTTPS_PROXY": _NOWHERE, "all_proxy": _NOWHERE, "ALL_PROXY": _NOWHERE,
        "no_proxy": "", "NO_PROXY": ""}  # fmt: skip
"""What Typst asks the environment for; it takes no other word for it."""

_lock = threading.Lock()
_inside: list[dict[str, str | None]] = []


@contextmanager
def offline() -> Iterator[None]:
    """Nothing that Typst is asked for meanwhile leaves this machine; to be entered before threads begin."""
    with _lock:
        # Two may be inside at a time: the environment is put back by the last one to leave.
        before = dict(_inside[0]) if _inside else {name: os.environ.get(name) for name in _WAY}
        _inside.append(before)
        os.environ.update(_WAY)
    try:
        yield
    finally:
        with _lock:
            _inside.pop()
            if not _inside:
                _restore(before)


def _restore(before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
