"""Recordings and owed calls as the wire shows them to agents."""

from collections.abc import Callable
from typing import Literal, Protocol

from accounts.directory import Agent, Directory
from accounts.permissions import may
from channels.voicemail.values import EarlierCall, LiveVoicemail, Voicemail
from gateway.views.mail import Signer
from gateway.wire import voicemail as wire
from gateway.wire.interaction import Action
from gateway.wire.times import seconds, to_wire, to_wire_or_none
from router.ids import AgentId
from router.lifecycle import InteractionState, Medium

Part = Literal["audio", "peaks", "original"]


class Attempts(Protocol):
    """Knows how often callers are called."""

    def __call__(self, voicemail: Voicemail) -> int | None:
        """Say how often a caller may still be put off; None: as often as it takes."""
        ...


class VoicemailViews:
    """Writes the voicemail channel's values as wire structs."""

    def __init__(
        self, directory: Callable[[], Directory], signer: Signer, attempts_left: Attempts
    ) -> None:
        """Name agents from `directory`; sign the addresses of sound."""
        self._directory = directory
        self._signer = signer
        self._attempts_left = attempts_left

    def voicemail(self, live: LiveVoicemail, agent: Agent, *, in_hand: bool) -> wire.Voicemail:
        """Write a recording for an agent, who hears it only while it is in their hands."""
        kept = live.voicemail
        copy = live.copy_of(agent.id)
        plays = in_hand and kept.playable is not None
        keeps = in_hand and kept.blob is not None and self.may_keep(kept, agent)
        return wire.Voicemail(
            id=kept.id,
            caller=kept.caller,
            caller_name=kept.caller_name,
            called_at=to_wire(kept.called_at),
            duration_seconds=None if kept.duration is None else seconds(kept.duration),
            audio_url=self.url(kept, "audio") if plays else None,
            peaks_url=self.url(kept, "peaks") if plays else None,
            download_url=self.url(kept, "original") if keeps else None,
            file_name=kept.file_name,
            flags=tuple(flag.value for flag in kept.flags),
            reason=kept.reason,
            transcript=kept.transcript if in_hand else None,
            copy=None
            if copy is None
            else wire.VoicemailCopy(state=copy.state, address=copy.address, detail=copy.detail),
            deletes_at=to_wire_or_none(kept.delete_at),
            deleted=kept.state == "removed",
        )

    def callback(self, live: LiveVoicemail, agent: Agent, *, in_hand: bool) -> wire.Callback:
        """Write a caller who is owed a call."""
        kept = live.voicemail
        return wire.Callback(
            number=kept.caller,
            preferred_agent=self._preferred(kept.preferred),
            attempts=kept.attempts,
            attempts_left=self._attempts_left(kept),
            voicemail=self.voicemail(live, agent, in_hand=in_hand) if kept.spoken else None,
        )

    def actions(self, live: LiveVoicemail) -> tuple[Action, ...]:
        """Give what an agent who has it in hand may do with it."""
        kept = live.voicemail
        copy: tuple[Action, ...] = () if kept.blob is None else ("copy",)
        if kept.medium is not Medium.CALLBACK:
            return copy
        if self._attempts_left(kept) == 0:
            return (*copy, "done")
        return (*copy, "done", "reschedule")

    def earlier(self, call: EarlierCall) -> wire.EarlierCall:
        """Write what a caller has left before."""
        directory = self._directory()
        queue = directory.queues.get(call.queue_id)
        agent = directory.agents.get(call.agent_id or "")
        return wire.EarlierCall(
            interaction_id=call.interaction_id,
            medium="callback" if call.medium == Medium.CALLBACK.value else "voicemail",
            queue=call.queue_id if queue is None else queue.name,
            called_at=to_wire(call.called_at),
            duration_seconds=None if call.duration is None else seconds(call.duration),
            state=InteractionState(call.state).value,
            attempts=call.attempts,
            outcome=call.outcome,
            agent=None if agent is None else agent.name,
        )

    def url(self, voicemail: Voicemail, part: Part) -> str:
        """Give the signed address of a part of a recording."""
        return self._signer.signed(
            f"/api/v1/voicemails/{voicemail.id}/{part}", f"voicemail_{part}:{voicemail.id}"
        )

    def may_keep(self, voicemail: Voicemail, agent: Agent) -> bool:
        """Tell whether the agent may keep the original (section 6b on VML-010).

        A queue's voicemail is kept by the copy alone.
        """
        own = voicemail.medium is Medium.CALLBACK or voicemail.agent_box == agent.id
        return own and may(agent, "voicemail.download")

    def _preferred(self, agent_id: AgentId | None) -> wire.PreferredAgent | None:
        if agent_id is None:
            return None
        agent = self._directory().agents.get(agent_id)
        return wire.PreferredAgent(id=agent_id, name=agent_id if agent is None else agent.name)
