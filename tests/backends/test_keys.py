"""API keys: found where they belong, refused where others can read them, shown nowhere."""

import io
import os
import traceback
from pathlib import Path

import pytest

from sharecli.backends import keys, trouble
from sharecli.backends.answer import hidden
from sharecli.errors import BadValue

SECRET = "s3cret/key+1"  # noqa: S105 - of nothing


@pytest.fixture
def ring() -> dict[tuple[str, str], str]:
    """A keyring that works, in memory."""
    import keyring
    from keyring.backend import KeyringBackend

    held: dict[tuple[str, str], str] = {}

    class Ring(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return held.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            held[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            held.pop((service, username), None)

    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    return held


def test_the_environment_comes_first_then_the_keyring_then_the_file(
    monkeypatch: pytest.MonkeyPatch, ring: dict[tuple[str, str], str]
) -> None:
    assert keys.find("my-shop") is None
    keys.keep("my-shop", "from-file", in_keyring=False)
    assert keys.find("my-shop") == keys.Key("file", "from-file")
    keys.keep("my-shop", "from-ring", in_keyring=True)
    assert ring == {("sharecli", "my-shop"): "from-ring"}
    assert keys.find("my-shop") == keys.Key("keyring", "from-ring")
    monkeypatch.setenv("SHARECLI_KEY_MY_SHOP", " from-environment\n")
    assert keys.find("my-shop") == keys.Key("environment", "from-environment")
    monkeypatch.delenv("SHARECLI_KEY_MY_SHOP")
    keys.forget("my-shop")
    assert keys.find("my-shop") is None
    assert ring == {}


def test_the_file_is_for_nobody_elses_eyes() -> None:
    keys.keep("mine", SECRET, in_keyring=False)
    path = keys.path_of("mine")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for mode in (0o644, 0o640, 0o604, 0o660):
        path.chmod(mode)
        with pytest.raises(trouble.KeyExposed) as caught:
            keys.find("mine")
        assert caught.value.hint == f"chmod 600 '{path}'"
        assert SECRET not in caught.value.message
    path.chmod(0o600)
    assert keys.needed("mine").secret == SECRET


def test_what_is_no_file_holds_no_key(tmp_path: Path) -> None:
    keys.path_of("mine").parent.mkdir(parents=True)
    keys.path_of("mine").mkdir()
    assert keys.find("mine") is None
    keys.path_of("other").symlink_to(tmp_path / "nowhere")
    assert keys.find("other") is None


def test_a_name_leads_out_of_no_folder() -> None:
    assert keys.path_of("../../etc/passwd").parent == keys.path_of("mine").parent


@pytest.mark.parametrize("words", ["", "two\nlines", "tab\there", "ключ", "a\x00b", "x" * 5000, "a  b"])
def test_what_is_no_key_is_refused_without_quoting_it(words: str) -> None:
    with pytest.raises(BadValue) as caught:
        keys.checked(words, "mine")
    assert not words or words not in caught.value.message


def test_a_keyring_that_does_not_work_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]
    assert keys.find("mine") is None
    keys.forget("mine")
    with pytest.raises(trouble.CarrierKey, match="no keyring that works"):
        keys.keep("mine", SECRET, in_keyring=True)
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert keys.find("mine") is None


def test_a_key_shows_itself_to_nobody() -> None:
    key = keys.Key("file", SECRET)
    assert SECRET not in f"{key} {key!r} {[key]} {key!s}"
    out = io.StringIO()
    try:
        int(key)  # type: ignore[call-overload]
    except TypeError:
        traceback.print_exc(file=out)
    assert SECRET not in out.getvalue()


def test_secrets_are_blotted_out_however_they_are_written() -> None:
    said = hidden(f"key={SECRET} and s3cret%2Fkey%2B1", (SECRET,))
    assert said == "key=••• and •••"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_pipe_is_no_file_of_a_key() -> None:
    path = keys.path_of("mine")
    path.parent.mkdir(parents=True)
    os.mkfifo(path, 0o600)
    assert keys.find("mine") is None  # and nobody waits for a writer
