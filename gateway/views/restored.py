"""The stories of live contacts after a restart: from the router's state and the stored work."""

from collections.abc import Iterable

from gateway.views.book import REVS_PER_ENTRY
from gateway.views.contact import Contact, Ringing, Stretch, Work
from router.entities import Interaction
from router.ids import InteractionId
from router.lifecycle import HandlingState, InteractionState
from router.machine import Router
from storage.handlings import StoredHandling


def live_interactions(router: Router) -> list[InteractionId]:
    """Name every interaction that is not over, in the order of their ids."""
    worked_on = (handling.interaction for handling in router.handlings.values())
    return sorted({*router.interactions, *worked_on})


def restored_contacts(router: Router, stored: Iterable[StoredHandling]) -> list[Contact]:
    """Put the live contacts' stories together again."""
    by_interaction: dict[InteractionId, list[StoredHandling]] = {}
    for each in stored:
        by_interaction.setdefault(each.interaction_id, []).append(each)
    return [
        _contact(router, interaction, by_interaction.get(interaction, []))
        for interaction in live_interactions(router)
    ]


def _contact(
    router: Router, interaction_id: InteractionId, stored: list[StoredHandling]
) -> Contact:
    interaction = router.interactions.get(interaction_id)
    contact = _begun(router, interaction_id, interaction, stored)
    contact.rev = router.n * REVS_PER_ENTRY
    entered_at = contact.entered_at
    queued_at, reason, note = stored[0].arrived_at if stored else entered_at, "entered", ""
    for each in stored:
        contact.works[each.id] = _work(router, each)
        contact.journey += [
            Stretch(
                queue=each.queue_id,
                agent=None,
                since=queued_at,
                until=each.accepted_at,
                reason=reason,
                note=note,
            ),
            Stretch(
                queue=each.queue_id,
                agent=each.agent_id,
                since=each.accepted_at,
                until=each.ended_at,
                reason="accepted",
            ),
        ]
        queued_at = each.ended_at or each.accepted_at
        reason = "transferred" if _was_handed_on(each) else "returned"
        note = each.transfer_note or ""
    if interaction is None:
        return contact
    if interaction.handling is None:
        contact.journey.append(
            Stretch(queue=interaction.queue, agent=None, since=queued_at, reason=reason, note=note)
        )
    if interaction.offer is not None:
        offer = router.offers[interaction.offer]
        contact.offer = Ringing(id=offer.id, agent=offer.agent, expires_at=offer.expires_at)
    return contact


def _begun(
    router: Router,
    interaction_id: InteractionId,
    interaction: Interaction | None,
    stored: list[StoredHandling],
) -> Contact:
    """Begin a story; an interaction that is over may still be wrapped up by who transferred it."""
    if interaction is not None:
        return Contact(
            id=interaction_id,
            medium=interaction.medium,
            queue=interaction.queue,
            entered_at=interaction.place[1],
            state=interaction.state,
        )
    open_work = next(h for h in router.handlings.values() if h.interaction == interaction_id)
    return Contact(
        id=interaction_id,
        medium=open_work.medium,
        queue=open_work.queue,
        entered_at=stored[0].arrived_at if stored else router.at,
        state=InteractionState.CLOSED,
        ended_at=router.at,
    )


def _work(router: Router, stored: StoredHandling) -> Work:
    live = router.handlings.get(stored.id)
    return Work(
        id=stored.id,
        agent=stored.agent_id,
        queue=stored.queue_id,
        state=HandlingState(stored.state) if live is None else live.state,
        accepted_at=stored.accepted_at,
        ended_at=stored.ended_at,
        wrap_up_ends_at=None if live is None else live.wrap_up_ends_at,
        codes=stored.codes,
        tags=stored.tags,
        notes=stored.notes,
        outcome="transferred" if _was_handed_on(stored) else stored.outcome,
        extendable=live is not None and live.wrap_up > 0,
    )


def _was_handed_on(stored: StoredHandling) -> bool:
    """Tell whether it went to a queue or an agent, in the end itself or in the wrap-up."""
    return stored.ended_by == "transfer" or stored.to_queue_id is not None
