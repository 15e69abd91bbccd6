"""What a server answered, and what may be shown of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sharecli.backends.trouble import CarrierBadAnswer
from sharecli.language import _


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        who: the service's name.
        status: of HTTP.
        headers: by lower-case name.
        body: as it came.
    """

    who: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def wait(self) -> int | None:
        """``Retry-After`` in seconds, a day at most; None where it says nothing, or a date."""
        said = self.headers.get("retry-after", "").strip()
        return min(int(said), 86_400) if said.isascii() and said.isdigit() and len(said) < 10 else None  # noqa: PLR2004 - more digits than any wait has

    @property
    def is_json(self) -> bool:
        """Whether it is a JSON object."""
        return self._object() is not None

    def json(self) -> dict[str, Any]:
        """The JSON object it is.

        Raises:
            CarrierBadAnswer: it is none.
        """
        if (found := self._object()) is not None:
            return found
        message = _("“{name}” does not answer as such a service does (HTTP {status})")
        said = message.format(name=self.who, status=self.status)
        raise CarrierBadAnswer(said, hint=f"sharecli backend test {self.who}")

    def _object(self) -> dict[str, Any] | None:
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


def hidden(words: str, secrets: Sequence[str]) -> str:
    """Words from outside with every secret blotted out, also as an address would write it."""
    for secret in secrets:
        for written in {secret, quote(secret, safe=""), json.dumps(secret)[1:-1]}:
            if written:
                words = words.replace(written, "•••")
    return words
