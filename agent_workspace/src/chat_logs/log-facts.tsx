/** A log to be read: who talked when with whom, what was noted, what was said. */

import type { ChatLog, LoggedWork, Message } from "@parley/wire";
import type { ComponentChildren } from "preact";
import { useLogWords } from "~/chat_logs/words";
import { AttachmentList } from "~/conversation/attachment-list";
import { RichText } from "~/conversation/rich-text";
import { useDesk } from "~/desk/desk-context";
import { dateAndTime, timeOfDay } from "~/words/calendar";
import { compact } from "~/words/durations";

export function LogFacts({ log }: { log: ChatLog }) {
  const desk = useDesk();
  const words = useLogWords();
  const { units } = desk.words.value;
  const { visitor } = log;
  const moment = (at: string) => <time dateTime={at}>{dateAndTime(at, desk.locale.value)}</time>;
  return (
    <dl class="case-details">
      <Fact name={words.queue}>{log.queue.name}</Fact>
      <Fact name={words.agent}>{log.agent_name}</Fact>
      <Fact name={words.began}>{moment(log.started_at)}</Fact>
      <Fact name={words.ended}>{moment(log.ended_at)}</Fact>
      <Fact name={words.waited}>{compact(log.waited_seconds, units)}</Fact>
      <Fact name={words.lasted}>{compact(log.duration_seconds, units)}</Fact>
      {visitor.name !== "" && <Fact name={words.visitor}>{visitor.name}</Fact>}
      {visitor.email !== "" && <Fact name={words.email}>{visitor.email}</Fact>}
      {visitor.ip !== "" && <Fact name={words.ip}>{visitor.ip}</Fact>}
      {log.prechat.map(({ key, label, value }) => (
        <Fact key={key} name={label}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Everything a log holds; `level` is that of the heading it stands under. */
export function WholeLog({ log }: { log: ChatLog }) {
  const words = useLogWords();
  return (
    <div class="whole-log">
      <LogFacts log={log} />
      {log.draft.description !== "" && <p class="log-text">{log.draft.description}</p>}
      {log.works.map((work) => (
        <Noted key={work.accepted_at} work={work} />
      ))}
      <details class="log-said" open>
        <summary>{words.transcript}</summary>
        {log.messages.length === 0 && (
          <p class="muted">{log.removed ? words.removed : words.nothingSaid}</p>
        )}
        <ol>
          {log.messages.map((message) => (
            <Said key={message.seq} message={message} />
          ))}
        </ol>
        {log.more && <p class="muted">{words.more}</p>}
      </details>
    </div>
  );
}

function Noted({ work }: { work: LoggedWork }) {
  const words = useLogWords();
  const { codes, tags, notes } = work;
  return (
    <div class="log-noted">
      <strong>{words.noted(work.agent.name)}</strong>
      {codes.length + tags.length > 0 && (
        <ul class="chips">
          {[...codes, ...tags].map((name) => (
            <li key={name} class="chip">
              {name}
            </li>
          ))}
        </ul>
      )}
      {notes !== "" && <p class="log-text">{notes}</p>}
      {codes.length + tags.length === 0 && notes === "" && (
        <p class="muted">{words.nothingNoted}</p>
      )}
    </div>
  );
}

function Said({ message }: { message: Message }) {
  const desk = useDesk();
  const words = useLogWords();
  const all = desk.words.value;
  const { from, name, at, notice, html, text, attachments } = message;
  const time = <time dateTime={at}>{timeOfDay(at, desk.locale.value)}</time>;
  if (from === "system") {
    return (
      <li class="muted">
        {notice === null ? text : all.chat.notices[notice]} {time}
      </li>
    );
  }
  const who = from === "bot" ? words.bot : name || words.visitorSaid;
  return (
    <li data-from={from}>
      <p class="muted">
        <strong>{who}</strong> {time}
      </p>
      {text !== "" && <RichText html={html} text={text} />}
      <AttachmentList attachments={attachments} />
    </li>
  );
}
