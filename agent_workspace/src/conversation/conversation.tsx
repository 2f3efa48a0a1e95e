/** A conversation: header, log, and below it the composer or the wrap-up. */

import type { Interaction } from "@parley/wire";
import { Composer } from "~/composer/composer";
import { ConversationHeader } from "~/conversation/conversation-header";
import { Log } from "~/conversation/log";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";
import { WrapUpBar } from "~/wrap_up/wrap-up-bar";

export interface ConversationProps {
  readonly interaction: Interaction;
  readonly active: boolean;
  /** Whether it has the work area for itself. */
  readonly alone: boolean;
}

export function Conversation({ interaction, active, alone }: ConversationProps) {
  const desk = useDesk();
  const words = desk.words.value;
  const { chat, handling } = interaction;
  const who = customerName(interaction, words);
  const wrapping = handling?.state === "wrap_up";
  const here = () => desk.view.activate(interaction.id);
  return (
    <section
      class="conversation"
      data-active={active}
      data-alone={alone}
      aria-label={words.chat.region(who)}
      onFocusIn={here}
      onPointerDown={here}
    >
      <ConversationHeader interaction={interaction} />
      {chat !== undefined && <Log interaction={interaction} chat={chat} active={active} />}
      {wrapping && <WrapUpBar interaction={interaction} handling={handling} />}
      {!wrapping && chat !== undefined && (
        <Composer interaction={interaction} chat={chat} active={active} />
      )}
    </section>
  );
}
