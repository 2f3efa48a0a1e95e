"""Cases as agents see them."""

from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Mail, MailFile, Recipients
from gateway.views.cases import CaseViews
from gateway.views.mail import MailViews

PHOTO = MailFile(
    id="f",
    case_id="c",
    mail_id="m",
    name="a.png",
    type="image/png",
    size_bytes=1,
    blob="b",
    content_id="1@home",
    inline=True,
)


class Plain:
    """Signs nothing."""

    def signed(self, path: str, subject: str) -> str:
        """Give the path."""
        return f"{path}#{subject}"


def test_a_picture_of_a_text_is_a_file_where_it_was_passed_on():
    """ERP-017: the mail that went out shows its words alone, with the picture beside them."""
    views = CaseViews(MailViews(lambda: None, Plain()), None, None)  # type: ignore[arg-type,return-value]
    shown = {}
    for direction in ("in", "out"):
        mail = Mail(
            id="m",
            case_id="c",
            interaction_id=None,
            direction=direction,
            mailbox="support",
            message_id="<1@x.example>",
            sender=ParsedAddress("", "a@x.example"),
            recipients=Recipients(),
            subject="",
            text="",
            at=0,
            files=(PHOTO,),
        )
        shown[direction] = views.mail(mail).attachments[0].inline
    assert shown == {"in": True, "out": False}
