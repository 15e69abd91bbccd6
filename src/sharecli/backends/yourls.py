"""YOURLS, by the one address of its interface; it edits codes silently, so what it did is compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from sharecli.backends.addresses import same_address
from sharecli.backends.answer import Answer
from sharecli.backends.engine import FORBIDDEN, NOT_FOUND, Engine, whole, words_in
from sharecli.backends.model import Placed, Probe, Seen, Visits, Wish
from sharecli.backends.trouble import CarrierCannotEdit, CarrierCodeEdited, CarrierKey, CarrierUniqueUrls
from sharecli.language import _

_RESERVED = "ad-min"
"""A folder that every YOURLS has, and so reserves, with a hyphen in it: where hyphens are dropped, it says "taken"."""

_PROBED = "https://example.com/?sharecli=probe"


class Yourls(Engine):
    """A YOURLS installation."""

    _last: Answer

    def headers(self) -> dict[str, str]:
        """The key stands in the form; see :meth:`_said`."""
        return {"Accept": "application/json"}

    def secrets(self) -> tuple[str, ...]:
        """The key, and a password in it."""
        name, colon, password = self.key.secret.partition(":")
        return (self.key.secret, password or name) if colon else (self.key.secret,)

    def probe(self) -> Probe:
        """Its version, whether codes keep a hyphen, and whether one address may have several links.

        Neither question makes a link in a stock YOURLS: the one asks for a reserved code, the other for a code and an
        address that stand there already, and only the reason for which each is refused differs.
        """
        version = self.shown(words_in(self._said("version"), "version"))
        notes = []
        unique = self._unique_urls()
        if unique is None:
            notes.append(_("it has no link yet, so whether it takes two for one address will show with the second"))
        if unique:
            notes.append(_unique_advice())
        there = self._said("shorturl", url=_PROBED, keyword=_RESERVED, title="sharecli probe")
        hyphens = words_in(there, "status") == "success" and _keyword(there) == _RESERVED
        if words_in(there, "status") == "success":
            left = self.shown(_keyword(there))
            notes.append(_("the link “{code}” was made to try a code; delete it").format(code=left))
        if not hyphens:
            notes.append(_("it drops hyphens from codes, so links whose code has one are not sent there"))
        return Probe(f"YOURLS {version}".strip(), hyphens=hyphens, unique_urls=unique, notes=tuple(notes))

    def place(self, wish: Wish) -> Placed:
        """Carry a link."""
        if self.backend.hyphens is False and "-" in wish.code:
            message = _("“{name}” drops the hyphen from the code “{code}”, so it was not sent")
            raise CarrierCodeEdited(
                message.format(name=self.backend.name, code=wish.code),
                hint="sharecli link new PRODUCT --channel CHANNEL --campaign another",
            )
        # Without a title it would go and read the shop's page for one.
        said = self._said("shorturl", url=wish.target, keyword=wish.code, title=wish.title or wish.code)
        problem = words_in(said, "code")
        if problem == "error:url" and _keyword(said) != wish.code:
            message = _("“{name}” has a link to that address already: {code}")
            raise CarrierUniqueUrls(
                message.format(name=self.backend.name, code=self.shown(_keyword(said))), hint=_unique_advice()
            )
        if problem == "error:keyword":
            there = self._said("expand", shorturl=wish.code)
            if not same_address(words_in(there, "longurl"), wish.target):
                raise self.taken(wish.code)
            return self.placed(wish, wish.code, words_in(there, "shorturl"), wish.code)
        if words_in(said, "status") != "success" and problem != "error:url":
            raise self.refused(self._last)
        code = _keyword(said)
        return self.placed(wish, code, words_in(said, "shorturl"), code)

    def lead(self, placed: Placed, target: str) -> None:
        """Say that it cannot: there is no such call without a plugin."""
        message = _("“{name}” cannot lead “{code}” elsewhere; change it by hand to {url}")
        said = message.format(name=self.backend.name, code=placed.code, url=target)
        raise CarrierCannotEdit(said, hint=f"{self.backend.address}/admin/")

    def take_away(self, placed: Placed) -> None:
        """Say that it cannot: there is no such call without a plugin."""
        message = _("“{name}” cannot take “{code}” away; delete it there by hand")
        said = message.format(name=self.backend.name, code=placed.code)
        raise CarrierCannotEdit(said, hint=f"{self.backend.address}/admin/")

    def seen(self, placed: Sequence[Placed]) -> dict[str, Seen]:
        """What it has of each."""
        found = {}
        for one in placed:
            said = self._said("url-stats", shorturl=one.code)
            link = said.get("link")
            count = whole(link.get("clicks")) if isinstance(link, dict) else None
            if isinstance(link, dict) and count is not None:
                target = words_in(link, "url") or words_in(self._said("expand", shorturl=one.code), "longurl")
                found[one.code] = Seen(target, Visits(count))
            elif self._last.status != NOT_FOUND and "not found" not in words_in(said, "message").lower():
                raise self.bad("clicks")
        return found

    def _unique_urls(self) -> bool | None:
        links = self._said("stats", filter="last", limit="1").get("links")
        one = next(iter(links.values()), None) if isinstance(links, dict) else None
        url = words_in(one, "url") if isinstance(one, dict) else ""
        keyword = words_in(one, "shorturl").rpartition("/")[2] if isinstance(one, dict) else ""
        if not url or not keyword:
            return None
        problem = words_in(self._said("shorturl", url=url, keyword=keyword, title=keyword), "code")
        return {"error:url": True, "error:keyword": False}.get(problem)

    def _said(self, action: str, **words: str) -> dict[str, Any]:
        """What it says: an object, whatever HTTP's status; older releases say 200 to everything."""
        name, colon, password = self.key.secret.partition(":")
        key = {"username": name, "password": password} if colon else {"signature": self.key.secret}
        script = "" if self.backend.address.endswith(".php") else "/yourls-api.php"
        form = {"action": action, "format": "json", **key, **words}
        self._last = self.ask("POST", script, form=form, told=False)
        said = self._last.json()
        if str(said.get("errorCode", "")) == str(FORBIDDEN):
            message = _("“{name}” does not take the key: {why}")
            why = self.shown(words_in(said, "message"))
            raise CarrierKey(message.format(name=self.backend.name, why=why), hint=self.key_hint())
        return said


def _keyword(said: Mapping[str, Any]) -> str:
    url = said.get("url")
    return words_in(url, "keyword") if isinstance(url, dict) else ""


def _unique_advice() -> str:
    return _("it takes one link per address: set YOURLS_UNIQUE_URLS to false in its user/config.php")
