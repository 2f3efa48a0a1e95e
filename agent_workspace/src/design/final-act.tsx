/** A button for what cannot be undone, and the dialog that asks once. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";

export interface FinalActProps {
  readonly label: string;
  readonly title: string;
  readonly confirm: string;
  /** Does it; gives what stands against it, in words, or nothing where that is said elsewhere. */
  readonly act: () => Promise<string>;
  /** What goes, and what stays. */
  readonly children: ComponentChildren;
}

export function FinalAct({ label, title, confirm, act, children }: FinalActProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const close = () => {
    setAsking(false);
    setTrouble("");
  };

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble(await act());
    setBusy(false);
  };

  return (
    <>
      <button type="button" class="button quiet small" onClick={() => setAsking(true)}>
        <Icon name="close" size="small" />
        {label}
      </button>
      {asking && (
        <Dialog
          title={title}
          onClose={close}
          onSubmit={() => void submit()}
          footer={<DialogChoice confirm={confirm} onLeave={close} danger held={busy} />}
        >
          {children}
          {trouble !== "" && <p role="alert">{trouble}</p>}
        </Dialog>
      )}
    </>
  );
}
