"""From products and channels to jobs: the links are ensured, the posters composed, the codes encoded."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sharecli.channels import loader as channels
from sharecli.errors import Stopped, Usage
from sharecli.language import _, plural
from sharecli.links import making as links
from sharecli.links.making import Made
from sharecli.places import expanded
from sharecli.posters import export, qr
from sharecli.posters.export import Failed, Job, Written
from sharecli.posters.model import Poster, compose, file_name
from sharecli.posters.render import Studio
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk
from sharecli.shell.page import Format, Page
from sharecli.shell.progress import watched


def ensured(
    desk: Desk, goods: Sequence[Product], keys: Sequence[str] | None, campaign: str
) -> tuple[list[Made], list[str], Settings]:
    """The links of products on channels, made where they are missing, and what the seller should know.

    Raises:
        Usage: no channel was named.
        NotFound: no such channel.
    """
    if not keys:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    now = settings.read(desk.store)
    places = list({one.key: one for one in map(channels.find, keys)}.values())
    made = links.ensure(desk, now, goods, places, campaign=campaign)
    notes = links.notes(made, now)
    notes += [_("{where}: {why}").format(where=one.key, why=_(one.qr_rule)) for one in places if one.qr_rule]
    if any(one.new for one in made):
        notes.insert(0, links.tally(made))
    return made, notes, now


def posters(desk: Desk, made: Sequence[Made], now: Settings, into: Path, *, out: Format, notes: list[str]) -> Page:
    """Draw the posters of links, read each back and keep it.

    Raises:
        CannotWrite: the folder cannot be written.
        SharecliError: the one poster that was asked for cannot be made.
    """
    if not now.name:
        notes.append(_("your name is not on it yet: {command}").format(command="sharecli config set name …"))
    with Studio(lambda image: products.jpeg(desk.store, image)) as studio:
        jobs = [
            _poster_job(studio, compose(one.product, one.channel, link=one.link.code, url=one.url,
                                        campaign=one.link.campaign, seller=now.name, tagline=now.tagline))
            for one in made
        ]  # fmt: skip
        return _page(jobs, into, what=_("posters"), out=out, notes=notes)


def codes(made: Sequence[Made], into: Path, *, ending: str, out: Format, notes: list[str]) -> Page:
    """Write the QR codes of links, each read back.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return _page([_code_job(one, ending) for one in made], into, what=_("codes"), out=out, notes=notes)


def _poster_job(studio: Studio, poster: Poster) -> Job:
    def make() -> tuple[bytes, list[str]]:
        drawable, gone = studio.check(poster)
        picture = studio.png(drawable)
        qr.prove(picture, drawable.url)
        words = _("{name}: no font here has {emoji}; left out")
        return picture, [words.format(name=poster.name, emoji=" ".join(gone))] if gone else []

    return Job(
        poster.name,
        "png",
        poster.product,
        poster.channel,
        poster.link,
        poster.url,
        poster.width,
        poster.height,
        make,
        lambda: studio.bring(poster.image),
    )


def _code_job(one: Made, ending: str) -> Job:
    name = file_name(one.product.code, one.channel.key, one.link.campaign)
    code = qr.Code(one.url)

    def make() -> tuple[bytes, list[str]]:
        if ending == "png":
            content = code.png()
            qr.prove(content, one.url)
            return content, []
        # A vector file is proven by drawing what is in it as pixels.
        content = code.svg() if ending == "svg" else code.pdf()
        qr.prove(qr.typeset(f"code.{ending}", content, side_mm=code.side_mm, kind="png"), one.url)
        return content, []

    return Job(name, ending, one.product.code, one.channel.key, one.link.code, one.url, 0, 0, make)


def _page(jobs: list[Job], into: Path, *, what: str, out: Format, notes: list[str]) -> Page:
    from sharecli.posters import view

    written: list[Written] = []
    failed: list[Failed] = []
    # Closed here and now, so that Ctrl-C writes the manifest before the studio's folder goes.
    try:
        with closing(export.write_all(jobs, expanded(into))) as files:
            for done in watched(files, total=len(jobs), what=what):
                if isinstance(done, Written):
                    written.append(done)
                    notes.extend(done.remarks)
                else:
                    failed.append(done)
    except KeyboardInterrupt:
        words = plural(
            "stopped: {count} file is finished and kept", "stopped: {count} files are finished and kept", len(written)
        )
        raise Stopped(
            words.format(count=len(written)), hint=_("the folder's manifest.json lists every finished file")
        ) from None
    if failed and len(jobs) == 1 and not isinstance(failed[0].error, qr.Unscannable):
        raise failed[0].error
    words = _("{where}: {why}")
    notes.extend(words.format(where=f"{one.job.name}.{one.job.ending}", why=one.error.message) for one in failed)
    if written:
        words = plural("{count} file in {folder}", "{count} files in {folder}", len(written))
        notes.append(words.format(count=len(written), folder=into))
    return Page(
        [one.row() | {"file": str(one.path)} for one in written],
        lambda: view.files(written),
        out,
        notes,
        error=export.failure(failed, len(jobs)),
    )
