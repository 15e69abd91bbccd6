"""The few pages that a visitor may see: no such link, not yet, no more, and where a link leads."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from sharecli.datafile import load
from sharecli.text import clean

_STYLE = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.2rem}"
    "main{overflow-wrap:anywhere}"
    "h1{font-size:1.5rem}a.go{display:inline-block;padding:.5rem 1.2rem;border:1px solid;border-radius:.5rem}"
    ":root{color-scheme:light dark}"
)
_SHOWN = 80


def language(headers: Mapping[str, str]) -> str:
    """``zh`` or ``en``: what a browser's ``Accept-Language`` likes better; ``en`` where it names neither.

    >>> language({"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}), language({})
    ('zh', 'en')
    """
    best, found = 0.0, "en"
    for wish in headers.get("accept-language", "")[:200].lower().split(","):
        name, _semicolon, weight = wish.partition(";")
        key = name.strip().partition("-")[0]
        try:
            liked = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if key in {"zh", "en"} and liked > best:
            best, found = liked, key
    return found


def missing(code: str, alike: list[str], *, speech: str, up: int = 0) -> str:
    """No link has this code.

    Args:
        code: as it was asked for.
        alike: codes that may have been meant.
        speech: of :func:`language`.
        up: how many folders the address lies below the codes.
    """
    words = _words(speech)
    parts = [_p(words["missing_why"].format(code=clean(code, limit=_SHOWN)))]
    if alike:
        # A server does not know under which path the world sees it: from here, it is so many steps up.
        above = "../" * up
        links = "".join(f'<li><a href="{above}{_path(one)}+">{escape(one)}</a></li>' for one in alike)
        parts.append(f"{_p(words['alike'])}<ul>{links}</ul>")
    return _page(words["missing"], "".join(parts), speech)


def early(opens_at: str, *, speech: str) -> str:
    """The link opens later; the moment is UTC as stored."""
    words = _words(speech)
    day = opens_at.replace("T", " ").removesuffix("Z")[:16] + " UTC"
    return _page(words["early"], _p(words["early_why"].format(day=day)), speech)


def plain(name: str, *, speech: str) -> str:
    """A page that says the same to everybody: ``closed``, ``root`` or ``away``."""
    words = _words(speech)
    return _page(words[name], _p(words[f"{name}_why"]), speech)


def preview(code: str, destination: str, *, speech: str) -> str:
    """Where a link leads, to be seen before going there."""
    words = _words(speech)
    host = urlsplit(destination).netloc.rpartition("@")[2] or destination.partition(":")[0]
    said = _p(words["preview_why"].format(code=clean(code, limit=_SHOWN), host=clean(host, limit=_SHOWN)))
    shown = f"<p><code>{escape(clean(destination))}</code></p>"
    go = ""
    if destination.startswith(("https://", "http://")):  # an app's own scheme is shown, not offered
        go = f'<p><a class="go" rel="noreferrer nofollow" href="{escape(destination)}">{escape(words["go"])}</a></p>'
    return _page(words["preview"], said + shown + go, speech)


def _page(title: str, body: str, speech: str) -> str:
    return (
        f'<!doctype html><html lang="{"zh-CN" if speech == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )


def _p(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _path(code: str) -> str:
    """A code as a part of an address."""
    return escape(quote(code, safe=""))


@cache
def _words(speech: str) -> dict[str, str]:
    table, _values = load(Path(__file__).parent / "pages.toml")
    return table.words(speech)
