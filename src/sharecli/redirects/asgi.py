"""The redirect server: a bare ASGI callable, for uvicorn, granian, hypercorn or gunicorn with uvicorn's workers."""

import atexit
import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sharecli import places
from sharecli.clicks.addresses import orphaned
from sharecli.clicks.model import Led
from sharecli.language import _
from sharecli.period import stamp
from sharecli.redirects import pages
from sharecli.redirects.answering import NEVER_COUNTED, NOT_ALLOWED, Answer, away, health, lead, page
from sharecli.redirects.asking import LONGEST_CODE, arrival, below, headers_of, spoken, type_said, type_scope, word_of
from sharecli.redirects.lookup import BRIEFLY, PATIENCE, Ledger, NotNow, OutOfReach, StillWritten, patiently
from sharecli.redirects.lookup_records import Target
from sharecli.redirects.relay import Relay, Seat
from sharecli.redirects.sink import Sink
from sharecli.redirects.through import Through

_COUNTED = 1.0
"""Seconds that a visitor waits for the file of clicks, where a link lets through so many people only."""

_log = logging.getLogger("sharecli.redirects")

type_receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
type_send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Redirects:
    """Answers requests for codes, and hands every one of them to the sink.

    Args:
        path: the seller's file; what ``SHARECLI_DB`` names, else the one in the system's data folder, where None.
        visitors: whether one visitor is told from another; by ``SHARECLI_PRIVACY`` where None.
        seat: of a process that only answers, where another one writes.
    """

    def __init__(self, path: Path | None = None, *, visitors: bool | None = None, seat: Seat | None = None) -> None:
        self._path = path
        self._visitors = visitors
        self._seat = seat
        self._ledger: Ledger | None = None
        self._through: Through | None = None
        self._trouble = ""
        self.sink: Sink | Relay | None = None

    async def __call__(self, scope: type_scope, receive: type_receive, send: type_send) -> None:
        """One request, or the life of the server, as ASGI has it."""
        if scope["type"] == "http":
            answer = self.at_once(scope) or await self._answer(scope)
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            body = b"" if scope["method"] == "HEAD" else answer.body
            await send({"type": "http.response.body", "body": body})
        elif scope["type"] == "lifespan":
            await self._life(receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    def open(self) -> tuple[Ledger, Sink | Relay]:
        """Begin, where that was not done: some servers tell nobody when they start."""
        if self._ledger is None or self.sink is None:
            path = self._path or places.data_file()
            visitors = self._visitors
            if visitors is None:
                # A slip of the pen must not tell visitors apart that were not to be.
                visitors = os.environ.get("SHARECLI_PRIVACY", "") in {"", "day-hash"}
            ledger = Ledger(path)
            self.sink = (
                Relay(path, ledger.zone(), self._seat, visitors=visitors)
                if self._seat
                else Sink(path, ledger.zone(), visitors=visitors)
            )
            self.sink.start()
            self._ledger = ledger
            atexit.register(self.close)  # and some do not tell when they stop, either
        return self._ledger, self.sink

    def close(self) -> None:
        """Write what waits, and let go of the files; a second call changes nothing."""
        atexit.unregister(self.close)
        for one in (self._ledger, self._through):
            if one is not None:
                one.close()
        self._ledger = self._through = None
        if self.sink is not None:
            self.sink.stop()

    async def _life(self, receive: type_receive, send: type_send) -> None:
        while True:
            said = (await receive())["type"]
            if said == "lifespan.startup":
                self.open()
                await send({"type": "lifespan.startup.complete"})
            elif said == "lifespan.shutdown":
                self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def at_once(self, scope: type_scope) -> Answer | None:
        """The answer to what nearly all requests are: a link that always leads to its destination. Else None.

        It says nothing that :meth:`_answer` would not say; it only does without what it costs to be able to wait.
        """
        if scope["method"] != "GET" or self._ledger is None or self.sink is None:
            return None
        word = word_of(scope)
        if not 0 < len(word) <= LONGEST_CODE or "/" in word:
            return None
        try:
            target = self._ledger.target(word)
        except (NotNow, OutOfReach):
            return None
        if target is None or not target.always or not target.destination:
            return None
        self.sink.take(arrival(scope, headers_of(scope), target.code, target.link, Led.there))
        return lead(target.destination)

    async def _answer(self, scope: type_scope) -> Answer:
        if scope["method"] not in {"GET", "HEAD"}:
            return NOT_ALLOWED
        ledger, sink = self.open()
        word = word_of(scope)
        try:
            if "/" in word:  # a code has no slash, and most base URLs have no path: only this costs a look
                word = below(await patiently(ledger.prefix), word)
            if word in NEVER_COUNTED:
                return NEVER_COUNTED[word]
            return await (self._health() if word == "healthz" else self._found(word, scope))
        except OutOfReach as error:
            self._told(str(error))
            headers = headers_of(scope)
            # Under which path the codes lie is not known now, either.
            if code := orphaned(word.rpartition("/")[2]):
                sink.take(arrival(scope, headers, code))
            return away(spoken(headers))

    async def _found(self, word: str, scope: type_scope) -> Answer:
        """The answer for what may be a code.

        Raises:
            OutOfReach: the ledger cannot be read, and nothing was counted.
        """
        ledger, sink = self.open()
        headers = headers_of(scope)
        code, looks = word.removesuffix("+"), word.endswith("+")
        target = None
        if 0 < len(code) <= LONGEST_CODE:
            try:
                target = ledger.target(code)
            except NotNow:
                target = await _awaited(ledger, code)
        if target is not None:
            # Before this request is counted: the last one that may come still comes.
            state = "open" if target.always else await self._state(target)
            if not looks:
                led = Led.there if state == "open" else Led.fallback if target.fallback else Led.away
                sink.take(arrival(scope, headers, target.code, target.link, led))
            return _led(target, state, headers, looks=looks)
        speech = spoken(headers)
        if not code or not below(await patiently(ledger.prefix), word):
            return page(404, pages.plain("root", speech=speech))
        if orphan := orphaned(word):
            sink.take(arrival(scope, headers, orphan))
        alike: list[str] = []
        with suppress(OutOfReach):  # the page is right without them
            alike = await patiently(lambda: ledger.alike(code), BRIEFLY) if len(code) <= LONGEST_CODE else []
        up = word.count("/") + scope["path"].endswith("/")
        return page(404, pages.missing(code, alike, speech=speech, up=up))

    async def _state(self, target: Target) -> str:
        """``open``, ``early`` or ``closed``."""
        if target.status != "active":
            return "closed"
        if target.opens_at or target.closes_at:
            now = stamp(datetime.now(UTC))
            if target.opens_at and now < target.opens_at:
                return "early"
            if target.closes_at and now >= target.closes_at:
                return "closed"
        if target.max_clicks is not None:
            with suppress(OutOfReach):  # not to know how many came is no reason to turn somebody away
                full = await patiently(lambda: self._full(target.link, target.max_clicks or 0), _COUNTED)
                return "closed" if full else "open"
        return "open"

    def _full(self, link: int, most: int) -> bool:
        if self._through is None:
            _ledger, sink = self.open()
            self._through = Through(sink.path)
        return self._through.full(link, most)

    def _told(self, trouble: str) -> None:
        """Tell whoever runs the server why links cannot be looked up: once, and nobody who only asks for them."""
        if trouble and trouble != self._trouble:
            _log.error("%s", _("links cannot be looked up: {why}").format(why=trouble))
        self._trouble = trouble

    async def _health(self) -> Answer:
        """How the server is, in words that everybody may read: no path, no name, and no number of visitors."""
        ledger, sink = self.open()
        tally = sink.tally
        trouble = "clicks" if tally.trouble else ""
        try:
            await patiently(lambda: ledger.target("healthz"))
            self._told("")
        except OutOfReach as error:
            self._told(str(error))
            trouble = "ledger"
        said: dict[str, str | bool] = {"status": "trouble" if trouble else "ok", "trouble": trouble}
        return health({**said, "waiting": tally.waiting > 0, "dropped": tally.dropped > 0}, well=not trouble)


async def _awaited(ledger: Ledger, code: str) -> Target | None:
    """Where a code leads, of a file that is being written; where it led a moment ago, if that takes long.

    Raises:
        OutOfReach: the file cannot be read, or is being written for seconds and the code was not asked for lately.
    """
    before = ledger.last_known(code)
    try:
        return await patiently(lambda: ledger.target(code), BRIEFLY if before else PATIENCE)
    except StillWritten:
        if before is None:
            raise
        return before


def _led(target: Target, state: str, headers: type_said, *, looks: bool) -> Answer:
    there = target.destination if state == "open" else target.fallback
    if there and not looks:
        return lead(there)
    speech = spoken(headers)
    if there:
        return page(200, pages.preview(target.code, there, speech=speech))
    if state == "early":
        return page(404, pages.early(target.opens_at or "", speech=speech))
    return page(410, pages.plain("closed", speech=speech))


app = Redirects()
"""What a server of one's own is pointed at: ``granian --interface asgi sharecli.redirects.asgi:app``."""
