"""The world around outgoing mail, by hand."""

from collections.abc import AsyncIterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from channels.email.delivery import Posted
from channels.email.values import Mail


class FakePush:
    """Remembers how mails stood, in order."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.cases: list[str] = []

    def mail_changed(self, mail: Mail) -> None:
        self.mails.append(mail)

    def case_changed(self, case_id: str) -> None:
        self.cases.append(case_id)

    def states(self) -> list[str | None]:
        return [mail.state for mail in self.mails]


class FakeBodies:
    """Bodies in memory; one that is not there is as on a disk without it."""

    def __init__(self, **kept: bytes) -> None:
        self.kept = kept

    async def read(self, blob_id: str) -> bytes:
        if blob_id not in self.kept:
            raise FileNotFoundError(blob_id)
        return self.kept[blob_id]

    async def keep(
        self,
        chunks: AsyncIterable[bytes],
        *,
        limit_bytes: int,
        at: int,
        and_with_it: object = None,
    ) -> "FakeBody":
        assert and_with_it is None, "there is no database here"
        content = b"".join([chunk async for chunk in chunks])
        assert len(content) <= limit_bytes
        body = FakeBody(f"b{len(self.kept)}", f"hash at {at}", len(content))
        self.kept[body.id] = content
        return body

    def path(self, blob_id: str) -> Path:
        raise FileNotFoundError(blob_id)


class FakeBody(NamedTuple):
    """A body that is kept."""

    id: str
    sha256: str
    size_bytes: int


class FakeOutbox:
    """The outbox with its leases: what is written stays, whoever dies."""

    def __init__(self) -> None:
        self.mails: dict[str, Mail] = {}
        self.due: dict[str, int] = {}
        self.attempts: dict[str, int] = {}
        self.since: dict[str, int] = {}
        self.errors: dict[str, str | None] = {}
        self.broken = False

    def post(self, mail: Mail, at: int) -> None:
        self.mails[mail.id], self.due[mail.id], self.since[mail.id] = mail, at, at

    async def lease(self, now: int, lasting: int, limit: int) -> Sequence[Posted]:
        if self.broken:
            raise ConnectionError("the database is away")
        due = [key for key, at in self.due.items() if at <= now][:limit]
        for key in due:
            self.due[key] = now + lasting
            self.attempts[key] = self.attempts.get(key, 0) + 1
        return [
            Posted(
                task=key, mail=self.mails[key], attempts=self.attempts[key], since=self.since[key]
            )
            for key in due
        ]

    async def begin(self, mail: Mail) -> bool:
        if mail.id not in self.mails:
            return False
        self.mails[mail.id] = mail
        return True

    async def finish(self, posted: Posted, mail: Mail, at: int, error: str | None) -> None:
        del at
        self.mails[mail.id], self.errors[posted.task] = mail, error
        del self.due[posted.task]

    async def put_off(self, posted: Posted, mail: Mail, due_at: int, error: str) -> None:
        self.mails[mail.id], self.errors[posted.task] = mail, error
        self.due[posted.task] = due_at


class Handed(NamedTuple):
    """A mail that a relay was given."""

    mail_id: str
    message: bytes
    sender: str
    recipients: tuple[str, ...]


class FakeRelay:
    """Answers what it is told to: with an exception, or with who is refused."""

    def __init__(
        self, *answers: Mapping[str, str] | BaseException, repeatable: bool = False
    ) -> None:
        self.repeatable = repeatable
        self.answers = list(answers)
        self.handed: list[Handed] = []

    async def hand_over(
        self, mail_id: str, message: bytes, *, sender: str, recipients: Sequence[str]
    ) -> Mapping[str, str]:
        self.handed.append(Handed(mail_id, message, sender, tuple(recipients)))
        answer = self.answers.pop(0) if self.answers else {}
        if isinstance(answer, BaseException):
            raise answer
        return answer
