/** Sends a voice message, a number to be called on, or both. */
import type { ErrorDetail, RequestCallback, RequestedCallback, UploadedVoice } from "@parley/wire";

export interface Spoken {
  number: string;
  name: string;
  wav: Uint8Array<ArrayBuffer> | null;
}

export interface Ways {
  bearer: () => string | null;
  request: (
    form: RequestCallback,
  ) => Promise<RequestedCallback | { ok: false; error: ErrorDetail }>;
}

/** Uploads a recording once, however often the form is sent. */
export class Delivery {
  /** Stays the same until the form has arrived: sent twice, it counts once. */
  readonly #formId = crypto.randomUUID();
  #uploaded: { wav: Spoken["wav"]; id: string } | null = null;

  constructor(private readonly ways: Ways) {}

  /** @returns whether somebody calls, or what went wrong */
  async send({ number, name, wav }: Spoken): Promise<boolean | ErrorDetail> {
    if (wav && this.#uploaded?.wav !== wav) {
      const answer = await upload(wav, this.ways.bearer() ?? "");
      if ("code" in answer) return answer;
      this.#uploaded = { wav, id: answer.voice_id };
    }
    const voice = wav && this.#uploaded ? { voice_id: this.#uploaded.id } : {};
    const answer = await this.ways.request({
      client_id: this.#formId,
      number,
      ...(name ? { name } : {}),
      ...voice,
    });
    if (answer.ok) return answer.callback;
    // It was uploaded too long ago: the next attempt does it anew.
    if (answer.error.field === "voice_id") this.#uploaded = null;
    return answer.error;
  }
}

async function upload(
  wav: Uint8Array<ArrayBuffer>,
  bearer: string,
): Promise<UploadedVoice | ErrorDetail> {
  const body = new FormData();
  body.append("file", new Blob([wav], { type: "audio/wav" }), "message.wav");
  try {
    const response = await fetch("/api/v1/widget/voice", {
      method: "POST",
      headers: { Authorization: `Bearer ${bearer}` },
      body,
    });
    if (response.ok) return (await response.json()) as UploadedVoice;
    const refusal = (await response.json().catch(() => null)) as { error?: ErrorDetail } | null;
    return refusal?.error ?? { code: "unavailable", message: "" };
  } catch {
    return { code: "lost", message: "" };
  }
}
