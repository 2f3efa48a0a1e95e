/** The rail: who I am, what rings, what I hold, what I serve. */

import { CasesEntry } from "~/cases/cases-entry";
import { CustomersEntry } from "~/customers/customers-entry";
import { deferred } from "~/design/deferred";
import { Icon, type IconName } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { KnowledgeEntry } from "~/knowledge/knowledge-entry";
import { WorkList } from "~/my_work/work-list";
import { OfferStack } from "~/offers/offer-stack";
import { QueueList } from "~/queues/queue-list";
import { MePanel } from "~/rail/me-panel";
import { TasksEntry } from "~/tasks/tasks-entry";
import { Team } from "~/team/team";

/* For those whom a colleague has told something. */
const Notices = deferred(async () => (await import("~/notices/notices")).Notices);
/* For supervisors alone. */
const Mailboxes = deferred(async () => (await import("~/mailboxes/mailboxes")).Mailboxes);

export function Rail() {
  const desk = useDesk();
  const words = desk.words.value;
  const { me } = desk.state.value;
  return (
    <nav class="rail" id="rail" tabIndex={-1} aria-label={words.regions.rail}>
      <MePanel />
      <div class="rail-offers">{desk.view.viewport.railFits.value && <OfferStack />}</div>
      <div class="rail-lists scroll">
        {desk.state.value.notices.length > 0 && <Notices />}
        <div class="rail-places">
          <CasesEntry />
          <TasksEntry />
          <CustomersEntry />
          <KnowledgeEntry />
        </div>
        <WorkList />
        <QueueList />
        {me !== null && me.role !== "agent" && <Team />}
        {me !== null && me.role !== "agent" && <Mailboxes />}
      </div>
      <div class="rail-foot">
        <FootButton icon="search" label={words.palette.title} keys="Ctrl K" kind="palette" />
        <FootButton icon="keyboard" label={words.shortcuts.title} keys="?" kind="shortcuts" />
        <FootButton icon="settings" label={words.profile.title} kind="profile" />
      </div>
    </nav>
  );
}

function FootButton(props: {
  icon: IconName;
  label: string;
  keys?: string;
  kind: "palette" | "shortcuts" | "profile";
}) {
  const { view } = useDesk();
  return (
    <button
      type="button"
      class="button quiet small"
      aria-label={props.keys === undefined ? props.label : `${props.label}, ${props.keys}`}
      title={props.keys === undefined ? props.label : `${props.label} (${props.keys})`}
      onClick={() => {
        view.dialog.value = { kind: props.kind };
      }}
    >
      <Icon name={props.icon} />
      {props.keys !== undefined && (
        <span class="keys" aria-hidden="true">
          {props.keys}
        </span>
      )}
    </button>
  );
}
