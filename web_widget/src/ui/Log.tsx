/** The log: every thread in turn, read from the bottom, older pages on request. */
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { rowsOf } from "../session/rows";
import { present } from "../session/state";
import { hasEarlier } from "../session/thread";
import { useChatState, useSpeech, useWidget } from "./context";
import { Icon } from "./Icon";
import { LogRow } from "./LogRow";

/** Pixels from the end within which new messages keep the end in view. */
const NEAR = 80;

export function Log(): JSX.Element {
  const { session } = useWidget();
  const { words, day } = useSpeech();
  const state = useChatState();
  const { threads, pending, archive, typing } = state;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const top = useRef(0);
  const extent = useRef({ height: 0, first: "" });
  const sending = useRef(pending.length);
  const [seenUpTo, setSeenUpTo] = useState(0);

  const now = new Date();
  const dayOf = (at: string): string => day(at, now);
  const thread = present(state);
  const settled =
    threads.some(({ messages }) => messages.length > 0) || thread?.chat?.last_seq === 0;
  const lastSeq = thread?.messages.at(-1)?.seq ?? 0;
  const below = atEnd.current
    ? 0
    : (thread?.messages.filter(({ seq, from }) => seq > seenUpTo && from !== "customer").length ??
      0);
  const oldest = threads[0];
  const earlierId = archive.at(-1);
  const first = `${oldest?.id} ${oldest?.messages[0]?.seq}`;

  // Whoever writes wants to see it.
  if (pending.length > sending.current) atEnd.current = true;
  sending.current = pending.length;

  // Only the reader's own way up leaves the end; a picture that arrives just makes it longer.
  const follow = (log: HTMLDivElement, height: number): void => {
    const near = height - log.scrollTop - log.clientHeight < NEAR;
    atEnd.current = near || (atEnd.current && log.scrollTop >= top.current);
    top.current = log.scrollTop;
  };

  // Keeps the end in view, or, when older messages came in above, what was being read.
  useLayoutEffect(() => {
    const log = box.current;
    if (!log) return;
    // A message may come between the reader's scrolling and its event. A closed panel has no place.
    if (log.clientHeight > 0) follow(log, Math.min(log.scrollHeight, extent.current.height));
    if (atEnd.current) {
      log.scrollTop = log.scrollHeight;
      setSeenUpTo(lastSeq);
    } else if (extent.current.first !== first) {
      log.scrollTop += log.scrollHeight - extent.current.height;
    }
    extent.current = { height: log.scrollHeight, first };
  });

  // Pictures that arrive and a composer that grows must not push the end out of view.
  useEffect(() => {
    const log = box.current;
    if (!log?.firstElementChild) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) log.scrollTop = log.scrollHeight;
    });
    observer.observe(log);
    observer.observe(log.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const scrolled = (): void => {
    const log = box.current;
    if (!log) return;
    follow(log, log.scrollHeight);
    if (atEnd.current) setSeenUpTo(lastSeq);
  };
  const toEnd = (): void => {
    atEnd.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setSeenUpTo(lastSeq);
  };
  const earlier = (): void => {
    if (oldest && hasEarlier(oldest)) {
      void session.history(oldest.id, { before_seq: oldest.messages[0]?.seq ?? 1 });
    } else if (earlierId) void session.recall(earlierId);
  };
  const typist = thread?.chat?.agent?.name ?? words.someone;

  return (
    <div class="log-frame">
      <div
        class="log"
        ref={box}
        role="log"
        aria-label={words.log}
        // History is not news: it is only spoken of once it is there.
        aria-live={settled ? "polite" : "off"}
        tabIndex={0}
        onScroll={scrolled}
      >
        <div class="log-content">
          {(earlierId || (oldest && hasEarlier(oldest))) && (
            <button type="button" class="earlier" onClick={earlier}>
              {oldest && hasEarlier(oldest) ? words.earlierMessages : words.earlierChat}
            </button>
          )}
          {threads.map((each) => (
            <ol key={each.id}>
              {rowsOf(each, pending, dayOf).map((row) => (
                <LogRow key={row.key} row={row} dayOf={dayOf} />
              ))}
            </ol>
          ))}
          {typing && (
            <p class="typing">
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {words.typing(typist)}
            </p>
          )}
        </div>
      </div>
      {below > 0 && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" />
          {words.newMessages(below)}
        </button>
      )}
    </div>
  );
}
