"""A place to share in, a pack for it, a line of the diary. Pure."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sharecli.channels.model import Channel
from sharecli.people.model import Group


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is shared, whose link it is, and the content it belongs to.

    Attributes:
        channel: where it is posted.
        group: the audience there, or None for the channel as such.
        person: whose link, a word; or empty.
        content: the campaign's word, or empty.
    """

    channel: Channel
    group: Group | None = None
    person: str = ""
    content: str = ""

    @property
    def folder(self) -> str:
        """What its folder in a day's is called: ``wechat-group-tea``."""
        return self.channel.key + (f"-{self.group.word}" if self.group else "")

    def pack(self, product: str) -> str:
        """What a product's folder in that one is called; "_" stands in no word, so none is taken for another's."""
        return product + (f"_{self.content}" if self.content else "") + (f"__{self.person}" if self.person else "")


@dataclass(frozen=True, slots=True)
class Pack:
    """What was made for one post.

    Attributes:
        product: its code.
        spot: where it is for.
        folder: where its files are; in a dry run, where they would be.
        files: their names, sorted; none in a dry run.
        link: the link's code; empty where a dry run found none.
        url: the link, or empty as above.
        caption: what to post, or None in a dry run.
        forced: whether a group was not spared, or a rule was overruled.
        label: whether the ad label was wanted.
        shared_at: UTC, as the diary has it; empty in a dry run.
    """

    product: str
    spot: Spot
    folder: Path
    files: tuple[str, ...] = ()
    link: str = ""
    url: str = ""
    caption: str | None = None
    forced: bool = False
    label: bool = True
    shared_at: str = ""

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``product channel group person content link url forced label folder files caption at``."""
        return {
            "product": self.product,
            "channel": self.spot.channel.key,
            "group": self.spot.group.word if self.spot.group else None,
            "person": self.spot.person or None,
            "content": self.spot.content or None,
            "link": self.link or None,
            "url": self.url or None,
            "forced": self.forced,
            "label": self.label,
            "folder": str(self.folder),
            "files": list(self.files),
            "caption": self.caption,
            "at": self.shared_at or None,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the diary.

    Attributes:
        shared_at: UTC, as stored.
        product: the product's code.
        channel: the channel's key.
        group: the group's word, or empty.
        person: whose link, or empty.
        content: the campaign, or empty.
        link: the link's code.
        forced: whether a group was not spared, or a rule was overruled.
        label: whether the ad label was wanted.
        folder: where the files were put, or empty.
    """

    shared_at: str
    product: str
    channel: str
    group: str
    person: str
    content: str
    link: str
    forced: bool
    label: bool
    folder: str

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``at product channel group person content link forced label folder``; the time is UTC."""
        return {
            "at": self.shared_at,
            "product": self.product,
            "channel": self.channel,
            "group": self.group or None,
            "person": self.person or None,
            "content": self.content or None,
            "link": self.link,
            "forced": self.forced,
            "label": self.label,
            "folder": self.folder or None,
        }
