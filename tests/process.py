"""The real program in a process of its own, and what a test can do to such a process."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def environment(**over: str) -> dict[str, str]:
    """The test's own environment, with what a developer may have set for Python taken out."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | over


def sharecli(
    *words: str | bytes,
    env: dict[str, str] | None = None,
    stdin: bytes = b"",
    before: Callable[[], Any] | None = None,
    stdout: int | Any = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``sharecli`` for real.

    Args:
        words: the command line.
        env: over the test's environment.
        stdin: what it can read.
        before: called in the new process before the program starts.
        stdout: another place for its output.
    """
    return subprocess.run(
        [sys.executable, "-m", "sharecli", *words],
        # A process whose files may not grow would leave half a compiled module behind, for everybody.
        env=environment(**(env or {}), **({"PYTHONDONTWRITEBYTECODE": "1"} if before else {})),
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        preexec_fn=before,
        timeout=60,
        check=False,
    )


def without_roots_powers() -> None:
    """Let root be refused like anybody: capabilities to read and write everything are dropped for what is started."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def with_disk_for(size: int) -> Callable[[], None]:
    """No file can grow beyond ``size`` bytes: what a full disk looks like from inside."""

    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
