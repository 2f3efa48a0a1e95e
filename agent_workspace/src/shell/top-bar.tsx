/** The top bar of narrow windows: where one is, and the way to both drawers. */

import { Icon } from "~/design/icon";
import { StatusMark } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";
import { unreadCount } from "~/state/conversation";

export function TopBar() {
  const desk = useDesk();
  const words = desk.words.value;
  const { me, work, conversations } = desk.state.value;
  const { view } = desk;
  const active = work.find((one) => view.inSight(one.id));
  const elsewhere = work.reduce((sum, { id, chat }) => {
    const conversation = chat && conversations[chat.id];
    return id !== active?.id && conversation ? sum + unreadCount(conversation) : sum;
  }, 0);
  const elsewhereTitle = {
    work: "Parley",
    cases: words.cases.title,
    customers: words.customers.title,
    tasks: words.tasks.title,
    pending: words.pending.title,
    knowledge: words.knowledge.title,
  }[view.place.value];
  const title = active === undefined ? elsewhereTitle : customerName(active, words);
  return (
    <header class="top-bar">
      <button
        type="button"
        class="button quiet"
        aria-label={
          elsewhere > 0
            ? `${words.regions.openRail}, ${words.work.unread(elsewhere)}`
            : words.regions.openRail
        }
        aria-expanded={view.drawer.value === "rail"}
        onClick={() => {
          view.drawer.value = view.drawer.value === "rail" ? null : "rail";
        }}
      >
        <Icon name="menu" size="large" />
        {me !== null && <StatusMark status={me.status} />}
        {elsewhere > 0 && <span class="badge">{elsewhere}</span>}
      </button>
      <h1 class="clip">{title}</h1>
      {active !== undefined && (
        <button
          type="button"
          class="button quiet icon-only"
          aria-label={words.regions.openContext}
          aria-expanded={view.drawer.value === "context"}
          onClick={() => view.toggleContext()}
        >
          <Icon name="sidebar" size="large" />
        </button>
      )}
    </header>
  );
}
