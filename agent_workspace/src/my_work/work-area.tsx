/** The work area: one to three conversations side by side, or what to do when there is none. */

import type { Medium } from "@parley/wire";
import { useEffect, useRef } from "preact/hooks";
import { CasesArea } from "~/cases/cases-area";
import { Conversation } from "~/conversation/conversation";
import { deferred } from "~/design/deferred";
import { useDesk } from "~/desk/desk-context";
import { fetchEditor } from "~/editor/writing-field";
import { MailPane } from "~/mail/mail-pane";
import { Home } from "~/my_work/home";

/* What is opened now and then is fetched then: the first load stays small. */
const VoicemailPane = deferred(
  async () => (await import("~/voicemail/voicemail-pane")).VoicemailPane,
);
const CallbackPane = deferred(async () => (await import("~/callback/callback-pane")).CallbackPane);
const CustomersArea = deferred(
  async () => (await import("~/customers/customers-area")).CustomersArea,
);
const KnowledgeArea = deferred(
  async () => (await import("~/knowledge/knowledge-area")).KnowledgeArea,
);
const PendingArea = deferred(async () => (await import("~/pending/pending-area")).PendingArea);
const TasksArea = deferred(async () => (await import("~/tasks/tasks-area")).TasksArea);

/** The editor comes once the desk stands, and before the first chat does. */
const EDITOR_AFTER_MS = 500;

/** What one handles each medium in. */
const PANES = {
  chat: Conversation,
  email: MailPane,
  voicemail: VoicemailPane,
  callback: CallbackPane,
} satisfies Record<Medium, unknown>;

/** Narrower than this a conversation is no longer pleasant to read. */
const COLUMN_PIXELS = 320;

export function WorkArea() {
  const desk = useDesk();
  const area = useRef<HTMLElement>(null);
  const words = desk.words.value;
  const { work } = desk.state.value;
  const place = desk.view.place.value;
  const shown = desk.view.columns.value
    .map((id) => work.find((one) => one.id === id))
    .filter((one) => one !== undefined);

  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      desk.view.room.value = Math.max(1, Math.floor(element.clientWidth / COLUMN_PIXELS));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    // Where it cannot be had now, the first field that wants it asks again.
    const timer = setTimeout(() => void fetchEditor().catch(() => undefined), EDITOR_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  // A finished conversation takes the focus with it: the work area keeps it near.
  const drawn = useRef(false);
  useEffect(() => {
    if (drawn.current && document.activeElement === document.body) area.current?.focus();
    drawn.current = true;
  }, [desk.view.columns.value, place]);

  return (
    <main class="work-area" id="work" ref={area} tabIndex={-1} aria-label={words.regions.work}>
      {place === "cases" ? (
        <CasesArea />
      ) : place === "customers" ? (
        <CustomersArea />
      ) : place === "tasks" ? (
        <TasksArea />
      ) : place === "pending" ? (
        <PendingArea />
      ) : place === "knowledge" ? (
        <KnowledgeArea />
      ) : shown.length === 0 ? (
        <Home />
      ) : (
        shown.map((interaction) => {
          const Pane = PANES[interaction.medium];
          return (
            <Pane
              key={interaction.id}
              interaction={interaction}
              active={interaction.id === desk.view.active.value}
              alone={shown.length === 1}
            />
          );
        })
      )}
    </main>
  );
}
