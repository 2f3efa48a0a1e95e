/** Weighs the build: fails when the loader or the chat is heavier, gzipped, than was promised. */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const STATIC = new URL("../../gateway/static/widget/", import.meta.url);
const KB = 1024;
const weigh = (path) => gzipSync(readFileSync(new URL(path, STATIC)), { level: 9 }).length;

const assets = readdirSync(new URL("assets/", STATIC)).filter((name) => /\.(js|css)$/.test(name));
// Loaded only where two WebSocket attempts failed, so it is no part of a visit.
const polling = assets.filter((name) => name.startsWith("polling-"));
// Loaded only where somebody leaves a voice message.
const voice = assets.filter((name) => /^(voiceform|capture)-/.test(name));
const first = assets.filter((name) => ![...polling, ...voice].includes(name));

const rows = [
  { what: "loader (idle page)", files: ["widget.js"], limit: 1.5 * KB },
  {
    what: "chat, all of it",
    files: ["index.html", ...first.map((name) => `assets/${name}`)],
    limit: 32 * KB,
  },
  {
    what: "polling fallback (lazy)",
    files: polling.map((name) => `assets/${name}`),
    limit: 16 * KB,
  },
  {
    what: "voice messages (lazy)",
    files: voice.map((name) => `assets/${name}`),
    limit: 8 * KB,
  },
];

let heavy = false;
for (const { what, files, limit } of rows) {
  const weight = files.reduce((sum, file) => sum + weigh(file), 0);
  const over = weight > limit;
  heavy ||= over;
  const kilobytes = (bytes) => (bytes / KB).toFixed(2).padStart(6);
  process.stdout.write(
    `${what.padEnd(24)} ${kilobytes(weight)} KB of ${kilobytes(limit)} KB gzip${over ? "  TOO HEAVY" : ""}\n`,
  );
}
process.exitCode = heavy ? 1 : 0;
