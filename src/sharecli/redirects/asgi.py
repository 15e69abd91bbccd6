"""The redirect server: a bare ASGI callable, for uvicorn, granian, hypercorn or gunicorn with uvicorn's workers."""

import atexit
import os
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sharecli import places
from sharecli.clicks import records
from sharecli.clicks.model import Led
from sharecli.clicks.store import open_reader
from sharecli.errors import SharecliError
from sharecli.period import stamp
from sharecli.redirects import pages
from sharecli.redirects.answering import NEVER_COUNTED, NOT_ALLOWED, Answer, away, health, lead, page
from sharecli.redirects.asking import LONGEST_CODE, arrival, below, headers_of, type_scope, word_of
from sharecli.redirects.lookup import BRIEFLY, PATIENCE, Ledger, NotNow, OutOfReach, StillWritten, Target, patiently
from sharecli.redirects.sink import Sink

_COUNTED = 1.0
"""Seconds that a visitor waits for the file of clicks, where a link lets through so many people only."""

type_receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
type_send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Redirects:
    """Answers requests for codes, and hands every one of them to the sink.

    Args:
        path: the seller's file; what ``SHARECLI_DB`` names, else the one in the system's data folder, where None.
        visitors: whether one visitor is told from another; by ``SHARECLI_PRIVACY`` where None.
    """

    def __init__(self, path: Path | None = None, *, visitors: bool | None = None) -> None:
        self._path = path
        self._visitors = visitors
        self._ledger: Ledger | None = None
        self._people: sqlite3.Connection | None = None
        self.sink: Sink | None = None

    async def __call__(self, scope: type_scope, receive: type_receive, send: type_send) -> None:
        """One request, or the life of the server, as ASGI has it."""
        if scope["type"] == "http":
            answer = await self._answer(scope)
            await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
            body = b"" if scope["method"] == "HEAD" else answer.body
            await send({"type": "http.response.body", "body": body})
        elif scope["type"] == "lifespan":
            await self._life(receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    def open(self) -> tuple[Ledger, Sink]:
        """Begin, where that was not done: some servers tell nobody when they start."""
        if self._ledger is None or self.sink is None:
            path = self._path or places.data_file()
            visitors = self._visitors
            if visitors is None:
                # A slip of the pen must not tell visitors apart that were not to be.
                visitors = os.environ.get("SHARECLI_PRIVACY", "") in {"", "day-hash"}
            ledger = Ledger(path)
            self.sink = Sink(path, ledger.zone(), visitors=visitors)
            self.sink.start()
            self._ledger = ledger
            atexit.register(self.close)  # and some do not tell when they stop, either
        return self._ledger, self.sink

    def close(self) -> None:
        """Write what waits, and let go of the files; a second call changes nothing."""
        atexit.unregister(self.close)
        for one in (self._ledger, self._people):
            if one is not None:
                one.close()
        self._ledger = self._people = None
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
        except OutOfReach:
            headers = headers_of(scope)
            sink.take(arrival(scope, headers, word.rpartition("/")[2].removesuffix("+")))
            return away(pages.language(headers))

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
            try:  # nearly always: without what it costs to be able to wait
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
        speech = pages.language(headers)
        if not code or not below(await patiently(ledger.prefix), word):
            return page(404, pages.plain("root", speech=speech))
        if not word.startswith(".well-known/"):  # programs look there by themselves
            sink.take(arrival(scope, headers, code))
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
                came = await patiently(lambda: self._came(target.link, target.max_clicks or 0), _COUNTED)
                return "closed" if came >= target.max_clicks else "open"
        return "open"

    def _came(self, link: int, most: int) -> int:
        """How many people a link has led so far; ``most`` where they are more."""
        assert self.sink is not None  # noqa: S101 - open() has made it
        try:
            if self._people is None:
                self._people = open_reader(self.sink.path)
                self._people.execute("PRAGMA busy_timeout = 0")  # the server waits by itself, and serves meanwhile
            return records.humans(self._people, link, most=most)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise NotNow from error
            self._people = None
            raise OutOfReach(str(error)) from error
        except SharecliError as error:
            raise OutOfReach(error.message) from error

    async def _health(self) -> Answer:
        ledger, sink = self.open()
        tally = sink.tally
        trouble = tally.trouble
        try:
            await patiently(lambda: ledger.target("healthz"))
        except OutOfReach as error:
            trouble = str(error)
        said = {"status": "trouble" if trouble else "ok", "stored": tally.stored, "waiting": tally.waiting}
        return health({**said, "dropped": tally.dropped, "trouble": trouble}, well=not trouble)


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


def _led(target: Target, state: str, headers: dict[str, str], *, looks: bool) -> Answer:
    there = target.destination if state == "open" else target.fallback
    if there and not looks:
        return lead(there)
    speech = pages.language(headers)
    if there:
        return page(200, pages.preview(target.code, there, speech=speech))
    if state == "early":
        return page(404, pages.early(target.opens_at or "", speech=speech))
    return page(410, pages.plain("closed", speech=speech))


app = Redirects()
"""What a server of one's own is pointed at: ``granian --interface asgi sharecli.redirects.asgi:app``."""
