"""Whom an address is counted for where a limit holds for each."""

import ipaddress


def network_of(address: str) -> str:
    """Give the address itself, or the /64 of an IPv6 address.

    Any household has 2^64 of those: a limit for each would be none. What is no address stays.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
