"""What came of publishing a folder, or of comparing one: as data, and what is to be done next."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli.errors import Refused
from sharecli.language import plural
from sharecli.redirects.publishing import comparing, manifest
from sharecli.redirects.publishing.engines import Engine
from sharecli.redirects.publishing.model import Plan
from sharecli.redirects.publishing.writing import Site

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Outdated(Refused):
    """The folder is not what would be published now."""

    code = "publish-outdated"


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, or would be.

    Attributes:
        engine: for what.
        folder: where.
        site: under which domain.
        plan: which codes.
        files: name to SHA-256.
        removed: old files of ours that went.
        zone: the seller's clock.
        dry: whether nothing was written.
    """

    engine: Engine
    folder: Path
    site: Site
    plan: Plan
    files: dict[str, str]
    removed: list[str]
    zone: "ZoneInfo"
    dry: bool

    def data(self) -> dict[str, Any]:
        """The JSON contract; ``rows`` are the links that do not lead to their shop, and why."""
        rows = [{"code": code, "why": why.value, "leads_to": ""} for code, why in self.plan.left_out.items()]
        rows += [
            {"code": code, "why": why.value, "leads_to": self.plan.redirects[code]}
            for code, why in self.plan.fallen_back.items()
        ]
        return {
            "to": self.engine.to.value, "folder": str(self.folder), "base_url": self.site.base_url,
            "log": self.site.log, "dry_run": self.dry, "redirects": len(self.plan.redirects),
            "files": len(self.files), "removed": self.removed, "changes_at": self.plan.changes_at,
            "counted": self.plan.counted, "dated": self.plan.dated, "rows": rows,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """A published folder beside what would be published now.

    Attributes:
        folder: where.
        before: what was published.
        plan: what would be now.
        changes: what is different.
        zone: the seller's clock.
    """

    folder: Path
    before: manifest.Manifest
    plan: Plan
    changes: comparing.Changes
    zone: "ZoneInfo"

    def data(self) -> dict[str, Any]:
        """The JSON contract; ``rows`` are what changed."""
        rows = [{"code": code, "file": "", "change": change.value} for code, change in self.changes.codes.items()]
        rows += [{"code": "", "file": name, "change": change.value} for name, change in self.changes.files.items()]
        return {
            "to": self.before.to, "folder": str(self.folder), "base_url": self.before.base_url, "at": self.before.at,
            "redirects": len(self.before.codes), "current": not self.changes.any, "moved": self.changes.moved,
            "unfinished": self.changes.unfinished, "changes_at": self.plan.changes_at, "rows": rows,
        }  # fmt: skip

    def error(self) -> Outdated | None:
        """What is to be done, where something changed."""
        if not self.changes.any:
            return None
        count = len(self.changes.codes) + len(self.changes.files)
        sentence = plural(
            "“{folder}” is not up to date: {count} change", "“{folder}” is not up to date: {count} changes", count
        )
        message = sentence.format(folder=self.folder, count=count)
        by_hand = comparing.Change.edited in self.changes.files.values()
        command = f"sharecli publish --to {self.before.to} {quoted(self.folder)}"
        return Outdated(message, hint=f"{command} --force" if by_hand else command)


def quoted(folder: Path) -> str:
    """A folder as a shell takes it."""
    return shlex.quote(str(folder))
