"""Filing: what a message taken over becomes, each once, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final, TypeAlias

import structlog
from msgspec.structs import replace

from channels.contract import ClaimableMail, MailedFile, RowWork
from channels.email import loops, threading
from channels.email.acknowledging import Acknowledging
from channels.email.delivery_reports import reported
from channels.email.loops import Kind
from channels.email.parse.parsed import ParsedAddress, ParsedMail
from channels.email.ports import Evidence, LiveMail, MailboxInForce, Ports, Question
from channels.email.reading import Reading
from channels.email.values import Filed, Intake, Mail, MailFile, Recipients
from crm.numbering import Numbers
from crm.records import Case, Customer, folded
from router.ids import AgentId, Instant, QueueId
from router.inputs import InteractionEntered
from router.lifecycle import Medium

_log = structlog.get_logger(__name__)

_CHUNK_BYTES: Final = 262_144
MOST_FILE_BYTES: Final = 134_217_728
"""Of one file; what a message may unpack to is capped where it is parsed."""
NOBODY: Final = ParsedAddress("", "unknown@sender.invalid")
STRANGER: Final = "stranger"
REUSED_ID: Final = "reused_message_id"
_PROGRAMS: Final = frozenset({Kind.AUTO_REPLY, Kind.BOUNCE})

Entering: TypeAlias = Callable[[LiveMail], Callable[[], None]]
"""Told of a mail just before its place is committed, so that the record which follows finds it;
gives what undoes that if the commit fails."""


class Filing:
    """Turns messages into mails of cases, with places in queues."""

    def __init__(self, ports: Ports, numbers: Numbers, entering: Entering) -> None:
        """Number new records by `numbers`."""
        self._ports = ports
        self._numbers = numbers
        self._entering = entering
        self._own = frozenset(folded(box.address) for box in ports.mailboxes)
        self._acknowledging = Acknowledging(ports.letters, self._own)

    async def file(self, intake: Intake) -> None:
        """File one message.

        May be repeated after whatever it raises: nothing is written before everything is. Raises
        what the disk and the store raise.
        """
        path = self._ports.bodies.path(intake.blob)
        async with self._ports.reader.reading(path, intake.received_at) as reading:
            await self._file(intake, reading)

    async def _file(self, intake: Intake, reading: Reading) -> None:
        store, mail = self._ports.store, reading.mail
        evidence = await store.look_up(self._question(mail, reading.fingerprint))
        if evidence.same is not None:
            await store.second_delivery(intake.id, evidence.same)
            return
        if await self._is_claimed(intake, reading):
            await store.claimed(intake.id)
            _log.info("mail.claimed", intake=intake.id)
            return
        kind = loops.kind(mail)
        await self._report(mail, evidence)
        box = self._box(intake.mailbox)
        filed = self._filed(intake, reading, evidence, box, kind)
        files = [file async for file in self._files(filed.mail, reading)]
        filed = replace(filed, mail=replace(filed.mail, files=tuple(files)))
        # What a program says about a case in hand is read with the case; it asks for nobody.
        if evidence.blocked or (kind in _PROGRAMS and not filed.new_case):
            await store.put_by(filed)
        else:
            said = self._acknowledging.rows(box, mail, filed.case, intake.received_at)
            await self._enter(filed, evidence, said if filed.new_case else ())
        self._ports.push.case_changed(filed.case.id)
        _log.info(
            "mail.filed", mail=filed.mail.id, case=filed.case.number, kind=kind, new=filed.new_case
        )

    async def _is_claimed(self, intake: Intake, reading: Reading) -> bool:
        """Ask whether it only carries something for another medium, such as a recording."""
        if self._ports.claims is None:
            return False
        mail = reading.mail
        return await self._ports.claims.claim(
            ClaimableMail(
                mailbox=self._box(intake.mailbox).name,
                sender=folded(mail.sender.address) if mail.sender else "",
                subject=mail.subject,
                text=f"{reading.visible}\n{reading.quoted}",
                sent_at=mail.sent_at,
                fingerprint=reading.fingerprint,
                files=tuple(
                    MailedFile(name=each.name, media_type=each.media_type, path=Path(each.path))
                    for each in reading.files
                ),
            )
        )

    def _question(self, mail: ParsedMail, fingerprint: str) -> Question:
        answers = tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))
        reports_on = mail.report.original_message_id if mail.report else None
        numbers = map(self._ports.message_ids.case_number, (*answers, reports_on or ""))
        return Question(
            sender=folded(mail.sender.address) if mail.sender else "",
            message_id=mail.message_id,
            fingerprint=fingerprint,
            answers=answers,
            proven_numbers=tuple(dict.fromkeys(n for n in numbers if n is not None)),
            named_numbers=threading.numbers_in(mail.subject),
            reports_on=reports_on,
        )

    async def _report(self, mail: ParsedMail, evidence: Evidence) -> None:
        """Note on a mail of ours what became of it; the same note twice changes nothing."""
        if mail.report is None or evidence.reported is None:
            return
        turned = reported(evidence.reported, mail.report)
        if turned is not None and turned != evidence.reported:
            await self._ports.store.report(turned)
            self._ports.push.mail_changed(turned)

    def _filed(
        self,
        intake: Intake,
        reading: Reading,
        evidence: Evidence,
        box: MailboxInForce,
        kind: Kind,
    ) -> Filed:
        mail = reading.mail
        placement = threading.place(
            mail,
            evidence.matches,
            mailbox=box.name,
            at=intake.received_at,
            automatic=kind in _PROGRAMS,
            blocked=evidence.blocked,
        )
        customer = None
        case = placement.case
        if case is None:
            customer = evidence.customer or self._new_customer(mail, intake.received_at)
            case = Case(
                id=self._ports.mint.id(),
                number=self._numbers.case(),
                subject=mail.subject,
                customer_id=customer.id,
                queue_id=self._queue(box),
                mailbox=box.name,
                linked_to=placement.linked_to,
                opened_at=intake.received_at,
                changed_at=intake.received_at,
            )
            if evidence.blocked:
                at = intake.received_at
                case = replace(case, status="closed", closed_at=at, spam_at=at)
        odd = {STRANGER: placement.stranger and kind is not Kind.BOUNCE, REUSED_ID: evidence.reused}
        return Filed(
            intake_id=intake.id,
            mail=Mail(
                id=self._ports.mint.id(),
                case_id=case.id,
                interaction_id=None,
                direction="in",
                mailbox=box.name,
                message_id=mail.message_id,
                in_reply_to=mail.in_reply_to[0] if mail.in_reply_to else None,
                references=mail.references,
                sender=mail.sender or NOBODY,
                recipients=Recipients(to=mail.to, cc=mail.cc),
                reply_to=mail.reply_to,
                subject=mail.subject,
                text=reading.visible,
                quoted=reading.quoted,
                html=mail.html,
                kind=kind,
                flags=(*mail.flags, *(flag for flag, holds in odd.items() if holds)),
                at=intake.received_at,
                blob=intake.blob,
                size_bytes=intake.size_bytes,
                fingerprint=reading.fingerprint,
            ),
            case=case,
            new_case=placement.case is None,
            customer=None if evidence.customer is not None else customer,
            participants=frozenset()
            if placement.stranger
            else threading.participants_of(mail, self._own),
            reopens=placement.reopens,
        )

    def _new_customer(self, mail: ParsedMail, at: Instant) -> Customer:
        sender = mail.sender or NOBODY
        return Customer(
            id=self._ports.mint.id(),
            number=self._numbers.customer(),
            name=sender.name or sender.address,
            created_at=at,
            addresses=(folded(sender.address),) if mail.sender else (),
        )

    async def _enter(self, filed: Filed, evidence: Evidence, letters: tuple[RowWork, ...]) -> None:
        interaction = self._ports.mint.id()
        filed = replace(filed, mail=replace(filed.mail, interaction_id=interaction))
        owner = filed.customer or (evidence.customer if filed.new_case else None)
        live = LiveMail(
            mail=filed.mail,
            case=filed.case,
            customer=owner or await self._ports.store.customer(filed.case.customer_id),
            follow_up=not filed.new_case,
        )
        undo = self._entering(live)
        try:
            await self._ports.engine.submit(
                InteractionEntered(
                    interaction=interaction,
                    medium=Medium.EMAIL,
                    queue=self._queue(self._box(filed.mail.mailbox)),
                    preferred=self._owner(filed),
                ),
                rows=[self._ports.store.file(filed), *letters],
            )
        except BaseException:
            undo()
            raise

    def _owner(self, filed: Filed) -> AgentId | None:
        """Say who is asked first, where the company wants that: whose case in hand it is."""
        if filed.new_case or filed.reopens or not self._ports.owner_first:
            return None
        return filed.case.assignee

    async def _files(self, kept: Mail, reading: Reading) -> AsyncIterator[MailFile]:
        for number, each in enumerate(reading.files):
            body = await self._ports.bodies.keep(
                _chunks(Path(each.path)),
                limit_bytes=MOST_FILE_BYTES,
                at=self._ports.clock.now(),
            )
            yield MailFile(
                # In the order in which they stand in the mail.
                id=f"{kept.id}.{number:04}",
                case_id=kept.case_id,
                mail_id=kept.id,
                name=each.name,
                type=each.media_type,
                size_bytes=body.size_bytes,
                blob=body.id,
                content_id=each.content_id,
                inline=each.inline,
                damaged=each.damaged,
            )

    def _box(self, name: str) -> MailboxInForce:
        """Give the mailbox; one that the configuration has lost hands its mail to the first."""
        boxes = self._ports.mailboxes
        return next((box for box in boxes if box.name == name), boxes[0])

    def _queue(self, box: MailboxInForce) -> QueueId:
        """Give the queue of a mailbox.

        Raises:
            LookupError: no queue of that name takes mail; the message waits for one.

        """
        queue = self._ports.directory().queue_by_name(box.queue)
        if queue is None or Medium.EMAIL.value not in queue.media:
            raise LookupError(f'no queue "{box.queue}" takes email, as mailbox {box.name} needs')
        return queue.id


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
            yield chunk
    finally:
        file.close()
