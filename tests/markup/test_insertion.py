"""Text or link: what may stand in a message itself, and what goes as a link to its page."""

import pytest

from markup.allowlist import TAGS
from markup.insertion import MOST_VISIBLE_CHARS, decide

VOID = {"img", "br", "hr"}


def element(tag: str) -> str:
    return f"<{tag}>" if tag in VOID else f"<{tag}>text</{tag}>"


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_each_of_the_27_tags_may_stand_in_a_message(tag: str):
    """FAQ-014, FAQ-016, FAQ-021, FAQ-022, FAQ-023, FAQ-024, FAQ-025, FAQ-026, FAQ-027."""
    assert len(TAGS) == 27
    assert decide(f"<p>before</p>{element(tag)}").as_text


@pytest.mark.parametrize("tag", ["b", "em", "h3", "li", "dd", "sub", "blockquote", "article"])
def test_the_tag_itself_is_kept(tag: str):
    assert f"<{tag}>text</{tag}>" in decide(element(tag)).content.html


@pytest.mark.parametrize(
    "tag",
    ["table", "tr", "thead", "td", "tbody", "tfoot", "th", "caption", "col", "colgroup"],
)
def test_a_table_makes_the_whole_text_a_link(tag: str):
    """FAQ-015, FAQ-028, FAQ-029: even an element of a table alone."""
    assert decide(f"<p>before</p><{tag}>x</{tag}>").reasons == ("table",)


@pytest.mark.parametrize(
    "html",
    [
        *("<video src=x></video>", "<iframe></iframe>", "<form></form>", "<svg></svg>"),
        *("<object></object>", "<pre>x</pre>", "<code>x</code>", "<Prix>", "<script>x</script>"),
        *("<style>x</style>", "<math><mi>x</mi></math>", "<custom-element>x</custom-element>"),
        "<i>x</i>" * 601,
    ],
)
def test_any_other_element_makes_the_whole_text_a_link(html: str):
    """FAQ-030: whatever is not on the list, or too much of what is, counts as complex."""
    assert decide(html).reasons == ("element",)


def test_a_wrapper_without_meaning_is_taken_off():
    found = decide('<p><span style="color: red">red</span></p>')
    assert found.as_text
    assert found.content.html == "<p>red</p>"


def test_what_is_too_long_for_a_message_goes_as_a_link():
    """FAQ-016, CON-06: visible characters are counted, tags are not."""
    assert decide("<b>" + "x" * MOST_VISIBLE_CHARS + "</b>").as_text
    assert decide("x" * (MOST_VISIBLE_CHARS + 1)).reasons == ("too_long",)
    assert decide("<table><td>" + "x" * 5_001 + "<video>").reasons == (
        *("table", "element", "too_long"),
    )


@pytest.mark.parametrize("html", ['<p onclick="x()">hi</p>', '<p style="color:red">hi</p>'])
def test_what_is_inserted_is_clean(html: str):
    """FAQ-031: attributes that are not allowed go; the text may still be inserted."""
    found = decide(html)
    assert found.as_text
    assert found.content.html == "<p>hi</p>"
    assert found.content.text == "hi"
