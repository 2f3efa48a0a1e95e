"""Logs of chats as the wire shows them to agents."""

from collections.abc import Callable

from accounts.directory import Directory
from crm.chat_logs import ChatLog
from crm.records import Customer
from gateway.views.chats import ChatViews, introduced, prechat
from gateway.views.contacts import code_names
from gateway.views.mail import MailViews, pop_customer, summary
from gateway.wire import chat_logs as wire
from gateway.wire.interaction import AutoLog, LogDraft, QueueName
from gateway.wire.times import seconds, to_wire, to_wire_or_none
from storage.chat_logs import ChatLogFile, Logged
from storage.handlings import StoredHandling


class ChatLogViews:
    """Writes logs of chats as wire structs."""

    def __init__(
        self, *, directory: Callable[[], Directory], mails: MailViews, chats: ChatViews
    ) -> None:
        """Name queues and codes from `directory`, agents and messages as the other views do."""
        self._directory = directory
        self._mails = mails
        self._chats = chats

    def log(self, file: ChatLogFile) -> wire.ChatLog:
        """Write a log with everything that it shows."""
        log, stored = file.log, file.chat
        name, email = introduced(stored.answers, stored.visitor)
        arrived_at = file.works[0].arrived_at
        accepted_at = file.works[0].accepted_at
        directory = self._directory()
        agent = self._mails.agent(log.agent_id)
        assert agent is not None
        return wire.ChatLog(
            interaction_id=log.interaction_id,
            number="" if file.number is None else str(file.number),
            mode=log.mode,
            case=None if file.case is None else summary(file.case),
            customer=None if file.customer is None else pop_customer(file.customer),
            queue=self._queue(log.queue_id),
            agent=agent,
            agent_name=log.agent_name,
            started_at=to_wire(stored.chat.started_at),
            ended_at=to_wire(log.ended_at),
            waited_seconds=seconds(max(0, accepted_at - arrived_at)),
            duration_seconds=seconds(max(0, log.ended_at - accepted_at)),
            visitor=wire.LoggedVisitor(name=name, email=email, ip=stored.visitor.address),
            prechat=prechat(
                directory,
                stored.chat.site_id,
                stored.answers,
                directory.agents[log.agent_id].locale,
            ),
            works=tuple(self._work(each) for each in file.works),
            draft=_draft(log),
            messages=tuple(self._chats.message(each, to_sender=False) for each in file.messages),
            more=file.more,
            removed=stored.removed,
        )

    def row(self, log: ChatLog, customer: Customer | None) -> wire.LogDraftRow:
        """Write a log in the list of those that are not finished."""
        return wire.LogDraftRow(
            interaction_id=log.interaction_id,
            subject=log.writing.subject,
            queue=self._queue(log.queue_id),
            ended_at=to_wire(log.ended_at),
            customer=None if customer is None else pop_customer(customer),
        )

    def _work(self, work: StoredHandling) -> wire.LoggedWork:
        agent = self._mails.agent(work.agent_id)
        assert agent is not None
        return wire.LoggedWork(
            agent=agent,
            queue=self._queue(work.queue_id),
            accepted_at=to_wire(work.accepted_at),
            ended_at=to_wire_or_none(work.ended_at),
            codes=code_names(self._directory(), work.codes),
            tags=work.tags,
            notes=work.notes,
        )

    def _queue(self, queue_id: str) -> QueueName:
        queue = self._directory().queues.get(queue_id)
        return QueueName(id=queue_id, name=queue_id if queue is None else queue.name)


def auto_log(logged: Logged | None) -> AutoLog | None:
    """Write how a log presents itself to the agent who served the chat."""
    if logged is None or logged.log.mode is None:
        return None
    log = logged.log
    return AutoLog(
        mode=logged.log.mode,
        case_id=log.case_id,
        draft=_draft(log) if log.is_draft else None,
    )


def _draft(log: ChatLog) -> LogDraft:
    writing = log.writing
    return LogDraft(
        subject=writing.subject,
        description=writing.description,
        status=writing.status,
        rev=log.rev,
        saved_at=to_wire_or_none(log.saved_at),
    )
