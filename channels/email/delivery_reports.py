"""What the world says of mails that went out, written beside each recipient (RFC 3464)."""

from msgspec.structs import replace

from channels.email.parse.parsed import DeliveryReport, FailedRecipient
from channels.email.values import Delivery, DeliveryState, Mail
from crm.records import folded


def reported(ours: Mail, report: DeliveryReport) -> Mail | None:
    """Give the mail as a report leaves it; None: the report says nothing new.

    A system that names nobody, or spells the address in its own way, speaks of the only recipient
    if there was one.
    """
    state: DeliveryState | None = (
        "failed" if report.failed else "delayed" if report.delayed else None
    )
    if state is None:
        return None
    told = {folded(each.recipient): each for each in report.recipients}
    alone = report.recipients[0] if len(ours.deliveries) == 1 and report.recipients else None
    deliveries = tuple(
        _turned(each, told.get(folded(each.address)) or alone, state) for each in ours.deliveries
    )
    return replace(ours, state=state, deliveries=deliveries)


def _turned(before: Delivery, told: FailedRecipient | None, state: DeliveryState) -> Delivery:
    if told is None:
        return before
    said = " ".join(part for part in (told.status, told.diagnostic) if part)
    return Delivery(address=before.address, state=state, detail=said)
