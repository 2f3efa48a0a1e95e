"""Everything a desk shows after it connects, and everything a widget is told first."""

from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from accounts.directory import Directory
from accounts.permissions import granted, may
from accounts.wording import worded
from channels.chat.values import Locale, Welcome
from channels.voicemail.call_request import voice_queue
from gateway.views.agents import AgentViews
from gateway.views.book import REVS_PER_ENTRY, Book
from gateway.views.chats import ChatViews
from gateway.views.interactions import InteractionViews, code_list
from gateway.views.queues import QueueViews
from gateway.wire import agent as desk
from gateway.wire import widget
from gateway.wire.times import to_wire, to_wire_or_none
from router.ids import AgentId, Instant, QueueId
from router.lifecycle import Medium

PROTOCOL: Final = 1
"""The one version of the wire there is; another one asked for is `upgrade_required`."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What clients are told of the configuration."""

    max_message_chars: int
    max_attachment_bytes: int
    max_mail_files_bytes: int
    mailboxes: tuple[str, ...] = ()
    """The addresses that mail leaves from."""


class PreferenceStore(Protocol):
    """Keeps what each agent has chosen for themselves."""

    async def of(self, agent_id: AgentId) -> desk.Preferences:
        """Give the agent's preferences; the language they did not choose is the directory's."""
        ...


class NoticeBoard(Protocol):
    """Keeps what agents were told and have not put away."""

    async def of_agent(self, agent_id: AgentId) -> tuple[desk.Notice, ...]:
        """Give what waits for an agent, the latest first."""
        ...


class Snapshots:
    """Puts a desk's whole state together."""

    def __init__(
        self,
        *,
        build: str,
        book: Book,
        directory: Callable[[], Directory],
        agents: AgentViews,
        interactions: InteractionViews,
        queues: QueueViews,
        preferences: PreferenceStore,
        notices: NoticeBoard,
        limits: Limits,
        now: Callable[[], Instant],
    ) -> None:
        """Join the views; `build` names this release to clients."""
        self._build = build
        self._book = book
        self._directory = directory
        self._agents = agents
        self._interactions = interactions
        self._queues = queues
        self._preferences = preferences
        self._notices = notices
        self._limits = limits
        self._now = now

    async def of_agent(self, agent_id: AgentId) -> desk.Snapshot:
        """Give everything the agent's desk shows, as it is when this returns."""
        preferences = await self._preferences.of(agent_id)
        notices = await self._notices.of_agent(agent_id)
        directory = self._directory()
        agent = directory.agents[agent_id]
        book = self._book
        return desk.Snapshot(
            protocol=PROTOCOL,
            build=self._build,
            server_time=to_wire(self._now()),
            rev=book.n * REVS_PER_ENTRY,
            agent=self._agents.myself(agent),
            status_codes=tuple(
                code_list(each)
                for each in directory.code_lists.values()
                if each.kind == "status" and not each.disabled
            ),
            queues=self._queues.of_agent(agent_id),
            offers=tuple(
                self._interactions.offer(contact, agent_id) for contact in book.offered_to(agent_id)
            ),
            interactions=tuple(
                self._interactions.interaction(contact, agent_id)
                for contact in book.handled_by(agent_id)
            ),
            notices=notices,
            permissions=tuple(sorted(granted(agent))),
            preferences=preferences,
            settings=desk.DeskSettings(
                max_message_chars=self._limits.max_message_chars,
                max_attachment_bytes=self._limits.max_attachment_bytes,
                max_mail_files_bytes=self._limits.max_mail_files_bytes,
                can_manage_queues=may(agent, "queues.enable"),
                tags=tuple(sorted(t.name for t in directory.tags.values() if not t.disabled)),
                mailboxes=self._limits.mailboxes,
            ),
        )


class WidgetSessions:
    """Puts together what a widget is told first."""

    def __init__(
        self,
        *,
        build: str,
        directory: Callable[[], Directory],
        chats: ChatViews,
        is_open: Callable[[QueueId], bool],
        is_staffed: Callable[[QueueId], bool],
        opens_at: Callable[[QueueId], Instant | None],
        limits: Limits,
        now: Callable[[], Instant],
    ) -> None:
        """Join the views; `opens_at` knows when a closed queue opens, if ever."""
        self._build = build
        self._directory = directory
        self._chats = chats
        self._is_open = is_open
        self._is_staffed = is_staffed
        self._opens_at = opens_at
        self._limits = limits
        self._now = now

    def of_visitor(self, welcome: Welcome) -> widget.Session:
        """Give the session of a visitor who was just taken in."""
        return widget.Session(
            protocol=PROTOCOL,
            build=self._build,
            server_time=to_wire(self._now()),
            token=welcome.token,
            visitor_id=welcome.visitor.id,
            identity=welcome.identity,
            known=widget.Known(
                name=welcome.visitor.name,
                email=welcome.visitor.email,
                verified=bool(welcome.visitor.subject),
            ),
            chat=None if welcome.chat is None else self._chats.chat(welcome.chat, "customer"),
            settings=self._settings(welcome.site_id, welcome.visitor.locale),
        )

    def _settings(self, site_id: str, locale: Locale) -> widget.WidgetSettings:
        directory = self._directory()
        site = directory.sites[site_id]
        is_open = self._is_open(site.queue_id)
        opens_at = None if is_open else self._opens_at(site.queue_id)
        heard = voice_queue(directory, site_id)
        return widget.WidgetSettings(
            name=site.name,
            greeting=worded(site.greeting, locale),
            colour=site.colour,
            consent=worded(site.consent, locale) or None,
            prechat=widget.Prechat(
                name=site.prechat.name,
                email=site.prechat.email,
                account_number=site.prechat.account_number,
                case_number=site.prechat.case_number,
                fields=tuple(
                    widget.PrechatField(
                        key=each.key,
                        label=worded(each.label, locale),
                        kind=each.kind,
                        mode=each.mode,
                    )
                    for each in site.prechat_fields
                ),
            ),
            max_message_chars=self._limits.max_message_chars,
            max_attachment_bytes=self._limits.max_attachment_bytes,
            languages=site.languages,
            bot=site.bot,
            open=is_open,
            opens_at=to_wire_or_none(opens_at),
            staffed=self._is_staffed(site.queue_id),
            voice=heard is not None,
            callback=heard is not None and Medium.CALLBACK.value in heard.media,
            faq=any(
                entry.language == locale and not entry.disabled
                for entry in directory.faq_entries.values()
            ),
        )
