/** Peaks: how loud a recording is along its length, brought to as many bars as fit. */

/** The least a bar shows, so that silence is seen to be there. */
export const FLOOR = 0.03;

/** The loudest of each stretch, scaled so that a quiet message fills the height too. */
export function bars(loudness: readonly number[], count: number): number[] {
  if (loudness.length === 0 || count <= 0) return Array.from({ length: count }, () => FLOOR);
  const loudest = loudness.reduce((most, one) => Math.max(most, one), 0);
  // What is all but silent stays small: noise blown up would look like speech.
  const scale = loudest > 0.02 ? 1 / loudest : 1;
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * loudness.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * loudness.length) / count));
    const most = loudness.slice(from, to).reduce((high, one) => Math.max(high, one), 0);
    return Math.max(FLOOR, Math.min(1, most * scale));
  });
}

/** The bars as one path in a box `count` wide and 1 high, mirrored about its middle. */
export function barsPath(heights: readonly number[]): string {
  return heights
    .map((height, at) => {
      const half = (height / 2).toFixed(3);
      return `M${at + 0.5} ${(0.5 - Number(half)).toFixed(3)}V${(0.5 + Number(half)).toFixed(3)}`;
    })
    .join("");
}
