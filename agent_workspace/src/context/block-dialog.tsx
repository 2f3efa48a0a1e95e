/** Blocking a visitor for a time, asked once. */

import { useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";

const HOURS = [1, 24, 24 * 7, 24 * 30] as const;

export function BlockDialog(props: { interactionId: string; onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value;
  const [hours, setHours] = useState<number>(24);
  const interaction = desk.work.interaction(props.interactionId);
  if (interaction === null) return null;
  const who = customerName(interaction, words);
  const submit = () => {
    props.onClose();
    void desk.work.block(interaction.id, hours);
  };
  return (
    <Dialog
      title={words.customer.blockTitle(who)}
      onClose={props.onClose}
      onSubmit={submit}
      footer={<DialogChoice confirm={words.customer.block} onLeave={props.onClose} danger />}
    >
      <p>{words.customer.blockText}</p>
      <fieldset class="codes">
        <legend>{words.customer.blockFor}</legend>
        <div class="small-choices">
          {HOURS.map((choice) => (
            <button
              key={choice}
              type="button"
              class="small-choice"
              aria-pressed={choice === hours}
              onClick={() => setHours(choice)}
            >
              {words.customer.blockHours(choice)}
            </button>
          ))}
        </div>
      </fieldset>
    </Dialog>
  );
}
