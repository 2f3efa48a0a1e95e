"""Passwords: strength, hashing, equal times."""

import asyncio

import pytest

from accounts.passwords import (
    LONGEST,
    WAITING,
    Passwords,
    PasswordsBusy,
    WeakPassword,
    check_strength,
)

GOOD = "correct horse battery"


@pytest.fixture
def passwords():
    quick = Passwords(memory_kib=64, passes=1)
    yield quick
    quick.close()


async def test_the_right_password_is_right(passwords):
    stored = await passwords.hash(GOOD)

    assert stored.startswith("$argon2id$")
    assert (await passwords.verify(stored, GOOD)).right
    assert passwords.matches_now(stored, GOOD)


@pytest.mark.parametrize("other", ["Correct horse battery", GOOD + " ", "", "x" * 100])
async def test_any_other_password_is_wrong(passwords, other):
    """SES-005: passwords are case-sensitive."""
    stored = await passwords.hash(GOOD)
    assert not (await passwords.verify(stored, other)).right


async def test_two_hashes_of_one_password_differ(passwords):
    assert await passwords.hash(GOOD) != await passwords.hash(GOOD)


async def test_accents_may_be_composed_either_way(passwords):
    stored = await passwords.hash("caf\u00e9 cr\u00e8me \u00e0 midi")
    assert (await passwords.verify(stored, "cafe\u0301 cre\u0300me a\u0300 midi")).right


@pytest.mark.parametrize("stored", [None, "", "plain text", "$argon2id$v=19$m=64,t=1,p=1$x$y"])
@pytest.mark.parametrize("password", ["", GOOD])
async def test_nothing_matches_a_hash_that_is_none(passwords, stored, password):
    assert not (await passwords.verify(stored, password)).right


def test_an_absent_user_is_verified_against_a_hash_of_the_same_cost():
    """Log-in takes the same time whether the user exists or not."""
    passwords = Passwords(memory_kib=128, passes=3)
    try:
        cost = passwords._decoy.split("$")[:4]
        assert passwords.hash_now(GOOD).split("$")[:4] == cost
    finally:
        passwords.close()


async def test_an_old_hash_asks_to_be_made_again(passwords):
    older = Passwords(memory_kib=32, passes=1)
    stored = await older.hash(GOOD)
    older.close()

    assert (await passwords.verify(stored, GOOD)).rehash
    assert not (await passwords.verify(stored, "wrong")).rehash
    assert not (await passwords.verify(await passwords.hash(GOOD), GOOD)).rehash


async def test_a_flood_is_turned_away(passwords):
    stored = await passwords.hash(GOOD)
    flood = [asyncio.ensure_future(passwords.verify(stored, "x")) for _ in range(WAITING)]
    await asyncio.sleep(0)

    with pytest.raises(PasswordsBusy):
        await passwords.verify(stored, GOOD)

    await asyncio.gather(*flood)
    assert (await passwords.verify(stored, GOOD)).right


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("short", "at least 12"),
        ("x" * (LONGEST + 1), "at most 128"),
        ("aaaaaaaaaaaaaaaa", "too easy"),
        ("PasswordPassword", "too easy"),
        ("my name is Alice!", "user name"),
    ],
)
def test_a_weak_password_is_refused_with_advice(password, advice):
    with pytest.raises(WeakPassword, match=advice):
        check_strength(password, "alice")


@pytest.mark.parametrize(
    "password", [GOOD, "tr0ub4dor&3 and more", "éèàçüöäñßøåþ", "al and the rest"]
)
def test_length_is_what_counts(password):
    check_strength(password, "al")
