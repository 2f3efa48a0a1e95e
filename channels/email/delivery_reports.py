"""What the world says of mails that went out, written beside each recipient (RFC 3464)."""

from typing import Final

from msgspec.structs import replace

from channels.email.parse.parsed import DeliveryReport, FailedRecipient
from channels.email.values import Delivery, DeliveryState, Mail
from crm.records import folded

_WORST_FIRST: Final[tuple[DeliveryState, ...]] = (
    *("failed", "possibly_sent", "delayed", "sending", "queued", "accepted"),
)


def reported(ours: Mail, report: DeliveryReport) -> Mail | None:
    """Give the mail as a report leaves it; None: the report says nothing new.

    A system that names nobody, or spells the address in its own way, speaks of the only recipient
    if there was one.
    """
    told = {folded(each.recipient): each for each in report.recipients}
    alone = report.recipients[0] if len(ours.deliveries) == 1 and report.recipients else None
    deliveries = tuple(
        _turned(each, told.get(folded(each.address)) or alone) for each in ours.deliveries
    )
    named = deliveries != ours.deliveries
    if not named and not (report.failed or report.delayed):
        return None
    states = {each.state for each in deliveries} if named else _overall(report, ours)
    state = next((each for each in _WORST_FIRST if each in states), ours.state)
    return replace(ours, state=state, deliveries=deliveries)


def _overall(report: DeliveryReport, ours: Mail) -> set[DeliveryState]:
    """Give how the mail stands after a report that names none of its recipients."""
    said: DeliveryState = "failed" if report.failed else "delayed"
    return {said} if ours.state is None else {said, ours.state}


def _turned(before: Delivery, told: FailedRecipient | None) -> Delivery:
    state = None if told is None else _state_of(told)
    if told is None or state is None or (state, before.state) == ("delayed", "failed"):
        return before  # a report that was long on its way
    said = " ".join(part for part in (told.status, told.diagnostic) if part)
    return Delivery(address=before.address, state=state, detail=said)


def _state_of(told: FailedRecipient) -> DeliveryState | None:
    """Give what a report says of one recipient; None: nothing to worry about."""
    if told.action == "failed" or told.status.startswith("5"):
        return "failed"
    return "delayed" if told.action == "delayed" or told.status.startswith("4") else None
