"""The engines, and keyrings that keep out of the way."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from backends.far_ends import KEY, FarEnd, served
from backends.strangers import Stranger, certified, listening


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No keyring of the developer's, no pauses, and no list of shorteners from another test."""
    import keyring
    from keyring.backends.null import Keyring

    from sharecli.backends import services, shorteners

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(shorteners, "PAUSE", 0.0)
    services.services.cache_clear()
    yield
    keyring.set_keyring(before)
    services.services.cache_clear()


@pytest.fixture
def far_end() -> Iterator[Callable[[FarEnd], FarEnd]]:
    """Has far ends listen until the test is over."""
    with ExitStack() as stack:
        yield lambda end: stack.enter_context(served(end))


@pytest.fixture
def keyed(monkeypatch: pytest.MonkeyPatch) -> str:
    """The key of the backend ``mine``, in the environment."""
    monkeypatch.setenv("SHARECLI_KEY_MINE", KEY)
    return KEY


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for all strangers' names."""
    return certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def stranger(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    """A server behind every public shortener's name."""
    from sharecli.backends import shorteners

    with listening(certificate) as made:
        monkeypatch.setattr(shorteners, "WIRE", made.wire())
        yield made
