/** Choosing whose chat it was: from the list, or written down new. */

import type { CustomerList } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { useLogWords } from "~/chat_logs/words";
import type { CustomerDraft } from "~/customers/customer-draft";
import { NewCustomerDialog } from "~/customers/customer-form";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { Refusal } from "~/transport/refusal";

/** Searching begins when the keys rest this long. */
const REST_MS = 250;

export interface ChosenCustomer {
  readonly id: string;
  readonly name: string;
}

export function CustomerChoice(props: {
  known: Partial<CustomerDraft>;
  confirm: string;
  onChoose: (customer: ChosenCustomer) => void;
  onClose: () => void;
}) {
  const desk = useDesk();
  const words = useLogWords();
  const all = desk.words.value;
  const [text, setText] = useState("");
  const [created, setCreated] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ChosenCustomer | null>(null);
  const [creating, setCreating] = useState(false);
  const found = useFound(text, created);
  return (
    <Dialog
      title={words.whose}
      onClose={props.onClose}
      onSubmit={() => {
        if (chosen !== null) props.onChoose(chosen);
      }}
      footer={
        <DialogChoice confirm={props.confirm} onLeave={props.onClose} held={chosen === null} />
      }
    >
      <p>{words.whoseText}</p>
      <div class="log-search">
        <input
          class="input"
          type="search"
          data-first
          aria-label={all.customers.search}
          placeholder={all.customers.searchHint}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="button" class="button" onClick={() => setCreating(true)}>
          <Icon name="plus" size="small" />
          {words.newCustomer}
        </button>
      </div>
      <ul class="log-customers scroll" aria-label={all.customers.list} tabIndex={0}>
        {found?.customers.map(({ id, name, number, company, address }) => (
          <li key={id}>
            <button
              type="button"
              class="button quiet wide"
              aria-pressed={chosen?.id === id}
              onClick={() => setChosen({ id, name: name || address || number })}
            >
              <strong class="clip">{name || address}</strong>
              <span class="clip muted">
                {[number, company, name === "" ? "" : address].filter(Boolean).join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="muted" role="status">
        {found === null
          ? all.customers.searching
          : found.customers.length === 0
            ? all.customers.noneFound
            : all.customers.found(found.customers.length)}
      </p>
      {creating && (
        <NewCustomerDialog
          known={props.known}
          onCreated={({ id, name, number }) => {
            // Whoever was written down stands in the list, chosen.
            setText(number);
            setCreated(id);
            setChosen({ id, name });
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </Dialog>
  );
}

/** The customers that match, or null before the first answer. */
function useFound(text: string, created: string | null): CustomerList | null {
  const desk = useDesk();
  const [found, setFound] = useState<CustomerList | null>(null);
  useEffect(() => {
    let current = true;
    const look = async () => {
      try {
        const answer = await desk.customers.requests.find({ order: "last_name", text });
        if (current) setFound(answer);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (current) desk.explain(error);
      }
    };
    const timer = setTimeout(() => void look(), REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, created]);
  return found;
}
