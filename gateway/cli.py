"""The `parley` command (protocol.md, Command line).

Everything heavy is imported inside the command that needs it, so that `parley --help` is quick.
"""

import errno
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, TypeAlias

import typer
import typer.core

from gateway.config import ConfigurationError, load_config
from gateway.failure import CommandFailed
from gateway.garbage import look_rarely

DONE: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2

UsageError: Final[type[Exception]] = typer.BadParameter.__bases__[0]
"""typer carries its own copy of click and names only this subclass of what it raises."""


class OneLineErrors(typer.core.TyperGroup):
    """Commands that say on one line of standard error what is wrong and what to do."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - as typer has it
    ) -> NoReturn:
        """Run, and end the process with 0 (good), 1 (found or failed) or 2 (wrong use)."""
        del standalone_mode
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except UsageError as error:
            command = getattr(getattr(error, "ctx", None), "command_path", "parley")
            message = getattr(error, "format_message", error.__str__)()
            complain(f"{message.rstrip('.')}; see {command} --help")
            sys.exit(WRONG_USE)
        except (typer.Abort, KeyboardInterrupt):
            complain("stopped")
            sys.exit(FAILED)
        except Exception as error:
            lines = _explained(error)
            if not lines:
                raise
            for line in lines:
                complain(line)
            sys.exit(FAILED)
        sys.exit(code if isinstance(code, int) else DONE)


app = typer.Typer(
    cls=OneLineErrors,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Parley: web chat, email and voicemail in one fair, provable queue.",
)

ConfigOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="PARLEY_CONFIG",
        help="The configuration; without it config.toml here, if there is one.",
    ),
]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; what the `parley` script calls."""
    look_rarely()  # what the commands import is no garbage
    app(args=None if arguments is None else list(arguments), prog_name="parley")


@app.command()
def serve(config: ConfigOption = None) -> None:
    """Run the gateway until it is told to stop."""
    chosen = load_config(config)
    from gateway.serving import serve as run  # noqa: PLC0415 - only this command needs it

    run(chosen)


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8080,
    data: Annotated[Path, typer.Option(help="The folder that keeps everything.")] = Path(
        "var/demo"
    ),
    config: ConfigOption = None,
) -> None:
    """Run the gateway with a sample shop, queues and agents."""
    from gateway.demo import run_demo  # noqa: PLC0415 - only this command needs it

    run_demo(port=port, data=data, config=config)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A provisioning file (TOML).")],
    config: ConfigOption = None,
) -> None:
    """Provision agents, queues and sites from a file."""
    chosen = load_config(config)
    from gateway.cli_directory import load_provisioning  # noqa: PLC0415 - only this command needs it

    load_provisioning(chosen, file)


@app.command(name="try-voicemail-mail")
def try_voicemail_mail(
    file: Annotated[Path, typer.Argument(help="A mail as it came, or - for standard input.")],
    config: ConfigOption = None,
) -> None:
    """Say what the rules for voicemail by mail make of a mail."""
    chosen = load_config(config)
    from gateway.cli_voicemail import try_mail  # noqa: PLC0415 - only this command needs it

    try_mail(chosen, file, sys.stdin.buffer)


@app.command(name="check-config")
def check_config(config: ConfigOption = None) -> None:
    """Report every mistake in the configuration."""
    chosen = load_config(config)
    from gateway.post_room import signing  # noqa: PLC0415 - the others need not wait for it

    signing(chosen)
    typer.echo(f"The configuration is good. Parley would serve {chosen.server.public_url}.")


@app.command()
def migrate(config: ConfigOption = None) -> None:
    """Bring the database's tables up to date."""
    chosen = load_config(config)
    from gateway.cli_directory import migrate_database  # noqa: PLC0415 - only this command needs it

    migrate_database(chosen)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
    config: ConfigOption = None,
) -> None:
    """Copy everything that is stored into one file, while the gateway runs or not."""
    chosen = load_config(config)
    from gateway.cli_backup import backup as copy  # noqa: PLC0415 - only this command needs it

    raise typer.Exit(copy(chosen, file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `parley backup` made.")],
    replaces: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The database whose place it takes: who was erased there since goes here too.",
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Bring a backup back into an empty database, and prove it."""
    chosen = load_config(config)
    from gateway.cli_backup import restore as bring  # noqa: PLC0415 - only this command needs it

    raise typer.Exit(bring(chosen, file, replaces=replaces))


@app.command()
def audit(
    replay: Annotated[
        bool, typer.Option("--replay", help="Also decide every entry of this version again.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Prove from the record that every rule was kept."""
    chosen = load_config(config)
    from gateway.cli_audit import audit as prove  # noqa: PLC0415 - only this command needs it

    raise typer.Exit(prove(chosen, replay=replay))


@app.command()
def explain(
    interaction: Annotated[str, typer.Argument(metavar="INTERACTION", help="Its id.")],
    config: ConfigOption = None,
) -> None:
    """Say who could have had an interaction, and why not."""
    chosen = load_config(config)
    from gateway.cli_audit import explain as tell  # noqa: PLC0415 - only this command needs it

    raise typer.Exit(tell(chosen, interaction))


@app.command()
def simulate(
    file: Annotated[
        Path | None, typer.Argument(help="A described load (TOML); without it the recorded one.")
    ] = None,
    agents: Annotated[
        int | None, typer.Option(min=1, help="So many agents instead (of the first staff).")
    ] = None,
    max_chats: Annotated[
        int | None, typer.Option(min=1, max=6, help="So many chats at once instead.")
    ] = None,
    scale: Annotated[float, typer.Option(min=0.01, help="So many times the arrivals.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answer.")] = 1,
    config: ConfigOption = None,
) -> None:
    """Play a load forward with the very same router: waits, service level, abandonment."""
    chosen = load_config(config)
    from gateway.cli_simulate import simulate as play  # noqa: PLC0415 - only this command needs it

    play(chosen, file, agents=agents, max_chats=max_chats, scale=scale, seed=seed)


@app.command()
def report(
    by: Annotated[
        Literal["queue", "agent", "code", "bot"], typer.Option(help="What each row is about.")
    ] = "queue",
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="In which days begin.")] = "UTC",
    service_level: Annotated[
        float, typer.Option(min=0, help="Accepted within so many seconds is in time.")
    ] = 30.0,
    csv: Annotated[
        Path | None, typer.Option(help="Write every quarter-hour, or day, to this file instead.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Count the record: waits, service level, abandonment, occupancy, codes."""
    chosen = load_config(config)
    if by == "bot":
        from gateway.cli_bot_report import bot_report  # noqa: PLC0415 - only this command needs it

        bot_report(chosen, since=since, until=until, time_zone=time_zone, csv_file=csv)
        return
    from gateway.cli_report import report as count  # noqa: PLC0415 - only this command needs it

    count(
        chosen,
        by=by,
        since=since,
        until=until,
        time_zone=time_zone,
        service_level_seconds=service_level,
        csv_file=csv,
    )


agent_app = typer.Typer(rich_markup_mode=None, help="Passwords, access and sessions of agents.")
app.add_typer(agent_app, name="agent")

UsernameArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="USERNAME", help="The agent's user name or email address.")
]


@agent_app.command()
def passwd(
    username: UsernameArgument,
    config: ConfigOption = None,
) -> None:
    """Set a password, asked for or read from standard input."""
    chosen = load_config(config)
    from gateway.cli_directory import set_password  # noqa: PLC0415 - only this command needs it

    def ask() -> str:
        if sys.stdin.isatty():
            answer: str = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
            return answer
        return sys.stdin.readline().rstrip("\r\n")

    set_password(chosen, username, ask)


@agent_app.command()
def disable(
    username: UsernameArgument,
    undo: Annotated[bool, typer.Option("--undo", help="Let the agent in again.")] = False,
    config: ConfigOption = None,
) -> None:
    """Shut an agent out, and end their sessions."""
    chosen = load_config(config)
    from gateway.cli_directory import set_disabled  # noqa: PLC0415 - only this command needs it

    set_disabled(chosen, username, disabled=not undo)


@agent_app.command()
def sessions(
    username: UsernameArgument,
    revoke: Annotated[bool, typer.Option("--revoke", help="End them all.")] = False,
    config: ConfigOption = None,
) -> None:
    """List an agent's sessions, or end them."""
    chosen = load_config(config)
    from gateway.cli_directory import show_sessions  # noqa: PLC0415 - only this command needs it

    show_sessions(chosen, username, revoke=revoke)


faq_app = typer.Typer(rich_markup_mode=None, help="The knowledge base as files.")
app.add_typer(faq_app, name="faq")


@faq_app.command(name="import")
def import_faq(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A CSV file or a folder of Markdown files.")
    ],
    config: ConfigOption = None,
) -> None:
    """Take entries over, all of them or none; what is there already is changed."""
    chosen = load_config(config)
    from gateway.cli_faq import import_entries  # noqa: PLC0415 - only this command needs it

    import_entries(chosen, path)


@faq_app.command(name="export")
def export_faq(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A file that ends in .csv, or a folder.")
    ],
    config: ConfigOption = None,
) -> None:
    """Write every published entry."""
    chosen = load_config(config)
    from gateway.cli_faq import export_entries  # noqa: PLC0415 - only this command needs it

    export_entries(chosen, path)


def complain(line: str) -> None:
    """Say on one line of standard error what is wrong."""
    typer.echo(f"parley: {line}", err=True)


def _explained(error: Exception) -> list[str]:
    """Give the lines that tell a person about an expected failure; none: it is a defect."""
    from gateway.provisioning.file import ProvisioningError  # noqa: PLC0415 - only on failure
    from storage.errors import DatabaseInUse, StorageError  # noqa: PLC0415 - only on failure

    if isinstance(error, ConfigurationError | ProvisioningError):
        return [f"{error.source}: {mistake}" for mistake in error.mistakes]
    if isinstance(error, CommandFailed):
        return [str(error)]
    if isinstance(error, DatabaseInUse):
        return ["another gateway serves this database; stop it or choose another storage.url"]
    if isinstance(error, StorageError):
        return [" ".join(str(error).split()) or "the database cannot be used"]
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return ["the address is already in use; stop what uses it or choose another port"]
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return [f"{place}{error.strerror or error}"]
    return []
