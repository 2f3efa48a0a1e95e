"""A mail's HTML made harmless: pictures, styles, links."""

import pytest

from markup.mail_html import clean_mail

PARTS = {"logo@x.example": "/parts/1"}
FAR = '<img src="https://x.example/a.png">'


@pytest.mark.parametrize(
    ("html", "remote_images", "source"),
    [
        ('<img src="cid:logo@x.example">', False, "/parts/1"),
        ('<img src="CID:<logo@x.example>">', False, "/parts/1"),
        ('<img src="cid:nobody@x.example">', True, None),
        (FAR, True, "https://x.example/a.png"),
        (FAR, False, None),
        ('<img src="data:image/gif;base64,R0lGOD">', True, None),
        ('<img src="/logout">', True, None),
    ],
)
def test_a_picture_comes_from_the_mail_or_when_it_is_allowed(html, remote_images, source):
    cleaned = clean_mail(html, inline=PARTS, remote_images=remote_images)
    assert ("src=" in cleaned) == (source is not None)
    assert source is None or f'src="{source}"' in cleaned


@pytest.mark.parametrize("url", ["url(https://x.example/a.png)", "URL(x)", "u\\rl(x)"])
def test_no_style_calls_home(url):
    html = f'<p style="color: red; background: {url}">x</p>'
    assert "style" not in clean_mail(html, inline={}, remote_images=True)


def test_layout_stays_and_what_runs_goes_with_its_content():
    html = '<p style="color:red" onclick="x()">a<script>b</script></p>'
    assert clean_mail(html, inline={}, remote_images=False) == '<p style="color:red">a</p>'
