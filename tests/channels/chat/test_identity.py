"""A customer is who the site says, if it says so with its key, and lately."""

import base64
import json
import re
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.chat.identity import BadIdentityError, identity_of
from channels.chat.refusal import Refusal
from channels.chat.values import Answers, Arrival, Details, Identity, LeftMessage, Opening
from router.ids import SECOND
from tests.channels.chat.company import KEY, Company

NOW = 1_800_000_000 * SECOND
OTHER_KEY = "another-key-of-the-very-same-length"
CLAIMS = {"sub": "7", "name": "Dana Field", "email": "dana@shop.example"}
DANA = Identity(subject="7", name="Dana Field", email="dana@shop.example")


def signed(key: str = KEY, algorithm: str = "HS256", now: int = NOW, **claims: Any) -> str:
    ahead = claims.pop("ahead", 300)
    merged = {"exp": now // SECOND + ahead} | CLAIMS | claims
    return jwt.encode({k: v for k, v in merged.items() if v is not None}, key, algorithm)


def unsigned(header: dict[str, Any]) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part(header)}.{part(CLAIMS | {'exp': NOW // SECOND + 300})}."


def test_what_the_site_signed_is_believed():
    """Design, section 7: HS256 with a key of the site."""
    assert identity_of(signed(), [KEY], NOW) == DANA


def test_either_key_is_good_while_one_replaces_the_other():
    assert identity_of(signed(OTHER_KEY), [KEY, OTHER_KEY], NOW) == DANA


def test_only_the_customers_own_id_is_needed():
    assert identity_of(signed(name=None, email=None), [KEY], NOW) == Identity(subject="7")


def test_clocks_may_be_a_minute_apart():
    assert identity_of(signed(ahead=-59), [KEY], NOW) == DANA


def test_a_statement_does_not_last():
    with pytest.raises(BadIdentityError, match="expired"):
        identity_of(signed(ahead=-61), [KEY], NOW)


@pytest.mark.parametrize(
    "shown",
    [
        signed(OTHER_KEY),
        signed(algorithm="HS512"),
        unsigned({"alg": "none"}),
        unsigned({"alg": "HS256"}),
        unsigned({"alg": "HS256", "jwk": {"k": KEY}}),
        unsigned({"alg": ["HS256"]}),
        signed(ahead=25 * 3600),
        signed(exp=None),
        signed(exp="tomorrow"),
        signed(exp=True),
        signed(exp=1e308),
        signed(exp=10**400),
        signed(sub=None),
        signed(sub=""),
        signed(sub="x" * 201),
        signed(name=7),
        signed(exp=float("inf")),
        signed(exp=float("nan")),
        signed(name="x" * 255),
        signed(email="nobody at all"),
        signed(email=["dana@shop.example"]),
        "",
        ".",
        "..",
        "a.b.c",
        "é.é.é",
        "\ud800",
        "[" * 4_096,
    ],
)
def test_everything_else_is_not(shown: str):
    """No algorithm but ours, no key but the site's, nothing that is not what it should be."""
    with pytest.raises(BadIdentityError, match="invalid"):
        identity_of(shown, [KEY], NOW)


def test_a_site_without_keys_believes_nobody():
    with pytest.raises(BadIdentityError, match="invalid"):
        identity_of(signed(), [], NOW)


@given(st.text() | st.from_regex(re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII), fullmatch=True))
def test_nothing_makes_it_stumble(shown: str):
    with pytest.raises(BadIdentityError):
        identity_of(shown, [KEY], NOW)


def details_of(company: Company, chat_id: str) -> Details:
    details = company.service.details(chat_id)
    assert details is not None
    return details


async def come(company: Company, **claims: Any):
    """Arrive with a statement that was signed just now."""
    token = claims.pop("token", None)
    statement = signed(now=company.clock.now(), **claims)
    arrival = Arrival(site_key="strict", token=token, identity=statement)
    return await company.service.connect(arrival)


async def test_a_signed_customer_is_not_who_they_type(company: Company):
    """The agent sees the site's word; a form that must be filled in is."""
    welcome = await come(company)
    company.service.attached(welcome.visitor.id)
    answers = Answers(name="Somebody", email="other@else.example", fields={"order": "1"})
    chat = await company.start(welcome.visitor, answers=answers)

    details = details_of(company, chat.id)
    assert welcome.identity == "accepted"
    assert details.visitor.subject == "7"
    assert (details.answers.name, details.answers.email) == ("Dana Field", "dana@shop.example")


async def test_a_signed_customer_leaves_a_message_without_a_name(company: Company):
    welcome = await come(company)
    form = LeftMessage(client_id="m", name="", email="", text="Call me")
    assert (await company.service.leave_message(welcome.visitor, form)).left_message


async def test_the_statement_may_come_in_the_middle(company: Company):
    """Who signs in at the shop while waiting keeps the place."""
    visitor = await company.arrive(site="strict")
    token = company.token
    opening = Opening(
        client_id="s",
        message="hello",
        answers=Answers(name="D", email="d@x.example", fields={"order": "1"}),
    )
    chat = (await company.service.start(visitor, opening)).chat

    welcome = await come(company, token=token)

    assert (welcome.visitor.id, welcome.token) == (visitor.id, token)
    assert welcome.chat is not None
    assert welcome.chat.id == chat.id
    assert details_of(company, chat.id).visitor.name == "Dana Field"


async def test_another_customer_at_the_same_browser_reads_nothing(company: Company):
    """A token alone does not open what somebody else wrote once the site says who is there."""
    first = await come(company)
    second = await come(company, token=first.token, sub="8", name="Eve")

    assert second.visitor.id != first.visitor.id
    assert second.token != first.token
    assert (await come(company, token=first.token)).visitor.id == first.visitor.id


async def test_a_restart_remembers_who_was_signed_in(company: Company):
    first = await come(company)
    await company.restart()
    again = await company.service.connect(Arrival(site_key="strict", token=first.token))
    assert again.visitor.subject == "7"
    assert (again.visitor.name, again.identity) == ("Dana Field", None)


async def test_a_bad_statement_keeps_nobody_out(company: Company):
    """A site's mistake is not the customer's; the page is told."""
    for shown, said in (("nonsense", "invalid"), (signed(now=0), "expired")):
        welcome = await company.service.connect(Arrival(site_key="strict", identity=shown))
        assert (welcome.identity, welcome.visitor.subject) == (said, "")


async def test_an_unsigned_customer_still_fills_in_the_form(company: Company):
    visitor = await company.arrive(site="strict")
    with pytest.raises(Refusal) as refused:
        await company.start(visitor, answers=Answers(fields={"order": "1"}))
    assert refused.value.field == "name"
