"""Letters as customers' mail programs send them, handed to a gateway by plain SMTP."""

import asyncio
import smtplib
from email.message import EmailMessage
from email.utils import formatdate

SUPPORT = "support@shop.example"

MAIL_WORLD = """
[[groups]]
name = "Support"

[[queues]]
name = "mail"
medium = "email"
wrap_up_seconds = 60

[[queues]]
name = "letters"
medium = "email"

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
display_name = "Alice"
email = "alice@example.org"
group = "Support"
queues = ["mail"]
permissions = ["interaction.reject", "email.pull", "email.discard"]

[[agents]]
username = "bruno"
password = "{password}"
name = "Bruno Lopez"
display_name = "Bruno"
group = "Support"
queues = ["letters"]

[[sites]]
key = "shop"
origins = ["http://127.0.0.1:{port}"]
queue = "mail"
"""

MAILBOX = f"""
[[mailboxes]]
name = "support"
address = "{SUPPORT}"
queue = "mail"
"""


def letter(
    subject: str = "Where is my parcel?",
    text: str = "It was due on Monday.",
    *,
    sender: str = "Zoé Martin <zoe@customer.example>",
    to: str = SUPPORT,
    message_id: str = "<1@customer.example>",
    **headers: str,
) -> EmailMessage:
    """Write a letter; `In_Reply_To="..."` and the like set further headers."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate(1_795_000_000)
    message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


async def post(
    port: int,
    message: EmailMessage | bytes,
    *,
    sender: str = "zoe@customer.example",
    to: str = SUPPORT,
) -> None:
    """Hand a letter in, and wait until it was taken over."""
    await asyncio.to_thread(_post, port, message, sender, to)


def _post(port: int, message: EmailMessage | bytes, sender: str, to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        if isinstance(message, bytes):
            server.sendmail(sender, [to], message)
        else:
            server.send_message(message, sender, [to])
