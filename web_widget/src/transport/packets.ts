/** Framing of Engine.IO v4 (outer digit) and Socket.IO v5 (inner digit), text frames and the default namespace only. */

export interface Handshake {
  sid: string;
  /** Milliseconds between two pings of the server. */
  pingInterval: number;
  /** Milliseconds the server may be late with one. */
  pingTimeout: number;
}

export type Packet =
  | { kind: "open"; handshake: Handshake }
  | { kind: "close" }
  | { kind: "ping" }
  | { kind: "noop" }
  | { kind: "connected" }
  | { kind: "disconnected" }
  | { kind: "refused"; body: unknown }
  | { kind: "event"; name: string; payload: unknown; id: number | null }
  | { kind: "ack"; id: number; payload: unknown };

export const PONG = "3";
export const DISCONNECT = "41";

const NOOP: Packet = { kind: "noop" };

/** The frame that asks for the default namespace. */
export function encodeConnect(auth: object): string {
  return `40${JSON.stringify(auth)}`;
}

/** The frame of one event; with an `id` the server is asked to acknowledge it. */
export function encodeEvent(name: string, payload: unknown, id: number | null = null): string {
  return `42${id ?? ""}${JSON.stringify([name, payload])}`;
}

/** The frame that acknowledges the server's event `id`. */
export function encodeAck(id: number, payload: unknown): string {
  return `43${id}${JSON.stringify([payload])}`;
}

/** Reads one frame; what this client cannot use is a `noop`, never an exception. */
export function decode(frame: string): Packet {
  switch (frame[0]) {
    case "0": {
      const handshake = parse(frame.slice(1));
      return isHandshake(handshake) ? { kind: "open", handshake } : NOOP;
    }
    case "1":
      return { kind: "close" };
    case "2":
      return { kind: "ping" };
    case "4":
      return decodeMessage(frame[1], frame.slice(2));
    default:
      return NOOP;
  }
}

function decodeMessage(type: string | undefined, rest: string): Packet {
  switch (type) {
    case "0":
      return { kind: "connected" };
    case "1":
      return { kind: "disconnected" };
    case "4":
      return { kind: "refused", body: parse(rest) };
    case "2":
    case "3": {
      const digits = /^\d*/.exec(rest)?.[0] ?? "";
      const body = parse(rest.slice(digits.length));
      const id = digits === "" ? null : Number(digits);
      if (!Array.isArray(body)) return NOOP;
      if (type === "3") return id === null ? NOOP : { kind: "ack", id, payload: body[0] };
      const [name, payload] = body;
      return typeof name === "string" ? { kind: "event", name, payload, id } : NOOP;
    }
    default:
      return NOOP;
  }
}

/** The code in the body of CONNECT_ERROR; python-socketio puts refusal arguments under `data`. */
export function refusalCode(body: unknown): string {
  const outer = asRecord(body);
  const data = asRecord(outer.data);
  const code = asRecord(data.error ?? outer.data).code ?? outer.code ?? outer.message;
  return typeof code === "string" ? code : "refused";
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isHandshake(value: unknown): value is Handshake {
  const record = asRecord(value);
  return typeof record.pingInterval === "number" && typeof record.pingTimeout === "number";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a damaged frame is dropped; sequence numbers reveal what it carried
  }
}
