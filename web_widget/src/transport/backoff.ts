/** How long to wait before the next attempt to connect. */

const FIRST = 500;
const LONGEST = 15_000;

/**
 * Milliseconds before attempt `failures + 1`: doubling, capped, spread over its upper half,
 * so that a thousand widgets do not return in the same instant after a restart.
 *
 * @param random a number in [0, 1)
 */
export function delayAfter(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10));
  return ceiling * (0.5 + random / 2);
}
