"""The letters that tell of a recording: to its queue, to the owner of a box, to who asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from accounts.directory import Agent, Directory
from channels.contract import Letter, LetterFile
from channels.voicemail.audio.analysis import Flag
from channels.voicemail.rules import VoicemailRules
from channels.voicemail.values import Copy, Voicemail, VoicemailId
from router.ids import SECOND, Instant

_UNKNOWN: Final = "unknown"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def left_message(
    voicemail: Voicemail, directory: Directory, rules: VoicemailRules, at: Instant
) -> Iterator[Letter]:
    """Give the letters that a new recording brings (VMN-002, VMN-004)."""
    queue = directory.queues.get(voicemail.queue_id)
    if queue is not None and queue.notify:
        yield _letter(
            voicemail,
            directory,
            rules,
            key=letters_about(voicemail.id)[0],
            to=queue.notify,
            agent=None,
            at=at,
            attached=rules.attaches_audio,
        )
    owner = directory.agents.get(voicemail.agent_box or "")
    if owner is not None and owner.email:
        yield _letter(
            voicemail,
            directory,
            rules,
            key=letters_about(voicemail.id)[1],
            to=owner.email,
            agent=owner,
            at=at,
            attached=rules.attaches_audio,
        )


def letters_about(voicemail_id: VoicemailId) -> tuple[str, str]:
    """Name the letters that a recording may bring: to its queue, to the owner of its box."""
    return f"voicemail-queue.{voicemail_id}", f"voicemail-box.{voicemail_id}"


def requested_copy(
    voicemail: Voicemail, copy: Copy, directory: Directory, rules: VoicemailRules
) -> Letter:
    """Give the letter that brings an agent the recording itself (VML-009, VMN-003)."""
    return _letter(
        voicemail,
        directory,
        rules,
        key=copy.id,
        to=copy.address,
        agent=directory.agents.get(copy.agent_id),
        at=copy.asked_at,
        attached=True,
    )


def _letter(
    voicemail: Voicemail,
    directory: Directory,
    rules: VoicemailRules,
    *,
    key: str,
    to: str,
    agent: Agent | None,
    at: Instant,
    attached: bool,
) -> Letter:
    who = voicemail.caller_name or voicemail.caller or "an unknown caller"
    fields = _fields(voicemail, directory, rules, agent, at)
    width = max(len(name) for name, _ in fields) + 1
    facts = "\n".join(f"{name + ':':<{width}} {value}" for name, value in fields)
    blob = voicemail.blob if attached else None
    return Letter(
        key=key,
        to=(to,),
        subject=f"{'Voicemail' if voicemail.spoken else 'Callback request'} from {who}"
        f" [{voicemail.interaction_id}]",
        text=f"{_opening(voicemail, who, blob is not None)}\n\n{facts}\n",
        files=()
        if blob is None
        else (LetterFile(name=_wav(voicemail.file_name), type="audio/wav", blob=blob),),
    )


def _opening(voicemail: Voicemail, who: str, attached: bool) -> str:  # noqa: FBT001 - one of two ways to say it
    if not voicemail.spoken:
        return f"{who} asks to be called, and has left no message."
    lasts = (
        "" if voicemail.duration is None else f" of {round(voicemail.duration / SECOND)} seconds"
    )
    said = f"A message{lasts} from {who}."
    if Flag.UNDECODED in voicemail.flags:
        said += f" It cannot be played: {voicemail.reason}."
    return f"{said} It is attached." if attached else said


def _fields(
    voicemail: Voicemail,
    directory: Directory,
    rules: VoicemailRules,
    agent: Agent | None,
    at: Instant,
) -> tuple[tuple[str, str], ...]:
    """Give the eleven fields with the transaction that they belong to (VMN-001, VMN-005)."""
    call = voicemail.call
    queue = directory.queues.get(voicemail.queue_id)
    offset = call.start_offset_seconds
    return (
        ("Transaction ID", voicemail.interaction_id),
        ("Tenant name", rules.company),
        ("Cluster ID", call.cluster or rules.cluster),
        ("Phone queue ID", call.phone_queue or _UNKNOWN),
        ("Voicemail queue ID", voicemail.queue_id if queue is None else queue.name),
        ("Caller name", voicemail.caller_name or _UNKNOWN),
        ("Caller number", voicemail.caller or _UNKNOWN),
        ("GUID of the inbound phone-queue interaction", call.interaction_guid or _UNKNOWN),
        ("Transaction ID of the inbound phone interaction", call.transaction_id or _UNKNOWN),
        ("Voicemail start offset", _UNKNOWN if offset is None else f"{offset:g} s"),
        ("File name", voicemail.file_name),
        ("Agent name", "" if agent is None else agent.name),
        ("Voicemail retrieval delay", _delay(at - voicemail.called_at)),
        ("Left at", _when(voicemail.called_at, rules)),
    )


def _delay(waited: int) -> str:
    return str(timedelta(seconds=max(0, waited) // SECOND))


def _when(instant: Instant, rules: VoicemailRules) -> str:
    """Write a moment as the company does (VMN-015)."""
    moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(rules.time_zone))
    return moment.strftime(rules.date_format)


def _wav(name: str) -> str:
    """Name the file so that programs know what to play it with."""
    return name if name.lower().endswith(".wav") else f"{name}.wav"
