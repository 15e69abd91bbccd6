"""Reads the platforms: the built-in files, and the seller's own over them."""

import re
from functools import cache
from pathlib import Path

from sharecli import datafile, places
from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.platforms.grammar import check_template, sub_ids_of
from sharecli.platforms.layouts import check_currency, layout_of, refusal_of
from sharecli.platforms.model import HOLDING_DAYS, Alive, Payout, Platform, host_of
from sharecli.suggest import closest
from sharecli.text import clean

OWN_SHOP = "own-shop"
"""What a link belongs to when no platform has its host."""


@cache
def platforms() -> dict[str, Platform]:
    """Every platform by its key, sorted.

    Raises:
        BadData: one of the seller's files is broken.
    """
    folder = places.config_folder() / "platforms"
    own = {datafile.key_of(path): path for path in folder.glob("*.toml")}
    files = datafile.shelf(Path(__file__).parent, folder)
    return {key: _platform(key, table, own.get(key, folder / f"{key}.toml")) for key, table in files}


def find(key: str) -> Platform:
    """The platform of that key.

    Raises:
        NotFound: with the closest keys.
    """
    try:
        return platforms()[key.strip().lower()]
    except KeyError:
        raise NotFound(
            _("there is no platform “{key}”").format(key=clean(key, limit=40)),
            hint=closest(key, platforms(), paste="--platform {}"),
        ) from None


def detect(url: str) -> Platform:
    """The platform whose host a link has; the seller's own shop where none has."""
    host = host_of(url)
    # The longest domain wins, so that a seller's own file may claim a subdomain.
    best = max(platforms().values(), key=lambda platform: len(platform.domain_of(host)))
    return best if best.sells_at(host) else platforms()[OWN_SHOP]


def _platform(key: str, table: datafile.Table, own_file: Path) -> Platform:
    links, policy, payout = table.table("links"), table.table("policy"), table.table("payout")
    alive = table.table("alive")
    own = datafile.load(own_file)[1].get("payout", {}) if own_file.exists() else {}
    _check_hosts(table, "hosts")
    _check_hosts(links, "signed-hosts")
    _check_places(table)
    check_currency(table, table.text("currency"), "currency")
    _check_tags(links)
    platform = Platform(
        key=key,
        name=table.text("name"),
        name_zh=table.text("name-zh", table.text("name")),
        currency=table.text("currency"),
        hosts=table.texts("hosts"),
        items=table.texts("items"),
        tags=links.words("tags"),
        tags_at=links.words_by_name("tags-at"),
        account=links.text("account", ""),
        signed_hosts=links.texts("signed-hosts"),
        signed_parameters=links.texts("signed-parameters"),
        shorten=policy.flag("shorten", default=True),
        shorten_rule=policy.text("shorten-rule", ""),
        print=policy.flag("print", default=True),
        print_rule=policy.text("print-rule", ""),
        statement=policy.text("statement", ""),
        reports=tuple(layout_of(report) for report in table.tables("report")),
        refusals=tuple(refusal_of(refusal) for refusal in table.tables("refuse")),
        sub_ids=sub_ids_of(links),
        alive=_alive(alive),
        keeps=links.texts("keeps"),
        with_account=links.texts("with-account"),
        # A number of the seller's own is no guess, whoever the built-in file names for its own.
        payout=_payout(payout, source="own" if "holding-days" in own and "holding-source" not in own else ""),
        own_file=str(own_file),
    )
    for part in (links, policy, payout, alive, table):
        part.done()
    return platform


def _check_hosts(table: datafile.Table, key: str) -> None:
    for host in table.texts(key):
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) or host != host.lower():
            raise table.wrong(key, _("should be bare domains in lower case, such as shop.example"), word=host)


def _check_places(table: datafile.Table) -> None:
    for place in table.texts("items"):
        kind, _colon, pattern = place.partition(":")
        try:
            good = kind == "query" or (kind == "path" and re.compile(pattern).groups == 1)
        except re.error:
            good = False
        if not good or not pattern:
            # In the file a backslash may be doubled, so the word to look for ends before it.
            reason = _("should be query:NAME or path:PATTERN with one group")
            raise table.wrong("items", reason, word=place.partition("\\")[0])


def _check_tags(links: datafile.Table) -> None:
    at = links.table("tags-at")
    for domain in at.names():
        for value in at.words(domain).values():
            check_template(links, "tags-at", value)
    for value in links.words("tags").values():
        check_template(links, "tags", value)


def _alive(table: datafile.Table) -> Alive:
    for key in ("gone-at", "asks-at"):
        for place in table.texts(key):
            if "/" not in place or "://" in place or place != place.strip():
                raise table.wrong(
                    key, _("should be a host and the beginning of a path: shop.example/error"), word=place
                )
    return Alive(
        sold_out=table.texts("sold-out"),
        gone=table.texts("gone"),
        gone_at=table.texts("gone-at"),
        asks_at=table.texts("asks-at"),
        buys=table.texts("buys"),
        but_not=table.texts("but-not"),
        headings=table.texts("headings"),
        gone_paths=table.texts("gone-paths"),
        asks_paths=table.texts("asks-paths"),
    )


def _payout(table: datafile.Table, *, source: str) -> Payout:
    code = table.text("currency", "")
    if code:
        check_currency(table, code, "currency")
    days = table.whole("holding-days", HOLDING_DAYS, most=180)
    told = table.text("holding-source", "unproven")
    return Payout(currency=code, holding_days=days, holding_source=source or told)
