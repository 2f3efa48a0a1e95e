/** What the palette finds by itself: chats first, then what can be done now, then queues. */

import type { ChosenStatus } from "@parley/wire";
import type { IconName } from "~/design/icon";
import type { Desk } from "~/desk/desk";
import { customerName } from "~/my_work/customer-name";
import { SHORTCUTS } from "~/shortcuts/shortcuts";

export interface PaletteEntry {
  readonly id: string;
  readonly name: string;
  readonly icon: IconName;
  readonly keys?: string;
  run(desk: Desk): void;
}

const STATUSES: readonly ChosenStatus[] = ["available", "offline", "on_break"];

export function paletteEntries(desk: Desk): PaletteEntry[] {
  return [...chats(desk), ...commands(desk), ...queues(desk)];
}

function chats(desk: Desk): PaletteEntry[] {
  const words = desk.words.value;
  const { work } = desk.state.value;
  const numbered = work.filter(({ medium }) => medium === "chat");
  return work.map((interaction) => ({
    id: `chat-${interaction.id}`,
    name: words.palette.goTo(
      [customerName(interaction, words), interaction.email?.subject ?? ""]
        .filter((part) => part !== "")
        .join(", "),
    ),
    icon: interaction.medium,
    ...(interaction.medium === "chat" ? { keys: `Alt+${numbered.indexOf(interaction) + 1}` } : {}),
    run: ({ view }) => {
      view.show(interaction.id);
      view.callComposer();
    },
  }));
}

function commands(desk: Desk): PaletteEntry[] {
  const words = desk.words.value;
  const { me } = desk.state.value;
  const shortcuts = SHORTCUTS.filter((one) => one.offered?.(desk) === true).map(
    (one): PaletteEntry => ({
      id: `command-${one.name}`,
      name: words.shortcuts[one.name],
      icon: "keyboard",
      ...(one.keys[0] === undefined ? {} : { keys: one.keys[0] }),
      run: (here) => one.run(here, null),
    }),
  );
  const statuses = STATUSES.filter((status) => me?.allowed.includes(status)).map(
    (status): PaletteEntry => ({
      id: `status-${status}`,
      name: words.me.status(words.statusActions[status] ?? status),
      icon: "person",
      run: ({ self }) => void self.choose(status),
    }),
  );
  const settings: PaletteEntry = {
    id: "settings",
    name: words.profile.title,
    icon: "settings",
    run: ({ view }) => {
      view.dialog.value = { kind: "profile" };
    },
  };
  const logOut: PaletteEntry = {
    id: "log-out",
    name: words.statusActions.logged_out ?? "",
    icon: "end",
    run: ({ session }) => void session.logOut(),
  };
  return [
    ...shortcuts,
    ...statuses,
    settings,
    ...(me?.allowed.includes("logged_out") ? [logOut] : []),
  ];
}

function queues(desk: Desk): PaletteEntry[] {
  const words = desk.words.value;
  return desk.state.value.queues.map((queue) => ({
    id: `queue-${queue.id}`,
    name: `${words.customer.inQueue(queue.name)} · ${words.queues.waiting(queue.waiting)}`,
    icon: "queue",
    run: ({ view }) => {
      view.drawer.value = view.viewport.railFits.value ? null : "rail";
      const row = document.getElementById(`queue-${queue.media[0]}-${queue.id}`);
      row?.scrollIntoView({ block: "center" });
      row?.focus();
    },
  }));
}
