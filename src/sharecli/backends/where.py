"""Where a backend is, as a seller types it."""

from urllib.parse import urlsplit

from sharecli.backends.model import Kind
from sharecli.backends.wire import not_https
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.products.model import url_of

_HINT = "--address https://s.example.shop"


def address_of(words: str, kind: Kind, *, private: bool) -> str:
    """The address of a backend's API, without a slash at the end.

    Args:
        words: as typed; empty for a service that has one address for everybody.
        kind: what runs there.
        private: whether http will do.

    Raises:
        BadValue: it is missing, or more than an address.
        CarrierPrivate: it is http.
    """
    said = words or ("https://api.dub.co" if kind is Kind.dub else "")
    if not said:
        raise BadValue(_("where is it? no address was named"), hint=_HINT)
    try:
        url = url_of(said).rstrip("/")
    except BadValue as error:
        raise BadValue(error.message, hint=_HINT) from None
    if "?" in url or "#" in url:
        message = _("the address “{url}” has more than a path").format(url=url[:80])
        raise BadValue(message, hint=_HINT)
    if url.startswith("http:") and not private:
        raise not_https(url)
    return url


def domain_of(words: str) -> str:
    """A domain without its scheme, or empty.

    Raises:
        BadValue: it is not a domain.
    """
    if not words:
        return ""
    bare = words.strip().removeprefix("https://").removeprefix("http://").rstrip("/")
    try:
        netloc = urlsplit(url_of(f"https://{bare}")).netloc
    except BadValue:
        netloc = ""
    if not netloc or "/" in bare:
        raise BadValue(_("“{said}” is not a domain").format(said=bare[:60]), hint="--domain go.example.shop")
    return netloc
