"""Character sets that are unknown, wrong, or mixed."""

import base64

from tests.channels.email.parse.letters import letter, nasty

TEXT = b"Content-Type: text/plain; charset=%s"
GERMAN = "Grüße aus Köln"
RUSSIAN = "Здравствуйте, у меня не работает принтер, помогите пожалуйста"


def text(content: bytes, charset: bytes) -> bytes:
    """A message whose text says that it is in `charset`."""
    return letter(content, TEXT % charset)


def subject(value: bytes) -> bytes:
    """A message with a raw subject."""
    return letter(b"Hello", b"Subject: " + value)


CHARSETS = (
    nasty("unknown_charset", text("Grüße".encode(), b"x-mac-foo-9"), text="Grüße", lossless=True),
    nasty(
        "us_ascii_that_is_cp1252",
        text("Grüße “quoted” €".encode("cp1252"), b"us-ascii"),
        text="Grüße “quoted” €",
        flags={"guessed_charset"},
    ),
    nasty(
        "latin1_that_is_cp1252",
        text("“€5”".encode("cp1252"), b"iso-8859-1"),
        text="“€5”",
        lossless=True,
    ),
    nasty("latin1_that_is_utf8", text(GERMAN.encode(), b"iso-8859-1"), text=GERMAN),
    nasty("utf8_that_is_latin1", text(GERMAN.encode("latin-1"), b"utf-8"), text=GERMAN),
    nasty(
        "gb2312_that_is_gb18030",
        letter(
            "镕基 €".encode("gb18030"),
            TEXT % b"gb2312",
            b"Subject: =?gb2312?B?" + base64.b64encode("镕朱".encode("gb18030")) + b"?=",
        ),
        subject="镕朱",
        text="镕基 €",
        lossless=True,
    ),
    nasty(
        "raw_gb2312_subject",
        letter("你好".encode("gb2312"), TEXT % b"gb2312", b"Subject: " + "你好".encode("gb2312")),
        subject="你好",
        text="你好",
    ),
    nasty("ks_c_5601", text("안녕하세요".encode("cp949"), b"ks_c_5601-1987"), text="안녕하세요"),
    nasty("shift_jis_with_a_circle", text("①テスト".encode("cp932"), b"Shift_JIS"), text="①テスト"),
    nasty("iso_2022_jp", text("テスト".encode("iso2022_jp"), b"ISO-2022-JP"), text="テスト"),
    nasty(
        "iso_2022_jp_unlabelled",
        letter("テスト".encode("iso2022_jp")),
        text="テスト",
    ),
    nasty("koi8", text(RUSSIAN.encode("koi8-r"), b"KOI8-R"), text=RUSSIAN),
    nasty("unlabelled_cp1251", letter(RUSSIAN.encode("cp1251")), text=RUSSIAN),
    nasty("unlabelled_utf8", letter(RUSSIAN.encode()), text=RUSSIAN),
    nasty("charset_in_quotes_with_a_tail", text("ü".encode(), b'"utf-8;format=flowed"'), text="ü"),
    nasty("windows_1252_spelled_oddly", text("„ü“".encode("cp1252"), b"Windows_1252"), text="„ü“"),
    nasty(
        "a_codec_that_is_no_charset",
        text(b"Uryyb", b"rot13"),
        text="Uryyb",
    ),
    nasty("hex_is_no_charset", text(b"48656c6c6f", b"hex"), text="48656c6c6f"),
    nasty("utf16_with_a_mark", text("\ufeffüber".encode("utf-16"), b"utf-16"), text="über"),
    nasty(
        "ascii_that_says_utf16",
        letter(b"<p>Hello</p>", b"Content-Type: text/html; charset=unicode"),
        text="Hello",
    ),
    nasty(
        "raw_latin1_subject_over_a_utf16_text",
        letter("x\n".encode("utf-16-le"), TEXT % b"utf-16-le", "Subject: Größe".encode("latin-1")),
        subject="Größe",
        text="x",
    ),
    nasty(
        "utf7_script",
        letter(
            b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
            b"Content-Type: text/html; charset=utf-7",
        ),
        # Decoded before it is cleaned: were it cleaned first, nothing would see the script.
        html="<script>alert(1)</script>",
        text="",
    ),
    nasty(
        "utf8_cut_within_a_character",
        text(("Ä" * 40).encode()[:-1], b"utf-8"),
        text="Ä" * 39 + "\ufffd",
        flags={"lossy_charset"},
    ),
    nasty("nul_bytes", text(b"a\0b\x01c", b"utf-8"), text="abc"),
    nasty(
        "half_a_surrogate_pair",
        text(b"a+2AA-b", b"utf-7"),
        text_is_storable=True,
    ),
    nasty(
        "html_says_its_charset_in_meta",
        letter(
            '<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251"),
            b"Content-Type: text/html",
        ),
        text="Привет",
    ),
    nasty(
        "word_split_within_a_character",
        subject(b"=?utf-8?B?R3LD?= =?utf-8?B?vG4=?="),
        subject="Grün",
    ),
    nasty("raw_latin1_subject", subject(GERMAN.encode("latin-1")), subject=GERMAN),
    nasty("raw_utf8_subject", subject(GERMAN.encode()), subject=GERMAN),
    nasty("word_without_padding", subject(b"=?utf-8?B?R3LDvG4?="), subject="Grün"),
    nasty("word_in_quotes", subject(b'"=?utf-8?Q?Gr=C3=BCn?="'), subject='"Grün"'),
    nasty("word_with_blanks", subject(b"=?utf-8?Q?Gr=C3=BCn und blau?="), subject="Grün und blau"),
    nasty("word_with_question_mark", subject(b"=?utf-8?Q?Was?_Wer?="), subject="Was? Wer"),
    nasty("words_without_a_blank", subject(b"=?utf-8?Q?a?==?utf-8?Q?b?="), subject="ab"),
    nasty("word_with_a_language", subject(b"=?utf-8*de?Q?Gr=C3=BCn?="), subject="Grün"),
    nasty(
        "word_in_unknown_charset",
        subject(b"=?x-foo-9?Q?=FF=FE?="),
        subject="=?x-foo-9?Q?=FF=FE?=",
        flags={"bad_encoded_word"},
    ),
    nasty("word_that_never_ends", subject(b"=?utf-8?Q?abc"), subject="=?utf-8?Q?abc"),
)
