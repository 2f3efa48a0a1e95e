/** One live connection to the gateway, whatever carries it. */

export interface ChannelHandlers {
  /** The gateway accepted the connection. */
  opened(): void;
  /** The gateway refused it; `body` is what it sent with the refusal. */
  refused(body: unknown): void;
  /** The gateway sent an event. */
  event(name: string, payload: unknown): void;
  /** The connection is gone; called once, also after `refused`. */
  closed(): void;
}

export interface Channel {
  /** Sends an event; `answered` gets the acknowledgement's payload. */
  emit(name: string, payload: unknown, answered?: (payload: unknown) => void): void;
  close(): void;
}

/** Starts a connection; `auth` is read when the gateway asks for it. */
export type OpenChannel = (auth: () => object, handlers: ChannelHandlers) => Channel;
