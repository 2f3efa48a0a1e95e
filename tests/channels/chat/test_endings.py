"""How chats end: by either side, by silence, by going away; and what can be done afterwards."""

from typing import Any

import pytest

from channels.chat.refusal import Refusal
from channels.chat.values import Draft
from router import inputs as i
from router.lifecycle import InteractionState
from storage.chat_removal import remove_chat
from tests.channels.chat.company import ALICE, BOB, Company, visitor_author, with_site


async def test_the_agent_ends_the_chat(company: Company):
    """CHT-019: wrap-up begins, and the customer sees that it is over."""
    _, chat = await company.talk()
    await company.end("alice", chat.id)

    chat = company.chat(chat.id)
    assert (chat.state, chat.end_reason, chat.holder) == ("ended", "agent", "alice")
    assert company.push.chats()[-1] == chat


async def test_the_customer_ends_the_chat(company: Company):
    """CHT-044: the agent can still wrap up."""
    visitor, chat = await company.talk()
    ended = await company.service.end(visitor.id, chat.id)

    assert (ended.state, ended.end_reason) == ("ended", "customer")
    assert company.engine.router.interactions[chat.id].state is InteractionState.WRAP_UP


async def test_ending_twice_is_ending_once(company: Company):
    """Repeating is safe."""
    visitor, chat = await company.talk()
    await company.end("alice", chat.id)
    again = await company.service.end(visitor.id, chat.id)

    assert again.end_reason == "agent"


async def test_a_customer_who_leaves_while_waiting_gives_up_the_place(company: Company):
    """The interaction is abandoned."""
    visitor, chat = await company.customer()
    await company.service.end(visitor.id, chat.id)

    assert chat.id not in company.engine.router.interactions
    assert company.chat(chat.id).end_reason == "customer"


async def test_nobody_ends_a_chat_of_somebody_else(company: Company):
    """Protocol: not yours is `not_found`."""
    _, chat = await company.talk()
    stranger = await company.arrive()
    for chat_id in (chat.id, "nowhere"):
        with pytest.raises(Refusal, match="not_found"):
            await company.service.end(stranger.id, chat_id)

    assert company.chat(chat.id).state == "active"


async def test_a_message_and_the_end_at_once_have_one_winner(company: Company):
    """Design, section 2: end and message meet on the same row."""
    visitor, chat = await company.talk()
    answers: list[Any] = []
    for n in range(3):
        company.service.send(visitor_author(visitor), _draft(chat.id, f"before{n}"), answers.append)
    ending = company.engine.submit(i.EndInteraction(agent="alice", interaction=chat.id))
    await ending
    company.service.send(visitor_author(visitor), _draft(chat.id, "after"), answers.append)
    await company.settle()

    assert [getattr(answer, "seq", None) for answer in answers] == [2, 3, 4, None]
    assert answers[-1].code == "chat_ended"


async def test_a_transferred_chat_goes_on_with_another_agent(company: Company):
    """CHT-036, CHT-038, CHT-039: the first agent is out, the second reads all of it."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id, "I hand you over")
    await company.engine.submit(
        i.TransferToQueue(agent="alice", interaction=chat.id, queue="q-billing", confirm=True)
    )
    waiting = company.chat(chat.id)
    with pytest.raises(Refusal, match="not_found"):
        await company.say(ALICE, chat.id)
    await company.agent("bob")
    await company.accept("bob")
    await company.say(BOB, chat.id, "Hello, Bob here")

    assert (waiting.state, waiting.holder, waiting.queue_id) == ("waiting", None, "q-billing")
    assert company.chat(chat.id).agent_name == "Bobby"
    texts = [text for _, sender, text in await company.log(BOB, chat.id) if sender != "system"]
    assert texts == ["hello", "I hand you over", "Hello, Bob here"]
    assert visitor.id == company.chat(chat.id).visitor_id


async def test_the_first_agent_may_still_read_what_was_transferred(company: Company):
    """CHT-041: disposition needs the conversation."""
    _, chat = await company.talk()
    await company.engine.submit(
        i.TransferToQueue(agent="alice", interaction=chat.id, queue="q-billing", confirm=True)
    )

    assert (await company.log(ALICE, chat.id))[0] == (1, "customer", "hello")


# --- Silence --------------------------------------------------------------------------------------


async def test_a_silent_customer_is_warned_and_then_ended(company: Company):
    """Slice text: warned at half of `idle_minutes` (10 here), then ended."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id, "Anything else?")
    await company.pass_time(301)
    assert (await company.log(visitor_author(visitor), chat.id))[-1][1] == "system"
    assert company.chat(chat.id).state == "active"
    await company.pass_time(300)

    chat = company.chat(chat.id)
    assert (chat.state, chat.end_reason) == ("ended", "idle")


async def test_any_sign_of_life_starts_the_time_again(company: Company):
    """Typing is a sign of life; so is a message."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id)
    await company.pass_time(590)
    company.service.typing(visitor_author(visitor), chat.id, typing=True)
    await company.pass_time(299)
    assert company.chat(chat.id).state == "active"
    await company.say(visitor_author(visitor), chat.id, "I am here")
    await company.say(ALICE, chat.id, "Good")
    await company.pass_time(299)

    assert company.chat(chat.id).state == "active"


async def test_who_waits_for_the_agent_is_not_silent(company: Company):
    """The customer spoke last: an hour of the agent's silence ends nothing."""
    _, chat = await company.talk()
    await company.pass_time(3600)

    assert company.chat(chat.id).state == "active"


async def test_who_never_said_a_word_is_silent_from_acceptance(company: Company):
    """No place is held by a sleeper."""
    await company.agent("alice")
    visitor = await company.arrive()
    chat = await company.start(visitor, None)
    await company.accept("alice")
    await company.pass_time(602)

    assert company.chat(chat.id).end_reason == "idle"


async def test_a_site_may_let_its_customers_be_silent(company: Company):
    """`idle_minutes = 0`: never."""
    company.directory = with_site(company.directory, "shop", idle_minutes=0)
    _, chat = await company.talk()
    await company.say(ALICE, chat.id)
    await company.pass_time(1800)

    assert company.chat(chat.id).state == "active"


async def test_a_restart_forgets_no_silence_but_warns_before_it_ends(company: Company):
    """Deadlines are derived from the rows again."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id)
    await company.pass_time(200)
    await company.restart()
    await company.engine.submit(i.AgentReachable(agent="alice"))
    await company.arrive(token=company.token)
    await company.pass_time(302)
    assert (await company.log(visitor_author(visitor), chat.id))[-1][1] == "system"
    await company.pass_time(300)

    assert company.chat(chat.id).end_reason == "idle"


# --- Going away -----------------------------------------------------------------------------------


async def test_who_goes_away_while_waiting_has_a_minute_to_come_back(company: Company):
    """A reload loses nothing."""
    visitor, chat = await company.customer()
    company.service.detached(visitor.id)
    await company.pass_time(50)
    await company.arrive(token=company.token)
    await company.pass_time(120)

    assert company.chat(chat.id).state == "waiting"


async def test_who_stays_away_while_waiting_is_abandoned(company: Company):
    """Slice text: abandoned while waiting, after a grace."""
    visitor, chat = await company.customer()
    company.service.detached(visitor.id)
    await company.pass_time(61)

    assert chat.id not in company.engine.router.interactions
    stored = await company.store.chat(chat.id)
    assert stored is not None
    assert stored.chat.end_reason == "disconnected"


async def test_the_last_of_several_sockets_counts(company: Company):
    """Two tabs, one closed."""
    visitor, chat = await company.customer()
    await company.arrive(token=company.token)
    company.service.detached(visitor.id)
    await company.pass_time(120)

    assert company.chat(chat.id).state == "waiting"


async def test_the_agent_is_told_when_the_customer_goes_and_comes_back(company: Company):
    """CHT-044."""
    visitor, chat = await company.talk()
    company.service.detached(visitor.id)
    await company.pass_time(11)
    gone = company.push.chats()[-1]
    await company.arrive(token=company.token)
    back = company.push.chats()[-1]

    assert [gone.customer_connected, back.customer_connected] == [False, True]
    assert back.id == chat.id


async def test_who_goes_away_from_an_agent_is_ended_by_silence(company: Company):
    """The chat stays until the idle end, even if the agent never wrote."""
    visitor, chat = await company.talk()
    company.service.detached(visitor.id)
    await company.pass_time(590)
    assert company.chat(chat.id).state == "active"
    await company.pass_time(30)

    assert company.chat(chat.id).end_reason == "idle"


async def test_after_a_restart_everybody_has_the_whole_grace_again(company: Company):
    """A restart of the gateway is not the customer's fault."""
    _, chat = await company.customer()
    await company.restart()
    await company.pass_time(59)
    assert company.chat(chat.id).state == "waiting"
    await company.pass_time(2)

    assert chat.id not in company.engine.router.interactions


# --- Afterwards -----------------------------------------------------------------------------------


async def test_an_ended_chat_is_rated(company: Company):
    """Protocol: chat.rate, 1 to 5; the last verdict counts."""
    visitor, chat = await company.talk()
    with pytest.raises(Refusal, match="conflict"):
        await company.service.rate(visitor.id, chat.id, 5)
    await company.service.end(visitor.id, chat.id)
    await company.service.rate(visitor.id, chat.id, 2, "slow")
    await company.service.rate(visitor.id, chat.id, 4)

    stored = await company.store.chat(chat.id)
    assert stored is not None
    assert stored.chat.rating == 4


async def test_an_emptied_chat_takes_no_more_words(company: Company):
    """It is gone for its visitor too, who may still be looking at it."""
    visitor, chat = await company.talk()
    await company.service.end(visitor.id, chat.id)
    await company.database.write(lambda tx: remove_chat(tx, chat.id, company.clock.now()))
    with pytest.raises(Refusal, match="not_found"):
        await company.service.rate(visitor.id, chat.id, 5, "It was my daughter")
    with pytest.raises(Refusal, match="not_found"):
        await company.service.send_transcript(visitor.id, chat.id, "eve@example.org")


@pytest.mark.parametrize("score", [0, 6, -1])
async def test_a_verdict_off_the_scale_is_refused(company: Company, score):
    """1 to 5."""
    visitor, chat = await company.talk()
    await company.service.end(visitor.id, chat.id)
    with pytest.raises(Refusal, match="invalid"):
        await company.service.rate(visitor.id, chat.id, score)


async def test_the_transcript_is_sent_once(company: Company):
    """Protocol: chat.transcript, sent once."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id, "Goodbye")
    await company.service.send_transcript(visitor.id, chat.id, "eve@example.org")
    await company.service.send_transcript(visitor.id, chat.id, "eve@example.org")
    with pytest.raises(Refusal, match="conflict"):
        await company.service.send_transcript(visitor.id, chat.id, "other@example.org")

    [letter] = company.mail.letters
    assert letter.to == ("eve@example.org",)
    assert "You:\nhello" in letter.text
    assert "Alice:\nGoodbye" in letter.text
    assert company.chat(chat.id).transcript_sent


@pytest.mark.parametrize(
    "address",
    [
        *("", "nobody", "a@b@c", "a b@example.org", "x" * 300 + "@y.z"),
        *("a,b@example.org", "a@example.org,b", "<a@example.org>", '"a@example.org', "a;b@c.d"),
    ],
)
async def test_a_transcript_goes_to_an_address_only(company: Company, address):
    """No letter is made of anything else."""
    visitor, chat = await company.talk()
    with pytest.raises(Refusal, match="invalid"):
        await company.service.send_transcript(visitor.id, chat.id, address)

    assert company.mail.letters == []


async def test_nobody_gets_the_transcript_of_somebody_else(company: Company):
    """Not yours is `not_found`."""
    _, chat = await company.talk()
    stranger = await company.arrive()
    with pytest.raises(Refusal, match="not_found"):
        await company.service.send_transcript(stranger.id, chat.id, "eve@example.org")

    assert company.mail.letters == []


async def test_a_blocked_visitor_is_kept_away_for_a_time(company: Company):
    """Slice text: agents can block a visitor for a time."""
    visitor, chat = await company.talk()
    await company.service.block("alice", chat.id, hours=1)
    assert company.chat(chat.id).end_reason == "blocked"
    assert company.push.of_kind("closed")[-1].visitor_id == visitor.id
    for attempt in (company.arrive(token=company.token), company.start(visitor)):
        with pytest.raises(Refusal, match="blocked"):
            await attempt
    company.clock.jump(seconds=3601)

    assert (await company.arrive(token=company.token)).id == visitor.id


async def test_only_an_agent_of_the_chat_blocks_its_visitor(company: Company):
    """Not yours is `not_found`."""
    _, chat = await company.talk()
    with pytest.raises(Refusal, match="not_found"):
        await company.service.block("bob", chat.id, hours=1)

    assert company.chat(chat.id).state == "active"


def _draft(chat_id: str, text: str) -> Draft:
    return Draft(chat_id=chat_id, client_id=text, text=text)
