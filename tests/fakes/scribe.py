"""A scribe that says what it is told to."""

import asyncio
from pathlib import Path

from channels.voicemail.transcript.scribe import NoTranscript


class FakeScribe:
    """Understands the same in every recording; fails or takes its time when it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = 0
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def transcribe(self, recording: Path) -> str:
        assert recording.name
        self.asked += 1
        await self.goes_on.wait()
        if self.fails:
            self.fails -= 1
            raise NoTranscript("the service answers 503")
        return "please call me back"
