"""The company's word that a letter has come, to people alone and not too often (RFC 3834)."""

import hashlib
from collections.abc import Collection
from typing import Final

from channels.contract import Letter, OutgoingMail, RowWork
from channels.email.loops import Kind, kind, may_answer
from channels.email.parse.parsed import ParsedMail
from channels.email.ports import MailboxInForce
from channels.email.threading import with_number
from crm.records import Case, folded
from router.ids import Duration, Instant, seconds

DAY: Final[Duration] = seconds(24 * 3600)
NUMBER: Final = "{number}"
"""Stands for the case's number in a mailbox's words."""


class Acknowledging:
    """Writes acknowledgements for new cases."""

    def __init__(self, mail: OutgoingMail, own_addresses: Collection[str]) -> None:
        """Post them with ``mail``; whoever writes from an address of ours gets none."""
        self._mail = mail
        self._own = own_addresses

    def rows(
        self, box: MailboxInForce, mail: ParsedMail, case: Case, at: Instant
    ) -> tuple[RowWork, ...]:
        """Give the rows that acknowledge a mail, none where that may or need not be.

        Not for what is older than a day, as a mailbox emptied for the first time is full of; and
        each sender hears from a mailbox once a day: two programs that answer each other stop
        after one word, whatever their headers say.
        """
        wanted = box.acknowledge and mail.sender is not None and kind(mail) is Kind.CUSTOMER
        old = mail.sent_at is not None and at - mail.sent_at > DAY
        if not wanted or old or not may_answer(mail, own_addresses=self._own):
            return ()
        assert mail.sender is not None
        sender = hashlib.sha256(folded(mail.sender.address).encode()).hexdigest()[:32]
        letter = Letter(
            key=f"ack:{box.name}:{sender}:{at // DAY}",
            to=(mail.sender.address,),
            subject=with_number(mail.subject, case.number, prefix="Re:"),
            text=box.acknowledge.replace(NUMBER, str(case.number)),
            sender=box.address,
            answers=mail.message_id,
        )
        return (self._mail.post(letter),)
