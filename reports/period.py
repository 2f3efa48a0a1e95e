"""The figures of some days, folded from the whole record."""

from reports.figures import SERVICE_LEVEL, Figures
from router.history import Record
from router.ids import Duration, Instant


class Period:
    """Follows the record from its beginning: who waits today may have come yesterday."""

    def __init__(
        self,
        first: Instant | None = None,
        last: Instant | None = None,
        *,
        service_level: Duration = SERVICE_LEVEL,
    ) -> None:
        """Count from `first` until before `last`; None: from the beginning, to the end."""
        self._first = first
        self._last = last
        self._figures = Figures(service_level)
        self._ended: Instant | None = None

    def follow(self, record: Record) -> None:
        """Take the next record in order."""
        if self._last is None or record.at < self._last:
            self._figures.follow(record)
            self._ended = record.at

    def close(self) -> Figures:
        """Give the figures; nothing can follow."""
        if self._ended is not None:
            self._figures.close(self._ended)
        if self._first is not None:
            self._figures.forget_before(self._first)
        return self._figures
