"""An error says what happened and what to do, in both languages."""

import typing

import pytest

from channels.chat.refusal import RefusalCode as ChatCode
from gateway.wire.errors import Code, failure, message_for
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


def test_a_code_of_another_release_is_still_answered():
    assert failure("moon_phase").error.code == "moon_phase"
    assert failure("moon_phase").error.message
