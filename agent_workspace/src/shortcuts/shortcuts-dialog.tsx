/** The shortcuts dialog. */

import { Dialog } from "~/design/dialog";
import { useDesk } from "~/desk/desk-context";
import { SHORTCUTS } from "~/shortcuts/shortcuts";
import type { Words } from "~/words/en";

const WRITING = [
  { name: "send", keys: ["Enter"] },
  { name: "newline", keys: ["Shift+Enter"] },
  { name: "sendMail", keys: ["Ctrl+Enter"] },
  { name: "escape", keys: ["Esc"] },
] as const;

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value.shortcuts;
  const here = SHORTCUTS.filter((one) => one.exists?.(desk) !== false);
  return (
    <Dialog toRead title={words.title} onClose={onClose}>
      <Table title={words.everywhere} rows={here} />
      <Table title={words.writing} rows={WRITING} />
    </Dialog>
  );
}

function Table(props: {
  title: string;
  rows: readonly { readonly name: keyof Words["shortcuts"]; readonly keys: readonly string[] }[];
}) {
  const words = useDesk().words.value.shortcuts;
  return (
    <section class="shortcut-table">
      <h3>{props.title}</h3>
      <dl>
        {props.rows.map(({ name, keys }) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd>
              {keys.map((combination, index) => (
                <span key={combination}>
                  {index > 0 && " – "}
                  <kbd>{combination.replace("+", " ")}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
