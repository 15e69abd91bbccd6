"""A backend, what it is asked to carry, and what it counts. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from sharecli.language import _


class Kind(StrEnum):
    """What runs at the other end."""

    shlink = "shlink"
    kutt = "kutt"
    yourls = "yourls"
    dub = "dub"
    public = "public"


COUNTED = {
    Kind.shlink: "each visit but HEAD; people are visits it does not take for machines",
    Kind.kutt: "visits without the machines it knows; HEAD counts where it looks like a browser's",
    Kind.yourls: "each request, machines and previews too; not a browser that remembers the redirect",
    Kind.dub: "one an hour per address and browser, without machines",
    Kind.public: "nothing is told",
}
"""What one visit is, per kind: they are never added up."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A service that carries links.

    Attributes:
        name: the seller's word for it, or a public service's name.
        kind: what runs there.
        address: its API's address, without a slash at the end.
        domain: which of its domains the links shall have; its usual one where empty.
        private: whether it may lie on this computer or in the seller's own network.
        hyphens: whether it keeps a hyphen in a code; None where that is not known.
        unique_urls: whether it refuses a second link to one address; None where that is not known.
        id: the row's number; 0 before it is kept.
    """

    name: str
    kind: Kind
    address: str
    domain: str = ""
    private: bool = False
    hyphens: bool | None = None
    unique_urls: bool | None = None
    id: int = 0

    def row(self) -> dict[str, str | bool | None]:
        """The JSON contract: ``name kind address domain private hyphens unique_urls counted``."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "address": self.address,
            "domain": self.domain,
            "private": self.private,
            "hyphens": self.hyphens,
            "unique_urls": self.unique_urls,
            "counted": _(COUNTED[self.kind]),
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """A link that is to be carried.

    Attributes:
        code: the link's code, which the short link shall have.
        target: where it shall lead.
        title: for the seller's eyes at the other end; no person's name.
        tags: product and channel, such as ``p:tea`` and ``c:telegram``.
    """

    code: str
    target: str
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A link that is carried.

    Attributes:
        code: its code at the other end.
        short_url: the short link.
        far_id: by what the other end knows it.
    """

    code: str
    short_url: str
    far_id: str = ""


@dataclass(frozen=True, slots=True)
class Visits:
    """What a backend counted, by its own rule.

    Attributes:
        visits: all that it counts.
        people: those it takes for people, or None where it does not say.
        bots: those it takes for machines, or None.
    """

    visits: int
    people: int | None = None
    bots: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A link as a backend has it.

    Attributes:
        target: where it leads there.
        visits: what was counted, or None where that is not told.
    """

    target: str
    visits: Visits | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What looking at a backend showed.

    Attributes:
        said: what runs there, such as ``Shlink 5.1.5``.
        hyphens: as in :class:`Backend`.
        unique_urls: as in :class:`Backend`.
        notes: what the seller should know.
    """

    said: str
    hyphens: bool | None = None
    unique_urls: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A link at a backend, as the ledger knows it.

    Attributes:
        id: the row's number.
        link_id: the link's row.
        code: the link's code.
        product: its product's code.
        channel: its channel's key.
        backend: the backend's name.
        kind: the backend's kind.
        state: ``pending``, ``carried``, or ``retired`` for one that is out of use and not there, or no more.
        short_url: the short link, or empty while it is not there.
        far_id: by what the other end knows it.
        target: what was sent.
        stale: whether a link in use has been led elsewhere since, and the other end does not know.
        problem: the code of the last error, or empty.
        why: the last error's sentence, or empty.
        tries: how often it failed since it last worked.
        again_at: before then it is not asked again (UTC, as stored), or None.
        seen: what it counted when it was last asked, or None.
        read_at: when that was (UTC, as stored), or None.
        retired: whether the link is out of use.
        backend_id: the backend's row: one that was removed may have had the same name.
    """

    id: int
    link_id: int
    code: str
    product: str
    channel: str
    backend: str
    kind: Kind
    state: str
    short_url: str
    far_id: str
    target: str
    stale: bool
    problem: str
    why: str
    tries: int
    again_at: str | None
    seen: Visits | None
    read_at: str | None
    retired: bool
    backend_id: int = 0

    @property
    def placed(self) -> Placed:
        """As the other end knows it."""
        return Placed(self.code, self.short_url, self.far_id)

    def row(self) -> dict[str, str | int | bool | None]:
        """The JSON contract.

        ``code product channel backend kind state url stale visits people bots counted read_at error why``.
        """
        return {
            "code": self.code,
            "product": self.product,
            "channel": self.channel,
            "backend": self.backend,
            "kind": self.kind.value,
            "state": self.state,
            "url": self.short_url,
            "stale": self.stale,
            "visits": self.seen.visits if self.seen else None,
            "people": self.seen.people if self.seen else None,
            "bots": self.seen.bots if self.seen else None,
            "counted": _(COUNTED[self.kind]),
            "read_at": self.read_at,
            "error": self.problem,
            "why": self.why,
        }
