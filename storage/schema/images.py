"""The table of pictures that entries, messages and mails show."""

from sqlalchemy import Table

from storage.schema.columns import METADATA, instant, key, number, text

images = Table(
    "images",
    METADATA,
    key(refers_to="blobs.id", goes_with=True),
    text("type"),
    number("width"),
    number("height"),
    instant("added_at"),
    text("added_by"),
)
"""Pictures made anew from what agents gave; `id` is the blob's, with which the row goes."""
