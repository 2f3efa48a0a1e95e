"""How a chat begins: the form before it, the place in a queue, one chat for one customer."""

import asyncio
from typing import Any

import pytest

from channels.chat.refusal import Refusal
from channels.chat.values import Answers, LeftMessage, Opening
from router.lifecycle import InteractionState
from tests.channels.chat.company import ALICE, Company, visitor_author

STRICT = Answers(name="Eve", email="eve@example.org", fields={"order": "12,5"})


async def test_a_chat_takes_a_place_in_the_queue_of_its_site(company: Company):
    """CHT-007: it enters the queue and stays until an agent is there."""
    _, chat = await company.customer()

    assert (chat.state, chat.queue_id, chat.position) == ("waiting", "q-web", 1)
    assert company.engine.router.interactions[chat.id].state is InteractionState.WAITING


async def test_the_first_message_is_number_one(company: Company):
    """The customer's question comes with the request (protocol, chat.start)."""
    visitor, chat = await company.customer()

    assert (await company.log(visitor_author(visitor), chat.id))[0] == (1, "customer", "hello")


@pytest.mark.parametrize("nothing", [None, "", " \n", "\u200b"])
async def test_a_chat_may_begin_without_a_word(company: Company, nothing):
    """`message` is optional, and one that shows nothing is none."""
    visitor = await company.arrive()
    chat = await company.start(visitor, nothing)

    assert chat.last_seq == 0


async def test_the_same_start_again_gives_the_same_chat(company: Company):
    """Protocol: `chat.start` carries a `client_id`; repeating is safe."""
    visitor = await company.arrive()
    opening = Opening(client_id="start", message="hello")
    first = await company.service.start(visitor, opening)
    again = await company.service.start(visitor, opening)

    assert (first.existing, again.existing) == (False, True)
    assert again.chat.id == first.chat.id
    assert await company.channel.intakes() == 1


async def test_the_same_start_again_after_a_restart_gives_the_same_chat(company: Company):
    """The answer was lost in the crash; the chat was not."""
    visitor = await company.arrive()
    opening = Opening(client_id="start", message="hello")
    first = await company.service.start(visitor, opening)
    await company.restart()

    again = await company.service.start(visitor, opening)

    assert again.existing
    assert again.chat.id == first.chat.id


async def test_two_tabs_at_once_get_one_chat(company: Company):
    """One customer holds one place."""
    visitor = await company.arrive()
    started = await asyncio.gather(
        *(company.service.start(visitor, Opening(client_id=f"tab{n}")) for n in range(5))
    )

    assert len({each.chat.id for each in started}) == 1
    assert [each.existing for each in started].count(False) == 1


async def test_after_the_end_a_new_chat_can_begin(company: Company):
    """Slice text: after the end, start again; earlier chats stay readable."""
    visitor, first = await company.talk()
    await company.service.end(visitor.id, first.id)
    second = await company.start(visitor)

    assert second.id != first.id
    assert (await company.log(visitor_author(visitor), first.id))[0] == (1, "customer", "hello")


async def test_another_chat_queue_can_be_chosen(company: Company):
    """Protocol: `queue` in chat.start."""
    visitor = await company.arrive()

    assert (await company.start(visitor, queue="billing")).queue_id == "q-billing"


@pytest.mark.parametrize("queue", ["mail", "nowhere", "", "Web"])
async def test_a_queue_that_takes_no_chats_is_refused(company: Company, queue):
    """The field says what is wrong."""
    visitor = await company.arrive()
    with pytest.raises(Refusal, match="invalid") as refused:
        await company.start(visitor, queue=queue)

    assert refused.value.field == "queue"


async def test_the_answers_reach_the_agent(company: Company):
    """CHT-003, CHT-012: what the customer said, with the address they come from."""
    visitor = await company.arrive(site="strict", address="192.0.2.7")
    chat = await company.start(visitor, answers=STRICT)
    details = company.service.details(chat.id)

    assert details is not None
    assert details.answers == STRICT
    assert (details.visitor.name, details.visitor.email) == ("Eve", "eve@example.org")
    assert details.visitor.address == "192.0.2.7"
    assert (await company.channel.view(chat.id))["answers"] == STRICT


async def test_the_answers_survive_a_restart(company: Company):
    """They lie in the chat's row."""
    visitor = await company.arrive(site="strict", address="192.0.2.7")
    chat = await company.start(visitor, answers=STRICT)
    before = company.service.details(chat.id)
    await company.restart()
    after = company.service.details(chat.id)

    assert before is not None
    assert after is not None
    assert (after.answers, after.visitor) == (before.answers, before.visitor)


def answers(**changes: Any) -> Answers:
    """Give good answers to the strict form, with changes."""
    good: dict[str, Any] = {
        "name": "Eve",
        "email": "eve@example.org",
        "fields": {"order": 5},
    }
    return Answers(**good | changes)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (answers(name=""), "name"),
        (answers(name="  "), "name"),
        (answers(name="x" * 300), "name"),
        (answers(name="\ud800"), "name"),
        (answers(email=""), "email"),
        (answers(name=" \u200d\u200b "), "name"),
        (answers(email="nobody"), "email"),
        (answers(email="<a@example.org>"), "email"),
        (answers(email="a,b@example.org"), "email"),
        (answers(email="a b@example.org"), "email"),
        (answers(fields={}), "fields.order"),
        (answers(fields={"order": None}), "fields.order"),
        (answers(fields={"order": ""}), "fields.order"),
        (answers(fields={"order": "twelve"}), "fields.order"),
        (answers(fields={"order": True}), "fields.order"),
        (answers(fields={"order": "1e9"}), "fields.order"),
        (answers(fields={"order": 2**60}), "fields.order"),
        (answers(fields={"order": 5, "plan": "x" * 501}), "fields.plan"),
        (answers(fields={"order": 5} | {f"f{n}": n for n in range(60)}), "fields"),
    ],
)
async def test_a_form_that_is_not_right_opens_no_chat(company: Company, given, field):
    """CHT-004: the chat is not started and the customer is told which field is at fault."""
    visitor = await company.arrive(site="strict")
    with pytest.raises(Refusal, match="invalid") as refused:
        await company.start(visitor, answers=given)

    assert refused.value.field == field
    assert await company.channel.intakes() == 0
    assert company.engine.router.interactions == {}


@pytest.mark.parametrize("number", [5, 5.5, "5", " 12 345,5 ", "-3", "+4"])
async def test_numbers_are_taken_as_people_write_them(company: Company, number):
    """CHT-003: other numeric information."""
    visitor = await company.arrive(site="strict")

    assert (await company.start(visitor, answers=answers(fields={"order": number}))).position == 1


@pytest.mark.parametrize("name", ["علی\u200cرضا", "👩\u200d💻 Ada"])
async def test_a_name_keeps_the_joiners_it_is_spelt_with(company: Company, name):
    """Invisible marks are taken out of names, but these two make letters and emoji."""
    visitor = await company.arrive()
    chat = await company.start(visitor, answers=Answers(name=f"\u202e{name}\u200d"))
    details = company.service.details(chat.id)

    assert details is not None
    assert details.answers.name == name


async def test_what_the_site_does_not_ask_is_not_kept(company: Company):
    """`case_number` is off on this site."""
    visitor = await company.arrive(site="strict")
    chat = await company.start(visitor, answers=answers(case_number="C-1"))
    details = company.service.details(chat.id)

    assert details is not None
    assert details.answers.case_number == ""


async def test_what_the_page_knows_is_kept_beside_the_questions(company: Company):
    """Protocol: `fields` also carries whatever the page passed by `identify`."""
    visitor = await company.arrive()
    chat = await company.start(visitor, answers=Answers(fields={"plan": "gold", "cart": 3}))
    details = company.service.details(chat.id)

    assert details is not None
    assert details.answers.fields == {"plan": "gold", "cart": 3}


async def test_a_second_start_within_ten_seconds_is_too_fast(limited: Company):
    """Protocol, limits: one start in ten seconds."""
    visitor, first = await limited.customer()
    await limited.service.end(visitor.id, first.id)
    with pytest.raises(Refusal, match="rate_limited"):
        await limited.start(visitor)

    await limited.pass_time(10)
    assert (await limited.start(visitor)).id != first.id


async def test_who_corrects_the_form_need_not_wait(limited: Company):
    """A refused form is no start."""
    visitor = await limited.arrive(site="strict")
    with pytest.raises(Refusal, match="invalid"):
        await limited.start(visitor, answers=Answers())

    assert (await limited.start(visitor, answers=STRICT)).state == "waiting"


async def test_who_has_just_begun_to_wait_may_leave_a_message(limited: Company):
    """It is no second start."""
    visitor, chat = await limited.customer()

    assert (await limited.service.leave_message(visitor, form())).id == chat.id


# --- Leaving a message ----------------------------------------------------------------------------


def form(**changes: str) -> LeftMessage:
    """Give a filled-in form, with changes."""
    good = {"client_id": "form", "name": "Eve", "email": "eve@example.org", "text": "Call me"}
    return LeftMessage(**good | changes)


async def test_a_message_left_behind_waits_in_the_queue(company: Company):
    """Slice text: the form becomes a queued item, without a live customer."""
    visitor = await company.arrive()
    chat = await company.service.leave_message(visitor, form())
    company.service.detached(visitor.id)
    await company.pass_time(600)

    chat = company.chat(chat.id)
    assert (chat.state, chat.left_message, chat.offer_form) == ("waiting", True, None)
    details = company.service.details(chat.id)
    assert details is not None
    assert details.answers == Answers(name="Eve", email="eve@example.org")


async def test_a_waiting_chat_becomes_the_message_and_keeps_its_place(company: Company):
    """The interaction stays the same one."""
    visitor, chat = await company.customer()
    await company.customer()
    left = await company.service.leave_message(visitor, form())

    assert (left.id, left.left_message, left.position) == (chat.id, True, 1)
    log = await company.log(visitor_author(visitor), chat.id)
    assert [text for _, sender, text in log if sender == "customer"] == ["hello", "Call me"]


async def test_the_form_sent_twice_is_one_message(company: Company):
    """Repeating is safe: for a new message, and for a chat that became one."""
    first = await company.arrive()
    left = await company.service.leave_message(first, form())
    assert (await company.service.leave_message(first, form())).id == left.id

    second, chat = await company.customer()
    await company.service.leave_message(second, form())
    assert (await company.service.leave_message(second, form())).id == chat.id
    assert await company.channel.intakes() == 2


async def test_who_left_a_message_may_still_chat(company: Company):
    """The message waits for itself."""
    visitor = await company.arrive()
    left = await company.service.leave_message(visitor, form())

    assert (await company.start(visitor)).id != left.id


async def test_who_is_being_served_leaves_no_message(company: Company):
    """The chat with the agent goes on."""
    visitor, chat = await company.talk()
    with pytest.raises(Refusal, match="conflict"):
        await company.service.leave_message(visitor, form())

    assert not company.chat(chat.id).left_message


async def test_an_agent_answers_a_left_message_like_a_chat(company: Company):
    """It is offered, accepted and ended through the same machine."""
    visitor = await company.arrive()
    left = await company.service.leave_message(visitor, form())
    await company.agent("alice")
    await company.accept("alice")

    assert company.chat(left.id).state == "active"
    assert await company.log(ALICE, left.id) == [(1, "customer", "Call me")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": ""}, "email"),
        ({"email": "nobody"}, "email"),
        ({"text": " "}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"client_id": "\ud800"}, "client_id"),
    ],
)
async def test_a_form_with_a_fault_is_refused(company: Company, changes, field):
    """Nothing is queued."""
    visitor = await company.arrive()
    with pytest.raises(Refusal, match="invalid") as refused:
        await company.service.leave_message(visitor, form(**changes))

    assert refused.value.field == field
    assert await company.channel.intakes() == 0
