/** The senders whose mail asks for nobody: who they are, since when, and how to hear them again. */

import type { BlockedSender } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { Refusal } from "~/transport/refusal";
import { dateAndTime } from "~/words/calendar";

export function BlockedSendersButton() {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const [open, setOpen] = useState(false);
  if (!desk.state.value.permissions.includes("sender.block")) return null;
  return (
    <>
      <button type="button" class="button small" onClick={() => setOpen(true)}>
        <Icon name="block" size="small" />
        {words.blockedSenders}
      </button>
      {open && <BlockedSenders onClose={() => setOpen(false)} />}
    </>
  );
}

function BlockedSenders({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const [senders, setSenders] = useState<readonly BlockedSender[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const look = async (after: string | null) => {
    try {
      const found = await desk.mail.requests.blockedSenders(after);
      setSenders((held) => [...(held ?? []), ...found.senders]);
      setNext(found.next);
      setFailed(false);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setFailed(true);
    }
  };
  useEffect(() => void look(null), []);
  const unblock = async (address: string) => {
    try {
      await desk.mail.requests.unblock(address);
    } catch (error) {
      // Somebody else was faster: it is gone from the list all the same.
      if (!(error instanceof Refusal && error.code === "not_found")) {
        desk.explain(error);
        return;
      }
    }
    setSenders((held) => held?.filter((one) => one.address !== address) ?? null);
  };
  return (
    <Dialog title={words.blockedSenders} toRead onClose={onClose}>
      <p class="muted">{words.blockedText}</p>
      {failed && <p role="alert">{words.blockedFailed}</p>}
      {senders === null && !failed && <p role="status">{words.searching}</p>}
      {senders?.length === 0 && <p role="status">{words.blockedNone}</p>}
      <ul class="blocked-senders">
        {senders?.map((sender) => (
          <Sender
            key={sender.address}
            sender={sender}
            onUnblock={() => void unblock(sender.address)}
          />
        ))}
      </ul>
      {next !== null && (
        <button type="button" class="button small" onClick={() => void look(next)}>
          {words.moreBlocked}
        </button>
      )}
    </Dialog>
  );
}

function Sender({ sender, onUnblock }: { sender: BlockedSender; onUnblock: () => void }) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const { address, blocked_at, blocked_by } = sender;
  const when = dateAndTime(blocked_at, desk.locale.value);
  return (
    <li>
      <span>
        <strong>{address}</strong>
        <span class="muted">
          {words.blockedSince(when, blocked_by?.name ?? words.somebody)},{" "}
          {words.blockedFor(sender.case.number)}
        </span>
      </span>
      <button
        type="button"
        class="button small"
        aria-label={words.unblockOne(address)}
        onClick={onUnblock}
      >
        {words.unblock}
      </button>
    </li>
  );
}
