"""Messages: numbered without gaps, taken once, heard by both parties after they are stored."""

from typing import Any

import pytest

from channels.chat.refusal import Refusal
from channels.chat.values import Answers, Author, Draft
from tests.channels.chat.company import ALICE, BOB, Company, visitor_author


async def test_a_customer_and_an_agent_talk(company: Company):
    """CHT-002, CHT-013: what one says is shown to the other, in order, under their names."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id, "Good morning")
    await company.say(visitor_author(visitor), chat.id, "My order is late")

    assert await company.log(ALICE, chat.id) == [
        (1, "customer", "hello"),
        (2, "agent", "Good morning"),
        (3, "customer", "My order is late"),
    ]
    pushed = company.push.of_kind("message")[-1]
    assert (pushed.visitor_id, pushed.agent_id) == (visitor.id, "alice")


async def test_the_customer_sees_the_display_name(company: Company):
    """CHT-034."""
    _, chat = await company.talk()

    assert chat.agent_name == "Alice"
    assert (await company.say(ALICE, chat.id)).name == "Alice"


async def test_messages_of_one_socket_are_numbered_in_order_of_arrival(company: Company):
    """Protocol, conventions: order."""
    visitor, chat = await company.talk()
    answers: list[Any] = []
    for n in range(40):
        draft = Draft(chat_id=chat.id, client_id=f"m{n}", text=f"line {n}")
        company.service.send(visitor_author(visitor), draft, answers.append)
    assert answers == []  # nothing is acknowledged before it is stored
    await company.settle()

    assert [answer.seq for answer in answers] == list(range(2, 42))
    assert [answer.text for answer in answers] == [f"line {n}" for n in range(40)]


async def test_the_same_client_id_again_gives_the_same_message_and_nothing_new(company: Company):
    """Protocol: repeating is safe."""
    visitor, chat = await company.talk()
    first = await company.say(visitor_author(visitor), chat.id, "once", client_id="same")
    company.push.clear()
    again = await company.say(visitor_author(visitor), chat.id, "once", client_id="same")

    assert again == first
    assert company.push.messages() == []
    assert len(await company.log(ALICE, chat.id)) == 2


async def test_the_same_client_id_with_other_content_is_refused(company: Company):
    """Protocol: `client_id_reused`."""
    visitor, chat = await company.talk()
    await company.say(visitor_author(visitor), chat.id, "one", client_id="same")

    with pytest.raises(Refusal, match="client_id_reused"):
        await company.say(visitor_author(visitor), chat.id, "other", client_id="same")


async def test_both_parties_may_use_the_same_client_id(company: Company):
    """A `client_id` belongs to its sender."""
    visitor, chat = await company.talk()
    mine = await company.say(visitor_author(visitor), chat.id, "mine", client_id="same")
    theirs = await company.say(ALICE, chat.id, "theirs", client_id="same")

    assert (mine.seq, theirs.seq) == (2, 3)


async def test_a_repetition_after_the_end_still_gets_its_message(company: Company):
    """A cut link must not turn a stored message into a refused one."""
    visitor, chat = await company.talk()
    stored = await company.say(visitor_author(visitor), chat.id, "last", client_id="last")
    await company.end("alice", chat.id)

    again = await company.say(visitor_author(visitor), chat.id, "last", client_id="last")

    assert again == stored


async def test_a_repetition_after_a_restart_still_gets_its_message(company: Company):
    """Nothing about identity lives in memory alone."""
    visitor, chat = await company.talk()
    stored = await company.say(visitor_author(visitor), chat.id, "last", client_id="last")
    await company.restart()

    assert await company.say(visitor_author(visitor), chat.id, "last", client_id="last") == stored


async def test_nobody_writes_into_an_ended_chat(company: Company):
    """Protocol: `chat_ended`."""
    visitor, chat = await company.talk()
    await company.end("alice", chat.id)

    for author in (visitor_author(visitor), ALICE):
        with pytest.raises(Refusal, match="chat_ended"):
            await company.say(author, chat.id)


async def test_nobody_writes_into_a_chat_closed_long_ago(company: Company):
    """The chat is no longer in memory; its row still knows."""
    visitor, chat = await company.talk()
    await company.service.end(visitor.id, chat.id)
    company.service.detached(visitor.id)
    await company.pass_time(120)
    assert company.service.chat(chat.id) is None

    with pytest.raises(Refusal, match="chat_ended"):
        await company.say(visitor_author(visitor), chat.id)
    with pytest.raises(Refusal, match="not_found"):
        await company.say(Author.customer("somebody else"), chat.id)


async def test_only_the_holder_writes_as_the_agent(company: Company):
    """Neither a colleague nor the agent who was only offered the chat."""
    await company.agent("alice")
    _, chat = await company.customer()

    for author in (ALICE, BOB, Author.agent("nobody")):
        with pytest.raises(Refusal, match="not_found"):
            await company.say(author, chat.id)


async def test_a_foreign_chat_is_not_there(company: Company):
    """Protocol: not there or not yours is `not_found`, and it stays as it was."""
    _, chat = await company.talk()
    stranger = await company.arrive()

    for chat_id in (chat.id, "no-such-chat"):
        with pytest.raises(Refusal, match="not_found"):
            await company.say(visitor_author(stranger), chat_id)
    assert company.chat(chat.id).last_seq == 1


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "   \n"}, "text"),
        ({"text": " \u200b\u202e\ufeff"}, "text"),
        ({"text": None}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"text": "half a \ud83d pair"}, "text"),
        ({"text": "both", "html": "<b>both</b>"}, "html"),
        ({"text": None, "html": "<p></p>"}, "html"),
        ({"text": None, "html": "<script>alert(1)</script>"}, "html"),
        ({"text": None, "html": "x" * 5001}, "html"),
        ({"text": None, "html": "<b></b>" * 10_000}, "html"),
        ({"text": None, "html": "\udc00"}, "html"),
        ({"text": "x", "client_id": "\ud800"}, "client_id"),
        ({"text": "x", "attachments": ("a",) * 11}, "attachments"),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "replace").decode(),
)
async def test_bad_content_is_refused_whole(company: Company, content, field):
    """CHT-018: refused with the field at fault, never truncated; nothing is stored."""
    visitor, chat = await company.talk()

    with pytest.raises(Refusal, match="invalid") as refused:
        await company.say(visitor_author(visitor), chat.id, **content)

    assert refused.value.field == field
    assert len(await company.log(ALICE, chat.id)) == 1


async def test_a_message_may_fill_the_window(company: Company):
    """CHT-017, CON-06: 5,000 visible characters, tags not counted."""
    visitor, chat = await company.talk()
    plain = await company.say(visitor_author(visitor), chat.id, "x" * 5000)
    rich = await company.say(ALICE, chat.id, None, html="<b>" + "x" * 5000 + "</b>")

    assert len(plain.text) == len(rich.text) == 5000


async def test_the_window_may_be_the_smaller_one(terse: Company):
    """CHT-016, CON-06: 1,940 visible characters by setting; one more is refused."""
    visitor, chat = await terse.talk()
    await terse.say(visitor_author(visitor), chat.id, "x" * 1940)

    with pytest.raises(Refusal, match="invalid"):
        await terse.say(visitor_author(visitor), chat.id, "x" * 1941)


async def test_markup_of_a_customer_never_runs(company: Company):
    """CHT-046."""
    visitor, chat = await company.talk()
    message = await company.say(visitor_author(visitor), chat.id, "<img src=x onerror=alert(1)>")

    assert "<img" not in message.html
    assert message.text == "<img src=x onerror=alert(1)>"


async def test_card_numbers_are_masked_before_they_are_stored(company: Company):
    """Design, section 7."""
    visitor, chat = await company.talk()
    message = await company.say(visitor_author(visitor), chat.id, "it is 4111 1111 1111 1111")

    assert "4111 1" not in message.text
    assert message.text.endswith("1111")


async def test_a_site_may_keep_card_numbers(company: Company):
    """The setting `mask_cards`."""
    visitor = await company.arrive(site="strict")
    answers = Answers(name="Eve", email="eve@example.org", fields={"order": 5})
    chat = await company.start(visitor, answers=answers)
    message = await company.say(visitor_author(visitor), chat.id, "4111 1111 1111 1111")

    assert message.text == "4111 1111 1111 1111"


async def test_the_eleventh_message_in_a_moment_is_too_fast(limited: Company):
    """Protocol, limits: ten messages in ten seconds, and when to come back."""
    visitor, chat = await limited.talk()
    for _ in range(10):
        await limited.say(visitor_author(visitor), chat.id)
    with pytest.raises(Refusal, match="rate_limited") as refused:
        await limited.say(visitor_author(visitor), chat.id)

    assert refused.value.retry_after_seconds == pytest.approx(1)
    await limited.pass_time(1)
    assert (await limited.say(visitor_author(visitor), chat.id)).seq == 12
