"""The rules for voicemail by mail, tried by a supervisor on a pasted mail."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from gateway.voicemail_config import VoicemailMail
from tests.gateway.house import open_house
from tests.gateway.http.office import MAILBOXES, Office
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk
from tests.kit.post import letter
from tests.kit.recordings import recording

RULES = (
    VoicemailMail(name="far", mailbox="support", senders=("@voice.example",), queue="mail"),
    VoicemailMail(name="pbx", mailbox="support", senders=("pbx@shop.example",), queue="mail"),
    VoicemailMail(name="all", mailbox="support", queue="mail"),
)


def mailed(*, heard: bool) -> str:
    """A mail from the telephone system, as it is pasted."""
    mail = letter(
        "Zoé: message in mailbox 2001",
        'You were left a 1:05 long message from "[Zoé]" <+4930901820>.',
        sender="Telephone <pbx@shop.example>",
    )
    if heard:
        audio = recording("GSM610")
        mail.add_attachment(audio, maintype="audio", subtype="x-wav", filename="msg1.WAV")
    return mail.as_string()


async def test_a_pasted_mail_is_tried_and_not_kept(mail_company: Path, tmp_path: Path):
    """What each rule reads and from where, why it does not take the mail; plain refusals."""
    async with open_house(
        mail_company, tmp_path, mailboxes=MAILBOXES, voicemail_mails=RULES
    ) as house:
        _, desk = await Office(house).desk("chloe")

        tried = await attempt(desk, mail=mailed(heard=True), mailbox="support")
        assert (tried["sender"], [each["miss"] for each in tried["rules"]]) == (
            "pbx@shop.example",
            ["sender", None, "earlier_rule"],
        )
        assert tried["rules"][0]["readings"] == []
        read = {each.pop("field"): each for each in tried["rules"][1]["readings"]}
        from_text = {"source": "text", "quote": 'from "[Zoé]" <+4930901820>'}
        assert read == {
            "number": {"value": "+4930901820", **from_text},
            "name": {"value": "[Zoé]", **from_text},
            "duration": {"value": "65", "source": "text", "quote": "1:05 long"},
            "box": {"value": "2001", "source": "subject", "quote": "mailbox 2001"},
            "time": {
                "value": "2026-11-18T11:06:40.000Z",
                "source": "date",
                "quote": "Wed, 18 Nov 2026 11:06:40 -0000",
            },
            "queue": {"value": "mail", "source": "rule", "quote": ""},
            "file": {"value": "msg1.WAV", "source": "attachment", "quote": ""},
        }

        tried = await attempt(desk, mail=mailed(heard=False))
        assert [each["miss"] for each in tried["rules"]] == [
            "sender",
            "no_recording",
            "earlier_rule",
        ]

        for body, code, field in (
            ({"mail": ""}, "invalid", "mail"),
            ({"mail": "You were left a message."}, "invalid", "mail"),
            ({"mail": "From: a@b.example\n\nHi", "mailbox": "sales"}, "invalid", "mailbox"),
            ({"mail": "x" * 4_194_304}, "too_large", None),
        ):
            with pytest.raises(Refused) as refused:
                await attempt(desk, **body)
            assert (refused.value.code, refused.value.error.get("field")) == (code, field)
        _, clerk = await Office(house).desk("alice")
        with pytest.raises(Refused, match="forbidden"):
            await attempt(clerk, mail=mailed(heard=True))
        assert (await desk.ask("GET", "/api/v1/cases"))["cases"] == []
        assert house.failures() == []


async def attempt(desk: CaseDesk, **body: Any) -> dict[str, Any]:
    """Try the rules."""
    return await desk.ask(
        "POST",
        "/api/v1/voicemail-rules/try",
        data=BytesIO(json.dumps(body).encode()),
        headers={"Content-Type": "application/json"},
    )
