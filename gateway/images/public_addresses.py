"""Tells the addresses of the open web from those that only this machine's own networks answer.

Nothing is fetched from the latter for anybody: what a page made an agent paste must not become a
question to the company's own printers, databases, or the cloud provider's metadata service (SSRF).
The ranges are those of the IANA special-purpose registries (RFC 6890, as of 2025), written out
rather than asked of the library, whose idea of them has changed between patch releases.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from typing import Final

WEB_PORTS: Final = frozenset({80, 443})
"""Others could be any service; pictures on web pages do not come from them."""

_REFUSED_4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carrier-grade NAT; a cloud's metadata (100.100.100.200)
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # a cloud's platform service, on an address that looks public
            "169.254.0.0/16",  # link-local; metadata (169.254.169.254)
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; a cloud's metadata (192.0.0.192)
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # multicast tunnels
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
_UNICAST_6: Final = IPv6Network("2000::/3")
"""All that is routed. Mapped and translated IPv4, unique local, link-local, multicast are not."""
_REFUSED_6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo with its IPv4 address inside
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, with an IPv4 address inside
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)


def is_public(address: str) -> bool:
    """Tell whether a numeric address belongs to the open web."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _REFUSED_4)
    return (
        parsed.scope_id is None
        and parsed in _UNICAST_6
        and not any(parsed in network for network in _REFUSED_6)
    )


def is_web_server(address: str, port: int) -> bool:
    """Tell whether a page of the open web may be asked of there."""
    return port in WEB_PORTS and is_public(address)
