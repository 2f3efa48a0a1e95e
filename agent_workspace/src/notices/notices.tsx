/** The notices: what colleagues tell about cases, until it is put away. */

import type { Notice } from "@parley/wire";
import { useEffect } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { shortMoment } from "~/words/calendar";
import { careWords } from "~/words/care";
import "~/notices/notices.css";

export function Notices() {
  const desk = useDesk();
  const words = careWords(desk.locale.value);
  const { notices } = desk.state.value;
  const latest = notices[0];
  // The rail may be closed: the latest is said once wherever one works.
  useEffect(() => {
    if (latest === undefined) return;
    desk.toasts.say(words.tells(latest.by?.name ?? words.somebody, latest.case.number), "done");
  }, [latest?.id]);
  return (
    <section class="rail-section" aria-labelledby="notices-title">
      <header>
        <h2 id="notices-title">{words.notices}</h2>
        <span class="count">{notices.length}</span>
      </header>
      <ul>
        {notices.map((notice) => (
          <Told key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
}

function Told({ notice }: { notice: Notice }) {
  const desk = useDesk();
  const words = careWords(desk.locale.value);
  const { id, text, at, by } = notice;
  const { number, subject } = notice.case;
  return (
    <li class="notice">
      <button
        type="button"
        class="notice-open"
        onClick={() => {
          desk.mail.tabs.show({ id: notice.case.id, number, customer: "" });
          desk.view.go("cases");
          void desk.self.putAway(id);
        }}
      >
        <strong>{desk.words.value.cases.numbered(number)}</strong> {subject}
      </button>
      <button
        type="button"
        class="button quiet icon-only small"
        aria-label={`${words.putAway}, ${desk.words.value.cases.numbered(number)}`}
        onClick={() => void desk.self.putAway(id)}
      >
        <Icon name="check" size="small" />
      </button>
      {text !== "" && <p class="notice-text">{text}</p>}
      <p class="muted">
        {by?.name ?? words.somebody},{" "}
        <time dateTime={at}>{shortMoment(at, desk.clock.exact(), desk.locale.value)}</time>
      </p>
    </li>
  );
}
