/** Choosing a case: looked for by number, subject or customer, chosen, then confirmed. */

import type { CaseRow } from "@parley/wire";
import { useEffect, useId, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { useDesk } from "~/desk/desk-context";
import { StatusName } from "~/mail/status-name";
import { Refusal } from "~/transport/refusal";

/** Searching begins when the keys rest this long. */
const REST_MS = 250;
const MOST_SHOWN = 8;

export interface CaseChooserProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  /** The case that cannot be chosen. */
  readonly except: string;
  /** Why a case cannot be chosen, or null where it can. */
  readonly hindrance?: (row: CaseRow) => string | null;
  readonly onChoose: (caseId: string) => void;
  readonly onClose: () => void;
}

export function CaseChooser(props: CaseChooserProps) {
  const { title, text, confirm, except, hindrance, onChoose, onClose } = props;
  const desk = useDesk();
  const words = desk.words.value;
  const id = useId();
  const [sought, setSought] = useState("");
  const [chosen, setChosen] = useState<CaseRow | null>(null);
  const rows = useFound(sought, except);
  const why = chosen === null ? null : (hindrance?.(chosen) ?? null);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => {
        if (chosen !== null && why === null) onChoose(chosen.id);
      }}
      footer={
        <DialogChoice confirm={confirm} onLeave={onClose} held={chosen === null || why !== null} />
      }
    >
      <p>{text}</p>
      <div class="field">
        <label for={`${id}-sought`}>{words.cases.search}</label>
        <input
          id={`${id}-sought`}
          class="input"
          type="search"
          data-first
          placeholder={words.cases.searchHint}
          value={sought}
          onInput={(event) => {
            setSought(event.currentTarget.value);
            setChosen(null);
          }}
        />
      </div>
      <p class="unseen" role="status">
        {rows !== null && words.cases.found(rows.length)}
      </p>
      {rows?.length === 0 && <p class="muted">{words.cases.noneFound}</p>}
      <fieldset class="case-choice">
        <legend class="unseen">{words.cases.list}</legend>
        {rows?.map((row) => (
          <label key={row.id} class="choice">
            <input
              type="radio"
              name={`${id}-case`}
              checked={chosen?.id === row.id}
              onChange={() => setChosen(row)}
            />
            <span>
              <strong class="figures">{row.number}</strong>{" "}
              <span>{row.subject || words.mail.noSubject}</span>{" "}
              <span class="muted">{row.customer}</span>
            </span>
            <StatusName status={row.status} />
          </label>
        ))}
      </fieldset>
      {why !== null && <p role="alert">{why}</p>}
    </Dialog>
  );
}

/** The cases that match, or null before the first answer. */
function useFound(sought: string, except: string): readonly CaseRow[] | null {
  const desk = useDesk();
  const [rows, setRows] = useState<readonly CaseRow[] | null>(null);
  useEffect(() => {
    let current = true;
    const look = async () => {
      try {
        const query = { status: null, mine: false, drafts: false, spam: false, text: sought };
        const { cases } = await desk.mail.requests.find(query);
        if (current) setRows(cases.filter(({ id }) => id !== except).slice(0, MOST_SHOWN));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (current) setRows([]);
      }
    };
    const timer = setTimeout(() => void look(), REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [sought, except]);
  return rows;
}
