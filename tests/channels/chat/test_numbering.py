"""Whatever comes in, in whatever order and however often: the numbers of a chat have no gap."""

import asyncio
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.chat.limits import Limits
from channels.chat.refusal import Refusal
from channels.chat.values import Author, Draft, Message
from router import inputs as i
from router.lifecycle import Wish
from router.refusal import Refused
from tests.channels.chat.company import ALICE, BOB, Company

# Few names and few texts, so that repetitions with the same and with other content are common.
says = st.tuples(
    st.just("say"),
    st.sampled_from(["customer", "alice", "bob", "stranger"]),
    st.integers(0, 3),
    st.sampled_from(["a", "b"]),
)
happens = st.tuples(
    st.sampled_from(["settle", "transfer", "accept", "end", "leave", "restart"]),
    st.sampled_from(["customer", "alice", "bob"]),
    st.just(0),
    st.just(""),
)
Step: TypeAlias = tuple[str, str, int, str]


class Story:
    """One chat in which everything happens, with everything that was answered."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.answers: list[tuple[Author, Draft, Message | Refusal]] = []

    async def begin(self) -> None:
        await self.company.agent("alice")
        await self.company.agent("bob")
        self.visitor, self.chat = await self.company.customer()
        await self.company.accept("alice")

    async def play(self, step: Step) -> None:
        what, who, number, text = step
        match what:
            case "say":
                self._say(who, f"m{number}", text)
            case "settle":
                await self.company.settle()
            case "restart":
                await self.company.restart()
                await self.company.arrive(token=self.company.token)
            case "leave":
                await self.company.service.end(self.visitor.id, self.chat.id)
            case _:
                await self._command(what, who)

    def _say(self, who: str, client_id: str, text: str) -> None:
        author = {
            "customer": Author.customer(self.visitor.id),
            "alice": ALICE,
            "bob": BOB,
            "stranger": Author.customer("stranger"),
        }[who]
        draft = Draft(chat_id=self.chat.id, client_id=client_id, text=text)
        self.company.service.send(
            author, draft, lambda answer: self.answers.append((author, draft, answer))
        )

    async def _command(self, what: str, who: str) -> None:
        agent = "alice" if who == "customer" else who
        engine = self.company.engine
        queue = "q-web" if agent == "bob" else "q-billing"
        commands: dict[str, list[i.Input]] = {
            "transfer": [
                i.TransferToQueue(agent=agent, interaction=self.chat.id, queue=queue, confirm=True)
            ],
            "end": [i.EndInteraction(agent=agent, interaction=self.chat.id)],
            "accept": [
                i.AgentReachable(agent=agent),
                i.SetStatus(agent=agent, status=Wish.AVAILABLE),
            ],
        }
        for command in commands[what]:
            try:
                await engine.submit(command)
            except Refused:
                continue
        offer = engine.router.agents[agent].offer
        if what == "accept" and offer is not None:
            await engine.submit(i.AcceptOffer(agent=agent, offer=offer))


@given(st.lists(says | says | says | happens, max_size=40))
@settings(max_examples=40)
def test_numbers_have_no_gap_and_nothing_counts_twice(steps: list[Step]):
    """Design, sections 1 and 2: idempotent client ids, per-chat numbers, commit before ack."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_tell(Path(folder), steps))


async def _tell(folder: Path, steps: list[Step]) -> None:
    company = Company(folder, Limits(rates=False))
    await company.open()
    story = Story(company)
    await story.begin()
    for step in steps:
        await story.play(step)
    await company.settle()
    rows = await company.store.messages(story.chat.id, after=0, before=None, limit=1000)
    stored = {message.seq: message for message in rows.messages}
    pushed = company.push.messages()
    row = await company.store.chat(story.chat.id)
    await company.close()

    assert row is not None
    assert list(stored) == list(range(1, row.chat.last_seq + 1))
    names = Counter((m.sender, m.sender_id, m.client_id) for m in stored.values())
    assert set(names.values()) == {1}
    # Everybody heard each message once, in its order.
    assert [message.seq for message in pushed] == sorted(stored)
    assert all(stored[message.seq] == message for message in pushed)
    assert len(story.answers) == sum(step[0] == "say" for step in steps)
    for author, draft, answer in story.answers:
        _check(stored, author, draft, answer)


def _check(stored: dict[int, Message], author: Author, draft: Draft, answer: Any) -> None:
    mine = [
        m for m in stored.values() if (m.sender_id, m.client_id) == (author.id, draft.client_id)
    ]
    if isinstance(answer, Message):
        assert stored[answer.seq] == answer
        assert (answer.text, answer.client_id) == (draft.text, draft.client_id)
    elif answer.code == "client_id_reused":
        assert mine
        assert mine[0].text != draft.text
    else:
        assert answer.code in {"not_found", "chat_ended"}
        # An agent may be refused before taking the chat and heard afterwards; a customer not.
        assert not mine or author.party == "agent"
