"""The numbers by which people call records."""


class Numbers:
    """Counts customers, cases and tasks; one process numbers them, so nobody else counts."""

    def __init__(self, customer: int = 0, case: int = 0, task: int = 0) -> None:
        """Go on after the last ones, 0 for none (CRM-025)."""
        self._customer = max(customer, 1_000_000)
        self._case = max(case, 1_000)
        self._task = max(task, 100)

    def customer(self) -> int:
        """Give the next customer's number."""
        self._customer += 1
        return self._customer

    def case(self) -> int:
        """Give the next case's number."""
        self._case += 1
        return self._case

    def task(self) -> int:
        """Give the next task's number."""
        self._task += 1
        return self._task
