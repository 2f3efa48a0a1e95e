"""Where a request really comes from, when proxies stand before the gateway."""

import ipaddress
from collections.abc import Iterable

from aiohttp import web


class ClientAddresses:
    """Believes forwarded headers from trusted proxies alone.

    Each proxy appends the address it was called from, so the list is read from the right: the
    first hop that is no trusted proxy is the client, whatever stands further left.
    """

    def __init__(self, trusted_proxies: Iterable[str] = ()) -> None:
        """Trust the proxies in these CIDR blocks."""
        self._trusted = tuple(ipaddress.ip_network(block) for block in trusted_proxies)

    def of(self, request: web.Request) -> str:
        """Give the client's address, in its canonical form."""
        address = request.remote or ""
        if not self._is_trusted(address):
            return _canonical(address)
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))
        for hop in reversed([hop.strip() for hop in forwarded.split(",") if hop.strip()]):
            if not _is_address(hop):
                break  # not what a proxy writes: whoever sent it is behind the last good hop
            address = hop
            if not self._is_trusted(hop):
                break
        return _canonical(address)

    def _is_trusted(self, address: str) -> bool:
        if not _is_address(address):
            return False
        parsed = ipaddress.ip_address(_canonical(address))
        return any(parsed in network for network in self._trusted)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _canonical(text: str) -> str:
    """Write an address one way, IPv4 in IPv6 as IPv4; what is none stays as it is."""
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(parsed)
