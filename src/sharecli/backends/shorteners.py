"""Public shorteners, through pyshorteners and without trust: what they say is checked, and their link is tried once."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from sharecli.backends.addresses import same_address
from sharecli.backends.answer import Answer, hidden
from sharecli.backends.engine import TOO_MANY, busy
from sharecli.backends.keys import Key
from sharecli.backends.model import Placed, Probe, Seen, Wish
from sharecli.backends.services import Service
from sharecli.backends.trouble import (
    CarrierBadAnswer,
    CarrierBusy,
    CarrierCannotEdit,
    CarrierClosed,
    CarrierElsewhere,
    CarrierFailed,
    CarrierInterstitial,
    CarrierPage,
    CarrierWrongHost,
)
from sharecli.backends.wire import Wire
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from requests import Response

LONGEST = 100
"""Characters of a short link."""

LARGEST = 64 * 1024
"""Bytes of an answer: one line, or a little JSON."""

WIRE = Wire(seconds=10.0)
"""How they are asked."""

PAUSE = 1.0
"""Seconds between two links: they are guests there."""

_PROBED = "https://example.com/"
_NO_MORE = frozenset({404, 410})
_SHORT = re.compile(r"https?://[!-~]+")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")


@dataclass(slots=True)
class Public:
    """A public shortener.

    Attributes:
        service: which.
        key: for one that wants one.
        wire: how it is asked.
        pause: seconds between two links.
    """

    service: Service
    key: Key | None
    wire: Wire
    pause: float = PAUSE

    def probe(self) -> Probe:
        """Have it shorten a harmless address, and try the link."""
        return Probe(self.place(Wish("", _PROBED)).short_url)

    def place(self, wish: Wish) -> Placed:
        """A short link that was proven to lead to the target in one step."""
        see_usable(self.service)
        short = self._accepted(self._asked(wish.target), wish.target)
        self._try(short, wish.target)
        return Placed(wish.code, short, short)

    def lead(self, placed: Placed, target: str) -> None:
        """Say that it cannot: nobody owns a public short link."""
        message = _("“{name}” cannot lead {url} elsewhere; {target} needs a new link")
        said = message.format(name=self.service.name, url=placed.short_url, target=clean(target, limit=120))
        raise CarrierCannotEdit(said, hint="sharecli link new PRODUCT --channel CHANNEL --campaign another")

    def take_away(self, placed: Placed) -> None:
        """Say that it cannot: nobody owns a public short link."""
        message = _("nobody can take {url} away from “{name}”")
        raise CarrierCannotEdit(message.format(name=self.service.name, url=placed.short_url), hint=None)

    def seen(self, placed: Sequence[Placed]) -> dict[str, Seen]:
        """Where short links lead, one request each; what was counted, only the stranger knows."""
        found = {}
        for place, one in enumerate(placed):
            if place:
                time.sleep(self.pause)
            answer = self._visited(one.short_url)
            if answer.status not in _NO_MORE:
                found[one.code] = Seen(self._led(answer, one.short_url))
        return found

    def _asked(self, target: str) -> str:
        """What pyshorteners makes of the service's answer.

        It reads whole bodies without a deadline, and says an error without its status: so the requests are ours, and
        only how the question is put and how the answer is read is its own.
        """
        import pyshorteners

        words = {"api_key": self.key.secret} if self.key else {}
        shortener = getattr(pyshorteners.Shortener(timeout=10, **words), self.service.name)
        shortener.api_url = self.service.address
        shortener._get = lambda url, params=None, headers=None: self._request(  # noqa: SLF001 - the only place where its requests can be taken over
            "GET", url, params=params, headers=headers
        )
        shortener._post = lambda url, data=None, json=None, params=None, headers=None: self._request(  # noqa: SLF001 - as above
            "POST", url, form=data, content=json, params=params, headers=headers
        )
        try:
            found = shortener.short(target)
        except CarrierFailed:
            raise
        except Exception as error:  # noqa: BLE001 - they have no common class, and any of them may quote the key
            failure: str | None = type(error).__name__
        else:
            failure = None
        if failure is not None:
            message = _("“{name}” does not answer as it should: {why}")
            raise CarrierBadAnswer(message.format(name=self.service.name, why=failure))
        return found if isinstance(found, str) else ""

    def _request(self, method: str, url: str, **words: Any) -> "Response":
        name = self.service.name
        if urlsplit(url).hostname != urlsplit(self.service.address).hostname:
            raise CarrierWrongHost(_("“{name}” is asked at its own address alone").format(name=name))
        answer = self.wire.ask(name, method, url, largest=LARGEST, **words)
        if answer.status == TOO_MANY or answer.status in self.service.busy:
            raise busy(answer)
        if _MARKUP.match(answer.body):
            message = _("“{name}” sends a web page instead of a short link (HTTP {status})")
            raise CarrierPage(message.format(name=name, status=answer.status))
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP's successes
            message = _("“{name}” answers {status}: {why}")
            raise CarrierFailed(message.format(name=name, status=answer.status, why=self._why(answer)))
        return _as_requests_has_it(answer, url)

    def _why(self, answer: Answer) -> str:
        said = hidden(answer.body.decode("utf-8", "replace"), (self.key.secret,) if self.key else ())
        return clean(" ".join(said.split()), limit=120) or _("no reason given")

    def _accepted(self, said: str, target: str) -> str:
        """A short link as it may be used: one line, short, and on the service's own host.

        Raises:
            CarrierBadAnswer: it is none.
            CarrierWrongHost: it is another's.
        """
        line, name = said.strip(), self.service.name
        shown = clean(hidden(line, (self.key.secret,) if self.key else ()), limit=60)
        if len(line) > LONGEST or not _SHORT.fullmatch(line) or "\\" in line or same_address(line, target):
            message = _("“{name}” answers “{said}”, which is no short link").format(name=name, said=shown)
            raise CarrierBadAnswer(message)
        try:
            parts = urlsplit(line)
            plain = parts.port is None and parts.username is None and parts.path.strip("/") != ""
        except ValueError:
            plain = False
        if not plain or parts.hostname not in self.service.hosts:
            message = _("“{name}” hands out “{said}”, which is not on its own host").format(name=name, said=shown)
            raise CarrierWrongHost(message)
        return urlunsplit(parts._replace(scheme="https"))

    def _try(self, short: str, target: str) -> None:
        """See that the short link leads to the target in one step. One request; what it leads to is not visited.

        Raises:
            CarrierInterstitial: a page comes in between.
            CarrierElsewhere: it leads elsewhere.
        """
        led = self._led(self._visited(short), short)
        if not same_address(led, target):
            message = _("{url} leads to “{there}” instead of the shop")
            raise CarrierElsewhere(message.format(url=short, there=clean(led, limit=120)))

    def _visited(self, short: str) -> Answer:
        answer = self.wire.ask(self.service.name, "GET", short, read=False)
        if answer.status == TOO_MANY or answer.status in self.service.busy:
            message = _("“{name}” was asked too often").format(name=self.service.name)
            raise CarrierBusy(message, wait=answer.wait or 60)
        return answer

    def _led(self, answer: Answer, short: str) -> str:
        """Where a short link's answer leads.

        Raises:
            CarrierInterstitial: a page comes in between.
        """
        name = self.service.name
        there = answer.headers.get("location", "")
        if answer.status not in {301, 302, 303, 307, 308} or not there:
            message = _("{url} shows a page of “{name}” instead of leading to the shop (HTTP {status})")
            raise CarrierInterstitial(message.format(url=short, name=name, status=answer.status))
        try:
            led = urljoin(short, there.encode("latin-1", "replace").decode("utf-8", "replace"))
            host = urlsplit(led).hostname
        except ValueError:
            return there
        if host in self.service.hosts:
            message = _("{url} leads to a page of “{name}” first")
            raise CarrierInterstitial(message.format(url=short, name=name))
        return led


def see_usable(service: Service) -> None:
    """See that a service is worth asking.

    Raises:
        CarrierClosed: it is gone, or unfit.
    """
    if not service.usable:
        message = _("“{name}” cannot be used: {why} ({source})")
        said = message.format(name=service.name, why=_(service.why), source=service.source)
        raise CarrierClosed(said, hint="sharecli backend list --public")


def _as_requests_has_it(answer: Answer, url: str) -> "Response":
    from requests import Response
    from requests.structures import CaseInsensitiveDict

    found = Response()
    found.status_code = answer.status
    found._content = answer.body  # noqa: SLF001 - requests has no other door for a body that was read elsewhere
    found.headers = CaseInsensitiveDict(_sane(answer.headers))
    found.encoding = "utf-8"
    found.url = url
    return found


def _sane(headers: Mapping[str, str]) -> dict[str, str]:
    return dict(headers)
