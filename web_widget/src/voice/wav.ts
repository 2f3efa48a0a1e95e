/** A recording as the gateway takes it: WAV, 16-bit PCM, one channel. */

/** Samples a second: all that a voice needs, and a third of what a microphone gives. */
export const RATE = 16_000;

const HEADER_BYTES = 44;
const LOUDEST = 0x7fff;

/** Writes samples from -1 to 1 as a WAV file; what is louder is cut off. */
export function wavOf(blocks: readonly Float32Array[], rate = RATE): Uint8Array<ArrayBuffer> {
  const count = blocks.reduce((sum, block) => sum + block.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + 2 * count);
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string): void => {
    for (const [index, letter] of [...letters].entries()) bytes[at + index] = letter.charCodeAt(0);
  };
  text(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, 2 * count, true);
  let at = HEADER_BYTES;
  for (const block of blocks)
    for (const sample of block) {
      view.setInt16(at, Math.round(Math.max(-1, Math.min(1, sample)) * LOUDEST), true);
      at += 2;
    }
  return bytes;
}
