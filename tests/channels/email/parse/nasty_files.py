"""Attached files with bad names, in bad encodings, or inside something else."""

import base64
import binascii
import struct

from tests.channels.email.parse.letters import (
    PLAIN,
    PNG,
    attached,
    letter,
    multipart,
    nasty,
    part,
    whole,
)

HI = part(b"hi", PLAIN)
BASE64 = b"Content-Transfer-Encoding: base64"
SIGNATURE = part(
    base64.encodebytes(b"signature"),
    b"Content-Type: application/pkcs7-signature; name=smime.p7s",
    BASE64,
)


def named(*headers: bytes) -> bytes:
    """A message with one file whose name stands in `headers`."""
    return whole(multipart(HI, part(base64.encodebytes(PNG), *headers, BASE64)))


def disposition(parameters: str) -> bytes:
    """A message with one PDF whose Content-Disposition has these parameters."""
    return named(
        b"Content-Type: application/pdf", b"Content-Disposition: attachment; " + parameters.encode()
    )


def uuencoded(content: bytes, name: str, *, end: bool = True) -> bytes:
    """A file as uuencode writes it."""
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return f"begin 644 {name}\n".encode() + b"".join(lines) + (b"`\nend\n" if end else b"")


def attribute(level: int, identifier: int, kind: int, data: bytes) -> bytes:
    """One attribute of a winmail.dat (MS-OXTNEF section 2.1.3)."""
    checksum = struct.pack("<H", sum(data) & 0xFFFF)
    return struct.pack("<BHHL", level, identifier, kind, len(data)) + data + checksum


def words(identifier: int, kind: int, value: bytes) -> bytes:
    """One property with a value of its own length."""
    filled = value + bytes(-len(value) % 4)
    return struct.pack("<HHLL", kind, identifier, 1, len(value)) + filled


def winmail(name: str, content: bytes, body: bytes, *more: bytes) -> bytes:
    """A winmail.dat with a text and one file."""
    return struct.pack("<LH", 0x223E9F78, 1) + b"".join(
        [
            attribute(1, 0x9006, 8, struct.pack("<L", 0x10000)),
            attribute(1, 0x9007, 6, struct.pack("<LL", 1252, 0)),
            attribute(1, 0x800C, 2, body + b"\0"),
            attribute(2, 0x9002, 6, bytes(14)),
            attribute(2, 0x8010, 1, name.encode() + b"\0"),
            attribute(2, 0x800F, 6, content),
            *more,
        ]
    )


def properties(count: int, *each: bytes) -> bytes:
    """A list of properties that says it has so many."""
    return struct.pack("<L", count) + b"".join(each)


LONG_NAME = words(0x3707, 0x1F, "Plan für 2027.docx\0".encode("utf-16-le"))
NAMED_PROPERTY = struct.pack("<HH16sLL", 0x03, 0x8001, bytes(16), 0, 7) + bytes(4)
MANY_VALUES = struct.pack("<HHL", 0x1003, 0x0E00, 0xFFFFFFFF)
WINMAIL_WITH_PROPERTIES = winmail(
    "PLAN~1.DOC",
    b"file",
    b"",
    attribute(
        2,
        0x9005,
        6,
        properties(3, struct.pack("<HHHH", 0x02, 0x0E01, 5, 0), NAMED_PROPERTY, LONG_NAME),
    ),
    attribute(
        1,
        0x9003,
        6,
        properties(
            2,
            struct.pack("<HHL", 0x03, 0x3FDE, 65001),
            words(0x1013, 0x102, "<p>Grüße</p>".encode()),
        ),
    ),
)
ENDLESS = winmail(
    "a",
    b"x",
    b"y",
    attribute(2, 0x9005, 6, properties(0xFFFFFFFF)),
    attribute(1, 0x9003, 6, properties(0xFFFFFFFF, MANY_VALUES)),
    attribute(1, 0x9004, 6, struct.pack("<L", 0xFFFFFFFF)),
)

TNEF = b"Content-Type: application/ms-tnef; name=winmail.dat"

FILES = (
    nasty(
        "name_in_broken_2231_and_2047",
        named(
            b"Content-Type: application/pdf; name==?utf-8?Q?Rechnung_f=C3=BCr_=C3=9C.pdf?=",
            b"Content-Disposition: attachment; filename*0*=utf-8''Rechnung%20f%C3;"
            b" filename*1*=%BCr%20%C3%9C; filename*2=.pdf",
        ),
        names=("Rechnung für Ü.pdf",),
    ),
    nasty(
        "name_in_a_word_in_quotes",
        disposition('filename="=?utf-8?B?w5wucGRm?="'),
        names=("Ü.pdf",),
    ),
    nasty(
        "name_in_an_unknown_charset",
        disposition("filename*=x-foo''%C3%9C.pdf"),
        names=("Ü.pdf",),
    ),
    nasty(
        "name_that_leaves_the_folder",
        disposition('filename="../../../../etc/cron.d/x\0.png\r\n X: y"'),
        no_paths=True,
    ),
    nasty(
        "name_with_a_drive", disposition('filename="C:\\\\temp\\\\evil.exe"'), names=("evil.exe",)
    ),
    nasty("name_of_a_device", disposition("filename=CON.txt"), names=("_CON.txt",)),
    nasty("name_that_is_hidden", disposition("filename=.htaccess"), names=("htaccess",)),
    nasty(
        "name_with_directions",
        disposition('filename="invoice\u202efdp.exe"'),
        names=("invoicefdp.exe",),
    ),
    nasty("name_of_500_characters", disposition(f"filename={'ü' * 500}.pdf"), no_paths=True),
    nasty("name_of_dots", disposition('filename="..."'), names=("attachment.pdf",)),
    nasty(
        "no_name_but_a_description",
        named(b"Content-Type: application/pdf", b"Content-Description: The plan"),
        names=("The plan.pdf",),
    ),
    nasty(
        "field_broken_without_a_blank",
        named(b'Content-Type: application/zip;\r\nname="a.zip"', b"X-After: it"),
        names=("a.zip",),
        contents=(PNG,),
    ),
    nasty(
        "semicolon_forgotten",
        named(b'Content-Type: application/pdf name="a.pdf"', b"Content-Disposition: attachment"),
        media_types=("application/pdf",),
    ),
    nasty("no_name_at_all", named(b"Content-Type: image/png"), names=("image.png",)),
    nasty(
        "one_name_three_times",
        whole(multipart(*[attached(PNG, "a.png")] * 3)),
        names=("a.png", "a (2).png", "a (3).png"),
    ),
    nasty(
        "base64_in_two_pieces",
        letter(b"SGVsbG8=\r\nIHlvdQ==\r\n", PLAIN, BASE64),
        text="Hello you",
    ),
    nasty(
        "base64_with_a_footer",
        letter(b"SGVsbG8=\r\n_______\r\nlist footer: bye!\r\n", PLAIN, BASE64),
        text="Hello\n\n_______\nlist footer: bye!",
    ),
    nasty("base64_without_padding", letter(b"SGVsbG8", PLAIN, BASE64), text="Hello"),
    nasty(
        "quoted_printable_with_errors",
        letter(b"a=3Db = c=ZZ=", PLAIN, b"Content-Transfer-Encoding: quoted-printable"),
        text="a=b = c=ZZ",
    ),
    nasty(
        "an_encoding_nobody_knows",
        letter(b"text", PLAIN, b"Content-Transfer-Encoding: x-rotate"),
        text="text",
        flags={"unknown_encoding"},
    ),
    nasty(
        "uuencode_in_the_text",
        letter(b"before\n" + uuencoded(PNG, "p.png") + b"after", PLAIN),
        text="before\nafter",
        names=("p.png",),
        contents=(PNG,),
        flags={"uuencoded"},
    ),
    nasty(
        "uuencode_that_is_cut_off",
        letter(uuencoded(PNG, "p.png", end=False), PLAIN),
        names=("p.png",),
        flags={"damaged_attachment"},
    ),
    nasty(
        "uuencode_that_is_none",
        letter(b"begin 644 things\nand then go on", PLAIN),
        text="begin 644 things\nand then go on",
        names=(),
    ),
    nasty(
        "winmail",
        letter(base64.encodebytes(winmail("plan.doc", b"file", b"Hi there")), TNEF, BASE64),
        text="Hi there",
        names=("winmail.dat", "plan.doc"),
        flags={"tnef"},
    ),
    nasty(
        "winmail_that_is_none",
        letter(base64.encodebytes(b"not tnef"), TNEF, BASE64),
        names=("winmail.dat",),
        text_has="could not be opened",
        flags={"tnef_unreadable"},
    ),
    nasty(
        "winmail_of_a_million_objects",
        letter(
            base64.encodebytes(winmail("a", b"x", b"y")[:6] + bytes(11) * 1_000_000), TNEF, BASE64
        ),
        names=("winmail.dat",),
        flags={"tnef"},
    ),
    nasty(
        "winmail_with_long_names_and_html",
        letter(base64.encodebytes(WINMAIL_WITH_PROPERTIES), TNEF, BASE64),
        names=("winmail.dat", "Plan für 2027.docx"),
        html="<p>Grüße</p>",
        text="Grüße",
    ),
    nasty(
        "winmail_that_promises_too_much",
        letter(base64.encodebytes(ENDLESS), TNEF, BASE64),
        names=("winmail.dat", "a"),
        text="y",
    ),
    nasty(
        "winmail_that_breaks_off",
        letter(base64.encodebytes(WINMAIL_WITH_PROPERTIES[:-30]), TNEF, BASE64),
        names=("winmail.dat", "Plan für 2027.docx"),
    ),
    nasty(
        "smime_signed",
        whole(multipart(HI, SIGNATURE, kind="signed")),
        text="hi",
        names=("smime.p7s",),
        flags={"signed"},
    ),
    nasty(
        "smime_encrypted",
        letter(
            base64.encodebytes(b"secret"),
            b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            BASE64,
        ),
        text_has="encrypted and cannot be read",
        names=("smime.p7m",),
        flags={"encrypted"},
    ),
    nasty(
        "pgp_encrypted",
        whole(
            multipart(
                part(b"Version: 1", b"Content-Type: application/pgp-encrypted"),
                part(
                    b"-----BEGIN PGP MESSAGE-----",
                    b"Content-Type: application/octet-stream; name=m.asc",
                ),
                kind="encrypted",
            )
        ),
        text_has="encrypted and cannot be read",
        names=("attachment.asc", "m.asc"),
        flags={"encrypted"},
    ),
    nasty(
        "invitation",
        whole(
            multipart(
                HI,
                part(b"BEGIN:VCALENDAR", b"Content-Type: text/calendar; method=REQUEST"),
                kind="alternative",
            )
        ),
        text="hi",
        names=("text.ics",),
        flags={"calendar"},
    ),
)
