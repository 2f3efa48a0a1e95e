/** A channel over long polling, for networks that swallow WebSockets; loaded only when it is needed. */
import { io } from "socket.io-client";
import type { Channel, ChannelHandlers } from "./channel";

export function openPolling(
  origin: string,
  path: string,
  auth: () => object,
  handlers: ChannelHandlers,
): Channel {
  const socket = io(origin, {
    path,
    transports: ["polling"],
    reconnection: false, // the link above decides when to try again
    forceNew: true,
    auth: (give) => give(auth()),
  });
  let closed = false;

  function close(): void {
    if (closed) return;
    closed = true;
    socket.disconnect();
    handlers.closed();
  }

  socket.on("connect", () => handlers.opened());
  socket.on("disconnect", close);
  socket.on("connect_error", (error: Error & { data?: unknown }) => {
    // Only a refusal by the gateway carries data; anything else is the network.
    if (error.data !== undefined) {
      handlers.refused({ message: error.message, data: error.data });
    }
    close();
  });
  socket.onAny((name: string, payload: unknown, acknowledge?: (answer: object) => void) => {
    handlers.event(name, payload);
    acknowledge?.({ ok: true });
  });

  return {
    emit(name, payload, answered) {
      if (answered) socket.emit(name, payload, answered);
      else socket.emit(name, payload);
    },
    close,
  };
}
