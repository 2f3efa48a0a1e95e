"""Records that show or change statuses as they must not."""

from router.decisions import (
    HandlingClosed,
    PresenceChanged,
    QueuesEnabled,
    StatusChanged,
)
from router.ids import SECOND
from router.inputs import (
    EnableQueues,
    SetStatus,
)
from router.lifecycle import Status, Wish
from tests.router.audit.doctored import altered, appended, caused_by, dropped, status_changed
from tests.router.audit.journals import BadJournals, Records, sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, codes, queue

BAD = BadJournals()


@BAD.breaking("shown-status")
def works_unseen() -> Records:
    return dropped(sound(with_chat()), StatusChanged)


@BAD.breaking("status-choice")
def goes_on_break_while_busy() -> Records:
    desk = with_chat()
    alice = desk.router.agents["alice"]
    made = status_changed(
        "alice", Wish.ON_BREAK, Status.BUSY, since=alice.since, idle=alice.idle_since
    )
    command = SetStatus(agent="alice", status=Wish.ON_BREAK)
    return appended(sound(desk), command, made)


@BAD.breaking("status-code")
def goes_on_break_without_saying_why() -> Records:
    pause = codes("pause", "lunch", kind="status", mandatory=True, statuses=(Status.ON_BREAK,))
    desk = Desk(agent("alice"), pause)
    desk.readies("alice")
    desk.chooses("alice", Wish.ON_BREAK, "lunch")
    return altered(sound(desk), StatusChanged, code=None)


@BAD.breaking("status-since")
def was_always_busy() -> Records:
    desk = with_chat()
    return altered(sound(desk), StatusChanged, since=desk.at - SECOND)


@BAD.breaking("wish")
def accepts_and_goes_offline() -> Records:
    return altered(sound(with_chat()), StatusChanged, wish=Wish.OFFLINE)


@BAD.breaking("stop-new")
def stops_new_by_nobodys_act() -> Records:
    return altered(sound(with_chat()), StatusChanged, stop_new=True, status=Status.BUSY_STOP_NEW)


@BAD.breaking("stop-new")
def stops_new_and_ends_available() -> Records:
    desk = with_chat()
    desk.stops_new("alice")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    return altered(sound(desk), StatusChanged, wish=Wish.AVAILABLE, status=Status.AVAILABLE)


@BAD.breaking("idle-since")
def keeps_idling_through_work() -> Records:
    desk = with_chat()
    desk.passes(5)
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    return altered(sound(desk), HandlingClosed, idle_since=desk.at - SECOND)


@BAD.breaking("idle-since")
def gains_by_a_short_absence() -> Records:
    desk = two_at_work()
    desk.vanishes("alice")
    desk.passes(3)
    desk.returns("alice")
    return altered(sound(desk), PresenceChanged, idle_since=desk.at)


@BAD.breaking("queues")
def ticks_a_foreign_queue() -> Records:
    desk = Desk(queue("web"), queue("shop"), agent("alice", may_choose_queues=True))
    desk.readies("alice")
    desk.ticks("alice")
    return caused_by(
        altered(sound(desk), QueuesEnabled, queues=("shop",)),
        EnableQueues(agent="alice", queues=("shop",)),
    )
