/** The reason for a status, where the contact centre asks for one (STC-003). */

import type { ChosenStatus } from "@parley/wire";
import { Dialog } from "~/design/dialog";
import { StatusMark } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";

export function StatusCodeDialog(props: { status: ChosenStatus; onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value;
  const lists = desk.self.codesFor(props.status);
  const take = (code: string | null) => {
    props.onClose();
    void desk.self.choose(props.status, code);
  };
  return (
    <Dialog
      title={words.me.chooseCode(words.statuses[props.status])}
      onClose={props.onClose}
      footer={
        lists.every((list) => !list.mandatory) ? (
          <button type="button" class="button quiet" onClick={() => take(null)}>
            {words.me.noCode}
          </button>
        ) : undefined
      }
    >
      {lists.map((list) => (
        <div key={list.id} class="large-choices">
          {list.codes.map((code, index) => (
            <button
              key={code.id}
              type="button"
              class="large-choice"
              data-first={index === 0 ? "" : undefined}
              onClick={() => take(code.id)}
            >
              <StatusMark status={props.status} />
              {code.name}
            </button>
          ))}
        </div>
      ))}
    </Dialog>
  );
}
