"""The mails in hand, out of the way of memory: a queue may hold years of mail.

They lie in a table of their own that nobody else sees and that is gone with the process: SQLite
keeps a few megabytes of it in memory and the rest in a nameless file. What is durable about them
is in the database; this only answers at once where that would mean a wait.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from channels.email.ports import LiveMail, previewed
from channels.email.values import MailId
from crm.records import CaseId, CustomerId
from router.ids import InteractionId

_TABLE: Final = """
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -4096;
CREATE TABLE live (
    interaction TEXT PRIMARY KEY,
    mail TEXT NOT NULL,
    case_of_mail TEXT NOT NULL,
    case_shown TEXT NOT NULL,
    customer TEXT NOT NULL,
    packed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX live_mail ON live (mail);
CREATE INDEX live_case_of_mail ON live (case_of_mail);
CREATE INDEX live_case_shown ON live (case_shown);
CREATE INDEX live_customer ON live (customer);
"""


class LiveMails:
    """Mails that wait or are worked on (`channels.email.ports.LiveMails`)."""

    def __init__(self) -> None:
        """Begin with none."""
        # Without a name: a file that has none for others either, and that is removed by itself.
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.executescript(_TABLE)
        self._unpack = msgspec.msgpack.Decoder(LiveMail)
        self._count = 0

    def __len__(self) -> int:
        """Say how many there are."""
        return self._count

    def put(self, live: LiveMail) -> None:
        """Keep a mail as `previewed`, in place of what was kept of it."""
        live = replace(live, mail=previewed(live.mail))
        assert live.mail.interaction_id is not None
        self._count -= self._delete(live.mail.interaction_id)
        self._rows.execute(
            "INSERT INTO live VALUES (?, ?, ?, ?, ?, ?)",
            (
                live.mail.interaction_id,
                live.mail.id,
                live.mail.case_id,
                live.case.id,
                live.customer.id,
                msgspec.msgpack.encode(live),
            ),
        )
        self._count += 1

    def get(self, interaction: InteractionId) -> LiveMail | None:
        """Give a mail, None where there is none of it."""
        found = self._where("interaction", [interaction])
        return found[0] if found else None

    def drop(self, interaction: InteractionId) -> None:
        """Keep a mail no longer."""
        self._count -= self._delete(interaction)

    def of_mail(self, mail: MailId) -> Sequence[LiveMail]:
        """Give what is kept of a mail, at most one."""
        return self._where("mail", [mail])

    def of_cases(self, cases: Iterable[CaseId]) -> Sequence[LiveMail]:
        """Give the mails that were filed into these cases, whatever goes on with them now."""
        return self._where("case_of_mail", cases)

    def shown_in(self, case: CaseId) -> Sequence[LiveMail]:
        """Give the mails that are shown as those of a case."""
        return self._where("case_shown", [case])

    def of_customers(self, customers: Iterable[CustomerId]) -> Sequence[LiveMail]:
        """Give the mails whose cases are shown as those of these customers."""
        return self._where("customer", customers)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def _where(self, column: str, values: Iterable[str]) -> list[LiveMail]:
        select = f"SELECT packed FROM live WHERE {column} = ? ORDER BY interaction"  # noqa: S608 - a name of ours
        return [
            self._unpack.decode(packed)
            for value in values
            for (packed,) in self._rows.execute(select, (value,))
        ]

    def _delete(self, interaction: InteractionId) -> int:
        return self._rows.execute("DELETE FROM live WHERE interaction = ?", (interaction,)).rowcount
