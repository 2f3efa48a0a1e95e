"""The store of cases that agents open by writing first."""

from msgspec.structs import replace

from crm.records import Case, CaseId, Customer
from storage import cases as case_rows
from storage.database import Database
from storage.transaction import Transaction


class CaseOpenings:
    """Keeps cases that agents open (`channels.email.beginning.BeginningStore`)."""

    def __init__(self, database: Database) -> None:
        """Keep them in ``database``."""
        self._database = database

    async def find(self, case_id: CaseId) -> Case | None:
        """Give a case."""
        return await self._database.read(lambda tx: case_rows.case_by_id(tx, case_id))

    async def begin(self, case: Case, customer: Customer) -> Case:
        """Keep a case of whoever has the address of `customer`, a new record unless one has it."""

        def work(tx: Transaction) -> Case:
            before = case_rows.case_by_id(tx, case.id)
            if before is not None:
                return before
            (address,) = customer.addresses
            owner = case_rows.customer_by_address(tx, address)
            if owner is None:
                case_rows.add_customer(tx, customer)
            kept = replace(case, customer_id=(owner or customer).id)
            case_rows.add_case(tx, kept)
            case_rows.add_participants(tx, kept.id, frozenset({address}))
            return kept

        return await self._database.write(work)
