"""API keys: from the environment, the system's keyring or a file that nobody else can read; never anywhere else."""

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from shlex import join

from sharecli import files, places
from sharecli.backends.model import Backend
from sharecli.backends.trouble import CarrierKey, KeyExposed
from sharecli.errors import BadValue
from sharecli.language import _

SERVICE = "sharecli"
"""The name under which the keyring knows us."""

_LONGEST = 4096
_WRITTEN = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")


@dataclass(frozen=True, slots=True)
class Key:
    """An API key. It shows itself to nobody who prints it.

    Attributes:
        place: ``environment``, ``keyring`` or ``file``.
        secret: the key.
    """

    place: str
    secret: str = field(repr=False)

    def __str__(self) -> str:
        return "•••"


def variable(name: str) -> str:
    """The environment variable of a backend's key."""
    return f"SHARECLI_KEY_{re.sub('[^A-Z0-9]', '_', name.upper())}"


def path_of(name: str) -> Path:
    """The file of a backend's key."""
    return places.config_folder() / "keys" / files.safe_name(name)


def find(name: str) -> Key | None:
    """A backend's key: the environment's, else the keyring's, else the file's.

    Raises:
        KeyExposed: the file can be read by others.
        BadValue: it is not a key.
    """
    if said := os.environ.get(variable(name), "").strip():
        return Key("environment", checked(said, name))
    if said := _from_keyring(name):
        return Key("keyring", checked(said, name))
    said = _from_file(path_of(name))
    return Key("file", checked(said, name)) if said else None


def needed(name: str) -> Key:
    """A backend's key.

    Raises:
        CarrierKey: there is none.
        KeyExposed: the file can be read by others.
    """
    if key := find(name):
        return key
    message = _("no key for “{name}”: set {variable}, or hand it over on the standard input")
    raise CarrierKey(message.format(name=name, variable=variable(name)), hint=how(name))


def how(name: str) -> str:
    """The command that hands over the key of a backend that is there."""
    return f"sharecli backend key {name} < key.txt"


def how_when_added(backend: Backend) -> str:
    """The command that adds a backend together with its key; before that there is nothing that could have one."""
    words = ["sharecli", "backend", "add", backend.name, "--kind", backend.kind.value, "--address", backend.address]
    words += ["--domain", backend.domain] * bool(backend.domain) + ["--allow-private"] * backend.private
    return f"{join(words)} --key-from-stdin < key.txt"


def checked(words: str, name: str, *, hint: str = "") -> str:
    """A key as it is used: one line of printable ASCII.

    Raises:
        BadValue: it is not; what it is, is not said.
    """
    said = words.strip()
    if len(said) > _LONGEST or not _WRITTEN.fullmatch(said):
        message = _("the key of “{name}” is not one line of printable ASCII").format(name=name)
        raise BadValue(message, hint=hint or how(name))
    return said


def keep(name: str, secret: str, *, in_keyring: bool) -> str:
    """Keep a key; where it is kept now, in words.

    Raises:
        CarrierKey: the keyring was asked for, and there is none.
        CannotWrite: the file cannot be written.
    """
    if in_keyring:
        _into_keyring(name, secret)
        return _("the system's keyring")
    folder = files.folder(path_of(name).parent, hint=_("set {variable} instead").format(variable=variable(name)))
    folder.chmod(0o700)
    # The temporary file is made with 0600, so the key is never readable to others, not even while it is written.
    files.write_whole(path_of(name), f"{secret}\n".encode(), mode=0o600)
    return str(path_of(name))


def forget(name: str) -> None:
    """Take a key out of the file and the keyring; the environment's is not ours."""
    path_of(name).unlink(missing_ok=True)
    _into_keyring(name, None)


def _from_file(path: Path) -> str:
    try:
        # Opening a pipe would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    try:
        # The open file is looked at, not its name: between two looks it could be another one.
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            return ""
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            message = _("others on this computer can read the key in “{path}”").format(path=path)
            raise KeyExposed(message, hint=f"chmod 600 '{path}'")
        return os.read(descriptor, _LONGEST + 2).decode("utf-8", "replace").strip()
    finally:
        os.close(descriptor)


def _from_keyring(name: str) -> str:
    try:
        import keyring

        return keyring.get_password(SERVICE, name) or ""
    except Exception:  # noqa: BLE001 - not installed, or none of its many backends works here: then there is no key in it
        return ""


def _into_keyring(name: str, secret: str | None) -> None:
    try:
        import keyring

        if secret is not None:
            keyring.set_password(SERVICE, name, secret)
        else:
            keyring.delete_password(SERVICE, name)
    except Exception:  # noqa: BLE001 - what a keyring raises depends on the system, and may quote the key
        if secret is not None:
            message = _("there is no keyring that works on this system")
            raise CarrierKey(message, hint="pip install 'sharecli[keyring]'") from None
