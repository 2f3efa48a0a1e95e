"""The routing policy that a directory and a configuration amount to."""

from typing import Literal

import msgspec

from accounts import directory
from accounts.directory import Directory
from accounts.permissions import granted
from gateway.config import Config
from router import policy
from router.ids import seconds
from router.lifecycle import Medium, Status, Wish
from router.policy import MAX_CHATS, MEDIA, Policy

_UNATTENDED: dict[Literal["warn", "block"], Literal["confirm", "block"]] = {
    "warn": "confirm",  # the warning is shown and the agent confirms it (CON-31)
    "block": "block",
}


def build_policy(known: Directory, config: Config) -> Policy:
    """Give the policy in force, with ids ascending so that equal policies hash alike.

    A disabled queue stays, with its members: it takes nothing new, but those who wait in it are
    served. A disabled agent stays too, without queues or permissions, so that their open work can
    still be returned.
    """
    return Policy(
        queues=tuple(_queue(known, queue) for _, queue in sorted(known.queues.items())),
        agents=tuple(_agent(known, agent) for _, agent in sorted(known.agents.items())),
        code_lists=tuple(_code_list(codes) for _, codes in sorted(known.code_lists.items())),
        media=tuple(_medium(rule, config) for rule in MEDIA),
        settings=policy.Settings(
            presence_grace=seconds(config.presence.grace_seconds),
            logout_from_available=config.status.logout_from_available,
            extension_mode=config.routing.extension_mode,
            agent_transfer=config.routing.agent_transfer,
            personal_wait=seconds(config.routing.personal_wait_seconds),
            preferred_wait=seconds(config.routing.preferred_wait_seconds),
            owner_wait=seconds(config.case.owner_seconds),
            gentle_start=seconds(config.routing.gentle_start_seconds),
        ),
    )


def _queue(known: Directory, queue: directory.Queue) -> policy.QueuePolicy:
    return policy.QueuePolicy(
        id=queue.id,
        media=tuple(Medium(medium) for medium in sorted(set(queue.media))),
        accept_timeout=seconds(queue.accept_timeout_seconds),
        wrap_up=seconds(queue.wrap_up_seconds),
        priority=queue.priority,
        code_lists=tuple(
            sorted(
                list_id
                for list_id in queue.code_list_ids
                if list_id in known.code_lists and not known.code_lists[list_id].disabled
            )
        ),
        max_wait=seconds(queue.max_wait_seconds),
        overflow_to=_overflow(known, queue),
        overflow_after=seconds(queue.overflow_after_seconds),
        transfer_position=queue.transfer_position,
        unattended=_UNATTENDED[queue.unattended],
        on_reject=None if queue.on_reject is None else Wish(queue.on_reject),
        on_time_out=_after_time_out(queue),
        automatic_code=_automatic_code(known, queue),
    )


def _automatic_code(known: Directory, queue: directory.Queue) -> str | None:
    """Give the code that is set by itself, unless nobody could choose it any more."""
    offered = {
        code.id
        for list_id in queue.code_list_ids
        if list_id in known.code_lists and not known.code_lists[list_id].disabled
        for code in known.code_lists[list_id].choices
    }
    return queue.automatic_code_id if queue.automatic_code_id in offered else None


def _overflow(known: Directory, queue: directory.Queue) -> str | None:
    """Give the queue that helps out, unless it takes nothing new itself."""
    target = known.queues.get(queue.overflow_to_id or "")
    return None if target is None or target.disabled else target.id


def _after_time_out(queue: directory.Queue) -> Wish | None:
    """Give what a missed offer leads to: as after a rejection unless it is said (CON-05)."""
    chosen = queue.on_time_out or queue.on_reject
    return None if chosen is None else Wish(chosen)


def _agent(known: Directory, agent: directory.Agent) -> policy.AgentPolicy:
    if agent.disabled:
        return policy.AgentPolicy(id=agent.id, max_chats=agent.max_chats)
    permissions = granted(agent)
    memberships = sorted(known.memberships_of(agent.id), key=lambda member: member.queue_id)
    return policy.AgentPolicy(
        id=agent.id,
        max_chats=min(agent.max_chats, MAX_CHATS),
        may_reject="interaction.reject" in permissions,
        may_choose_queues="queues.self_manage" in permissions,
        may_pull="email.pull" in permissions,
        may_discard="email.discard" in permissions,
        memberships=tuple(
            policy.Membership(
                queue=member.queue_id,
                enabled=member.enabled,
                callback=member.callback or "callback.receive" in permissions,
                wrap_up=None if member.wrap_up_seconds is None else seconds(member.wrap_up_seconds),
            )
            for member in memberships
        ),
    )


def _code_list(codes: directory.CodeList) -> policy.CodeList:
    """A switched-off list keeps its place but asks for nothing."""
    return policy.CodeList(
        id=codes.id,
        kind=codes.kind,
        mandatory=codes.mandatory and not codes.disabled,
        multiple=codes.multiple,
        codes=tuple(sorted(code.id for code in codes.choices)),
        statuses=tuple(sorted(Status(status) for status in codes.statuses))
        if not codes.disabled
        else (),
    )


def _medium(rule: policy.MediumRule, config: Config) -> policy.MediumRule:
    presence = config.presence
    chat = rule.medium is Medium.CHAT
    limit = presence.return_chats_after_seconds if chat else presence.return_others_after_seconds
    return msgspec.structs.replace(rule, return_after=seconds(limit))
