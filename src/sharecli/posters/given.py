"""What a template is given: a poster as the JSON that docs/templates.md describes."""

import json
from typing import Any

from sharecli.lettering import wording
from sharecli.posters.model import Poster, Shown
from sharecli.posters.palette import palette


def given(
    poster: Poster, *, fonts: tuple[str, ...], image: dict[str, Any] | None, avatar: str, qr: dict[str, Any] | None
) -> str:
    """What the template takes, as JSON; docs/templates.md is the contract.

    Args:
        poster: what stands on it.
        fonts: family names, the preferred one first.
        image: ``path``, ``width``, ``height`` and ``focus`` of the picture, or None.
        avatar: the path of the seller's picture, or empty.
        qr: ``svg``, ``modules``, ``quiet``, ``least`` and ``light`` of the code, or None.
    """
    canvas, brand, price = poster.canvas, poster.brand, poster.price
    lang, region = wording.typesetting(poster.language)
    parts = {"before": price.before, "whole": price.whole, "cents": price.cents, "after": price.after} if price else {}
    return json.dumps(
        {
            "version": 1,
            "width": poster.width,
            "height": poster.height,
            "bleed": poster.bleed,
            "marks": poster.marks,
            "safe_top": canvas.safe_top,
            "safe_bottom": canvas.safe_bottom,
            "dpi": canvas.dots_per_inch,
            "printed": poster.printed,
            "lang": lang,
            "region": region or None,
            "title": poster.title,
            "price": parts or None,
            "was": poster.was or None,
            "saving": poster.saving or None,
            "words": poster.words,
            "label": poster.label,
            "seller": brand.name,
            "tagline": brand.tagline,
            "handle": brand.handle,
            "avatar": avatar or None,
            "phrases": poster.phrases,
            "search": poster.search or None,
            "image": image,
            "qr": qr,
            "palette": palette(brand.accent, theme=brand.theme),
            "theme": brand.theme,
            "fonts": list(fonts),
            "deal": _deal(poster.deal) if poster.deal else None,
        },
        ensure_ascii=False,
    )


def _deal(one: Shown) -> dict[str, Any]:
    return {
        "status": one.status,
        "until": one.until,
        "ladder": [{"name": name, "price": price} for name, price in one.ladder],
        "missing": one.missing,
        "size": one.size,
    }
