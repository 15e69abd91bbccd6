"""Which addresses are on the public internet, by the registries of those that are not. Pure."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_SPECIAL = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20",
)  # fmt: skip
"""IANA's registries of addresses with a special purpose, and multicast; of IPv6, what lies in 2000::/3, for outside
that there is no public address: not this computer's, not a house's (fc00::/7, fec0::/10), not a line's (fe80::/10), and
nothing deprecated that leads to an IPv4 address (::/96, ::ffff:0:0:0/96). Also those that some might reach: no shop
keeps its pictures there."""


def public(address: "IPv4Address | IPv6Address") -> bool:
    """Whether an address is on the public internet: not this computer, the network at home, or a cloud's inside."""
    inner = _inside(address)
    if inner is not None:
        return public(inner)
    # Which of these Python knows itself depends on its release; the registries are asked once more, whole.
    reserved = address.is_multicast or address.is_unspecified or address.is_reserved
    if address.version == 6 and address not in _networks("2000::/3")[0]:  # noqa: PLR2004 - the Internet Protocol's
        return False
    return address.is_global and not reserved and not any(address in one for one in _networks(*_SPECIAL))


@cache
def _networks(*names: str) -> "tuple[IPv4Network | IPv6Network, ...]":
    from ipaddress import ip_network

    return tuple(map(ip_network, names))


def _inside(address: "IPv4Address | IPv6Address") -> "IPv4Address | None":
    """The IPv4 address that an IPv6 one leads to: mapped, 6to4, or translated (NAT64, which phone networks use)."""
    from ipaddress import IPv4Address

    if address.version == 4:  # noqa: PLR2004 - the Internet Protocol's
        return None
    if address in _networks("64:ff9b::/96")[0]:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
