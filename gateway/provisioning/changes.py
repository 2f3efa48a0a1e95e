"""The changes a provisioning file asks for, as values."""

import msgspec

from accounts.directory import Record


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One record that is new or other than before."""

    record: Record
    table: str
    """The table of the file that asked for it."""
    name: str
    fields: tuple[str, ...]
    """The fields that differ; empty for a new record."""
    new: bool


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a file changes."""

    changes: tuple[Change, ...]
    signed_out: tuple[str, ...]
    """Agents whose sessions end: another password, another role, or switched off."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records to save, those referred to before those that refer."""
        return tuple(change.record for change in self.changes)
