/** The English of the desk as a whole. */

import type { Medium, Status } from "@parley/wire";
import { counted } from "~/words/en/counted";

export const shell = {
  language: "English",

  desk: "Parley desk",

  close: "Close",

  cancel: "Cancel",

  nothingFound: "Nothing found",

  optional: "optional",

  required: "required",

  units: { second: "s", minute: "m", hour: "h", day: "d", week: "w", gap: "" },

  statuses: {
    available: "Available",
    busy: "Busy",
    busy_stop_new: "Busy, no new",
    wrap_up: "Wrap-up",
    offline: "Working offline",
    on_break: "On break",
    logged_out: "Logged out",
  } satisfies Record<Status, string>,

  statusActions: {
    available: "Available",
    offline: "Work offline",
    on_break: "Take a break",
    logged_out: "Log out",
  } as Partial<Record<Status, string>>,

  media: {
    chat: "Chat",
    email: "Email",
    voicemail: "Voicemail",
    callback: "Callback",
  } satisfies Record<Medium, string>,

  login: {
    title: "Log in",
    lead: "One desk for every conversation.",
    username: "User name or email",
    password: "Password",
    show: "Show password",
    submit: "Log in",
    busy: "Logging in…",
    wrong: "User name or password is not right. Check capital letters, then try again.",
    throttled: (seconds: number) =>
      `Too many attempts. Wait ${counted(seconds, "second", "seconds")}, then try again.`,
    unreachable: "The server does not answer. Check your connection, then try again.",
    failed: "The server could not log you in. Try again in a moment.",
    empty: "Fill in both fields to log in.",
    revoked: "Your session was ended. Log in again to go on; your drafts are kept.",
    loggedOut: "You are logged out. Have a good rest of the day.",
    opening: "Opening your desk…",
  },

  link: {
    lost: "Connection lost.",
    retryIn: (seconds: number) => `Trying again in ${seconds} s.`,
    retrying: "Trying again now…",
    kept: "What you write is kept.",
    retryNow: "Try now",
    back: "Connected again",
    reload: "This desk is out of date. Reload to go on; drafts are kept.",
    reloadNow: "Reload",
  },

  notification: {
    offer: (medium: string, who: string) => `${medium}: ${who}`,
    offerBody: (queue: string, seconds: number) => `${queue} · ${seconds} s to accept`,
    message: (who: string) => `Message from ${who}`,
  },

  errors: {
    noConnection: "The server did not answer in time. Check what happened, then try again.",
    unexpected: "Something went wrong here. Try again.",
    broken: "Something went wrong in this desk. Reload it; your drafts are kept.",
  },

  regions: {
    rail: "Desk: status, offers, work, queues",
    work: "Conversations",
    context: "Customer and notes",
    openRail: "Open the list of chats and queues",
    openContext: "Open customer and notes",
    closeContext: "Hide customer and notes",
    skip: "Skip to the conversation",
  },
};
