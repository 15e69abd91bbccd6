"""A piece of content: a review, a video, a live stream whose word is the campaign of links. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What it is."""

    review = "review"
    video = "video"
    live = "live"
    post = "post"
    other = "other"


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of content.

    Attributes:
        word: what the command line calls it; the campaign of its links.
        kind: what it is.
        title: one line.
        url: where it can be seen, or empty.
        channel: a channel's key, or empty.
        made_on: the day it was made, as the seller's calendar has it: ``2026-10-20``.
        archived: whether it is off the list.
        created_at: UTC, as stored.
        id: the row's number; 0 before it is kept.
    """

    word: str
    kind: Kind
    title: str
    url: str = ""
    channel: str = ""
    made_on: str = ""
    archived: bool = False
    created_at: str = ""
    id: int = 0

    def row(self) -> dict[str, str | None]:
        """The JSON contract: ``content kind title url channel made_on status created_at``."""
        return {
            "content": self.word,
            "kind": self.kind.value,
            "title": self.title,
            "url": self.url or None,
            "channel": self.channel or None,
            "made_on": self.made_on,
            "status": "archived" if self.archived else "active",
            "created_at": self.created_at,
        }
