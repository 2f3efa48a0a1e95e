/** The desk's part for customers and tasks, wired once. */

import type { LoggedChat } from "@parley/wire";
import { CustomerBook } from "~/customers/customer-book";
import { CustomerFinder } from "~/customers/customer-finder";
import type { CommandPorts } from "~/desk/command-ports";
import { OpenTabs } from "~/desk/open-tabs";
import { randomId } from "~/desk/random-id";
import type { DeskEvent } from "~/state/events";
import type { Kept } from "~/storage/kept";
import { TaskBoard } from "~/tasks/task-board";
import { CustomerRequests } from "~/transport/customers";
import { TaskRequests } from "~/transport/tasks";

interface CustomerTab {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

export interface CustomerDesk {
  readonly requests: CustomerRequests;
  readonly finder: CustomerFinder;
  readonly book: CustomerBook;
  readonly tabs: OpenTabs<CustomerTab>;
  readonly tasks: TaskBoard;
  readonly taskRequests: TaskRequests;
  newId(): string;
  /** Says whose contact it is; false: the person has been told why not. */
  choose(interactionId: string, customerId: string): Promise<boolean>;
  /** Opens a record in its tab. */
  show(customer: { readonly id: string; readonly number: string; readonly name: string }): void;
  /** Closes records that are no more, and looks anew for what hung together with them. */
  erased(ids: readonly string[]): void;
  belongTo(kept: Kept): void;
  follow(event: DeskEvent): void;
}

export function buildCustomerDesk(ports: CommandPorts & { token(): string | null }): CustomerDesk {
  const { words, toasts, explain, clock, view } = ports;
  const requests = new CustomerRequests(ports.token);
  const finder = new CustomerFinder(requests);
  const tabs = new OpenTabs<CustomerTab>("customer-tabs");
  const book = new CustomerBook({
    requests,
    onRead: (id, record) => {
      const { number, name } = record;
      if (id !== record.id) tabs.replace(id, { id: record.id, number, name });
    },
    onGone: (id) => {
      const tab = tabs.open.peek().find((one) => one.id === id);
      if (tab !== undefined) tabs.replace(id, { ...tab, name: "" });
    },
    explain,
  });
  const taskRequests = new TaskRequests(ports.token);
  const tasks = new TaskBoard({
    requests: taskRequests,
    onDue: (task) => toasts.say(words.peek().tasks.dueNow(task.title), "problem"),
    explain,
    now: () => clock.exact(),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
  /** Where there is no wrap-up, the log finds nobody at the chat any more. */
  const tellOfLog = ({ interaction_id, draft }: LoggedChat) => {
    const inHand = ports.state.peek().work.some(({ id }) => id === interaction_id);
    if (draft !== null && draft.rev === 0 && !inHand)
      toasts.say(words.peek().cases.logWaits, "done");
  };
  const erased = (ids: readonly string[]) => {
    for (const id of ids) {
      tabs.close(id);
      book.gone(id);
    }
    if (finder.found.peek() !== null) void finder.look();
    if (tasks.found.peek() !== null) void tasks.look();
    tasks.watch();
  };
  const forget = () => {
    finder.forget();
    book.forget();
    tasks.forget();
  };

  return {
    requests,
    finder,
    book,
    tabs,
    tasks,
    taskRequests,
    newId: randomId,
    choose: async (interactionId, customerId) => {
      try {
        const { screen_pop } = await ports.socket.request("customer.choose", {
          interaction_id: interactionId,
          customer_id: customerId,
        });
        const payload = { interaction_id: interactionId, screen_pop };
        ports.dispatch({ type: "screen_pop", payload, at: clock.exact() });
        return true;
      } catch (error) {
        explain(error);
        return false;
      }
    },
    show: (customer) => {
      tabs.show(customer);
      view.go("customers");
    },
    erased,
    belongTo: (kept) => {
      forget();
      tabs.belongTo(kept);
    },
    follow: (event) => {
      if (event.type === "snapshot") tasks.watch();
      if (event.type === "customer.erased") erased(event.payload.customer_ids);
      if (event.type === "auto_log") tellOfLog(event.payload);
      if (event.type === "link" && event.link.state === "signed_out") forget();
    },
  };
}
