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
<div style="background: u\\72l(https://evil.example/escaped.png); position: fixed">over</div>
<div style="cursor: url(https://evil.example/cursor.cur), auto">c</div>
<div style="content: url(//evil.example/content)">d</div>
<table background="https://evil.example/table.png"><tr><td background="//evil.example/td">t
</table>
<picture><source srcset="https://evil.example/source.webp"><img src="//evil.example/x"></picture>
<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(8)'/>">
<img src="/api/v1/accounts/logout"><img lowsrc="https://evil.example/low">
<audio src="https://evil.example/sound" autoplay onerror="alert(9)"></audio>
<link rel="preload" href="https://evil.example/preload" as="image">
<link rel="dns-prefetch" href="//evil.example">
<meta http-equiv="set-cookie" content="session=evil">
<meta http-equiv="Content-Security-Policy" content="*">
<details open ontoggle="alert(10)"><summary>more</summary></details>
<marquee onstart="alert(11)">runs</marquee><b onmouseover="alert(12)" tabindex="1" autofocus>b</b>
<input type="image" src="https://evil.example/input.png">
<button formaction="//evil.example/b">go</button>
<a href="java&#10;script:alert(13)" ping="https://evil.example/ping">again</a>
<a href="data:text/html,<script>alert(14)</script>" download>file</a>
<a href="//evil.example/out">out</a>
<math><mtext><table><mglyph><style><!--</style>
<img title="--&gt;&lt;img src=x onerror=alert(15)&gt;">
</style></mglyph></table></mtext></math>
<svg><style><img src="</style><img src=x onerror=alert(16)>"></svg>
<svg><a xlink:href="javascript:alert(17)"><text>t</text></a><use href="https://evil.example/u#a"/></svg>
<template><img src="https://evil.example/template.png" onerror="alert(18)"></template>
<frameset><frame src="https://evil.example/frameset"></frameset><applet code="x"></applet>
<img src="x` `<script>alert(19)</script>"` `><img \"\"\"><script>alert(20)</script>">
<style>@font-face { font-family: f; src: url(https://evil.example/font) }
p { font-family: f }</style>
<noscript><p title="</noscript><img src=x onerror=alert(21)>"></noscript>
<!--[if gte mso 9]><v:fill src="https://evil.example/vml.png"/><![endif]-->
<!--><img src=x onerror=alert(22)>--><textarea><img src=x onerror=alert(23)>
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
