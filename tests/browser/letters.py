"""Letters that arrive while somebody looks: plain, laid out, hostile."""

import asyncio
import smtplib
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

SENDER = "zoe@customer.example"
TEXT = """Hello,

the total on https://lamps.example/invoices/118 does not match what I paid.
Could you send me a corrected one? I attach the receipt of my bank.

Kind regards
Zoé Martin

On Monday, the Lamp Shop wrote:
> Thank you for your order.
> Your invoice is attached.
"""
LAID_OUT = """<html><body><h1>Invoice</h1><p>The total <b>does not match</b>.</p>
<img src="https://tracker.example/seen.gif" alt="logo"><table border="1"><tr><td>Lamp</td>
<td>49.90</td></tr></table></body></html>"""
HOSTILE = """<html><head><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
<link rel="stylesheet" href="https://evil.example/style.css">
<style>@import url(https://evil.example/import.css);
body { background: url(https://evil.example/background.png); }</style>
<script>parent.document.title = "owned"; alert(1)</script></head>
<body onload="alert(2)" background="https://evil.example/body.png">
<p id="words">Plain words</p>
<img src="https://evil.example/pixel.png" srcset="https://evil.example/large.png 2x"
 onerror="alert(3)">
<svg onload="alert(4)"><image href="https://evil.example/svg.png"/></svg>
<iframe src="https://evil.example/frame" srcdoc="<script>alert(5)</script>"></iframe>
<object data="https://evil.example/object"></object><embed src="https://evil.example/embed">
<video poster="https://evil.example/poster.png" src="https://evil.example/film"></video>
<form action="https://evil.example/form"><input autofocus onfocus="alert(6)"></form>
<a href="javascript:alert(7)">press</a>
<div style="background-image: url('https://evil.example/inline.png')">styled</div>
</body></html>"""


def letter(subject: str, html: str | None = LAID_OUT) -> EmailMessage:
    """Write a letter with a copy to somebody, a layout of its own and a file."""
    message = EmailMessage()
    message["From"] = f"Zoé Martin <{SENDER}>"
    message["Cc"] = "Boss <boss@customer.example>"
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="customer.example")
    message.set_content(TEXT)
    if html is not None:
        message.add_alternative(html, subtype="html")
    message.add_attachment(
        b"%PDF-1.4 " + b"x" * 48_000,
        maintype="application",
        subtype="pdf",
        filename="receipt of my bank, the 14th of November.pdf",
    )
    return message


async def send_letter(port: int, message: EmailMessage, to: str) -> None:
    """Hand a letter in, and wait until it was taken over."""
    message["To"] = to
    await asyncio.to_thread(_hand_in, port, message, to)


def _hand_in(port: int, message: EmailMessage, to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.send_message(message, SENDER, [to])
