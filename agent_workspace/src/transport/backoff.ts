/** How long to wait before trying to connect again. */

const FIRST_MS = 400;
const MOST_MS = 8_000;

/** Doubles up to 8 s; `chance` in [0, 1) spreads desks that lost the same server. */
export function backoff(attempts: number, chance: number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempts, 10));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
