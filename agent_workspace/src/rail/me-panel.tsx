/** Me: greeting, status with its time, and the one thing to do about it. */

import { useEffect, useRef } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { initials } from "~/my_work/customer-name";
import { StatusMenu } from "~/rail/status-menu";

export function MePanel() {
  const desk = useDesk();
  const words = desk.words.value;
  const { me, statusReason, work } = desk.state.value;
  const panel = useRef<HTMLElement>(null);

  // A button that was pressed goes with its purpose: the status, which tells what came of it, takes the focus.
  const drawn = useRef(false);
  useEffect(() => {
    if (drawn.current && document.activeElement === document.body)
      panel.current?.querySelector<HTMLElement>(".status-pill")?.focus();
    drawn.current = true;
  }, [me?.status, me?.stop_new]);

  if (me === null) return null;
  const name = me.display_name || me.name;
  const resting = me.status === "on_break" || me.status === "offline";
  const canStop = me.status === "busy" && work.some((one) => one.medium === "chat");
  const reason =
    (resting || me.stop_new) && statusReason !== null ? words.me.reasons[statusReason] : undefined;
  return (
    <section class="me" ref={panel}>
      <div class="me-line">
        <span class="avatar" aria-hidden="true">
          {initials(name)}
        </span>
        <div class="me-name">
          <h1 class="clip">{words.me.hello(name)}</h1>
          <StatusMenu me={me} />
        </div>
      </div>
      {reason !== undefined && <p class="me-reason">{reason}</p>}
      {resting && me.allowed.includes("available") && (
        <button
          type="button"
          class="button primary wide"
          onClick={() => void desk.self.choose("available")}
        >
          {words.me.ready}
        </button>
      )}
      {me.stop_new && me.next_status !== null && (
        <p class="me-next muted">{words.me.thenStatus(words.statuses[me.next_status])}</p>
      )}
      {canStop && (
        <button
          type="button"
          class="button small wide"
          title={words.me.stopNewHint}
          onClick={() => void desk.self.stopNew(true)}
        >
          {words.me.stopNew}
        </button>
      )}
      {me.stop_new && (
        <button
          type="button"
          class="button small wide"
          onClick={() => void desk.self.stopNew(false)}
        >
          {words.me.resume}
        </button>
      )}
    </section>
  );
}
