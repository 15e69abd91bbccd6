"""What self-hosted engines have in common: one address, one key, and the errors that mean the same everywhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from sharecli.backends.answer import Answer, hidden
from sharecli.backends.keys import Key, how
from sharecli.backends.model import Backend, Placed, Probe, Seen, Wish
from sharecli.backends.trouble import (
    AGAIN,
    CarrierBadAnswer,
    CarrierBusy,
    CarrierCodeEdited,
    CarrierCodeTaken,
    CarrierFailed,
    CarrierKey,
)
from sharecli.backends.wire import Wire
from sharecli.language import _
from sharecli.text import clean

UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_MANY = 401, 403, 404, 409, 429
_REDIRECTS, _ERRORS = 300, 400
_SHORT = re.compile(r"https?://[!-~]{1,2000}")
_LONGEST_ID = 200
_MOST = 10**15


class Carrier(Protocol):
    """A service that carries links, whatever it is. Every call may raise a ``CarrierFailed``."""

    pause: float
    """Seconds between two links."""

    def probe(self) -> Probe:
        """Whether it is there and takes the key; nothing is made there."""

    def place(self, wish: Wish) -> Placed:
        """Carry a link; the same one again is the same one."""

    def lead(self, placed: Placed, target: str) -> None:
        """Lead a link elsewhere."""

    def seen(self, placed: Sequence[Placed]) -> dict[str, Seen]:
        """Where links lead and what was counted, by their codes; one that the service has lost is left out."""

    def take_away(self, placed: Placed) -> None:
        """Have a link be there no more."""


@dataclass(slots=True)
class Engine:
    """A self-hosted engine.

    Attributes:
        backend: where it is.
        key: its key.
        wire: how it is asked.
        pause: seconds between two links.
    """

    backend: Backend
    key: Key
    wire: Wire = field(default_factory=Wire)
    pause: float = 0.0

    def headers(self) -> dict[str, str]:
        """What carries the key."""
        raise NotImplementedError

    def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        content: Any = None,
        form: Mapping[str, str] | None = None,
        told: bool = True,
    ) -> Answer:
        """One answer of the engine's.

        Args:
            method: of HTTP.
            path: after the backend's address.
            params: of the query; what is empty is left out.
            content: JSON to send.
            form: a form to send.
            told: whether an error of the engine's is raised; else it is the caller's to read.

        Raises:
            CarrierFailed: as the status says.
        """
        words = {name: value for name, value in (params or {}).items() if value not in {None, ""}}
        url = self.backend.address + path
        name = self.backend.name
        answer = self.wire.ask(name, method, url, headers=self.headers(), params=words, content=content, form=form)
        if answer.status in {UNAUTHORIZED, FORBIDDEN}:
            message = _("“{name}” does not take the key: {why}").format(name=name, why=self.why(answer))
            raise CarrierKey(message, hint=self.key_hint())
        if answer.status == TOO_MANY:
            raise busy(answer)
        if _REDIRECTS <= answer.status < _ERRORS:
            # Following would hand the key to whoever stands at the other end.
            message = _("“{name}” has moved; its answer leads to another address, and a key is not sent there")
            raise CarrierBadAnswer(message.format(name=name), hint=f"sharecli backend remove {name}")
        if answer.status >= _ERRORS and (told or not answer.is_json):  # a gateway's page is nobody's to read
            raise self.refused(answer)
        return answer

    def refused(self, answer: Answer) -> CarrierFailed:
        """The error for an answer that says no."""
        message = _("“{name}” answers {status}: {why}")
        said = message.format(name=self.backend.name, status=answer.status, why=self.why(answer))
        return CarrierFailed(said, hint=f"sharecli backend test {self.backend.name}")

    def why(self, answer: Answer) -> str:
        """The reason that an answer gives, without the key."""
        try:
            said = self.reason(answer.json())
        except CarrierFailed:
            said = ""
        return self.shown(said) or _("no reason given")

    def reason(self, said: Mapping[str, Any]) -> str:
        """The engine's own words for what is wrong."""
        return words_in(said, "detail", "title", "error", "message")

    def shown(self, words: str) -> str:
        """Words of the engine's as they may be shown."""
        return clean(" ".join(hidden(words, self.secrets()).split()), limit=160)

    def secrets(self) -> tuple[str, ...]:
        """What must never be shown; longer ones first."""
        return (self.key.secret,)

    def key_hint(self) -> str:
        """How another key is handed over."""
        return how(self.backend.name)

    def bad(self, what: str) -> CarrierBadAnswer:
        """The error for an answer in which something is missing."""
        message = _("the answer of “{name}” has no {what}").format(name=self.backend.name, what=what)
        return CarrierBadAnswer(message, hint=f"sharecli backend test {self.backend.name}")

    def taken(self, code: str) -> CarrierCodeTaken:
        """The error for a code that is another link's there."""
        message = _("at “{name}” the code “{code}” is another link's").format(name=self.backend.name, code=code)
        return CarrierCodeTaken(message, hint=_("delete it there, then: {command}").format(command=AGAIN))

    def placed(self, wish: Wish, code: str, short_url: str, far_id: str) -> Placed:
        """A link as the engine says that it stands there now.

        Raises:
            CarrierBadAnswer: something is missing, or is no short link.
            CarrierCodeEdited: it made another code of ours.
        """
        if not code or not _SHORT.fullmatch(short_url) or not 0 < len(far_id) <= _LONGEST_ID:
            raise self.bad(_("short link"))
        if code != wish.code:
            message = _("“{name}” made “{given}” of the code “{code}”, and {url} stands there now")
            said = message.format(
                name=self.backend.name, given=self.shown(code), code=wish.code, url=self.shown(short_url)
            )
            raise CarrierCodeEdited(said, hint=_("delete it there; a code of letters and digits alone stays"))
        return Placed(code, short_url, far_id)


def busy(answer: Answer) -> CarrierBusy:
    """The error for a service that was asked too often, with how long it wants to be left alone."""
    if answer.wait:
        message = _("“{name}” was asked too often and wants {seconds} seconds of rest")
        return CarrierBusy(message.format(name=answer.who, seconds=answer.wait), wait=answer.wait)
    return CarrierBusy(_("“{name}” was asked too often").format(name=answer.who), wait=60)


def words_in(said: Mapping[str, Any], *keys: str) -> str:
    """The first of these keys that holds words."""
    return next((found for key in keys if isinstance(found := said.get(key), str) and found), "")


def whole(value: Any) -> int | None:
    """A count as JSON has it: a number, or one in quotation marks; None where it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value <= _MOST else None
    said = value.strip() if isinstance(value, str) else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < len(str(_MOST)) else None


def in_path(word: str) -> str:
    """A word as a part of a path."""
    return quote(word, safe="")
