"""Everything that the voicemail channel stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from accounts.directory import Directory
from channels.contract import BackgroundTask, Clock, EnginePort, OutgoingMail
from channels.voicemail.audio.analysis import Analysis
from channels.voicemail.rules import VoicemailRules
from channels.voicemail.store import Bodies, VoicemailStore
from channels.voicemail.transcript.scribe import Scribe


class Ear(Protocol):
    """Listens to recordings, whatever their bytes."""

    async def analyse(self, source: Path) -> Analysis:
        """Listen to the recording in a file.

        Raises:
            OSError: the disk refuses.

        """
        ...


class Mint(Protocol):
    """Where identifiers come from."""

    def id(self) -> str:
        """Give a new identifier that nobody can guess."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The collaborators."""

    store: VoicemailStore
    bodies: Bodies
    ear: Ear
    engine: EnginePort
    clock: Clock
    mint: Mint
    directory: Callable[[], Directory]
    background: BackgroundTask
    letters: OutgoingMail
    rules: VoicemailRules
    scribe: Scribe | None = None
    """Writes down what is said; None: nobody does."""
