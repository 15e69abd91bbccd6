"""Reads the channels: the built-in files, and the seller's own over them."""

from functools import cache
from pathlib import Path

from sharecli import datafile, places
from sharecli.channels.model import Canvas, Channel
from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.suggest import closest
from sharecli.text import clean


@cache
def channels() -> dict[str, Channel]:
    """Every channel by its key, sorted.

    Raises:
        BadData: one of the seller's files is broken.
    """
    files = datafile.shelf(Path(__file__).parent, places.config_folder() / "channels")
    return {key: _channel(key, table) for key, table in files}


def find(key: str, *, paste: str = "--channel {}") -> Channel:
    """The channel of that key, or of that name in English or Chinese.

    Args:
        key: what was typed.
        paste: how it was typed, with ``{}`` for the key: a hint repeats it.

    Raises:
        NotFound: with the closest keys.
    """
    said = key.strip().lower()
    # A key beats a name: a seller's own channel may bear a name that another one has as an alias.
    if said in channels():
        return channels()[said]
    for channel in channels().values():
        if said in {word.lower() for word in (channel.name, channel.name_zh, *channel.aliases)}:
            return channel
    raise NotFound(
        _("there is no channel “{key}”").format(key=clean(key, limit=40)),
        hint=closest(said, channels(), paste=paste),
    )


def canvas_of(channel: Channel, name: str) -> Canvas:
    """A channel's canvas by name, or by its pixels as in ``1080x1440``; the usual one without a name.

    Raises:
        NotFound: with the names there are.
    """
    if not name:
        return channel.canvas
    said = name.strip().lower()
    for canvas in channel.canvases:
        if said.replace("×", "x") in {canvas.name, f"{canvas.width}x{canvas.height}"}:
            return canvas
    words = _("“{channel}” has no canvas “{name}”; it has: {names}")
    names = [canvas.name for canvas in channel.canvases]
    raise NotFound(
        words.format(channel=channel.key, name=clean(name, limit=40), names=", ".join(names)),
        hint=closest(said, names, paste="--canvas {}"),
    )


def _canvases(table: datafile.Table) -> tuple[Canvas, ...]:
    """The usual one stands in the channel's own keys, as it did before there were others."""
    usual = _canvas(table.text("canvas", "usual"), table, size="poster")
    others = table.table("canvases")
    more = []
    for name in others.names():
        inner = others.table(name)
        more.append(_canvas(name, inner, size="size", like=usual))
        inner.done()
    return (usual, *more)


def _canvas(name: str, table: datafile.Table, *, size: str, like: Canvas | None = None) -> Canvas:
    width, height = table.wholes(size, count=2, least=300, most=12_000)
    return Canvas(
        name=name.lower(),
        width=width,
        height=height,
        dots_per_inch=table.whole("dots-per-inch", like.dots_per_inch if like else 72, least=36, most=1200),
        safe_top=table.whole("safe-top", 0, most=height // 3),
        safe_bottom=table.whole("safe-bottom", 0, most=height // 3),
        bleed_mm=table.whole("bleed-mm", like.bleed_mm if like else 0, most=10),
    )


def _channel(key: str, table: datafile.Table) -> Channel:
    channel = Channel(
        key=key,
        name=table.text("name"),
        name_zh=table.text("name-zh", table.text("name")),
        aliases=table.texts("aliases"),
        canvases=_canvases(table),
        caption=table.whole("caption", least=1),
        fold=table.whole("fold", 0),
        wide_letters=table.flag("wide-letters", default=False),
        qr=table.flag("qr", default=True),
        qr_rule=table.text("qr-rule", ""),
        link=table.flag("link", default=True),
        link_rule=table.text("link-rule", ""),
        short_links=table.flag("short-links", default=True),
        label_zh=table.text("label-zh", "广告"),
        label_en=table.text("label-en", "#ad"),
        label_rule=table.text("label-rule", "互联网广告管理办法 Art. 9; FTC 16 CFR 255; CAP Code 2.1"),
        printed=table.flag("printed", default=False),
    )
    table.done()
    return channel
