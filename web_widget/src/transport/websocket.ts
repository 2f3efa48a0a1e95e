/** A channel over one WebSocket. */
import type { Channel, ChannelHandlers } from "./channel";
import { DISCONNECT, decode, encodeAck, encodeConnect, encodeEvent, PONG } from "./packets";

/** Milliseconds from the first byte to an accepted connection; a proxy may swallow upgrades in silence. */
const CONNECT_WITHIN = 8_000;

export function openWebSocket(url: string, auth: () => object, handlers: ChannelHandlers): Channel {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (payload: unknown) => void>();
  let nextId = 0;
  let closed = false;
  let watchdog = setTimeout(close, CONNECT_WITHIN);
  let patience = CONNECT_WITHIN;

  /** The server must be heard within its own ping promise; a half-open socket reports nothing by itself. */
  function heard(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(close, patience);
  }

  function close(): void {
    if (closed) return;
    closed = true;
    clearTimeout(watchdog);
    if (socket.readyState === WebSocket.OPEN) socket.send(DISCONNECT);
    socket.close();
    handlers.closed();
  }

  socket.onclose = close;
  socket.onmessage = ({ data }: MessageEvent<unknown>): void => {
    if (closed || typeof data !== "string") return;
    const packet = decode(data);
    switch (packet.kind) {
      case "open":
        patience = packet.handshake.pingInterval + packet.handshake.pingTimeout;
        socket.send(encodeConnect(auth()));
        break;
      case "ping":
        heard();
        socket.send(PONG);
        break;
      case "connected":
        heard();
        handlers.opened();
        break;
      case "event":
        handlers.event(packet.name, packet.payload);
        if (packet.id !== null) socket.send(encodeAck(packet.id, { ok: true }));
        break;
      case "ack":
        waiting.get(packet.id)?.(packet.payload);
        waiting.delete(packet.id);
        break;
      case "refused":
        handlers.refused(packet.body);
        close();
        break;
      case "close":
      case "disconnected":
        close();
        break;
    }
  };

  return {
    emit(name, payload, answered) {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (answered) waiting.set(nextId, answered);
      socket.send(encodeEvent(name, payload, answered ? nextId++ : null));
    },
    close,
  };
}
