"""The single place where everything is wired: ``build`` makes a gateway, ``serve`` runs one."""

import secrets
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web

from accounts.passwords import Passwords
from accounts.sessions import SessionLimits, Sessions
from channels.chat.answering import AnswerSource
from channels.chat.channel import ChatChannel
from channels.chat.limits import Limits
from channels.chat.lines import RouterLines
from channels.chat.ports import Ports
from channels.email.letter_folder import LetterFolder
from channels.email.outgoing import Outgoing
from channels.voicemail.audio.room import AudioRoom
from crm.numbering import Numbers
from gateway.background import Background
from gateway.blob_sweep import BlobSweep
from gateway.bot_config import Bot
from gateway.case_readers import CaseReaders
from gateway.chat_logs import ChatLogging
from gateway.clock import EngineClock, SystemClock
from gateway.company import Company, DirectoryInForce
from gateway.config import Config
from gateway.doors import Doors, House, build_doors
from gateway.engine import Engine
from gateway.erasing import Erasing
from gateway.fatal import Fatal, end_process
from gateway.foundation import Foundation, lay_foundation
from gateway.http.addresses import ClientAddresses
from gateway.http.signatures import Signatures
from gateway.images.room import ImageRoom
from gateway.knowledge_answers import KnowledgeAnswers
from gateway.knowledge_base import KnowledgeBase
from gateway.metrics import Metrics
from gateway.mint import SecretMint
from gateway.model_answers import ModelAnswers
from gateway.opening import OpeningHours
from gateway.post_room import PostRoom, Relays, build_post_room
from gateway.report_room import ReportRoom
from gateway.retention import RetentionSweep
from gateway.security_record import SecurityRecord
from gateway.snapshot_helper import SnapshotHelper
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller, VisitorCaller
from gateway.sockets.presence import AgentPresence
from gateway.sockets.publisher import ChatPublisher, ErasurePublisher, MailPublisher, Publisher
from gateway.sockets.revocation import Revocation
from gateway.sockets.session_watch import SessionWatch
from gateway.timetable import Timetable
from gateway.views.chats import ChatViews
from gateway.views.mail import MailViews
from gateway.views.restored import restored_contacts
from gateway.views.voicemail import VoicemailViews
from gateway.voice_messages import VoiceMessages
from gateway.voice_room import ListeningRoom, VoiceRoom, build_voice_room
from gateway.website import Behind, build_website
from router.ids import Duration, Instant, seconds
from storage import chat_projection, mail_projection, projection
from storage.cases import last_numbers
from storage.chat_log_projection import ChatLogProjection
from storage.chat_logs import ChatLogs
from storage.chats import Chats
from storage.customer_matches import CustomerMatches
from storage.database import Database
from storage.erasures import Erasures
from storage.journal import Journal
from storage.keys import shared_key
from storage.knowledge import KnowledgeStore
from storage.letters import Letters
from storage.pulse import note_pulse
from storage.retention import Retention
from storage.sessions import AgentSessions
from storage.tasks import last_number as last_task_number
from storage.voicemail_projection import VoicemailProjection

PULSE_EVERY: Final[Duration] = seconds(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A gateway, wired and at rest: ``start`` it, serve ``app``, ``stop`` it."""

    foundation: Foundation
    clock: EngineClock
    engine: Engine
    chat: ChatChannel
    chat_logging: ChatLogging
    post_room: PostRoom
    voice_room: VoiceRoom
    company: Company
    opening: OpeningHours
    mail: Outgoing
    images: ImageRoom
    reports: ReportRoom
    snapshots: SnapshotHelper
    background: Background
    doors: Doors
    app: web.Application

    async def start(self) -> None:
        """Take up where the record ends; sockets may be opened when this returns."""
        self.engine.every_second(self._beat)
        await self.chat.start()
        await self.post_room.channel.recall()
        await self.voice_room.channel.recall()
        await self.chat_logging.start()
        await self.engine.start(self.foundation.down_for)
        await self.company.start()
        await self.post_room.channel.start()
        await self.voice_room.start()

    async def stop(self) -> None:
        """Finish what is under way and close the database; the sockets are closed already."""
        self.opening.stop()
        await self.post_room.stop()
        await self.voice_room.stop()
        await self.background.drain()
        await self.chat.stop()
        self.engine.stop()
        await self.company.stop()
        await self.mail.stop()
        await self.images.stop()
        await self.reports.stop()
        await self.snapshots.stop()
        await self.background.drain()
        now = self.clock.now()
        await self.foundation.database.write(lambda tx: note_pulse(tx, now))
        await self.foundation.database.close()

    def _beat(self, now: Instant) -> None:
        """Do the second's housekeeping."""
        self.clock.discipline()
        self.company.look(now)
        self.mail.look(now)
        self.post_room.look(now)
        self.voice_room.look(now)
        self.snapshots.look(self.engine.router.n, now)
        if now // PULSE_EVERY != (now - seconds(1)) // PULSE_EVERY:
            self.background(self.foundation.database.write(lambda tx: note_pulse(tx, now)))


async def build(
    config: Config,
    *,
    clock: EngineClock | None = None,
    fatal: Fatal = end_process,
    audio: ListeningRoom | None = None,
) -> Gateway:
    """Wire a gateway from its configuration; whatever a test replaces comes as an argument.

    Raises:
        storage.errors.StorageError: the database cannot be used; the message says what to do.

    """
    clock = clock or SystemClock()
    foundation = await lay_foundation(config, clock, fatal)
    database, router = foundation.database, foundation.router
    in_force = DirectoryInForce(foundation.directory)
    background = Background()
    engine = Engine(
        router=router,
        database=database,
        append=Journal(foundation.epoch).append,
        projections=(
            projection.project,
            chat_projection.project,
            mail_projection.project,
            ChatLogProjection(in_force).project,
            VoicemailProjection(seconds(config.retention.voicemail_delete_after_seconds)).project,
        ),
        clock=clock,
        fatal=fatal,
    )
    opening = OpeningHours(clock=clock, tell=lambda fact: background(engine.submit(fact)))
    numbers = Numbers(
        *await database.read(last_numbers), task=await database.read(last_task_number)
    )
    relays = Relays(config, LetterFolder(Path(config.storage.blobs).parent / "outgoing"))
    mail = Outgoing(
        store=Letters(database, holder=f"epoch {foundation.epoch}"),
        bodies=foundation.blobs,
        relay_of=relays.of_address,
        clock=clock,
        sender=config.mailboxes[0].address if config.mailboxes else "parley@localhost.localdomain",
        sender_name="Parley",
        sign=relays.sign,
    )
    key = await _key(database, "attachments")
    mail_key = await _key(database, "message ids")
    signatures = Signatures(key, clock.now)
    agents: Audience[AgentCaller] = Audience()
    visitors: Audience[VisitorCaller] = Audience()
    chat_views = ChatViews(in_force, signatures)
    knowledge = KnowledgeBase(
        directory=in_force,
        uses=KnowledgeStore(database),
        clock=clock,
        background=background,
        public_url=config.server.public_url,
    )
    chat = ChatChannel(
        Ports(
            store=Chats(database),
            push=ChatPublisher(agents, visitors, chat_views),
            engine=engine,
            mail=mail,
            lines=RouterLines(router),
            timetable=Timetable(clock, opening.hours_of),
            clock=clock,
            mint=SecretMint(),
            directory=in_force,
            background=background,
        ),
        Limits(
            message_chars=config.limits.chat_message_chars,
            attachment_bytes=config.limits.chat_attachment_bytes,
            rates=config.limits.rate == "on",
        ),
        _answers(config.bot, KnowledgeAnswers(knowledge)),
    )
    engine.listen(chat.on_record)
    chat_logging = ChatLogging(
        store=ChatLogs(database),
        matches=CustomerMatches(database),
        numbers=numbers,
        clock=clock,
        mint=SecretMint(),
        background=background,
    )
    mail_views = MailViews(in_force, signatures)
    case_readers = CaseReaders(clock)
    voice_messages = VoiceMessages(foundation.blobs, signatures, clock)
    voice_room = build_voice_room(
        config,
        messages=voice_messages,
        letters=mail,
        database=database,
        blobs=foundation.blobs,
        engine=engine,
        clock=clock,
        directory=in_force,
        background=background,
        audio=audio or AudioRoom(),
    )
    # Before the desks are told: they show when a recording is removed.
    engine.listen(voice_room.channel.on_record)
    post_room = build_post_room(
        config,
        foundation=foundation,
        relays=relays,
        letters=mail,
        engine=engine,
        clock=clock,
        directory=in_force,
        background=background,
        push=MailPublisher(agents, case_readers),
        claims=voice_room.doors.mailed,
        numbers=numbers,
        key=mail_key,
    )
    voicemail_views = VoicemailViews(in_force, signatures, voice_room.channel.attempts_left)
    sessions = Sessions(
        AgentSessions(database),
        SessionLimits(
            idle=seconds(config.sessions.idle_hours * 3600),
            absolute=seconds(config.sessions.absolute_hours * 3600),
        ),
    )
    presence = AgentPresence(audience=agents, engine=engine, background=background)
    engine.listen(presence.on_record)
    revocation = Revocation(engine=engine, sessions=sessions, presence=presence, clock=clock)
    watch = SessionWatch(audience=agents, sessions=sessions, background=background)
    retention = Retention(database)
    for beat in (
        watch.look,
        BlobSweep(foundation.blobs, background).look,
        RetentionSweep(retention, config.retention, clock=clock, background=background).look,
    ):
        engine.every_second(beat)
    company = Company(
        in_force=in_force,
        database=database,
        engine=engine,
        router=router,
        opening=opening,
        sign_out=presence.revoke,
        config=config,
    )
    metrics = Metrics()
    metrics.watch_each(
        "parley_mailbox_scan_age_seconds",
        "Time since a mailbox was last looked through, by mailbox.",
        "mailbox",
        {
            box.name: partial(post_room.channel.scan_age_seconds, box.name)
            for box in config.mailboxes
            if box.imap is not None
        },
    )
    metrics.watch_each(
        "parley_spool_troubles",
        "Messages in a spool that could not be taken, by the spool's folder.",
        "spool",
        voice_room.doors.troubles(),
    )
    record = SecurityRecord(database, clock)
    erasing = Erasing(
        store=Erasures(database),
        blobs=foundation.blobs,
        clock=clock,
        background=background,
        listeners=(
            chat.forget,
            chat_logging.forget,
            post_room.channel.forget,
            voice_room.channel.forget,
            ErasurePublisher(agents).tell,
        ),
    )
    engine.listen(metrics.on_record)
    addresses = ClientAddresses(config.server.trusted_proxies)
    doors = build_doors(
        House(
            config=config,
            clock=clock,
            directory=in_force,
            database=database,
            engine=engine,
            chat=chat,
            chat_logging=chat_logging,
            sessions=sessions,
            opening=opening,
            agents=agents,
            visitors=visitors,
            chat_views=chat_views,
            email=post_room.channel,
            mail_views=mail_views,
            knowledge=knowledge,
            voicemail=voice_room.channel,
            call_requests=voice_room.requests,
            voicemail_views=voicemail_views,
            presence=presence,
            revocation=revocation,
            contacts=restored_contacts(router, foundation.handlings),
            address_of=addresses.of,
            background=background,
            erasing=erasing,
            record=record,
            metrics=metrics,
        )
    )
    engine.listen(chat_logging.on_record)
    # After the desks were told: what is over can still be shown in its last state.
    engine.listen(post_room.channel.on_record)
    images = ImageRoom()
    reports = ReportRoom()
    app = build_website(
        Behind(
            config=config,
            clock=clock,
            directory=in_force,
            database=database,
            blobs=foundation.blobs,
            images=images,
            reports=reports,
            chat=chat.service,
            chat_logging=chat_logging,
            post_room=post_room,
            numbers=numbers,
            voice_room=voice_room,
            voice_messages=voice_messages,
            router=router,
            mail_views=mail_views,
            case_readers=case_readers,
            chat_views=chat_views,
            knowledge=knowledge,
            sessions=sessions,
            passwords=Passwords(),
            password_store=company,
            revocation=revocation,
            addresses=addresses,
            signatures=signatures,
            erasing=erasing,
            record=record,
            metrics=metrics,
            desks=Publisher(agents, visitors),
            agent_views=doors.agent_views,
            queue_views=doors.queue_views,
        )
    )
    doors.mount(app)
    return Gateway(
        foundation=foundation,
        clock=clock,
        engine=engine,
        chat=chat,
        chat_logging=chat_logging,
        post_room=post_room,
        voice_room=voice_room,
        company=company,
        opening=opening,
        mail=mail,
        images=images,
        reports=reports,
        snapshots=SnapshotHelper(
            database=database,
            url=config.storage.url,
            n=foundation.snapshot_n,
            at=clock.now(),
        ),
        background=background,
        doors=doors,
        app=app,
    )


async def _key(database: Database, name: str) -> bytes:
    """Give the key of this name; one is made where none is kept yet."""
    fresh = secrets.token_bytes(32)
    return await database.write(lambda tx: shared_key(tx, name, fresh))


def _answers(bot: Bot, knowledge: AnswerSource) -> AnswerSource:
    """Give what the answer bot asks: the knowledge base, after the site's own model if it has one.

    A model is asked over HTTP alone: what it costs in time stays outside this process.
    """
    if not bot.model_url:
        return knowledge
    return ModelAnswers(
        bot.model_url,
        key=bot.model_key,
        timeout_seconds=bot.model_timeout_seconds,
        otherwise=knowledge,
    )
