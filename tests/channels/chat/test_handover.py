"""The way from the bot to a person: questions for the case, hours, the queue, all counted."""

from collections.abc import AsyncIterator

import pytest

from accounts.directory import PrechatField
from channels.chat.bot_turns import BotCount
from channels.chat.case_questions import with_answer
from channels.chat.limits import Limits
from channels.chat.refusal import Refusal
from channels.chat.values import Answers, LeftMessage, Visitor
from router import inputs as i
from storage.bot_turns import counted
from tests.channels.chat.company import DIRECTORY, Company, visitor_author, with_site
from tests.fakes.answers import HOURS, FakeAnswers

QUEUE = "q-web"
FIELDS = (PrechatField(key="order", label="Order number", kind="number", mode="off"),)


@pytest.fixture
async def company(tmp_path) -> AsyncIterator[Company]:
    """A company whose bot asks for an email address and an order number."""
    company = Company(tmp_path, Limits(rates=False), FakeAnswers())
    company.directory = with_site(
        DIRECTORY,
        "shop",
        bot=True,
        bot_asks=("email", "order"),
        prechat_fields=FIELDS,
    )
    await company.open()
    yield company
    await company.close()
    assert company.errors == []


async def begin(company: Company, message: str | None = None, **arriving) -> tuple[Visitor, str]:
    visitor = await company.arrive(**arriving)
    chat = await company.start(visitor, message)
    await company.settle()
    return visitor, chat.id


async def say(company: Company, visitor: Visitor, chat_id: str, *texts: str) -> str:
    """Say something; give the bot's last words."""
    for text in texts:
        await company.say(visitor_author(visitor), chat_id, text)
        await company.settle()
    return await last(company, visitor, chat_id)


async def last(company: Company, visitor: Visitor, chat_id: str) -> str:
    log = await company.log(visitor_author(visitor), chat_id)
    return next(text for _, sender, text in reversed(log) if sender == "bot")


async def counts(company: Company) -> dict[str, int]:
    rows: list[BotCount] = list(
        await company.database.read(lambda tx: counted(tx, 0, company.clock.now() + 1))
    )
    assert {row.site for row in rows} == {"s-shop"}
    return {f"{row.kind} {row.about}".strip(): row.times for row in rows}


async def test_the_bot_asks_for_what_is_missing_before_it_hands_over(company: Company):
    """The answers stand where the form would have put them: in the row, for the screen pop."""
    visitor, chat_id = await begin(company)
    asked = await say(company, visitor, chat_id, "a person please")
    assert asked.startswith("Before I pass you on")
    assert asked.endswith("What is your email address?")
    assert company.engine.router.interactions == {}
    again = await say(company, visitor, chat_id, "no idea what you mean")
    assert again == "I could not read that. What is your email address?"
    assert (
        await say(company, visitor, chat_id, "It’s ann@example.org.") == "Please give: Order number"
    )
    handed = await say(company, visitor, chat_id, "my order was 4711, thanks")
    assert handed.endswith("You are next.")
    assert company.chat(chat_id).state == "waiting"
    details = company.service.details(chat_id)
    stored = await company.store.chat(chat_id)
    assert details is not None
    assert stored is not None
    assert details.answers == stored.answers
    assert stored.answers == Answers(email="ann@example.org", fields={"order": "4711"})
    assert stored.visitor.email == "ann@example.org"
    assert await counts(company) == {"greeting": 1, "ask": 3, "handed_over wanted": 1}


async def test_what_is_known_is_not_asked_and_nobody_is_held_up(company: Company):
    """Skipped, unreadable twice, or asked for a person again: the customer comes through."""
    visitor = await company.arrive()
    chat = await company.start(visitor, None, answers=Answers(email="ann@example.org"))
    await company.settle()
    assert await say(company, visitor, chat.id, "agent") != ""
    assert "Order number" in await last(company, visitor, chat.id)
    await company.restart()
    await say(company, visitor, chat.id, "skip")
    assert company.chat(chat.id).state == "waiting"

    visitor, chat_id = await begin(company)
    await say(company, visitor, chat_id, "agent", "what?", "why?", "never", "mind")
    assert company.chat(chat_id).state == "waiting"

    visitor, chat_id = await begin(company)
    await company.service.human(visitor.id, chat_id)
    assert company.chat(chat_id).state == "bot"
    await company.service.human(visitor.id, chat_id)
    assert company.chat(chat_id).state == "waiting"


async def test_while_closed_other_ways_are_offered_first(company: Company):
    company.timetable.next = "tomorrow at 08:00"
    await company.engine.submit(i.QueueClosed(queue=QUEUE))
    visitor, chat_id = await begin(company, "person")
    assert (await last(company, visitor, chat_id)).startswith(
        "We are closed now and open again tomorrow at 08:00. Leave a message"
    )
    assert company.chat(chat_id).state == "bot"
    await say(company, visitor, chat_id, "what", "how")
    assert company.chat(chat_id).state == "bot", "a question without answer is no insisting"
    form = LeftMessage(client_id="form", name="Ann", email="ann@example.org", text="Call me")
    left = await company.service.leave_message(visitor, form)
    assert (left.id, left.state, left.left_message) == (chat_id, "waiting", True)
    assert await last(company, visitor, chat_id) == (
        "One of us will read your message with everything above."
    )
    assert list(company.engine.router.interactions) == [chat_id]
    visitor, chat_id = await begin(company, "Parler à quelqu’un", locale="fr")
    assert (await last(company, visitor, chat_id)).startswith("Nous sommes fermés")
    await say(company, visitor, chat_id, "conseiller")
    assert company.chat(chat_id).state == "waiting", "who insists may wait"
    assert await counts(company) == {
        "greeting": 2,
        "closed wanted": 2,
        "closed missed": 1,
        "miss": 1,
        "handed_over wanted": 1,
        "handed_over message": 1,
    }


async def test_the_bot_tells_the_place_and_the_hours(company: Company):
    company.directory = with_site(company.directory, "shop", bot_asks=())
    company.timetable.hours = "Monday 08:00–19:00 (UTC)"
    visitor, chat_id = await begin(company)
    told = await say(company, visitor, chat_id, "How long is the queue?")
    assert told.startswith("Nobody is waiting just now. You are not in the queue yet")
    told = await say(company, visitor, chat_id, "What are your business hours?")
    assert told == "Our opening hours: Monday 08:00–19:00 (UTC)."
    assert HOURS.text in await say(company, visitor, chat_id, "When do you open?"), "an entry first"
    await begin(company, "agent")
    assert (await say(company, visitor, chat_id, "agent")).endswith("number 2 in the queue.")
    told = await say(company, visitor, chat_id, "what is my place in the queue?")
    assert told == "You are number 2 in the queue."
    assert await say(company, visitor, chat_id, "When do you open?") == told, "silent otherwise"
    await company.agent("alice")
    await company.accept("alice")
    assert (await counts(company))["told"] == 3


async def test_a_chat_that_only_the_bot_is_in_ends_in_silence(company: Company):
    """It is warned first, told that it ends, and lost by no queue: the router never knew it."""
    visitor, chat_id = await begin(company, "open?")
    await company.pass_time(301)
    log = await company.log(visitor_author(visitor), chat_id)
    assert log[-1][1:] == (
        "system",
        "Are you still there? Without an answer this chat will end soon.",
    )
    await say(company, visitor, chat_id, "open?")
    await company.pass_time(599)
    assert company.chat(chat_id).state == "bot"
    await company.pass_time(2)
    assert company.chat(chat_id).end_reason == "idle"
    assert (await last(company, visitor, chat_id)).startswith("I have heard nothing for a while")
    assert company.engine.router.interactions == {}
    with pytest.raises(Refusal, match="chat_ended"):
        await company.say(visitor_author(visitor), chat_id, "hello?")
    assert (await counts(company))["idle"] == 1


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("name", "My name is Ann Lee.", "Ann Lee"),
        ("name", "Je m’appelle Zoé", "Zoé"),
        ("name", "Ann", "Ann"),
        ("email", "write to ann@example.org!", "ann@example.org"),
        ("email", "ann at example", None),
        ("account_number", "it is AB 12345.", "AB 12345"),
        ("account_number", "numéro 12-34", "12-34"),
        ("account_number", "I lost it", None),
        ("case_number", "#c1001", "c1001"),
        ("order", "the order is 4711", "4711"),
        ("order", "4711x", None),
        ("order", "x" * 600, None),
    ],
)
def test_an_answer_is_read_out_of_its_sentence(field: str, text: str, kept: str | None):
    site = with_site(DIRECTORY, "shop", prechat_fields=FIELDS).sites["s-shop"]
    answers = with_answer(site, Answers(), field, text)
    if kept is None:
        assert answers is None
    elif field == "order":
        assert answers == Answers(fields={field: kept})
    else:
        assert answers is not None
        assert getattr(answers, field) == kept
