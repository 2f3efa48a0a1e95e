"""Fetching mail from mailboxes that other servers keep (IMAP4rev1, RFC 3501)."""
