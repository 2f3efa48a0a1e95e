"""A thousand different letters, the same in every run."""

import random
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import formatdate
from typing import Final

WORDS: Final = (  # noqa: SIM905 - a list would take thirty lines
    "order parcel invoice lamp chair broken late thanks please address street delivery refund "
    "Größe référence número 注文 spare part number screw manual Tuesday again waiting photo"
).split()


def letters(count: int, *, to: str) -> Iterator[bytes]:
    """Write letters as shops get them: text, text with HTML, some with a picture; each by another.

    Ten KB on average, lines ended as on the wire.
    """
    chance = random.Random(4)  # noqa: S311 - the same ones every time
    for number in range(count):
        message = EmailMessage()
        message["From"] = f"Customer {number} <customer{number}@elsewhere.example>"
        message["To"] = to
        message["Subject"] = " ".join(chance.choices(WORDS, k=6))
        message["Date"] = formatdate(1_795_000_000 + number)
        message["Message-ID"] = f"<{number}@elsewhere.example>"
        for hop in range(5):
            message["Received"] = f"from mx{hop}.example by mx{hop + 1}.example; {formatdate(hop)}"
        lines = [" ".join(chance.choices(WORDS, k=10)) for _ in range(chance.randrange(5, 60))]
        message.set_content("\n".join(lines))
        if number % 3 == 0:
            rows = "".join(f"<tr><td style='color:#333'>{line}</td></tr>\n" for line in lines * 3)
            message.add_alternative(f"<table>{rows}</table>", subtype="html")
        if number % 10 == 0:
            picture = chance.randbytes(40_000)
            message.add_attachment(picture, maintype="image", subtype="jpeg", filename="photo.jpg")
        yield message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
