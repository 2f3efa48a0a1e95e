"""Records that show or change statuses as they must not."""

from msgspec.structs import replace

from router.decisions import (
    HandlingClosed,
    PresenceChanged,
    QueuesEnabled,
    StatusChanged,
)
from router.ids import SECOND
from router.inputs import (
    EnableQueues,
    PolicyChanged,
    SetStatus,
)
from router.lifecycle import Status, Wish
from tests.router.audit.doctored import altered, appended, caused_by, dropped, status_changed
from tests.router.audit.journals import BadJournals, Records, sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, codes, company, queue

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


@BAD.breaking("status-since", "from nowhere")
def elapsed_time_is_made_up() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.stops_new("alice")
    unchanged = altered(sound(desk), StatusChanged, status=Status.BUSY, stop_new=False)
    return altered(unchanged, StatusChanged, since=desk.at - 77)


@BAD.breaking("wish", "logs in as available")
def logs_in_ready_to_work() -> Records:
    desk = Desk(agent("alice"))
    desk.logs_in("alice")
    return altered(sound(desk), StatusChanged, wish=Wish.AVAILABLE, status=Status.AVAILABLE)


@BAD.breaking("wish", "declined an offer and becomes offline")
def pays_another_price() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.passes(30)
    return altered(sound(desk), StatusChanged, wish=Wish.OFFLINE, status=Status.OFFLINE)


@BAD.breaking("stop-new", "without having resumed")
def resumes_by_accepting() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.stops_new("alice")
    desk.ends("alice", "c1")
    return altered(sound(desk), StatusChanged, stop_new=False)


@BAD.breaking("stop-new", "has nothing left to finish")
def stops_new_with_empty_hands() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    return altered(sound(desk), StatusChanged, stop_new=True)


@BAD.breaking("status-code", "the system gives alice the status code")
def is_given_a_code() -> Records:
    return altered(sound(with_chat()), StatusChanged, code="lunch")


@BAD.breaking("status-code", "not one of its own")
def makes_a_code_up() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.chooses("alice", Wish.ON_BREAK)
    return altered(sound(desk), StatusChanged, code="holiday")


@BAD.breaking("idle-since", "does not restart")
def becomes_available_with_an_old_clock() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    return altered(sound(desk), StatusChanged, idle_since=desk.at - SECOND)


@BAD.breaking("idle-since", "a mere status change")
def gains_by_accepting() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    return altered(sound(desk), StatusChanged, idle_since=desk.at)


@BAD.breaking("queues", "without the permission")
def chooses_queues_unasked() -> Records:
    desk = Desk(agent("alice", may_choose_queues=True))
    desk.readies("alice")
    desk.ticks("alice")
    records = sound(desk)
    strict = PolicyChanged(policy=company(agent("alice")))
    return [replace(records[0], input=strict), *records[1:]]


@BAD.breaking("status-choice", "while on break")
def chooses_queues_on_break() -> Records:
    desk = Desk(agent("alice", may_choose_queues=True))
    desk.logs_in("alice")
    command = EnableQueues(agent="alice", queues=())
    return appended(sound(desk), command, QueuesEnabled(agent="alice", queues=()))
