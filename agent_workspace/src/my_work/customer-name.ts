/** How a customer is called on the desk: by name, else by address or number, else as a visitor. */

import type { Interaction } from "@parley/wire";
import { callerOf } from "~/voicemail/voicemail";
import type { Words } from "~/words/en";

export function customerName(interaction: Interaction, words: Words): string {
  const { customer, email, medium } = interaction;
  const known = customer?.name || customer?.email;
  const written = email?.from.name || email?.from.address;
  const called = medium === "voicemail" || medium === "callback";
  const unknown = called ? words.voicemail.unknownCaller : words.work.anonymous;
  return known || written || callerOf(interaction) || unknown;
}

/** One or two letters that stand for the name. */
export function initials(name: string): string {
  const parts = name.split(/[\s@._-]+/u).filter((part) => part !== "");
  const letters = parts.length > 1 ? [parts[0], parts[1]] : [parts[0]];
  return letters
    .map((part) => [...(part ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
