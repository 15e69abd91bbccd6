"""Takes a log in, line by line: what each is, what of it is a click, and that every line is accounted for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sharecli.clicks.addresses import Asked, Left, asked, host_named, host_of
from sharecli.clicks.classes import how_of
from sharecli.clicks.import_records import Keeper, Row, plain
from sharecli.clicks.known_lines import KnownLines
from sharecli.clicks.lines import BAD, EARLIEST, LATEST, NO_AGENT, Parse, Request, moment
from sharecli.clicks.logfiles import Block
from sharecli.clicks.quick import Quick, Said
from sharecli.clicks.tally import Tally
from sharecli.clicks.visitors import Salts, visitor

if TYPE_CHECKING:
    from concurrent.futures import Future

_BATCH = 25_000
"""Rows of one transaction: short enough that a server beside this hardly waits, long enough that the disk does not."""

_MANY, _SHORT = 50_000, 600
"""So many addresses and agents are kept at hand, however long the log is; and none of more characters."""

_SHOWN = 5
"""Lines that could not be read and are named."""

_LONGEST_KEY = 64
_NO_KEY = {"", "-"}
_SMALL = 16_384
"""Bytes; when a line of a block is odd, its neighbours are read quickly still, down to so few."""

_REFUSED = 400
"""From here on a status says that the visitor got nowhere."""

_AWAY = {404, 410}
"""What a redirect answers for a link that does not lead now; any other error is the server's."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What an import stands on.

    Attributes:
        codes: lower-case code to link number.
        host: the seller's short domain, of :func:`sharecli.clicks.addresses.host_named`; or empty.
        folder: where the codes lie below it, such as ``/go``; or empty.
        salts: of the days.
    """

    codes: Mapping[str, int]
    host: str
    folder: str
    salts: Salts


class Taker:
    """Takes one log in.

    Args:
        ground: what it stands on.
        keeper: writes.
        tally: counts; read it afterwards.
    """

    def __init__(self, ground: Ground, keeper: Keeper, tally: Tally) -> None:
        self._ground = ground
        self._keeper = keeper
        self._tally = tally
        self._targets: dict[str, Asked] = {}
        self._hosts: dict[str, str] = {"": "", "-": ""}
        self._agents: dict[str, str] = {}
        self._others: dict[str, bool] = {"": False, ground.host: False}
        self._times = KnownLines()
        self._clicks: list[Row] = []
        self._orphans: list[Row] = []
        self._away: list[Row] = []
        self._coming: Future[tuple[int, int]] | None = None
        self._sent = 0

    def take(self, blocks: Iterator[Block], parse: Parse, quick: Quick | None = None) -> None:
        """Read it to its end, keeping what is a click on the way.

        Args:
            blocks: its lines.
            parse: reads one of them.
            quick: reads many at once, where there is such a thing.

        Raises:
            UnknownLog: it is damaged; what stood before is kept.
            TooMuch: it unpacks to too much; what stood before is kept.
        """
        try:
            for block in blocks:
                self._read(block, parse, quick)
                if len(self._clicks) + len(self._orphans) + len(self._away) > _BATCH:
                    self._flush()
        finally:
            self._flush()
            self._count()

    def _read(self, block: Block, parse: Parse, quick: Quick | None) -> None:
        """The lines of a block: all at once if they are alike, else one by one."""
        said = quick(block.raw) if quick else None
        if said is not None:
            self._block(block, said)
        elif quick and len(block.raw) > _SMALL and (halves := block.halves()):
            for half in halves:
                self._read(half, parse, quick)
        else:
            self._block(block, self._parsed(block, parse))

    def _parsed(self, block: Block, parse: Parse) -> Iterator[Request | None]:
        """What lines say; None for one that says nothing, and is counted here."""
        left = self._tally.left
        for place, line in enumerate(block.lines):
            if not line.strip():
                left[Left.blank] += 1
                yield None
                continue
            try:
                one = parse(line)
            except BAD:
                self._bad(block, place)
                yield None
                continue
            if one is None:
                left[Left.other_line] += 1
            elif not type(one.agent) is type(one.address) is type(one.target) is str:
                self._bad(block, place)
                one = None
            yield one

    def _block(self, block: Block, said: Iterator[Said] | Iterator[Request | None]) -> None:  # noqa: C901 - a call for each line costs a tenth
        """The lines of a block. One loop, and everything in it by its shortest name: it runs a million times."""
        targets, hosts, agents, salt_at = self._targets, self._hosts, self._agents, self._ground.salts.at
        left, before, own_host = self._tally.left, self._tally.read + 1, self._ground.host
        clicks, orphans, away = self._clicks.append, self._orphans.append, self._away.append
        others = self._others
        hows = {"GET": "get", "HEAD": "head"}
        number, second, prefix, salt = before - 1, -1, "", b""
        for number, one in enumerate(said, before):
            if one is None:
                continue
            try:
                at, method, target, status, agent, referer, address, host, key, purpose = one
                at_ms = int(at * 1000 + 0.5) if type(at) is float else at if type(at) is int else moment(at)
                if not EARLIEST <= at_ms < LATEST:
                    at_ms = moment(at)
                if host != own_host and own_host and (others[host] if host in others else self._other(host)):
                    left[Left.elsewhere] += 1
                    continue
                place = targets.get(target) or self._target(target)
                how, keep = hows.get(method, ""), clicks
                if place.link is None or not how or int(status) >= _REFUSED:
                    reason = place.left or _why_left(method, place, int(status))
                    if reason:
                        left[reason] += 1
                        continue
                    keep = orphans if place.link is None else away
                if purpose and purpose != "-" and how == "get":
                    how = how_of("GET", {"purpose": purpose})
                agent = agents.get(agent) or self._agent(agent)
                come_from = hosts.get(referer)
                if come_from is None:
                    come_from = self._host(referer)
                if at_ms // 1000 != second:
                    second, salt = at_ms // 1000, salt_at(at_ms)
                    # The second in front lets the index of keys grow at its end, as the log does.
                    prefix = f"{second:x}-"
                who = visitor(salt, host=own_host or host, address=address, agent=agent) if address else None
                if key in _NO_KEY or len(key) > _LONGEST_KEY or not key.isascii():
                    key = self._times.key(block.lines[number - before])
                row = (place.link, place.code, at_ms, how, agent, come_from, who, prefix + key)
            except BAD:
                self._bad(block, number - before)
                continue
            keep(row)
        self._tally.read = number

    def _bad(self, block: Block, place: int) -> None:
        self._tally.bad += 1
        if len(self._tally.examples) < _SHOWN:
            number = block.numbers[place] if block.numbers else self._tally.read + 1 + place
            self._tally.examples.append(number)

    def _other(self, host: str) -> bool:
        """Whether a domain is another than the seller's; such as are none are taken for theirs."""
        if len(self._others) > _MANY:
            self._others = {"": False, self._ground.host: False}
        name = host_named(host)
        other = name not in {"", self._ground.host}
        if len(host) <= _SHORT:
            self._others[host] = other
        shown = self._tally.elsewhere
        if other and len(shown) <= _SHOWN and (said := plain(name, 60)) not in shown:
            shown.append(said)
        return other

    def _target(self, target: str) -> Asked:
        if len(self._targets) > _MANY:
            self._targets.clear()
        found = asked(target, self._ground.codes, folder=self._ground.folder)
        if self._ground.host and "://" in target[:8] and self._other(target.split("/", 3)[2].rpartition("@")[2]):
            found = Asked(None, "", Left.elsewhere)
        found = Asked(found.link, plain(found.code, 80), found.left)
        if len(target) <= _SHORT:
            self._targets[target] = found
        return found

    def _agent(self, agent: str) -> str:
        """The same string for the same agent: one for each of thousands of waiting rows would fill the memory."""
        if len(self._agents) > _MANY:
            self._agents.clear()
        if agent is NO_AGENT:  # and not what a stranger calls itself
            self._tally.agentless = True
        found = "" if agent == "-" else agent
        if len(agent) <= _SHORT:
            self._agents[agent] = found
        return found

    def _host(self, referer: str) -> str:
        if len(self._hosts) > _MANY:
            self._hosts.clear()
        found = host_of(referer)
        if len(referer) <= _SHORT:
            self._hosts[referer] = found
        return found

    def _flush(self) -> None:
        """Hand over what was gathered; the lines behind it are read while it is written."""
        self._count()
        self._sent = len(self._clicks) + len(self._orphans) + len(self._away)
        if self._sent:
            self._tally.away += len(self._away)
            self._coming = self._keeper.keep(self._clicks, self._orphans, self._away)
            self._clicks, self._orphans, self._away = [], [], []

    def _count(self) -> None:
        if self._coming is None:
            return
        coming, self._coming = self._coming, None
        imported, orphan = coming.result()
        self._tally.imported += imported
        self._tally.orphan += orphan
        self._tally.duplicate += self._sent - imported - orphan


def _why_left(method: str, place: Asked, status: int) -> Left | None:
    """Why a request for what looks like a code is no click."""
    if method not in {"GET", "HEAD"}:
        return Left.method
    if status >= _REFUSED:
        return Left.refused if place.link is not None and status not in _AWAY else None
    # Something answered there that is no link of the seller's: a page of the shop.
    return Left.page if place.link is None and status else None
