/** The empty desk: says how things stand, and what will happen next. */

import { Elapsed } from "~/design/elapsed";
import { StatusMark, statusGround } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";
import type { Words } from "~/words/en";

export function Home() {
  const desk = useDesk();
  const words = desk.words.value;
  const { me, queues, offers } = desk.state.value;
  if (me === null) return null;
  const serving = queues.filter((queue) => queue.enabled);
  const waiting = serving.reduce((sum, queue) => sum + queue.waiting, 0);
  // Whoever rings here waits too, but is no queue to be impatient about.
  const rings = desk.view.viewport.railFits.value ? words.home.ringsTitle : words.home.ringsAbove;
  const resting = me.status === "on_break" || me.status === "offline";
  return (
    <div class="home">
      <span class="home-status" style={{ background: statusGround(me.status) }}>
        <StatusMark status={me.status} />
      </span>
      {me.status === "on_break" && (
        <>
          <h2>{words.home.breakTitle}</h2>
          <p>{words.home.breakText}</p>
        </>
      )}
      {me.status === "offline" && (
        <>
          <h2>{words.home.offlineTitle}</h2>
          <p>{words.home.offlineText}</p>
        </>
      )}
      {!resting && (
        <>
          <h2>{offers.length > 0 ? rings : title(words.home, waiting)}</h2>
          <p>{serving.length === 0 ? words.home.noQueue : <AvailableFor since={me.since} />}</p>
        </>
      )}
      {resting && me.allowed.includes("available") && (
        <button
          type="button"
          class="button primary"
          onClick={() => void desk.self.choose("available")}
        >
          {words.me.ready}
        </button>
      )}
      {desk.firstRun.value && (
        <section class="home-steps" aria-labelledby="steps-title">
          <h3 id="steps-title">{words.home.firstTitle}</h3>
          <ol>
            {words.home.first.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function title(words: Words["home"], waiting: number): string {
  return waiting > 0 ? words.waitingTitle(waiting) : words.calmTitle;
}

function AvailableFor({ since }: { since: string }) {
  const words = useDesk().words.value;
  const [before, after] = words.home.availableFor("\u0000").split("\u0000");
  return (
    <>
      {before}
      <Elapsed since={since} form="coarse" />
      {after}
    </>
  );
}
