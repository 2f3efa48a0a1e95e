"""Headers that are missing, doubled, broken, huge, or meant to do harm."""

from tests.channels.email.parse.letters import DATE, FROM, MESSAGE_ID, TO, USUAL, letter, nasty

WITHOUT_DATE = FROM + TO + MESSAGE_ID
WITHOUT_FROM = TO + DATE + MESSAGE_ID
WITHOUT_ID = FROM + TO + DATE

HEADERS = (
    nasty(
        "no_from_date_or_message_id",
        b"Subject: hi\r\n\r\nbody",
        sender=None,
        sent_at=None,
        synthetic=True,
        text="body",
        flags={"no_sender", "no_date"},
    ),
    nasty(
        "two_from_and_two_message_ids",
        letter(
            b"x",
            b"From: Mallory <m@evil.example>",
            b"Message-ID: <second@evil.example>",
            b"Subject: one",
            b"Subject: two",
        ),
        sender="ada@example.org",
        message_id="<a@example.org>",
        subject="one",
        flags={"two_senders", "two_message_ids", "two_subjects"},
    ),
    nasty(
        "two_addresses_in_from",
        letter(usual=WITHOUT_FROM + b"From: a@x.example, b@y.example\r\n"),
        sender="a@x.example",
        flags={"two_senders"},
    ),
    nasty(
        "subject_that_injects_a_header",
        letter(b"x", b"Subject: =?utf-8?Q?hi=0D=0ABcc:_victim@example.net?="),
        subject="hi Bcc: victim@example.net",
    ),
    nasty(
        "name_that_injects_a_header",
        letter(usual=WITHOUT_FROM + b"From: =?utf-8?Q?A=0AB?= <a@b.example>\r\n"),
        sender_name="A B",
    ),
    nasty(
        "subject_with_directions",
        letter(b"x", "Subject: a\u202egpj.exe\u2066b".encode()),
        subject="agpj.exeb",
    ),
    nasty(
        "message_id_with_a_bracket_and_a_blank",
        letter(
            b"x", b"Message-ID: <[abc def]@x>", b"References: <a@b> <[c d]@x>", usual=WITHOUT_ID
        ),
        message_id="<[abc def]@x>",
        references=("<a@b>", "<[c d]@x>"),
    ),
    nasty(
        "message_id_without_brackets",
        letter(b"x", b"Message-ID: abc@x.example", usual=WITHOUT_ID),
        message_id="<abc@x.example>",
        synthetic=False,
    ),
    nasty(
        "message_id_that_is_empty",
        letter(b"x", b"Message-ID: <>", usual=WITHOUT_ID),
        synthetic=True,
    ),
    nasty(
        "references_to_itself_and_twice",
        letter(b"x", b"References: <1@x> <a@example.org> <1@x> <2@x>", b"In-Reply-To: <2@x>"),
        references=("<1@x>", "<2@x>"),
        in_reply_to=("<2@x>",),
    ),
    nasty(
        "fifty_thousand_references",
        letter(b"x", b"References: " + b" ".join(b"<%d@x>" % n for n in range(50_000))),
        references_count=50,
        flags={"oversize_header"},
    ),
    nasty(
        "in_reply_to_in_a_sentence",
        letter(b"x", b"In-Reply-To: Your message of Monday, <1@x>"),
        in_reply_to=("<1@x>",),
    ),
    nasty(
        "subject_of_a_megabyte",
        letter(b"the body", b"Subject: " + b"s" * 1_000_000),
        text_has="the body",
        subject="s" * 997 + "…",
        flags={"oversize_header", "long_subject"},
        names=("headers.txt",),
    ),
    nasty(
        "two_thousand_header_lines",
        letter(b"the body", *[b"X-%d: y" % n for n in range(2_000)]),
        text_has="the body",
        flags={"oversize_header"},
        names=("headers.txt",),
    ),
    nasty(
        "nothing_at_all",
        b"",
        text="",
        synthetic=True,
        flags={"missing_headers"},
    ),
    nasty("only_text", b"no headers here,\njust text", text="no headers here,\njust text"),
    nasty(
        "only_zeros",
        b"\0" * 500,
        flags={"unparsed"},
        text_has="could not be read",
        names=("message.eml",),
    ),
    nasty(
        "begins_with_blank_lines", b"\r\n\r\n" + letter(b"x"), sender="ada@example.org", text="x"
    ),
    nasty("begins_with_a_mark", b"\xef\xbb\xbf" + letter(b"x"), sender="ada@example.org", text="x"),
    nasty("begins_as_a_mailbox", b"From a Mon Jan 1\n" + letter(b"x"), sender="ada@example.org"),
    nasty("line_feeds_alone", letter(b"x\ny").replace(b"\r\n", b"\n"), text="x\ny"),
    nasty("carriage_returns_alone", letter(b"x\r\ny").replace(b"\r\n", b"\r"), text="x\ny"),
    nasty(
        "no_line_between_header_and_text",
        USUAL + b"this line is no field\r\nand this one neither",
        text="this line is no field\nand this one neither",
        sender="ada@example.org",
    ),
    nasty(
        "from_empty_but_sender_there",
        letter(usual=WITHOUT_FROM + b"From: \r\nSender: Real <real@x.example>\r\n"),
        sender="real@x.example",
        flags={"sender_not_from"},
    ),
    nasty(
        "from_empty_but_reply_to_there",
        letter(usual=WITHOUT_FROM + b"Reply-To: r@x.example\r\nSender: s@x.example\r\n"),
        sender="r@x.example",
    ),
    nasty(
        "from_with_double_brackets",
        letter(usual=WITHOUT_FROM + b"From: A <<a@B.Example>>\r\n"),
        sender="a@b.example",
    ),
    nasty(
        "from_with_a_quote_that_never_ends",
        letter(usual=WITHOUT_FROM + b'From: "Ada <ada@x.example>\r\n'),
        sender="ada@x.example",
        sender_name="Ada",
    ),
    nasty(
        "from_with_the_address_in_a_word",
        letter(usual=WITHOUT_FROM + b"From: =?utf-8?Q?=C3=84da_=3Cada=40x.example=3E?=\r\n"),
        sender="ada@x.example",
        sender_name="Äda",
    ),
    nasty(
        "from_with_words_within_words",
        letter(
            usual=WITHOUT_FROM
            + b"From: =?utf-8?Q?=22=3D=3FUTF-8=3FQ=3FA=5FB=3F=3D=22?= <a@x.example>\r\n"
        ),
        sender="a@x.example",
    ),
    nasty(
        "from_twice_without_a_comma",
        letter(usual=WITHOUT_FROM + b"From: Bob <b@x.example> Mallory <m@evil.example>\r\n"),
        sender="b@x.example",
        sender_name="Bob",
        flags={"two_senders"},
    ),
    nasty(
        "first_field_after_a_blank",
        b" " + letter(b"x"),
        sender="ada@example.org",
        text="x",
    ),
    nasty(
        "from_with_a_comment",
        letter(usual=WITHOUT_FROM + b"From: a@x.example (Ada, of course)\r\n"),
        sender="a@x.example",
        sender_name="Ada, of course",
    ),
    nasty(
        "name_that_is_another_address",
        letter(usual=WITHOUT_FROM + b'From: "boss@parley.example" <m@evil.example>\r\n'),
        sender="m@evil.example",
        flags={"name_holds_address"},
    ),
    nasty(
        "reply_to_another_domain",
        letter(b"x", b"Reply-To: a@elsewhere.example"),
        reply_to=("a@elsewhere.example",),
        flags={"reply_elsewhere"},
    ),
    nasty(
        "to_in_groups",
        letter(
            b"x",
            b'To: undisclosed-recipients:;, Team: a@x.example, "B, C" <b@x.example>;',
            usual=FROM + DATE + MESSAGE_ID,
        ),
        to=("a@x.example", "b@x.example"),
    ),
    nasty(
        "ten_thousand_recipients",
        letter(b"x", *[b"Cc: " + b", ".join(b"u%d@x.example" % n for n in range(2_000))]),
        cc_count=500,
        flags={"addresses_capped"},
    ),
    nasty(
        "date_in_the_future",
        letter(b"x", b"Date: Thu, 14 Jan 2037 10:00:00 +0000", usual=WITHOUT_DATE),
        sent_at=None,
        date_text="Thu, 14 Jan 2037 10:00:00 +0000",
    ),
    nasty(
        "date_of_1970",
        letter(b"x", b"Date: Thu, 01 Jan 1970 00:00:00 +0000", usual=WITHOUT_DATE),
        sent_at=None,
    ),
    nasty(
        "date_that_is_none",
        letter(b"x", b"Date: 99 Foo 2027 99:99:99 +9999", usual=WITHOUT_DATE),
        sent_at=None,
        flags={"no_date"},
    ),
    nasty("date_that_is_well", letter(b"x"), sent_at=1_799_917_200_000_000, no_flags={"no_date"}),
)
