/** The microphone, as the recorder wants it: opened once, heard in pieces, closed. */

import captureUrl from "virtual:capture-url";
import { MicrophoneRefused, type OpenMicrophone, type Trouble } from "./recorder";

const TROUBLES: Record<string, Trouble> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  NotReadableError: "busy",
};

export const openMicrophone: OpenMicrophone = async (heard, lost) => {
  // Neither is there on a page without HTTPS, nor where the host page's own policy takes it away.
  if (!navigator.mediaDevices || !("AudioWorkletNode" in window))
    throw new MicrophoneRefused("missing");
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: { channelCount: 1 } })
    .catch((error: DOMException) => {
      throw new MicrophoneRefused(TROUBLES[error.name] ?? "missing");
    });
  const context = new AudioContext();
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  try {
    await context.audioWorklet.addModule(captureUrl);
    const node = new AudioWorkletNode(context, "capture");
    node.port.onmessage = ({ data }) => heard(data as Float32Array);
    context.createMediaStreamSource(stream).connect(node);
    // It gives off silence; Safari lets run only what can be heard.
    node.connect(context.destination);
    for (const track of stream.getTracks()) track.onended = lost;
    await context.resume();
  } catch {
    close();
    throw new MicrophoneRefused("missing");
  }
  return { rate: context.sampleRate, close };
};
