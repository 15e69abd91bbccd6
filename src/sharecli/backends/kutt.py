"""Kutt, by version 2 of its REST interface."""

from collections.abc import Iterator, Sequence
from typing import Any

from sharecli.backends.addresses import same_address
from sharecli.backends.answer import Answer
from sharecli.backends.engine import Engine, in_path, whole, words_in
from sharecli.backends.model import Placed, Probe, Seen, Visits, Wish
from sharecli.language import _

_LINKS = "/api/v2/links"
_PAGE = 50
_MOST_PAGES = 400


class Kutt(Engine):
    """A Kutt server."""

    def headers(self) -> dict[str, str]:
        """What carries the key."""
        return {"X-API-KEY": self.key.secret, "Accept": "application/json"}

    def probe(self) -> Probe:
        """Whether it takes the key; it tells no version."""
        if not isinstance(self.ask("GET", _LINKS, params={"limit": 1}).json().get("data"), list):
            raise self.bad("data")
        return Probe("Kutt", hyphens=True, unique_urls=False)

    def place(self, wish: Wish) -> Placed:
        """Carry a link. A code that is taken is told with HTTP 500, so the words decide and nothing is asked again."""
        content = {"target": wish.target, "customurl": wish.code, "reuse": False, "description": wish.title}
        if self.backend.domain:
            content["domain"] = self.backend.domain
        answer = self.ask("POST", _LINKS, content=content, told=False)
        if answer.status < 400:  # noqa: PLR2004 - HTTP's errors
            return self._placed(wish, answer.json())
        if not _is_taken(answer):
            raise self.refused(answer)
        for one in self._listed(search=wish.code):
            if one.get("address") == wish.code and self._on_our_domain(one):
                if same_address(str(one.get("target", "")), wish.target):
                    return self._placed(wish, one)
                break
        raise self.taken(wish.code)

    def lead(self, placed: Placed, target: str) -> None:
        """Lead a link elsewhere."""
        self.ask("PATCH", f"{_LINKS}/{in_path(placed.far_id)}", content={"target": target})

    def take_away(self, placed: Placed) -> None:
        """Have a link be there no more."""
        self.ask("DELETE", f"{_LINKS}/{in_path(placed.far_id)}")

    def seen(self, placed: Sequence[Placed]) -> dict[str, Seen]:
        """What it has. There is no asking for one link, so the whole list is leafed through until all are found."""
        wanted = {one.far_id: one.code for one in placed}
        found: dict[str, Seen] = {}
        for one in self._listed() if wanted else ():
            if (code := wanted.get(words_in(one, "id"))) is not None:
                found[code] = _seen(one)
            if len(found) == len(wanted):
                break
        for far_id, code in wanted.items():
            # A list that changes while it is leafed through may pass over a link.
            if code not in found:
                again = (one for one in self._listed(search=code) if words_in(one, "id") == far_id)
                if (there := next(again, None)) is not None:
                    found[code] = _seen(there)
        return found

    def _placed(self, wish: Wish, said: dict[str, Any]) -> Placed:
        return self.placed(wish, *(words_in(said, key) for key in ("address", "link", "id")))

    def _listed(self, search: str = "") -> Iterator[dict[str, Any]]:
        for page in range(_MOST_PAGES):
            params = {"limit": _PAGE, "skip": page * _PAGE, "search": search}
            rows = self.ask("GET", _LINKS, params=params).json().get("data")
            if not isinstance(rows, list):
                raise self.bad("data")
            yield from (one for one in rows if isinstance(one, dict))
            if len(rows) < _PAGE:
                return
        raise self.bad(_("end"))

    def _on_our_domain(self, one: dict[str, Any]) -> bool:
        return not self.backend.domain or f"//{self.backend.domain}/" in words_in(one, "link")


def _seen(one: dict[str, Any]) -> Seen:
    count = whole(one.get("visit_count"))
    return Seen(words_in(one, "target"), None if count is None else Visits(count))


def _is_taken(answer: Answer) -> bool:
    return "already in use" in words_in(answer.json(), "error", "message").lower()
