"""One pure function that decides what an agent may do; whatever it does not know it denies.

Roles are cumulative (requirements 6b: SES-004, SES-006). Some permissions come with a role, the
others are granted one by one in the provisioning file (protocol.md).
"""

from typing import Final, Literal, get_args

from accounts.directory import Agent
from accounts.roles import Role, includes

Permission = Literal[
    "callback.receive",
    "crm.case.delete",
    "crm.customer.erase",
    "crm.customer.merge",
    "email.discard",
    "email.pull",
    "faq.add",
    "faq.category",
    "faq.delete",
    "faq.edit",
    "faq.shortcut",
    "faq.view",
    "interaction.reject",
    "queues.self_manage",
    "reports.view",
    "sender.block",
    "transfer.silence_unattended",
    "visitor.block",
    "voicemail.download",
]
"""What can be granted to one agent and not to another."""

PERMISSIONS: Final[frozenset[str]] = frozenset(get_args(Permission))

WITH_ROLE: Final[dict[Role, frozenset[str]]] = {
    "agent": frozenset({"faq.view"}),
    "supervisor": frozenset(
        {
            "crm.customer.merge",
            # CON-25: supervisors keep the knowledge base; 9.2: they read reports.
            "faq.add",
            "faq.category",
            "faq.delete",
            "faq.edit",
            "faq.shortcut",
            "reports.view",
            "sender.block",
            "visitor.block",
        }
    ),
    "administrator": frozenset({"crm.customer.erase"}),
}
"""What a role brings on top of the roles below it."""

_EVERYBODY: Final = None

RULES: Final[dict[str, Role | Permission | None]] = {
    "status.set": _EVERYBODY,
    "stop_new.set": _EVERYBODY,
    "queues.enable": "queues.self_manage",
    "offer.accept": _EVERYBODY,
    "offer.reject": "interaction.reject",
    "interaction.end": _EVERYBODY,
    "interaction.extend_wrap_up": _EVERYBODY,
    "interaction.annotate": _EVERYBODY,
    "interaction.wrap_up": _EVERYBODY,
    "interaction.transfer": _EVERYBODY,
    "interaction.explain": _EVERYBODY,
    "interaction.explain_any": "supervisor",
    "transfer.targets": _EVERYBODY,
    "chat.send": _EVERYBODY,
    "chat.typing": _EVERYBODY,
    "chat.read": _EVERYBODY,
    "chat.history": _EVERYBODY,
    "chat.attach": _EVERYBODY,
    "image.add": _EVERYBODY,
    "preferences.set": _EVERYBODY,
    "visitor.block": "visitor.block",
    "faq.search": "faq.view",
    "faq.get": "faq.view",
    "faq.categories": "faq.view",
    "faq.suggest": "faq.view",
    "faq.insert": "faq.view",
    "faq.view": "faq.view",
    "faq.add": "faq.add",
    "faq.edit": "faq.edit",
    "faq.delete": "faq.delete",
    "faq.category": "faq.category",
    "faq.shortcut": "faq.shortcut",
    "email.pending": "email.pull",
    "email.pull": "email.pull",
    "email.discard": "email.discard",
    "sender.block": "sender.block",
    "case.delete": "crm.case.delete",
    "customer.choose": _EVERYBODY,
    "customer.erase": "crm.customer.erase",
    "customer.merge": "crm.customer.merge",
    "voicemail.copy": _EVERYBODY,
    "voicemail.download": "voicemail.download",
    "callback.done": _EVERYBODY,
    "callback.reschedule": _EVERYBODY,
    "peer.send": _EVERYBODY,
    "notice.send": _EVERYBODY,
    "notice.seen": _EVERYBODY,
    "password.change": _EVERYBODY,
    "sessions.list": _EVERYBODY,
    "sessions.revoke_own": _EVERYBODY,
    "roster.view_own_group": _EVERYBODY,
    "roster.view_all": "supervisor",
    "reports.view": "reports.view",
    "agents.revoke_sessions": "administrator",
    "queues.supervise": "supervisor",
    "mailboxes.supervise": "supervisor",
    "chat.supervise": "supervisor",
    "voicemail.supervise": "supervisor",
}
"""Everything an agent can ask for, and what it takes: nothing, a role, or a permission.

Whether the *object* is the agent's own - their offer, their chat - is decided where the object is
found; an object that is not theirs is `not_found` there.
"""


def granted(agent: Agent) -> frozenset[str]:
    """Give every permission the agent has, by role or by name; none once disabled."""
    if agent.disabled:
        return frozenset()
    by_role = (names for role, names in WITH_ROLE.items() if includes(agent.role, role))
    return frozenset(agent.permissions).intersection(PERMISSIONS).union(*by_role)


def may(agent: Agent, action: str) -> bool:
    """Tell whether `agent` may do `action`; an action nobody has written down is denied."""
    if agent.disabled or action not in RULES:
        return False
    rule = RULES[action]
    if rule is None:
        return True
    if rule in PERMISSIONS:
        return rule in granted(agent)
    return includes(agent.role, rule)  # type: ignore[arg-type]  # not a permission: a role
