/** A case: what it is about, the mails written, and below them the answer being written. */

import type { Case, Interaction } from "@parley/wire";
import { useComputed } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { arrivedMail } from "~/mail/arrived-mail";
import { CaseFacts } from "~/mail/case-facts";
import { DraftList } from "~/mail/draft-list";
import { ReplyBar } from "~/mail/reply-bar";
import { ReplyEditor } from "~/mail/reply-editor";
import { Thread } from "~/mail/thread";

const CaseLogs = deferred(async () => (await import("~/chat_logs/case-logs")).CaseLogs);

export interface CaseViewProps {
  readonly caseId: string;
  /** The contact that brought the case here, where there is one. */
  readonly interaction?: Interaction;
  readonly mayReply: boolean;
  /** Whether it is what the person works in now. */
  readonly active: boolean;
}

export function CaseView({ caseId, interaction, mayReply, active }: CaseViewProps) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const { book, drafts } = desk.mail;
  const box = useRef<HTMLDivElement>(null);
  const called = desk.view.composerCalled.value;
  useEffect(() => book.watch(caseId), [caseId]);
  // Accepting or choosing a mail begins with reading it, unless an answer was begun.
  useEffect(() => {
    if (!active || called === 0) return;
    const writing = box.current?.querySelector("textarea");
    (writing ?? box.current)?.focus();
  }, [called, active]);

  const { record, problem } = book.of(caseId);
  // Only which draft is open: each key pressed in it concerns the editor alone.
  const open = useComputed(() => drafts.openIn(caseId)?.id ?? null);
  // What is written goes on in the case that this one was merged into.
  const mayWrite = mayReply && record?.merged_into === null;
  const editing = mayWrite ? open.value : null;
  const last = record?.mails.at(-1);
  const sent = last?.direction === "out" ? last.id : null;
  useFollow(box, { read: record !== null, editing: editing !== null, sent });
  const arrived = interaction?.email;
  return (
    <>
      <div
        class="case scroll"
        ref={box}
        tabIndex={0}
        role="region"
        aria-label={desk.words.value.cases.numbered(
          record?.number ?? interaction?.case?.number ?? "",
        )}
      >
        {record !== null && (
          <CaseFacts record={record} interaction={interaction} mayChange={mayReply} />
        )}
        {problem !== null && <Problem caseId={caseId} problem={problem} held={record !== null} />}
        {record === null && problem === null && (
          <p class="case-note muted" role="status">
            {words.loading}
          </p>
        )}
        {record !== null ? (
          <Thread record={record} unfold={arrived?.id ?? null} within={mayWrite ? record : null} />
        ) : (
          arrived !== undefined && (
            <Thread
              record={{ id: caseId, number: "", subject: "", mails: [arrivedMail(arrived)] }}
            />
          )
        )}
        {record !== null && <CaseLogs record={record} />}
        {record !== null && mayWrite && <DraftList record={record} except={editing} />}
        {record !== null && editing !== null && (
          <OpenEditor key={editing} record={record} draftId={editing} />
        )}
      </div>
      {record !== null && mayWrite && editing === null && <ReplyBar record={record} />}
    </>
  );
}

function OpenEditor({ record, draftId }: { record: Case; draftId: string }) {
  const draft = useDesk().mail.drafts.drafts.value[draftId];
  return draft === undefined ? null : <ReplyEditor record={record} draft={draft} />;
}

interface Standing {
  readonly read: boolean;
  readonly editing: boolean;
  /** The newest mail, if it is ours. */
  readonly sent: string | null;
}

/** Keeps the focus when the editor closes, and shows the mail that was just sent. */
function useFollow(box: RefObject<HTMLElement | null>, { read, editing, sent }: Standing): void {
  const before = useRef<Standing | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = { read, editing, sent };
    if (was === null) return;
    if (was.editing && !editing && document.activeElement === document.body) box.current?.focus();
    // A case that has just been read shows the draft that is open in it, not what went out before.
    const news = was.read || !editing;
    if (news && sent !== null && was.sent !== sent) {
      box.current?.querySelector(".mail:last-child")?.scrollIntoView({ block: "start" });
    }
  }, [read, editing, sent]);
}

function Problem(props: { caseId: string; problem: "gone" | "unreachable"; held: boolean }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const { caseId, problem, held } = props;
  const text = problem === "gone" ? words.gone : held ? words.stale : words.unreachable;
  return (
    <Warning>
      <span>{text}</span>
      {problem === "unreachable" && (
        <button
          type="button"
          class="button small"
          onClick={() => void desk.mail.book.refresh(caseId)}
        >
          {words.tryAgain}
        </button>
      )}
    </Warning>
  );
}

function Warning({ children }: { children: ComponentChildren }) {
  return (
    <div class="case-warning" role="status">
      <Icon name="warning" size="small" />
      {children}
    </div>
  );
}

/** What a thread is drawn from: a whole case, or the one mail known before it is loaded. */
export type ThreadRecord = Pick<Case, "id" | "number" | "subject" | "mails">;
