"""A person, a group, the stages of trust. Pure."""

from dataclasses import dataclass
from enum import StrEnum

GONE = "gone-"
"""What the word of a forgotten person begins with; nobody else's does."""


class Stage(StrEnum):
    """How far somebody trusts the seller, in order."""

    stranger = "stranger"
    acquaintance = "acquaintance"
    trusted = "trusted"
    advocate = "advocate"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the seller knows.

    Attributes:
        word: what the command line and links call them, such as ``ling``.
        name: one line; empty once they are forgotten.
        stage: how far they trust the seller.
        brought_by: the word of who brought them, or empty.
        next_touch: the day to talk to them, ``2026-10-20``, or empty.
        interests: tags, sorted.
        handles: channel and handle, sorted by channel.
        groups: words of the groups they are in, sorted.
        created_at: UTC, as stored.
        forgotten_at: UTC, as stored, or empty.
        id: the row's number; 0 before it is kept.
    """

    word: str
    name: str
    stage: Stage = Stage.stranger
    brought_by: str = ""
    next_touch: str = ""
    interests: tuple[str, ...] = ()
    handles: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()
    created_at: str = ""
    forgotten_at: str = ""
    id: int = 0

    def row(self) -> dict[str, str | list[str] | None]:
        """The JSON contract: ``person name stage interests handles groups referred_by next created_at``.

        A handle is ``channel=handle``. A forgotten person has ``forgotten_at``, too.
        """
        row: dict[str, str | list[str] | None] = {
            "person": self.word,
            "name": self.name or None,
            "stage": self.stage.value,
            "interests": list(self.interests),
            "handles": [f"{channel}={handle}" for channel, handle in self.handles],
            "groups": list(self.groups),
            "referred_by": self.brought_by or None,
            "next": self.next_touch or None,
            "created_at": self.created_at,
        }
        return row | {"forgotten_at": self.forgotten_at} if self.forgotten_at else row


@dataclass(frozen=True, slots=True)
class Group:
    """An audience on a channel: a WeChat group, a Telegram channel.

    Attributes:
        word: what the command line calls it, such as ``tea-friends``.
        name: one line.
        channel: a channel's key.
        size: how many are in it, or None where that is not known.
        interests: tags, sorted.
        cooldown_days: whole days for which the same product is not shared there again; 0 for no rest.
        posts_a_day: how many shares a day of the seller's calendar it is spared for.
        archived: whether the seller posts there no more.
        created_at: UTC, as stored.
        id: the row's number; 0 before it is kept.
    """

    word: str
    name: str
    channel: str
    size: int | None = None
    interests: tuple[str, ...] = ()
    cooldown_days: int = 7
    posts_a_day: int = 2
    archived: bool = False
    created_at: str = ""
    id: int = 0

    def row(self) -> dict[str, str | int | list[str] | None]:
        """The JSON contract: ``group name channel size interests cooldown_days posts_a_day status created_at``."""
        return {
            "group": self.word,
            "name": self.name,
            "channel": self.channel,
            "size": self.size,
            "interests": list(self.interests),
            "cooldown_days": self.cooldown_days,
            "posts_a_day": self.posts_a_day,
            "status": "archived" if self.archived else "active",
            "created_at": self.created_at,
        }
