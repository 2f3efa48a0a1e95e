"""The directory as the router sees it."""

import msgspec

from accounts.directory import Agent, Code, CodeList, Directory, Membership, Queue
from gateway.config import Config, Presence, Routing, StatusRules
from gateway.policy import build_policy
from router.ids import seconds
from router.lifecycle import Medium, Status
from router.policy import MEDIA, Policy, Settings

WEB = Queue(id="q2", name="web", media=("chat",), code_list_ids=("c2", "c1"), wrap_up_seconds=5)
VOICE = Queue(
    id="q1",
    name="voice",
    media=("voicemail", "callback"),
    accept_timeout_seconds=15,
    max_wait_seconds=90,
    priority=3,
    transfer_position="original",
    unattended="block",
)
OUTCOME = CodeList(
    id="c1",
    name="outcome",
    mandatory=True,
    codes=(
        Code(id="k2", name="Solved"),
        Code(id="k1", name="Call back"),
        Code(id="k0", name="Retired", disabled=True),
    ),
)
REASON = CodeList(
    id="c2",
    name="reason",
    kind="status",
    statuses=("on_break", "offline"),
    mandatory=True,
    codes=(Code(id="k3", name="Lunch"),),
)
ALICE = Agent(
    id="a2",
    username="alice",
    name="Alice Martin",
    display_name="Alice",
    max_chats=3,
    permissions=("interaction.reject",),
)
BRUNO = Agent(
    id="a1",
    username="bruno",
    name="Bruno Keller",
    display_name="Bruno",
    permissions=("queues.self_manage",),
    disabled=True,
)
MEMBERSHIPS = (
    Membership(agent_id="a2", queue_id="q2", enabled=False, wrap_up_seconds=30),
    Membership(agent_id="a2", queue_id="q1", callback=True),
    Membership(agent_id="a1", queue_id="q1"),
)
RECORDS = (WEB, VOICE, OUTCOME, REASON, ALICE, BRUNO, *MEMBERSHIPS)


def policy_of(*records, config=Config()) -> Policy:  # noqa: B008 - a frozen value
    return build_policy(Directory(records), config)


def changed(record, **fields):
    return msgspec.structs.replace(record, **fields)


def test_every_list_is_ordered_by_id():
    policy = policy_of(*RECORDS)

    assert [queue.id for queue in policy.queues] == ["q1", "q2"]
    assert [agent.id for agent in policy.agents] == ["a1", "a2"]
    assert [codes.id for codes in policy.code_lists] == ["c1", "c2"]
    assert [member.queue for member in policy.agents[1].memberships] == ["q1", "q2"]


def test_the_order_of_records_changes_nothing():
    assert policy_of(*RECORDS) == policy_of(*reversed(RECORDS))


def test_a_queue_keeps_its_dials():
    voice, web = policy_of(*RECORDS).queues

    assert voice.media == (Medium.CALLBACK, Medium.VOICEMAIL)
    assert voice.accept_timeout == seconds(15)
    assert voice.max_wait == seconds(90)
    assert voice.priority == 3
    assert (voice.transfer_position, voice.unattended) == ("original", "block")
    assert web.wrap_up == seconds(5)
    assert web.code_lists == ("c1", "c2")
    assert web.unattended == "confirm"


def test_a_queue_s_automatic_code_is_one_that_can_be_chosen():
    """DSP-028: a code or a list that was taken away is not set by itself either."""
    code = OUTCOME.codes[0]
    sets = changed(WEB, automatic_code_id=code.id)

    def automatic(*records):
        return next(each for each in policy_of(*records).queues if each.id == WEB.id).automatic_code

    assert automatic(sets, OUTCOME) == code.id
    assert automatic(sets, changed(OUTCOME, disabled=True)) is None
    assert automatic(sets, changed(OUTCOME, codes=(changed(code, disabled=True),))) is None


def test_a_queue_overflows_into_one_that_takes_something_new():
    helped = changed(WEB, overflow_to_id=VOICE.id, overflow_after_seconds=40)

    (web,) = (each for each in policy_of(helped, VOICE).queues if each.id == WEB.id)
    assert (web.overflow_to, web.overflow_after) == (VOICE.id, seconds(40))

    (web,) = (
        each
        for each in policy_of(helped, changed(VOICE, disabled=True)).queues
        if each.id == WEB.id
    )
    assert web.overflow_to is None


def test_an_agent_keeps_limits_permissions_and_memberships():
    _, alice = policy_of(*RECORDS).agents

    assert alice.max_chats == 3
    assert alice.may_reject
    assert not alice.may_choose_queues
    voice, web = alice.memberships
    assert (voice.callback, voice.enabled, voice.wrap_up) == (True, True, None)
    assert (web.callback, web.enabled, web.wrap_up) == (False, False, seconds(30))


def test_a_disabled_agent_stays_without_queues_or_permissions():
    bruno, _ = policy_of(*RECORDS).agents

    assert bruno.memberships == ()
    assert not bruno.may_choose_queues


def test_no_setting_raises_the_cap_of_six_chats():
    """CARD-006, CON-36, ADM-013."""
    (agent,) = policy_of(changed(ALICE, max_chats=9)).agents
    assert agent.max_chats == 6


def test_a_membership_that_was_ended_is_gone():
    policy = policy_of(WEB, ALICE, changed(MEMBERSHIPS[0], disabled=True))
    assert policy.agents[0].memberships == ()


def test_a_disabled_queue_stays_so_that_those_who_wait_are_served():
    policy = policy_of(changed(WEB, disabled=True), ALICE, MEMBERSHIPS[0])
    assert [queue.id for queue in policy.queues] == ["q2"]
    assert len(policy.agents[0].memberships) == 1


def test_code_lists_offer_the_codes_of_today():
    """DSP-003, STC-001, STC-003, STC-007, ADM-017, ADM-018: each list has one purpose."""
    outcome, reason = policy_of(*RECORDS).code_lists

    assert outcome.codes == ("k1", "k2")
    assert outcome.mandatory
    assert reason.statuses == (Status.OFFLINE, Status.ON_BREAK)


def test_a_disabled_code_list_asks_for_nothing():
    """STC-006."""
    policy = policy_of(WEB, changed(OUTCOME, disabled=True), changed(REASON, disabled=True))

    assert policy.queues[0].code_lists == ()
    assert not any(codes.mandatory or codes.statuses for codes in policy.code_lists)


def test_settings_come_from_the_configuration():
    policy = policy_of(
        config=Config(
            presence=Presence(
                grace_seconds=1, return_chats_after_seconds=0, return_others_after_seconds=9
            ),
            status=StatusRules(logout_from_available=True),
        )
    )

    assert policy.settings.presence_grace == seconds(1)
    assert policy.settings.logout_from_available
    assert {rule.medium: rule.return_after for rule in policy.media} == {
        Medium.CHAT: 0,
        Medium.EMAIL: seconds(9),
        Medium.VOICEMAIL: seconds(9),
        Medium.CALLBACK: seconds(9),
    }


def test_the_choices_of_routing_come_from_the_configuration():
    """RTE-015, WRP-010, XFR-010: each open choice is a setting a deployment can reach."""
    chosen = policy_of(
        config=Config(
            routing=Routing(
                agent_transfer="available_only",
                personal_wait_seconds=20,
                preferred_wait_seconds=30,
                gentle_start_seconds=45,
                extension_mode="restart",
            )
        )
    ).settings

    assert chosen.agent_transfer == "available_only"
    assert chosen.personal_wait == seconds(20)
    assert chosen.preferred_wait == seconds(30)
    assert chosen.gentle_start == seconds(45)
    assert chosen.extension_mode == "restart"


def test_the_default_configuration_keeps_the_router_s_own_settings():
    """A setting that has a default in both places has the same one."""
    assert policy_of(config=Config()).settings == Settings()


def test_the_default_configuration_keeps_the_default_media_rows():
    assert policy_of().media == MEDIA
