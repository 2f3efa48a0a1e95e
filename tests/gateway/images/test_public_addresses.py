"""Every kind of address behind which no page of the open web stands is refused, by table."""

import pytest

from gateway.images.public_addresses import is_public, is_web_server


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2000::",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "3ffe:ffff::",
    ],
)
def test_the_open_web_may_be_asked(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        # This network, private, loopback, link-local: first and last of each.
        *("0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255"),
        *("127.0.0.0", "127.0.0.1", "127.1.2.3", "127.255.255.255"),
        *("169.254.0.0", "169.254.255.255", "172.16.0.0", "172.31.255.255"),
        *("192.168.0.0", "192.168.255.255"),
        # Carrier-grade NAT.
        *("100.64.0.0", "100.127.255.255"),
        # What cloud providers tell their own machines.
        *("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("fd00:ec2::254", "fe80::a9fe:a9fe"),
        # Protocols, documentation, benchmarks, anycast.
        *("192.0.0.1", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1"),
        *("198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1"),
        # Multicast, reserved, broadcast.
        *("224.0.0.0", "224.0.0.251", "239.255.255.255", "240.0.0.0", "255.255.255.255"),
        # IPv6: unspecified, loopback, link-local with and without an interface, unique local.
        *("::", "::1", "fe80::", "fe80::1%eth0", "fe80::1%1", "febf::1", "fc00::", "fdff::1"),
        *("fec0::1", "ff00::", "ff02::1", "ff0e::1", "100::1"),
        # IPv4 in a shape of IPv6: mapped, compatible, translated, 6to4, Teredo.
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"),
        *("::127.0.0.1", "::a9fe:a9fe", "64:ff9b::127.0.0.1", "64:ff9b::8.8.8.8"),
        *("64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "2001::1"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:1ff:ffff::", "2001:db8::1", "3fff::1"),
        *("2620:4f:8000::1", "4000::1", "2606:4700::1%eth0"),
        # No numeric address at all, or a spelling of one that only some readers know.
        *("", "localhost", "example.org", "0x7f.1", "127.1", "2130706433", "0177.0.0.1"),
        *("127.0.0.1:80", "[::1]", " 8.8.8.8", "8.8.8.8 ", "8.8.8.8\n", "٨.8.8.8"),
    ],
)
def test_everything_else_is_refused(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("port", "may"), [(80, True), (443, True), (0, False), (22, False), (25, False), (8080, False)]
)
def test_only_the_ports_of_the_web_are_asked(port: int, may: bool):
    assert is_web_server("8.8.8.8", port) is may
    assert not is_web_server("10.0.0.1", port)
