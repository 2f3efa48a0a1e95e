"""Forwarded headers count from trusted proxies alone."""

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from gateway.http.addresses import ClientAddresses


def asked(peer: str, *forwarded: str):
    class Transport:
        def get_extra_info(self, name, default=None):
            return (peer, 1234) if name == "peername" else default

    headers = [("X-Forwarded-For", value) for value in forwarded]
    return make_mocked_request("GET", "/", headers=CIMultiDict(headers), transport=Transport())


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ((), "198.51.100.7", (), "198.51.100.7"),
        ((), "198.51.100.7", ("10.0.0.1",), "198.51.100.7"),
        (("10.0.0.0/8",), "198.51.100.7", ("203.0.113.9",), "198.51.100.7"),
        (("10.0.0.0/8",), "10.0.0.1", (), "10.0.0.1"),
        (("10.0.0.0/8",), "10.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        (("10.0.0.0/8",), "10.0.0.1", ("1.2.3.4, 203.0.113.9",), "203.0.113.9"),
        (("10.0.0.0/8",), "10.0.0.1", ("1.2.3.4", "203.0.113.9"), "203.0.113.9"),
        (("10.0.0.0/8",), "10.0.0.1", ("203.0.113.9, 10.0.0.2",), "203.0.113.9"),
        (("10.0.0.0/8",), "10.0.0.1", ("10.0.0.3, 10.0.0.2",), "10.0.0.3"),
        (("10.0.0.0/8",), "10.0.0.1", ("203.0.113.9, nonsense",), "10.0.0.1"),
        (("10.0.0.0/8",), "10.0.0.1", ("203.0.113.9, <script>, 10.0.0.2",), "10.0.0.2"),
        (("10.0.0.0/8",), "10.0.0.1", (" , ",), "10.0.0.1"),
        (("10.0.0.0/8",), "::ffff:10.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        (("fd00::/8",), "fd00::1", ("2001:DB8::9",), "2001:db8::9"),
        ((), "::ffff:198.51.100.7", (), "198.51.100.7"),
    ],
)
def test_the_client_is_the_right_most_hop_nobody_trusts(trusted, peer, forwarded, client):
    """Forged forwarded headers change nothing (CVE-2026-34720's lesson)."""
    assert ClientAddresses(trusted).of(asked(peer, *forwarded)) == client
