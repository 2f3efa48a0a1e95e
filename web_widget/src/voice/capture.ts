/** Runs beside the page, where sound arrives: hands the microphone's samples over in larger pieces. */

interface Processor {
  readonly port: MessagePort;
}
// What an AudioWorkletGlobalScope holds; TypeScript knows only pages.
declare const AudioWorkletProcessor: new () => Processor;
declare function registerProcessor(name: string, kind: new () => Processor): void;

/** A twentieth of a second at 48 kHz: often enough for a level, seldom enough for a slow phone. */
const PIECE = 2_400;

// Beside the class and not in it: what browsers lack of classes is helped out by the page's own
// chunk, which must not be loaded here. A recording has a scope of its own.
let piece = new Float32Array(PIECE);
let filled = 0;

class Capture extends AudioWorkletProcessor {
  process([input]: Float32Array[][]): boolean {
    for (const sample of input?.[0] ?? []) {
      piece[filled++] = sample;
      if (filled < PIECE) continue;
      this.port.postMessage(piece, [piece.buffer]);
      piece = new Float32Array(PIECE);
      filled = 0;
    }
    return true;
  }
}

registerProcessor("capture", Capture);
