"""The answer bot: it speaks first, answers, hands over, and loses nothing that was said."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.chat.bot_words import asks_for_person, courtesy, verdict
from channels.chat.limits import Limits
from channels.chat.refusal import Refusal
from channels.chat.values import Visitor
from tests.channels.chat.company import ALICE, DIRECTORY, Company, visitor_author, with_site
from tests.fakes.answers import HOURS, FakeAnswers

HELP = "Did this help? Write “yes” or “no”."
ANSWER = f"8 to 7\n\nMore about it: Opening <hours> ({HOURS.url})\n\n{HELP}"


@pytest.fixture
def answers() -> FakeAnswers:
    return FakeAnswers()


@pytest.fixture
async def company(tmp_path, answers: FakeAnswers) -> AsyncIterator[Company]:
    """A company whose shop begins with the bot."""
    company = Company(tmp_path, Limits(rates=False), answers)
    company.directory = with_site(DIRECTORY, "shop", bot=True, bot_threshold=0.4)
    await company.open()
    yield company
    await company.close()
    assert company.errors == []


async def begin(company: Company, message: str | None = None, **arriving) -> tuple[Visitor, str]:
    visitor = await company.arrive(**arriving)
    chat = await company.start(visitor, message)
    assert chat.state == "bot"
    await company.settle()
    return visitor, chat.id


async def say(company: Company, visitor: Visitor, chat_id: str, text: str) -> None:
    await company.say(visitor_author(visitor), chat_id, text)
    await company.settle()


async def said(company: Company, visitor: Visitor, chat_id: str) -> list[tuple[str, str]]:
    log = await company.log(visitor_author(visitor), chat_id)
    return [(sender, text.partition(".")[0]) for _, sender, text in log]


GREETING = ("bot", "I am an automatic assistant")
MISS = ("bot", "I have found no answer to that")
PASSED_ON = ("bot", "I am passing you on to one of us, who will read everything above")


async def test_the_bot_greets_and_answers_with_its_source(company: Company, answers: FakeAnswers):
    """The chat is in no queue, and nobody is rung for it."""
    await company.agent("alice")
    visitor, chat_id = await begin(company, "When are you open?")
    log = await company.log(visitor_author(visitor), chat_id)
    assert [(sender, text) for _, sender, text in log[2:]] == [("bot", ANSWER)]
    assert answers.asked == [("When are you open?", "en", 0.4)]
    assert answers.noted == [("bot_answered", HOURS.id)]
    html = company.push.messages()[-1].html
    assert html.startswith(HOURS.html)
    assert '<a href="https://shop.example/faq/hours?a=1&amp;b=2">Opening &lt;hours&gt;</a>' in html
    assert company.chat(chat_id).state == "bot"
    assert company.engine.router.interactions == {}


async def test_an_answer_that_helped_ends_nothing(company: Company, answers: FakeAnswers):
    visitor, chat_id = await begin(company, "open?")
    await say(company, visitor, chat_id, "Yes!")
    assert (await said(company, visitor, chat_id))[-1] == ("bot", "Good")
    await say(company, visitor, chat_id, "yes")
    assert answers.noted[1:] == [("bot_helped", HOURS.id)]
    assert company.chat(chat_id).state == "bot"


async def test_an_answer_that_did_not_help_calls_a_person(company: Company, answers: FakeAnswers):
    """The agent reads everything, also what the bot has tried."""
    await company.agent("alice")
    visitor, chat_id = await begin(company, "open?")
    await say(company, visitor, chat_id, "no")
    assert company.chat(chat_id).state == "waiting"
    assert answers.noted[1:] == [("bot_not_helped", HOURS.id), ("bot_handed_over", None)]
    await company.accept("alice")
    assert company.chat(chat_id).holder == "alice"
    read = [
        (sender, text.partition(".")[0]) for _, sender, text in await company.log(ALICE, chat_id)
    ]
    assert [sender for sender, _ in read] == ["customer", "bot", "bot", "customer", "bot"]
    assert read[-1] == PASSED_ON
    await say(company, visitor, chat_id, "open?")
    assert len(answers.asked) == 1, "the bot is silent once a person was called"


async def test_two_questions_without_an_answer_call_a_person(company: Company):
    visitor, chat_id = await begin(company)
    await say(company, visitor, chat_id, "What is the meaning of it?")
    await say(company, visitor, chat_id, "And of that?")
    log = await said(company, visitor, chat_id)
    assert log[0] == GREETING
    assert log[2] == MISS
    assert log[4:] == [PASSED_ON, *log[5:]]
    assert company.chat(chat_id).state == "waiting"


async def test_who_is_polite_has_asked_nothing(company: Company):
    """A greeting, thanks or a farewell is no question without an answer: nobody is called."""
    visitor, chat_id = await begin(company, "Hello!")
    for text in (
        "Good morning",
        "ok, thanks",
        "no, that's all. Bye!",
        "What is the meaning of it?",
    ):
        await say(company, visitor, chat_id, text)
    replies = [line for line in await said(company, visitor, chat_id) if line[0] == "bot"]
    assert replies == [
        GREETING,
        ("bot", "What is your question?"),
        ("bot", "Good"),
        ("bot", "Very well"),
        MISS,
    ]
    assert company.chat(chat_id).state == "bot"


async def test_whoever_wants_a_person_gets_one(company: Company):
    visitor, chat_id = await begin(company)
    await say(company, visitor, chat_id, "I want to talk to a real person")
    assert company.chat(chat_id).state == "waiting"
    visitor, chat_id = await begin(company)
    for _ in range(2):
        await company.service.human(visitor.id, chat_id)
        assert company.chat(chat_id).state == "waiting"
    await company.service.end(visitor.id, chat_id)
    with pytest.raises(Refusal, match="chat_ended"):
        await company.service.human(visitor.id, chat_id)


async def test_an_answer_is_judged_by_its_number(company: Company, answers: FakeAnswers):
    """`chat.feedback`: the first verdict counts, and only on an answer."""
    visitor, chat_id = await begin(company, "open?")
    greeting, answer = f"{chat_id}.2", f"{chat_id}.3"
    for wrong in (greeting, f"{chat_id}.1", "nothing"):
        with pytest.raises(Refusal, match="not_found"):
            await company.service.feedback(visitor.id, chat_id, wrong, helped=True)
    for helped in (True, True, False):
        await company.service.feedback(visitor.id, chat_id, answer, helped=helped)
    assert answers.noted[1:] == [("bot_helped", HOURS.id)]
    assert company.chat(chat_id).state == "bot"
    stranger = await company.arrive()
    for call in (
        company.service.feedback(stranger.id, chat_id, answer, helped=True),
        company.service.human(stranger.id, chat_id),
        company.service.human(visitor.id, "nothing"),
    ):
        with pytest.raises(Refusal, match="not_found"):
            await call


async def test_the_bot_speaks_french(company: Company):
    visitor, chat_id = await begin(company, "Êtes-vous ouvert ?", locale="fr")
    log = await company.log(visitor_author(visitor), chat_id)
    assert log[1][2].startswith("Je suis un assistant automatique.")
    assert "Cela vous a-t-il aidé ?" in log[2][2]
    await say(company, visitor, chat_id, "Non.")
    assert company.chat(chat_id).state == "waiting"


async def test_a_source_that_fails_is_a_question_without_answer(company: Company):
    visitor, chat_id = await begin(company, "fail")
    assert (await said(company, visitor, chat_id))[-1] == MISS
    await say(company, visitor, chat_id, "fail again")
    assert company.chat(chat_id).state == "waiting"


async def test_a_customer_leaves_the_bot(company: Company):
    visitor, chat_id = await begin(company, "open?")
    ended = await company.service.end(visitor.id, chat_id)
    assert (ended.state, ended.end_reason) == ("ended", "customer")
    assert (await company.service.end(visitor.id, chat_id)).state == "ended"
    with pytest.raises(Refusal, match="chat_ended"):
        await company.say(visitor_author(visitor), chat_id, "still there?")
    await company.restart()
    assert company.service.chat(chat_id) is None
    assert company.engine.router.interactions == {}


async def test_a_customer_who_is_gone_leaves_the_bot(company: Company):
    visitor, chat_id = await begin(company, "open?")
    company.service.detached(visitor.id)
    await company.pass_time(3600)
    assert company.service.chat(chat_id) is None
    stored = await company.store.chat(chat_id)
    assert stored is not None
    assert (stored.chat.state, stored.chat.end_reason) == ("ended", "disconnected")


async def test_a_restart_goes_on_where_the_bot_stood(company: Company, answers: FakeAnswers):
    visitor, chat_id = await begin(company, "open?")
    await company.restart()
    await company.settle()
    assert len(await company.log(visitor_author(visitor), chat_id)) == 3, "nothing is said twice"
    await say(company, visitor, chat_id, "unknown")
    await company.restart()
    await say(company, visitor, chat_id, "unknown again")
    assert company.chat(chat_id).state == "waiting", "misses are counted across a restart"
    assert [event for event, _ in answers.noted] == ["bot_answered", "bot_handed_over"]


@pytest.mark.parametrize("step", ["rows", "decided", "committed"])
async def test_a_crash_while_handing_over_loses_nobody(company: Company, step: str):
    visitor, chat_id = await begin(company, "open?")
    await company.crash_at(step, company.service.human(visitor.id, chat_id))
    company.errors.clear()
    await company.settle()
    assert company.chat(chat_id).state == "waiting"
    assert list(company.engine.router.interactions) == [chat_id]
    log = await said(company, visitor, chat_id)
    assert log.count(PASSED_ON) == 1


async def test_two_tabs_at_once_hand_over_once(company: Company):
    visitor, chat_id = await begin(company, "open?")
    answer = f"{chat_id}.3"
    await asyncio.gather(
        company.service.human(visitor.id, chat_id),
        company.service.feedback(visitor.id, chat_id, answer, helped=False),
        company.say(visitor_author(visitor), chat_id, "agent"),
    )
    await company.settle()
    assert (await said(company, visitor, chat_id)).count(PASSED_ON) == 1
    assert list(company.engine.router.interactions) == [chat_id]


async def test_without_a_source_or_on_another_site_no_bot_speaks(tmp_path, company: Company):
    visitor = await company.arrive(site="strict")
    with pytest.raises(Refusal, match="invalid"):
        await company.start(visitor)  # its form comes first, as ever
    company.directory = with_site(company.directory, "shop", bot=False)
    assert (await company.start(await company.arrive())).state == "waiting"
    (tmp_path / "other").mkdir()
    without = Company(tmp_path / "other", Limits(rates=False))
    without.directory = with_site(DIRECTORY, "shop", bot=True)
    await without.open()
    assert (await without.start(await without.arrive())).state == "waiting"
    await without.close()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("person", True),
        ("A human, please", True),
        ("Agent!", True),
        ("a real person", True),
        ("can I speak with someone", True),
        ("let me talk to an advisor", True),
        ("conseiller", True),
        ("un conseiller s’il vous plaît", True),
        ("je veux parler à quelqu'un", True),
        ("puis-je discuter avec une vraie personne ?", True),
        ("personne n'est venu", False),
        ("how many persons fit into the lamp", False),
        ("my travel agent has no lamp", False),
        ("", False),
    ],
)
def test_a_request_for_a_person_is_recognised(text: str, asks: bool):
    assert asks_for_person(text) is asks


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("Yes", True),
        ("oui, merci", True),
        ("Oui !", True),
        ("thanks.", True),
        ("No", False),
        ("not really", False),
        ("non…", False),
        ("pas vraiment", False),
        ("no lamp arrived", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_yes_and_a_no_are_recognised(text: str, opinion: bool | None):
    assert verdict(text) is opinion


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Bonjour Madame,", "question"),
        ("Oui, merci", "question"),
        ("merci beaucoup \U0001f64f", "helped"),
        ("Parfait !", "helped"),
        ("\U0001f44d", "helped"),
        ("Non merci, c'est bon", "bye"),
        ("merci, bonne journée", "bye"),
        ("Bonjour, où êtes-vous ?", None),
        ("ok but why", None),
        ("super lampe", None),
        ("?", None),
        ("hi " * 40, None),
        ("Hello there", "question"),
        ("Hello there is it open", None),
        ("\U0001f44d" * 3 + "merci", "helped"),
        # Were they tried in every grouping, nobody would live to see the answer.
        ("\U0001f44d" * 79 + "x", None),
        ("no thanks " * 7 + "x", None),
    ],
)
def test_what_asks_nothing_is_recognised(text: str, answer: str | None):
    assert courtesy(text) == answer
