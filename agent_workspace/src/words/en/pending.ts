/** The English of the mails that wait. */

import { counted } from "~/words/en/counted";

export const pending = {
  pending: {
    title: "Pending emails",
    inQueue: (name: string) => `Pending emails in ${name}`,
    list: "Mails that wait",
    show: (n: number, name: string) => `${n} waiting in ${name}: show them`,
    waited: "Waiting",
    number: "Case",
    mailbox: "Mailbox",
    contact: "Contact",
    company: "Company",
    subject: "Subject",
    take: "Take this mail now",
    offlineFirst:
      "While you are available another contact may ring. Work offline first to choose in peace.",
    loading: "Looking for waiting mails…",
    failed: "The waiting mails could not be looked up. Look again.",
    onBreak: "You are on a break. Work offline to look through the mails that wait.",
    none: "No mail waits in this queue.",
    more: "Show more",
    refresh: "Look again",
    close: "Close the list",
    choose: "Choose",
    chooseOne: (subject: string) => `Choose ${subject}`,
    discard: (n: number) => `Discard ${counted(n, "mail", "mails")}`,
    discardAsk: "Take these mails out of the queue? Nobody will be offered them; their cases stay.",
    discardConfirm: "Discard",
    discarded: (n: number) => `${counted(n, "mail", "mails")} discarded.`,
  },
};
