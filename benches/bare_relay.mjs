// The second baseline: stock Socket.IO for Node, relaying like benches/bare_relay.py.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((_, response) => response.end("ready"));
const server = new Server(http, { path: "/ws/relay", serveClient: false });
server.on("connection", (socket) => {
  const { room } = socket.handshake.auth;
  socket.join(room);
  socket.on("chat.send", (message, acknowledge) => {
    server.to(room).emit("message", message);
    acknowledge({ ok: true });
  });
});
http.listen(Number(process.argv[2]), "127.0.0.1");
