"""The doors by which recordings come in, as the configuration names them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from channels.contract import BackgroundTask, Clock, Health
from channels.voicemail.mail_rule import PATTERNS, Pattern
from channels.voicemail.mailed import MailedRecordings, MailRule
from channels.voicemail.ports import Intake
from channels.voicemail.spool.watch import Spool, SpoolInForce
from crm.records import folded
from gateway.config import Config
from router.ids import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicemailDoors:
    """The spools that are watched, and whoever takes mails with recordings."""

    spools: Sequence[Spool]
    mailed: MailedRecordings

    def look(self, now: Instant) -> None:
        """Do the second's work."""
        for spool in self.spools:
            spool.look(now)

    async def stop(self) -> None:
        """Finish the recordings in hand."""
        for spool in self.spools:
            await spool.stop()

    def troubles(self) -> Mapping[str, Callable[[], float]]:
        """Give what counts the messages that could not be taken, by the spool's folder."""
        return {spool.path: partial(getattr, spool, "troubles") for spool in self.spools}

    def health(self) -> Health:
        """Say what keeps recordings from being taken."""
        parts = [spool.health() for spool in self.spools]
        return Health(
            ok=all(part.ok for part in parts),
            detail="\n".join(part.detail for part in parts if part.detail),
        )


def build_voicemail_doors(
    config: Config, intake: Intake, *, clock: Clock, background: BackgroundTask
) -> VoicemailDoors:
    """Give the doors; whatever comes in by them goes to `intake`."""
    most_bytes = config.limits.voicemail_bytes
    return VoicemailDoors(
        spools=[
            Spool(each, intake, clock=clock, background=background, most_bytes=most_bytes)
            for each in _spools(config)
        ],
        mailed=MailedRecordings(mail_rules(config), intake, most_bytes=most_bytes),
    )


def _spools(config: Config) -> list[SpoolInForce]:
    return [
        SpoolInForce(
            path=Path(each.path),
            queue=each.queue,
            callback=each.callback,
            move=each.when_taken == "move",
            boxes=each.boxes,
            phone_queue=each.phone_queue,
            cluster=each.cluster,
        )
        for each in config.voicemail_spools
    ]


def mail_rules(config: Config) -> list[MailRule]:
    """Give the rules for voicemail by mail, in the order in which they are asked."""
    return [
        MailRule(
            name=each.name,
            mailbox=each.mailbox,
            senders=frozenset(map(folded, each.senders)),
            queue=each.queue,
            patterns=tuple(map(Pattern, each.patterns or PATTERNS)),
            callback=each.callback,
            boxes=each.boxes,
            phone_queue=each.phone_queue,
            cluster=each.cluster,
        )
        for each in config.voicemail_mails
    ]
