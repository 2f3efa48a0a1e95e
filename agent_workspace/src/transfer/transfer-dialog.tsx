/** Transfer: choose where a chat goes, with a note for the colleague and a line for the customer. */

import type { TransferTargets } from "@parley/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { useDesk } from "~/desk/desk-context";
import { randomId } from "~/desk/random-id";
import { customerName } from "~/my_work/customer-name";
import { type Target, TargetList, targetsOf } from "~/transfer/target-list";
import { Refusal } from "~/transport/refusal";

export function TransferDialog(props: { interactionId: string; onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value;
  const [targets, setTargets] = useState<TransferTargets | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const [note, setNote] = useState("");
  const [tell, setTell] = useState(true);
  const [line, setLine] = useState<string | null>(null);
  const [unsure, setUnsure] = useState(false);
  const [silent, setSilent] = useState(false);
  const [busy, setBusy] = useState(false);
  const spoken = useRef<{ line: string; lineId: string } | null>(null);
  const interaction = desk.work.interaction(props.interactionId);

  useEffect(() => {
    void desk.work.targets(props.interactionId).then((found) => {
      if (found === null) props.onClose();
      else setTargets(found);
    });
  }, []);

  if (interaction === null) return null;
  const chat = interaction.chat;
  const readyLine = line ?? words.transfer.line(target?.name ?? words.transfer.colleague);
  const { permissions, preferences } = desk.state.value;
  const silenced =
    preferences.silence_unattended && permissions.includes("transfer.silence_unattended");
  const asks = target?.attended !== true && !silenced;

  /** A line that was sent already is not sent again unless it was rewritten. */
  const sameLine = (text: string) => {
    if (spoken.current?.line !== text) spoken.current = { line: text, lineId: randomId() };
    return spoken.current;
  };

  const submit = async () => {
    if (target === null || busy) return;
    if (asks && !unsure) {
      setUnsure(true);
      return;
    }
    setBusy(true);
    const said = sameLine(readyLine.trim());
    try {
      await desk.work.transfer(
        {
          interaction_id: interaction.id,
          ...(target.kind === "queue" ? { to_queue: target.id } : { to_agent: target.id }),
          ...(note.trim() === "" ? {} : { note: note.trim() }),
          ...(unsure ? { confirm: true } : {}),
        },
        said.lineId,
        tell ? said.line : "",
      );
      desk.toasts.say(words.transfer.done(target.name), "done");
      if (silent) void desk.self.prefer({ silence_unattended: true });
      props.onClose();
    } catch (error) {
      if (error instanceof Refusal && error.code === "unattended" && asks && !unsure)
        setUnsure(true);
      else desk.explain(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      wide
      title={words.transfer.title(customerName(interaction, words))}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          {unsure && target !== null && (
            <p class="transfer-unsure" role="alert">
              {words.transfer.sure(target.name)}
            </p>
          )}
          {unsure && permissions.includes("transfer.silence_unattended") && (
            <label class="choice">
              <input
                class="checkbox"
                type="checkbox"
                checked={silent}
                onChange={(event) => setSilent(event.currentTarget.checked)}
              />
              {words.profile.silenceUnattended}
            </label>
          )}
          <button type="button" class="button" onClick={props.onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="button primary" aria-disabled={target === null || busy}>
            {unsure
              ? words.transfer.anyway
              : target === null
                ? words.transfer.pick
                : words.transfer.submitTo(target.name)}
          </button>
        </>
      }
    >
      {targets === null ? (
        <p class="muted" role="status">
          {words.transfer.loading}
        </p>
      ) : (
        <TargetList
          targets={targetsOf(targets)}
          chosen={target}
          onChoose={(chosen) => {
            setTarget(chosen);
            setUnsure(false);
          }}
        />
      )}
      <label class="field">
        <span class="label">
          {words.transfer.note} <span class="muted">({words.optional})</span>
        </span>
        <textarea
          class="input"
          rows={2}
          maxLength={5_000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {chat?.state === "active" && (
        <div class="field">
          <label class="choice">
            <input
              class="checkbox"
              type="checkbox"
              checked={tell}
              onChange={(event) => setTell(event.currentTarget.checked)}
            />
            {words.transfer.tell}
          </label>
          {tell && (
            <textarea
              class="input"
              rows={2}
              aria-label={words.transfer.tell}
              value={readyLine}
              onInput={(event) => setLine(event.currentTarget.value)}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}
