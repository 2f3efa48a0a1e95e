/** What every group of commands works with. */

import type { ReadonlySignal } from "@preact/signals";
import type { Clock } from "~/desk/clock";
import type { Toasts } from "~/desk/toasts";
import type { View } from "~/desk/view";
import type { DeskState } from "~/state/desk-state";
import type { DeskEvent } from "~/state/events";
import type { GatewaySocket } from "~/transport/gateway-socket";
import type { Words } from "~/words/en";

export interface CommandPorts {
  readonly state: ReadonlySignal<DeskState>;
  readonly socket: GatewaySocket;
  readonly clock: Clock;
  readonly words: ReadonlySignal<Words>;
  readonly toasts: Toasts;
  readonly view: View;
  dispatch(event: DeskEvent): void;
  /** Tells the person why a command had no effect. */
  explain(error: unknown): void;
}
