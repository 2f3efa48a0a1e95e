"""The gateway over plain HTTP: log-ins, files, pages and health, wired together."""

import asyncio
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from accounts.login import Login, PasswordStore
from accounts.passwords import Passwords
from accounts.sessions import Sessions
from accounts.throttle import LoginThrottle
from channels.chat.limits import Rate
from channels.chat.service import ChatService
from channels.contract import Clock, Publisher
from crm.numbering import Numbers
from gateway.case_readers import CaseReaders
from gateway.chat_logs import ChatLogging
from gateway.company import DirectoryInForce
from gateway.config import Config
from gateway.erasing import Erasing
from gateway.http.accounts import AccountRoutes
from gateway.http.addresses import ClientAddresses
from gateway.http.application import build_application
from gateway.http.attachments import AttachmentRoutes
from gateway.http.callers import Callers
from gateway.http.case_access import CaseAccess
from gateway.http.cases import CaseRoutes
from gateway.http.chat_logs import ChatLogRoutes
from gateway.http.company import CompanyRoutes
from gateway.http.customers import CustomerRoutes
from gateway.http.faq_entries import FaqEntryRoutes
from gateway.http.faq_pages import FaqPageRoutes
from gateway.http.health import HealthRoutes
from gateway.http.images import ImageRoutes
from gateway.http.mail_content import MailContentRoutes
from gateway.http.mailboxes import MailboxRoutes
from gateway.http.merging import MergeRoutes
from gateway.http.notices import NoticeRoutes
from gateway.http.openapi import OpenApiRoutes
from gateway.http.pages import PageRoutes
from gateway.http.recordings import RecordingRoutes
from gateway.http.reports import Counter, ReportRoutes
from gateway.http.signatures import Signatures
from gateway.http.spam import SpamRoutes
from gateway.http.tasks import TaskRoutes
from gateway.http.voice_messages import VoiceMessageRoutes
from gateway.http.voicemail_rules import VoicemailRuleRoutes
from gateway.http.voicemails import VoicemailRoutes
from gateway.images.intake import ImageIntake, Reencoder
from gateway.images.web import WebImages
from gateway.knowledge_base import KnowledgeBase
from gateway.knowledge_editing import Editing
from gateway.metrics import Metrics
from gateway.mint import SecretMint
from gateway.post_room import PostRoom
from gateway.security_record import SecurityRecord
from gateway.sockets.agent.door import SESSION_COOKIE
from gateway.sockets.revocation import Revocation
from gateway.views.agents import AgentViews
from gateway.views.cases import CaseViews
from gateway.views.chat_logs import ChatLogViews
from gateway.views.chats import ChatViews
from gateway.views.contacts import ContactViews
from gateway.views.customers import CustomerViews
from gateway.views.mail import MailViews
from gateway.views.notices import NoticeViews
from gateway.views.queues import QueueViews
from gateway.views.tasks import TaskViews
from gateway.views.voicemail import VoicemailViews
from gateway.voice_messages import VoiceMessages
from gateway.voice_room import VoiceRoom
from gateway.voicemail_doors import mail_rules
from router.ids import seconds
from router.machine import Router
from storage.blobs import Blobs
from storage.caller_history import CallerHistory
from storage.case_search import CaseSearch
from storage.chat_logs import ChatLogs
from storage.customers import Customers
from storage.database import Database
from storage.epoch import last_release
from storage.images import ImageStore
from storage.interaction_log import InteractionLog
from storage.knowledge import KnowledgeStore
from storage.merges import Merges
from storage.notices import Notices
from storage.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What the website needs of the gateway."""

    config: Config
    clock: Clock
    directory: DirectoryInForce
    database: Database
    blobs: Blobs
    images: Reencoder
    reports: Counter
    chat: ChatService
    chat_logging: ChatLogging
    post_room: PostRoom
    numbers: Numbers
    voice_room: VoiceRoom
    voice_messages: VoiceMessages
    router: Router
    mail_views: MailViews
    case_readers: CaseReaders
    chat_views: ChatViews
    knowledge: KnowledgeBase
    sessions: Sessions
    passwords: Passwords
    password_store: PasswordStore
    revocation: Revocation
    addresses: ClientAddresses
    signatures: Signatures
    erasing: Erasing
    record: SecurityRecord
    metrics: Metrics
    desks: Publisher
    agent_views: AgentViews
    queue_views: QueueViews


def build_website(behind: Behind) -> web.Application:
    """Give the application; the sockets are mounted on it by the caller."""
    config, own_origin = behind.config, behind.config.server.public_url
    callers = Callers(
        sessions=behind.sessions,
        clock=behind.clock,
        cookie=SESSION_COOKIE,
        own_origin=own_origin,
    )
    accounts = AccountRoutes(
        login=Login(
            directory=behind.directory,
            passwords=behind.passwords,
            sessions=behind.sessions,
            throttle=LoginThrottle(),
            store=behind.password_store,
        ),
        callers=callers,
        revocation=behind.revocation,
        addresses=behind.addresses,
        record=behind.record,
        clock=behind.clock,
        cookie=SESSION_COOKIE,
        secure=own_origin.startswith("https:"),
    )
    attachments = AttachmentRoutes(
        chat=behind.chat,
        views=behind.chat_views,
        blobs=behind.blobs,
        callers=callers,
        directory=behind.directory,
        addresses=behind.addresses,
        signatures=behind.signatures,
        clock=behind.clock,
        max_bytes=config.limits.chat_attachment_bytes,
        rate=Rate(20, seconds(60)) if config.limits.rate == "on" else None,
    )

    contact_views = ContactViews(behind.directory, behind.mail_views)
    chat_log_views = ChatLogViews(
        directory=behind.directory, mails=behind.mail_views, chats=behind.chat_views
    )
    access = CaseAccess(
        callers=callers,
        directory=behind.directory,
        drafting=behind.post_room.drafting,
        chat_logs=ChatLogs(behind.database),
        interaction_log=InteractionLog(behind.database),
        views=CaseViews(behind.mail_views, chat_log_views, contact_views),
        readers=behind.case_readers,
    )
    logs = ChatLogRoutes(
        access=access,
        logging=behind.chat_logging,
        logs=ChatLogs(behind.database),
        views=chat_log_views,
    )
    cases = CaseRoutes(
        access=access,
        post_room=behind.post_room,
        search=CaseSearch(behind.database),
        mails=behind.mail_views,
        blobs=behind.blobs,
        clock=behind.clock,
        mint=SecretMint(),
        most_file_bytes=config.limits.reply_attachment_bytes,
    )
    spam = SpamRoutes(access=access, blocking=behind.post_room.blocking, record=behind.record)
    customers, tasks = _customer_file(behind, access, contact_views)
    notices = NoticeRoutes(
        access=access,
        post_room=behind.post_room,
        views=NoticeViews(Notices(behind.database), behind.mail_views),
        desks=behind.desks,
    )
    mailboxes = MailboxRoutes(access, behind.post_room.channel)
    company = CompanyRoutes(
        access=access,
        directory=behind.directory,
        agents=behind.agent_views,
        queues=behind.queue_views,
    )
    reports = ReportRoutes(
        access=access,
        directory=behind.directory,
        counter=behind.reports,
        url=config.storage.url,
    )
    voicemail_rules = VoicemailRuleRoutes(
        access=access, rules=mail_rules(config), clock=behind.clock
    )
    merging = MergeRoutes(access=access, merging=behind.post_room.merging)
    content = MailContentRoutes(
        store=behind.post_room.drafts,
        views=behind.mail_views,
        blobs=behind.blobs,
        signatures=behind.signatures,
        own_origin=own_origin,
    )
    recordings = RecordingRoutes(
        voicemail=behind.voice_room.channel,
        router=behind.router,
        directory=behind.directory,
        callers=callers,
        blobs=behind.blobs,
        signatures=behind.signatures,
        callers_before=CallerHistory(behind.database),
        views=VoicemailViews(
            behind.directory, behind.signatures, behind.voice_room.channel.attempts_left
        ),
    )
    knowledge_store = KnowledgeStore(behind.database)
    faq_entries = FaqEntryRoutes(
        access=access,
        in_force=behind.directory,
        base=behind.knowledge,
        store=knowledge_store,
        editing=Editing(
            in_force=behind.directory,
            store=knowledge_store,
            clock=behind.clock,
            mint=SecretMint(),
        ),
        help_links=config.help_links,
    )
    faq_pages = FaqPageRoutes(
        behind.knowledge,
        addresses=behind.addresses,
        clock=behind.clock,
        rate=Rate(60, seconds(60)) if config.limits.rate == "on" else None,
    )
    handed_in = VoicemailRoutes(
        intake=behind.voice_room.channel.intake,
        systems=config.pbx,
        max_bytes=config.limits.voicemail_bytes,
    )
    limited = config.limits.rate == "on"
    spoken = VoiceMessageRoutes(
        messages=behind.voice_messages,
        chat=behind.chat,
        directory=behind.directory,
        addresses=behind.addresses,
        clock=behind.clock,
        visitor_rate=Rate(10, seconds(600)) if limited else None,
        address_rate=Rate(30, seconds(600)) if limited else None,
    )

    async def storage_answers() -> bool:
        return bool(await behind.database.read(last_release))

    health = HealthRoutes({"storage": storage_answers}, behind.metrics)
    pages = PageRoutes(Path(str(files("gateway"))) / "static", behind.directory)
    return build_application(
        (
            *accounts.routes(),
            *attachments.routes(),
            *_images(behind, access).routes(),
            *cases.routes(),
            *logs.routes(),
            *customers.routes(),
            *tasks.routes(),
            *spam.routes(),
            *merging.routes(),
            *notices.routes(),
            *mailboxes.routes(),
            *company.routes(),
            *reports.routes(),
            *voicemail_rules.routes(),
            *content.routes(),
            *recordings.routes(),
            *handed_in.routes(),
            *spoken.routes(),
            *OpenApiRoutes().routes(),
            *health.routes(),
            *faq_entries.routes(),
            *faq_pages.routes(),
            *pages.routes(),
        ),
        own_origin=own_origin,
        metrics=behind.metrics,
        seconds=asyncio.get_running_loop().time,
    )


def _images(behind: Behind, access: CaseAccess) -> ImageRoutes:
    config, store = behind.config, ImageStore(behind.database)
    most_bytes = config.limits.image_bytes
    return ImageRoutes(
        agent_of=access.agent,
        intake=ImageIntake(
            room=behind.images,
            blobs=behind.blobs,
            store=store,
            clock=behind.clock,
            most_bytes=most_bytes,
        ),
        web_images=WebImages(most_bytes=most_bytes) if config.images.copy_from_web else None,
        store=store,
        blobs=behind.blobs,
        clock=behind.clock,
        own_origin=config.server.public_url,
        most_bytes=most_bytes,
        rate=Rate(30, seconds(60)) if config.limits.rate == "on" else None,
    )


def _customer_file(
    behind: Behind, access: CaseAccess, contacts: ContactViews
) -> tuple[CustomerRoutes, TaskRoutes]:
    task_views = TaskViews(behind.mail_views, behind.clock.now)
    customers = CustomerRoutes(
        access=access,
        customers=Customers(behind.database),
        merges=Merges(behind.database),
        views=CustomerViews(
            mails=behind.mail_views,
            cases=access.views,
            tasks=task_views,
            contacts=contacts,
            now=behind.clock.now,
        ),
        changed=behind.post_room.channel.customers_changed,
        erasing=behind.erasing,
        numbers=behind.numbers,
        clock=behind.clock,
        mint=SecretMint(),
        case_sensitive=behind.config.crm.customer_search_case_sensitive,
    )
    tasks = TaskRoutes(
        access=access,
        directory=behind.directory,
        tasks=Tasks(behind.database),
        views=task_views,
        numbers=behind.numbers,
        clock=behind.clock,
    )
    return customers, tasks
