"""Pictures of the gateway's own are known by their addresses, wherever a text shows them."""

import pytest

from markup.insertion import decide
from markup.mail_html import clean_mail
from markup.own_images import address_of, images_in, is_own, shown_in, with_sources
from markup.page_html import clean_page
from markup.sanitize import clean_html

ID = "0123456789abcdef" * 2
OTHER = "f" * 32
OWN = f"/api/v1/images/{ID}"
PICTURE = f'<img src="{OWN}" alt="A lamp" width="20" height="30">'


def test_an_address_is_told_from_what_looks_like_one():
    assert address_of(ID) == OWN
    assert is_own(OWN)


@pytest.mark.parametrize(
    "address",
    [
        "",
        ID,
        "/api/v1/images/",
        f"{OWN}0",
        f"{OWN}/",
        f"{OWN}?x",
        f"{OWN}#x",
        f"{OWN}\n",
        f" {OWN}",
        f"/{OWN}",
        f"//evil.example{OWN}",
        f"https://evil.example{OWN}",
        f"\\{OWN}",
        f"/api/v1/images/../{ID}",
        f"/api/v1/images/{ID.upper()}",
        f"/api/v1/attachments/{ID}",
    ],
)
def test_nothing_else_is_one(address: str):
    assert not is_own(address)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("no picture", []),
        (PICTURE, [ID]),
        (f"![A lamp]({OWN})", [ID]),
        (f"![]({OWN}) ![](/api/v1/images/{OTHER}) ![]({OWN})", [ID, OTHER]),
        (f"{OWN}0", []),
    ],
)
def test_a_text_tells_which_pictures_it_shows(text: str, found: list[str]):
    assert list(images_in(text)) == found


@pytest.mark.parametrize("clean", [clean_html, clean_page, lambda html: decide(html).content.html])
def test_they_stay_in_messages_and_on_pages(clean):
    """FAQ-014, FAQ-026: a picture is kept with what says what it shows."""
    assert clean(PICTURE) == PICTURE
    assert clean(f"<p>{PICTURE}</p>") == f"<p>{PICTURE}</p>"


@pytest.mark.parametrize("clean", [clean_html, clean_page])
@pytest.mark.parametrize(
    "source",
    [
        "/logout",
        "//evil.example/x.png",
        f"//evil.example{OWN}",
        f"{OWN}?to=elsewhere",
        f"/api/v1/images/../attachments/{ID}",
        f"\\\\evil.example{OWN}",
        "x.png",
        "",
        "data:image/png;base64,AAAA",
        "blob:https://x.example/1",
        "javascript:alert(1)",
    ],
)
def test_no_other_address_without_a_host_does(clean, source: str):
    assert "src" not in clean(f'<img src="{source}" alt="x">')


def test_a_link_in_a_message_leads_to_none():
    """From a mail it would lead nowhere."""
    assert "href" not in clean_html(f'<a href="{OWN}">a lamp</a>')


def test_a_mail_of_ours_shows_them_from_where_they_are_kept():
    shown = clean_mail(f'<img src="{OWN}"><img src="/logout">', inline={}, remote_images=False)
    assert shown == f'<img src="{OWN}"><img>'


def test_a_mail_takes_its_pictures_with_it():
    html = clean_html(f'<p>{PICTURE} see {OWN} <img src="/api/v1/images/{OTHER}"></p>')
    assert list(shown_in(html)) == [ID, OTHER]
    assert list(shown_in("no picture")) == []
    inside = with_sources(html, {ID: "lamp@shop.example"})
    assert '<img src="cid:lamp@shop.example" alt="A lamp"' in inside
    assert f'<img src="cid:{OTHER}"' in inside, "leads nowhere"
    assert f"see {OWN}" in inside, "words stay words"
