"""Worlds that are provisioned once and copied: migrations and password hashes take their time."""

import shutil
from pathlib import Path
from typing import Any

from tests.kit.gateway import PROVISIONING, GatewayProcess
from tests.kit.postgres import PostgresServer
from tests.kit.warm import WarmGateway


class Worlds:
    """The databases that gateways of this run begin with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._databases: dict[tuple[str, int], str] = {}

    def gateway(
        self,
        folder: Path,
        world: str = PROVISIONING,
        *,
        postgres: PostgresServer | None = None,
        **settings: Any,
    ) -> GatewayProcess:
        """Give a gateway, not started yet, on a copy of a world: a file, or on that server."""
        if postgres is not None:
            url = postgres.copy_of(self._database(world, postgres))
            return WarmGateway(folder, provisioning=world, database_url=url, **settings)
        gateway = WarmGateway(folder, provisioning=world, **settings)
        shutil.copy(self._file(world), folder / "parley.db")
        return gateway

    def _file(self, world: str) -> Path:
        if world not in self._files:
            folder = self._new_folder()
            WarmGateway(folder, provisioning=world).provision()
            self._files[world] = folder / "parley.db"
        return self._files[world]

    def _database(self, world: str, server: PostgresServer) -> str:
        key = (world, id(server))
        if key not in self._databases:
            url = server.new_model()
            WarmGateway(self._new_folder(), database_url=url, provisioning=world).provision()
            self._databases[key] = url
        return self._databases[key]

    def _new_folder(self) -> Path:
        folder = self._folder / str(len(self._files) + len(self._databases))
        folder.mkdir()
        return folder
