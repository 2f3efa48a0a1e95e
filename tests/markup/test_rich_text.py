"""What somebody wrote, in both forms."""

from markup.rich_text import RichText, from_html, from_text


def test_plain_text_is_kept_beside_its_html():
    assert from_text("a < b\r\nc", masked=False) == RichText("a &lt; b<br>c", "a < b\nc", 7)


def test_html_is_kept_beside_its_text():
    assert from_html("<p>Hi <b>you</b></p><script>x</script>", masked=False) == RichText(
        "<p>Hi <b>you</b></p>", "Hi you", 6
    )


def test_cards_are_masked_in_both_forms():
    text = from_text("4111 1111 1111 1111 <", masked=True)
    assert text == RichText("•••• •••• •••• 1111 &lt;", "•••• •••• •••• 1111 <", 21)

    html = from_html("<b>4111</b> 1111 1111 1111", masked=True)
    assert html == RichText("<b>••••</b> •••• •••• 1111", "•••• •••• •••• 1111", 19)


def test_cards_are_kept_where_the_site_says_so():
    assert "4111111111111111" in from_text("4111111111111111", masked=False).html
    assert "4111111111111111" in from_html("<b>4111111111111111</b>", masked=False).text
