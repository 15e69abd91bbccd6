"""Which code somebody means who typed or pasted one, or a short link's whole address."""

import unicodedata
from urllib.parse import SplitResult, urlsplit

from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.links.likely import typed
from sharecli.platforms.model import host_of
from sharecli.settings import records as settings
from sharecli.store.open import Store
from sharecli.text import clean


def code_of(store: Store, words: str) -> str:
    """The code in what was typed, in small letters.

    Raises:
        NotFound: it is an address on another domain than those where the seller's links are: its code is another's.
    """
    said = unicodedata.normalize("NFKC", words).strip()
    code = typed(said)
    address = said if "://" in said else f"https://{said}"
    if not said.partition("?")[0].rstrip("/+").strip("/").count("/") or _is_ours(store, address, code):
        return code
    message = _("“{url}” is not an address of your links").format(url=clean(said, limit=80))
    raise NotFound(message, hint=f"sharecli link who {clean(code, limit=40)}" if code else "sharecli link list")


def _is_ours(store: Store, address: str, code: str) -> bool:
    """Whether it is the seller's own domain, or a short link by which a backend carries that code."""
    from sharecli.backends import carried_records

    own = settings.read(store).base_url
    carried = (one.short_url for one in carried_records.carried(store) if one.code == code)
    return any(_folder(address) == _folder(one) for one in (f"{own}/{code}" if own else "", *carried) if one)


def _folder(url: str) -> tuple[str, int | None, str]:
    """Host, port and path of an address, without the code at its end; http and https are one."""
    try:
        parts: SplitResult = urlsplit(url)
        port = None if parts.port in {80, 443} else parts.port
        host = host_of(url).encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return "", None, url
    return host, port, parts.path.rstrip("/+").rpartition("/")[0].casefold()
