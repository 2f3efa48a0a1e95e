/** Queues as held by the desk: the pushed figures with a wait that can tick. */

import type { Medium, Queue } from "@parley/wire";
import type { HeldQueue } from "~/state/desk-state";

export const MEDIA: readonly Medium[] = ["chat", "email", "voicemail", "callback"];

export function holdQueues(queues: readonly Queue[], at: number): HeldQueue[] {
  return queues.map((queue) => ({
    ...queue,
    longestSince:
      queue.waiting > 0 && queue.longest_wait_seconds !== null
        ? at - queue.longest_wait_seconds * 1_000
        : null,
  }));
}

/** Queues under each medium they carry (QUE-004), media without a queue left out. */
export function queuesByMedium(
  queues: readonly HeldQueue[],
): { medium: Medium; queues: HeldQueue[] }[] {
  return MEDIA.map((medium) => ({
    medium,
    queues: queues.filter((queue) => queue.media.includes(medium)),
  })).filter((group) => group.queues.length > 0);
}
