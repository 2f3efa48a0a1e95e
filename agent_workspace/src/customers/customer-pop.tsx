/** The records of a contact: opened by one press, chosen among several, written down if new. */

import type { Interaction, PopCustomer } from "@parley/wire";
import { useState } from "preact/hooks";
import type { CustomerDraft } from "~/customers/customer-draft";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

const NewCustomerDialog = deferred(
  async () => (await import("~/customers/customer-form")).NewCustomerDialog,
);

export function CustomerPop({ interaction }: { interaction: Interaction }) {
  const desk = useDesk();
  const words = desk.words.value;
  const [creating, setCreating] = useState(false);
  const pop = interaction.screen_pop;
  if (pop === null) return null;
  const choose = (id: string) => void desk.customers.choose(interaction.id, id);
  const { customers } = pop;
  const chosen = customers.length === 1 ? customers[0] : undefined;
  const record = pop.case;
  return (
    <section class="customer-pop" aria-label={words.customers.popTitle}>
      {chosen === undefined ? (
        <p class="muted">
          {customers.length > 1
            ? `${words.customers.popSeveral} ${words.customers.popWho}`
            : words.customers.popNone}
        </p>
      ) : (
        <RecordButton customer={chosen} onPress={() => desk.customers.show(tabOf(chosen))} />
      )}
      {record !== null && chosen !== undefined && (
        <button
          type="button"
          class="button quiet small"
          onClick={() => {
            const { id, number } = record;
            desk.mail.tabs.show({ id, number, customer: chosen.name });
            desk.view.go("cases");
          }}
        >
          <Icon name="cases" size="small" />
          {words.cases.numbered(record.number)}
        </button>
      )}
      {customers.length > 1 && (
        <ul class="customer-pops">
          {customers.map((customer) => (
            <li key={customer.id}>
              <RecordButton customer={customer} onPress={() => choose(customer.id)} />
            </li>
          ))}
        </ul>
      )}
      {interaction.medium !== "email" && (pop.form !== null || customers.length > 1) && (
        <button type="button" class="button small" onClick={() => setCreating(true)}>
          <Icon name="plus" size="small" />
          {words.customers.create}
        </button>
      )}
      {creating && (
        <NewCustomerDialog
          known={knownOf(interaction)}
          onCreated={({ id }) => choose(id)}
          onClose={() => setCreating(false)}
        />
      )}
    </section>
  );
}

function RecordButton(props: { customer: PopCustomer; onPress: () => void }) {
  const words = useDesk().words.value.customers;
  const { number, name, company, address } = props.customer;
  return (
    <button type="button" class="customer-record" onClick={props.onPress}>
      <Icon name="person" size="small" />
      <strong class="clip">{name || address || words.numbered(number)}</strong>
      <span class="clip muted">
        {[words.numbered(number), company, name === "" ? "" : address].filter(Boolean).join(" · ")}
      </span>
    </button>
  );
}

/** In an offer there is only time to see who it may be. */
export function PopLine({ interaction }: { interaction: Interaction }) {
  const words = useDesk().words.value.customers;
  const pop = interaction.screen_pop;
  if (pop === null || interaction.medium === "email") return null;
  const [first] = pop.customers;
  const text =
    first === undefined
      ? words.popNone
      : pop.customers.length > 1
        ? words.popSeveral
        : [first.name || first.address, first.company].filter(Boolean).join(", ");
  return (
    <p class="offer-record">
      <Icon name="person" size="small" />
      <span class="clip">{text}</span>
    </p>
  );
}

function tabOf({ id, number, name, address }: PopCustomer) {
  return { id, number, name: name || address };
}

/** What the customer has said before the chat begins the form. */
function knownOf({ customer, prechat, voicemail, callback }: Interaction): Partial<CustomerDraft> {
  const answer = (key: string) => prechat.find((one) => one.key === key)?.value ?? "";
  const above = new Set(["name", "email", "account_number", "case_number"]);
  return {
    name: customer?.name ?? "",
    addresses: customer?.email ?? "",
    account_number: answer("account_number"),
    phone: voicemail?.caller ?? callback?.number ?? "",
    fields: prechat
      .filter(({ key, value }) => !above.has(key) && value !== "")
      .map(({ key, value }) => ({ name: key, value })),
  };
}
