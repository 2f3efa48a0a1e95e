/** Queues as held by the desk: the pushed figures with a wait that can tick. */

import type { Medium, Queue } from "@parley/wire";
import type { HeldQueue } from "~/state/desk-state";

export const MEDIA: readonly Medium[] = ["chat", "email", "voicemail", "callback"];

export function holdQueues(queues: readonly Queue[], at: number): HeldQueue[] {
  return queues.map((queue) => ({ ...queue, heldAt: at }));
}

/** Since when somebody has waited there; null where nobody does. */
export function longestSince(queue: HeldQueue): number | null {
  const { waiting, longest_wait_seconds: seconds, heldAt } = queue;
  return waiting > 0 && seconds !== null ? heldAt - seconds * 1_000 : null;
}

/** Queues under each medium they carry with who waits by it (QUE-004), empty media left out. */
export function queuesByMedium(
  queues: readonly HeldQueue[],
): { medium: Medium; queues: HeldQueue[] }[] {
  return MEDIA.map((medium) => ({
    medium,
    queues: queues.flatMap((queue) =>
      queue.lines
        .filter((line) => line.medium === medium)
        .map(({ waiting, longest_wait_seconds }) => ({ ...queue, waiting, longest_wait_seconds })),
    ),
  })).filter((group) => group.queues.length > 0);
}
