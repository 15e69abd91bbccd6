"""Dub, by its REST interface; a link's code goes along as its external id, so that asking again makes no second one."""

from collections.abc import Sequence
from typing import Any

from sharecli.backends.addresses import same_address
from sharecli.backends.engine import CONFLICT, NOT_FOUND, Engine, in_path, whole, words_in
from sharecli.backends.model import Placed, Probe, Seen, Visits, Wish

_LINKS = "/links"


class Dub(Engine):
    """A workspace at Dub."""

    def headers(self) -> dict[str, str]:
        """What carries the key."""
        return {"Authorization": f"Bearer {self.key.secret}", "Accept": "application/json"}

    def reason(self, said: Any) -> str:
        """Its words for what is wrong."""
        error = said.get("error")
        return words_in(error, "message", "code") if isinstance(error, dict) else super().reason(said)

    def probe(self) -> Probe:
        """Whether it takes the key."""
        self.ask("GET", f"{_LINKS}/count")
        return Probe("Dub", hyphens=True, unique_urls=False)

    def place(self, wish: Wish) -> Placed:
        """Carry a link; where it is there already by its external id and leads to the same place, it was us before."""
        content: dict[str, Any] = {
            "url": wish.target,
            "key": wish.code,
            "externalId": _external(wish.code),
            "comments": wish.title,
        }
        if self.backend.domain:
            content["domain"] = self.backend.domain
        answer = self.ask("POST", _LINKS, content=content, told=False)
        if answer.status == CONFLICT:
            there = self.ask("GET", f"{_LINKS}/info", params={"externalId": f"ext_{_external(wish.code)}"}, told=False)
            if there.status == NOT_FOUND or not same_address(words_in(there.json(), "url"), wish.target):
                raise self.taken(wish.code)
            answer = there
        if answer.status >= 400:  # noqa: PLR2004 - HTTP's errors
            raise self.refused(answer)
        said = answer.json()
        return self.placed(wish, *(words_in(said, key) for key in ("key", "shortLink", "id")))

    def lead(self, placed: Placed, target: str) -> None:
        """Lead a link elsewhere."""
        self.ask("PATCH", f"{_LINKS}/{in_path(placed.far_id)}", content={"url": target})

    def take_away(self, placed: Placed) -> None:
        """Have a link be there no more."""
        self.ask("DELETE", f"{_LINKS}/{in_path(placed.far_id)}")

    def seen(self, placed: Sequence[Placed]) -> dict[str, Seen]:
        """What it has of each, with the total that stands at the link, for its analytics want a paid plan."""
        found = {}
        for one in placed:
            answer = self.ask("GET", f"{_LINKS}/info", params={"linkId": one.far_id}, told=False)
            if answer.status == NOT_FOUND:
                continue
            if answer.status >= 400:  # noqa: PLR2004 - HTTP's errors
                raise self.refused(answer)
            said = answer.json()
            count = whole(said.get("clicks"))
            if count is None:
                raise self.bad("clicks")
            found[one.code] = Seen(words_in(said, "url"), Visits(count))
        return found


def _external(code: str) -> str:
    return f"sharecli-{code}"
