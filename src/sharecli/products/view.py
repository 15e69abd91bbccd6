"""Products drawn for people."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli import money
from sharecli.language import _
from sharecli.products.material import MIDDLE, focus_words
from sharecli.products.model import Product
from sharecli.shell.prose import prose
from sharecli.shell.tables import table


def products(rows: Sequence[Product]) -> Table | Text:
    """A line per product."""
    if not rows:
        return prose([_("No products. Add one with: {command}").format(command="sharecli product add URL --title …")])
    return table(
        (_("code"), _("title"), _("price"), "", _("rate"), _("platform"), _("tags")),
        [
            (
                one.code,
                one.title + (f" ({_('archived')})" if one.status == "archived" else ""),
                one.price.shown() if one.price else "",
                one.currency,
                money.percent(one.rate) if one.rate is not None else "",
                one.platform,
                " ".join(one.tags),
            )
            for one in rows
        ],
        right=(2, 4),
        wide=(1, 6, 0),
    )


def card(one: Product) -> Table:
    """Everything about one product."""
    estimate = one.estimate()
    lines = one.note.split("\n") if one.note else []
    facts = [
        (_("code"), one.code),
        (_("title"), one.title),
        (_("price"), f"{one.price.shown()} {one.currency}" if one.price else "–"),
        *([(_("former price"), f"{one.was.shown()} {one.was.currency}")] if one.was else []),
        (_("commission"), money.percent(one.rate) if one.rate is not None else "–"),
        (_("a sale brings about"), f"{estimate.shown()} {estimate.currency}" if estimate else "–"),
        (_("platform"), f"{one.platform} {one.item}".strip()),
        (_("link"), one.url),
        (_("tags"), " ".join(one.tags) or "–"),
        *((_("your words") if place == 0 else "", line) for place, line in enumerate(lines)),
        (_("picture"), _("yes") if one.image else _("none")),
        *([(_("focus"), focus_words(one.focus))] if one.focus != MIDDLE else []),
        (_("status"), _(one.status)),
    ]
    return table(("", ""), facts, wide=1, fold=True, heading=False)


def tally(result: dict[str, object]) -> Text:
    """What an import did, in one line."""
    words = _("{file}: {rows} rows, {new} new, {updated} updated, {unchanged} unchanged, {problems} problems")
    return prose([words.format(**result)])
