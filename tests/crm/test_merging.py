"""Merging two records fills blanks; taking it back empties exactly those."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crm.merging import UNDOABLE_FOR, Merge, emptied, filled, fills
from crm.records import Customer

WORD = st.sampled_from(["", "Zoé", "Martin", "4711"])


@st.composite
def customers(draw: st.DrawFn, number: int) -> Customer:
    return Customer(
        id=f"c{number}",
        number=number,
        name=draw(WORD),
        company=draw(WORD),
        account_number=draw(WORD),
        phone=draw(WORD),
        notes=draw(WORD),
        fields=draw(st.dictionaries(st.sampled_from("abc"), WORD.filter(bool))),
        created_at=0,
    )


@given(kept=customers(1), merged=customers(2))
def test_merging_and_undoing_is_the_identity(kept: Customer, merged: Customer):
    """CRM-008: whatever both records said, each says again after an undo."""
    blanks = fills(kept, merged)
    assert emptied(filled(kept, blanks), blanks) == kept


@given(kept=customers(1), merged=customers(2))
def test_what_the_kept_record_says_itself_wins(kept: Customer, merged: Customer):
    better = filled(kept, fills(kept, merged))
    for name in ("name", "company", "account_number", "phone", "notes"):
        assert getattr(better, name) == (getattr(kept, name) or getattr(merged, name))
    assert better.fields == merged.fields | kept.fields


def test_what_was_rewritten_since_stays():
    """An undo takes back what the merge did, not what people did after it."""
    kept = Customer(id="c1", number=1, name="Zoé", created_at=0)
    merged = replace(kept, id="c2", number=2, phone="0170", fields={"plan": "gold", "vip": "yes"})
    blanks = fills(kept, merged)
    corrected = replace(filled(kept, blanks), phone="0171", fields={"plan": "silver", "vip": "yes"})
    assert emptied(corrected, blanks) == replace(kept, phone="0171", fields={"plan": "silver"})


def test_a_merge_can_be_taken_back_for_a_day():
    merge = Merge(id="m", kept="c1", merged="c2", at=5, by="alice")
    assert merge.is_undoable(5 + UNDOABLE_FOR)
    assert not merge.is_undoable(5 + UNDOABLE_FOR + 1)
    assert not replace(merge, undone_at=6).is_undoable(6)
