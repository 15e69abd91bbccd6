"""Publishes a folder, and compares one with what would be published now."""

from pathlib import Path
from typing import TYPE_CHECKING

from sharecli import files
from sharecli.errors import BadValue, NotFound, Refused, Usage
from sharecli.language import _
from sharecli.links.making import url_of
from sharecli.links.model import Link
from sharecli.period import stamp
from sharecli.redirects import publish_records as records
from sharecli.redirects.publishing import comparing, manifest, placing
from sharecli.redirects.publishing.engines import Engine, To, engine
from sharecli.redirects.publishing.model import Plan, Target, plan
from sharecli.redirects.publishing.outcome import Published, Status, quoted
from sharecli.redirects.publishing.writing import Site, written
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sharecli.settings.model import Settings


class NoBaseUrl(Refused):
    """There is no domain under which codes could stand."""

    code = "no-base-url"


class NothingToPublish(Refused):
    """No link leads anywhere now."""

    code = "nothing-to-publish"


class NotPublished(NotFound):
    """Nothing was published into that folder."""

    code = "not-published"


def publish(desk: Desk, to: To, folder: Path, *, log: str, force: bool, dry_run: bool) -> Published:
    """Publish into a folder.

    Args:
        desk: the file and the clock.
        to: the engine.
        folder: made where it is missing.
        log: where the engine shall write its log, or empty.
        force: replace files that were changed by hand; publish even where no link leads anywhere.
        dry_run: say what would be published; write nothing.

    Raises:
        NoBaseUrl: there is no domain yet.
        NothingToPublish: no link leads anywhere.
        Usage: a log for an engine that has none.
        BadValue: the log is no absolute path.
        TooManyRedirects: more than the engine takes.
        RedirectTooLong: longer than the engine takes.
        InTheWay: something else in the folder has the name of a file.
        Unproven: the files do not say what they should.
        CannotWrite: the folder is a file or read-only, or the disk is full.
    """
    kind = engine(to)
    now = settings.read(desk.store)
    site = Site(_domain(now), _log(kind, log, manifest.read(folder)))
    planned = _planned(desk, now, kind)
    if not planned.redirects and not force:
        raise NothingToPublish(
            _("no link leads anywhere now, so there is nothing to publish"),
            hint="sharecli link new PRODUCT --channel CHANNEL",
        )
    made = written(kind, planned.redirects, site)
    hashes = {name: manifest.sha256(content) for name, content in made.items()}
    codes = {code: manifest.sha256(there) for code, there in planned.redirects.items()}
    said = manifest.Manifest(to.value, site.base_url, site.log, stamp(desk.now()), codes, hashes)
    removed: list[str] = []
    if not dry_run:
        home = files.folder(folder, hint=_("name another folder"))
        removed = placing.place(home, kind, made, planned.redirects, said, prefix=site.prefix, force=force)
    return Published(kind, folder, site, planned, hashes, removed, now.zone, dry_run)


def status(desk: Desk, folder: Path) -> Status:
    """What changed since a folder was published.

    Raises:
        NotPublished: nothing was published there.
        CannotWrite: what lies there is somebody else's list.
        NoBaseUrl: there is no domain any more.
    """
    before = manifest.read(folder)
    if before is None or before.to not in set(To):
        message = _("nothing was published into “{folder}”").format(folder=folder)
        raise NotPublished(message, hint=f"sharecli publish --to nginx {quoted(folder)}")
    now = settings.read(desk.store)
    planned = _planned(desk, now, engine(To(before.to)))
    changes = comparing.since(folder, before, planned.redirects, base_url=_domain(now))
    return Status(folder, before, planned, changes, now.zone)


def _planned(desk: Desk, now: "Settings", kind: Engine) -> Plan:
    links = records.targets(desk.store)

    def stays_long(one: Target, to: str) -> bool:
        as_link = Link(one.code, "", one.platform, "", "", to, one.status, "")
        return url_of(as_link, now) == to

    return plan(
        links, now=stamp(desk.now()), full=records.full(desk.store, links), stays_long=stays_long, taken=kind.taken
    )


def _domain(now: "Settings") -> str:
    if not now.base_url:
        raise NoBaseUrl(
            _("no base-url is set, so there are no short links to publish"),
            hint="sharecli config set base-url https://go.example.shop",
        )
    return now.base_url


def _log(kind: Engine, said: str, before: manifest.Manifest | None) -> str:
    if said and not kind.log:
        message = _("{engine} writes no log that you could name").format(engine=kind.name)
        raise Usage(message, hint=_("leave --log out"))
    if said and not (said.startswith("/") and said.isprintable() and not set(said) & set("\"\\{}$'")):
        raise BadValue(_("the log “{path}” is no absolute path").format(path=said), hint=f"--log {kind.log}")
    kept = before.log if before is not None and before.to == kind.to else ""
    return said or kept or kind.log
