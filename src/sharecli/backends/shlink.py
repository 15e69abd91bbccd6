"""Shlink, by version 3 of its REST interface; its errors are problem details of RFC 7807."""

from collections.abc import Sequence
from typing import Any

from sharecli.backends.addresses import same_address
from sharecli.backends.answer import Answer
from sharecli.backends.engine import NOT_FOUND, Engine, in_path, whole, words_in
from sharecli.backends.model import Placed, Probe, Seen, Visits, Wish

_URLS = "/rest/v3/short-urls"
_UNPROCESSABLE = 422
_LONG_AGO = "2000-01-01T00:00:00+00:00"


class Shlink(Engine):
    """A Shlink server."""

    def headers(self) -> dict[str, str]:
        """What carries the key."""
        return {"X-Api-Key": self.key.secret, "Accept": "application/json"}

    def probe(self) -> Probe:
        """Its version, and whether it takes the key."""
        version = self.shown(words_in(self.ask("GET", "/rest/v3/health").json(), "version"))
        found = self.ask("GET", _URLS, params={"itemsPerPage": 1}).json()
        if not isinstance(found.get("shortUrls"), dict):
            raise self.bad("shortUrls")
        return Probe(f"Shlink {version}".strip(), hyphens=True, unique_urls=False)

    def place(self, wish: Wish) -> Placed:
        """Carry a link; where its code is there already and leads to the same place, it was us before."""
        content: dict[str, Any] = {
            "longUrl": wish.target,
            "customSlug": wish.code,
            "findIfExists": False,
            "tags": list(wish.tags),
            "title": wish.title,
        }
        if self.backend.domain:
            content["domain"] = self.backend.domain
        answer = self.ask("POST", _URLS, content=content, told=False)
        if answer.status >= 400:  # noqa: PLR2004 - HTTP's errors
            if "non-unique-slug" not in _kind(answer):
                raise self.refused(answer)
            there = self.ask("GET", self._path(wish.code), params=self._domain()).json()
            if not same_address(str(there.get("longUrl", "")), wish.target):
                raise self.taken(wish.code)
            return self._placed(wish, there)
        return self._placed(wish, answer.json())

    def lead(self, placed: Placed, target: str) -> None:
        """Lead a link elsewhere."""
        self.ask("PATCH", self._path(placed.code), params=self._domain(), content={"longUrl": target})

    def take_away(self, placed: Placed) -> None:
        """Have a link be there no more. One that was visited often it may refuse to delete: then it is over at once."""
        answer = self.ask("DELETE", self._path(placed.code), params=self._domain(), told=False)
        if answer.status == _UNPROCESSABLE:
            self.ask("PATCH", self._path(placed.code), params=self._domain(), content={"validUntil": _LONG_AGO})
        elif answer.status >= 400:  # noqa: PLR2004 - HTTP's errors
            raise self.refused(answer)

    def seen(self, placed: Sequence[Placed]) -> dict[str, Seen]:
        """What it has of each; it stores machines' visits, too, and says which they are."""
        found = {}
        for one in placed:
            answer = self.ask("GET", self._path(one.code), params=self._domain(), told=False)
            if answer.status == NOT_FOUND:
                continue
            if answer.status >= 400:  # noqa: PLR2004 - HTTP's errors
                raise self.refused(answer)
            said = answer.json()
            summary = said.get("visitsSummary")
            total = whole(summary.get("total")) if isinstance(summary, dict) else None
            if not isinstance(summary, dict) or total is None:
                raise self.bad("visitsSummary")
            visits = Visits(total, whole(summary.get("nonBots")), whole(summary.get("bots")))
            found[one.code] = Seen(words_in(said, "longUrl"), visits)
        return found

    def _placed(self, wish: Wish, said: dict[str, Any]) -> Placed:
        code = words_in(said, "shortCode")
        return self.placed(wish, code, words_in(said, "shortUrl"), code)

    def _path(self, code: str) -> str:
        return f"{_URLS}/{in_path(code)}"

    def _domain(self) -> dict[str, str]:
        return {"domain": self.backend.domain}


def _kind(answer: Answer) -> str:
    """The kind of a problem, an address such as https://shlink.io/api/error/non-unique-slug."""
    return words_in(answer.json(), "type")
