"""The configuration: frozen, typed, read once at the door (protocol.md, Configuration)."""

import ipaddress
import itertools
import os
import ssl
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal
from urllib.parse import urlsplit

import msgspec

from accounts.directory import MOST_SIGNATURE_CHARS
from accounts.discreet import MASK, Discreet
from gateway.bot_config import Bot
from gateway.toml_tables import Checked, Count, Mistakes, Named, field_hint, read_table
from gateway.voicemail_config import (
    Caller,
    Pbx,
    Voicemail,
    VoicemailMail,
    VoicemailSpool,
    VoicemailTranscript,
)

DEFAULT_FILE: Final = Path("config.toml")
ENVIRONMENT_PREFIX: Final = "PARLEY_"

Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
Positive = Annotated[int, msgspec.Meta(ge=1)]
Wait = Annotated[int, msgspec.Meta(ge=0, le=86_400)]


class ConfigurationError(Exception):
    """The configuration cannot be used; `mistakes` says everything there is to correct."""

    def __init__(self, source: str, mistakes: Iterable[str]) -> None:
        """Gather what is wrong with `source`."""
        self.source = source
        self.mistakes = tuple(mistakes)
        super().__init__(f"{source}: " + "; ".join(self.mistakes))


class Server(Checked, frozen=True, kw_only=True):
    """Where the gateway listens."""

    host: str = "127.0.0.1"
    port: Port = 8080
    """0 lets the system choose a free port."""
    public_url: str = ""
    """How browsers reach it; left out: derived from host and port."""
    trusted_proxies: tuple[str, ...] = ()
    """CIDR blocks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the address and the blocks."""
        url = urlsplit(self.public_url)
        web = url.scheme in {"http", "https"} and url.hostname and not url.path.strip("/")
        if self.public_url and not web:
            yield "public_url", "must be like https://contact.example.org, without a path"
        for index, block in enumerate(self.trusted_proxies):
            try:
                ipaddress.ip_network(block)
            except ValueError:
                yield f"trusted_proxies[{index}]", 'must be a CIDR block such as "10.0.0.0/8"'


class Storage(Checked, Discreet, frozen=True, kw_only=True):
    """Where the gateway keeps what it must not lose."""

    hidden: ClassVar[frozenset[str]] = frozenset({"url"})

    url: str = "sqlite:///var/parley.db"
    blobs: str = "var/blobs"

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check that the address names a database Parley knows."""
        if not self.url.startswith(("sqlite:///", "postgresql://")):
            advice = "must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE"
            yield "url", advice

    @property
    def shown_url(self) -> str:
        """The address of the database with its password masked."""
        parts = urlsplit(self.url)
        return self.url.replace(f":{parts.password}@", f":{MASK}@") if parts.password else self.url


class Cluster(Checked, frozen=True, kw_only=True):
    """How several gateway processes find each other."""

    redis_url: str = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Refuse what would be ignored: one process is all there is today."""
        if self.redis_url:
            advice = "several gateway processes are not supported yet; leave it empty and run one"
            yield "redis_url", advice


class SmtpIn(Checked, frozen=True, kw_only=True):
    """Direct reception of mail."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: Port = 8025
    certificate: str = ""
    """The file of the certificate, with those that signed it, as PEM; empty: no STARTTLS."""
    key: str = ""
    """The file of its key; empty: it stands in the certificate's."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the certificate, which nobody would miss before a sender complains."""
        try:
            self.tls()
        except (OSError, ValueError) as error:
            yield "certificate", f"cannot be used with its key ({error}); give both as PEM files"

    def tls(self) -> ssl.SSLContext | None:
        """Give what STARTTLS needs, None without a certificate.

        Raises:
            OSError: a file cannot be read, or is none of a certificate and its key.

        """
        if not self.certificate:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key or None, password=str)
        return context


class Imap(Checked, Discreet, frozen=True, kw_only=True):
    """The mailbox a queue's mail is fetched from."""

    hidden: ClassVar[frozenset[str]] = frozenset({"password"})

    host: Named
    port: Port = 993
    username: str = ""
    password: str = ""
    tls: bool = True
    folder: Named = "INBOX"
    first: str = "new"
    """What is taken at the very first connect: "new" what arrives from then on, "all" also what is
    there, a date what has come since."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check what is taken first."""
        try:
            self.takes_first()
        except ValueError:
            yield "first", 'must be "new", "all" or a date such as "2026-11-01"'

    def takes_first(self) -> Literal["new", "all"] | date:
        """Give what is taken at the very first connect.

        Raises:
            ValueError: it is neither of the words nor a date.

        """
        match self.first:
            case "new":
                return "new"
            case "all":
                return "all"
            case day:
                return date.fromisoformat(day)


class Smtp(Discreet, frozen=True, kw_only=True):
    """The server a mailbox's replies leave by."""

    hidden: ClassVar[frozenset[str]] = frozenset({"password"})

    host: Named
    port: Port = 587
    username: str = ""
    password: str = ""
    tls: Literal["tls", "starttls", "none"] = "starttls"


class Dkim(msgspec.Struct, frozen=True, kw_only=True):
    """How a mailbox signs what leaves from it (RFC 6376)."""

    selector: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    """The name beside `_domainkey` in the domain's DNS."""
    key_file: Named
    """An RSA private key in PEM."""
    domain: str = ""
    """Empty: the address's own."""


class Mailbox(Checked, frozen=True, kw_only=True):
    """An address customers write to."""

    name: Named
    address: Named
    queue: Named
    imap: Imap | None = None
    """None: its mail comes by direct reception only."""
    smtp: Smtp | None = None
    """None: its replies are kept as files."""
    dkim: Dkim | None = None
    """None: what leaves is not signed here; the mail server may do it."""
    acknowledge: str = ""
    """What a sender is told whose mail makes a new case, `{number}` being the case's."""
    signature: Annotated[str, msgspec.Meta(max_length=MOST_SIGNATURE_CHARS)] = ""
    """What stands below mails from here whose writer has no signature of their own."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the address."""
        if self.address.count("@") != 1 or self.address.strip("@") != self.address:
            yield "address", "must be an email address"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The largest things the gateway takes."""

    chat_message_chars: Annotated[int, msgspec.Meta(ge=1, le=20_000)] = 5000
    """Visible characters; 1940 is the other documented window (CON-06)."""
    chat_attachment_bytes: Positive = 10_485_760
    image_bytes: Positive = 10_485_760
    """A picture for an entry, a message or a mail, as it comes (G-15)."""
    email_bytes: Positive = 31_457_280
    reply_attachment_bytes: Positive = 20_971_520
    voicemail_bytes: Positive = 31_457_280
    rate: Literal["on", "off"] = "on"
    """`off` only for load tests."""


class Images(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures in entries, messages and mails."""

    copy_from_web: bool = True
    """Whether the gateway fetches a picture that an agent copied from a web page (FAQ-018)."""


class HelpLink(Checked, frozen=True, kw_only=True):
    """A place where agents find help, shown with the knowledge base (FAQ-012)."""

    title: Named
    url: Named

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the address: a link that runs something is none."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https", "mailto"} or not (parts.netloc or parts.path):
            yield "url", "must be like https://help.example.org/guide or mailto:help@example.org"


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long each kind of data is kept; 0 days: for ever."""

    journal_days: Count = 400
    chat_days: Count = 0
    """After its end; then what was said goes, and who said it."""
    mail_days: Count = 0
    """After the last change of a closed case; then it goes with its mail."""
    voicemail_delete_after_seconds: Count = 86_400


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """How long an agent without a connection keeps their work (design, Presence)."""

    grace_seconds: Count = 15
    return_chats_after_seconds: Count = 120
    """0: chats are never returned to their queue."""
    return_others_after_seconds: Count = 1800


class Sessions(msgspec.Struct, frozen=True, kw_only=True):
    """How long a log-in lasts."""

    idle_hours: Positive = 12
    absolute_hours: Positive = 168


class StatusRules(msgspec.Struct, frozen=True, kw_only=True):
    """The choices left open about agents' statuses."""

    logout_from_available: bool = False
    """True lets an available agent log out without going offline first (CON-11)."""


class Routing(msgspec.Struct, frozen=True, kw_only=True):
    """The choices left open about who gets what, and how long it is kept for them."""

    agent_transfer: Literal["table", "any", "available_only"] = "table"
    """Which colleagues a contact may be handed to (CON-21)."""
    personal_wait_seconds: Wait = 300
    """How long what is handed to an agent waits for them before it goes back to its queue."""
    preferred_wait_seconds: Wait = 0
    """How long work waits for an available preferred agent; 0: not at all (RTE-015)."""
    gentle_start_seconds: Wait = 0
    """How long an agent at work is left alone after accepting; 0: not at all (RTE-002)."""
    extension_mode: Literal["add", "restart"] = "add"
    """Whether an extension adds to what is left of the wrap-up or starts it again (CON-18)."""


class Cases(msgspec.Struct, frozen=True, kw_only=True):
    """How cases are worked on."""

    owner_seconds: Wait = 0
    """How long mail on a case in hand waits for its assignee, while available; 0: not at all."""


class Crm(msgspec.Struct, frozen=True, kw_only=True):
    """The local customer file."""

    customer_search_case_sensitive: bool = True
    """CON-41: letters count as typed; off: neither their case nor accents count."""


class Config(Checked, frozen=True, kw_only=True):
    """Everything a deployment may set; without any file the defaults serve."""

    server: Server = Server()
    storage: Storage = Storage()
    cluster: Cluster = Cluster()
    smtp_in: SmtpIn = SmtpIn()
    mailboxes: tuple[Mailbox, ...] = ()
    pbx: tuple[Pbx, ...] = ()
    voicemail_spools: tuple[VoicemailSpool, ...] = ()
    voicemail: Voicemail = Voicemail()
    voicemail_transcript: VoicemailTranscript = VoicemailTranscript()
    callers: tuple[Caller, ...] = ()
    voicemail_mails: tuple[VoicemailMail, ...] = ()
    limits: Limits = Limits()
    images: Images = Images()
    help_links: tuple[HelpLink, ...] = ()
    retention: Retention = Retention()
    presence: Presence = Presence()
    sessions: Sessions = Sessions()
    status: StatusRules = StatusRules()
    routing: Routing = Routing()
    case: Cases = Cases()
    crm: Crm = Crm()
    bot: Bot = Bot()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check that entries of a list can be told apart, by name and by what they fetch."""
        for section, entries in (
            ("mailboxes", self.mailboxes),
            ("pbx", self.pbx),
            ("voicemail_mails", self.voicemail_mails),
        ):
            names = [entry.name for entry in entries]
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield f"{section}[{index}].name", f'"{name}" is taken already; choose another'
        folders = [
            box.imap and (box.imap.host, box.imap.port, box.imap.username, box.imap.folder)
            for box in self.mailboxes
        ]
        for index, folder in enumerate(folders):
            if folder and folder in folders[:index]:
                advice = "fetches what another mailbox fetches; give each its own folder"
                yield f"mailboxes[{index}].imap", advice
        boxes = {box.name for box in self.mailboxes}
        for index, rule in enumerate(self.voicemail_mails):
            if rule.mailbox not in boxes:
                yield f"voicemail_mails[{index}].mailbox", "names no mailbox; add it, or correct it"
        paths = [Path(spool.path).resolve() for spool in self.voicemail_spools]
        for index, path in enumerate(paths):
            if path in paths[:index]:
                yield f"voicemail_spools[{index}].path", "is watched already; name another folder"


def load_config(
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    default: Path | None = DEFAULT_FILE,
) -> Config:
    """Read `file`, or else the `default` file if it exists, then what the environment overrides.

    Raises ConfigurationError with every mistake in the file and the environment together.
    """
    source, raw = _read_file(file, default)
    mistakes = Mistakes()
    _override(raw, os.environ if environ is None else environ, mistakes)
    config = read_table(Config, raw, "", mistakes)
    if config is None or mistakes.found:
        raise ConfigurationError(source, mistakes.found)
    return with_public_url(config)


def with_public_url(config: Config) -> Config:
    """Give `config` with the public address filled in from host and port where it is left out."""
    server = config.server
    if server.public_url:
        url = server.public_url.rstrip("/")
    else:
        host = f"[{server.host}]" if ":" in server.host else server.host
        url = f"http://{host}:{server.port}"
    return msgspec.structs.replace(config, server=msgspec.structs.replace(server, public_url=url))


def _read_file(file: Path | None, default: Path | None) -> tuple[str, dict[str, object]]:
    """Give the name and the tables of the configuration file, empty where none is needed."""
    chosen = file or default
    if chosen is None or (file is None and not chosen.exists()):
        return "configuration", {}
    try:
        return str(chosen), tomllib.loads(chosen.read_text(encoding="utf-8"))
    except OSError as error:
        advice = f"{error.strerror or 'cannot be read'}; name a readable file with --config"
        raise ConfigurationError(str(chosen), [advice]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(chosen), [f"is not TOML: {error}"]) from error


def _override(raw: dict[str, object], environ: Mapping[str, str], mistakes: Mistakes) -> None:
    """Put `PARLEY_SECTION__KEY` variables into `raw`; a number selects an entry of a list.

    A variable without a double underscore is no configuration key: `PARLEY_CONFIG` and the like
    belong to others.
    """
    for name in sorted(environ):
        if not name.startswith(ENVIRONMENT_PREFIX) or "__" not in name:
            continue
        keys = name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__")
        hint = field_hint(Config, keys)
        if hint is None or not _place(raw, keys, _read_value(hint, environ[name])):
            mistakes.add(name, "names nothing in the configuration; correct or unset it")
        else:
            mistakes.origins[_path(keys)] = name


def _read_value(hint: object, text: str) -> object:
    """Read `text` as the type asks: text as it stands, everything else as TOML."""
    if hint is str:
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _place(raw: dict[str, object], keys: list[str], value: object) -> bool:
    """Set `value` at the path `keys`, making tables and the next list entry on the way."""
    table: object = raw
    for key, following in itertools.pairwise([*keys, ""]):
        fresh: object = value
        if following:
            fresh = [] if following.isdecimal() else {}
        if isinstance(table, list) and key.isdecimal() and int(key) <= len(table):
            slot = int(key)
            if slot == len(table):
                table.append(fresh)
            elif not following:
                table[slot] = value
            table = table[slot]
        elif isinstance(table, dict):
            if following:
                table.setdefault(key, fresh)
            else:
                table[key] = value
            table = table[key]
        else:
            return False
    return True


def _path(keys: list[str]) -> str:
    """Write the path as mistakes are told: `pbx[0].key`."""
    return "".join(f"[{key}]" if key.isdecimal() else f".{key}" for key in keys).lstrip(".")
