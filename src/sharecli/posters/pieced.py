"""From links to cards and stickers, and from a folder's manifest to the pictures of its contact sheet."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sharecli.batches import manifest
from sharecli.codes.qr import Code
from sharecli.errors import BadValue, CannotWrite, Unreadable
from sharecli.files import leads_nowhere_else
from sharecli.language import _
from sharecli.lettering import wording
from sharecli.links.making import Made
from sharecli.posters.making import Manner
from sharecli.sheets.overview import Shown
from sharecli.sheets.printing import Printed, SheetItem
from sharecli.text import clean

_LINES = ("title", "price", "call")


def items_of(made: Iterable[Made], manner: Manner, *, line: str) -> list[SheetItem]:
    """A piece for every link.

    Args:
        made: the links.
        manner: who shares, and how the codes are drawn.
        line: what stands on a square sticker: ``title``, ``price`` or ``call``.

    Raises:
        BadValue: ``line`` is something else.
    """
    if line not in _LINES:
        message = _("“{line}” is none of: {lines}").format(line=clean(line, limit=40), lines=", ".join(_LINES))
        raise BadValue(message, hint="--line title")
    brand, items = manner.brand, []
    for one in made:
        language = wording.language_of(
            one.product.title, locale=brand.locale, currency=one.product.currency, more=one.product.note
        )
        phrases = wording.phrases(language, printed=True, code=True, seller=brand.name)
        price = wording.price(one.product.price, language=language, locale=brand.locale) if one.product.price else None
        items.append(
            SheetItem(
                title=one.product.title,
                price=price,
                label=(brand.label or wording.label(one.channel, language)) if manner.wish.label else "",
                seller=brand.name,
                call=phrases["cta"],
                code=Code(one.url, manner.look),
                language=language,
                line=line,
            )
        )
    return items


def facts_of(made: Sequence[Made], manner: Manner, printed: Printed) -> dict[str, Any]:
    """What the manifest says of a sheet: enough to prove it again, and whether the ad label is on it."""
    return {
        "product": "",
        "products": list(dict.fromkeys(one.product.code for one in made)),
        "channel": made[0].channel.key,
        "link": "",
        "url": None,
        "width": None,
        "height": None,
        "verified": True,
        "kind": "pdf",
        "campaign": made[0].link.campaign or None,
        "pages": printed.pages,
        "label": manner.wish.label,
        **manner.look.row(),
        "codes": [code.to_json() for code in printed.codes],
    }


def shown_of(home: Path, channel: str) -> list[Shown]:
    """The files that a folder's manifest names, a group a channel.

    Raises:
        Unreadable: the manifest is damaged, or somebody else's.
    """
    try:
        rows = manifest.read(home).rows if home.is_dir() else {}
    except CannotWrite:
        message = _("“{path}” is not a manifest of sharecli's").format(path=home / manifest.NAME)
        raise Unreadable(message, hint=_("name a folder that sharecli made")) from None
    kept = [row for row in rows.values() if not channel or row.get("channel") == channel]
    kept.sort(key=lambda row: (str(row.get("channel")), row["file"]))
    return [
        Shown(home / row["file"], clean(row["file"]), str(row.get("channel") or ""), plain=_is_plain(home, row["file"]))
        for row in kept
    ]


def _is_plain(home: Path, name: str) -> bool:
    try:
        return leads_nowhere_else(home, name)
    except (OSError, ValueError):  # half a character is in no name
        return False
