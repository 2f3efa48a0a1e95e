"""What one process can do at most with a mailbox: fetch, parse, commit, mark, one by one.

python -m benches.imap_limit PORT USER PASSWORD DATABASE
"""

import email
import imaplib
import sqlite3
import sys
import time


def main() -> None:
    """Empty the mailbox; print how long that took, in seconds."""
    port, user, password, database = sys.argv[1:]
    rows = sqlite3.connect(database, isolation_level=None)
    rows.execute("PRAGMA journal_mode = WAL")
    rows.execute("PRAGMA synchronous = FULL")
    rows.execute("CREATE TABLE mails (uid INTEGER PRIMARY KEY, raw BLOB, subject TEXT, text TEXT)")
    server = imaplib.IMAP4("127.0.0.1", int(port))
    server.login(user, password)
    server.select()
    began = time.perf_counter()
    for uid in server.uid("SEARCH", "ALL")[1][0].split():
        raw = server.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1]
        message = email.message_from_bytes(raw)
        parts = [part.get_payload(decode=True) for part in message.walk()]
        text = b"".join(part for part in parts if part).decode(errors="replace")
        rows.execute("BEGIN IMMEDIATE")
        values = (int(uid), raw, str(message["Subject"]), text)
        rows.execute("INSERT INTO mails VALUES (?, ?, ?, ?)", values)
        rows.execute("COMMIT")
        server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
