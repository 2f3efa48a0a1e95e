/** The frame of a call that is not live: header, what there is to do, and below it the wrap-up. */

import type { Interaction } from "@parley/wire";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ConversationHeader } from "~/conversation/conversation-header";
import { useDesk } from "~/desk/desk-context";
import { WrapUpBar } from "~/wrap_up/wrap-up-bar";

export interface CallPaneProps {
  readonly interaction: Interaction;
  readonly active: boolean;
  readonly alone: boolean;
  readonly label: string;
  readonly children: ComponentChildren;
}

export function CallPane({ interaction, active, alone, label, children }: CallPaneProps) {
  const desk = useDesk();
  const body = useRef<HTMLDivElement>(null);
  const called = desk.view.composerCalled.value;
  const here = () => desk.view.activate(interaction.id);
  const { handling } = interaction;

  // Accepting or choosing a call begins with its sound: the waveform takes every key it needs.
  useEffect(() => {
    if (!active || called === 0) return;
    (body.current?.querySelector<HTMLElement>(".waveform") ?? body.current)?.focus();
  }, [called, active]);

  return (
    <section
      class="conversation"
      data-active={active}
      data-alone={alone}
      aria-label={label}
      onFocusIn={here}
      onPointerDown={here}
    >
      <ConversationHeader interaction={interaction} />
      <div
        ref={body}
        class="call scroll"
        tabIndex={-1}
        onKeyDown={(event) => {
          // What "press 1" is on a telephone (VML-009).
          if (event.key !== "1" || event.altKey || event.ctrlKey || event.metaKey) return;
          if (event.target instanceof HTMLElement && event.target.matches("select, input")) return;
          body.current?.querySelector<HTMLElement>("[data-copy]")?.click();
        }}
      >
        <div class="call-card">{children}</div>
      </div>
      {handling?.state === "wrap_up" && <WrapUpBar interaction={interaction} handling={handling} />}
    </section>
  );
}
