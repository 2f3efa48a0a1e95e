/** The mailboxes, for supervisors: whether mail comes in, and what keeps it away. */

import type { MailboxStanding } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { TRIAL } from "~/mailboxes/trial-words";
import { Refusal } from "~/transport/refusal";

/** Milliseconds between two looks; the gateway itself looks every few minutes. */
const EVERY = 30_000;

export function Mailboxes() {
  const desk = useDesk();
  const words = desk.words.value.mailboxes;
  const [known, setKnown] = useState<readonly MailboxStanding[]>([]);
  useEffect(() => {
    const look = () => {
      if (document.hidden) return;
      desk.mail.requests.mailboxes().then(
        (found) => setKnown(found.mailboxes),
        (error) => {
          // The next look may succeed; that the link is down is told elsewhere.
          if (!(error instanceof Refusal)) throw error;
        },
      );
    };
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  if (known.length === 0) return null;
  return (
    <section class="rail-section" aria-labelledby="mailboxes-title">
      <header>
        <h2 id="mailboxes-title">{words.title}</h2>
        <span class="count">{known.length}</span>
      </header>
      <ul>
        {known.map((mailbox) => (
          <Standing key={mailbox.name} mailbox={mailbox} />
        ))}
      </ul>
      <button
        type="button"
        class="button quiet small"
        onClick={() => {
          desk.view.dialog.value = { kind: "rule_trial" };
        }}
      >
        <Icon name="search" size="small" />
        {TRIAL[desk.locale.value].open}
      </button>
    </section>
  );
}

function Standing({ mailbox }: { mailbox: MailboxStanding }) {
  const words = useDesk().words.value.mailboxes;
  const { address, queue, ok, set_aside, trouble } = mailbox;
  return (
    <li class="mailbox" data-ok={ok}>
      <Icon name={ok ? "check" : "warning"} size="small" />
      <span class="clip" title={words.waitsIn(queue)}>
        {address}
      </span>
      <span class="muted mailbox-says">{standing(mailbox, words)}</span>
      {!ok && trouble !== "" && <span class="mailbox-trouble">{trouble}</span>}
      {set_aside > 0 && <span class="mailbox-trouble">{words.setAside(set_aside)}</span>}
    </li>
  );
}

interface Sentences {
  readonly handedIn: string;
  readonly fresh: string;
  readonly since: (minutes: number) => string;
}

/** How it is in a few words: minutes count, seconds do not. */
export function standing(
  { fetched, ok, scan_age_seconds }: MailboxStanding,
  words: Sentences,
): string {
  if (!fetched) return words.handedIn;
  const minutes = Math.floor((scan_age_seconds ?? 0) / 60);
  return ok && minutes < 10 ? words.fresh : words.since(minutes);
}
