"""Mails and their files as rows."""

from typing import Any, Final

import msgspec
from sqlalchemy import Column, select, update

from channels.email.loops import Kind
from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Delivery, Mail, MailFile, MailId, Recipients
from crm.records import CaseId
from router.ids import Instant
from storage.blobs import refer_to_blob
from storage.images import show_images
from storage.schema import mail_files, mails
from storage.sql import Statement, insert_into, param
from storage.transaction import Row, Transaction, Value

MAIL_COLUMNS: Final[list[Column[Any]]] = list(mails.c)
"""The columns of a mail in the order in which `mail_of` reads them."""

_NAMES: Final = tuple(column.name for column in MAIL_COLUMNS)
_ADD: Final = insert_into(mails)
_BY_ID: Final = Statement(select(*MAIL_COLUMNS).where(mails.c.id == param("id")))
_OF_CASE: Final = Statement(
    select(*MAIL_COLUMNS).where(mails.c.case_id == param("id")).order_by(mails.c.at, mails.c.id)
)
ERASED: Final = "{}"
"""The recipients of a mail that was erased: what was in hand meanwhile writes nothing back."""

_RECIPIENTS: Final = Statement(select(mails.c.recipients).where(mails.c.id == param("id")))
_STAND: Final = Statement(
    update(mails)
    .where(mails.c.id == param("id"), mails.c.recipients != ERASED)
    .values(state=param("state"), deliveries=param("deliveries"))
)
_ADD_FILE: Final = insert_into(mail_files)
_FILES: Final = Statement(
    select(*mail_files.c).where(mail_files.c.mail_id == param("id")).order_by(mail_files.c.id)
)
_FILE: Final = Statement(select(*mail_files.c).where(mail_files.c.id == param("id")))

_read_recipients = msgspec.json.Decoder(Recipients).decode
_read_words = msgspec.json.Decoder(tuple[str, ...]).decode
_read_addresses = msgspec.json.Decoder(tuple[ParsedAddress, ...]).decode
_read_deliveries = msgspec.json.Decoder(tuple[Delivery, ...]).decode


def add_mail(tx: Transaction, mail: Mail) -> None:
    """Keep a mail with its files; each holds its blob."""
    values: dict[str, Value] = {
        name: getattr(mail, name)
        for name in ("id", "case_id", "interaction_id", "direction", "mailbox", "message_id")
    }
    values |= {
        name: getattr(mail, name)
        for name in ("in_reply_to", "subject", "text", "quoted", "html", "at", "blob")
    }
    values |= {
        name: getattr(mail, name) for name in ("size_bytes", "fingerprint", "agent_id", "state")
    }
    tx.execute(
        _ADD,
        **values,
        refs=_written(mail.references),
        sender_name=mail.sender.name,
        sender_address=mail.sender.address,
        recipients=_written(mail.recipients),
        kind=mail.kind.value,
        flags=_written(mail.flags),
        deliveries=_written(mail.deliveries),
        reply_to=_written(mail.reply_to) if mail.reply_to else None,
    )
    if mail.blob is not None:
        refer_to_blob(tx, mail.blob, f"mail:{mail.id}")
    for file in mail.files:
        add_file(tx, file, mail.at)


def add_outgoing(tx: Transaction, mail: Mail) -> None:
    """Keep a mail of ours: each of its files is a row of its own, the bytes are shared.

    So are the pictures that it shows.
    """
    copies = tuple(
        msgspec.structs.replace(file, id=f"{mail.id}.{number:04}", mail_id=mail.id)
        for number, file in enumerate(mail.files)
    )
    add_mail(tx, msgspec.structs.replace(mail, files=copies))
    show_images(tx, f"mail:{mail.id}", mail.html)


def add_file(tx: Transaction, file: MailFile, at: Instant) -> None:
    """Keep a file; it holds its blob."""
    tx.execute(
        _ADD_FILE,
        **{
            **msgspec.structs.asdict(file),
            "inline": int(file.inline),
            "damaged": int(file.damaged),
            "created_at": at,
        },
    )
    refer_to_blob(tx, file.blob, f"mail_file:{file.id}")


def mail_of(tx: Transaction, row: Row) -> Mail:
    """Read a mail out of its `MAIL_COLUMNS`, with its files."""
    values = dict(zip(_NAMES, row, strict=True))
    name, address = values.pop("sender_name"), values.pop("sender_address")
    references = _read_words(values.pop("refs"))
    return Mail(
        **{
            **values,
            "sender": ParsedAddress(name, address),
            "references": references,
            "recipients": _read_recipients(values["recipients"]),
            "kind": Kind(values["kind"]),
            "flags": _read_words(values["flags"]),
            "deliveries": _read_deliveries(values["deliveries"]),
            "reply_to": _read_addresses(values["reply_to"] or "[]"),
            "files": files_of(tx, values["id"]),
        }
    )


def mail_by_id(tx: Transaction, mail_id: MailId) -> Mail | None:
    """Give a mail."""
    row = tx.one(_BY_ID, id=mail_id)
    return None if row is None else mail_of(tx, row)


def is_erased(tx: Transaction, mail_id: MailId) -> bool:
    """Tell whether a mail is there and was erased."""
    row = tx.one(_RECIPIENTS, id=mail_id)
    return row is not None and row[0] == ERASED


def mails_of_case(tx: Transaction, case_id: CaseId) -> tuple[Mail, ...]:
    """Give everything that was written in a case, oldest first."""
    return tuple(mail_of(tx, row) for row in tx.all(_OF_CASE, id=case_id))


def stand(tx: Transaction, mail: Mail) -> bool:
    """Keep how a mail that went out stands; False: it was erased, and nothing is kept."""
    deliveries = _written(mail.deliveries)
    return tx.execute(_STAND, id=mail.id, state=mail.state, deliveries=deliveries) > 0


def files_of(tx: Transaction, mail_id: MailId) -> tuple[MailFile, ...]:
    """Give the files of a mail."""
    return tuple(file_of(row) for row in tx.all(_FILES, id=mail_id))


def file_by_id(tx: Transaction, file_id: str) -> MailFile | None:
    """Give a file."""
    row = tx.one(_FILE, id=file_id)
    return None if row is None else file_of(row)


def file_of(row: Row) -> MailFile:
    """Read a file out of its row."""
    values = dict(zip((column.name for column in mail_files.c), row, strict=True))
    del values["created_at"]
    inline, damaged = bool(values.pop("inline")), bool(values.pop("damaged"))
    return MailFile(**values, inline=inline, damaged=damaged)


def _written(value: object) -> str:
    return msgspec.json.encode(value).decode()
