"""Brings a backend, its key and the wire together."""

from collections.abc import Callable

from sharecli.backends import keys, shorteners
from sharecli.backends.dub import Dub
from sharecli.backends.engine import Carrier
from sharecli.backends.kutt import Kutt
from sharecli.backends.model import Backend, Kind
from sharecli.backends.services import Service, services
from sharecli.backends.shlink import Shlink
from sharecli.backends.wire import Wire, own_network
from sharecli.backends.yourls import Yourls

_ENGINES: dict[Kind, Callable[..., Carrier]] = {
    Kind.shlink: Shlink,
    Kind.kutt: Kutt,
    Kind.yourls: Yourls,
    Kind.dub: Dub,
}


def opened(backend: Backend, key: keys.Key | None = None) -> Carrier:
    """What speaks to a backend.

    Args:
        backend: which.
        key: its key; looked for where None.

    Raises:
        CarrierKey: there is none.
        KeyExposed: others can read it.
    """
    if backend.kind is Kind.public:
        return public(services()[backend.name])
    wire = Wire(allowed=own_network, plain=True) if backend.private else Wire()
    return _ENGINES[backend.kind](backend, key or keys.needed(backend.name), wire)


def public(service: Service) -> Carrier:
    """What speaks to a public shortener.

    Raises:
        CarrierKey: it wants a key, and there is none.
        KeyExposed: others can read it.
    """
    key = keys.needed(service.name) if service.key and service.usable else None
    return shorteners.Public(service, key, shorteners.WIRE, shorteners.PAUSE)
