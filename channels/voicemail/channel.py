"""Voicemail as a channel: its parts joined, the router's records followed."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

import structlog
from msgspec.structs import replace

from channels.contract import Health
from channels.voicemail.collaborators import Ports
from channels.voicemail.filing import Filing
from channels.voicemail.intake import Intakes
from channels.voicemail.notification import requested_copy
from channels.voicemail.refusal import Refusal
from channels.voicemail.transcript.writing import Transcripts
from channels.voicemail.values import Copy, LiveVoicemail, Outcome, Voicemail, VoicemailId
from crm.erasing import Erasure
from router.decisions import InteractionAbandoned, InteractionClosed, InteractionDiscarded
from router.history import Record
from router.ids import AgentId, Duration, Instant, InteractionId, seconds
from router.inputs import EndInteraction, Reschedule
from router.lifecycle import Medium

_log = structlog.get_logger(__name__)

REMOVED_AT_ONCE: Final = 20
LOOK_EVERY: Final[Duration] = seconds(5)
SOON: Final[Duration] = seconds(1)
"""While an agent waits to be told that a copy has left."""
_REMEMBERED: Final = 1_000
"""Recordings whose work is over, so that a desk can still show when they are removed."""

Told = Callable[[InteractionId], None]
"""Tells whoever has the interaction in hand that something about its recording has changed."""


class VoicemailChannel:
    """Takes recordings in and follows them until they are removed (`channels.contract.Channel`).

    Serves callbacks too: a caller who is owed a call is a recording with another medium.
    """

    medium: Final = Medium.VOICEMAIL

    def __init__(self, ports: Ports) -> None:
        """Build the parts; nothing happens before `start`."""
        self._ports = ports
        self._live: dict[InteractionId, LiveVoicemail] = {}
        self._over: OrderedDict[InteractionId, LiveVoicemail] = OrderedDict()
        self._listeners: list[Told] = []
        self._look_at: Instant = 0
        self._working = False
        self._awaited: set[str] = set()
        self.intake: Final = Intakes(ports, Filing(ports, self._enter))
        self._transcripts = (
            None if ports.scribe is None else Transcripts(ports, ports.scribe, self._transcribed)
        )

    # --- Composition -----------------------------------------------------------------------------

    def listen(self, told: Told) -> None:
        """Have `told` hear of each change; for the composition only, before `start`."""
        self._listeners.append(told)

    # --- The contract of a channel ---------------------------------------------------------------

    async def recall(self) -> None:
        """Take up the live recordings; call before any socket is open."""
        self._live.update(await self._ports.store.live())

    async def start(self) -> None:
        """File what the last process left; the router must have started."""
        self.intake.start()

    async def stop(self) -> None:
        """Finish the recording in hand."""
        await self.intake.stop()
        if self._transcripts is not None:
            await self._transcripts.stop()

    def look(self, now: Instant) -> None:
        """Do the second's work: copies that have left, recordings whose time has come."""
        self.intake.look(now)
        if self._look_at <= now and not self._working:
            self._look_at = now + (SOON if self._awaited else LOOK_EVERY)
            self._working = True
            self._ports.background(self._tidy(now))
            if self._transcripts is not None:
                self._transcripts.look(each.voicemail for each in self._live.values())

    def health(self) -> Health:
        """Say how many recordings are live."""
        return Health(ok=True, detail=f"{len(self._live)} live voicemails")

    async def view(self, interaction: InteractionId) -> Mapping[str, Any]:
        """Give the recording with its copies; empty without such a one."""
        live = self.details(interaction)
        return {} if live is None else {"voicemail": live.voicemail, "copies": live.copies}

    def details(self, interaction: InteractionId) -> LiveVoicemail | None:
        """Give what is known of a recording that is live, or was not long ago."""
        return self._live.get(interaction) or self._over.get(interaction)

    async def peaks(self, voicemail_id: VoicemailId) -> tuple[float, ...] | None:
        """Give the waveform of a recording, None where there is none."""
        found = await self._ports.store.peaks(voicemail_id)
        return None if found is None else tuple(found)

    async def by_id(self, voicemail_id: VoicemailId) -> Voicemail | None:
        """Give a recording."""
        return await self._ports.store.by_id(voicemail_id)

    def forget(self, erasure: Erasure) -> None:
        """Forget the words, the name and the number of whoever has called."""
        for interaction in erasure.contacts:
            live = self.details(interaction)
            if live is not None:
                gone = _removed(live.voicemail)
                self._changed(
                    replace(live, voicemail=replace(gone, caller="", caller_name="", file_name=""))
                )

    async def intakes(self) -> int:
        """Count the recordings that ever got a place in a queue."""
        return await self._ports.store.count_intakes()

    # --- What an agent does ----------------------------------------------------------------------

    async def copy(self, agent_id: AgentId, interaction: InteractionId) -> None:
        """Send the recording to the agent's own address (VML-009); once, until that has failed.

        Raises:
            Refusal: `not_found` without such a recording, `conflict` once it is removed, or for
                an agent without an address.

        """
        live = self._known(interaction)
        if live.voicemail.blob is None:
            raise Refusal("conflict", "interaction_id", reason="removed")
        before = live.copy_of(agent_id)
        if before is not None and before.state != "failed":
            return
        ports, directory = self._ports, self._ports.directory()
        address = directory.agents[agent_id].email
        if not address:
            raise Refusal("conflict", "email", reason="no_address")
        copy = Copy(
            id=f"voicemail-copy.{ports.mint.id()}",
            voicemail_id=live.voicemail.id,
            interaction_id=interaction,
            agent_id=agent_id,
            address=address,
            asked_at=ports.clock.now(),
        )
        letter = requested_copy(live.voicemail, copy, directory, ports.rules)
        # Before it is written down: another browser of the same agent may ask meanwhile.
        self._keep(replace(live, copies=(*live.copies, copy)))
        try:
            await ports.engine.submit(rows=[ports.store.ask_copy(copy), ports.letters.post(letter)])
        except BaseException:
            live = self._known(interaction)
            self._keep(
                replace(live, copies=tuple(each for each in live.copies if each.id != copy.id))
            )
            raise
        self._awaited.add(copy.id)
        self._look_at = 0
        self._tell(interaction)

    async def finish(self, agent_id: AgentId, interaction: InteractionId, outcome: Outcome) -> None:
        """End a callback: the caller was reached, or nobody will call again (CBK-004).

        Raises:
            Refusal: `not_found` without such a callback.
            router.refusal.Refused: it is not in the agent's hands.

        """
        live = self._owed(interaction)
        await self._ports.engine.submit(
            EndInteraction(agent=agent_id, interaction=interaction),
            rows=[self._ports.store.note_outcome(live.voicemail.id, outcome)],
        )
        live = self._known(interaction)
        self._changed(replace(live, voicemail=replace(live.voicemail, outcome=outcome)))

    async def reschedule(self, agent_id: AgentId, interaction: InteractionId, at: Instant) -> None:
        """Put a callback off: the caller was not reached (CBK-005); each time is counted.

        Raises:
            Refusal: `not_found` without such a callback, `conflict` after the last attempt.
            router.refusal.Refused: it is not in the agent's hands, or the time is past.

        """
        live = self._owed(interaction)
        if self.attempts_left(live.voicemail) == 0:
            raise Refusal("conflict", "attempts", reason="last_attempt")
        put_off = replace(live, voicemail=_tried(live.voicemail))
        self._live[interaction] = put_off
        try:
            await self._ports.engine.submit(
                Reschedule(
                    agent=agent_id,
                    interaction=interaction,
                    at=at,
                    preferred=live.voicemail.preferred,
                ),
                rows=[self._ports.store.note_attempt(live.voicemail.id)],
            )
        except BaseException:
            self._live[interaction] = live
            raise

    def attempts_left(self, voicemail: Voicemail) -> int | None:
        """Say how often a caller may still be put off; None: as often as it takes."""
        most = self._ports.rules.max_attempts
        return max(0, most - 1 - voicemail.attempts) if most else None

    # --- Following the router --------------------------------------------------------------------

    def on_record(self, record: Record) -> None:
        """Let the time of recordings begin to run whose work is over; call before desks hear."""
        for decision in record.decisions:
            match decision:
                case (
                    InteractionClosed(interaction=interaction)
                    | InteractionAbandoned(interaction=interaction)
                    | InteractionDiscarded(interaction=interaction)
                ):
                    self._end(interaction, record.at)
                case _:
                    pass

    def _end(self, interaction: InteractionId, at: Instant) -> None:
        live = self._live.pop(interaction, None)
        if live is None:
            return
        delete_at = at + self._ports.rules.delete_after
        self._over[interaction] = replace(
            live, voicemail=replace(live.voicemail, delete_at=delete_at)
        )
        if len(self._over) > _REMEMBERED:
            self._over.popitem(last=False)

    # --- Inside ----------------------------------------------------------------------------------

    def _enter(self, live: LiveVoicemail) -> Callable[[], None]:
        interaction = live.voicemail.interaction_id
        self._live[interaction] = live

        def undo() -> None:
            self._live.pop(interaction, None)

        return undo

    def _known(self, interaction: InteractionId) -> LiveVoicemail:
        live = self.details(interaction)
        if live is None:
            raise Refusal("not_found", "interaction_id")
        return live

    def _owed(self, interaction: InteractionId) -> LiveVoicemail:
        live = self._known(interaction)
        if live.voicemail.medium is not Medium.CALLBACK:
            raise Refusal("not_found", "interaction_id")
        return live

    def _changed(self, live: LiveVoicemail) -> None:
        self._keep(live)
        self._tell(live.voicemail.interaction_id)

    def _keep(self, live: LiveVoicemail) -> None:
        interaction = live.voicemail.interaction_id
        kept = self._live if interaction in self._live else self._over
        if interaction in kept:
            kept[interaction] = live

    def _tell(self, interaction: InteractionId) -> None:
        for told in self._listeners:
            told(interaction)

    async def _tidy(self, now: Instant) -> None:
        try:
            for copy in await self._ports.store.settle_copies():
                self._settled(copy)
            removed = await self._ports.store.remove_due(now, REMOVED_AT_ONCE)
            if removed:
                await self._ports.bodies.remove_unreferenced(now)
                self._look_at = now
            for voicemail in removed:
                _log.info("voicemail.removed", voicemail=voicemail.id, sha256=voicemail.sha256)
                live = self.details(voicemail.interaction_id)
                if live is not None:
                    self._changed(replace(live, voicemail=_removed(live.voicemail)))
        finally:
            self._working = False

    def _transcribed(self, voicemail: Voicemail, text: str) -> None:
        self._look_at = 0
        live = self.details(voicemail.interaction_id)
        if live is not None:
            self._changed(replace(live, voicemail=replace(live.voicemail, transcript=text)))

    def _settled(self, copy: Copy) -> None:
        self._awaited.discard(copy.id)
        live = self.details(copy.interaction_id)
        if live is not None:
            copies = tuple(copy if each.id == copy.id else each for each in live.copies)
            self._changed(replace(live, copies=copies))


def _tried(voicemail: Voicemail) -> Voicemail:
    return replace(voicemail, attempts=voicemail.attempts + 1)


def _removed(voicemail: Voicemail) -> Voicemail:
    return replace(voicemail, state="removed", blob=None, playable=None, transcript=None)
