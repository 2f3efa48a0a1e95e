"""The doors of the gateway: agents' and customers' sockets, with all that stands behind them."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aiohttp import web

from accounts.directory import Directory
from accounts.sessions import Sessions
from channels.chat.channel import ChatChannel
from channels.chat.lines import RouterLines
from channels.contract import BackgroundTask, Clock
from channels.email.channel import EmailChannel
from channels.voicemail.call_request import CallRequests
from channels.voicemail.channel import VoicemailChannel
from gateway.chat_logs import ChatLogging
from gateway.config import Config
from gateway.engine import Engine
from gateway.erasing import Erasing
from gateway.foundation import RELEASE
from gateway.knowledge_base import KnowledgeBase
from gateway.metrics import Metrics
from gateway.opening import OpeningHours
from gateway.screen_pops import ScreenPops
from gateway.security_record import SecurityRecord
from gateway.sockets.agent.door import AgentDoor, AgentGuard
from gateway.sockets.agent.interactions import InteractionEvents
from gateway.sockets.agent.knowledge import KnowledgeEvents
from gateway.sockets.agent.mail import MailEvents
from gateway.sockets.agent.notices import NoticeEvents
from gateway.sockets.agent.offers import OfferEvents
from gateway.sockets.agent.screen_pops import ScreenPopEvents
from gateway.sockets.agent.status import StatusEvents, StoredPreferences
from gateway.sockets.agent.transfers import TransferEvents
from gateway.sockets.agent.voicemail import VoicemailEvents
from gateway.sockets.audience import Audience
from gateway.sockets.bulletins import QueueBulletin, RosterBulletin
from gateway.sockets.callers import AgentCaller, VisitorCaller
from gateway.sockets.conversation import ConversationEvents
from gateway.sockets.dispatch import Dispatcher
from gateway.sockets.feed import DeskFeed
from gateway.sockets.log_bulletin import LogBulletin
from gateway.sockets.presence import AgentPresence
from gateway.sockets.publisher import Publisher
from gateway.sockets.rates import AddressTurnstile, CallerRate, OpenTurnstile
from gateway.sockets.revocation import Revocation
from gateway.sockets.server import SocketServer
from gateway.sockets.widget.calls import CallEvents
from gateway.sockets.widget.chats import CustomerEvents
from gateway.sockets.widget.door import VisitorGuard, WidgetDoor
from gateway.views.agents import AgentViews
from gateway.views.book import Book
from gateway.views.chats import ChatViews
from gateway.views.contact import Contact
from gateway.views.interactions import InteractionViews
from gateway.views.mail import MailViews
from gateway.views.notices import NoticeViews
from gateway.views.pending_mail import PendingMail
from gateway.views.queues import QueueViews
from gateway.views.snapshot import Limits, Snapshots, WidgetSessions
from gateway.views.voicemail import VoicemailViews
from gateway.wire.events import AGENT_EVENTS, WIDGET_EVENTS, client_events
from router.explain import standing
from router.ids import AgentId, InteractionId
from storage.customer_matches import CustomerMatches
from storage.database import Database
from storage.knowledge import KnowledgeStore
from storage.notices import Notices


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the doors open onto."""

    config: Config
    clock: Clock
    directory: Callable[[], Directory]
    database: Database
    engine: Engine
    chat: ChatChannel
    chat_logging: ChatLogging
    sessions: Sessions
    opening: OpeningHours
    agents: Audience[AgentCaller]
    visitors: Audience[VisitorCaller]
    chat_views: ChatViews
    email: EmailChannel
    mail_views: MailViews
    knowledge: KnowledgeBase
    voicemail: VoicemailChannel
    call_requests: CallRequests
    voicemail_views: VoicemailViews
    presence: AgentPresence
    revocation: Revocation
    contacts: Iterable[Contact]
    """The live interactions as a restart found them."""
    address_of: Callable[[web.Request], str]
    background: BackgroundTask
    erasing: Erasing
    record: SecurityRecord
    metrics: Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The two socket servers, with how they show agents and queues."""

    agents: SocketServer
    customers: SocketServer
    agent_views: AgentViews
    queue_views: QueueViews

    def mount(self, app: web.Application) -> None:
        """Serve both paths in ``app``."""
        self.agents.mount(app)
        self.customers.mount(app)


def build_doors(house: House) -> Doors:
    """Wire what stands behind the sockets; the engine must not have started yet."""
    book = Book(house.engine.router, house.contacts)
    limits = Limits(
        max_message_chars=house.config.limits.chat_message_chars,
        max_attachment_bytes=house.config.limits.chat_attachment_bytes,
        max_mail_files_bytes=house.config.limits.reply_attachment_bytes,
        mailboxes=tuple(each.address for each in house.config.mailboxes),
    )
    agents = AgentViews(
        book=book,
        directory=house.directory,
        logout_from_available=house.config.status.logout_from_available,
    )
    queues = QueueViews(router=house.engine.router, directory=house.directory, now=house.clock.now)
    doors = Doors(
        agents=_server(house, "/ws/agent", _agent_door(house, book, limits, agents, queues)),
        customers=_server(house, "/ws/widget", _widget_door(house, limits)),
        agent_views=agents,
        queue_views=queues,
    )
    house.metrics.watch(
        "parley_agent_sockets", "Open sockets of desks.", lambda: doors.agents.connections
    )
    house.metrics.watch(
        "parley_customer_sockets", "Open sockets of widgets.", lambda: doors.customers.connections
    )
    return doors


def _server(house: House, path: str, door: AgentDoor | WidgetDoor) -> SocketServer:
    turnstile = (
        AddressTurnstile(house.clock) if house.config.limits.rate == "on" else OpenTurnstile()
    )
    return SocketServer(
        path=path,
        door=door,
        address_of=house.address_of,
        turnstile=turnstile,
        now=asyncio.get_running_loop().time,
    )


def _agent_door(
    house: House, book: Book, limits: Limits, agents: AgentViews, queues: QueueViews
) -> AgentDoor:
    router = house.engine.router
    publisher = Publisher(house.agents, house.visitors)
    pops = ScreenPops(
        book=book,
        directory=house.directory,
        matches=CustomerMatches(house.database),
        chat_details=house.chat.service.details,
        mail_details=house.email.details,
        voicemail_details=house.voicemail.details,
        desks=publisher,
        background=house.background,
        clock=house.clock,
    )
    interactions = InteractionViews(
        book=book,
        directory=house.directory,
        chat_details=house.chat.service.details,
        chats=house.chat_views,
        mail_details=house.email.details,
        mails=house.mail_views,
        voicemail_details=house.voicemail.details,
        voicemails=house.voicemail_views,
        screen_pop=pops.of,
        logged=house.chat_logging.of,
        now=house.clock.now,
    )
    notices = Notices(house.database)
    preferences = StoredPreferences(house.database, house.directory)
    feed = DeskFeed(
        book=book,
        audience=house.agents,
        publisher=publisher,
        interactions=interactions,
        agents=agents,
        queues=QueueBulletin(audience=house.agents, views=queues, clock=house.clock),
        roster=RosterBulletin(
            audience=house.agents, views=agents, directory=house.directory, clock=house.clock
        ),
        pops=pops,
    )
    house.engine.listen(feed.on_record)
    house.erasing.listen(book.forget)
    house.erasing.listen(pops.forget)

    def recording_changed(interaction: InteractionId) -> None:
        contact = book.contact(interaction)
        if contact is not None:
            contact.rev += 1
            feed.tell(contact)

    house.voicemail.listen(recording_changed)
    house.chat_logging.listen(LogBulletin(book=book, feed=feed, desks=publisher).tell)

    def explain(interaction: InteractionId) -> Sequence[tuple[AgentId, str | None]]:
        return [(each.agent, each.failed) for each in standing(router, interaction)]

    status = StatusEvents(
        engine=house.engine,
        directory=house.directory,
        revocation=house.revocation,
        background=house.background,
        agents=agents,
        queues=queues,
        preferences=preferences,
    )
    offers = OfferEvents(engine=house.engine, router=router, book=book, views=interactions)
    work = InteractionEvents(
        engine=house.engine,
        router=router,
        book=book,
        directory=house.directory,
        views=interactions,
        feed=feed,
        chat=house.chat.service,
        explain=explain,
        record=house.record,
    )
    transfers = TransferEvents(
        engine=house.engine,
        router=router,
        book=book,
        directory=house.directory,
        agents=agents,
        queues=queues,
        preferences=preferences,
    )
    conversation = ConversationEvents(house.chat.service, house.chat_views)
    mail = MailEvents(
        engine=house.engine,
        router=router,
        book=book,
        views=interactions,
        pending=PendingMail(router=router, book=book, email=house.email, clock=house.clock),
    )
    voicemail = VoicemailEvents(
        voicemail=house.voicemail, book=book, views=interactions, clock=house.clock
    )
    rate = CallerRate(house.clock, on=house.config.limits.rate == "on")
    return AgentDoor(
        own_origin=house.config.server.public_url,
        directory=house.directory,
        sessions=house.sessions,
        clock=house.clock,
        presence=house.presence,
        snapshots=Snapshots(
            build=RELEASE,
            book=book,
            directory=house.directory,
            agents=agents,
            interactions=interactions,
            queues=queues,
            preferences=preferences,
            notices=NoticeViews(notices, house.mail_views),
            limits=limits,
            now=house.clock.now,
        ),
        agents=agents,
        chats=house.chat_views,
        chat=house.chat.service,
        dispatcher=Dispatcher(
            events=client_events(AGENT_EVENTS),
            handlers={
                **status.handlers(),
                **offers.handlers(),
                **work.handlers(),
                **transfers.handlers(),
                **conversation.handlers(),
                **mail.handlers(),
                **ScreenPopEvents(pops).handlers(),
                **KnowledgeEvents(
                    house.knowledge, KnowledgeStore(house.database), house.chat.service
                ).handlers(),
                **voicemail.handlers(),
                **NoticeEvents(notices, house.clock).handlers(),
            },
            prompt_handlers=conversation.prompt_handlers(),
            guard=AgentGuard(directory=house.directory, book=book, clock=house.clock, rate=rate),
            tally=house.metrics.event,
        ),
    )


def _widget_door(house: House, limits: Limits) -> WidgetDoor:
    lines = RouterLines(house.engine.router)
    customers = CustomerEvents(house.chat.service, house.chat_views)
    conversation = ConversationEvents(house.chat.service, house.chat_views)
    calls = CallEvents(
        requests=house.call_requests,
        chat=house.chat.service,
        waits_since=lines.waits_since,
    )
    return WidgetDoor(
        own_origin=house.config.server.public_url,
        directory=house.directory,
        audience=house.visitors,
        chat=house.chat.service,
        chats=house.chat_views,
        sessions=WidgetSessions(
            build=RELEASE,
            directory=house.directory,
            chats=house.chat_views,
            is_open=lines.is_open,
            is_staffed=lines.is_staffed,
            opens_at=house.opening.opens_at,
            limits=limits,
            now=house.clock.now,
        ),
        dispatcher=Dispatcher(
            events=client_events(WIDGET_EVENTS),
            handlers={**customers.handlers(), **calls.handlers(), **conversation.handlers()},
            prompt_handlers=conversation.prompt_handlers(),
            guard=VisitorGuard(CallerRate(house.clock, on=house.config.limits.rate == "on")),
            tally=house.metrics.event,
        ),
    )
