"""Parts that are lost, nested, doubled, or far too many."""

from channels.email.parse import notices
from tests.channels.email.parse.letters import (
    HTML,
    PLAIN,
    PNG,
    attached,
    letter,
    multipart,
    nasty,
    part,
    whole,
)

RFC822 = b"Content-Type: message/rfc822"
MIXED = b"Content-Type: multipart/mixed; boundary=b"
HI = part(b"hi", PLAIN)


def nested(depth: int) -> bytes:
    """Multiparts within each other with a text in the innermost."""
    content = PLAIN + b"\r\ndeep"
    for level in range(depth):
        content = multipart(content, boundary=f"b{level}")
    return whole(content)


def messages_within(depth: int) -> bytes:
    """Messages within each other."""
    return whole((RFC822 + b"\r\n\r\n") * depth + b"Subject: innermost\r\n\r\nx")


PARTS = (
    nasty(
        "wrong_boundary",
        letter(b"--other\r\n" + part(b"lost text", PLAIN) + b"\r\n--other--\r\n", MIXED),
        text="lost text",
        flags={"broken_multipart"},
    ),
    nasty(
        "no_boundary",
        letter(
            b"--x\r\n" + part(b"lost text", PLAIN) + b"\r\n--x--\r\n",
            b"Content-Type: multipart/mixed",
        ),
        text="lost text",
        flags={"broken_multipart"},
    ),
    nasty(
        "multipart_that_is_a_text",
        letter(b"just a text", b"Content-Type: multipart/alternative; boundary=zzz"),
        text="just a text",
        flags={"broken_multipart"},
    ),
    nasty(
        "multipart_in_base64",
        letter(
            b"LS1iDQpDb250ZW50LVR5cGU6IHRleHQvcGxhaW4NCg0KaW5uZXINCi0tYi0tDQo=",
            MIXED,
            b"Content-Transfer-Encoding: base64",
        ),
        text="inner",
    ),
    nasty(
        "truncated_base64",
        whole(multipart(HI, attached(PNG, "a.png"), end=False)[:-90]),
        text="hi",
        names=("a.png",),
        damaged=("a.png",),
        flags={"truncated", "damaged_attachment"},
    ),
    nasty(
        "boundary_that_begins_like_another",
        whole(multipart(multipart(HI, boundary="b-1"), part(b"ho", PLAIN), boundary="b")),
        text="hi\n\nho",
    ),
    nasty(
        "parts_after_the_end",
        whole(multipart(HI) + b"--b\r\n" + part(b"ho", PLAIN) + b"\r\n--b--\r\n"),
        text="hi\n\nho",
    ),
    nasty(
        "text_before_and_after_the_parts",
        whole(multipart(HI).replace(b"\r\n\r\n--b", b"\r\n\r\nbefore\r\n--b", 1) + b"after"),
        text="hi",
        flags={"text_outside_parts"},
    ),
    nasty(
        "text_only_before_the_parts",
        whole(multipart(part(b"", PLAIN)).replace(b"\r\n\r\n--b", b"\r\n\r\nbefore\r\n--b", 1)),
        text="before",
    ),
    nasty(
        "nested_300",
        nested(300),
        text_has="nested too deeply",
        names=("unparsed.eml",),
        flags={"too_deep"},
        content_has=b"deep",
    ),
    nasty("nested_40", nested(40), text="deep", names=()),
    nasty(
        "messages_within_messages_2000",
        messages_within(2_000),
        names=("message.eml",),
        content_has=b"Subject: innermost",
        flags={"embedded_message"},
    ),
    nasty(
        "fifty_thousand_parts",
        whole(multipart(*([part(b"x", PLAIN)] * 50_000))),
        text_has="more parts than can be shown",
        names=("unparsed.eml",),
        flags={"parts_capped"},
    ),
    nasty(
        "three_hundred_attachments",
        whole(multipart(*[attached(PNG, f"{n}.png") for n in range(300)])),
        attachments_count=200,
        flags={"parts_capped"},
        content_has=b'name="299.png"',
    ),
    nasty(
        "message_within_the_message",
        whole(
            multipart(
                HI,
                part(
                    b"Message-ID: <inner@x>\r\nReferences: <other@x>\r\nSubject: in/side\r\n\r\nx",
                    RFC822,
                ),
            )
        ),
        text="hi",
        message_id="<a@example.org>",
        references=(),
        names=("in_side.eml",),
        flags={"embedded_message"},
    ),
    nasty(
        "outlook_attaches_an_item",
        whole(
            multipart(
                part(b"see attached", PLAIN),
                part(
                    b"Message-ID: <[0B8A c]@x>\r\nSubject: Fwd: item\r\n\r\nx",
                    RFC822,
                    b"Content-Disposition: attachment",
                ),
            )
        ),
        text="see attached",
        names=("Fwd_ item.eml",),
    ),
    nasty(
        "alternative_with_an_empty_text",
        whole(multipart(part(b" \n", PLAIN), part(b"<p>real</p>", HTML), kind="alternative")),
        text="real",
        html="<p>real</p>",
    ),
    nasty(
        "alternative_with_both",
        whole(multipart(part(b"plain", PLAIN), part(b"<p>rich</p>", HTML), kind="alternative")),
        text="plain",
        html="<p>rich</p>",
        names=(),
    ),
    nasty(
        "html_alone",
        letter(b"<style>p{}</style><p>One</p><p>T&uuml;wo<br>three</p><script>x()</script>", HTML),
        text="One\n\nTüwo\nthree",
    ),
    nasty(
        "html_nested_100000",
        letter(b"<div>" * 100_000 + b"words", HTML),
        text=f"words\n\n{notices.HTML_TOO_DEEP}",
        html=None,
        names=("message.html",),
        flags={"html_too_deep"},
    ),
    nasty(
        "html_formatting_that_never_ends",
        letter(b"".join(b"<p><b a=%d>word</p>" % n for n in range(2_000)), HTML),
        text="word\n\n" * 2_000 + notices.HTML_TOO_DEEP,
        html=None,
        names=("message.html",),
        flags={"html_too_deep"},
    ),
    nasty(
        "html_100000_attributes",
        letter(b"<p %b>words" % b" ".join(b"a%d=1" % n for n in range(100_000)), HTML),
        text=f"words\n\n{notices.HTML_TOO_DEEP}",
        html=None,
        names=("message.html",),
        flags={"html_too_deep"},
    ),
    nasty("html_that_never_ends", letter(b"<p>a<b", HTML), text="a"),
    nasty("html_comments_that_never_end", letter(b"a" + b"<!--" * 100_000, HTML), text="a"),
    nasty(
        "text_picture_text",
        whole(multipart(HI, attached(PNG, "p.png"), part(b"bye", PLAIN))),
        text="hi\n\nbye",
        names=("p.png",),
    ),
    nasty(
        "footer_after_html",
        whole(multipart(part(b"<p>body</p>", HTML), part(b"1 < 2", PLAIN))),
        text="body\n\n1 < 2",
        html='<p>body</p>\n<div style="white-space: pre-wrap">1 &lt; 2</div>',
    ),
    nasty(
        "picture_in_the_html",
        whole(
            multipart(
                part(b'<img src="cid:one%40x">', HTML),
                part(b"x", b"Content-Type: image/gif", b"Content-ID: <one@x>"),
                part(b"y", b"Content-Type: image/gif", b"Content-ID: <two@x>"),
                kind="related",
            )
        ),
        inline=("image.gif",),
        names=("image.gif", "image (2).gif"),
    ),
    nasty(
        "related_that_starts_at_the_end",
        whole(
            multipart(
                part(b"x", b"Content-Type: image/gif", b"Content-ID: <pic>"),
                part(b"<p>root</p>", HTML, b"Content-ID: <root>"),
                kind='related; start="<root>"',
            )
        ),
        text="root",
        names=("image.gif",),
    ),
    nasty(
        "flowed",
        letter(
            b"one \r\ntwo\r\n> q1 \r\n> q2\r\n  stuffed\r\n-- \r\nAda",
            b"Content-Type: text/plain; format=flowed",
        ),
        text="one two\n> q1 q2\n stuffed\n-- \nAda",
    ),
    nasty(
        "flowed_blank_before_an_empty_line",
        letter(b"One \r\n\r\nTwo \r\nthree", b"Content-Type: text/plain; format=flowed"),
        text="One \n\nTwo three",
    ),
    nasty(
        "flowed_without_blanks",
        letter(b"Buch \r\nstabe", b"Content-Type: text/plain; format=flowed; delsp=yes"),
        text="Buchstabe",
    ),
    nasty(
        "only_a_file",
        letter(b"x", b"Content-Type: application/pdf; name=a.pdf"),
        text="",
        names=("a.pdf",),
    ),
    nasty("content_type_that_is_none", letter(b"x", b"Content-Type: ;;;===/"), text="x"),
    nasty("content_type_of_one_word", letter(b"x", b"Content-Type: text"), text="x", names=()),
)
