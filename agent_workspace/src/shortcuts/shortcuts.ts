/** The shortcuts: one table the listener, the dialog and the palette are read from. */

import type { Desk } from "~/desk/desk";
import { unreadCount } from "~/state/conversation";
import type { Words } from "~/words/en";

export interface Shortcut {
  readonly name: Exclude<keyof Words["shortcuts"], "title" | "everywhere" | "writing" | "or">;
  /** As shown: `Alt+A`. */
  readonly keys: readonly string[];
  matches(event: KeyboardEvent): boolean;
  run(desk: Desk, event: KeyboardEvent | null): void;
  /** Whether this desk has it at all; absent: always. */
  readonly exists?: (desk: Desk) => boolean;
  /** Whether the palette offers it right now; absent: never. */
  readonly offered?: (desk: Desk) => boolean;
}

/** By letter where the layout has one, by place where Alt makes another sign of it (macOS). */
const alt = (letter: string) => (event: KeyboardEvent) =>
  event.altKey &&
  !event.ctrlKey &&
  !event.metaKey &&
  (/^[a-z]$/i.test(event.key)
    ? event.key.toLowerCase() === letter
    : event.code === `Key${letter.toUpperCase()}`);

const active = (desk: Desk) => desk.state.value.work.find((one) => desk.view.inSight(one.id));

export const SHORTCUTS: readonly Shortcut[] = [
  {
    name: "accept",
    keys: ["Alt+A"],
    matches: alt("a"),
    run: (desk) => {
      const offer = desk.state.value.offers[0];
      if (offer) void desk.work.accept(offer.id);
    },
    offered: (desk) => desk.state.value.offers.length > 0,
  },
  {
    name: "reject",
    keys: ["Alt+R"],
    matches: alt("r"),
    run: (desk) => {
      const offer = desk.state.value.offers[0];
      if (offer?.can_reject) void desk.work.reject(offer.id);
    },
    offered: (desk) => desk.state.value.offers[0]?.can_reject === true,
  },
  {
    name: "chat",
    keys: ["Alt+1", "Alt+6"],
    matches: (event) => event.altKey && !event.ctrlKey && /^Digit[1-6]$/.test(event.code),
    run: (desk, event) => {
      const chats = desk.state.value.work.filter((one) => one.medium === "chat");
      const chat = chats[Number(event?.code.slice(-1)) - 1];
      if (chat === undefined) return;
      desk.view.show(chat.id);
      desk.view.callComposer();
    },
  },
  {
    name: "nextUnread",
    keys: ["Alt+N"],
    matches: alt("n"),
    run: (desk) => {
      const { work, conversations } = desk.state.value;
      const from = work.findIndex((one) => one.id === desk.view.active.value) + 1;
      const next = [...work.slice(from), ...work.slice(0, from)].find(({ chat }) => {
        const conversation = chat && conversations[chat.id];
        return conversation !== undefined && unreadCount(conversation) > 0;
      });
      if (next === undefined) return;
      desk.view.show(next.id);
      desk.view.callComposer();
    },
  },
  {
    name: "end",
    keys: ["Alt+E"],
    matches: alt("e"),
    run: (desk) => {
      const interaction = active(desk);
      if (interaction?.handling?.state === "wrap_up") void desk.work.finish(interaction.id);
      // The button itself asks where something is left unsaid; a callback ends with how it went.
      else if (interaction?.medium === "callback") {
        document
          .querySelector<HTMLElement>(".conversation[data-active=true] .outcome button")
          ?.focus();
      } else
        document
          .querySelector<HTMLElement>(`[data-end="${CSS.escape(interaction?.id ?? "")}"]`)
          ?.click();
    },
    offered: (desk) => active(desk) !== undefined,
  },
  {
    name: "extend",
    keys: ["Alt+X"],
    matches: alt("x"),
    run: (desk) => {
      const interaction = active(desk);
      if (interaction?.handling?.state === "wrap_up") void desk.work.extend(interaction.id);
    },
    offered: (desk) => active(desk)?.handling?.state === "wrap_up",
  },
  {
    name: "transfer",
    keys: ["Alt+T"],
    matches: alt("t"),
    run: (desk) => {
      const interaction = active(desk);
      if (interaction?.actions.includes("transfer")) {
        desk.view.dialog.value = { kind: "transfer", interactionId: interaction.id };
      }
    },
    offered: (desk) => active(desk)?.actions.includes("transfer") === true,
  },
  {
    name: "stopNew",
    keys: ["Alt+S"],
    matches: alt("s"),
    run: (desk) => {
      const { me } = desk.state.value;
      if (me?.stop_new) void desk.self.stopNew(false);
      else if (me?.status === "busy") void desk.self.stopNew(true);
    },
    offered: (desk) =>
      desk.state.value.me?.stop_new === true || desk.state.value.me?.status === "busy",
  },
  {
    name: "ready",
    keys: ["Alt+G"],
    matches: alt("g"),
    run: (desk) => {
      if (desk.state.value.me?.allowed.includes("available")) void desk.self.choose("available");
    },
    offered: (desk) => desk.state.value.me?.allowed.includes("available") === true,
  },
  {
    name: "context",
    keys: ["Alt+I"],
    matches: alt("i"),
    run: (desk) => desk.view.toggleContext(),
    offered: (desk) => active(desk) !== undefined,
  },
  {
    name: "beside",
    keys: ["Alt+B"],
    matches: alt("b"),
    run: (desk) => {
      const { layout } = desk.state.value.preferences;
      void desk.self.prefer({ layout: layout === "tabs" ? "side_by_side" : "tabs" });
    },
    offered: (desk) => desk.state.value.work.length > 1,
  },
  {
    name: "cases",
    keys: ["Alt+C"],
    matches: alt("c"),
    run: ({ view }) => {
      if (view.place.value === "work") view.go("cases");
      else view.place.value = "work";
    },
    offered: () => true,
  },
  {
    name: "customers",
    keys: ["Alt+U"],
    matches: alt("u"),
    run: ({ view }) => {
      view.go(view.place.value === "customers" ? "work" : "customers");
    },
    offered: () => true,
  },
  {
    name: "tasks",
    keys: ["Alt+J"],
    matches: alt("j"),
    run: ({ view }) => {
      view.go(view.place.value === "tasks" ? "work" : "tasks");
    },
    offered: () => true,
  },
  {
    name: "knowledge",
    keys: ["Alt+L"],
    matches: alt("l"),
    run: ({ view }) => view.toggleKnowledge(),
    exists: (desk) => desk.knowledge.offered,
    offered: (desk) => desk.knowledge.offered,
  },
  {
    name: "regions",
    keys: ["F6"],
    matches: (event) => event.key === "F6",
    run: (_desk, event) => focusNextRegion(event?.shiftKey === true),
  },
  {
    name: "palette",
    keys: ["Ctrl+K"],
    matches: (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k",
    run: (desk) => {
      desk.view.dialog.value = { kind: "palette" };
    },
  },
  {
    name: "help",
    keys: ["?"],
    matches: (event) => event.key === "?" && !isWriting(event.target),
    run: (desk) => {
      desk.view.dialog.value = { kind: "shortcuts" };
    },
    offered: () => true,
  },
];

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches(
      'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"])',
    )
  );
}

function focusNextRegion(backwards: boolean): void {
  const regions = ["rail", "work", "context"]
    .map((id) => document.getElementById(id))
    .filter((region): region is HTMLElement => region !== null && region.offsetParent !== null);
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = (at + (backwards ? -1 : 1) + regions.length) % regions.length;
  regions[next]?.focus();
}
