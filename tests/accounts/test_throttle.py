"""Guessing made slow."""

from hypothesis import given
from hypothesis import strategies as st

from accounts.throttle import PER_ACCOUNT, PER_ADDRESS, REMEMBERED, LoginThrottle
from router.ids import seconds

AT = seconds(1_800_000_000)


def waits(throttle, times, *, account="alice", address="192.0.2.7"):
    """Give the wait before each of so many failures."""
    at, found = AT, []
    for _ in range(times):
        wait = throttle.attempt(at, account, address)
        found.append(wait)
        if wait:
            at += wait
            assert throttle.attempt(at, account, address) == 0
    return found


def test_a_few_mistakes_cost_nothing():
    assert waits(LoginThrottle(), PER_ACCOUNT.free) == [0] * PER_ACCOUNT.free


def test_then_each_failure_doubles_the_wait_up_to_a_limit():
    assert waits(LoginThrottle(), PER_ACCOUNT.free + 7)[PER_ACCOUNT.free :] == [
        seconds(1),
        seconds(2),
        seconds(4),
        seconds(8),
        seconds(16),
        seconds(30),
        seconds(30),
    ]


def test_an_account_is_slowed_wherever_the_tries_come_from():
    throttle = LoginThrottle()
    for host in range(PER_ACCOUNT.free):
        throttle.attempt(AT, "alice", f"192.0.2.{host}")

    assert throttle.attempt(AT, "ALICE ", "192.0.2.99") == seconds(1)
    assert throttle.attempt(AT, "bruno", "192.0.2.99") == 0


def test_an_address_is_slowed_whomever_it_tries():
    throttle = LoginThrottle()
    for user in range(PER_ADDRESS.free):
        assert throttle.attempt(AT, f"user{user}", "192.0.2.7") == 0

    assert throttle.attempt(AT, "alice", "192.0.2.7") == seconds(1)
    assert throttle.attempt(AT, "alice", "192.0.2.8") == 0


def test_a_refused_try_is_not_counted():
    throttle = LoginThrottle()
    for _ in range(PER_ACCOUNT.free):
        throttle.attempt(AT, "alice", "192.0.2.7")
    for _ in range(100):
        assert throttle.attempt(AT, "alice", "192.0.2.7") == seconds(1)

    assert throttle.attempt(AT + seconds(1), "alice", "192.0.2.7") == 0


def test_success_forgets_the_account_but_not_the_address():
    throttle = LoginThrottle()
    for _ in range(PER_ACCOUNT.free):
        throttle.attempt(AT, "alice", "192.0.2.7")
    for user in range(PER_ADDRESS.free - PER_ACCOUNT.free):
        throttle.attempt(AT, f"user{user}", "192.0.2.7")
    throttle.succeeded("alice", "192.0.2.7")

    assert throttle.attempt(AT, "alice", "192.0.2.7") == 0
    assert throttle.attempt(AT, "alice", "192.0.2.7") == seconds(1)


def test_a_quiet_quarter_of_an_hour_forgets():
    throttle = LoginThrottle()
    for _ in range(PER_ACCOUNT.free):
        throttle.attempt(AT, "alice", "192.0.2.7")

    later = AT + PER_ACCOUNT.forgotten_after
    assert [throttle.attempt(later, "alice", "192.0.2.7") for _ in range(PER_ACCOUNT.free)] == [
        0
    ] * PER_ACCOUNT.free


def test_memory_is_bounded():
    throttle = LoginThrottle()
    for user in range(REMEMBERED):
        throttle.attempt(AT, f"user{user}", f"address{user}")
    assert len(throttle._watched) == REMEMBERED


@given(
    st.lists(st.tuples(st.integers(0, seconds(40)), st.sampled_from("ab"), st.sampled_from("xy")))
)
def test_nobody_is_locked_out_for_good(tries):
    throttle, at = LoginThrottle(), AT
    for pause, account, address in tries:
        at += pause
        wait = throttle.attempt(at, account, address)
        assert 0 <= wait <= max(PER_ACCOUNT.longest, PER_ADDRESS.longest)
        assert throttle.attempt(at + wait, account, address) == 0 or wait == 0
