/** How a callback went: reached, to be called again, or given up (CBK-004, CBK-005). */

import type { Callback, Interaction } from "@parley/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { RescheduleForm } from "~/callback/reschedule-form";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function Outcome(props: { interaction: Interaction; callback: Callback }) {
  const desk = useDesk();
  const words = desk.words.value.callback;
  const { interaction, callback } = props;
  const [again, setAgain] = useState(false);
  const [sending, setSending] = useState(false);
  const box = useRef<HTMLElement>(null);
  const drawn = useRef(false);
  const may = (action: Interaction["actions"][number]) => interaction.actions.includes(action);

  // What had the focus went away with the other view.
  useEffect(() => {
    if (drawn.current) box.current?.querySelector<HTMLElement>("button:not([disabled])")?.focus();
    drawn.current = true;
  }, [again]);

  if (!may("done") && !may("reschedule")) return null;

  const finish = async (outcome: "reached" | "not_reached") => {
    if (sending) return;
    setSending(true);
    if (await desk.calls.finish(interaction.id, outcome)) {
      desk.toasts.say(words.finished, "done");
    } else setSending(false);
  };

  return (
    <section ref={box} class="outcome" aria-label={words.outcome}>
      {again ? (
        <RescheduleForm
          onSchedule={(at) => desk.calls.reschedule(interaction.id, at)}
          onBack={() => setAgain(false)}
        />
      ) : (
        <>
          <h3>{words.outcome}</h3>
          <div class="outcome-choices">
            {may("done") && (
              <button
                type="button"
                class="button primary"
                aria-disabled={sending}
                onClick={() => void finish("reached")}
              >
                <Icon name="check" size="small" />
                {words.reached}
              </button>
            )}
            {may("reschedule") && (
              <button type="button" class="button" onClick={() => setAgain(true)}>
                <Icon name="calendar" size="small" />
                {words.notReached}
              </button>
            )}
            {may("done") && (
              <button
                type="button"
                class="button quiet danger"
                aria-disabled={sending}
                onClick={() => void finish("not_reached")}
              >
                {words.giveUp}
              </button>
            )}
          </div>
          {callback.attempts_left !== null && (
            <p class="muted">
              {callback.attempts_left === 0
                ? words.lastAttempt
                : words.attemptsLeft(callback.attempts_left)}
            </p>
          )}
        </>
      )}
    </section>
  );
}
