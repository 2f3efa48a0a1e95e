/** The ways to answer a case. */

import type { Case, DraftKind } from "@parley/wire";
import { Icon, type IconName } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { participants } from "~/mail/participants";

export function ReplyBar({ record }: { record: Case }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const begin = (kind: DraftKind) => desk.mail.drafts.begin(record, kind);
  const several = participants("reply_all", record).cc.length > 0;
  return (
    <div class="reply-bar" role="group" aria-label={words.answer}>
      <Way icon="reply" name={words.reply} primary onClick={() => begin("reply")} />
      {several && <Way icon="reply_all" name={words.replyAll} onClick={() => begin("reply_all")} />}
      <Way icon="forward" name={words.forward} onClick={() => begin("forward")} />
      <Way
        icon="pen"
        name={words.followUp}
        hint={words.followUpHint}
        onClick={() => begin("follow_up")}
      />
    </div>
  );
}

interface WayProps {
  readonly icon: IconName;
  readonly name: string;
  readonly hint?: string;
  readonly primary?: boolean;
  readonly onClick: () => void;
}

function Way(props: WayProps) {
  return (
    <button
      type="button"
      class={props.primary === true ? "button primary small" : "button small"}
      title={props.hint ?? props.name}
      onClick={props.onClick}
    >
      <Icon name={props.icon} size="small" />
      <span class="way-name">{props.name}</span>
    </button>
  );
}
