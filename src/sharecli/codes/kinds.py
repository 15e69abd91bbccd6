"""The kinds of files that are made."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of file."""

    png = "png"
    jpg = "jpg"
    pdf = "pdf"
    svg = "svg"

    @property
    def pixels(self) -> bool:
        """Whether it is made of pixels."""
        return self in {Kind.png, Kind.jpg}
