"""Everything about voicemail in one gateway, put together from its configuration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from accounts.directory import Directory
from channels.chat.limits import Rate
from channels.contract import BackgroundTask, Clock, EnginePort, OutgoingMail
from channels.voicemail.call_request import CallRequests, Messages
from channels.voicemail.channel import VoicemailChannel
from channels.voicemail.collaborators import Ear, Ports
from channels.voicemail.rules import VoicemailRules
from channels.voicemail.telephone import Numbering
from channels.voicemail.transcript.command import CommandScribe
from channels.voicemail.transcript.scribe import Scribe
from channels.voicemail.transcript.service import ServiceScribe
from gateway.config import Config
from gateway.mint import SecretMint
from gateway.voicemail_config import VoicemailTranscript
from gateway.voicemail_doors import VoicemailDoors, build_voicemail_doors
from router.ids import Instant, seconds
from storage.blobs import Blobs
from storage.database import Database
from storage.voicemails import Voicemails

REQUESTS: Final = (5, seconds(600))
"""How many voice messages and callbacks one visitor of a web site may ask for in a while."""


class ListeningRoom(Ear, Protocol):
    """Where recordings are listened to, from the gateway's start to its end."""

    async def start(self) -> None:
        """Be ready."""
        ...

    async def stop(self) -> None:
        """Finish the recording in hand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRoom:
    """Where recordings come in, are listened to, and go."""

    channel: VoicemailChannel
    audio: ListeningRoom
    doors: VoicemailDoors
    requests: CallRequests

    async def start(self) -> None:
        """File what the last process left; the router must have started."""
        await self.audio.start()
        await self.channel.start()

    def look(self, now: Instant) -> None:
        """Do the second's work."""
        self.channel.look(now)
        self.doors.look(now)

    async def stop(self) -> None:
        """Take nothing more in, and finish what is in hand."""
        await self.doors.stop()
        await self.channel.stop()
        await self.audio.stop()


def build_voice_room(
    config: Config,
    *,
    messages: Messages,
    letters: OutgoingMail,
    database: Database,
    blobs: Blobs,
    engine: EnginePort,
    clock: Clock,
    directory: Callable[[], Directory],
    background: BackgroundTask,
    audio: ListeningRoom,
) -> VoiceRoom:
    """Give the room; `letters` takes copies and notifications, `audio` listens.

    `messages` are those that visitors of web sites have not sent yet.
    """
    rules = voicemail_rules(config)
    channel = VoicemailChannel(
        Ports(
            store=Voicemails(database),
            bodies=blobs,
            ear=audio,
            engine=engine,
            clock=clock,
            mint=SecretMint(),
            directory=directory,
            background=background,
            letters=letters,
            rules=rules,
            scribe=_scribe(config.voicemail_transcript),
        )
    )
    doors = build_voicemail_doors(config, channel.intake, clock=clock, background=background)
    requests = CallRequests(
        channel.intake,
        messages,
        directory=directory,
        numbering=rules.numbering,
        clock=clock,
        rate=Rate(*REQUESTS) if config.limits.rate == "on" else None,
    )
    return VoiceRoom(channel=channel, audio=audio, doors=doors, requests=requests)


def _scribe(chosen: VoicemailTranscript) -> Scribe | None:
    """Give whoever writes recordings down; None: nobody was asked to."""
    if chosen.command:
        return CommandScribe(
            chosen.command,
            seconds=chosen.timeout_seconds,
            memory_bytes=chosen.memory_megabytes * 2**20,
        )
    if chosen.url:
        return ServiceScribe(
            chosen.url, key=chosen.key, fields=chosen.fields, seconds=chosen.timeout_seconds
        )
    return None


def voicemail_rules(config: Config) -> VoicemailRules:
    """Give what the configuration says about voicemail."""
    chosen = config.voicemail
    numbering = Numbering(chosen.country, chosen.own_numbers)
    return VoicemailRules(
        numbering=numbering,
        max_bytes=config.limits.voicemail_bytes,
        delete_after=seconds(config.retention.voicemail_delete_after_seconds),
        company=chosen.company,
        cluster=chosen.cluster,
        date_format=chosen.date_format,
        time_zone=chosen.time_zone,
        attaches_audio=chosen.attach_audio,
        max_attempts=chosen.most_attempts,
        most_transcribed=seconds(config.voicemail_transcript.most_seconds),
        preferred={
            numbering.dialable(each.number): each.preferred_agent for each in config.callers
        },
    )
