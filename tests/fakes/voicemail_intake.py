"""An intake that remembers what it was handed."""

from msgspec.structs import replace

from channels.voicemail.ports import Received, Source, Taken


class FakeIntake:
    """Takes everything, each source once; raises what it is told to, in turn."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.fails: list[Exception] = []
        self._known: dict[Source, str] = {}

    async def take(self, received: Received) -> Taken:
        if self.fails:
            raise self.fails.pop(0)
        known = await self.known(received.source)
        if known is not None:
            before = self.received[int(known[1:]) - 1]
            return Taken(interaction_id=known, fresh=False, sha256=before.sha256)
        self.received.append(received)
        self._known[received.source] = f"i{len(self.received)}"
        if received.also:
            self._known[replace(received.source, key=received.also)] = f"i{len(self.received)}"
        return Taken(
            interaction_id=self._known[received.source], fresh=True, sha256=received.sha256
        )

    async def known(self, source: Source) -> str | None:
        return self._known.get(source)
