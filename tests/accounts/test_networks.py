"""Whom an address is counted for."""

import pytest

from accounts.networks import network_of
from accounts.throttle import PER_ADDRESS, LoginThrottle
from router.ids import seconds


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_an_ipv6_address_counts_for_its_household(address: str, counted: str):
    assert network_of(address) == counted


def test_changing_the_address_within_a_household_does_not_help_guessing():
    """A network of 2^64 addresses guesses as slowly as one address does."""
    throttle = LoginThrottle()
    at = seconds(1_800_000_000)
    waits = [
        throttle.attempt(at, f"user{number}", f"2001:db8:1:2::{number:x}")
        for number in range(1, PER_ADDRESS.free + 3)
    ]
    assert waits[: PER_ADDRESS.free] == [0] * PER_ADDRESS.free
    assert waits[-1] > 0
