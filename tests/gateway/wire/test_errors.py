"""An error says what happened and what to do, in both languages."""

import typing

import pytest

from channels.chat.refusal import RefusalCode as ChatCode
from gateway.wire.errors import Code, failure, message_for
from router.eligibility import TransferObstacle
from router.refusal import RefusalCode as RouterCode


@pytest.mark.parametrize("code", Code)
def test_every_code_has_words_in_both_languages(code):
    english, french = message_for(code, "en"), message_for(code, "fr")
    assert english != french
    for message in (english, french):
        # Two thoughts: what happened, and what to do about it.
        assert message.count(". ") >= 1
        assert message.endswith(".")


@pytest.mark.parametrize("code", [*typing.get_args(ChatCode), *typing.get_args(RouterCode)])
def test_every_refusal_of_the_core_has_words(code):
    assert code in set(Code)


@pytest.mark.parametrize("reason", typing.get_args(TransferObstacle))
def test_what_stands_in_the_way_is_told(reason):
    """XFR-002: why an agent cannot be chosen, and what to do instead."""
    english, french = (failure("conflict", each, reason=reason).error for each in ("en", "fr"))
    assert english.code == french.code == "conflict"
    assert len({english.message, french.message, message_for("conflict", "en")}) == 3
    assert "queue" in english.message


def test_a_code_of_another_release_is_still_answered():
    assert failure("moon_phase").error.code == "moon_phase"
    assert failure("moon_phase").error.message
