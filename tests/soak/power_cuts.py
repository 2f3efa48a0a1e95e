"""The chat path under random disconnects and `kill -9`."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.kit.gateway import GatewayProcess
from tests.soak.crowd import PROVISIONING, Crowd
from tests.soak.reckoning import Reckoning, reckon

DISCONNECTS: Final = 1_000
KILLS: Final = 100
SETTLE_SECONDS: Final = 3.0

Progress = Callable[[int], None]
"""Told how many cuts and kills are done."""


def gateway_in(folder: Path, database_url: str | None = None) -> GatewayProcess:
    """Prepare a gateway for a crowd in a folder of its own."""
    folder.mkdir(parents=True)
    gateway = GatewayProcess(folder, database_url=database_url, provisioning=PROVISIONING)
    gateway.provision()
    return gateway


async def cut_the_power(
    gateway: GatewayProcess,
    *,
    disconnects: int,
    kills: int,
    seed: str,
    progress: Progress,
) -> Reckoning:
    """Let a crowd live through so many disconnects and kills, then reckon."""
    chance = random.Random(f"{seed} kills")
    crowd = Crowd(gateway.url, seed)
    each_kill = disconnects / max(1, kills)

    async def meanwhile() -> None:
        cut = 0
        await asyncio.sleep(1)
        for kill in range(kills):
            due = round((kill + 1) * each_kill) - cut
            cutting = asyncio.ensure_future(crowd.cut_links(due, 0.2))
            await asyncio.sleep(chance.uniform(0.5, 4))
            gateway.kill()
            await asyncio.to_thread(gateway.start)
            await cutting
            cut += due
            progress(cut + kill + 1)
        if not kills:
            await crowd.cut_links(disconnects, 0.2)
        await asyncio.sleep(SETTLE_SECONDS)

    gateway.start()
    try:
        await crowd.play(meanwhile)
        return await reckon(crowd, gateway)
    finally:
        gateway.kill()
