"""How a code is drawn: its style, its colour, its logo."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sharecli.colour import colour, contrast
from sharecli.errors import Refused
from sharecli.language import _

LEAST_CONTRAST = 3.0
"""Contrast of the dark modules with white, at least: less, and decoders take them for light in bad light."""


class PoorContrast(Refused):
    """A colour too pale for the dark modules of a code."""

    code = "poor-contrast"


class Style(StrEnum):
    """How the modules look."""

    square = "square"
    rounded = "rounded"
    dots = "dots"


@dataclass(frozen=True)
class Look:
    """How a code is drawn.

    Attributes:
        style: of the modules.
        color: of the dark modules, ``#rrggbb``.
        logo: a square PNG or JPEG of at most 400 pixels a side, as ``styles.prepared_logo`` gives it; empty for none.

    Raises:
        BadValue: no such colour.
        PoorContrast: the colour is too pale.
    """

    style: Style = Style.square
    color: str = "#000000"
    logo: bytes = b""

    def __post_init__(self) -> None:
        object.__setattr__(self, "color", colour(self.color))
        if (ratio := contrast(self.color, "#ffffff")) < LEAST_CONTRAST:
            message = _("the colour “{color}” is too pale for a code: its contrast with white is {ratio}, not {least}")
            raise PoorContrast(
                message.format(color=self.color, ratio=f"{ratio:.1f}", least=f"{LEAST_CONTRAST:.0f}"),
                hint=_("choose a darker one, like --color 1f3a5f"),
            )

    @property
    def level(self) -> str:
        """Error correction: M corrects 15 % of the codewords, H 30 %."""
        return "H" if self.logo else "M"

    def row(self) -> dict[str, str | None]:
        """What a manifest says of it; the logo by its SHA-256."""
        logo = hashlib.sha256(self.logo).hexdigest() if self.logo else None
        return {"style": self.style.value, "color": self.color, "logo": logo, "level": self.level}


PLAIN = Look()
"""Black squares without a logo: what every decoder knows best."""
