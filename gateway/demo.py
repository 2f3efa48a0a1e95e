"""The demo: a sample shop with queues and agents, served like everything else.

Its provisioning file is written into the data folder at the first start, passwords included, and
belongs to whoever runs it from then on: what they change in it is loaded at the next start.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
from msgspec import UNSET
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from accounts.passwords import Passwords
from gateway.clock import SystemClock
from gateway.config import Config, Mailbox, Server, Storage, load_config, with_public_url
from gateway.demo_recordings import CALLBACKS, VOICEMAILS, leave_samples
from gateway.provisioning.file import AgentTable, ProvisioningFile, read_file
from gateway.provisioning.load import load
from gateway.toml_tables import Mistakes
from gateway.voicemail_config import VoicemailSpool
from router.ids import SECOND
from storage.database import Database

FILE_NAME: Final = "demo.toml"
SITE_KEY: Final = "demo"
MAIL_QUEUE: Final = "mail"
VOICE_QUEUE: Final = "voice"
SPOOL: Final = "voicemail"
CALLBACK_SPOOL: Final = "callback"
ADDRESS: Final = "support@demo.example"
PASSWORDS: Final = ("alice", "bruno", "chloe", "diane")
"""The users whose passwords the sample file leaves open, as `{alice}` and so on."""

_WORDS: Final = (
    *("amber", "birch", "cedar", "coral", "delta", "ember", "fjord", "grove"),
    *("hazel", "inlet", "jetty", "karst", "lilac", "maple", "niche", "ocean"),
    *("pearl", "quill", "river", "slate", "tulip", "umbra", "violet", "willow"),
    *("xenon", "yarrow", "zephyr", "basil", "cloud", "dune", "flint", "glade"),
)


def run_demo(*, port: int, data: Path, config: Path | None = None) -> None:
    """Provision the demo in `data`, print how to reach it, and serve until told to stop."""
    chosen = demo_config(load_config(config, default=None), port=port, data=data)
    file, mistakes = prepare(data, chosen.server)
    chosen = with_spools(with_mailbox(chosen, file), data, file)
    if chosen.voicemail_spools:
        now_seconds = SystemClock().now() // SECOND
        leave_samples(data / SPOOL, VOICEMAILS, now_seconds=now_seconds)
        leave_samples(data / CALLBACK_SPOOL, CALLBACKS, now_seconds=now_seconds)
    asyncio.run(_provision(chosen, data, file, mistakes))
    print_welcome(Console(), chosen, data, file.agents)
    from gateway.serving import serve  # noqa: PLC0415 - after the welcome: it takes the longest

    serve(chosen)


def demo_config(base: Config, *, port: int, data: Path) -> Config:
    """Give `base` with the demo's port and folder."""
    server = msgspec.structs.replace(base.server, port=port, public_url="")
    storage = Storage(url=f"sqlite:///{data / 'parley.db'}", blobs=str(data / "blobs"))
    return with_public_url(msgspec.structs.replace(base, server=server, storage=storage))


def with_mailbox(config: Config, file: ProvisioningFile) -> Config:
    """Give the shop an address, unless there is one or no queue takes mail.

    A demo beside another one receives its mail on a port of its own.
    """
    if config.mailboxes or not _takes(file, MAIL_QUEUE, "email"):
        return config
    reception = config.smtp_in
    if config.server.port != Server().port:
        reception = msgspec.structs.replace(reception, port=free_port(reception.host))
    mailbox = Mailbox(name="support", address=ADDRESS, queue=MAIL_QUEUE)
    return msgspec.structs.replace(config, mailboxes=(mailbox,), smtp_in=reception)


def with_spools(config: Config, data: Path, file: ProvisioningFile) -> Config:
    """Give the shop folders to drop recordings into, unless there are some or no queue for them."""
    if config.voicemail_spools or not _takes(file, VOICE_QUEUE, "voicemail"):
        return config
    spools = tuple(
        VoicemailSpool(path=str(data / name), queue=VOICE_QUEUE, callback=called, when_taken="move")
        for name, called in ((SPOOL, False), (CALLBACK_SPOOL, True))
    )
    return msgspec.structs.replace(config, voicemail_spools=spools)


def _takes(file: ProvisioningFile, name: str, medium: str) -> bool:
    return any(
        queue.name == name
        and medium in (queue.medium, *([] if queue.media is UNSET else queue.media))
        for queue in file.queues
    )


def free_port(host: str) -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def prepare(data: Path, server: Server) -> tuple[ProvisioningFile, Mistakes]:
    """Read the demo's file, written first if it is not there; its site follows the port."""
    path = data / FILE_NAME
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        sample = files("gateway").joinpath(FILE_NAME).read_text(encoding="utf-8")
        for username in PASSWORDS:
            sample = sample.replace(f"{{{username}}}", passphrase())
        _write_private(path, sample)
    file, mistakes = read_file(path)
    origins = (server.public_url, f"http://localhost:{server.port}")
    sites = []
    for site in file.sites:
        if site.key == SITE_KEY and site.origins is UNSET:
            moved = msgspec.structs.replace(site, origins=origins)
            mistakes.places[id(moved)] = mistakes.places[id(site)]
            sites.append(moved)
        else:
            sites.append(site)
    return msgspec.structs.replace(file, sites=tuple(sites)), mistakes


def passphrase() -> str:
    """Give a password that is easy to type: three words and a number, some 28 bits.

    The demo listens on this machine alone, and log-in is throttled.
    """
    words = [secrets.choice(_WORDS) for _ in range(3)]
    return "-".join((*words, str(secrets.randbelow(9000) + 1000)))


def print_welcome(
    console: Console, config: Config, data: Path, agents: Sequence[AgentTable]
) -> None:
    """Print the addresses, the log-ins and where everything is kept."""
    url = config.server.public_url
    places = Table.grid(padding=(0, 2))
    places.add_row("The shop, for customers", f"[link]{url}/demo/[/link]")
    places.add_row("The desk, for agents", f"[link]{url}/workspace/[/link]")
    if config.mailboxes and config.smtp_in.enabled:
        reception = f"{config.smtp_in.host} port {config.smtp_in.port}"
        places.add_row("Mail, by SMTP", f"{config.mailboxes[0].address} on {reception}")
        places.add_row("Replies are kept in", str(data / "outgoing"))
    if config.voicemail_spools:
        places.add_row("Drop a WAV into", config.voicemail_spools[0].path)
    logins = Table("log in as", "password", "role", "queues", box=None, header_style="dim")
    for agent in agents:
        logins.add_row(
            agent.username,
            "as you set it" if agent.password is UNSET else agent.password,
            "agent" if agent.role is UNSET else agent.role,
            ", ".join(member.name for member in agent.memberships()),
        )
    console.print(Panel(places, title="Parley demo", expand=False))
    console.print(logins)
    console.print(f"Kept in {data}. Ctrl-C stops it.\n", style="dim")


async def _provision(
    config: Config, data: Path, file: ProvisioningFile, mistakes: Mistakes
) -> None:
    passwords = Passwords()
    database = await Database.open(config.storage.url)
    try:
        await load(
            database,
            file,
            mistakes,
            source=str(data / FILE_NAME),
            at=SystemClock().now(),
            hashing=passwords,
        )
    finally:
        await database.close()
        passwords.close()


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read: it holds passwords."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
