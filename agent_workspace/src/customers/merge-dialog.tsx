/** Merging: the other record is looked for, compared, and handed over. */

import type { CustomerList, CustomerRecord } from "@parley/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { useDesk } from "~/desk/desk-context";

/** Searching begins when the keys rest this long. */
const REST_MS = 250;

export function MergeDialog({ record, onClose }: { record: CustomerRecord; onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const [other, setOther] = useState<CustomerRecord | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    if (other === null || busy) return;
    setBusy(true);
    const merged = await desk.customers.book.merge(record, other);
    setBusy(false);
    if (merged === null) return;
    desk.toasts.say(words.mergeDone(other.number, record.number), "done");
    onClose();
  };

  return (
    <Dialog
      title={words.mergeTitle(record.number)}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <DialogChoice
          confirm={words.mergeConfirm}
          onLeave={onClose}
          held={other === null || busy}
        />
      }
    >
      <p>{words.mergeText(record.name)}</p>
      <OtherSearch
        record={record}
        chosen={other?.id ?? null}
        onChoose={async (id) => setOther(await desk.customers.book.read(id))}
      />
      {other !== null && (
        <p class="customer-merge" role="status">
          {words.mergeWhat(other.name, other.cases.length, other.addresses.length)}
        </p>
      )}
    </Dialog>
  );
}

function OtherSearch(props: {
  record: CustomerRecord;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const [text, setText] = useState("");
  const [found, setFound] = useState<CustomerList | null>(null);
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    const resting = setTimeout(async () => {
      try {
        const answer = await desk.customers.requests.find({ order: "last_name", text });
        if (mine === turn.current) setFound(answer);
      } catch (error) {
        desk.explain(error);
      }
    }, REST_MS);
    return () => clearTimeout(resting);
  }, [text]);
  const others = found?.customers.filter(({ id }) => id !== props.record.id) ?? [];
  return (
    <>
      <input
        class="input"
        type="search"
        data-first
        aria-label={words.search}
        placeholder={words.searchHint}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <ul class="customer-choice scroll" aria-label={words.list} tabIndex={0}>
        {others.map(({ id, name, number, company, address }) => (
          <li key={id}>
            <button
              type="button"
              class="button quiet wide"
              aria-pressed={props.chosen === id}
              onClick={() => props.onChoose(id)}
            >
              <strong class="clip">{name || address}</strong>
              <span class="clip muted">
                {[number, company, name === "" ? "" : address].filter(Boolean).join(" · ")}
              </span>
            </button>
          </li>
        ))}
        {found !== null && others.length === 0 && <li class="muted">{words.noneFound}</li>}
      </ul>
    </>
  );
}
