"""The interaction log as the wire shows it to agents."""

from collections.abc import Callable, Iterable

from accounts.directory import Directory
from gateway.views.mail import MailViews
from gateway.wire import contacts as wire
from gateway.wire.times import seconds, to_wire, to_wire_or_none
from router.ids import CodeId
from storage.interaction_log import PastContact


class ContactViews:
    """Writes past contacts as wire structs."""

    def __init__(self, directory: Callable[[], Directory], mails: MailViews) -> None:
        """Name queues and codes from `directory`, agents as `mails` does."""
        self._directory = directory
        self._mails = mails

    def contact(self, contact: PastContact) -> wire.PastContact:
        """Write a line of the interaction log."""
        directory, works = self._directory(), contact.works
        queue = directory.queues.get(contact.queue_id)
        first, last = (works[0], works[-1]) if works else (None, None)
        moments = [contact.entered_at, contact.ended_at or 0]
        moments += [moment for each in works for moment in (each.accepted_at, each.ended_at or 0)]
        waited_until = (contact.ended_at if first is None else first.accepted_at) or 0
        return wire.PastContact(
            id=contact.id,
            number="" if contact.number is None else str(contact.number),
            medium=contact.medium,
            direction="inbound",
            queue=contact.queue_id if queue is None else queue.name,
            state=contact.state,
            entered_at=to_wire(contact.entered_at),
            ended_at=to_wire_or_none(contact.ended_at),
            changed_at=to_wire(max(moments)),
            waited_seconds=seconds(max(0, waited_until - contact.entered_at)),
            duration_seconds=seconds(
                sum(each.ended_at - each.accepted_at for each in works if each.ended_at)
            ),
            created_by=None if first is None else self._mails.agent(first.agent_id),
            agent=None if last is None else self._mails.agent(last.agent_id),
            subject=contact.subject,
            email=contact.email,
            codes=code_names(directory, _each_once(each.codes for each in works)),
            tags=_each_once(each.tags for each in works),
            notes="\n".join(each.notes for each in works if each.notes),
            due_at=to_wire_or_none(contact.due_at),
            reminder=contact.reminder,
            case_id=contact.case_id,
            case_number=None if contact.case_number is None else str(contact.case_number),
        )


def code_names(directory: Directory, codes: tuple[CodeId, ...]) -> tuple[str, ...]:
    """Name codes with their lists; one that is no longer known is named by its id."""
    names = {
        code.id: f"{each.name}: {code.name}"
        for each in directory.code_lists.values()
        for code in each.codes
    }
    return tuple(names.get(code, code) for code in codes)


def _each_once(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for some in several for each in some))
