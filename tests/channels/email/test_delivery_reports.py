"""What a delivery report says is written beside whom it speaks of (RFC 3464)."""

import pytest

from channels.email.delivery_reports import reported
from channels.email.parse.parsed import DeliveryReport, FailedRecipient, ParsedAddress
from channels.email.values import Delivery, DeliveryState, Mail, Recipients

ZOE, ADA = "zoe@x.example", "Ada@x.example"


def ours(*states: tuple[str, DeliveryState], state: DeliveryState = "accepted") -> Mail:
    """A mail that went out."""
    return Mail(
        id="m1",
        case_id="c7",
        interaction_id=None,
        direction="out",
        mailbox="support",
        message_id="<c7.m1.mac@shop.example>",
        sender=ParsedAddress("", "support@shop.example"),
        recipients=Recipients(),
        subject="",
        text="",
        at=0,
        state=state,
        deliveries=tuple(Delivery(address=address, state=each) for address, each in states),
    )


def report(*told: tuple[str, str, str], action: str = "failed", status: str = "") -> DeliveryReport:
    """A report; each recipient has an action with a status."""
    recipients = tuple(FailedRecipient(*each, diagnostic="said") for each in told)
    worst = told[0] if told else ("", action, status)
    return DeliveryReport(*worst, diagnostic="", original_message_id=None, recipients=recipients)


BOTH = ours((ZOE, "accepted"), (ADA, "accepted"))


@pytest.mark.parametrize(
    ("mail", "said", "states", "state"),
    [
        (BOTH, report((ADA.lower(), "failed", "5.1.1")), ["accepted", "failed"], "failed"),
        (BOTH, report((ADA, "delayed", "4.4.1")), ["accepted", "delayed"], "delayed"),
        (
            BOTH,
            report((ZOE, "failed", "5.1.1"), (ADA, "delivered", "2.0.0")),
            ["failed", "accepted"],
            "failed",
        ),
        (
            BOTH,
            report((ZOE, "failed", "5.1.1"), (ADA, "delayed", "4.0.0")),
            ["failed", "delayed"],
            "failed",
        ),
        (BOTH, report(("nobody@x.example", "failed", "")), ["accepted", "accepted"], "failed"),
        (BOTH, report(), ["accepted", "accepted"], "failed"),
        (ours((ZOE, "accepted")), report(("z@other", "failed", "")), ["failed"], "failed"),
        (ours((ZOE, "possibly_sent")), report((ZOE, "", "5.0.0")), ["failed"], "failed"),
    ],
)
def test_each_recipient_stands_as_the_report_says(mail, said, states, state):
    """Nobody is called undelivered because somebody else was."""
    turned = reported(mail, said)
    assert turned is not None
    assert [each.state for each in turned.deliveries] == states
    assert turned.state == state


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (BOTH, report((ZOE, "delivered", "2.0.0"))),
        (BOTH, report((ZOE, "relayed", ""))),
        (BOTH, report(action="expanded")),
    ],
)
def test_good_news_changes_nothing(mail, said):
    assert reported(mail, said) is None


def test_a_warning_that_comes_late_does_not_hide_the_failure():
    failed = ours((ZOE, "failed"), state="failed")
    turned = reported(failed, report((ZOE, "delayed", "4.4.1")))
    assert turned is None or (turned.state, turned.deliveries[0].state) == ("failed", "failed")


def test_the_same_report_twice_changes_nothing_more():
    once = reported(BOTH, report((ADA, "failed", "5.1.1")))
    assert once is not None
    assert once.deliveries[1].detail == "5.1.1 said"
    again = reported(once, report((ADA, "failed", "5.1.1")))
    assert again == once
