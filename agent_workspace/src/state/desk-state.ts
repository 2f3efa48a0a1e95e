/** The desk's state: everything the screen is drawn from, as one frozen value. */

import type {
  AgentSelf,
  CodeList,
  DeskSettings,
  Interaction,
  Notice,
  Offer,
  Preferences,
  Queue,
  RosterAgent,
  StatusReason,
} from "@parley/wire";
import type { Conversation } from "~/state/conversation";

/** How the desk stands towards the gateway. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "online" }
  | { readonly state: "lost"; readonly since: number; readonly retryAt: number | null }
  | { readonly state: "signed_out"; readonly reason: "never" | "revoked" | "logged_out" };

/** A queue with the moment of its figures, so that the longest wait can tick between pushes. */
export interface HeldQueue extends Queue {
  readonly heldAt: number;
}

/** An offer as it rang here, with the moment it arrived for the countdown ring. */
export interface HeldOffer extends Offer {
  readonly receivedAt: number;
}

export interface DeskState {
  readonly link: Link;
  /** Gateway time minus desk time, in milliseconds. */
  readonly clockOffset: number;
  readonly me: AgentSelf | null;
  /** Why the status last changed, as far as it was told since connecting. */
  readonly statusReason: StatusReason | null;
  readonly statusCodes: readonly CodeList[];
  readonly queues: readonly HeldQueue[];
  readonly offers: readonly HeldOffer[];
  /** The agent's own open interactions, oldest acceptance first. */
  readonly work: readonly Interaction[];
  readonly conversations: Readonly<Record<string, Conversation>>;
  /** What colleagues tell about cases, the latest first. */
  readonly notices: readonly Notice[];
  readonly roster: readonly RosterAgent[];
  readonly permissions: readonly string[];
  readonly settings: DeskSettings;
  readonly preferences: Preferences;
}

export const initialState: DeskState = {
  link: { state: "connecting" },
  clockOffset: 0,
  me: null,
  statusReason: null,
  statusCodes: [],
  queues: [],
  offers: [],
  work: [],
  conversations: {},
  notices: [],
  roster: [],
  permissions: [],
  settings: {
    max_message_chars: 5_000,
    max_attachment_bytes: 10_485_760,
    max_mail_files_bytes: 20_971_520,
    can_manage_queues: false,
    tags: [],
    mailboxes: [],
  },
  preferences: {
    locale: "en",
    theme: "system",
    sounds: true,
    offer_sound: "ring",
    message_sound: "tick",
    notifications: false,
    silence_unattended: false,
    layout: "tabs",
    signature: "",
  },
};
