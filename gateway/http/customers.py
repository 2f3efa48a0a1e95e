"""Customers over HTTP: looking for them, reading, changing, merging, erasing."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

from aiohttp import web
from msgspec import UNSET

from channels.contract import Clock
from channels.email.ports import Mint
from crm.merging import Merge
from crm.numbering import Numbers
from crm.records import Customer, CustomerId, folded
from gateway.erasing import Erasing
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.http.paging import limit_of
from gateway.http.words import one_line, paragraphs
from gateway.views.customers import CustomerViews
from gateway.wire import customers as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from storage.customers import Customers, Wanted
from storage.merges import Merges

_USUALLY_LISTED: Final = 100
_LINES: Final = ("name", "company", "account_number", "phone")


class CustomerRoutes:
    """What agents do with customers."""

    def __init__(
        self,
        *,
        access: CaseAccess,
        customers: Customers,
        merges: Merges,
        views: CustomerViews,
        changed: Callable[[frozenset[CustomerId]], Awaitable[None]],
        erasing: Erasing,
        numbers: Numbers,
        clock: Clock,
        mint: Mint,
        case_sensitive: bool,
    ) -> None:
        """Join the collaborators; `changed` hears of every record that is another now."""
        self._access = access
        self._customers = customers
        self._merges = merges
        self._views = views
        self._changed = changed
        self._erasing = erasing
        self._numbers = numbers
        self._clock = clock
        self._mint = mint
        self._case_sensitive = case_sensitive

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        one = "/api/v1/customers/{customer_id}"
        return (
            web.get("/api/v1/customers", self.find),
            web.post("/api/v1/customers", self.create),
            web.get(one, self.read),
            web.patch(one, self.change),
            web.delete(one, self.erase),
            web.post(f"{one}/merge", self.merge),
            web.post("/api/v1/customer-merges/{merge_id}/undo", self.undo),
        )

    async def find(self, request: web.Request) -> web.Response:
        """List customers by last name or by company, all or those with certain words."""
        await self._access.agent(request)
        query = request.query
        limit = limit_of(request, _USUALLY_LISTED)
        order = query.get("order", "last_name")
        if order not in {"last_name", "company"}:
            raise HttpRefusal(Code.INVALID, "order")
        words = query.get("q", "").strip()
        if len(words) > 200 or "\0" in words:
            raise HttpRefusal(Code.INVALID, "q")
        found = await self._customers.find(
            Wanted(
                words=words,
                case_sensitive=self._case_sensitive,
                order="company" if order == "company" else "last_name",
                after=query.get("after") or None,
                limit=limit,
            )
        )
        return answer(
            wire.CustomerList(
                customers=tuple(self._views.line(each) for each in found[:limit]),
                more=len(found) > limit,
                next=found[limit - 1].id if len(found) > limit else None,
            )
        )

    async def read(self, request: web.Request) -> web.Response:
        """Give a customer with cases, contacts and tasks (CRM-008)."""
        await self._access.agent(request)
        return await self._record(request.match_info["customer_id"])

    async def create(self, request: web.Request) -> web.Response:
        """Write a new customer down (CRM-013)."""
        await self._access.agent(request)
        wanted = await read_body(request, wire.CreateCustomer)
        facts = _facts(wanted)
        now = self._clock.now()
        customer = Customer(id=wanted.id, number=self._numbers.customer(), created_at=now, **facts)
        await self._customers.create(customer)
        return await self._record(customer.id, status=201)

    async def change(self, request: web.Request) -> web.Response:
        """Change a customer, unless somebody was faster."""
        await self._access.agent(request)
        wanted = await read_body(request, wire.ChangeCustomer)
        customer_id = request.match_info["customer_id"]
        await self._customers.change(customer_id, wanted.rev, self._clock.now(), _facts(wanted))
        await self._changed(frozenset({customer_id}))
        return await self._record(customer_id)

    async def erase(self, request: web.Request) -> web.Response:
        """Erase a customer for good (privacy)."""
        agent = await self._access.agent(request, "customer.erase")
        await self._erasing.erase(request.match_info["customer_id"], agent.id)
        return answer(Ok())

    async def merge(self, request: web.Request) -> web.Response:
        """Merge another record into this one; gives the one that is kept."""
        agent = await self._access.agent(request, "customer.merge")
        wanted = await read_body(request, wire.MergeCustomers)
        kept = request.match_info["customer_id"]
        if kept == wanted.other_id:
            raise HttpRefusal(Code.INVALID, "other_id")
        merge = Merge(
            id=self._mint.id(),
            kept=kept,
            merged=wanted.other_id,
            at=self._clock.now(),
            by=agent.id,
        )
        await self._merges.merge(merge, kept_rev=wanted.rev, merged_rev=wanted.other_rev)
        await self._changed(frozenset({merge.kept, merge.merged}))
        return await self._record(kept)

    async def undo(self, request: web.Request) -> web.Response:
        """Part two records that were merged less than a day ago."""
        await self._access.agent(request, "customer.merge")
        merge = await self._merges.undo(request.match_info["merge_id"], self._clock.now())
        await self._changed(frozenset({merge.kept, merge.merged}))
        return answer(wire.UndoneMerge(kept_id=merge.kept, merged_id=merge.merged))

    async def _record(self, customer_id: CustomerId, *, status: int = 200) -> web.Response:
        return answer(self._views.record(await self._customers.file(customer_id)), status=status)


def _facts(wanted: wire.CreateCustomer | wire.ChangeCustomer) -> dict[str, Any]:
    """Give what a payload says of a customer, by the record's own names.

    Raises:
        HttpRefusal: a customer would have no name.

    """
    facts: dict[str, Any] = {}
    for name in _LINES:
        value = getattr(wanted, name)
        if value is not UNSET:
            facts[name] = one_line(value)
    if facts.get("name") == "":
        raise HttpRefusal(Code.INVALID, "name")
    if wanted.notes is not UNSET:
        facts["notes"] = paragraphs(wanted.notes)
    if wanted.addresses is not UNSET:
        facts["addresses"] = tuple(sorted({folded(each) for each in wanted.addresses}))
    if wanted.fields is not UNSET:
        said = {one_line(each.name): one_line(each.value) for each in wanted.fields}
        facts["fields"] = {name: said[name] for name in sorted(said) if name and said[name]}
    return facts
