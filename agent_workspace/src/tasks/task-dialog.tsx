/** The dialog of a task: a new one, or what is to change of one. */

import type { Level, Task } from "@parley/wire";
import { useId, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";
import { localField, momentOf } from "~/tasks/due";

const LEVELS: readonly Level[] = ["low", "normal", "high", "urgent"];
/** The wire's limits. */
const MOST = { title: 500, description: 5_000 };

export interface About {
  readonly case?: { readonly id: string; readonly number: string };
  readonly customer?: { readonly id: string; readonly name: string };
}

interface Draft {
  readonly title: string;
  readonly description: string;
  readonly priority: Level;
  readonly due: string;
  readonly reminder: boolean;
  readonly owner: string;
}

export function NewTaskDialog(props: { about?: About; onDone?: () => void; onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  // Pressed again after a lost answer, it is still the same task.
  const [id] = useState(() => desk.customers.newId());
  const { about } = props;
  const draft: Draft = {
    title: "",
    description: "",
    priority: "normal",
    due: "",
    reminder: false,
    owner: desk.state.peek().me?.id ?? "",
  };
  const save = async (said: Draft) =>
    (await desk.customers.tasks.create({
      id,
      ...factsOf(said),
      case_id: about?.case?.id ?? null,
      customer_id: about?.customer?.id ?? null,
    })) !== null;
  return <TaskForm {...props} title={words.create} draft={draft} onSave={save} />;
}

export function TaskDialog(props: { task: Task; onDone?: () => void; onClose: () => void }) {
  const desk = useDesk();
  const { task } = props;
  const draft: Draft = {
    title: task.title,
    description: task.description,
    priority: task.priority,
    due: localField(task.due_at),
    reminder: task.reminder,
    owner: task.owner?.id ?? "",
  };
  const about: About = {
    ...(task.case === null ? {} : { case: task.case }),
    ...(task.customer === null ? {} : { customer: task.customer }),
  };
  const save = async (said: Draft) =>
    (await desk.customers.tasks.change(task, factsOf(said))) !== null;
  return (
    <TaskForm
      {...props}
      about={about}
      owner={task.owner}
      title={desk.words.value.tasks.editTitle(task.number)}
      draft={draft}
      onSave={save}
    />
  );
}

function factsOf({ due, owner, ...rest }: Draft) {
  return { ...rest, due_at: momentOf(due), owner: owner === "" ? null : owner };
}

function TaskForm(props: {
  title: string;
  about?: About;
  owner?: Task["owner"];
  draft: Draft;
  onSave: (draft: Draft) => Promise<boolean>;
  onDone?: () => void;
  onClose: () => void;
}) {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const [draft, setDraft] = useState(props.draft);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const done = await props.onSave(draft);
    setBusy(false);
    if (!done) return;
    props.onDone?.();
    props.onClose();
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      footer={<DialogChoice confirm={words.save} onLeave={props.onClose} held={busy} />}
    >
      <div class="field">
        <label for={`${id}-title`}>{words.name}</label>
        <input
          id={`${id}-title`}
          class="input"
          type="text"
          data-first
          required
          maxLength={MOST.title}
          value={draft.title}
          onInput={(event) => change({ title: event.currentTarget.value })}
        />
      </div>
      <TaskAbout about={props.about} />
      <div class="field">
        <label for={`${id}-text`}>{words.description}</label>
        <textarea
          id={`${id}-text`}
          class="input"
          rows={3}
          maxLength={MOST.description}
          value={draft.description}
          onInput={(event) => change({ description: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-due`}>{words.due}</label>
        <input
          id={`${id}-due`}
          class="input"
          type="datetime-local"
          value={draft.due}
          onInput={(event) => change({ due: event.currentTarget.value })}
        />
      </div>
      <label class="choice">
        <input
          class="checkbox"
          type="checkbox"
          checked={draft.reminder}
          disabled={draft.due === ""}
          onChange={(event) => change({ reminder: event.currentTarget.checked })}
        />
        {words.reminder}
      </label>
      <OwnerField
        id={`${id}-owner`}
        owner={props.owner ?? null}
        chosen={draft.owner}
        onChoose={(owner) => change({ owner })}
      />
      <div class="settings-row">
        <span aria-hidden="true">{words.priority}</span>
        <Segments
          label={words.priority}
          options={LEVELS.map((one) => ({ id: one, name: desk.words.value.cases.levels[one] }))}
          chosen={draft.priority}
          onChoose={(priority) => change({ priority })}
        />
      </div>
    </Dialog>
  );
}

function TaskAbout({ about }: { about: About | undefined }) {
  const words = useDesk().words.value;
  const said = [
    about?.case === undefined ? "" : words.cases.numbered(about.case.number),
    about?.customer?.name ?? "",
  ].filter(Boolean);
  return said.length === 0 ? null : <p class="muted">{said.join(" · ")}</p>;
}

function OwnerField(props: {
  id: string;
  owner: Task["owner"];
  chosen: string;
  onChoose: (owner: string) => void;
}) {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const { me, roster } = desk.state.value;
  const known = [
    ...(me === null ? [] : [{ id: me.id, name: words.myself(me.name) }]),
    ...roster.filter(({ id }) => id !== me?.id),
  ];
  const { owner } = props;
  if (owner !== null && !known.some(({ id }) => id === owner.id)) known.push(owner as never);
  return (
    <div class="field">
      <label for={props.id}>{words.owner}</label>
      <select
        id={props.id}
        class="input"
        value={props.chosen}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        <option value="">{words.anybody}</option>
        {known.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
