"""Random histories: everything that can be told to a router, in any order.

A ``Story`` does not know where its choices come from: hypothesis draws them for the state machine,
a seeded generator for the mutants.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from router.audit import Auditor, Violation
from router.history import Record
from router.ids import seconds
from router.inputs import (
    AcceptOffer,
    AgentReachable,
    AgentUnreachable,
    ClockReached,
    DiscardInteraction,
    EnableQueues,
    EndInteraction,
    ExtendWrapUp,
    FinishWrapUp,
    GatewayStarted,
    Input,
    InteractionEntered,
    InteractionLeft,
    PolicyChanged,
    PullInteraction,
    QueueClosed,
    QueueOpened,
    RejectOffer,
    Reschedule,
    SetCodes,
    SetStatus,
    SetStopNew,
    TransferToAgent,
    TransferToQueue,
)
from router.lifecycle import Medium, Wish
from router.machine import Router
from router.policy import MEDIA, Membership, Policy
from router.refusal import Refused
from tests.router.desk import Desk, agent, codes, company, queue

Pick: TypeAlias = Callable[[Sequence[Any]], Any]

AGENTS = ("alice", "bob", "carol", "dave")
QUEUES = ("mail", "vip", "web")
SETTINGS = (
    *("extension_mode", "presence_grace"),
    *("agent_transfer", "personal_wait", "preferred_wait", "gentle_start"),
)
LISTS = (
    codes("outcome", "sold", "lost", mandatory=True),
    codes("themes", "price", "speed", multiple=True),
    codes("pause", "lunch", "meeting", kind="status", mandatory=True, statuses=("on_break",)),
)


def _policy(**changes: Any) -> Policy:
    """Give a company in which every rule of routing has something to bite on."""
    base = company(
        queue("web", accept_timeout=20, wrap_up=30, **changes.pop("web", {})),
        queue(
            "vip",
            priority=1,
            accept_timeout=15,
            wrap_up=0,
            code_lists=("outcome", "themes"),
            transfer_position="original",
            unattended="block",
        ),
        queue(
            "mail",
            media=(Medium.EMAIL, Medium.VOICEMAIL, Medium.CALLBACK, Medium.CHAT),
            unattended="warn",
            max_wait=60,
            overflow_to="web",
            overflow_after=25,
        ),
        agent(
            *("alice", "web", "vip", "mail"),
            may_reject=True,
            may_choose_queues=True,
            may_pull=True,
            may_discard=True,
        ),
        agent("bob", "web", "vip", max_chats=2, may_reject=True),
        agent(
            "carol",
            max_chats=3,
            memberships=(
                Membership(queue="mail", callback=True),
                Membership(queue="web", wrap_up=seconds(5)),
            ),
        ),
        *changes.pop("dave", (agent("dave", "web", max_chats=1, may_choose_queues=True),)),
        *LISTS,
        **{key: changes.pop(key) for key in SETTINGS if key in changes},
    )
    return replace(base, **changes)


POLICIES = (
    _policy(),
    _policy(web={"code_lists": ("outcome",), "max_wait": 10}, extension_mode="restart"),
    _policy(dave=(), web={"code_lists": ("outcome",), "automatic_code": "lost"}),
    _policy(
        web={"overflow_to": "mail", "overflow_after": 12, "max_wait": 15},
        personal_wait=seconds(20),
        preferred_wait=seconds(15),
        agent_transfer="any",
    ),
    _policy(
        dave=(agent("dave", "vip", "web", may_reject=True),),
        media=tuple(replace(rule, return_after=seconds(40)) for rule in MEDIA),
    ),
    # What is held alone is a matter of policy: here chats are, and mail is held beside mail.
    _policy(
        media=tuple(replace(rule, exclusive=rule.medium is not Medium.EMAIL) for rule in MEDIA),
    ),
    # Companies change their minds while people wait: a medium, a queue, its codes are gone.
    company(
        queue("web", accept_timeout=20, wrap_up=30),
        queue("mail", media=(Medium.EMAIL,)),
        agent("alice", "mail", "web", may_reject=True, may_choose_queues=True),
        agent("carol", "web"),
    ),
    _policy(gentle_start=seconds(20)),
)


class Story:
    """One history in the making: the router, its record, and the audit beside it."""

    def __init__(self, pick: Pick, router: type[Router] = Router) -> None:
        self.pick = pick
        self.kind = router
        self.desk = Desk(router=router())
        self.desk.tell(PolicyChanged(policy=POLICIES[0]))
        self.auditor = Auditor()
        self.audited = 0
        self.entered = 0
        self.intakes = dict.fromkeys(Medium, 0)
        self.refusals = 0

    # --- Choosing --------------------------------------------------------------------------------

    def _agent(self) -> str:
        return str(self.pick(AGENTS))

    def _offer(self) -> str:
        return str(self.pick([*self.desk.router.offers, "0.0"]))

    def _work(self) -> tuple[str, str]:
        """Choose an agent with an interaction; most often one the agent has in hand."""
        held = [(h.agent, h.interaction) for h in self.desk.router.handlings.values()]
        return self.pick(held) if held else (self._agent(), "c0")

    def _later(self) -> float:
        return float(self.pick((-5, 1, 20, 300)))

    # --- What may happen -------------------------------------------------------------------------

    def enters(self) -> None:
        self.entered += 1
        medium, to = self.pick(
            (
                *[(Medium.CHAT, name) for name in ("web", "web", "web", "vip", "mail")],
                (Medium.EMAIL, "mail"),
                (Medium.VOICEMAIL, "mail"),
                *[(Medium.CALLBACK, "mail")] * 2,
            )
        )
        entered = InteractionEntered(
            interaction=f"c{self.entered}",
            medium=medium,
            queue=to,
            preferred=self.pick((None, None, None, self._agent(), "nobody")),
            not_before=self.pick((None, None, None, self.desk.at + seconds(self._later()))),
            called_at=self.desk.at - seconds(20)
            if medium is Medium.CALLBACK and self.entered % 4 == 0
            else None,
        )
        if self.tell(entered):
            self.intakes[medium] += 1

    def leaves(self) -> None:
        self.tell(InteractionLeft(interaction=self.pick([*self.desk.router.interactions, "c0"])))

    def appears(self) -> None:
        self.tell(AgentReachable(agent=self._agent()))

    def all_work(self) -> None:
        """Let everybody open the desk and say "available"; whoever may not is refused."""
        for name in AGENTS:
            self.desk.at += seconds(1)
            self.tell(AgentReachable(agent=name))
            self.tell(SetStatus(agent=name, status=Wish.AVAILABLE))

    def vanishes(self) -> None:
        self.tell(AgentUnreachable(agent=self._agent(), at_once=self.pick((False, False, True))))

    def chooses(self) -> None:
        wish = self.pick((Wish.AVAILABLE, Wish.AVAILABLE, Wish.AVAILABLE, *Wish))
        code = self.pick((None, "lunch", "sold")) if wish is Wish.ON_BREAK else None
        self.tell(SetStatus(agent=self._agent(), status=wish, code=code))

    def stops_new(self) -> None:
        self.tell(SetStopNew(agent=self._agent(), on=self.pick((True, False))))

    def ticks(self) -> None:
        wanted = tuple(name for name in QUEUES if self.pick((True, True, False)))
        self.tell(EnableQueues(agent=self._agent(), queues=wanted))

    def accepts(self) -> None:
        offer = self._offer()
        ringing = self.desk.router.offers.get(offer)
        self.tell(AcceptOffer(agent=ringing.agent if ringing else self._agent(), offer=offer))

    def accepts_anothers(self) -> None:
        self.tell(AcceptOffer(agent=self._agent(), offer=self._offer()))

    def rejects(self) -> None:
        offer = self._offer()
        ringing = self.desk.router.offers.get(offer)
        self.tell(RejectOffer(agent=ringing.agent if ringing else self._agent(), offer=offer))

    def _choosable(self) -> str:
        """Choose something that waits and can be pulled, if anything does."""
        world = self.desk.router
        waiting = [one.id for one in world.interactions.values() if one.medium is Medium.EMAIL]
        return str(self.pick([*waiting, "c0"]))

    def pulls(self) -> None:
        name = self._agent()
        if self.pick((True, False)):
            self.tell(SetStatus(agent=name, status=Wish.OFFLINE))
        self.tell(PullInteraction(agent=name, interaction=self._choosable()))

    def discards(self) -> None:
        self.tell(DiscardInteraction(agent=self._agent(), interaction=self._choosable()))

    def ends(self) -> None:
        name, interaction = self._work()
        self.tell(EndInteraction(agent=name, interaction=interaction))

    def extends(self) -> None:
        name, interaction = self._work()
        self.tell(ExtendWrapUp(agent=name, interaction=interaction))

    def codes(self) -> None:
        name, interaction = self._work()
        chosen = self.pick((("sold",), ("lost", "price", "speed"), (), ("sold", "lost"), ("nil",)))
        self.tell(SetCodes(agent=name, interaction=interaction, codes=chosen))

    def finishes(self) -> None:
        name, interaction = self._work()
        self.tell(FinishWrapUp(agent=name, interaction=interaction))

    def transfers(self) -> None:
        name, interaction = self._work()
        self.tell(
            TransferToQueue(
                agent=name,
                interaction=interaction,
                queue=self.pick(QUEUES),
                confirm=self.pick((True, False)),
            )
        )

    def hands(self) -> None:
        name, interaction = self._work()
        self.tell(TransferToAgent(agent=name, interaction=interaction, to_agent=self._agent()))

    def puts_off(self) -> None:
        name, interaction = self._work()
        at = self.desk.at + seconds(self._later())
        wanted = self.pick((None, name, self._agent(), "nobody"))
        self.tell(Reschedule(agent=name, interaction=interaction, at=at, preferred=wanted))

    def passes(self) -> None:
        """Let time pass; now and then the engine wakes the router late, all at once."""
        amount = self.pick((0.5, 1, 3, 10, 16, 31, 130))
        if self.pick((True, True, False)):
            self.desk.passes(amount)
        else:
            self.desk.at += seconds(amount)
            self.tell(ClockReached())
        self._audit()

    def restarts(self) -> None:
        """Stop the gateway, with or without a snapshot, and start it again."""
        if self.pick((True, False)):
            self.desk.router = self.kind.restore(self.desk.router.snapshot())
        else:
            self.desk.router = self.folded()
        down = self.pick((0, 1, 20, 400))
        self.desk.at += seconds(down)
        self.tell(GatewayStarted(down_for=seconds(down)))

    def changes_policy(self) -> None:
        self.tell(PolicyChanged(policy=self.pick(POLICIES)))

    def opens_or_closes(self) -> None:
        self.tell(self.pick((QueueOpened, QueueClosed))(queue=self.pick(QUEUES)))

    # --- What must hold --------------------------------------------------------------------------

    def tell(self, cause: Input) -> bool:
        """Tell the router; a refusal must change nothing, and the audit must agree to the rest."""
        before = self.desk.router.snapshot()
        try:
            decided = self.desk.tell(cause)
        except Refused:
            self.refusals += 1
            assert self.desk.router.snapshot() == before, f"a refused {cause} changed something"
            return False
        self._audit()
        return bool(decided)

    def _audit(self) -> None:
        for record in self.desk.records[self.audited :]:
            violations = list(self.auditor.examine(record))
            if violations:
                raise AuditFailed(violations, record)
        self.audited = len(self.desk.records)
        due = self.desk.router.next_deadline()
        if self.desk.records and isinstance(self.desk.records[-1].input, ClockReached):
            assert due is None or due > self.desk.records[-1].at, "a deadline was left behind"

    def folded(self) -> Router:
        """Give a router that knows the recorded decisions and nothing else."""
        router = self.kind()
        for record in self.desk.records:
            router.apply(record)
        return router

    def ends_well(self) -> None:
        """Check what holds for a whole history: one state however reached, and no loss."""
        live = self.desk.router
        for other in (self.folded(), self.kind.restore(live.snapshot())):
            assert other.snapshot() == live.snapshot(), "the record says something else"
            assert other.next_deadline() == live.next_deadline()
        violations = list(self.auditor.account(self.intakes))
        if violations:
            raise AuditFailed(violations)

    @property
    def records(self) -> list[Record]:
        """The record so far."""
        return self.desk.records


class AuditFailed(AssertionError):
    """The audit found a violation."""

    def __init__(self, violations: list[Violation], record: Record | None = None) -> None:
        super().__init__(f"{violations} in {record}")
        self.rules = {violation.rule for violation in violations}


# The commonest things stand several times: histories in which nobody works prove little.
EVENTS: tuple[Callable[[Story], None], ...] = (
    *[Story.enters] * 14,
    *[Story.accepts] * 16,
    *[Story.all_work] * 6,
    *[Story.passes] * 8,
    *[Story.ends] * 8,
    *[Story.finishes] * 3,
    *[Story.codes] * 4,
    *[Story.transfers] * 3,
    *[Story.hands] * 4,
    *[Story.puts_off] * 3,
    *[Story.chooses] * 3,
    *[Story.appears] * 3,
    *[Story.rejects] * 2,
    *[Story.leaves] * 2,
    *[Story.vanishes] * 2,
    *[Story.stops_new] * 2,
    *[Story.extends] * 2,
    *[Story.pulls] * 5,
    *[Story.discards] * 3,
    Story.ticks,
    Story.accepts_anothers,
    Story.restarts,
    Story.changes_policy,
    Story.opens_or_closes,
)
