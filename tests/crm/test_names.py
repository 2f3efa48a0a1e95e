"""Names in the order in which people look for them."""

import pytest

from crm.names import last_name, name_key


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Zoé Martin", "Martin"),
        ("Martin, Zoé", "Martin"),
        ("de la Tour, Anne", "de la Tour"),
        ("Anne", "Anne"),
        ("zoe@customer.example", "zoe@customer.example"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_list_is_ordered_by_the_last_name(name: str, last: str):
    """CRM-006: the last word, or whatever stands before a comma."""
    assert last_name(name) == last


def test_neither_case_nor_accents_count_in_the_order():
    names = ["Bruno Éluard", "anne eluard", "Zoé Dupont", "Carl ezra"]
    assert sorted(names, key=name_key) == ["Zoé Dupont", "anne eluard", "Bruno Éluard", "Carl ezra"]
