/** The agent's own work: interactions with an open handling, by rising `rev`. */

import type { Chat, Interaction } from "@parley/wire";

/** Whether this agent still has something to do on it. */
export function isMine(interaction: Interaction): boolean {
  const handling = interaction.handling;
  return handling !== null && handling.state !== "closed";
}

export function heldWork(interactions: readonly Interaction[]): Interaction[] {
  return interactions.filter(isMine).sort(byAcceptance);
}

/** Takes a pushed interaction; a lower `rev` is old news, a closed handling leaves the desk. */
export function takeInteraction(
  work: readonly Interaction[],
  interaction: Interaction,
): readonly Interaction[] {
  const held = work.find((one) => one.id === interaction.id);
  if (held !== undefined && interaction.rev < held.rev) return work;
  const others = work.filter((one) => one.id !== interaction.id);
  if (!isMine(interaction)) return held === undefined ? work : others;
  return [...others, interaction].sort(byAcceptance);
}

/** A chat changes more often than its interaction: state and marks follow it. */
export function updateChat(work: readonly Interaction[], chat: Chat): readonly Interaction[] {
  const held = work.find((one) => one.chat?.id === chat.id);
  if (held?.chat == null || chat.rev < held.chat.rev) return work;
  return work.map((one) => (one === held ? { ...one, chat } : one));
}

/** Shows codes, tags or notes at once; the gateway's answer replaces them. */
export function annotate(
  work: readonly Interaction[],
  change: { interactionId: string; codes?: string[]; tags?: string[]; notes?: string },
): readonly Interaction[] {
  return work.map((one) => {
    if (one.id !== change.interactionId || one.handling === null) return one;
    const handling = { ...one.handling };
    if (change.codes !== undefined) handling.codes = change.codes;
    if (change.tags !== undefined) handling.tags = change.tags;
    if (change.notes !== undefined) handling.notes = change.notes;
    return { ...one, handling };
  });
}

/** The mandatory lists of which no code is chosen yet (DSP-003). */
export function missingLists(interaction: Interaction): Interaction["code_lists"] {
  const chosen = new Set(interaction.handling?.codes ?? []);
  return interaction.code_lists.filter(
    (list) => list.mandatory && !list.codes.some((code) => chosen.has(code.id)),
  );
}

function byAcceptance(one: Interaction, other: Interaction): number {
  const at = (interaction: Interaction) => interaction.handling?.accepted_at ?? "";
  return at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : one.id < other.id ? -1 : 1;
}
