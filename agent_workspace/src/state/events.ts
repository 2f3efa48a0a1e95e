/** The events that may change the desk's state: the gateway's by name, the desk's own beside them. */

import type { Interaction, Message, Preferences } from "@parley/wire";
import type { Link } from "~/state/desk-state";
import type { Pushed, ServerEvent } from "~/transport/wire-events";

/** One pushed event with the moment (desk milliseconds) it arrived. */
export type PushedEvent = {
  [Name in ServerEvent]: {
    readonly type: Name;
    readonly payload: Pushed<Name>;
    readonly at: number;
  };
}[ServerEvent];

/** What the desk itself observed. */
export type LocalEvent =
  | { readonly type: "link"; readonly link: Link; readonly at: number }
  | {
      readonly type: "history";
      readonly chatId: string;
      readonly messages: readonly Message[];
      readonly more: boolean;
      readonly direction: "before" | "after";
      readonly at: number;
    }
  | { readonly type: "notice.away"; readonly id: string; readonly at: number }
  | { readonly type: "typing.expired"; readonly chatId: string; readonly at: number }
  | {
      readonly type: "read.here";
      readonly chatId: string;
      readonly seq: number;
      readonly at: number;
    }
  | {
      readonly type: "annotated.here";
      readonly interactionId: string;
      readonly codes?: string[];
      readonly tags?: string[];
      readonly notes?: string;
      readonly at: number;
    }
  | { readonly type: "annotation.refused"; readonly interaction: Interaction; readonly at: number }
  | { readonly type: "preferences"; readonly preferences: Preferences; readonly at: number };

export type DeskEvent = PushedEvent | LocalEvent;
