"""How large an SVG says that it is, read without drawing it."""

import re
from xml.parsers import expat

_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

_UNBOUNDED = {"pattern"}
"""Elements that are painted at a size of their own, however small the drawing is shown."""


def drawing_size(svg: bytes) -> tuple[float, float]:
    """Width and height in its own pixels.

    Raises:
        ValueError: it is no SVG, says nothing of its size, or holds what could be painted at any size.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if local in _UNBOUNDED:
            raise ValueError(local)
        if not found:
            found.append((local, attributes))

    def refuse(*_declared: object) -> None:
        raise ValueError("doctype")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EntityDeclHandler = refuse  # entities of entities could grow without end
    try:
        parser.Parse(svg, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    root, attributes = found[0]
    if root != "svg":
        raise ValueError(root)
    box = [float(one) for one in re.split(r"[\s,]+", attributes.get("viewBox", "").strip()) if one]
    inner = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)  # noqa: PLR2004 - x, y, width, height
    width, height = (
        _length(attributes.get(side, ""), own) for side, own in zip(("width", "height"), inner, strict=True)
    )
    return width, height


def _length(words: str, own: float) -> float:
    """Pixels; without a length of its own, or with a share of its surroundings, what the view box has."""
    said = _LENGTH.fullmatch(words)
    return float(said[1]) * _UNITS[(said[2] or "").lower()] if said else own
