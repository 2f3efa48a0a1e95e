"""Nobody waits silently: position, estimate, and a way out when nobody may come."""

import pytest

from channels.chat.values import LeftMessage
from router import inputs as i
from router.lifecycle import Wish
from tests.channels.chat.company import Company, visitor_author


async def test_positions_move_up_when_somebody_is_served(company: Company):
    """Protocol: `position` from 1, pushed as it changes."""
    _, first = await company.customer()
    _, second = await company.customer()
    assert company.chat(second.id).position == 2
    await company.agent("alice")
    await company.accept("alice")
    await company.pass_time(1)

    assert company.chat(first.id).position is None
    assert company.chat(second.id).position == 1
    assert [c.position for c in company.push.chats() if c.id == second.id][-1] == 1


async def test_positions_are_told_at_most_twice_a_second(company: Company):
    """Coalesced: ten people leaving at once are one change for those behind them."""
    leaving = [await company.customer() for _ in range(10)]
    _, last = await company.customer()
    await company.pass_time(2)
    company.push.clear()
    for visitor, chat in leaving:
        await company.service.end(visitor.id, chat.id)
    await company.pass_time(0.4)
    pushed = [chat.position for chat in company.push.chats() if chat.id == last.id]
    await company.pass_time(1)

    assert len(pushed) <= 1
    assert company.chat(last.id).position == 1


async def test_the_estimate_is_position_times_the_median_gap(company: Company):
    """Protocol: null below five gaps, then position x median of the last twenty."""
    await company.agent("alice")
    customers = [await company.customer() for _ in range(8)]
    assert company.chat(customers[-1][1].id).estimated_wait_seconds is None
    for _ in range(5):
        await company.pass_time(10)
        await company.accept("alice")
    await company.pass_time(1)

    assert company.chat(customers[-1][1].id).estimated_wait_seconds == pytest.approx(30, abs=1)


async def test_without_anybody_logged_in_there_is_no_estimate_but_a_form(company: Company):
    """Slice text: a queue that is unstaffed offers the message form."""
    visitor, chat = await company.customer()
    await company.pass_time(1)

    assert company.chat(chat.id).offer_form == "unstaffed"
    log = await company.service.history(visitor_author(visitor), chat.id, after=0)
    assert [message.notice for message in log.messages] == [None, "unstaffed"]


async def test_an_agent_on_break_still_staffs_the_queue(company: Company):
    """G-04: unattended means that nobody logged in is enabled on it."""
    await company.agent("alice", Wish.ON_BREAK)
    _, chat = await company.customer()

    assert company.chat(chat.id).offer_form is None


async def test_the_form_is_taken_back_when_somebody_logs_in(company: Company):
    """And offered again, without a second notice, when everybody has gone."""
    visitor, chat = await company.customer()
    await company.agent("alice", Wish.ON_BREAK)
    await company.pass_time(1)
    assert company.chat(chat.id).offer_form is None
    await company.engine.submit(i.SetStatus(agent="alice", status=Wish.LOGGED_OUT))
    await company.pass_time(1)

    assert company.chat(chat.id).offer_form == "unstaffed"
    log = await company.log(visitor_author(visitor), chat.id)
    assert [sender for _, sender, _ in log] == ["customer", "system"]


async def test_a_closed_queue_offers_the_form(company: Company):
    """Business hours are the router's input."""
    await company.agent("alice", Wish.ON_BREAK)
    await company.engine.submit(i.QueueClosed(queue="q-web"))
    _, chat = await company.customer()
    assert chat.offer_form == "closed"
    await company.engine.submit(i.QueueOpened(queue="q-web"))
    await company.pass_time(1)

    assert company.chat(chat.id).offer_form is None


async def test_a_wait_over_the_limit_offers_the_form(company: Company):
    """`max_wait_seconds` of the queue is 300 here; the place is kept."""
    await company.agent("alice", Wish.ON_BREAK)
    _, chat = await company.customer()
    await company.pass_time(299)
    assert company.chat(chat.id).offer_form is None
    await company.pass_time(2)

    chat = company.chat(chat.id)
    assert (chat.offer_form, chat.position) == ("max_wait", 1)


async def test_the_limit_reached_is_remembered_across_a_restart(company: Company):
    """It lies in the chat's row."""
    await company.agent("alice", Wish.ON_BREAK)
    _, chat = await company.customer()
    await company.pass_time(301)
    await company.restart()

    assert company.chat(chat.id).offer_form == "max_wait"


async def test_a_left_message_is_offered_no_form(company: Company):
    """It is one."""
    visitor, chat = await company.customer()
    assert chat.offer_form == "unstaffed"
    form = LeftMessage(client_id="f", name="Eve", email="eve@example.org", text="Call me")
    left = await company.service.leave_message(visitor, form)
    await company.pass_time(2)

    assert left.offer_form is None
    assert company.chat(chat.id).offer_form is None


async def test_the_notice_is_in_the_language_of_the_customer(company: Company):
    """CHT-029."""
    visitor = await company.arrive(locale="fr")
    chat = await company.start(visitor)
    await company.settle()

    log = await company.log(visitor_author(visitor), chat.id)
    assert log[-1][2].startswith("Personne n’est disponible")
