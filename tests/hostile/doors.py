"""How hostile markup comes in: said in a chat, as a name, as an answer, as a file, by mail."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import aiohttp

from tests.hostile.payloads import Payload
from tests.kit.clients import Agent, Customer, Refused

LINE: Final = 200
"""How many characters a name or an answer may have."""
MESSAGE: Final = 5_000
AT_ONCE: Final = 20


def lines(attacks: Iterable[Payload], limit: int = LINE) -> Iterator[str]:
    """Put as many attacks as there is room for on each line; what is longer is cut.

    A socket refuses whatever holds a NUL.
    """
    line = ""
    for attack in attacks:
        source = one_line(attack.source)[:limit]
        if line and len(line) + 1 + len(source) > limit:
            yield line
            line = ""
        line = f"{line} {source}".strip()
    yield line


def one_line(source: str) -> str:
    """Give an attack as a line can hold it."""
    return " ".join(source.replace("\0", "").split())


def file_name(attack: Payload) -> str:
    """Give an attack as the name of a file; no client sends control characters in one."""
    return f"{''.join(filter(str.isprintable, one_line(attack.source)))[:150]}.txt"


class Said(NamedTuple):
    """What was said in a chat."""

    attacks: int
    messages: int
    worded: int
    """How many of the messages hold more than pictures."""


async def say_all(speaker: Customer | Agent, chat_id: str, attacks: Sequence[Payload]) -> Said:
    """Say every attack as HTML, in a message of its own, and as text, many in one.

    HTML of which nothing is left is refused.
    """
    turn, stored = asyncio.Semaphore(AT_ONCE), list[str]()

    async def say(form: str, number: int, source: str) -> None:
        async with turn:
            try:
                sent = await speaker.ask(
                    "chat.send", chat_id=chat_id, client_id=f"{form}{number}", **{form: source}
                )
                stored.append(sent["message"]["text"])
            except Refused as refusal:
                assert refusal.error["code"] == "invalid"  # noqa: PT017 - nothing else is expected

    texts = list(lines(attacks, MESSAGE)) if attacks else []
    await asyncio.gather(
        *(say("html", number, each.source) for number, each in enumerate(attacks)),
        *(say("text", number, each) for number, each in enumerate(texts)),
    )
    return Said(len(attacks), len(stored), sum(text != "" for text in stored))


async def hand_files_in(customer: Customer, attacks: Sequence[Payload]) -> int:
    """Say one message for ten files with hostile names; give how many were taken."""
    taken = 0
    headers = {"Authorization": f"Bearer {customer.token}"}
    address = f"{customer.url}/api/v1/chats/{customer.chat['id']}/attachments"
    async with aiohttp.ClientSession(headers=headers) as http:
        for start in range(0, len(attacks), 10):
            files: list[str] = []
            for attack in attacks[start : start + 10]:
                form = aiohttp.FormData()
                form.add_field("file", b"words", filename=file_name(attack))
                async with http.post(address, data=form) as answer:
                    if answer.status == 201:
                        files.append((await answer.json())["id"])
            await customer.ask(
                "chat.send",
                chat_id=customer.chat["id"],
                client_id=f"files{start}",
                attachments=files,
            )
            taken += len(files)
    return taken


async def write_entries(agent: Agent, attacks: Sequence[Payload], *, together: int) -> list[str]:
    """Publish entries, as Markdown and as HTML in turn; give their addresses."""
    slugs: list[str] = []
    headers = {"Authorization": f"Bearer {agent.token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        for number, start in enumerate(range(0, len(attacks), together)):
            some = attacks[start : start + together]
            written = "\n\n".join(each.source for each in some)
            content = {
                "question": f"{number} {next(lines(some))}",
                "answer": f"<p>x</p>{written}" if number % 2 else f"x {written}",
                "category": next(lines(some, 60)),
            }
            async with http.post(
                f"{agent.url}/api/v1/faq/entries", json={"content": content, "publish": True}
            ) as answer:
                assert answer.status == 201, await answer.text()
                slugs.append((await answer.json())["url"].rpartition("/")[2])
    return slugs
