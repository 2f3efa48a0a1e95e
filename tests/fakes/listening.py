"""An ear in the test's own process, which starts at once."""

import asyncio
import tempfile
from pathlib import Path

from msgspec.structs import replace

from channels.voicemail.audio.analysis import Analysis, Task
from channels.voicemail.audio.listening import listen


class NearEar:
    """Listens as the process does, without its bounds (`gateway.voice_room.ListeningRoom`)."""

    async def start(self) -> None:
        """Be ready."""

    async def stop(self) -> None:
        """Have nothing in hand."""

    async def analyse(self, source: Path) -> Analysis:
        """Listen to the recording in a file."""
        return await asyncio.to_thread(self._analyse, source)

    def _analyse(self, source: Path) -> Analysis:
        with tempfile.TemporaryDirectory() as folder:
            playable = Path(folder) / "playable"
            heard = listen(Task(path=str(source), playable=str(playable)))
            if not heard.has_playable:
                return heard.analysis
            return replace(heard.analysis, playable=playable.read_bytes())
