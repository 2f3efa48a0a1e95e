"""Whose contact it is: by address, case, account, telephone, any passed data."""

import pytest

from crm.matching import MOST_MATCHES, Keys
from crm.refusal import Refusal
from storage.customer_matches import CustomerMatches
from storage.database import Database
from tests.kit.customer_rows import NOW, case, customer, keep

FAMILY = (
    customer(1, addresses=("zoe@x.example",), phone="01 70 18 00 12", fields={"plan": "gold"}),
    customer(2, account_number="K-1", phone="+33 170180012", fields={"shop": "42"}),
    customer(3, account_number="K-2", fields={"plan": "gold"}),
)


FOUND = (
    (Keys(), []),
    (Keys(addresses=("zoe@x.example",)), ["c1"]),
    (Keys(addresses=("nobody@x.example",)), []),
    (Keys(account_number="K-2"), ["c3"]),
    (Keys(case_number=1_001), ["c2"]),
    (Keys(case_number=9_999, account_number="K-2"), ["c3"]),
    (Keys(phone="0033170180012"), ["c1", "c2"]),
    (Keys(passed={"shop": "42"}), ["c2"]),
    (Keys(passed={"plan": "gold"}), ["c1", "c3"]),
    (Keys(passed={"plan": "42"}), []),
    (Keys(addresses=("zoe@x.example",), account_number="K-1"), ["c1", "c2"]),
    (Keys(addresses=("zoe@x.example",), passed={"shop": "42"}), ["c1"]),
)


async def test_a_contact_is_matched_by_what_it_brings_along(database: Database):
    """CRM-010, CHT-008: several matches are all given, for an agent to choose."""
    await keep(database, *FAMILY, case(1, "c2"))
    for keys, found in FOUND:
        match = await CustomerMatches(database).find("i1", keys)
        assert [each.id for each in match.customers] == found, keys
        assert (match.case is not None) == (keys.case_number == 1_001)


async def test_what_too_many_share_tells_nobody_apart(database: Database):
    """CRM-010: a language is no account number."""
    many = [customer(n, fields={"language": "fr"}) for n in range(MOST_MATCHES + 1)]
    await keep(database, *many)
    match = await CustomerMatches(database).find("i1", Keys(passed={"language": "fr"}))
    assert match.customers == ()


async def test_what_an_agent_has_said_wins(database: Database):
    """CRM-010: the customer can be chosen, and chosen otherwise."""
    await keep(database, *FAMILY)
    matches = CustomerMatches(database)
    await matches.say("i1", "c1", NOW, by="alice")
    await matches.say("i1", "c3", NOW, by="alice")
    match = await matches.find("i1", Keys(addresses=("zoe@x.example",)))
    assert ([each.id for each in match.customers], match.chosen_by) == (["c3"], "alice")
    with pytest.raises(Refusal, match="not_found"):
        await matches.say("i1", "c9", NOW, by="alice")
