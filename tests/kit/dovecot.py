"""A private Dovecot for tests: real mailboxes on a loopback port, gone afterwards."""

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.kit.gateway import free_port

PASSWORD = 'p"a\\ss word'
"""With everything that a command must escape."""

USERS = tuple(f"desk {number}" for number in range(50))

_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{root}/mail/%u
auth_username_chars =
auth_mechanisms = plain
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{root}/certificate.pem
ssl_key = <{root}/key.pem
mail_max_userip_connections = 100
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class DovecotServer:
    """A running server, on which each of `USERS` has a mailbox of their own."""

    def __init__(self, root: Path, program: str) -> None:
        self.root = root
        self.port = free_port()
        self.tls_port = free_port()
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        root.chmod(0o755)
        for name in ("mail", "state"):
            (root / name).mkdir()
        users = (f"{user}:{{PLAIN}}{PASSWORD}\n" for user in USERS)
        (root / "users").write_text("".join(users))
        subprocess.run(
            (
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"),
                *("-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=localhost"),
                *("-addext", "subjectAltName=DNS:localhost"),
            ),
            cwd=root,
            check=True,
            capture_output=True,
        )
        owner = pwd.getpwuid(os.geteuid())
        internal = login = owner.pw_name
        user, group = str(owner.pw_uid), str(owner.pw_gid)
        if owner.pw_uid == 0:  # it refuses to open mailboxes as root
            internal, login = "dovecot", "dovenull"
            nobody = pwd.getpwnam("nobody")
            user, group = str(nobody.pw_uid), str(nobody.pw_gid)
            os.chown(root / "mail", nobody.pw_uid, nobody.pw_gid)
        self._config = root / "dovecot.conf"
        self._config.write_text(
            _CONFIG.format(
                root=root,
                internal=internal,
                internal_group=grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name,
                login=login,
                user=user,
                group=group,
                port=self.port,
                tls_port=self.tls_port,
            )
        )
        self.launch()

    @staticmethod
    def is_installed() -> bool:
        """Tell whether the machine has the program."""
        return _program() is not None

    @classmethod
    def start(cls) -> "DovecotServer":
        """Start a server, or skip the test when the machine has none (fails under CI)."""
        program = _program()
        if program is None:
            reason = "no Dovecot is installed (Debian: apt-get install dovecot-imapd)"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        # Not below pytest's own folder, which the server's users may not enter.
        where = _MEMORY if _MEMORY.is_dir() else None
        return cls(Path(tempfile.mkdtemp(prefix="parley-imap-", dir=where)), program)

    def launch(self) -> None:
        """Start it, also again after `kill`; it ends with the thread that calls this."""
        setpriv = shutil.which("setpriv")
        leash = [setpriv, "--pdeathsig", "TERM"] if setpriv else []
        self._process = subprocess.Popen(
            [*leash, self._program, "-F", "-c", str(self._config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(200):
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                imaplib.IMAP4("127.0.0.1", self.port, timeout=5).logout()
                return
            time.sleep(0.05)
        log = self.root / "log"
        raise RuntimeError("Dovecot does not start: " + (log.read_text() if log.exists() else ""))

    def kill(self) -> None:
        """End it with every connection."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        # Those that serve somebody take another ten seconds to notice.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it and remove its files."""
        self.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    def client(self, user: str) -> imaplib.IMAP4:
        """Log in as one of `USERS`, who thereby has an inbox."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=30)
        client.login(_quoted(user), PASSWORD)
        return client

    def deliver(self, user: str, *messages: EmailMessage | bytes, folder: str = "INBOX") -> None:
        """Put messages into a folder, whose name is as the protocol writes it."""
        with self.client(user) as client:
            client.create(_quoted(folder))
            for message in messages:
                raw = message if isinstance(message, bytes) else message.as_bytes()
                raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                answer, said = client.append(_quoted(folder), "", "", raw)
                assert answer == "OK", said

    def flags(self, user: str, folder: str = "INBOX") -> list[bool]:
        """Tell of each message whether it is marked as read."""
        with self.client(user) as client:
            client.select(_quoted(folder), readonly=True)
            _, found = client.fetch("1:*", "(FLAGS)")
            return [b"\\Seen" in line for line in found if isinstance(line, bytes)]

    @property
    def certificate(self) -> Path:
        """Its certificate, which nobody has signed and which names `localhost` alone."""
        return self.root / "certificate.pem"

    def mail_of(self, user: str) -> Path:
        """Where somebody's inbox lies, as a Maildir."""
        return self.root / "mail" / user

    def renumber(self, user: str) -> None:
        """Let the server forget every number it has given in the inbox; only while it is down."""
        folder = self.mail_of(user)
        (folder / "dovecot-uidlist").unlink()
        for path in [*folder.glob("dovecot.index*"), *folder.glob("dovecot-uidvalidity*")]:
            path.unlink()


def _program() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
