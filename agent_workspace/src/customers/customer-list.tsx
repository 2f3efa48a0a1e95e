/** The list of customers: grouped by last name or by company, with a search. */

import type { CustomerRow } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { NewCustomerDialog } from "~/customers/customer-form";
import { grouped } from "~/customers/customer-groups";
import { Icon } from "~/design/icon";
import { SearchField } from "~/design/search-field";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";

export function CustomerList() {
  const desk = useDesk();
  const { finder } = desk.customers;
  const words = desk.words.value.customers;
  const found = finder.found.value;
  useEffect(() => void finder.look(), []);
  return (
    <div class="case-list scroll" role="region" tabIndex={0} aria-label={words.list}>
      <Filters />
      {finder.failed.value && (
        <div class="case-warning" role="status">
          <Icon name="warning" size="small" />
          <span>{words.failed}</span>
          <button type="button" class="button small" onClick={() => void finder.look()}>
            {words.refresh}
          </button>
        </div>
      )}
      {found === null ? (
        !finder.failed.value && (
          <p class="case-note muted" role="status">
            {words.searching}
          </p>
        )
      ) : found.customers.length === 0 ? (
        <div class="case-empty">
          <Icon name="person" size="large" />
          <p>{finder.query.value.text.trim() === "" ? words.none : words.noneFound}</p>
        </div>
      ) : (
        <>
          <Table rows={found.customers} />
          {found.more && (
            <p class="case-note">
              <button type="button" class="button" onClick={() => void finder.lookFurther()}>
                {words.showMore}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Filters() {
  const desk = useDesk();
  const { finder, tabs } = desk.customers;
  const words = desk.words.value.customers;
  const { order, text } = finder.query.value;
  const [creating, setCreating] = useState(false);
  const found = finder.found.value;
  return (
    <search class="case-filters">
      <SearchField
        text={text}
        words={words}
        onSearch={(sought) => void finder.look({ text: sought })}
        onRefresh={() => void finder.look()}
      />
      <Segments
        label={words.order}
        options={[
          { id: "last_name", name: words.byName },
          { id: "company", name: words.byCompany },
        ]}
        chosen={order}
        onChoose={(chosen) => void finder.look({ order: chosen })}
      />
      <button type="button" class="button small" onClick={() => setCreating(true)}>
        <Icon name="plus" size="small" />
        {words.create}
      </button>
      {creating && (
        <NewCustomerDialog
          onCreated={({ id, number, name }) => tabs.show({ id, number, name })}
          onClose={() => setCreating(false)}
        />
      )}
      <span class="case-count muted figures" role="status">
        {found !== null && `${words.found(found.customers.length)}${found.more ? " +" : ""}`}
      </span>
    </search>
  );
}

function Table({ rows }: { rows: readonly CustomerRow[] }) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const { order } = desk.customers.finder.query.value;
  return (
    <table class="case-table customer-table">
      <caption class="unseen">{words.list}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" data-column="company">
            {words.company}
          </th>
          <th scope="col" data-column="address">
            {words.address}
          </th>
          <th scope="col" data-column="phone">
            {words.phone}
          </th>
          <th scope="col">{words.openCases}</th>
        </tr>
      </thead>
      {grouped(rows, order).map((group) => (
        <tbody key={group.rows[0]?.id}>
          <tr class="customer-group">
            <th scope="rowgroup" colSpan={5}>
              {group.name || (order === "company" ? words.noCompany : words.noName)}
            </th>
          </tr>
          {group.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row }: { row: CustomerRow }) {
  const desk = useDesk();
  const { id, number, name, company, address, phone, open_cases } = row;
  return (
    <tr>
      <td data-column="subject">
        <button
          type="button"
          class="case-open"
          onClick={() => desk.customers.tabs.show({ id, number, name: name || address })}
        >
          {name || address || number}
        </button>
        <span class="case-under clip muted">
          {[number, company, address].filter(Boolean).join(" · ")}
        </span>
      </td>
      <td data-column="company">{company}</td>
      <td data-column="address">{address}</td>
      <td data-column="phone" class="figures">
        {phone}
      </td>
      <td class="figures">{open_cases > 0 && open_cases}</td>
    </tr>
  );
}
