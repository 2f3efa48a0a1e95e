"""How long a mailbox that cannot be reached is left alone."""

import pytest

from channels.email.imap.backoff import wait_after_refusal, wait_seconds


def test_waits_double_up_to_five_minutes():
    assert [wait_seconds(n, 0.0) for n in range(1, 11)] == [
        *(2.0, 4.0, 8.0, 16.0, 32.0),
        *(64.0, 128.0, 256.0, 300.0, 300.0),
    ]


@pytest.mark.parametrize("failures", [1, 5, 9, 10_000])
def test_chance_shortens_a_wait_by_up_to_half(failures: int):
    longest, shortest = wait_seconds(failures, 0.0), wait_seconds(failures, 0.999_999)
    assert 1.0 <= shortest < longest <= 300.0
    assert shortest == pytest.approx(longest / 2, rel=1e-3)


def test_three_wrong_passwords_are_enough():
    """A2: servers lock accounts; from then on every five minutes."""
    assert [wait_after_refusal(n, 0.0) for n in range(1, 6)] == [2.0, 4.0, 300.0, 300.0, 300.0]
