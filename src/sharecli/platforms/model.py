"""A platform: its hosts, how its links are tagged, what it forbids, and how its reports read. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, parse_qsl, urlsplit

from sharecli.platforms.sub_ids import SubId


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of a platform's downloadable report.

    Attributes:
        name: such as ``modern``.
        columns: our field to the header names it goes by, the best first. The fields stand in ``README.md``.
        needs: fields without which it is not this layout.
        has: headers without which it is not this layout, beside the fields.
        key: fields that make a line unique inside an order; identical lines are told apart by their count.
        strangers: words of the field ``seller`` by which a file is another market's, in money of another currency.
        kind: what tells its lines from those of another layout about the same order, or empty.
        order_from: fields that make an order number where the report has none.
        sums: fields whose columns are added up.
        statuses: the platform's status word to a state: pending confirmed settled paid held void refunded
            reversal ignore.
        state: the state of a row without a status word, or empty.
        marks: header to its words to a state; what a mark says goes before the status. ``*`` is any other word.
        reasons: the platform's status word to why the order is void or taken back; a word that is not there means
            ``order_canceled`` or, where it was refunded, ``refund``.
        claims: the platform's after-sale word to ``refunded``, ``held`` or ``ignore``.
        encodings: tried in this order where the header reads the same in several.
        nulls: cells that mean "nothing".
        nulls_of: field to cells that mean "nothing" there, besides.
        dates: strptime forms.
        time_zone: IANA name of the clock that the dates are on.
        zones: word of the field ``market`` to the IANA name of that market's clock.
        currency: ISO 4217 code, or empty: it comes from a column or from a symbol.
        symbols: symbol in a header or before an amount to ISO 4217 code.
        decimal: the decimal mark, a point or a comma; the other one groups thousands.
        hook: name of a rule that TOML cannot say, or empty.
    """

    name: str
    columns: dict[str, tuple[str, ...]]
    needs: tuple[str, ...]
    key: tuple[str, ...]
    statuses: dict[str, str]
    claims: dict[str, str]
    encodings: tuple[str, ...]
    nulls: tuple[str, ...]
    dates: tuple[str, ...]
    time_zone: str
    currency: str
    symbols: dict[str, str]
    hook: str
    has: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    kind: str = ""
    order_from: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    state: str = ""
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    nulls_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    decimal: str = "."
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file of the platform's that looks like a report and is nobody's income.

    Attributes:
        has: headers that no report of income has together.
        encodings: as of a layout.
        why: the reason, one clause in English.
        why_zh: the same in Chinese.
    """

    has: tuple[str, ...]
    encodings: tuple[str, ...]
    why: str
    why_zh: str

    def said(self, language: str) -> str:
        """The reason in a language (``zh_CN`` or ``en``)."""
        return self.why_zh if language.startswith("zh") else self.why


HOLDING_DAYS = 15
"""Days from the confirmation of an order until its commission is safe, where a platform does not say."""


@dataclass(frozen=True, slots=True)
class Payout:
    """How a platform pays.

    Attributes:
        currency: ISO 4217 code that it pays in where its report does not tell, or empty.
        holding_days: days from the confirmation of an order until its commission is safe.
        holding_source: who says so; ``unproven`` where nobody does.
    """

    currency: str = ""
    holding_days: int = HOLDING_DAYS
    holding_source: str = "unproven"


@dataclass(frozen=True, slots=True)
class Alive:
    """How a platform's page shows that nothing can be bought there any more.

    Attributes:
        sold_out: words that stand on the page of an item that is sold out.
        gone: words that stand on a page in the place of an item that is no more.
        gone_at: host and beginning of a path to which the link of such an item is led.
        asks_at: host and beginning of a path to which whoever is no buyer is led, such as a login: it tells nothing.
        buys: words on the button of what can be bought; they go before any word about being sold out.
        but_not: words beside which a word about being sold out means nothing, such as ``almost``.
        headings: words of a title or first heading that stand in the place of an item that is no more.
        gone_paths: parts of a path, on any host, to which the link of such an item is led.
        asks_paths: the same of a login.
    """

    sold_out: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    gone_at: tuple[str, ...] = ()
    asks_at: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    gone_paths: tuple[str, ...] = ()
    asks_paths: tuple[str, ...] = ()

    def over(self, general: "Alive") -> "Alive":
        """These words and places, beside what is true of every shop."""
        return replace(
            self,
            buys=_both(self.buys, general.buys),
            but_not=_both(self.but_not, general.but_not),
            headings=_both(self.headings, general.headings),
            gone_paths=_both(self.gone_paths, general.gone_paths),
            asks_paths=_both(self.asks_paths, general.asks_paths),
        )


@dataclass(frozen=True, slots=True)
class Platform:
    """A shop or marketplace that pays a commission.

    Attributes:
        key: the file's name, such as ``taobao``.
        name: in English.
        name_zh: in Chinese.
        currency: ISO 4217 code that its prices usually have.
        hosts: domains; a subdomain belongs to them.
        items: where a link names the item: ``query:id`` or ``path:`` and a regular expression with one group.
        tags: query parameter to its value, with ``{link}``, ``{channel}``, ``{campaign}``, ``{product}`` and
            ``{account}`` in it.
        tags_at: domain to the tags that its links have over or beside those.
        account: what ``{account}`` is called on this platform, or empty.
        signed_hosts: domains whose links are complete as they are: nothing may be added.
        signed_parameters: query parameters that sign a link: where one stands, nothing may be added.
        keeps: those of the tags that stay as they are where a link has them: the seller put them there. Any other that
            names a link, a channel or an account is replaced.
        with_account: query parameters that belong to the account in a link: where that is another's, they go with it.
        shorten: whether its links may go through a short link.
        shorten_rule: the rule behind that.
        print: whether its links may be printed.
        print_rule: the rule behind that.
        statement: a sentence that must stand near its links, or empty.
        reports: the layouts of its reports.
        refusals: files that look like its reports and are not.
        payout: how it pays.
        sub_ids: the words it keeps for a seller, each with its grammar.
        alive: how its pages show that nothing is sold there.
        own_file: where the seller's own words about it stand, or would stand.
    """

    key: str
    name: str
    name_zh: str
    currency: str
    hosts: tuple[str, ...]
    items: tuple[str, ...]
    tags: dict[str, str]
    tags_at: dict[str, dict[str, str]]
    account: str
    signed_hosts: tuple[str, ...]
    signed_parameters: tuple[str, ...]
    shorten: bool
    shorten_rule: str
    print: bool
    print_rule: str
    statement: str
    reports: tuple[Layout, ...]
    refusals: tuple[Refusal, ...] = ()
    payout: Payout = Payout()
    sub_ids: tuple[SubId, ...] = ()
    alive: Alive = Alive()
    keeps: tuple[str, ...] = ()
    with_account: tuple[str, ...] = ()
    own_file: str = ""

    def named(self, language: str) -> str:
        """Its name in a language (``zh_CN`` or ``en``)."""
        return self.name_zh if language.startswith("zh") else self.name

    def sells_at(self, host: str) -> bool:
        """Whether a host is one of its own."""
        return bool(self.domain_of(host))

    def domain_of(self, host: str) -> str:
        """The longest of its domains that a host is or belongs to, or an empty string."""
        return _domain(host, self.hosts)

    def tags_for(self, url: str) -> dict[str, str]:
        """The tags of a link: the general ones, and over them those of the domain it leads to."""
        return self.tags | self.tags_at.get(_domain(host_of(url), self.tags_at), {})

    def signs(self, url: str) -> bool:
        """Whether a link of it is signed: adding anything would break the attribution that is in it."""
        parts = _split(url)
        if _domain(host_of(url), self.signed_hosts):
            return True
        names = (name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
        return any(name in self.signed_parameters for name in names)

    def item_in(self, url: str) -> str:
        """The platform's own number of the item a link leads to, or an empty string."""
        parts = _split(url)
        query = dict(parse_qsl(parts.query))
        for place in self.items:
            kind, _colon, pattern = place.partition(":")
            found = re.search(pattern, parts.path) if kind == "path" else None
            item = found[1] if found else query.get(pattern, "") if kind == "query" else ""
            if item:
                return item
        return ""


def _both(own: tuple[str, ...], general: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(own + general))


def host_of(url: str) -> str:
    """The host of a link in lower case, without the root's dot; empty where there is none."""
    return (_split(url).hostname or "").removesuffix(".")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # such as an unclosed bracket in the host
        return urlsplit("")


def _domain(host: str, domains: Iterable[str]) -> str:
    own = (domain for domain in domains if host == domain or host.endswith(f".{domain}"))
    return max(own, key=len, default="")
