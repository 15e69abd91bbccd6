"""Puts published files in place: proven first, each whole, the manifest last; what is not ours stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sharecli.batches import waiting
from sharecli.batches.writing import Laid, Writer
from sharecli.errors import Refused, Taken
from sharecli.files import cannot_write, leads_nowhere_else
from sharecli.language import _, plural
from sharecli.redirects.publishing import manifest, reading
from sharecli.redirects.publishing.engines import Engine
from sharecli.redirects.publishing.manifest import Manifest, sha256


class InTheWay(Taken):
    """A file that is not ours, or that was changed by hand, has the name of one that is to be published."""

    code = "publish-in-the-way"


class Unproven(Refused):
    """What was written does not read as it was meant."""

    code = "publish-unproven"


def standing(
    home: Path, names: Iterable[str], before: Manifest | None, *, force: bool
) -> tuple[dict[str, str], list[str]]:
    """What stands in the folder under names of ours, old and new.

    Args:
        home: the folder.
        names: of the files to come.
        before: what was published there, or None.
        force: whether one of ours may be replaced though it was changed by hand.

    Returns:
        The files that may be replaced or removed, with the SHA-256 of each; and those that may not.
    """
    ours: dict[str, str] = {}
    held = []
    for name in sorted({*names, *(before.files | before.pending if before else ())}):
        try:
            plain = leads_nowhere_else(home, name)
            there = sha256((home / name).read_bytes()) if plain else ""
        except FileNotFoundError:
            continue
        except OSError as error:
            raise cannot_write(home / name, error) from None
        if before is not None and before.is_ours(name) and plain and (force or before.is_as_left(name, there)):
            ours[name] = there
        else:
            held.append(name)
    return ours, held


def place(
    home: Path, engine: Engine, files: Mapping[str, bytes], wanted: Mapping[str, str], now: Manifest, *,
    prefix: str, force: bool,
) -> list[str]:  # fmt: skip
    """Put the files in place; the names of old ones that were removed.

    Whoever reads the folder meanwhile finds each file whole, old or new. A run that is killed leaves a manifest that
    knows the files of both, so that the next one can finish.

    Args:
        home: the folder, which is there.
        engine: whose files they are.
        files: names to contents.
        wanted: code to where it leads.
        now: the new manifest.
        prefix: the path before the codes.
        force: replace files of ours that were changed by hand.

    Raises:
        InTheWay: a file there is not ours, or was changed by hand.
        Unproven: the files, read back from the disk, do not say what is wanted.
        CannotWrite: the disk is full, or the folder is read-only.
    """
    with waiting.alone(home):
        before = manifest.read(home)
        ours, held = standing(home, files, before, force=force)
        if held:
            raise _held(home, held, before)
        for folder in waiting.abandoned(home):
            _clear(folder)
        writer = Writer(home)
        try:
            # One new link among thousands of pages is one new page.
            fresh = {name: content for name, content in files.items() if ours.get(name) != sha256(content)}
            laid = {name: writer.lay(content, str(home / name)) for name, content in fresh.items()}
            writer.settle(list(laid.values()))
            there = {name: Path(one.waiting).read_bytes() for name, one in laid.items()}
            _prove(engine, {**files, **there}, wanted, prefix)
            announced = replace(before or replace(now, codes={}), files=ours, pending=now.files)
            _put(writer, [writer.lay(manifest.content(announced), str(home / manifest.NAME))])
            _put(writer, list(laid.values()))
            gone = sorted(set(ours) - set(files))
            for name in gone:
                (home / name).unlink(missing_ok=True)
            _put(writer, [writer.lay(manifest.content(now), str(home / manifest.NAME))])
        except OSError as error:
            raise cannot_write(home, error) from None
        finally:
            writer.close()
    return gone


def _put(writer: Writer, laid: list[Laid]) -> None:
    writer.settle(laid)
    for trouble in writer.place(laid).values():
        raise trouble.error


def _prove(engine: Engine, there: Mapping[str, bytes], wanted: Mapping[str, str], prefix: str) -> None:
    try:
        found = reading.redirects(engine.grammar, there, prefix=prefix)
    except (reading.Unclear, UnicodeDecodeError, ValueError) as error:
        raise _unproven(engine, str(error)) from None
    if found != dict(wanted):
        wrong = sorted({code for code in (*found, *wanted) if found.get(code) != wanted.get(code)})
        raise _unproven(engine, ", ".join(wrong[:5]))


def _unproven(engine: Engine, why: str) -> Unproven:
    message = _("the files for {engine}, read back, do not say what they should: {why}; nothing was put in place")
    return Unproven(message.format(engine=engine.name, why=why), hint="sharecli link check")


def _held(home: Path, names: list[str], before: Manifest | None) -> InTheWay:
    edited = [name for name in names if before is not None and before.is_ours(name)]
    shown = ", ".join((edited or names)[:5])
    if edited:
        sentence = plural(
            "{count} published file was changed by hand: {names}",
            "{count} published files were changed by hand: {names}",
            len(edited),
        )
        return InTheWay(
            sentence.format(count=len(edited), names=shown),
            hint=_("keep a copy of what you changed, then repeat the command with --force"),
        )
    message = _("in “{folder}” there is something else of that name: {names}").format(folder=home, names=shown)
    return InTheWay(message, hint=_("move it away, or name another folder"))


def _clear(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
