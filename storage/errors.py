"""What can go wrong with the stored data, each with whose fault it is."""


class StorageError(Exception):
    """The root of everything this package raises."""


class UnknownDatabase(StorageError):
    """The address of the database names no kind of database that Parley can use."""


class DatabaseInUse(StorageError):
    """Another Parley process already serves this database; only one may."""


class DatabaseUnavailable(StorageError):
    """The database cannot be reached or does not answer; trying again later may help."""


class DatabaseTooNew(StorageError):
    """A newer release has changed the tables; this one must not touch them."""

    def __init__(self, revision: str) -> None:
        """Name the `revision` that this release does not know."""
        super().__init__(
            f"the database has revision {revision}, which a newer release of Parley has made; "
            "start that release or restore the copy taken before the upgrade"
        )
        self.revision = revision


class DatabaseOutdated(StorageError):
    """The tables are missing or older than this release, and this process may not change them."""

    def __init__(self, revision: str | None) -> None:
        """Name the `revision` found; None: there are no tables."""
        found = "has no tables yet" if revision is None else f"has the older revision {revision}"
        super().__init__(f"the database {found}; start the gateway once to bring it up to date")
        self.revision = revision


class CommitFailed(StorageError):
    """A group of writes did not reach the disk for sure, so whoever decided ahead of it must exit.

    What was in the group may or may not be stored. Only reading the database again can tell,
    which is what a restart does (design: decide in memory, commit once, then speak).
    """


class DatabaseClosed(StorageError):
    """The write came after `close`, so it was not even tried."""


class Fenced(StorageError):
    """Another process has taken over: this one's epoch is old, or its entry number is taken."""


class CorruptJournal(StorageError):
    """The journal is not what was written: an entry is missing, altered or out of its chain."""

    def __init__(self, n: int, what: str) -> None:
        """Say at which entry number `n` the damage shows and `what` it is."""
        super().__init__(
            f"the journal is damaged at entry {n}: {what}; "
            "put a copy of the database from before the damage in its place"
        )
        self.n = n
        self.what = what


class UnknownFormat(StorageError):
    """The history is written in a format that only a newer release can read."""

    def __init__(self, release: str) -> None:
        """Name the `release` that wrote it and can read it."""
        super().__init__(f"the history was written by Parley {release}; use that release or newer")
        self.release = release
